"""What would have been said of a deal on the day of its signature.

The table of numbers is drawn anew for each reading, and so is the order in which the
parties act after a breach. A deal holds in a reading if everybody signs it, nobody
calls it off, and nobody cheats; where that hangs on how a breach is answered, it counts
by half. The chance that it stands five years later is the share of readings in which
it holds, each times the chance that it outlives the leaders.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TypeVar

import numpy as np

from detente.model.case import Case
from detente.model.coding import Sheet
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.mover_orders import in_order, list_orders
from detente.study.deal.quick_check import judge
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics, open_dynamics
from detente.study.history.coded_case import coded_case
from detente.study.history.table import TABLE
from detente.study.time.outliving import YEARS
from detente.study.time.successor import list_breaks
from detente.study.time.turnover import check_turnover

FIRST = 1
"""The number of the stage at which a deal that is not signed breaks."""
_KEPT = {Verdict.PROVED: 1.0, Verdict.DEPENDS: 0.5}
_MOST_ORDERS = 720

Breaks = dict[tuple[int | None, str], float]
"""By stage (None is after completion) and party, how likely it breaks there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a prediction takes into account beside signing and calling off."""

    cheating: bool = True
    turnover: bool = True
    enforcement: bool = True
    verification: bool = True


EVERYTHING = Asked()
ABLATIONS = (
    (
        "signing and calling off",
        replace(
            EVERYTHING,
            cheating=False,
            turnover=False,
            enforcement=False,
            verification=False,
        ),
    ),
    (
        "cheating",
        replace(EVERYTHING, turnover=False, enforcement=False, verification=False),
    ),
    ("turnover", replace(EVERYTHING, enforcement=False, verification=False)),
    ("enforcement", replace(EVERYTHING, verification=False)),
    ("verification", EVERYTHING),
)
"""Each with what stands before it; the last is the score."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is said of one deal.

    Attributes
    ----------
    deal : str
    stands : float
        The chance that it stands five years after.
    holds : float
        The share of readings in which it holds, those that hang counted by half.
    stage : int or None
        Where it breaks first if it does; None is after completion.
    party : str or None
        Who breaks it; None where it never breaks.
    n_stages, n_parties : int
    """

    deal: str
    stands: float
    holds: float
    stage: int | None
    party: str | None
    n_stages: int
    n_parties: int


def predict(
    sheet: Sheet,
    hazards: Mapping[str, float],
    samples: int,
    seed: int = 0,
    asked: Asked = EVERYTHING,
) -> Prediction | None:
    """Say what would have been said of a deal.

    Parameters
    ----------
    sheet : Sheet
    hazards : mapping of str to float
        Changes of leaders a year, by country.
    samples, seed : int
        How many readings of the table are drawn.
    asked : Asked

    Returns
    -------
    Prediction or None
        None where there is nothing to judge: only one party has steps to do.
    """
    if not sheet.mutual:
        return None
    holds = stands = 0.0
    broken: Breaks = defaultdict(float)
    for number in range(samples):
        case = _asked_of(coded_case(sheet, hazards, TABLE.drawn(seed, number)), asked)
        reading = _Reading(case, np.random.default_rng([seed, number, 1]))
        kept, outlived, where = reading.judged(asked)
        holds += kept / samples
        stands += kept * outlived / samples
        for place, chance in where.items():
            broken[place] += chance / samples
    return Prediction(
        sheet.name,
        stands,
        holds,
        _likeliest((stage, chance) for (stage, _), chance in broken.items()),
        _likeliest((party, chance) for (_, party), chance in broken.items()),
        len(sheet.stages),
        len(sheet.parties),
    )


def _asked_of(case: Case, asked: Asked) -> Case:
    """Leave out of a case what is not taken into account."""
    if not asked.enforcement:
        case = replace(case, negotiation=replace(case.negotiation, guarantees=()))
    if not asked.verification:
        parties = tuple(
            replace(
                party, options=tuple(replace(each, seen=None) for each in party.options)
            )
            for party in case.parties
        )
        case = replace(case, parties=parties)
    return case


_Place = TypeVar("_Place")


def _likeliest(chances: Iterable[tuple[_Place, float]]) -> _Place | None:
    """Give the place with the largest chance in all; the first of equals."""
    found: dict[_Place, float] = defaultdict(float)
    for place, chance in chances:
        found[place] += chance
    return max(found, key=found.__getitem__, default=None)


class _Reading:
    """One reading of the numbers, and one order of movers."""

    def __init__(self, case: Case, rng: np.random.Generator) -> None:
        dynamics = open_dynamics(case)
        orders = list_orders(dynamics)
        self.dynamics: Dynamics = in_order(
            dynamics, orders[int(rng.integers(len(orders)))]
        )
        self.plan = case.negotiation.road_maps[0]
        self.layout: Layout = lay_out(self.dynamics, self.plan)

    def judged(self, asked: Asked) -> tuple[float, float, Breaks]:
        """Say how far it holds, how likely it outlives, and where it breaks."""
        if self.layout.reasons:
            return 0.0, 0.0, {}
        found = find_calling_off(self.dynamics, self.layout)
        place = first_break(found)
        if place is not None:
            return 0.0, 0.0, {place: 1.0}
        kept, where = 1.0, Breaks()
        if asked.cheating:
            judged = judge(self.dynamics, self.layout)
            kept = _KEPT.get(judged.verdict, 0.0) if judged.verdict else 0.0
            if kept < 1 and judged.binding is not None:
                stage, party = judged.binding
                where[stage, self.dynamics.parties[party]] = 1 - kept
        outlived = 1.0
        if asked.turnover and kept and self.dynamics.case.negotiation.turnover:
            outlived, later = self._outlived()
            for place, chance in later.items():
                where[place] = where.get(place, 0.0) + kept * chance
        return kept, outlived, where

    def _outlived(self) -> tuple[float, Breaks]:
        check = check_turnover(self.dynamics, self.plan)
        if check.outliving is None:
            return 1.0, {}
        chance = next(
            each.chance for each in check.outliving.standing if each.years == YEARS[-1]
        )
        breaks = list_breaks(self.dynamics.case, check)
        return chance, {(each.stage, each.party): each.chance for each in breaks}


def first_break(found: CallingOff) -> tuple[int | None, str] | None:
    """Give the stage and party at which a deal is not signed, or called off first.

    Parameters
    ----------
    found : CallingOff

    Returns
    -------
    (int or None, str) or None
        Who would not sign breaks it at the first stage; None where nobody does.
    """
    if found.refusing:
        return FIRST, found.refusing[0].party
    return (found.callers[0].stage, found.callers[0].party) if found.callers else None


def rank_of_order(sheet: Sheet, hazards: Mapping[str, float]) -> float | None:
    """Give the share of the orders of its stages that are better than the one agreed.

    Better by what the party with least to lose by calling it off loses, as a share of
    its payoff range; with the table as argued, dates left out.

    Parameters
    ----------
    sheet, hazards
        As of `predict`.

    Returns
    -------
    float or None
        Below a quarter it is one of the best; None where it has a single stage.
    """
    orders = list(permutations(sheet.stages))
    if len(orders) < 2 or len(orders) > _MOST_ORDERS:  # noqa: PLR2004 - an order
        return None
    margins = []
    for stages in orders:
        undated = tuple(replace(each, date=None, within=None) for each in stages)
        case = coded_case(replace(sheet, stages=undated), hazards)
        dynamics = open_dynamics(case)
        layout = lay_out(dynamics, case.negotiation.road_maps[0])
        found = find_calling_off(dynamics, layout)
        margins.append(_margin(found))
    return sum(each > margins[0] + 1e-9 for each in margins) / len(margins)


def _margin(found: CallingOff) -> float:
    slacks = [
        each.relative
        for stage in found.stages
        for each in stage.parties
        if each.relative is not None
    ]
    signing = [each.relative for each in found.signing if each.relative is not None]
    return min([*slacks, *signing], default=0.0)
