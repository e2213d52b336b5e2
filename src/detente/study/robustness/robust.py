"""How far verdicts hang on what is assumed.

Numbers are drawn from their ranges (`drawn_numbers`); a party with an order only
gets flow utilities that are consistent with it, from 0 for the worst rank to 1 for
the best. Neither the number of samples nor the order in which they are computed
changes any of them.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from time import perf_counter
from typing import NamedTuple, TypeVar

import numpy as np

from detente.engine.budget import counted, expect, kept
from detente.engine.memory import refuse_beyond
from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.quick_check import Judged, Place
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.tolerance import slight
from detente.study.deal.verdict import Breach, Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.processors import ALONE, Progress, Workers
from detente.study.robustness.assumed_numbers import Assumption, list_unvaried
from detente.study.robustness.sampling import Draws
from detente.study.robustness.switching_value import Flip, find_flips
from detente.study.robustness.workers import at_work, over_workers

Found = TypeVar("Found")
_FIRST = 5
"""Draws that are judged before it is said what all of them cost."""
FEWER = Message("draw fewer samples with --samples, or allow more with --memory")

_ORDER = {
    Verdict.IMPOSSIBLE: 0,
    Verdict.REFUTED: 1,
    None: 2,
    Verdict.DEPENDS: 2,
    Verdict.PROVED: 3,
}
"""What cannot be judged is neither better nor worse than what depends."""


@dataclass(frozen=True, slots=True)
class Pinch:
    """Where a road map is weakest as the numbers stand, and how often it stays so.

    Attributes
    ----------
    stage : int or None
        None is the stay at the target.
    party : str
    slack : float
        As the numbers stand.
    breach : Breach or None
        Its best breach there, under breakdown where that is known.
    binds, breaks : float
        The share of samples in which slack is least there, and the share of those
        in which it is known there, in which it is negative.
    """

    stage: int | None
    party: str
    slack: float
    breach: Breach | None
    binds: float
    breaks: float


@dataclass(frozen=True, slots=True)
class Share:
    """How often each verdict on one road map came out.

    Attributes
    ----------
    verdict : Verdict or None
        With the numbers as they stand; None where a party has an order only, or
        where it cannot be judged.
    shares : tuple of (Verdict, float)
        Those draws that cannot be judged are in none of them.
    slack : (float, float, float) or None
        The 5th, 50th and 95th percentile of the least slack.
    pinch : Pinch or None
        None where a party has an order only, or nobody has a choice.
    """

    road_map: str
    verdict: Verdict | None
    shares: tuple[tuple[Verdict, float], ...]
    slack: tuple[float, float, float] | None
    pinch: Pinch | None = None

    @property
    def same(self) -> float:
        """The share of samples with the verdict as the numbers stand."""
        return dict(self.shares).get(self.verdict, 0.0) if self.verdict else 0.0


@dataclass(frozen=True, slots=True)
class PairOfPlans:
    """How often one road map came out better than another.

    Better is a better verdict, else a larger least slack.
    """

    first: str
    second: str
    better: float
    equal: float
    worse: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """The whole answer.

    Attributes
    ----------
    flips : tuple of Flip
        For each road map the assumptions that flip it, the soonest first.
    drawn : tuple of str
        Parties with an order only, whose utilities were drawn.
    tradeoffs : int
        How many trade-offs every draw satisfies.
    unvaried : tuple of str
        The paths of what is assumed to be 0 and has no range, so that it stays.
    """

    samples: int
    seed: int
    assumptions: tuple[Assumption, ...]
    drawn: tuple[str, ...]
    shares: tuple[Share, ...]
    comparisons: tuple[PairOfPlans, ...]
    flips: tuple[Flip, ...]
    unvaried: tuple[str, ...] = ()
    tradeoffs: int = 0


def study_robustness(
    dynamics: Dynamics,
    road_maps: tuple[RoadMap, ...],
    *,
    samples: int = 200,
    seed: int = 0,
    flips: bool = True,
    workers: Workers = ALONE,
) -> Robustness:
    """Vary what is assumed over its ranges.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_maps : tuple of RoadMap
        Those to judge, all under the same draws.
    samples : int
        How many draws of all assumptions at once.
    seed : int
        The same seed gives the same draws, however many there are.
    flips : bool
        Whether each assumption is also moved alone.
    workers : Workers
        The processors to use, which change no result, and who is told how far
        the study has come.

    Returns
    -------
    Robustness

    Raises
    ------
    TooLargeError
        Where the draws would not fit the memory allowed.
    """
    study = Draws(dynamics, road_maps)
    refuse_beyond(samples * _a_sample(study), workers.memory, FEWER)
    moved = study.as_it_stands and flips
    ends = 2 * len(study.assumptions) if moved else 0
    tell = _teller(workers.progress, samples + ends)
    # Before the draws: there is no time for it once they were stopped.
    written = [_written(study, place) for place in range(len(road_maps))]
    judged = _judged(study, seed, samples, ends // 2, workers)
    drawn = kept(_told(judged, tell), least=1)
    names = tuple(road_map.id for road_map in road_maps)
    return Robustness(
        samples=len(drawn),
        seed=seed,
        assumptions=study.assumptions,
        drawn=tuple(dynamics.parties[party] for party in study.ordinal),
        shares=tuple(
            _share(study, stands, [each[place] for each in drawn])
            for place, stands in enumerate(written)
        ),
        comparisons=tuple(
            _comparison((names[a], names[b]), [(each[a], each[b]) for each in drawn])
            for a, b in combinations(range(len(names)), 2)
        ),
        flips=find_flips(study, tell, workers) if moved else (),
        unvaried=list_unvaried(dynamics.case),
        tradeoffs=sum(len(each.tradeoffs) for _, each in dynamics.case.preferences),
    )


def _a_sample(study: Draws) -> int:
    """Estimate the bytes that one draw leaves: a slack a stage and party."""
    n_parties = len(study.dynamics.parties)
    places = (n_parties * (1 + len(layout.legs)) for layout in study.layouts)
    return sum(500 + 150 * each for each in places)


def _sample(seed: int, study: Draws, number: int) -> tuple[Judged, ...]:
    return study.sample(seed, number)


def _judged(
    study: Draws, seed: int, samples: int, more: int, workers: Workers
) -> Iterator[tuple[Judged, ...]]:
    """Judge draw by draw; the first ones tell what all cost, and `more` like them."""
    # How long breakdowns take until they settle hangs on the numbers drawn, and nothing
    # tells that beforehand. The very first draw finds nothing laid out yet.
    alone = range(samples if workers.cluster is None else 0)[:_FIRST]
    begun = perf_counter()
    for number in counted(alone):
        yield study.sample(seed, number)
        if number == 0:
            begun = perf_counter()
    left = samples - len(alone)
    if len(alone) > 1:
        each = (perf_counter() - begun) / (len(alone) - 1)
        expect(each * (left + more) / at_work(workers, study, left), measured=True)
    rest = range(len(alone), samples)
    yield from over_workers(study, partial(_sample, seed), rest, workers)


def _teller(progress: Progress | None, of: int) -> Callable[[], None]:
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, of)

    return tell


def _told(judged: Iterator[Found], tell: Callable[[], None]) -> Iterator[Found]:
    for each in judged:
        tell()
        yield each


class _Written(NamedTuple):
    """A road map as the numbers stand: its verdict, and where it is weakest.

    `weakest` is None where a party has an order only, or nobody has a choice.
    """

    road_map: str
    verdict: Verdict | None
    weakest: tuple[Place, float, Breach | None] | None


def _written(study: Draws, place: int) -> _Written:
    road_map = study.road_maps[place]
    weakest = None if study.ordinal else _weakest(study.dynamics, road_map)
    return _Written(road_map.id, study.base(place), weakest)


def _weakest(
    dynamics: Dynamics, road_map: RoadMap
) -> tuple[Place, float, Breach | None] | None:
    check = check_road_map(dynamics, road_map)
    if check.binding is None:
        return None
    stage, name, slack = check.binding
    stages = (*check.stages, *((check.stay,) if check.stay else ()))
    found = next(
        each
        for checked in stages
        if checked.stage == stage
        for each in checked.slack
        if each.party == name
    )
    place = (stage, dynamics.parties.index(name))
    return place, slack, found.breach or found.breach_minmax


def _share(study: Draws, written: _Written, judged: list[Judged]) -> Share:
    count = max(len(judged), 1)
    verdicts = [each.verdict for each in judged]
    slacks = [each.slack for each in judged if np.isfinite(each.slack)]
    low, middle, high = np.percentile(slacks, (5, 50, 95)) if slacks else (0, 0, 0)
    return Share(
        road_map=written.road_map,
        verdict=written.verdict,
        shares=tuple((each, verdicts.count(each) / count) for each in Verdict),
        slack=(float(low), float(middle), float(high)) if slacks else None,
        pinch=_pinch(study.dynamics, written, judged),
    )


def _pinch(dynamics: Dynamics, written: _Written, judged: list[Judged]) -> Pinch | None:
    if written.weakest is None:
        return None
    place, slack, breach = written.weakest
    stage, party = place
    known = [each for each in judged if place in each.places]
    least = -slight(dynamics, party)
    return Pinch(
        stage=stage,
        party=dynamics.parties[party],
        slack=slack,
        breach=breach,
        binds=sum(each.binding == place for each in judged) / max(len(judged), 1),
        breaks=sum(each.at(place) < least for each in known) / max(len(known), 1),
    )


def _comparison(
    names: tuple[str, str], judged: list[tuple[Judged, Judged]]
) -> PairOfPlans:
    scores = [tuple(map(_score, each)) for each in judged]
    count = max(len(scores), 1)
    better = sum(first > second for first, second in scores) / count
    equal = sum(first == second for first, second in scores) / count
    return PairOfPlans(*names, better, equal, max(0.0, 1 - better - equal))


def _score(judged: Judged) -> tuple[int, float]:
    return _ORDER[judged.verdict], round(judged.slack, 9)
