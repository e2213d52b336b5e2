"""Draws of weights that satisfy trade-offs: tried at random, else walked to.

Draws are made as if there were no trade-offs, and those that break one are thrown
away. Where too few would be left, the same distribution is sampled on the polytope
that the trade-offs cut out, by the hit-and-run walk of hopsy. Points that are shared
out by comparisons of one thing with one other are drawn at once (`ordered_points`).

References
----------
Jadebeck, Weichert, Nöh and Noack (2021), hopsy; Smith (1984) for hit and run.
"""

import warnings
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from detente.errors import Message, UnsupportedError
from detente.model.case import Case
from detente.model.preference import POINTS
from detente.records import dataclass
from detente.study.game.trade_offs import tradeoff_matrix
from detente.study.robustness.assumed_numbers import Assumption, weight_paths
from detente.study.robustness.ordered_points import OrderedPoints
from detente.study.robustness.room import Points, Ranges
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
    room : Ranges or Points
        Where they would lie without trade-offs.
    matrix : float64 array, shape (n_tradeoffs, n_columns)
    given : float64 array, shape (n_tradeoffs,)
        What the weights that are not assumed add to each trade-off.
    rounding : float
        By how much floating-point sums may miss.
    """

    party: str
    columns: list[int]
    values: Drawn
    room: Ranges | Points
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
        ordered = self._ordered
        if ordered is not None:
            return POINTS * ordered.draw(np.random.default_rng(seeds), n_draws)
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
    def _ordered(self) -> OrderedPoints | None:
        """The order that the trade-offs are, where points are shared out by one."""
        return OrderedPoints.of(self.matrix) if isinstance(self.room, Points) else None

    @cached_property
    def _often(self) -> bool:
        """Whether draws satisfy the trade-offs often enough to be tried at random."""
        kept = self._tried(np.random.default_rng(0), _TRIED)
        return len(kept) >= _ENOUGH * _TRIED

    def _tried(self, rng: np.random.Generator, n_draws: int) -> Drawn:
        """Draw without regard to the trade-offs, and keep what satisfies them."""
        tried = self.room.draw(rng, n_draws)
        slack = tried @ self.matrix.T + self.given
        kept: Drawn = tried[(slack >= -self.rounding).all(axis=1)]
        return kept

    def _walked(self, seeds: Sequence[int], n_draws: int) -> Drawn:
        """Walk in the polytope of the weights, each told by its place in its range."""
        hopsy, room = _hopsy(self.party), self.room
        rows, limits = room.sides()
        origin = room.at(np.zeros((1, room.n_places)))[0]
        steps = room.at(np.eye(room.n_places)) - origin
        problem = hopsy.Problem(
            np.vstack([-self.matrix @ steps.T, rows]),
            np.concatenate([self.matrix @ origin + self.given, limits]),
            room,
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
            thinning=_STEPS * room.n_places,
        )
        return room.at(found[0])

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
            room=Points(len(places))
            if preference.by_trade_offs
            else Ranges(Scale(tuple(assumptions[each] for each in places.values()))),
            matrix=matrix[:, list(places)],
            given=matrix @ rest,
            rounding=_ROUNDING * float(np.abs(weights).sum()),
        )
