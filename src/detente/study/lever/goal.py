"""How far a road map comes: who signs it, who calls it off, whether it lasts."""

from dataclasses import replace
from enum import StrEnum

from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.robustness.deal_shares import READINGS, DealDraws
from detente.study.robustness.how_sure import how_sure
from detente.study.time.compliance import TurnoverCheck


class Goal(StrEnum):
    """What a road map is to reach, one after the other."""

    POSSIBLE = "carried_out"
    SIGNED = "all_sign"
    GOES_ON = "nobody_calls_off"
    KEEPS = "keeps_itself"
    OUTLIVES = "outlives_signers"


GOALS = tuple(Goal)
QUICK = (Goal.POSSIBLE, Goal.SIGNED, Goal.GOES_ON)
"""Those that are judged without a game, each only where those before it are reached."""
FURTHER = (Goal.KEEPS, Goal.OUTLIVES)
"""Those that take a game, asked where all others are reached."""
YEARS = 5
"""A road map outlives its signers that still stands after so many years."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a road map comes to.

    Attributes
    ----------
    reasons : tuple of Message
        Why it cannot be carried out.
    calling_off : CallingOff or None
        Who would not sign and who would call it off; None where it is impossible.
    stages : tuple of int
        Those in which something is done.
    keeps : RoadMapCheck or None
        As `roadmap check` judges it; None where it was not asked.
    outlives : TurnoverCheck or None
        What changes of leadership do to it; None where it was not asked.
    """

    reasons: tuple[Message, ...] = ()
    calling_off: CallingOff | None = None
    stages: tuple[int, ...] = ()
    keeps: RoadMapCheck | None = None
    outlives: TurnoverCheck | None = None

    @property
    def reached(self) -> int:
        """How many of the quick goals are reached, in their order."""
        found = self.calling_off
        if found is None:
            return 0
        if not found.all_sign:
            return 1
        return 3 if found.nobody else 2

    @property
    def next(self) -> Goal | None:
        """The first quick goal that it does not reach; None where it reaches all."""
        return QUICK[self.reached] if self.reached < len(QUICK) else None

    @property
    def hangs(self) -> bool:
        """Whether it neither keeps itself nor fails: that hangs on what none knows."""
        return self.keeps is not None and not (
            self.keeps.verdict is Verdict.REFUTED or keeps_itself(self.keeps)
        )

    def reaches(self, goal: Goal) -> bool:
        """Whether a goal is reached, as far as it was asked."""
        if goal in QUICK:
            return self.reached > QUICK.index(goal)
        if self.next is not None:
            return False
        if goal is Goal.KEEPS:
            return self.keeps is not None and keeps_itself(self.keeps)
        return self.outlives is not None and lasts(self.outlives)


def may_outlive(standing: Standing, *, keeps: bool, fails: bool) -> bool:
    """Whether a change by which a road map lasts counts: for what else it does.

    Parameters
    ----------
    standing : Standing
        The road map as it is.
    keeps, fails : bool
        Whether it keeps itself with the change, and whether it fails.

    Returns
    -------
    bool
        One that keeps itself is not to lose that. Where it hangs on what nobody knows
        whether it does, it is not to fail.
    """
    return keeps or (standing.hangs and not fails)


def keeps_itself(check: RoadMapCheck) -> bool:
    """Whether a road map is proved, and not only just."""
    return check.verdict is Verdict.PROVED and not check.close


def chance_of_standing(check: TurnoverCheck, years: int = YEARS) -> float | None:
    """Give how likely a road map still stands after some years; None where unknown."""
    if check.outliving is None:
        return None
    standing = check.outliving.standing
    return next(each.chance for each in standing if each.years == years)


def lasts(check: TurnoverCheck) -> bool:
    """Whether a road map still stands after five years, surely enough."""
    return (chance_of_standing(check) or 0.0) >= ESTABLISHED


def stand(dynamics: Dynamics, road_map: RoadMap, *, alone: bool = True) -> Standing:
    """Ask the first two questions of a road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
    alone : bool
        As of `find_signing`; without it no game is solved.

    Returns
    -------
    Standing
    """
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return Standing(layout.reasons)
    stages = tuple(leg.stage for leg in layout.legs if leg.periods)
    found = find_calling_off(dynamics, layout, alone=alone)
    return Standing((), found, stages)


def surely(dynamics: Dynamics, road_map: RoadMap, standing: Standing) -> Standing:
    """Add the shares of the draws of what is assumed, as `roadmap check` has them.

    Parameters
    ----------
    dynamics : Dynamics
    road_map : RoadMap
    standing : Standing
        Of this road map.

    Returns
    -------
    Standing
        As it was where it cannot be carried out, or nothing is assumed.
    """
    if standing.calling_off is None:
        return standing
    asked = DealDraws(dynamics, [lay_out(dynamics, road_map)])
    (sure,) = how_sure(asked, [standing.calling_off], (READINGS, 0))
    return replace(standing, calling_off=sure)


def share_of(standing: Standing, goal: Goal) -> float | None:
    """Give in which share of the draws a goal is reached; None where none is made."""
    if goal is Goal.OUTLIVES:
        return None
    if goal is Goal.KEEPS:
        drawn = standing.keeps and standing.keeps.shares
        return drawn.of(Verdict.PROVED) if drawn and drawn.samples else None
    shares = standing.calling_off and standing.calling_off.shares
    if not shares:
        return None
    return shares.nobody if goal is Goal.GOES_ON else shares.signs
