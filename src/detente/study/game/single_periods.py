"""Periods before the last date, each played once, on the beginnings that differ."""

from collections.abc import Callable, Hashable

import numpy as np

from detente.engine import Bools
from detente.engine.period.discounted import Values
from detente.study.game.aftermath import Aftermath
from detente.study.game.folded_recursion import FoldedRecursion


class SinglePeriods:
    """Plays single periods of a threat, and says what is in doubt before them.

    Parameters
    ----------
    fold : function of a world and flows, or None
        Gives the recursion on the beginnings that differ; None where it does not fold.
    reaching : function of a world and states
        Finds from where the moves of one period may lead to those.
    """

    def __init__(
        self,
        fold: Callable[[int, Values], FoldedRecursion | None] | None,
        reaching: Callable[[int, Bools], Bools],
    ) -> None:
        self._fold, self._reaching = fold, reaching
        self._recursions: dict[Hashable, FoldedRecursion | None] = {}
        self._wider: dict[tuple[int, int], tuple[Bools, Bools]] = {}

    def before(
        self, later: Aftermath, world: int, paid: int, flow: Callable[[], Values]
    ) -> Aftermath | None:
        """Play a period after which nothing falls due.

        Parameters
        ----------
        later : Aftermath
            The period that follows.
        world, paid : int
            The deadlines that have opened and the lumps that are paid, as sets of bits.
        flow : function
            Gives what is had in it, at all states.

        Returns
        -------
        Aftermath or None
            None where what follows does not stand on the same beginnings.
        """
        if self._fold is None or later.band.begins is None:
            return None
        if (world, paid) not in self._recursions:
            self._recursions[world, paid] = self._fold(world, flow())
        recursion = self._recursions[world, paid]
        found = recursion.before(later.band) if recursion is not None else None
        if found is None:
            # More states are told apart now than when what follows was solved.
            del self._recursions[world, paid]
            return None
        return Aftermath(*found, self.doubtful(world, later.unsettled), 1, 1)

    def doubtful(self, world: int, doubt: Bools) -> Bools:
        """Find from where the moves of a period may lead to what is in doubt.

        Parameters
        ----------
        world : int
            The deadlines that have opened, as a set of bits.
        doubt : bool array, shape (n_states,)
            Where its end is no verified fixed point.

        Returns
        -------
        bool array, shape (n_states,)
            The same array where that is no wider.
        """
        # Before the last date every period is played once: there is no fixed point to
        # miss, and doubt comes only from what follows.
        if not doubt.any():
            return doubt
        known = self._wider.get((world, id(doubt)))
        if known is None:
            wider = self._reaching(world, doubt)
            # The doubt is kept, so that no other one takes its identity.
            known = doubt, doubt if np.array_equal(wider, doubt) else wider
            self._wider[world, id(doubt)] = known
        return known[1]
