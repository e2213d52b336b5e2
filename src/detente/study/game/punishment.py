"""A threat: what a breach by one party is followed by, from any state on.

Moves after a breach do not lead everywhere, since some options cannot be
changed back. A threat is therefore solved on the least set of states that
holds those asked for and that nothing leads out of, and solved anew only where
it is asked about others.
"""

from collections.abc import Callable
from dataclasses import field, replace

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.period.discounted import Values
from detente.records import dataclass
from detente.study.game.aftermath import Aftermath, Band, Bound
from detente.study.game.continuation_values import ContinuationValues
from detente.study.game.dated_deadlines import DatedDeadlines
from detente.study.game.debt import Levy

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BestBreach:
    """The best of some breaches of one party.

    Attributes
    ----------
    place : int
        Its place among them.
    after : float
        What it is worth from the next period on, in flow units per period.
    exact : bool
        Whether that rests on a verified fixed point, after every one of them.
    """

    place: int
    after: float
    exact: bool


@dataclass(frozen=True, eq=False)
class Threat:
    """What follows a breach by one party that had promised certain things.

    Attributes
    ----------
    row, breacher : int
        The row of the breacher in the values that are kept, and in the flows.
    levies : tuple of Levy
        The lumps.
    countdown : DatedDeadlines
        The deadlines.
    n_states : int
    closed : function of states
        Gives the least set of states that holds those and that nothing leads
        out of; None asks for all feasible ones.
    solve : function of states
        Opens the threat on such a set.
    wanted : int64 array, shape (n_wanted,), or None
        The states, ascending, of which values are given; None is all.
    courses : list of Course
        What is solved already; the same whoever breaches, where nothing was
        promised.
    found : dict of object to BestBreach
        The best of some breaches, by what identifies them.
    """

    row: int
    breacher: int
    levies: tuple[Levy, ...]
    countdown: DatedDeadlines
    n_states: int
    closed: Callable[[Numbers | None], Numbers]
    solve: Callable[[Numbers], ContinuationValues]
    wanted: Numbers | None = None
    courses: list[ContinuationValues] = field(default_factory=list, repr=False)
    found: dict[object, BestBreach] = field(default_factory=dict, repr=False)

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
        course = self._course(self.wanted)
        begun = course.begins(time, world)
        values = self._spread(course, begun.values)
        ends = np.arange(self.n_states)
        ends[course.states] = course.states[begun.landings]
        low = high = values
        if begun.low is not begun.values:
            low, high = (self._spread(course, each) for each in (begun.low, begun.high))
        return replace(
            begun,
            band=Band(values, low, high),
            ends=ends,
            unsettled=self._spread(course, begun.unsettled[np.newaxis].astype(float))[0]
            > 0,
        )

    def had_from(
        self, state: int, time: int, world: int, start: int | None = None
    ) -> npt.NDArray[np.float64]:
        """Give what the rows that are kept have from a state on.

        Parameters
        ----------
        state : int
            A feasible one.
        time, world : int
            As of `begins`.
        start : int or None
            Another one, from which others are asked about too: what is solved from
            there on serves all of them.

        Returns
        -------
        float64 array, shape (n_kept_rows,)
            The same as `begins`, at that state.
        """
        asked = np.array([state] if start is None else [state, start])
        course = self._course(asked if self.wanted is None else self.wanted)
        place = np.searchsorted(course.states, asked[:1])
        begun = course.begins(time, world).band.at("values", place)
        found: Values = begun[:, 0]
        return found

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
        course = self._course(self.wanted)
        return self._spread(course, course.after(time, world, bound))

    def worth(
        self, states: Numbers, time: int, world: int, bound: Bound = "values"
    ) -> npt.NDArray[np.float64]:
        """Give what the breacher has after a breach that lands at some states.

        Parameters
        ----------
        states : int64 array, shape (n_landings,)
            Feasible ones.
        time, world, bound
            As in `after`.

        Returns
        -------
        float64 array, shape (n_landings,)
            In flow units per period, from the next period on; larger is better for it.
        """
        worth: npt.NDArray[np.float64]
        worth = self.rows(states, time, world, bound)[self.row]
        return worth

    def rows(
        self, states: Numbers, time: int, world: int, bound: Bound = "values"
    ) -> Values:
        """Give what the rows that are kept have after a breach.

        Parameters
        ----------
        states : int64 array, shape (n_landings,)
            Feasible ones, where the breach lands.
        time, world, bound
            As in `after`.

        Returns
        -------
        float64 array, shape (n_kept_rows, n_landings)
            In flow units per period, from the next period on.
        """
        course = self._course(states)
        places = np.searchsorted(course.states, states)
        return course.at(places, time, world, bound)

    def at(self, states: Numbers) -> Numbers:
        """Give the columns in which states are kept."""
        return states if self.wanted is None else np.searchsorted(self.wanted, states)

    def unsettled(self, states: Numbers, time: int, world: int) -> Bools:
        """Find from where what follows is no fixed point, verified by one deviation.

        Parameters
        ----------
        states : int64 array, shape (n_asked,)
            Feasible ones, where the period before ends.
        time : int
            The period that begins.
        world : int
            The deadlines that have opened until then.

        Returns
        -------
        bool array, shape (n_asked,)
            True where the moves of the parties can lead to a state at which the
            recursion goes round, or has not come to rest.
        """
        course = self._course(states)
        places = np.searchsorted(course.states, states)
        unsettled: Bools = course.unsettled(time, world)[places]
        return unsettled

    @property
    def all_exact(self) -> bool:
        """Whether everything that has been solved rests on fixed points."""
        return all(course.all_exact for course in self.courses)

    def lump(self, world: int) -> npt.NDArray[np.float64]:
        """Give what a breach costs at once, by where it lands; shape (n_states,).

        Parameters
        ----------
        world : int
            The deadlines that have opened, and the guarantees that have ended.

        Returns
        -------
        float64 array, shape (n_states,)
            In utility, once; positive is a cost to the breacher.
        """
        total = np.zeros(self.n_states)
        for levy in self.levies:
            if levy.until & world:
                continue
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
        course = self._course(np.array([state]))
        place = int(np.searchsorted(course.states, state))
        path: list[tuple[int, int]] = []
        paid = 0
        while True:
            paid |= int(course.due(world, paid)[place])
            world, place = course.countdown.pass_on(time, world, place)
            settled = time > course.end
            if settled and (place, paid) in path:
                cycle = path[path.index((place, paid)) :]
                return tuple(int(course.states[each]) for each, _ in cycle)
            path = [*path, (place, paid)] if settled else []
            place = course.landing(time, world, paid, place)
            time += 1

    @property
    def known_everywhere(self) -> bool:
        """Whether it is solved on all states, and answers come from there."""
        return bool(self.courses) and self._holds(self.courses[0], None)

    def _course(self, states: Numbers | None) -> ContinuationValues:
        """Find or open a course that holds some states."""
        for course in self.courses:
            if self._holds(course, states):
                return course
        course = self.solve(self.closed(states))
        self.courses.append(course)
        return course

    def _holds(self, course: ContinuationValues, states: Numbers | None) -> bool:
        if states is None:
            return course.states is self.closed(None)
        places = np.searchsorted(course.states, states)
        inside = np.minimum(places, course.states.size - 1)
        return bool((course.states[inside] == states).all())

    def _spread(self, course: ContinuationValues, values: Values) -> Values:
        """Give values at the states that are kept, zero where none is feasible."""
        if self.wanted is not None:
            return values[:, np.searchsorted(course.states, self.wanted)]
        spread = np.zeros((len(values), self.n_states))
        spread[:, course.states] = values
        return spread
