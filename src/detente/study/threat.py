"""A threat at every period: what a breach is followed by.

From the last deadline on the answer does not depend on time; before it, it is
computed backwards, period by period. A lump is paid once, in the first period
that ends where its guarantee is in force and something promised is missing, so
which lumps are paid already is part of what is known.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
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
    row, breacher : int
        The row of the breacher in the values that are kept, and in the flows.
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
    kept : tuple of int or None
        The rows that are kept; None is all.
    mix : function of a period and values, or None
        Gives what the rows are worth before it is known which leaders rule in
        that period.
    """

    row: int
    breacher: int
    turns: Turns
    countdown: Countdown
    utility: Values
    levies: tuple[Levy, ...]
    discount: Values
    solve: Callable[[Turns, Values, Leaving | None], Aftermath]
    period: Callable[[Turns, Values], Landings]
    kept: tuple[int, ...] | None = None
    mix: Callable[[int, Values], Values] | None = None
    _known: dict[tuple[int, int, int], Aftermath] = field(
        default_factory=dict, repr=False
    )
    _whole: dict[tuple[int, int, int], Aftermath] = field(
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
            With the rows that are kept.
        """
        key = (min(time, self.countdown.horizon), world, paid)
        if key not in self._known:
            self._fill(world, paid)
            for early in [each for each in self._whole if each[0] < key[0]]:
                del self._whole[early]
        return self._known[key]

    def _fill(self, world: int, paid: int) -> None:
        """Compute all periods of one world, backward from the last deadline."""
        for time in range(self.countdown.horizon, -1, -1):
            self._begins(time, world, paid)

    def _begins(self, time: int, world: int, paid: int) -> Aftermath:
        """Give a period with all rows, computed if it is not at hand."""
        key = (min(time, self.countdown.horizon), world, paid)
        if key not in self._whole:
            self._whole[key] = self._solved(*key)
            self._known[key] = _rows(self._whole[key], self.kept)
        return self._whole[key]

    def after(self, time: int, world: int, bound: Bound = "values") -> Values:
        """Give what a period's beginning is worth at the end of the one before.

        Parameters
        ----------
        time : int
            The period that begins.
        world : int
            The deadlines that have opened until then.
        bound : str
            `values`, or the `low` or `high` end of the band.

        Returns
        -------
        float64 array, shape (n_kept_rows, n_states)
            No lump is paid before the period that ends.
        """

        def read(entered: int, paid: int) -> Values:
            values: Values = getattr(self.begins(time, entered, paid), bound)
            return values

        return self._after(time, (world, 0), read)

    def lump(self) -> npt.NDArray[np.float64]:
        """Give what a breach costs at once, by where it lands; shape (n_states,)."""
        total = np.zeros(self.utility.shape[1])
        for levy in self.levies:
            total -= levy.adds[self.breacher] * levy.where
        return total

    def exact(self, time: int, world: int) -> bool:
        """Whether a breach just before a period is followed by a fixed point."""
        self.after(time, world)
        return self.known_exact

    @property
    def known_exact(self) -> bool:
        """Whether all that has been solved is a fixed point."""
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

    def _after(
        self, time: int, known: tuple[int, int], read: Callable[[int, int], Values]
    ) -> Values:
        """Join what follows with the lumps and deadlines that fall due."""
        world, paid = known
        if not self.levies:
            return self.countdown.enter(time, world, lambda each: read(each, 0))
        due = self._due(paid)
        joined: Values | None = None
        for lumps in map(int, np.unique(due)):

            def paying(entered: int, then: int = paid | lumps) -> Values:
                return read(entered, then)

            part = self.countdown.enter(time, world, paying)
            joined = part if joined is None else np.where(due == lumps, part, joined)
        return self.utility if joined is None else joined

    def _solved(self, time: int, world: int, paid: int) -> Aftermath:
        turns = self.countdown.turns(self.turns, world)
        flow = self.utility
        for place, levy in enumerate(self.levies):
            if not paid >> place & 1:
                flow = flow + levy.adds[:, np.newaxis] * levy.where
        if time >= self.countdown.horizon:
            return self.solve(turns, flow, self._leaving(world, paid))

        def read(entered: int, then: int) -> Values:
            return self._begins(time + 1, entered, then).values

        later = self._after(time + 1, (world, paid), read)
        if self.mix is not None:
            later = self.mix(time + 1, later)
        values = (1 - self.discount) * flow + self.discount * later
        landings = self.period(turns, values)
        cycle = self._begins(time + 1, world, paid).cycle
        return Aftermath(values, values, values, landings, 1, cycle)

    def _leaving(self, world: int, paid: int) -> Leaving | None:
        """Give where a lump is paid, and what follows once it is."""
        due = self._due(paid)
        if not due.any():
            return None
        known = np.zeros_like(self.utility)
        for lumps in map(int, np.unique(due[due > 0])):
            then = self._begins(self.countdown.horizon, world, paid | lumps).values
            known = np.where(due == lumps, then, known)
        return due > 0, known


def _rows(solved: Aftermath, kept: tuple[int, ...] | None) -> Aftermath:
    """Keep some rows only, since there are many threats."""
    if kept is None:
        return solved
    values = solved.values[list(kept)]
    if solved.exact or solved.low is solved.values:
        return replace(solved, values=values, low=values, high=values)
    low, high = solved.low[list(kept)], solved.high[list(kept)]
    return replace(solved, values=values, low=low, high=high)
