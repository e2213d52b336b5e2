"""In how many draws of what is assumed a verdict on a road map comes out.

Each draw is a game to be solved; `price.affordable_draws` says how many a few seconds
allow.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from detente.engine.budget import kept
from detente.model.road_map import RoadMap
from detente.study.deal.verdict import RoadMapCheck, Verdict, VerdictShares
from detente.study.game.dynamics import Dynamics
from detente.study.processors import ALONE, Workers
from detente.study.robustness.assumed_numbers import list_assumptions
from detente.study.robustness.robust import Robustness
from detente.study.robustness.sampling import Draws
from detente.study.robustness.workers import over_workers


def with_verdict_shares(
    dynamics: Dynamics,
    road_maps: Sequence[RoadMap],
    checks: Sequence[RoadMapCheck],
    draws: tuple[int, int],
    workers: Workers = ALONE,
) -> tuple[RoadMapCheck, ...]:
    """Add to road maps that are judged in how many draws each verdict comes out.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    road_maps : sequence of RoadMap
    checks : sequence of RoadMapCheck
        The first of them, or all, as they were judged.
    draws : (int, int)
        How many, 0 being none, and their seed.
    workers : Workers

    Returns
    -------
    tuple of RoadMapCheck
        As they were, with shares where anything is assumed; with no draws these say
        that the verdict is that of the numbers as they are written.
    """
    if not list_assumptions(dynamics.case):
        return tuple(checks)
    samples, seed = draws
    judged = tuple(road_maps[: len(checks)])
    found: list[tuple[Verdict | None, ...]] = []
    if samples and judged:
        study = Draws(dynamics, judged)
        drawn = over_workers(study, partial(_verdicts, seed), range(samples), workers)
        found = list(kept(drawn, least=1))
    return tuple(
        replace(check, shares=_shares([each[place] for each in found], seed))
        for place, check in enumerate(checks)
    )


def shares_of(
    found: Robustness, checks: Sequence[RoadMapCheck]
) -> tuple[RoadMapCheck, ...]:
    """Take the shares of draws that were made already.

    Parameters
    ----------
    found : Robustness
        Of the same road maps.
    checks : sequence of RoadMapCheck

    Returns
    -------
    tuple of RoadMapCheck
    """
    known = {each.road_map: each.shares for each in found.shares}
    if not found.assumptions:
        return tuple(checks)
    return tuple(
        replace(
            check,
            shares=VerdictShares(found.samples, found.seed, known[check.road_map]),
        )
        for check in checks
    )


def _verdicts(seed: int, study: Draws, number: int) -> tuple[Verdict | None, ...]:
    return study.verdicts(seed, number)


def _shares(verdicts: Sequence[Verdict | None], seed: int) -> VerdictShares:
    counts = Counter(verdicts)
    shares = tuple((each, n / len(verdicts)) for each, n in counts.most_common())
    return VerdictShares(len(verdicts), seed, shares)
