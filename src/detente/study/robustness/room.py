"""Where weights lie before trade-offs bear on them: ranges, or points shared out.

A place in a room is a row of numbers from 0 to 1 that a walk can move in; `at` gives
the weights there, which depend on it by a straight line.

References
----------
Lahdelma, R., Hokkanen, J. and Salminen, P. (1998). SMAA: stochastic multiobjective
acceptability analysis. *European Journal of Operational Research*, 106, 137-143, for
weights that nobody has given.
"""

import numpy as np

from detente.model.preference import POINTS
from detente.records import dataclass
from detente.study.robustness.scale import Drawn, Scale


@dataclass(frozen=True, eq=False)
class Ranges:
    """Each weight within a range of its own."""

    scale: Scale

    @property
    def n_places(self) -> int:
        """How many numbers a place has."""
        return len(self.scale.low)

    def draw(self, rng: np.random.Generator, n_draws: int) -> Drawn:
        """Draw weights.

        Parameters
        ----------
        rng : Generator
        n_draws : int

        Returns
        -------
        float64 array, shape (n_draws, n_weights)
        """
        return self.scale.values(rng.random((n_draws, self.n_places)))

    def at(self, places: Drawn) -> Drawn:
        """Give the weights at some places.

        Parameters
        ----------
        places : float64 array, shape (n, n_places)

        Returns
        -------
        float64 array, shape (n, n_weights)
        """
        found: Drawn = self.scale.low + places * (self.scale.high - self.scale.low)
        return found

    def sides(self) -> tuple[Drawn, Drawn]:
        """Give the room as ``rows @ place <= limits``.

        Returns
        -------
        (float64 array, shape (n_sides, n_places); float64 array, shape (n_sides,))
        """
        count = self.n_places
        rows = np.vstack([-np.eye(count), np.eye(count)])
        return rows, np.concatenate([np.zeros(count), np.ones(count)])

    def compute_negative_log_likelihood(self, place: Drawn) -> float:
        """Give the logarithm of the sizes of what is drawn by ratio, for hopsy."""
        ratio = self.scale.by_ratio
        return float(np.log(np.abs(self.at(place)[ratio])).sum())


@dataclass(frozen=True, eq=False)
class Points:
    """None below 0, and `POINTS` in all: every way of sharing them out is as likely.

    The last weight is what the others leave.
    """

    n_weights: int

    @property
    def n_places(self) -> int:
        """How many numbers a place has."""
        return self.n_weights - 1

    def draw(self, rng: np.random.Generator, n_draws: int) -> Drawn:
        """Draw weights; parameters and result as of `Ranges`."""
        found: Drawn = POINTS * rng.dirichlet(np.ones(self.n_weights), n_draws)
        return found

    def at(self, places: Drawn) -> Drawn:
        """Give the weights at some places; parameters and result as of `Ranges`."""
        last = 1 - places.sum(axis=-1, keepdims=True)
        found: Drawn = POINTS * np.concatenate([places, last], axis=-1)
        return found

    def sides(self) -> tuple[Drawn, Drawn]:
        """Give the room as ``rows @ place <= limits``; result as of `Ranges`."""
        count = self.n_places
        rows = np.vstack([-np.eye(count), np.ones(count)])
        return rows, np.append(np.zeros(count), 1.0)

    def compute_negative_log_likelihood(self, _: Drawn) -> float:
        """Give the same for every place, for hopsy."""
        return 0.0
