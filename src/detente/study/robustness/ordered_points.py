"""Points shared out where each judgement compares one thing with one other.

Such judgements are a partial order. Every total order that fits it has the same share
of all ways of sharing out, so that a draw is one of these orders, all as likely, and
points drawn without regard to it, sorted. Orders are counted set by set, which is
quick for few things and for many is not (Brightwell and Winkler 1991).

References
----------
Brightwell, G. and Winkler, P. (1991). Counting linear extensions. *Order*, 8, 225-242.
"""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.records import dataclass
from detente.study.robustness.scale import Drawn

_MOST = 16
"""So many things at most: the sets of them are counted one by one."""


@dataclass(frozen=True, eq=False)
class OrderedPoints:
    """Which of some things are worth at least as much as which others.

    Attributes
    ----------
    above : int64 array, shape (n_things,)
        For each a set, bit by bit, of those worth at least as much.
    """

    above: npt.NDArray[np.int64]

    @classmethod
    def of(cls, matrix: Drawn) -> "OrderedPoints | None":
        """Read the order from trade-offs; None where some compare sums, or too many.

        Parameters
        ----------
        matrix : float64 array, shape (n_tradeoffs, n_things)
            As of `tradeoff_matrix`.
        """
        single = (np.abs(matrix).sum(axis=1) == 2) & (matrix.sum(axis=1) == 0)  # noqa: PLR2004 - one on each side
        if not single.all() or matrix.shape[1] > _MOST:
            return None
        above = np.zeros(matrix.shape[1], np.int64)
        for row in matrix:
            above[row.argmin()] |= 1 << int(row.argmax())
        return cls(above)

    def draw(self, rng: np.random.Generator, n_draws: int) -> Drawn:
        """Draw shares of 1.

        Parameters
        ----------
        rng : Generator
        n_draws : int

        Returns
        -------
        float64 array, shape (n_draws, n_things)
        """
        n_things = len(self.above)
        sizes = np.sort(rng.dirichlet(np.ones(n_things), n_draws), axis=1)
        left = np.full(n_draws, (1 << n_things) - 1, np.int64)
        found = np.empty((n_draws, n_things))
        for rank in reversed(range(n_things)):
            ways = self._orders[left[:, None] ^ self._bits] * self._may_lead(left)
            places = ways.cumsum(axis=1)
            chosen = (rng.random(n_draws) * places[:, -1])[:, None] < places
            first = chosen.argmax(axis=1)
            found[np.arange(n_draws), first] = sizes[:, rank]
            left ^= self._bits[first]
        return found

    @cached_property
    def _bits(self) -> npt.NDArray[np.int64]:
        return np.int64(1) << np.arange(len(self.above))

    @cached_property
    def _orders(self) -> Drawn:
        """Count, for every set of things, the total orders that fit."""
        n_things = len(self.above)
        sets = np.arange(1 << n_things)
        members = np.array([int(each).bit_count() for each in sets])
        orders = np.zeros(len(sets))
        orders[0] = 1
        for size in range(1, n_things + 1):
            here = sets[members == size]
            # A set without one of its own members is a smaller one.
            less = np.where(here[:, None] & self._bits, here[:, None] ^ self._bits, 0)
            orders[here] = (orders[less] * self._may_lead(here)).sum(axis=1)
        return orders

    def _may_lead(self, sets: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Say which members of some sets none of the others has to be worth more."""
        held = (sets[:, None] & self._bits) != 0
        found: npt.NDArray[np.bool_] = held & ((sets[:, None] & self.above) == 0)
        return found
