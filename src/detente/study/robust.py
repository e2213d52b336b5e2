"""How far verdicts hang on what is assumed.

Numbers are drawn evenly from their ranges; a party with an order only gets
flow utilities that are consistent with it, from 0 for the worst rank to 1 for
the best. Every sample has a seed of its own, so that neither their number nor
the order in which they are computed changes any of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from detente.engine.discounted import Values
from detente.model.road_map import RoadMap
from detente.study.assumed import Assumption, list_assumptions, with_numbers
from detente.study.dynamics import Dynamics, open_dynamics, order_only
from detente.study.exposure import worth
from detente.study.road_map import Layout, lay_out
from detente.study.slack import slack_table
from detente.study.verdict import Verdict

__all__ = [
    "Comparison",
    "Flip",
    "Robustness",
    "Share",
    "draw_samples",
    "study_robustness",
]

_FRACTIONS = (0.25, 0.5, 0.75, 1.0)
_BISECTIONS = 6
_ORDER = (Verdict.IMPOSSIBLE, Verdict.REFUTED, Verdict.DEPENDS, Verdict.PROVED)


@dataclass(frozen=True, slots=True)
class Share:
    """How often each verdict on one road map came out.

    Attributes
    ----------
    verdict : Verdict or None
        With the numbers as they stand; None where a party has an order only.
    shares : tuple of (Verdict, float)
    slack : (float, float, float) or None
        The 5th, 50th and 95th percentile of the least slack.
    """

    road_map: str
    verdict: Verdict | None
    shares: tuple[tuple[Verdict, float], ...]
    slack: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often one road map came out better than another.

    Better is a better verdict, else a larger least slack.
    """

    first: str
    second: str
    better: float
    equal: float
    worse: float


@dataclass(frozen=True, slots=True)
class Flip:
    """One assumption that alone changes a verdict.

    Attributes
    ----------
    at : float
        The value at which the verdict first differs.
    fraction : float
        How far that is on the way from its value to the end of its range.
    """

    road_map: str
    path: str
    value: float
    at: float
    fraction: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Robustness:
    """The whole answer.

    Attributes
    ----------
    flips : tuple of Flip
        For each road map the assumptions that flip it, the soonest first.
    drawn : tuple of str
        Parties with an order only, whose utilities were drawn.
    """

    samples: int
    seed: int
    assumptions: tuple[Assumption, ...]
    drawn: tuple[str, ...]
    shares: tuple[Share, ...]
    comparisons: tuple[Comparison, ...]
    flips: tuple[Flip, ...]


Judged = tuple[tuple[Verdict, float], ...]


def study_robustness(
    dynamics: Dynamics,
    road_maps: tuple[RoadMap, ...],
    *,
    samples: int = 200,
    seed: int = 0,
) -> Robustness:
    """Vary what is assumed over its ranges.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_maps : tuple of RoadMap
    samples : int
        How many draws of all assumptions at once.
    seed : int

    Returns
    -------
    Robustness
    """
    study = _Study(dynamics, road_maps)
    drawn = [study.sample(seed, number) for number in range(samples)]
    names = tuple(road_map.id for road_map in road_maps)
    return Robustness(
        samples=samples,
        seed=seed,
        assumptions=study.assumptions,
        drawn=tuple(dynamics.parties[party] for party in study.ordinal),
        shares=tuple(
            _share(name, study.base(place), [each[place] for each in drawn])
            for place, name in enumerate(names)
        ),
        comparisons=tuple(
            _comparison((names[a], names[b]), [(each[a], each[b]) for each in drawn])
            for a, b in combinations(range(len(names)), 2)
        ),
        flips=study.flips(),
    )


def draw_samples(
    dynamics: Dynamics, road_maps: tuple[RoadMap, ...], samples: int, seed: int
) -> tuple[Judged, ...]:
    """Judge all road maps under draws of what is assumed.

    Parameters
    ----------
    dynamics : Dynamics
    road_maps : tuple of RoadMap
    samples, seed : int

    Returns
    -------
    tuple of tuple of (Verdict, float)
        For each sample, each road map's verdict and least slack.
    """
    study = _Study(dynamics, road_maps)
    return tuple(study.sample(seed, number) for number in range(samples))


class _Study:
    """Judges all road maps under other numbers."""

    def __init__(self, dynamics: Dynamics, road_maps: tuple[RoadMap, ...]) -> None:
        self.dynamics = dynamics
        self.road_maps = road_maps
        self.layouts = tuple(lay_out(dynamics, road_map) for road_map in road_maps)
        self.assumptions = list_assumptions(dynamics)
        self.ordinal = tuple(
            party
            for party, name in enumerate(dynamics.parties)
            if order_only(dynamics.case.preference[name])
        )
        self._judged: dict[tuple[str, float], Judged] = {}
        self.as_it_stands: Judged = () if self.ordinal else self.judge({})

    def base(self, place: int) -> Verdict | None:
        """Give the verdict as the numbers stand."""
        return self.as_it_stands[place][0] if self.as_it_stands else None

    def sample(self, seed: int, number: int) -> Judged:
        """Judge under one draw of all assumptions."""
        rng = np.random.default_rng([seed, number])
        numbers = {
            each.path: float(rng.uniform(each.low, each.high))
            for each in self.assumptions
        }
        drawn = {party: self._utility(party, rng) for party in self.ordinal}
        return self.judge(numbers, drawn)

    def judge(
        self,
        numbers: Mapping[str, float],
        drawn: Mapping[int, Values] | None = None,
        only: int | None = None,
    ) -> Judged:
        """Judge every road map, or only one, under other numbers."""
        dynamics = self.dynamics
        costs = any(path.startswith("options.") for path in numbers)
        if numbers:
            case = with_numbers(dynamics.case, numbers)
            dynamics = replace(
                open_dynamics(case, dynamics.engine, dynamics.movers),
                breaches={} if costs else self.dynamics.breaches,
            )
        if drawn:
            dynamics = dynamics.with_utility(drawn)
        layouts = self.layouts if only is None else (self.layouts[only],)
        return tuple(_judge(dynamics, layout) for layout in layouts)

    def _utility(self, party: int, rng: np.random.Generator) -> Values:
        """Draw flow utilities that are consistent with an order."""
        ranks = worth(self.dynamics, party).astype(np.int64)
        steps = rng.dirichlet(np.ones(max(int(ranks.max()), 1)))
        heights: Values = np.concatenate([[0.0], np.cumsum(steps)])[ranks]
        return heights

    def flips(self) -> tuple[Flip, ...]:
        """Move one assumption at a time, and list those that change a verdict."""
        if not self.as_it_stands:
            return ()
        found = [
            flip
            for assumption in self.assumptions
            for place in range(len(self.road_maps))
            if (flip := self._soonest(assumption, place)) is not None
        ]
        places = {road_map.id: place for place, road_map in enumerate(self.road_maps)}
        return tuple(sorted(found, key=lambda f: (places[f.road_map], f.fraction)))

    def _soonest(self, assumption: Assumption, place: int) -> Flip | None:
        flips = [
            flip
            for end in (assumption.low, assumption.high)
            if (flip := self._flip(assumption, end, place)) is not None
        ]
        return min(flips, key=lambda flip: flip.fraction, default=None)

    def _flip(self, assumption: Assumption, end: float, place: int) -> Flip | None:
        before = 0.0
        for fraction in _FRACTIONS:
            if self._moved(assumption, end, fraction)[place][0] != self.base(place):
                return self._closer((assumption, end, place), before, fraction)
            before = fraction
        return None

    def _closer(
        self, moved: tuple[Assumption, float, int], below: float, above: float
    ) -> Flip:
        assumption, end, place = moved
        verdict = self._moved(assumption, end, above)[place][0]
        for _ in range(_BISECTIONS):
            middle = (below + above) / 2
            found = self._at(assumption, end, middle, place)
            if found == self.base(place):
                below = middle
            else:
                above, verdict = middle, found
        value = assumption.value
        return Flip(
            road_map=self.road_maps[place].id,
            path=assumption.path,
            value=value,
            at=value + above * (end - value),
            fraction=above,
            verdict=verdict,
        )

    def _at(
        self, assumption: Assumption, end: float, fraction: float, place: int
    ) -> Verdict:
        at = assumption.value + fraction * (end - assumption.value)
        return self.judge({assumption.path: at}, only=place)[0][0]

    def _moved(self, assumption: Assumption, end: float, fraction: float) -> Judged:
        at = assumption.value + fraction * (end - assumption.value)
        key = (assumption.path, at)
        if key not in self._judged:
            self._judged[key] = self.judge({assumption.path: at})
        return self._judged[key]


def _judge(dynamics: Dynamics, layout: Layout) -> tuple[Verdict, float]:
    if layout.reasons:
        return Verdict.IMPOSSIBLE, -np.inf
    table = slack_table(dynamics, layout)
    known = np.where(np.isnan(table.breakdown), table.minmax, table.breakdown)
    return table.verdict(), float(np.nan_to_num(known, nan=np.inf, posinf=np.inf).min())


def _share(
    name: str, verdict: Verdict | None, judged: list[tuple[Verdict, float]]
) -> Share:
    count = max(len(judged), 1)
    verdicts = [each for each, _ in judged]
    slacks = [slack for _, slack in judged if np.isfinite(slack)]
    low, middle, high = np.percentile(slacks, (5, 50, 95)) if slacks else (0, 0, 0)
    return Share(
        road_map=name,
        verdict=verdict,
        shares=tuple((each, verdicts.count(each) / count) for each in Verdict),
        slack=(float(low), float(middle), float(high)) if slacks else None,
    )


def _comparison(
    names: tuple[str, str],
    judged: list[tuple[tuple[Verdict, float], tuple[Verdict, float]]],
) -> Comparison:
    scores = [
        ((_ORDER.index(a[0]), round(a[1], 9)), (_ORDER.index(b[0]), round(b[1], 9)))
        for a, b in judged
    ]
    count = max(len(scores), 1)
    better = sum(first > second for first, second in scores) / count
    equal = sum(first == second for first, second in scores) / count
    return Comparison(*names, better, equal, max(0.0, 1 - better - equal))
