"""Draws of assumed numbers, one at a time or as one array: the same either way.

Numbers are drawn a block of draws at a time, each block with a seed of its own, so
that no draw depends on how many there are. Within a range that is written all
numbers are equally likely, without one all ratios between half and twice. Weights
on which trade-offs bear are drawn together until all of these hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.errors import Message, UnsupportedError
from detente.model.case import Case
from detente.model.formula import written
from detente.model.preference import Preference
from detente.study.game.trade_offs import tradeoff_matrix
from detente.study.robustness.assumed_numbers import Assumption, list_assumptions

Drawn = npt.NDArray[np.float64]

BLOCK = 1024
"""Draws that share a seed."""
_FREE, _BOUND = 1, 2
"""Streams of random numbers: of what is drawn alone, of the first party's weights."""
_ROUNDING = 1e-12
"""Of the size of its terms, by which a sum may miss a trade-off."""
_TRIES = 100
"""Blocks that are drawn to find one block of draws that satisfy the trade-offs."""


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
        self._scale = _Scale(self.assumptions)
        self._bound = tuple(_bound_weights(case, self.assumptions))
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

    def _block(self, seed: int, block: int) -> Drawn:
        """Give a block of draws, shape (`BLOCK`, n_assumptions)."""
        if self._last is None or self._last[0] != (seed, block):
            rng = np.random.default_rng([seed, block, _FREE])
            drawn = self._scale.values(rng.random((BLOCK, len(self.assumptions))))
            for stream, bound in enumerate(self._bound, _BOUND):
                rng = np.random.default_rng([seed, block, stream])
                drawn[:, bound.columns] = bound.draw(rng)
            drawn.flags.writeable = False
            self._last = (seed, block), drawn
        return self._last[1]


class _Scale:
    """Turns random numbers from 0 to 1 into values of assumptions, column by column.

    Attributes
    ----------
    low, high : float64 array, shape (n_assumptions,)
    """

    def __init__(self, assumptions: tuple[Assumption, ...]) -> None:
        self.low = np.array([each.low for each in assumptions], float)
        self.high = np.array([each.high for each in assumptions], float)
        self._by_ratio = np.array([not each.written for each in assumptions], bool)

    def values(self, random: Drawn) -> Drawn:
        """Give values within the ranges; shape as given, (..., n_assumptions)."""
        found: Drawn = self.low + random * (self.high - self.low)
        ratio = self._by_ratio
        low, high = self.low[ratio], self.high[ratio]
        found[:, ratio] = low * np.exp(random[:, ratio] * np.log(high / low))
        np.clip(found, self.low, self.high, out=found)
        return found


@dataclass(frozen=True, eq=False)
class _BoundWeights:
    """The assumed weights of a party on which its trade-offs bear.

    Attributes
    ----------
    party : str
    columns : list of int
        Their places among the assumptions.
    matrix : float64 array, shape (n_tradeoffs, n_columns)
    given : float64 array, shape (n_tradeoffs,)
        What the weights that are not assumed add to each trade-off.
    rounding : float
        By how much floating-point sums may miss.
    """

    party: str
    columns: list[int]
    scale: _Scale
    matrix: Drawn
    given: Drawn
    rounding: float

    def draw(self, rng: np.random.Generator) -> Drawn:
        """Draw until enough satisfy every trade-off; shape (`BLOCK`, n_columns)."""
        found, enough = [np.empty((0, len(self.columns)))], 0
        for _ in range(_TRIES):
            tried = self.scale.values(rng.random((BLOCK, len(self.columns))))
            slack = tried @ self.matrix.T + self.given
            found.append(tried[(slack >= -self.rounding).all(axis=1)])
            enough += len(found[-1])
            if enough >= BLOCK:
                return np.concatenate(found)[:BLOCK]
        raise UnsupportedError(
            Message(
                "the trade-offs of {party} leave so little of the ranges of its "
                "weights that no draws can be made",
                party=self.party,
            ),
            Message("write narrower ranges, or fewer trade-offs"),
        )


def _bound_weights(
    case: Case, assumptions: tuple[Assumption, ...]
) -> Iterator[_BoundWeights]:
    columns = {each.path: column for column, each in enumerate(assumptions)}
    for party, preference in case.preferences:
        matrix = tradeoff_matrix(preference)
        places = {
            place: columns[path]
            for place, path in enumerate(_paths(party, preference))
            if path in columns and matrix[:, place].any()
        }
        if not places:
            continue
        weights = np.array([float(each.amount.value) for each in preference.weights])
        rest = weights.copy()
        rest[list(places)] = 0
        yield _BoundWeights(
            party=party,
            columns=list(places.values()),
            scale=_Scale(tuple(assumptions[column] for column in places.values())),
            matrix=matrix[:, list(places)],
            given=matrix @ rest,
            rounding=_ROUNDING * float(np.abs(weights).sum()),
        )


def _paths(party: str, preference: Preference) -> Iterator[str]:
    """Give the path of each weight, in file order."""
    for weight in preference.weights:
        yield f"preferences.{party}.weights.{written(weight.of)}"
