"""Moves as compressed rows: for each state, where the moves from it lead.

Row s stands in `ends[starts[s] : starts[s + 1]]`, ascending, without s.
"""

import numpy as np
import numpy.typing as npt

from detente.engine.contract import Bools, Indices
from detente.records import dataclass

Ends = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """One party's moves from every state, or to every state.

    Attributes
    ----------
    starts : int64 array, shape (n_states + 1,)
        Where each row begins.
    ends : int32 array, shape (n_moves,)
        The rows, one after another.
    """

    starts: Indices
    ends: Ends

    @property
    def n_states(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    def row(self, state: int) -> Indices:
        """Give the states in one row, ascending."""
        return self.ends[self.starts[state] : self.starts[state + 1]].astype(np.int64)

    def spread(self, states: Indices) -> tuple[Indices, Ends]:
        """Give every pair of one of the states and a state in its row.

        Parameters
        ----------
        states : int64 array, shape (n,)

        Returns
        -------
        firsts, ends : arrays, shape (n_pairs,)
            The rows one after another, in the order of `states`.
        """
        sizes = self.starts[states + 1] - self.starts[states]
        return np.repeat(states, sizes), self.ends[spread(self.starts[states], sizes)]

    def pairs(self) -> tuple[Indices, Ends]:
        """Give every move as a row and what stands in it."""
        return np.repeat(np.arange(self.n_states), np.diff(self.starts)), self.ends

    def where(self, kept: Bools) -> "Rows":
        """Keep some of the moves.

        Parameters
        ----------
        kept : bool array, shape (n_moves,)
            In the order of `pairs`.

        Returns
        -------
        Rows
        """
        firsts, ends = self.pairs()
        sizes = np.bincount(firsts[kept], minlength=self.n_states)
        return Rows(offsets(sizes), ends[kept])

    def turned(self) -> "Rows":
        """Give the same moves by the state that they lead to."""
        firsts, ends = self.pairs()
        order = np.argsort(ends, kind="stable")
        sizes = np.bincount(ends, minlength=self.n_states)
        return Rows(offsets(sizes), firsts[order].astype(np.int32))


def offsets(sizes: npt.NDArray[np.intp]) -> Indices:
    """Give where rows begin that stand one after another, and the end.

    Parameters
    ----------
    sizes : int array, shape (n,)
        How long each row is.

    Returns
    -------
    int64 array, shape (n + 1,)
    """
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


def spread(begins: Indices, sizes: Indices) -> Indices:
    """Give the positions of all entries of some stretches, one stretch after another.

    Parameters
    ----------
    begins, sizes : int64 array, shape (n,)
        Where each stretch begins, and how long it is.

    Returns
    -------
    int64 array, shape (sum of sizes,)
    """
    before = np.cumsum(sizes) - sizes
    return np.repeat(begins - before, sizes) + np.arange(int(sizes.sum()))


def compress(n_states: int, firsts: Indices, ends: Indices) -> Rows:
    """Put moves into rows.

    Parameters
    ----------
    n_states : int
    firsts, ends : int64 arrays, shape (n,)
        From where to where; repeated moves and moves to where one is are
        left out.

    Returns
    -------
    Rows
    """
    apart = firsts != ends
    moves = np.unique(firsts[apart] * n_states + ends[apart])
    rows, columns = np.divmod(moves, max(n_states, 1))
    sizes = np.bincount(rows, minlength=n_states)
    return Rows(offsets(sizes), columns.astype(np.int32))
