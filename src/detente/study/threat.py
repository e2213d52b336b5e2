"""A threat at every period: what a breach is followed by.

From the last deadline on the answer does not depend on time; before it, it is
computed backwards, period by period. A lump is paid once, in the first period
that ends where its guarantee is in force and something promised is missing, so
which lumps are paid already is part of what is known.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.discounted import Landings, Values
from detente.engine.turn import Turn
from detente.study.breakdown import Aftermath, Leaving
from detente.study.countdown import Countdown
from detente.study.guarantee import Levy

__all__ = ["Bound", "Threat"]

Bound: TypeAlias = Literal["values", "low", "high"]
Turns: TypeAlias = tuple[Turn, ...]


@dataclass(frozen=True, eq=False)
class Threat:
    """What follows a breach by one party that had promised certain things.

    Attributes
    ----------
    row : int
        The row of the breacher in the values.
    turns : tuple of Turn
        In the order in which the parties act, without deadlines.
    countdown : Countdown
        The deadlines.
    utility : float64 array, shape (n_rows, n_states)
        Flows in breakdown, penalties and compensation included.
    levies : tuple of Levy
        The lumps.
    discount : float64 array, shape (n_rows, 1)
    solve : function
        Solves the stationary part for given turns, flows and leaving.
    period : function
        Lets all take their turns, in place.
    """

    row: int
    turns: Turns
    countdown: Countdown
    utility: Values
    levies: tuple[Levy, ...]
    discount: Values
    solve: Callable[[Turns, Values, Leaving | None], Aftermath]
    period: Callable[[Turns, Values], Landings]
    _known: dict[tuple[int, int, int], Aftermath] = field(
        default_factory=dict, repr=False
    )

    def begins(self, time: int, world: int, paid: int = 0) -> Aftermath:
        """Give what the breakdown is worth at the beginning of a period.

        Parameters
        ----------
        time : int
            Periods since the day of the case.
        world : int
            The deadlines that have opened.
        paid : int
            The lumps that are paid already, as a set of positions.

        Returns
        -------
        Aftermath
        """
        time = min(time, self.countdown.horizon)
        if (time, world, paid) not in self._known:
            for each in range(self.countdown.horizon, time, -1):
                self.begins(each, world, paid)
            self._known[time, world, paid] = self._solved(time, world, paid)
        return self._known[time, world, paid]

    def after(
        self, time: int, world: int, bound: Bound = "values", paid: int = 0
    ) -> Values:
        """Give what a period's beginning is worth at the end of the one before.

        Parameters
        ----------
        time : int
            The period that begins.
        world : int
            The deadlines that have opened until then.
        bound : str
            `values`, or the `low` or `high` end of the band.
        paid : int
            The lumps paid before the period that ends.

        Returns
        -------
        float64 array, shape (n_rows, n_states)
        """
        if not self.levies:
            return self._entered(time, world, bound, 0)
        due = self._due(paid)
        whole: Values | None = None
        for each in map(int, np.unique(due)):
            part = self._entered(time, world, bound, paid | each)
            whole = part if whole is None else np.where(due == each, part, whole)
        return np.zeros_like(self.utility) if whole is None else whole

    def lump(self) -> npt.NDArray[np.float64]:
        """Give what a breach costs at once, by where it lands; shape (n_states,)."""
        total = np.zeros(self.utility.shape[1])
        for levy in self.levies:
            total -= levy.adds[self.row] * levy.where
        return total

    def exact(self, time: int, world: int) -> bool:
        """Whether a breach just before a period is followed by a fixed point."""
        self.after(time, world)
        return all(self._known[key].exact for key in self._known)

    def leads_to(self, time: int, world: int, state: int) -> tuple[int, ...]:
        """Follow the breakdown to where it rests.

        Parameters
        ----------
        time : int
            The period that begins.
        world, state : int
            Those in which the one before ended.

        Returns
        -------
        tuple of int
            The state at which it rests, or the states through which it goes
            round for ever.
        """
        path: list[tuple[int, int]] = []
        paid = 0
        while True:
            paid |= int(self._due(paid)[state])
            world, state = self.countdown.pass_on(time, world, state)
            settled = time > self.countdown.horizon
            if settled and (state, paid) in path:
                return tuple(each for each, _ in path[path.index((state, paid)) :])
            path = [*path, (state, paid)] if settled else []
            state = int(self.begins(time, world, paid).landings[state])
            time += 1

    def _due(self, paid: int) -> npt.NDArray[np.int64]:
        """Find which unpaid lumps fall due at the end of a period, by state."""
        due = np.zeros(self.utility.shape[1], np.int64)
        for place, levy in enumerate(self.levies):
            if not paid >> place & 1:
                due |= levy.where.astype(np.int64) << place
        return due

    def _entered(self, time: int, world: int, bound: Bound, paid: int) -> Values:
        def known(entered: int) -> Values:
            values: Values = getattr(self.begins(time, entered, paid), bound)
            return values

        return self.countdown.enter(time, world, known)

    def _solved(self, time: int, world: int, paid: int) -> Aftermath:
        turns = self.countdown.turns(self.turns, world)
        flow = self.utility
        for place, levy in enumerate(self.levies):
            if not paid >> place & 1:
                flow = flow + levy.adds[:, np.newaxis] * levy.where
        if time < self.countdown.horizon:
            later = self.after(time + 1, world, paid=paid)
            values = (1 - self.discount) * flow + self.discount * later
            landings = self.period(turns, values)
            cycle = self.begins(time + 1, world, paid).cycle
            return Aftermath(values, values, values, landings, 1, cycle)
        return self.solve(turns, flow, self._leaving(world, paid))

    def _leaving(self, world: int, paid: int) -> Leaving | None:
        """Give where a lump is paid, and what follows once it is."""
        due = self._due(paid)
        if not due.any():
            return None
        known = np.zeros_like(self.utility)
        for each in map(int, np.unique(due[due > 0])):
            then = self.begins(self.countdown.horizon, world, paid | each).values
            known = np.where(due == each, then, known)
        return due > 0, known
