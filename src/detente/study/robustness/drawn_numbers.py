"""Draws of assumed numbers, one at a time or as one array: the same either way.

Numbers are drawn a block of draws at a time, each block with a seed of its own, so
that no draw depends on how many there are. Within a range that is written all
numbers are equally likely, without one all ratios between half and twice. Weights
on which trade-offs bear are drawn together (`bound_weights`).
"""

from collections.abc import Iterator

import numpy as np

from detente.model.case import Case
from detente.study.robustness.assumed_numbers import list_assumptions
from detente.study.robustness.bound_weights import find_bound_weights
from detente.study.robustness.scale import Drawn, Scale

BLOCK = 1024
"""Draws that share a seed."""
_FREE, _BOUND = 1, 2
"""Streams of random numbers: of what is drawn alone, of the first party's weights."""


class NumberDraws:
    """Draws the assumed numbers of a case.

    Parameters
    ----------
    case : Case

    Attributes
    ----------
    assumptions : tuple of Assumption
        What is drawn, in file order: the columns of every array given here.
    """

    def __init__(self, case: Case) -> None:
        self.assumptions = list_assumptions(case)
        self._scale = Scale(self.assumptions)
        self._bound = tuple(find_bound_weights(case, self.assumptions))
        self._last: tuple[tuple[int, int], Drawn] | None = None

    def numbers(self, seed: int, number: int) -> dict[str, float]:
        """Give one draw: each number by the path of its assumption.

        Parameters
        ----------
        seed : int
        number : int
            From 0; the row of that number in `array` and `blocks`.
        """
        block, row = divmod(number, BLOCK)
        drawn = self._block(seed, block)[row].tolist()
        paths = (each.path for each in self.assumptions)
        return dict(zip(paths, drawn, strict=True))

    def blocks(self, seed: int, samples: int) -> Iterator[Drawn]:
        """Give many draws in parts, so that none has to be large.

        Parameters
        ----------
        seed, samples : int

        Yields
        ------
        float64 array, shape (at most `BLOCK`, n_assumptions)
            Together as of `array`.
        """
        for block, first in enumerate(range(0, samples, BLOCK)):
            yield self._block(seed, block)[: samples - first]

    def array(self, seed: int, samples: int) -> Drawn:
        """Give many draws.

        Parameters
        ----------
        seed, samples : int

        Returns
        -------
        float64 array, shape (samples, n_assumptions)
            Row k is the draw of number k, however many there are.
        """
        empty = np.empty((0, len(self.assumptions)))
        return np.concatenate([empty, *self.blocks(seed, samples)])

    def ends(self, number: int) -> tuple[float, float]:
        """Give how far one number can go alone: its range, as trade-offs cut it.

        Parameters
        ----------
        number : int
            Its place among the assumptions.

        Returns
        -------
        (float, float)
            The least and the largest, the other numbers being as written.
        """
        each = self.assumptions[number]
        low, high = each.low, each.high
        for bound in self._bound:
            if number in bound.columns:
                least, most = bound.reach(bound.columns.index(number))
                low, high = max(low, least), min(high, most)
        return min(low, each.value), max(high, each.value)

    def _block(self, seed: int, block: int) -> Drawn:
        """Give a block of draws, shape (`BLOCK`, n_assumptions)."""
        if self._last is None or self._last[0] != (seed, block):
            rng = np.random.default_rng([seed, block, _FREE])
            drawn = self._scale.values(rng.random((BLOCK, len(self.assumptions))))
            for stream, bound in enumerate(self._bound, _BOUND):
                seeds = [seed, block, stream]
                drawn[:, bound.columns] = bound.draw(seeds, BLOCK)
            drawn.flags.writeable = False
            self._last = (seed, block), drawn
        return self._last[1]
