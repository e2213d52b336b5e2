"""How sure the answers on signing and calling off are, put beside them."""

from collections.abc import Sequence
from dataclasses import replace

from detente.model.road_map import RoadMap
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.road_map import lay_out
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.robustness.deal_flips import find_deal_flips
from detente.study.robustness.deal_shares import READINGS, DealDraws
from detente.study.search.best_deal import BestDeal

USUAL = READINGS, 0
"""How many draws where none are asked for, and their seed."""


def how_sure(
    asked: DealDraws,
    found: Sequence[CallingOff],
    draws: tuple[int, int] = USUAL,
) -> tuple[CallingOff, ...]:
    """Add how often the answers come out, and which single numbers turn them.

    Parameters
    ----------
    asked : DealDraws
        Road maps that are possible.
    found : sequence of CallingOff
        The answers to each as the numbers are written.
    draws : (int, int)
        How many, and their seed.

    Returns
    -------
    tuple of CallingOff
        As they were where nothing is assumed.
    """
    samples, seed = draws
    shares = asked.shares(seed, samples)
    return tuple(
        each
        if share is None
        else replace(each, shares=share, decided_by=find_deal_flips(asked, place))
        for place, (each, share) in enumerate(zip(found, shares, strict=True))
    )


def with_how_sure(
    dynamics: Dynamics,
    road_maps: Sequence[RoadMap],
    checks: Sequence[RoadMapCheck],
    draws: tuple[int, int] = USUAL,
) -> tuple[RoadMapCheck, ...]:
    """Do the same for road maps that are judged.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    road_maps : sequence of RoadMap
    checks : sequence of RoadMapCheck
        The first of them, or all, as they were judged.
    draws : (int, int)
        How many, and their seed.

    Returns
    -------
    tuple of RoadMapCheck
        As they were, with shares and the numbers that decide.
    """
    layouts, found = [], []
    for plan, check in zip(road_maps, checks, strict=False):
        if check.calling_off is not None:
            layouts.append(lay_out(dynamics, plan))
            found.append(check.calling_off)
    sure = iter(how_sure(DealDraws(dynamics, layouts), found, draws))
    return tuple(
        check if check.calling_off is None else replace(check, calling_off=next(sure))
        for check in checks
    )


def best_how_sure(
    dynamics: Dynamics, deal: BestDeal, draws: tuple[int, int] = USUAL
) -> BestDeal:
    """Do the same for a deal that was found.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    deal : BestDeal
    draws : (int, int)
        How many, and their seed.

    Returns
    -------
    BestDeal
        As it was where nothing is assumed.
    """
    layout = lay_out(dynamics, deal.road_map)
    asked = DealDraws(dynamics, [layout])
    (sure,) = how_sure(asked, [deal.calling_off], draws)
    return replace(deal, calling_off=sure)
