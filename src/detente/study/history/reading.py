"""One reading of the numbers of a deal: whether it holds, and where it breaks.

It is asked several times, with more or less taken into account: the rows of the test of
history. What two rows share is judged once.
"""

from dataclasses import replace
from functools import cached_property

import numpy as np

from detente.model.case import Case
from detente.records import dataclass
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.mover_orders import in_order, list_orders
from detente.study.deal.quick_check import judge
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics, open_dynamics
from detente.study.time.outliving import YEARS
from detente.study.time.successor import list_breaks
from detente.study.time.turnover import check_turnover

FIRST = 1
"""The number of the stage at which a deal that is not signed breaks."""
_KEPT = {Verdict.PROVED: 1.0, Verdict.DEPENDS: 0.5}

Breaks = dict[tuple[int | None, str], float]
"""By stage (None is after completion) and party, how likely it breaks there."""
Outlived = tuple[float, Breaks]
"""How likely it outlives the leaders, and where it breaks if not."""


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


def _asked_of(case: Case, asked: Asked) -> Case:
    """Leave out of a case what is not taken into account."""
    if not asked.enforcement:
        case = replace(case, negotiation=replace(case.negotiation, guarantees=()))
    return case if asked.verification else _unseen(case)


def _unseen(case: Case) -> Case:
    """Leave out of a case how breaches are noticed: everything is, at once."""
    parties = tuple(
        replace(
            party, options=tuple(replace(each, seen=None) for each in party.options)
        )
        for party in case.parties
    )
    return replace(case, parties=parties)


class Readings:
    """One reading of the numbers, in every row.

    Parameters
    ----------
    case : Case
        By the numbers as drawn, with everything taken into account.
    seeds : list of int
        Of the order of movers, the same in every row.
    """

    def __init__(self, case: Case, seeds: list[int]) -> None:
        self.case, self.seeds = case, seeds
        self.opened: list[_Reading] = []
        self.outlived: list[tuple[Case, Outlived]] = []

    def judged(self, asked: Asked) -> tuple[float, float, Breaks]:
        """Judge one row.

        Returns
        -------
        float
            How far it holds: 1, 1/2 where it hangs on how a breach is answered, or 0.
        float
            The chance that it outlives the leaders, if it holds.
        Breaks
            Where it breaks.
        """
        reading = self._open(_asked_of(self.case, asked))
        if reading.layout.reasons:
            return 0.0, 0.0, {}
        if reading.broken is not None:
            return 0.0, 0.0, {reading.broken: 1.0}
        kept, where = reading.kept if asked.cheating else (1.0, Breaks())
        outlived, where = 1.0, dict(where)
        if asked.turnover and kept and reading.case.negotiation.turnover:
            outlived, later = self._outlived(reading)
            for place, chance in later.items():
                where[place] = where.get(place, 0.0) + kept * chance
        return kept, outlived, where

    def _open(self, case: Case) -> "_Reading":
        for each in self.opened:
            if each.case == case:
                return each
        self.opened.append(_Reading(case, np.random.default_rng(self.seeds)))
        return self.opened[-1]

    def _outlived(self, reading: "_Reading") -> Outlived:
        # Changes of leadership are reckoned with as if every breach were seen at once.
        case = _unseen(reading.case)
        for known, found in self.outlived:
            if known == case:
                return found
        self.outlived.append((case, reading.outlived()))
        return self.outlived[-1][1]


class _Reading:
    """One case of a reading, and one order of movers."""

    def __init__(self, case: Case, rng: np.random.Generator) -> None:
        dynamics = open_dynamics(case)
        orders = list_orders(dynamics)
        self.case = case
        self.dynamics: Dynamics = in_order(
            dynamics, orders[int(rng.integers(len(orders)))]
        )
        self.plan = case.negotiation.road_maps[0]
        self.layout: Layout = lay_out(self.dynamics, self.plan)

    @cached_property
    def broken(self) -> tuple[int | None, str] | None:
        """Where it is not signed or called off; None where it is neither."""
        return first_break(find_calling_off(self.dynamics, self.layout))

    @cached_property
    def kept(self) -> tuple[float, Breaks]:
        """How far nobody cheats, and where somebody does."""
        judged = judge(self.dynamics, self.layout)
        kept = _KEPT.get(judged.verdict, 0.0) if judged.verdict else 0.0
        if kept == 1 or judged.binding is None:
            return kept, {}
        stage, party = judged.binding
        return kept, {(stage, self.dynamics.parties[party]): 1 - kept}

    def outlived(self) -> Outlived:
        """Say how likely it outlives the leaders, and where it breaks if not."""
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
