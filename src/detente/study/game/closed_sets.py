"""The sets of states on which threats are solved, and the moves on them, kept.

They depend on rules alone, so that the same ones serve under other numbers.
"""

from dataclasses import field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.period.arena import Arena, closed_states, open_arena
from detente.engine.period.fold import Folding
from detente.engine.period.turn import Turn
from detente.records import dataclass
from detente.study.game.dated_deadlines import DatedDeadlines

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ClosedSets:
    """Sets of states that nothing leads out of, each found and laid out once.

    Attributes
    ----------
    turns : tuple of Turn
        In the order in which the parties act, without deadlines.
    feasible : bool array, shape (n_states,)
    """

    turns: tuple[Turn, ...]
    feasible: Bools
    _sets: dict[tuple[int, int], Numbers] = field(default_factory=dict, repr=False)
    _arenas: dict[tuple[int, int], Arena] = field(default_factory=dict, repr=False)
    _dated: dict[int, tuple[DatedDeadlines, DatedDeadlines]] = field(
        default_factory=dict, repr=False
    )

    @cached_property
    def every(self) -> Numbers:
        """All feasible states, ascending."""
        return np.flatnonzero(self.feasible)

    def closed(self, countdown: DatedDeadlines, states: Numbers | None) -> Numbers:
        """Give the least set that holds some states and that nothing leads out of.

        Parameters
        ----------
        countdown : DatedDeadlines
            What may change by itself.
        states : int64 array, shape (n_asked,), or None
            None asks for all feasible ones.

        Returns
        -------
        int64 array, shape (n_found,)
            Ascending; the same array for the same set.
        """
        if states is None or not states.size:
            return self.every
        # What cannot be changed any more splits the states: a closed set is all states
        # that agree on the options that are fixed from there on. Hence two numbers name
        # it, and sets asked for by different breaches are found to be the same.
        fixed, held = closed_states(
            self.turns, self.feasible, states, countdown.flipped
        )
        if (fixed, held) not in self._sets:
            inside = self.every[self.every & fixed == held]
            whole = inside.size == self.every.size
            self._sets[fixed, held] = self.every if whole else inside
        return self._sets[fixed, held]

    def arena(self, countdown: DatedDeadlines, world: int, states: Numbers) -> Arena:
        """Lay out the moves of a world on a set of states.

        Parameters
        ----------
        countdown : DatedDeadlines
            What is barred.
        world : int
            The deadlines that have opened.
        states : int64 array
            As `closed` gave it.

        Returns
        -------
        Arena
            The same one for the same set and the same options barred.
        """
        # Sets are kept for good, so that the identity of the array names the set;
        # worlds with the same options barred have the same moves.
        key = (id(states), countdown.barred(world))
        if key not in self._arenas:
            turns = countdown.turns(self.turns, world)
            folding = Folding(turns, states)
            self._arenas[key] = replace(open_arena(turns, states), folding=folding)
        return self._arenas[key]

    def dated(self, countdown: DatedDeadlines, states: Numbers) -> DatedDeadlines:
        """Give the deadlines on a set of states.

        Parameters
        ----------
        countdown : DatedDeadlines
            On all states.
        states : int64 array
            As `closed` gave it.

        Returns
        -------
        DatedDeadlines
            By the place of a state in the set; the same ones each time.
        """
        whole, within = self._dated.get(id(states), (None, countdown))
        if whole is not countdown:
            within = countdown.within(states)
            self._dated[id(states)] = countdown, within
        return within
