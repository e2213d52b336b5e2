"""A threat on some states that no move leaves, solved period by period.

From the last deadline on the answer does not depend on time; before it, it is
computed backwards, as far as it is asked for. A lump is paid once, in the first
period that ends where its guarantee is in force and something promised is
missing, so which lumps are paid already is part of what is known.
"""

from collections.abc import Callable
from dataclasses import field, replace
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.bits import is_taken, n_subsets, sets_where
from detente.engine.budget import spending
from detente.engine.period.arena import Places
from detente.engine.period.discounted import Values
from detente.errors import Message
from detente.records import dataclass
from detente.study.game.aftermath import Aftermath, Band, Bound, Ends, Later, Leaving
from detente.study.game.dated_deadlines import DatedDeadlines, Moment
from detente.study.game.debt import Lapsing, Levy
from detente.study.game.folded_recursion import FoldedRecursion
from detente.study.game.single_periods import SinglePeriods

FAR_AHEAD = Message(
    "most of the time went into the {periods} periods until the last date: take a "
    "longer `period`, leave out a date that is as good as never, or allow more with "
    "--time"
)
SETTLES_SLOWLY = Message(
    "most of the time went into breakdowns that settle slowly or go round in a cycle: "
    "try less patience, a longer `period` or other `movers`, or allow more with --time"
)
_MANY_SWEEPS = 64
_FAR = 50
"""Periods before the last date that are worth naming."""

Whole: TypeAlias = dict[int, Aftermath]
"""What a period's beginning is worth in one world, by the lumps already paid."""
Rows: TypeAlias = npt.NDArray[Any]
"""Numbers or truths, shape (n_rows, n_states)."""


class Entered(NamedTuple):
    """A moment at which a period is entered, some lumps being paid already."""

    time: int
    world: int
    paid: int


@dataclass(frozen=True, eq=False)
class ContinuationValues:
    """How a breach by one party goes on, on some states.

    Attributes
    ----------
    states : int64 array, shape (n_states,)
        Their numbers in the engine, ascending. Everything below is by their
        place here.
    countdown : DatedDeadlines
        The deadlines.
    utility : float64 array, shape (n_rows, n_states)
        Flows, penalties and compensation of guarantees that never end included.
    levies : tuple of Levy
        The lumps.
    discount : float64 array, shape (n_rows, 1)
    solve : function of a world, flows and leaving
        Solves the stationary part.
    period : function of a world and values
        Lets all take their turns: gives what the beginning is worth, and where it ends.
    reaching : function of a world and states
        Finds from where the moves of one period may lead to those.
    kept : tuple of int or None
        The rows that are kept; None is all.
    mix : function of a period and values, or None
        Gives what the rows are worth before it is known which leaders rule in
        that period.
    lapsing : tuple of Lapsing
        Penalties and compensation of guarantees that end.
    fold : function of a world and flows, or None
        Gives the same recursion on the beginnings that differ; None where it does not
        fold.
    """

    states: npt.NDArray[np.int64]
    countdown: DatedDeadlines
    utility: Values
    levies: tuple[Levy, ...]
    discount: Values
    solve: Callable[[int, Values, Leaving | None], Aftermath]
    period: Callable[[int, Values], tuple[Band, Places]]
    reaching: Callable[[int, Bools], Bools]
    kept: tuple[int, ...] | None = None
    mix: Callable[[int, Values], Values] | None = None
    lapsing: tuple[Lapsing, ...] = ()
    fold: Callable[[int, Values], FoldedRecursion | None] | None = None
    _begun: dict[Moment, Aftermath] = field(default_factory=dict, repr=False)
    _later: dict[Moment, Later] = field(default_factory=dict, repr=False)
    _settled: dict[int, Whole] = field(default_factory=dict, repr=False)
    _landings: dict[Entered, Ends] = field(default_factory=dict, repr=False)
    _lowest: list[tuple[int, dict[int, Whole]]] = field(
        default_factory=list, repr=False
    )

    @cached_property
    def _single(self) -> SinglePeriods:
        return SinglePeriods(self.fold, self.reaching)

    @property
    def end(self) -> int:
        """The period from which on nothing falls due."""
        return self.countdown.horizon

    def begins(self, time: int, world: int) -> Aftermath:
        """Give what a period's beginning is worth, no lump being paid yet.

        Parameters
        ----------
        time : int
            The period that begins, counted from the day of the case.
        world : int
            The deadlines that have opened, a set of positions as bits.

        Returns
        -------
        Aftermath
            With the rows that are kept, by the place of a state in `states`.
        """
        now = Moment(min(time, self.end), world)
        if now not in self._begun:
            self._reach(*now)
        return self._begun[now]

    def after(self, time: int, world: int, bound: Bound = "values") -> Values:
        """Give what a period's beginning is worth at the end of the one before.

        Parameters
        ----------
        time : int
            The period that begins, 1 or later.
        world : int
            The deadlines that had opened before it.
        bound : str
            `values`, or the `low` or `high` end of the band.

        Returns
        -------
        float64 array, shape (n_kept_rows, n_states)
            In flow units per period, lumps due at that end included.
        """
        return self._following(time, world).band.every(bound)

    def at(
        self, places: Places, time: int, world: int, bound: Bound = "values"
    ) -> Values:
        """Give the same at some states; shape (n_kept_rows, n_places).

        Parameters
        ----------
        places : intp array, shape (n_places,)
            By their place in `states`.
        time, world, bound
            As of `after`.
        """
        return self._following(time, world).band.at(bound, places)

    def unsettled(self, time: int, world: int) -> Bools:
        """Find the states from which on what follows is no verified fixed point.

        Asked at the end of the period before; shape (n_states,).
        """
        return self._following(time, world).doubt

    def _following(self, time: int, world: int) -> Later:
        then = Moment(min(time, self.end + 1), world)
        if then not in self._later:
            worlds = self.countdown.follow(then.time, world)
            known = self._reach(min(then.time, self.end), *worlds)
            self._keep_later(then, known)
        return self._later[then]

    @property
    def all_exact(self) -> bool:
        """Whether everything that has been solved is a fixed point."""
        return all(
            solved.exact
            for whole in self._settled.values()
            for solved in whole.values()
        )

    def landing(self, time: int, world: int, paid: int, place: int) -> int:
        """Give where a period ends, some lumps being paid already.

        Parameters
        ----------
        time : int
            The period that begins.
        world, paid : int
            The deadlines that have opened and the lumps that are paid, as sets of bits.
        place : int
            Of the state at which it begins, in `states`.

        Returns
        -------
        int
            Of the state at which it ends, in `states`; in one phase of the cycle where
            the breakdown goes round.
        """
        now = Entered(min(time, self.end), world, paid)
        if now not in self._landings:
            self._reach(now.time, now.world)
        ends, begins = self._landings[now]
        return int(ends[place if begins is None else begins[place]])

    def due(self, world: int, paid: int) -> npt.NDArray[np.int64]:
        """Find which unpaid lumps fall due at the end of a period, by state.

        Parameters
        ----------
        world : int
            The deadlines that have opened, and the guarantees that have ended.
        paid : int
            The lumps that are paid already, a set of positions as bits.

        Returns
        -------
        int64 array, shape (n_states,)
            Sets of positions as bits.
        """
        due = np.zeros(self.utility.shape[1], np.int64)
        for place, levy in enumerate(self.levies):
            if not is_taken(paid, place) and not levy.until & world:
                due |= sets_where(levy.where, place)
        return due

    def _reach(self, time: int, *worlds: int) -> dict[int, Whole]:
        """Compute periods backward until one is known in some worlds."""
        if self.end > _FAR:
            with spending(Message(FAR_AHEAD.template, periods=self.end)):
                return self._reach_back(time, *worlds)
        return self._reach_back(time, *worlds)

    def _reach_back(self, time: int, *worlds: int) -> dict[int, Whole]:
        # Which deadlines open depends on where play stands on their dates, so worlds
        # branch forwards, and only then are values carried backwards: worlds into which
        # nothing leads are never solved.
        needed = {time: set(worlds)}
        for period in range(time + 1, self.end + 1):
            needed[period] = self._followed(period, needed[period - 1])
        first, known = self._nearest(needed)
        for period in range(first, time - 1, -1):
            later, known = known, {}
            for world in sorted(needed[period]):
                known[world] = self._solved(period, world, later)
            for world in needed.get(period - 1, ()):
                self._keep_later(Moment(period, world), known)
        self._lowest[:] = [(time, known)]
        return known

    def _nearest(self, needed: dict[int, set[int]]) -> tuple[int, dict[int, Whole]]:
        """Give the first period to compute, and what is known of the one after."""
        # Only the earliest period computed is kept whole. A question for an earlier one
        # goes on from there, any other begins anew at the end, which is kept too.
        for time, known in self._lowest:
            if needed.get(time, {-1}) <= known.keys():
                return time - 1, known
        return self.end, {}

    def _followed(self, time: int, worlds: set[int]) -> set[int]:
        """Give the worlds in which a period may begin, by those of the one before."""
        if not self.countdown.falls_due(time):
            return worlds
        return {then for now in worlds for then in self.countdown.follow(time, now)}

    def _solved(self, time: int, world: int, later: dict[int, Whole]) -> Whole:
        """Solve one period in one world, the most lumps paid first."""
        if time == self.end and world in self._settled:
            return self._settled[world]
        whole: Whole = {}
        # A lump is paid once and never again, so that play leads only from fewer paid
        # to more: the games with more paid are known when those with fewer are solved.
        for paid in reversed(range(n_subsets(len(self.levies)))):
            now = Entered(time, world, paid)
            whole[paid] = (
                self._stationary(world, paid, whole)
                if time == self.end
                else self._one_period(now, later)
            )
            solved = whole[paid]
            self._landings[now] = Ends(solved.ends, solved.band.begins)
        if time == self.end:
            self._settled[world] = whole
        begun = whole[0]
        self._begun[Moment(time, world)] = replace(begun, band=begun.band.of(self.kept))
        return whole

    def _keep_later(self, then: Moment, known: dict[int, Whole]) -> None:
        """Keep what a period is worth at the end of the one before."""
        if self._nothing_due(then.time):
            begun = known[then.world][0]
            self._later[then] = Later(begun.band.of(self.kept), begun.unsettled)
            return
        now = Entered(*then, 0)

        def joined(bound: Bound) -> Values:
            return self._rows(self._joined(now, known, attrgetter(bound)))

        doubt = self._joined(now, known, _doubtful)[0]
        low = high = values = joined("values")
        if doubt.any():
            low, high = joined("low"), joined("high")
        self._later[then] = Later(Band(values, low, high), doubt)

    def _nothing_due(self, time: int) -> bool:
        """Whether a period begins as the one before it ended, whatever that was."""
        return not self.levies and not self.countdown.falls_due(time)

    def _joined(
        self,
        entered: Entered,
        known: dict[int, Whole],
        part: Callable[[Aftermath], Rows],
    ) -> Rows:
        """Join what follows with the lumps and deadlines that fall due."""
        time, world, paid = entered
        # Lumps are due by the state in which a period ended, before a date may change
        # it. So the lumps that each state makes due are told apart first, and each kind
        # enters the next period by itself.
        due = self.due(world, paid) if self.levies else np.zeros(1, np.int64)
        joined: Rows | None = None
        for lumps in map(int, np.unique(due)):

            def read(opened: int, then: int = paid | lumps) -> Rows:
                return part(known[opened][then])

            rows = self.countdown.enter(time, world, read)
            joined = rows if joined is None else np.where(due == lumps, rows, joined)
        return np.zeros_like(self.utility) if joined is None else joined

    def _flow(self, world: int, paid: int) -> Values:
        flow = self.utility
        for each in self.lapsing:
            if not each.until & world:
                flow = flow + each.adds
        for place, levy in enumerate(self.levies):
            if not is_taken(paid, place) and not levy.until & world:
                flow = flow + levy.adds[:, np.newaxis] * levy.where
        return flow

    def _one_period(self, now: Entered, later: dict[int, Whole]) -> Aftermath:
        time, world, paid = now
        if self.mix is None and self._nothing_due(time + 1):
            had = partial(self._flow, world, paid)
            begun = self._single.before(later[world][paid], world, paid, had)
            if begun is not None:
                return begun
        onward = Entered(time + 1, world, paid)
        following = self._joined(onward, later, attrgetter("values"))
        if self.mix is not None:
            following = self.mix(time + 1, following)
        flow = (1 - self.discount) * self._flow(world, paid)
        band, ends = self.period(world, flow + self.discount * following)
        doubt = self._single.doubtful(world, self._joined(onward, later, _doubtful)[0])
        return Aftermath(band, ends, doubt, 1, 1)

    def _stationary(self, world: int, paid: int, whole: Whole) -> Aftermath:
        """Solve the time after the last deadline; lumps lead to what is known."""
        # Where a lump falls due the period after belongs to another game, with that
        # lump paid; it is solved already, so here it is a value and no longer a play.
        due, leaving = self.due(world, paid), None
        if due.any():
            known = np.zeros_like(self.utility)
            doubt = np.zeros(due.size, np.bool_)
            for lumps in map(int, np.unique(due[due > 0])):
                then = whole[paid | lumps]
                known = np.where(due == lumps, then.values, known)
                doubt |= (due == lumps) & then.unsettled
            leaving = Leaving(due > 0, known, doubt)
        with spending(SETTLES_SLOWLY, past=_MANY_SWEEPS):
            return self.solve(world, self._flow(world, paid), leaving)

    def _rows(self, values: Values) -> Values:
        return values if self.kept is None else values[list(self.kept)]


def _doubtful(solved: Aftermath) -> Rows:
    return solved.unsettled[np.newaxis]
