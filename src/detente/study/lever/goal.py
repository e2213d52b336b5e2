"""How far a road map comes: who signs it, who calls it off."""

from dataclasses import dataclass, replace
from enum import StrEnum

from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.robustness.deal_shares import READINGS, DealDraws
from detente.study.robustness.how_sure import how_sure


class Goal(StrEnum):
    """What a road map is to reach, one after the other."""

    POSSIBLE = "carried_out"
    SIGNED = "all_sign"
    GOES_ON = "nobody_calls_off"


GOALS = tuple(Goal)


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
    """

    reasons: tuple[Message, ...] = ()
    calling_off: CallingOff | None = None
    stages: tuple[int, ...] = ()

    @property
    def reached(self) -> int:
        """How many goals are reached, in their order."""
        found = self.calling_off
        if found is None:
            return 0
        if not found.all_sign:
            return 1
        return 3 if found.nobody else 2

    @property
    def next(self) -> Goal | None:
        """The first goal that it does not reach; None where it reaches all."""
        return GOALS[self.reached] if self.reached < len(GOALS) else None


def stand(dynamics: Dynamics, road_map: RoadMap) -> Standing:
    """Ask the first two questions of a road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case; no game is solved.
    road_map : RoadMap

    Returns
    -------
    Standing
    """
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return Standing(layout.reasons)
    stages = tuple(leg.stage for leg in layout.legs if leg.periods)
    return Standing((), find_calling_off(dynamics, layout), stages)


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
    shares = standing.calling_off and standing.calling_off.shares
    if not shares:
        return None
    return shares.nobody if goal is Goal.GOES_ON else shares.signs
