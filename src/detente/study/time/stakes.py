"""What a threat is played for while leaders change, and what falls due once."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.bits import is_taken, sets_where
from detente.study.game.debt import Lapsing, Levy
from detente.study.game.recursion import Rules
from detente.study.time.lasting_play import Values


class Stakes(NamedTuple):
    """What a course is played for.

    Attributes
    ----------
    utility : float64 array, shape (n_rows, n_profiles, n_states)
        Flow per period, penalties and compensation that never end included.
    discount : float64 array, shape (n_rows,)
    levies : tuple of Levy
        The lumps, by the place of a state; one entry a row.
    lapsing : tuple of Lapsing
        Penalties and compensation of guarantees that end; the same for all leaders.
    rules : Rules
        By what each party decides.
    alone : bool
        Whether one row decides.
    """

    utility: Values
    discount: npt.NDArray[np.float64]
    levies: tuple[Levy, ...]
    rules: Rules
    alone: bool
    lapsing: tuple[Lapsing, ...] = ()

    def flow(self, world: int, paid: int) -> Values:
        """Give what a period's end is worth, by row, combination and state.

        Parameters
        ----------
        world : int
            The deadlines that have opened, and what has ended.
        paid : int
            The lumps that are paid, as a set of bits; others add to it where they fall
            due.

        Returns
        -------
        float64 array, shape (n_rows, n_profiles, n_states)
        """
        flow = self.utility
        for each in self.lapsing:
            if not each.until & world:
                flow = flow + each.adds[:, np.newaxis]
        for place, levy in enumerate(self.levies):
            if not is_taken(paid, place) and not levy.until & world:
                flow = flow + levy.adds[:, np.newaxis, np.newaxis] * levy.where
        return flow

    def due(self, world: int, paid: int) -> npt.NDArray[np.int64]:
        """Find which unpaid lumps fall due at the end of a period, by state.

        Parameters
        ----------
        world : int
            The deadlines that have opened, and what has ended.
        paid : int
            The lumps that are paid, as a set of bits.

        Returns
        -------
        int64 array, shape (n_states,)
            Sets of bits.
        """
        due = np.zeros(self.utility.shape[2], np.int64)
        for place, levy in enumerate(self.levies):
            if not is_taken(paid, place) and not levy.until & world:
                due |= sets_where(levy.where, place)
        return due
