"""What follows a break, one group of options at a time, as tables to walk by.

After a break everybody acts by a policy that is known for every combination of leaders,
so that where play stands and who rules say where it goes. A position is where a period
begins: its day as long as dates lie ahead, the deadlines that have opened, the lumps
that are paid, the state. The table holds every position that leaders can lead to.
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.bits import n_subsets
from detente.engine.budget import tick
from detente.engine.period.discounted import Values
from detente.records import dataclass
from detente.study.game.dated_deadlines import Moment
from detente.study.time.changing_leaders import PaidPlay
from detente.study.time.course import Acts, Course

ASLEEP = 0
"""The position before a break: nothing happens in it, and it is never left."""


class Entry(NamedTuple):
    """Where a break finds one group of options.

    Attributes
    ----------
    time, world : int
        The period that begins, and the deadlines that have opened.
    place : int
        The state, by its place in the course.
    """

    time: int
    world: int
    place: int


class _Position(NamedTuple):
    """Where a period begins after a break."""

    time: int
    world: int
    place: int
    paid: int = 0
    phase: int = 0
    """Which of the plays is on, where they go round from the last date on."""


@dataclass(frozen=True, eq=False)
class Walk:
    """What happens in one group of options after a break.

    Attributes
    ----------
    entries : dict of Entry to int
        The position of each break.
    onward : int32 array, shape (n_positions, n_profiles)
        The position in which the next period begins, by who rules in this one.
    states : int64 array, shape (n_positions, n_profiles)
        The options of the group that are taken when the period ends, as sets of bits.
    flows : float64 array, shape (n_positions, n_profiles, n_parties)
        What the period gives to each party as it is written in the case: lumps and the
        cost of changes included.
    lasting : float64 array, shape (n_positions, n_profiles, n_parties)
        The same for every period in which all stays as it is then, lumps and costs left
        out.
    varies : int
        The options of the group, as a set of bits.
    """

    entries: dict[Entry, int]
    onward: npt.NDArray[np.int32]
    states: npt.NDArray[np.int64]
    flows: Values
    lasting: Values
    varies: int


def walk_through(course: Course, entries: Collection[Entry]) -> Walk:
    """Follow one group of options from some breaks on.

    Parameters
    ----------
    course : Course
        The group of options; each party plays for itself on it.
    entries : collection of Entry

    Returns
    -------
    Walk
    """
    course = course.noting()
    acts = course.note({Moment(each.time, each.world) for each in entries})
    walker = _Walker(course, acts)
    begun = {each: walker.number(_Position(*each)) for each in entries}
    while walker.waiting:
        walker.step(walker.waiting.pop())
    return walker.walk(begun)


class _Walker:
    """Numbers positions as they are met, and looks where each leads."""

    def __init__(self, course: Course, acts: Acts) -> None:
        self.course, self.acts = course, acts
        self.waiting: list[_Position] = []
        self._known: dict[_Position, int] = {}
        self._rows: dict[
            int, tuple[list[int], npt.NDArray[np.int64], Values, Values]
        ] = {}
        self._every = n_subsets(len(course.stakes.levies)) - 1
        self._dues: dict[tuple[int, int], npt.NDArray[np.int64]] = {}
        states = course.states
        self._varies = int(np.bitwise_or.reduce(states ^ states[0], initial=0))
        self._flows: dict[tuple[int, int], Values] = {}

    def number(self, at: _Position) -> int:
        """Give the number of a position, which is looked at later if it is new."""
        at = at._replace(time=min(at.time, self.course.end))
        if at not in self._known:
            self._known[at] = len(self._known) + 1
            self.waiting.append(at)
        return self._known[at]

    def step(self, at: _Position) -> None:
        """Look where a period ends that begins at a position, and what follows it."""
        tick()
        plays = self.acts[Moment(at.time, at.world), at.paid]
        play = plays[at.phase]
        start = self.course.arena(at.world).begins[at.place]
        ends = play.ends[:, start]
        next_for = {
            end: self.number(self._next(at, end, len(plays)))
            for end in set(ends.tolist())
        }
        flows = self._flow(at.world, at.paid)[:, ends].T - self._paid(play, start)
        lasting = self._flow(at.world, self._every)[:, ends].T
        onward = [next_for[end] for end in ends.tolist()]
        self._rows[self._known[at]] = onward, ends, flows, lasting

    def _next(self, at: _Position, end: int, n_plays: int) -> _Position:
        key = at.world, at.paid
        if key not in self._dues:
            self._dues[key] = self.course.stakes.due(*key)
        paid = at.paid | int(self._dues[key][end])
        world, place = self.course.countdown.pass_on(at.time + 1, at.world, end)
        # Another game, with a lump paid, begins with its first play.
        goes_on = at.time == self.course.end and paid == at.paid
        phase = (at.phase + 1) % n_plays if goes_on else 0
        return _Position(at.time + 1, world, place, paid, phase)

    def _flow(self, world: int, paid: int) -> Values:
        # The first combination of leaders is that of everybody's own wants.
        key = world, paid
        if key not in self._flows:
            self._flows[key] = self.course.stakes.flow(*key)[:, 0]
        return self._flows[key]

    def _paid(self, play: PaidPlay, start: int) -> Values:
        """Give what changes cost, by combination and party."""
        discount = self.course.stakes.discount
        paid = np.zeros((len(play.ends), discount.size))
        for (profile, row), cost in play.paid.items():
            paid[profile, row] = cost[start]
        # Costs are noted by what they weigh in a value per period.
        return paid / (1 - discount)

    def walk(self, begun: dict[Entry, int]) -> Walk:
        """Put the tables together."""
        n_profiles, n_parties = self.course.stakes.utility.shape[1::-1]
        count = len(self._known) + 1
        onward = np.zeros((count, n_profiles), np.int32)
        states = np.zeros((count, n_profiles), np.int64)
        flows, lasting = np.zeros((2, count, n_profiles, n_parties))
        for number, (to, ends, gained, kept) in self._rows.items():
            onward[number], flows[number] = to, gained
            states[number] = self.course.states[ends] & self._varies
            lasting[number] = kept
        return Walk(begun, onward, states, flows, lasting, self._varies)
