"""A threat on some options, period by period, while leaders change.

From the last date on the answer does not depend on time; before it, it is computed
backwards, as far as it is asked for. Values are kept at the states that are asked
about, and whole only for the earliest period, so that memory does not grow with the
number of periods.
"""

from collections.abc import Collection, Mapping
from contextlib import nullcontext
from dataclasses import field, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.bits import n_subsets
from detente.engine.budget import spending
from detente.engine.period.arena import Arena, Places
from detente.engine.period.fold import ApartError, FoldedArena, fold_arena
from detente.engine.period.turn import Turn
from detente.errors import Message
from detente.records import dataclass
from detente.study.game.aftermath import Leaving, Terms
from detente.study.game.continuation_values import FAR_AHEAD, SETTLES_SLOWLY
from detente.study.game.dated_deadlines import DatedDeadlines, Moment
from detente.study.time.changing_leaders import Changing, Onward, PaidPlay
from detente.study.time.lasting_play import Values
from detente.study.time.leadership import Leaders
from detente.study.time.settling import settle_changing
from detente.study.time.stakes import Stakes

_MANY_SWEEPS = 512
_FAR = 50
"""Periods before the last date that are worth naming."""

Whole: TypeAlias = dict[int, Values]
"""What a period's beginning is worth in one world, by the lumps already paid."""

Acts: TypeAlias = dict[tuple[Moment, int], tuple[PaidPlay, ...]]
"""What is done in a period, by the lumps already paid; from the last date on one period
after the other, and then again from the first on."""


Arenas: TypeAlias = dict[tuple[bytes, int, int], FoldedArena]
"""By the numbers of the states, the options that are barred, and those told apart."""


class Known(NamedTuple):
    """What has been solved of a course, for the same course elsewhere."""

    told: int
    exact: bool
    acts: Acts
    begun: dict[Moment, Values]
    later: dict[Moment, Values]
    settled: dict[int, Whole]


@dataclass(eq=False)
class Course:
    """How a breach goes on, on some states.

    Attributes
    ----------
    states : int64 array, shape (n_states,)
        Their numbers in the engine, ascending; no move leads out of them.
    turns : tuple of Turn
        In the order in which the parties act, without deadlines.
    countdown : DatedDeadlines
        The deadlines, by the place of a state.
    stakes : Stakes
    leaders : Leaders
    wanted : intp array, shape (n_wanted,)
        The places of the states of which values are asked for.
    told : int
        Options by which starts of a period are told apart all the same.
    arenas : dict
        The moves as they were laid out, shared by all courses of the same turns.
    """

    states: npt.NDArray[np.int64]
    turns: tuple[Turn, ...]
    countdown: DatedDeadlines
    stakes: Stakes
    leaders: Leaders
    wanted: Places
    told: int = 0
    exact: bool = True
    _acts: Acts = field(default_factory=dict, repr=False)
    _noting: bool = False
    arenas: Arenas = field(default_factory=dict, repr=False)
    _plays: dict[tuple[int, int], Changing] = field(default_factory=dict, repr=False)
    _begun: dict[Moment, Values] = field(default_factory=dict, repr=False)
    _later: dict[Moment, Values] = field(default_factory=dict, repr=False)
    _settled: dict[int, Whole] = field(default_factory=dict, repr=False)
    _lowest: tuple[int, dict[int, Whole]] | None = None

    def __getstate__(self) -> dict[str, object]:
        """Give what travels: flows by names that hold here alone are left behind."""
        return self.__dict__ | {"_plays": {}}

    @property
    def end(self) -> int:
        """The period from which on nothing falls due."""
        return self.countdown.horizon

    def begins(self, time: int, world: int) -> Values:
        """Give what a period's beginning is worth where it is asked, no lump paid yet.

        Parameters
        ----------
        time, world : int
            The period that begins, and the deadlines that have opened by then.

        Returns
        -------
        float64 array, shape (n_rows, n_profiles, n_wanted)
            By who rules in it.
        """
        now = Moment(min(time, self.end), world)
        if now not in self._begun:
            self._reach(now.time, world)
        return self._begun[now]

    def after(self, time: int, world: int) -> Values:
        """Give what a period's beginning is worth at the end of the one before.

        Parameters
        ----------
        time, world : int
            The period that begins, and the deadlines that had opened before it.

        Returns
        -------
        float64 array, shape (n_rows, n_profiles, n_wanted)
            By who rules in the period that begins; lumps due before it are paid.
        """
        then = Moment(min(time, self.end + 1), world)
        if then not in self._later:
            worlds = self.countdown.follow(*then)
            known = self._reach(min(then.time, self.end), *worlds)
            onward = self._onward(then, 0, known)
            self._later[then] = onward.worth.take(onward.kind[self.wanted], axis=2)
        return self._later[then]

    def known(self) -> Known:
        """Give what has been solved."""
        found = self._acts, self._begun, self._later, self._settled
        return Known(self.told, self.exact, *found)

    def learn(self, known: Known) -> None:
        """Take over what the same course has solved elsewhere."""
        self.told, self.exact = known.told, known.exact
        self._acts, self._settled = known.acts, known.settled
        self._begun, self._later = known.begun, known.later

    def noting(self) -> "Course":
        """Give the same course, which notes what is done on dated periods too."""
        # Values alone are kept otherwise: what was done is many times as much.
        return replace(
            self,
            _noting=True,
            _acts=dict(self._acts),
            _plays=dict(self._plays),
            _begun={},
            _later={},
            _settled=dict(self._settled),
            _lowest=None,
        )

    def note(self, since: Collection[Moment]) -> Acts:
        """Note what is done from some beginnings on.

        Parameters
        ----------
        since : collection of Moment
            The periods that begin, and the deadlines that have opened by then.

        Returns
        -------
        dict
            What is done in those periods and in all that can follow; periods after the
            last date are those of that date.
        """
        told = None
        while told != self.told:
            told = self.told
            for time, world in sorted(since, reverse=True):
                self._reach(min(time, self.end), world)
        return self._acts

    def _reach(self, time: int, *worlds: int) -> dict[int, Whole]:
        """Compute periods backward until one is known in some worlds."""
        far = Message(FAR_AHEAD.template, periods=self.end)
        while True:
            try:
                with spending(far) if self.end > _FAR else nullcontext():
                    return self._reach_back(time, *worlds)
            except ApartError as apart:
                # A party to which two landings are worth the same stays where it is,
                # and others may care where that is: these options are told apart then.
                self.told |= apart.bits
                self._acts.clear()
                self._plays.clear()
                self._settled.clear()
                self._lowest = None

    def _reach_back(self, time: int, *worlds: int) -> dict[int, Whole]:
        # Which deadlines open depends on where play stands on their dates, so worlds
        # branch forwards, and only then are values carried backwards: worlds into which
        # nothing leads are never solved.
        needed = {time: set(worlds)}
        for period in range(time + 1, self.end + 1):
            before = needed[period - 1]
            needed[period] = {
                then for now in before for then in self.countdown.follow(period, now)
            }
        first, known = self._nearest(needed)
        for period in range(first, time - 1, -1):
            later, known = known, {}
            for world in sorted(needed[period]):
                known[world] = self._solved(Moment(period, world), later)
            for world in needed.get(period - 1, ()):
                then = Moment(period, world)
                if then not in self._later:
                    onward = self._onward(then, 0, known)
                    kind = onward.kind[self.wanted]
                    self._later[then] = onward.worth.take(kind, axis=2)
        self._lowest = time, known
        return known

    def _nearest(self, needed: Mapping[int, set[int]]) -> tuple[int, dict[int, Whole]]:
        """Give the first period to compute, and what is known of the one after."""
        # Only the earliest period computed is kept whole. A question for an earlier one
        # goes on from there, any other begins anew at the end, which is kept too.
        if self._lowest is not None:
            time, known = self._lowest
            if needed.get(time, {-1}) <= known.keys():
                return time - 1, known
        return self.end, {}

    def _solved(self, now: Moment, later: Mapping[int, Whole]) -> Whole:
        """Solve one period in one world, the most lumps paid first."""
        if now.time == self.end and now.world in self._settled:
            return self._settled[now.world]
        whole: Whole = {}
        # A lump is paid once and never again, so that play leads only from fewer paid
        # to more: the games with more paid are known when those with fewer are solved.
        for paid in reversed(range(n_subsets(len(self.stakes.levies)))):
            if now.time == self.end:
                whole[paid] = self._stationary(now.world, paid, whole)
            else:
                whole[paid] = self._one_period(now, paid, later)
        if now.time == self.end:
            self._settled[now.world] = whole
        starts = self.arena(now.world).begins[self.wanted]
        self._begun[now] = whole[0].take(starts, axis=2)
        return whole

    def arena(self, world: int) -> FoldedArena:
        """Lay out the moves of a world."""
        key = self._which, self.countdown.barred(world), self.told
        if key not in self.arenas:
            turns = self.countdown.turns(self.turns, world)
            self.arenas[key] = fold_arena(turns, self.states, self.told)
        return self.arenas[key]

    @cached_property
    def _which(self) -> bytes:
        return self.states.tobytes()

    def _changing(self, world: int, paid: int, leaving: Leaving | None) -> Changing:
        utility = self.stakes.flow(world, paid).reshape(len(self.stakes.utility), -1)
        return Changing(
            arena=Arena(self.states, ()),
            rules=self.stakes.rules,
            terms=Terms(utility, self.stakes.discount[:, np.newaxis], leaving),
            folded=self.arena(world),
            usual=self.leaders.usual,
        )

    def _one_period(self, now: Moment, paid: int, later: Mapping[int, Whole]) -> Values:
        onward = self._onward(Moment(now.time + 1, now.world), paid, later)
        mixed = np.matmul(self.leaders.into(now.time + 1), onward.worth)
        key = now.world, paid
        if key not in self._plays:
            self._plays[key] = self._changing(now.world, paid, None)
        worth, played = self._plays[key].begun(Onward(mixed, onward.kind))
        if self._noting:
            self._acts[now, paid] = (played,)
        return worth

    def _stationary(self, world: int, paid: int, whole: Whole) -> Values:
        """Solve the time after the last date; lumps lead to what is known."""
        # Where a lump falls due the period after belongs to another game, with that
        # lump paid; it is solved already, so here it is a value and no longer a play.
        due, leaving = self.stakes.due(world, paid), None
        if due.any():
            begins = self.arena(world).begins
            known = np.zeros_like(self.stakes.utility)
            for lumps in map(int, np.unique(due[due > 0])):
                where = due == lumps
                known[:, :, where] = whole[paid | lumps][:, :, begins[where]]
            count = len(self.leaders.usual)
            mixed = np.matmul(self.leaders.usual, known).reshape(len(known), -1)
            where = np.tile(due > 0, count)
            leaving = Leaving(where, mixed, np.zeros_like(where))
        with spending(SETTLES_SLOWLY, past=_MANY_SWEEPS):
            changing = self._changing(world, paid, leaving)
            settled = settle_changing(changing, alone=self.stakes.alone)
        self._acts[Moment(self.end, world), paid] = settled.plays
        self.exact = self.exact and settled.exact
        return settled.values

    def _onward(self, then: Moment, paid: int, known: Mapping[int, Whole]) -> Onward:
        """Join what follows a period with the lumps and deadlines that fall due."""
        if not self.stakes.levies and not self.countdown.falls_due(then.time):
            return Onward(known[then.world][0], self.arena(then.world).begins)
        # Lumps are due by the state in which a period ended, before a date may change
        # it. So the lumps that each state makes due are told apart first, and each kind
        # enters the next period by itself.
        due = self.stakes.due(then.world, paid)
        parts: dict[tuple[int, int], tuple[int, Values]] = {}
        kind: Places | None = None
        for lumps in map(int, np.unique(due)):

            def read(opened: int, then: int = paid | lumps) -> Places:
                worth = known[opened][then]
                width = sum(each.shape[2] for _, each in parts.values())
                first, _ = parts.setdefault((opened, then), (width, worth))
                return (first + self.arena(opened).begins)[np.newaxis]

            row = self.countdown.enter(*then, read)[0]
            kind = row if kind is None else np.where(due == lumps, row, kind)
        joined = np.concatenate([worth for _, worth in parts.values()], axis=2)
        return Onward(joined, kind if kind is not None else due)
