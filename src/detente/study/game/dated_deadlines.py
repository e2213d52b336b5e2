"""Deadlines as periods left: what is barred until then, and what happens on it.

Time is counted in periods from the day of the case. A deadline falls at the beginning
of the period that contains its date; it is judged by the state in which the one before
ended. The deadlines that have opened so far are the world, a set of them as bits. A
right or a guarantee that ends is a date that nothing meets: then part of the world.
"""

from collections.abc import Callable
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.bits import (
    as_set,
    differing,
    is_taken,
    n_subsets,
    set_to,
    sets_where,
)
from detente.engine.period.turn import Turn
from detente.records import dataclass

Rows: TypeAlias = npt.NDArray[Any]
Entry: TypeAlias = tuple[int, Bools | None, npt.NDArray[np.int64]]
"""A world that is entered, from which states (None is all), and where those land."""

_KEPT = 64


class Moment(NamedTuple):
    """A period that begins, and the deadlines that have opened until then.

    Attributes
    ----------
    time : int
        Periods since the day of the case.
    world : int
        A set of positions, as bits.
    """

    time: int
    world: int


@dataclass(frozen=True, eq=False)
class Due:
    """One deadline, or the end of a right or a guarantee.

    Attributes
    ----------
    id : str
    date : date
    time : int or None
        The period at whose beginning it falls; None where the case has no
        date of its own, so that it never does.
    missed : bool array, shape (n_states,)
        Where its `unless` is false.
    opens : int
        The options that it opens, as a set of bits.
    becomes : int array, shape (n_states,)
        Where the state goes by itself if it is missed.
    closes : int
        The options that cannot be taken any more from then on, as a set of bits.
    certain : bool
        Whether nothing can meet it: the end of a right, or of a guarantee.
    """

    id: str
    date: date
    time: int | None
    missed: Bools
    opens: int
    becomes: np.ndarray[tuple[int], np.dtype[np.int64]]
    closes: int = 0
    certain: bool = False


@dataclass(frozen=True, eq=False)
class DatedDeadlines:
    """All deadlines of a case.

    Attributes
    ----------
    dues : tuple of Due
        Deadlines in file order, then the ends of rights and of guarantees; the
        position is the bit in a world.
    last : int
        The last period in which something else changes on a date.
    """

    dues: tuple[Due, ...]
    last: int = 0
    _entered: dict[tuple[int, int], list[Entry]] = field(
        default_factory=dict, repr=False, init=False
    )

    @cached_property
    def horizon(self) -> int:
        """The period from which on nothing falls due."""
        times = [due.time for due in self.dues if due.time is not None]
        return max([self.last, *times])

    @cached_property
    def _dates(self) -> tuple[int, ...]:
        return tuple(sorted({due.time for due in self.dues if due.time}))

    def dates(self, first: int) -> tuple[int, ...]:
        """List the periods on which something falls due, from one on."""
        return tuple(time for time in self._dates if time >= first)

    def falls_due(self, time: int) -> bool:
        """Whether any deadline falls at the beginning of a period."""
        return time in self._dates

    def worlds(self, time: int) -> list[int]:
        """List the worlds that there can be in a period, ascending.

        Parameters
        ----------
        time : int
            Periods since the day of the case.

        Returns
        -------
        list of int
            Sets of positions as bits: all that can have opened by then.
        """
        past = as_set(
            place
            for place, due in enumerate(self.dues)
            if due.time is not None and due.time <= time
        )
        return [world for world in range(past + 1) if world & past == world]

    def first_world(self, state: int) -> int:
        """Give the deadlines already past and missed, judged at a state.

        Parameters
        ----------
        state : int
            That on the day of the case.

        Returns
        -------
        int
            A set of positions as bits.
        """
        # A date that is past was judged by the state on the day of the case, which is
        # the only one that is known; `becomes` has happened there already.
        past = [
            place
            for place, due in enumerate(self.dues)
            if due.time == 0 and due.missed[state]
        ]
        return as_set(past)

    def barred(self, world: int) -> int:
        """Give the options that cannot be taken yet, as a set of bits.

        Parameters
        ----------
        world : int
            The deadlines that have opened, a set of positions as bits.

        Returns
        -------
        int
            Those that only deadlines open, and that none in this world has opened;
            and those of which the right to take them has ended.
        """
        opened = self._opened(world)
        every = self._opened(as_set(range(len(self.dues))))
        return every & ~opened | self._closed(world)

    def ended(self, time: int) -> int:
        """Give the options that cannot be taken any more in a period.

        Parameters
        ----------
        time : int
            Periods since the day of the case.

        Returns
        -------
        int
            Those of which the right to take them has ended, as a set of bits.
        """
        return self._closed(
            as_set(
                place
                for place, due in enumerate(self.dues)
                if due.certain and due.time is not None and due.time <= time
            )
        )

    @property
    def n_worlds(self) -> int:
        """How many worlds there can be in a period at most."""
        return n_subsets(sum(not due.certain for due in self.dues))

    def _due_at(self, time: int) -> list[int]:
        if not self.falls_due(time):
            return []
        places = range(len(self.dues))
        return [place for place in places if 0 < time == self.dues[place].time]

    def _opened(self, world: int) -> int:
        opened = 0
        for place, due in enumerate(self.dues):
            opened |= due.opens if is_taken(world, place) else 0
        return opened

    def _closed(self, world: int) -> int:
        closed = 0
        for place, due in enumerate(self.dues):
            closed |= due.closes if is_taken(world, place) else 0
        return closed

    def turns(self, turns: tuple[Turn, ...], world: int) -> tuple[Turn, ...]:
        """Close what is barred in a world.

        Parameters
        ----------
        turns : tuple of Turn
            What each party may do, deadlines left out of account.
        world : int
            The deadlines that have opened, a set of positions as bits.

        Returns
        -------
        tuple of Turn
            In the same order.
        """
        barred = self.barred(world)
        if not barred:
            return turns
        return tuple(_without(turn, barred) for turn in turns)

    def lasting(self, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        """Close what could be taken until a day that is past already.

        Parameters
        ----------
        turns : tuple of Turn
            What each party may do.

        Returns
        -------
        tuple of Turn
            In the same order.
        """
        gone = self.ended(0)
        return tuple(_without(turn, gone) for turn in turns) if gone else turns

    def pass_on(self, time: int, world: int, state: int) -> tuple[int, int]:
        """Give the world and the state in which a period begins.

        Parameters
        ----------
        time : int
            The period that begins.
        world, state : int
            Those in which the period before ended.

        Returns
        -------
        world, state : int
        """
        # All deadlines of a day are judged by the state in which the day found things:
        # what one of them changes is no fault of the next; changes add up.
        landed = state
        for place in self._due_at(time):
            if self.dues[place].missed[state]:
                world = set_to(world, place, taken=True)
                landed = int(self.dues[place].becomes[landed])
        return world, landed

    def follow(self, time: int, world: int) -> tuple[int, ...]:
        """List the worlds in which a period may begin, by that of the one before.

        Parameters
        ----------
        time : int
            The period that begins.
        world : int
            The world until then.

        Returns
        -------
        tuple of int
            One where nothing falls due; more where a deadline can be met or missed.
        """
        worlds = (world,)
        for place in self._due_at(time):
            missed = self.dues[place].missed
            # Without knowing the state both may come, missed or met, unless it is
            # missed, or met, at every state.
            kept = () if missed.all() else worlds
            opened = (set_to(before, place, taken=True) for before in worlds)
            worlds = (*kept, *(opened if missed.any() else ()))
        return worlds

    def within(
        self, states: np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> "DatedDeadlines":
        """Give the same deadlines on some states only, by their place among them.

        Parameters
        ----------
        states : int64 array, shape (n_kept,)
            Ascending; no deadline leads out of them.
        """
        return replace(
            self,
            dues=tuple(
                replace(
                    due,
                    missed=due.missed[states],
                    becomes=np.searchsorted(states, due.becomes[states]),
                )
                for due in self.dues
            ),
        )

    @property
    def flipped(self) -> int:
        """The options that deadlines may change by themselves, as a set of bits."""
        flipped = 0
        for due in self.dues:
            states = np.arange(due.becomes.size)
            flipped |= int(
                np.bitwise_or.reduce(differing(due.becomes, states), initial=0)
            )
        return flipped

    def enter(self, time: int, world: int, known: Callable[[int], Rows]) -> Rows:
        """Give what a period's beginning is worth at the end of the one before.

        Parameters
        ----------
        time : int
            The period that begins.
        world : int
            The world until then.
        known : function of a world
            What each state is worth, or what is true of it, at the beginning of
            the period.

        Returns
        -------
        array, shape (n_rows, n_states)
            Values, or truths, as `known` gives them.
        """
        entered: Rows | None = None
        for then, where, landed in self._entries(time, world):
            rows = known(then)
            if where is None:
                return rows.take(landed, axis=1)
            entered = np.empty_like(rows) if entered is None else entered
            entered[:, where] = rows.take(landed, axis=1)
        return known(world) if entered is None else entered

    def _entries(self, time: int, world: int) -> list[Entry]:
        """List the worlds that are entered, by the states from which that is."""
        if (time, world) not in self._entered:
            if len(self._entered) >= _KEPT:
                self._entered.clear()
            self._entered[time, world] = self._sorted_out(time, world)
        return self._entered[time, world]

    def _sorted_out(self, time: int, world: int) -> list[Entry]:
        due = self._due_at(time)
        if not due:
            return []
        landed = np.arange(self.dues[0].missed.size)
        worlds = np.full(landed.size, world)
        for place in due:
            missed = self.dues[place].missed
            worlds |= sets_where(missed, place)
            landed[missed] = self.dues[place].becomes[landed[missed]]
        first, *others = map(int, np.unique(worlds))
        if not others:
            return [(first, None, landed)]
        found = ((each, worlds == each) for each in (first, *others))
        return [(each, where, landed[where]) for each, where in found]


def _without(turn: Turn, barred: int) -> Turn:
    takes = tuple(
        False if is_taken(barred, bit) else rule
        for bit, rule in zip(turn.bits, turn.takes, strict=True)
    )
    return replace(turn, takes=takes)
