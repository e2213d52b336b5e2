"""Draws of weights that satisfy trade-offs: tried at random, else walked to.

Draws are made as if there were no trade-offs, and those that break one are thrown
away. Where too few would be left, the same distribution is sampled on the polytope
that the trade-offs cut out, by the hit-and-run walk of hopsy.

References
----------
Jadebeck, Weichert, Nöh and Noack (2021), hopsy; Smith (1984) for hit and run.
"""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from detente.errors import Message, UnsupportedError
from detente.model.case import Case
from detente.study.game.trade_offs import tradeoff_matrix
from detente.study.robustness.assumed_numbers import Assumption, weight_paths
from detente.study.robustness.scale import Drawn, Scale

_ROUNDING = 1e-12
"""Of the size of its terms, by which a sum may miss a trade-off."""
_TRIED, _ENOUGH = 1 << 14, 0.01
"""Draws that are tried to see whether this share of them satisfies the trade-offs."""
_STEPS = 10
"""Steps of the walk for each draw and dimension."""
_FLAT = 1e-6
"""The radius, as a share of the ranges, of what is too flat to walk in."""
_SEEDS = 2**32


@dataclass(frozen=True, eq=False)
class BoundWeights:
    """The assumed weights of a party on which its trade-offs bear.

    Attributes
    ----------
    party : str
    columns : list of int
        Their places among the assumptions.
    values : float64 array, shape (n_columns,)
        As written.
    matrix : float64 array, shape (n_tradeoffs, n_columns)
    given : float64 array, shape (n_tradeoffs,)
        What the weights that are not assumed add to each trade-off.
    rounding : float
        By how much floating-point sums may miss.
    """

    party: str
    columns: list[int]
    values: Drawn
    scale: Scale
    matrix: Drawn
    given: Drawn
    rounding: float

    def draw(self, seeds: Sequence[int], n_draws: int) -> Drawn:
        """Draw weights that satisfy every trade-off.

        Parameters
        ----------
        seeds : sequence of int
            The same seeds, the same draws.
        n_draws : int

        Returns
        -------
        float64 array, shape (n_draws, n_columns)

        Raises
        ------
        UnsupportedError
            Where the trade-offs leave too little of the ranges, or so little that
            hopsy is needed, and it is not installed.
        """
        if not self._often:
            return self._walked(seeds, n_draws)
        rng, parts, found = np.random.default_rng(seeds), list[Drawn](), 0
        while found < n_draws:
            parts.append(self._tried(rng, n_draws))
            found += len(parts[-1])
        return np.concatenate(parts)[:n_draws]

    def reach(self, column: int) -> tuple[float, float]:
        """Give the least and the largest value of one weight, the others as written."""
        slack = np.maximum(self.matrix @ self.values + self.given, 0)
        counts, value = self.matrix[:, column], float(self.values[column])
        down = slack[counts > 0] / counts[counts > 0]
        up = slack[counts < 0] / -counts[counts < 0]
        return value - min(down, default=np.inf), value + min(up, default=np.inf)

    @cached_property
    def _often(self) -> bool:
        """Whether draws satisfy the trade-offs often enough to be tried at random."""
        kept = self._tried(np.random.default_rng(0), _TRIED)
        return len(kept) >= _ENOUGH * _TRIED

    def _tried(self, rng: np.random.Generator, n_draws: int) -> Drawn:
        """Draw without regard to the trade-offs, and keep what satisfies them."""
        tried = self.scale.values(rng.random((n_draws, len(self.columns))))
        slack = tried @ self.matrix.T + self.given
        kept: Drawn = tried[(slack >= -self.rounding).all(axis=1)]
        return kept

    def _walked(self, seeds: Sequence[int], n_draws: int) -> Drawn:
        """Walk in the polytope of the weights, each told by its place in its range."""
        hopsy = _hopsy(self.party)
        low, width = self.scale.low, self.scale.high - self.scale.low
        n_columns = len(self.columns)
        above, below = -np.eye(n_columns), np.eye(n_columns)
        ends = np.zeros(n_columns), np.ones(n_columns)
        problem = hopsy.Problem(
            np.vstack([-self.matrix * width, above, below]),
            np.concatenate([self.matrix @ low + self.given, *ends]),
            _Likelihood(self.scale),
        )
        chain = hopsy.MarkovChain(
            problem,
            hopsy.UniformHitAndRunProposal,
            starting_point=self._centre(hopsy, problem),
        )
        state = np.random.SeedSequence(list(seeds)).generate_state(1)[0]
        _, found = hopsy.sample(
            chain,
            hopsy.RandomNumberGenerator(seed=int(state) % _SEEDS),
            n_samples=n_draws,
            thinning=_STEPS * n_columns,
        )
        drawn: Drawn = low + found[0] * width
        return drawn

    def _centre(self, hopsy: Any, problem: Any) -> Drawn:  # noqa: ANN401 - untyped
        """Find a point far from every side; refuse what has none."""
        try:
            centre: Drawn = np.ravel(hopsy.compute_chebyshev_center(problem))
        except ValueError:
            raise self._no_room() from None
        sides = np.linalg.norm(problem.A, axis=1)
        room = (problem.b - problem.A @ centre)[sides > 0] / sides[sides > 0]
        if room.min() < _FLAT:
            raise self._no_room()
        return centre

    def _no_room(self) -> UnsupportedError:
        return UnsupportedError(
            Message(
                "the trade-offs of {party} leave so little of the ranges of its "
                "weights that no draws can be made",
                party=self.party,
            ),
            Message("write wider ranges, or fewer trade-offs"),
        )


@dataclass(frozen=True, eq=False)
class _Likelihood:
    """How likely weights are without trade-offs, as hopsy asks for it."""

    scale: Scale

    def compute_negative_log_likelihood(self, places: Drawn) -> float:
        """Give the logarithm of the sizes of what is drawn by ratio.

        Parameters
        ----------
        places : float64 array, shape (n_columns,)
            From 0, the least value of the range, to 1, the largest.
        """
        ratio, low = self.scale.by_ratio, self.scale.low
        values = low + places * (self.scale.high - low)
        return float(np.log(np.abs(values[ratio])).sum())


def _hopsy(party: str) -> Any:  # noqa: ANN401 - untyped
    """Import hopsy, whose plots warn of changes to come."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import hopsy  # noqa: PLC0415
    except ImportError:
        raise UnsupportedError(
            Message(
                "the trade-offs of {party} leave so little of the ranges of its "
                "weights that draws of them need the package hopsy",
                party=party,
            ),
            Message("run `pip install hopsy`"),
        ) from None
    return hopsy


def find_bound_weights(
    case: Case, assumptions: tuple[Assumption, ...]
) -> Iterator[BoundWeights]:
    """Find the assumed weights on which trade-offs bear, party by party.

    Parameters
    ----------
    case : Case
    assumptions : tuple of Assumption
        All that the case has.

    Yields
    ------
    BoundWeights
    """
    columns = {each.path: column for column, each in enumerate(assumptions)}
    for party, preference in case.preferences:
        matrix = tradeoff_matrix(preference)
        places = {
            place: columns[path]
            for place, path in enumerate(weight_paths(party, preference))
            if path in columns and matrix[:, place].any()
        }
        if not places:
            continue
        weights = np.array([float(each.amount.value) for each in preference.weights])
        rest = weights.copy()
        rest[list(places)] = 0
        yield BoundWeights(
            party=party,
            columns=list(places.values()),
            values=weights[list(places)],
            scale=Scale(tuple(assumptions[column] for column in places.values())),
            matrix=matrix[:, list(places)],
            given=matrix @ rest,
            rounding=_ROUNDING * float(np.abs(weights).sum()),
        )
