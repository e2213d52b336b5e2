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
Whole: TypeAlias = dict[tuple[int, int], Aftermath]

BOUNDS: tuple[Bound, ...] = ("values", "low", "high")


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
    wanted : int64 array, shape (n_wanted,), or None
        The states, ascending, of which values are kept; None is all.
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
    wanted: npt.NDArray[np.int64] | None = None
    mix: Callable[[int, Values], Values] | None = None
    _begun: dict[tuple[int, int], Aftermath] = field(default_factory=dict, repr=False)
    _later: dict[tuple[int, int, Bound], Values] = field(
        default_factory=dict, repr=False
    )
    _exact: dict[int, bool] = field(default_factory=dict, repr=False)
    _landings: dict[tuple[int, int, int], Landings] = field(
        default_factory=dict, repr=False
    )

    def begins(self, time: int, world: int) -> Aftermath:
        """Give what the breakdown is worth at the beginning of a period.

        Parameters
        ----------
        time : int
            Periods since the day of the case.
        world : int
            The deadlines that have opened.

        Returns
        -------
        Aftermath
            With the rows and states that are kept; no lump is paid yet.
        """
        self._solve_once()
        return self._begun[min(time, self.countdown.horizon), world]

    def after(self, time: int, world: int, bound: Bound = "values") -> Values:
        """Give what a period's beginning is worth at the end of the one before.

        Parameters
        ----------
        time : int
            The period that begins, 1 or later.
        world : int
            The deadlines that have opened until then.
        bound : str
            `values`, or the `low` or `high` end of the band.

        Returns
        -------
        float64 array, shape (n_kept_rows, n_kept_states)
            No lump is paid before the period that ends.
        """
        self._solve_once()
        return self._later[min(time, self.countdown.horizon + 1), world, bound]

    def at(self, states: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Give the columns in which states are kept."""
        return states if self.wanted is None else np.searchsorted(self.wanted, states)

    def exact(self, time: int, world: int) -> bool:
        """Whether what follows rests on fixed points, verified by one deviation.

        Parameters
        ----------
        time : int
            The period that begins.
        world : int
            The deadlines that have opened until then.
        """
        self._solve_once()
        over = time > self.countdown.horizon
        return all(
            exact
            for each, exact in self._exact.items()
            if each == world or (not over and each & world == world)
        )

    @property
    def all_exact(self) -> bool:
        """Whether everything rests on fixed points."""
        self._solve_once()
        return all(self._exact.values())

    def lump(self) -> npt.NDArray[np.float64]:
        """Give what a breach costs at once, by where it lands; shape (n_states,)."""
        total = np.zeros(self.utility.shape[1])
        for levy in self.levies:
            total -= levy.adds[self.breacher] * levy.where
        return total

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
        self._solve_once()
        path: list[tuple[int, int]] = []
        paid, end = 0, self.countdown.horizon
        while True:
            paid |= int(self._due(paid)[state])
            world, state = self.countdown.pass_on(time, world, state)
            settled = time > end
            if settled and (state, paid) in path:
                return tuple(each for each, _ in path[path.index((state, paid)) :])
            path = [*path, (state, paid)] if settled else []
            state = int(self._landings[min(time, end), world, paid][state])
            time += 1

    def _due(self, paid: int) -> npt.NDArray[np.int64]:
        """Find which unpaid lumps fall due at the end of a period, by state."""
        due = np.zeros(self.utility.shape[1], np.int64)
        for place, levy in enumerate(self.levies):
            if not paid >> place & 1:
                due |= levy.where.astype(np.int64) << place
        return due

    def _solve_once(self) -> None:
        """Compute all periods, backward from the last deadline."""
        if self._begun:
            return
        whole: Whole = {}
        end = self.countdown.horizon
        for time in range(end, -1, -1):
            later, whole = whole, {}
            for world in self.countdown.worlds(time):
                for paid in range((1 << len(self.levies)) - 1, -1, -1):
                    now = (time, world, paid)
                    whole[world, paid] = (
                        self._stationary(now, whole)
                        if time == end
                        else self._period(now, later)
                    )
                    self._landings[now] = whole[world, paid].landings
                self._begun[time, world] = self._kept(whole[world, 0])
            if time == end:
                for (world, _), solved in whole.items():
                    self._exact[world] = solved.exact and self._exact.get(world, True)
                self._keep_later(end + 1, whole)
            if time:
                self._keep_later(time, whole)

    def _keep_later(self, time: int, whole: Whole) -> None:
        """Keep what a period is worth at the end of the one before."""
        exact = all(solved.exact for solved in whole.values())
        for world in self.countdown.worlds(time - 1):
            for bound in BOUNDS:
                if exact and bound != "values":
                    joined = self._later[time, world, "values"]
                else:
                    joined = self._select(self._joined((time, world, 0), whole, bound))
                self._later[time, world, bound] = joined

    def _joined(
        self, entered: tuple[int, int, int], whole: Whole, bound: Bound = "values"
    ) -> Values:
        """Join what follows with the lumps and deadlines that fall due."""
        time, world, paid = entered
        due = self._due(paid)
        joined = np.zeros_like(self.utility)
        for lumps in map(int, np.unique(due)) if self.levies else (0,):

            def read(each: int, then: int = paid | lumps) -> Values:
                values: Values = getattr(whole[each, then], bound)
                return values

            part = self.countdown.enter(time, world, read)
            joined = np.where(due == lumps, part, joined) if self.levies else part
        return joined

    def _flow(self, paid: int) -> Values:
        flow = self.utility
        for place, levy in enumerate(self.levies):
            if not paid >> place & 1:
                flow = flow + levy.adds[:, np.newaxis] * levy.where
        return flow

    def _period(self, now: tuple[int, int, int], later: Whole) -> Aftermath:
        time, world, paid = now
        following = self._joined((time + 1, world, paid), later)
        if self.mix is not None:
            following = self.mix(time + 1, following)
        values = (1 - self.discount) * self._flow(paid) + self.discount * following
        landings = self.period(self.countdown.turns(self.turns, world), values)
        exact = all(solved.exact for solved in later.values())
        return Aftermath(values, values, values, landings, 1, int(exact))

    def _stationary(self, now: tuple[int, int, int], whole: Whole) -> Aftermath:
        """Solve the time after the last deadline; lumps lead to what is known."""
        _, world, paid = now
        due, leaving = self._due(paid), None
        if due.any():
            known = np.zeros_like(self.utility)
            for lumps in map(int, np.unique(due[due > 0])):
                then = whole[world, paid | lumps].values
                known = np.where(due == lumps, then, known)
            leaving = (due > 0, known)
        turns = self.countdown.turns(self.turns, world)
        return self.solve(turns, self._flow(paid), leaving)

    def _kept(self, solved: Aftermath) -> Aftermath:
        """Keep some rows and states only, since there are many threats."""
        values = self._select(solved.values)
        if solved.low is solved.values:
            return replace(solved, values=values, low=values, high=values)
        low, high = self._select(solved.low), self._select(solved.high)
        return replace(solved, values=values, low=low, high=high)

    def _select(self, values: Values) -> Values:
        if self.kept is not None:
            values = values[list(self.kept)]
        return values if self.wanted is None else values[:, self.wanted]
