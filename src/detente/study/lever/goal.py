"""How far a road map comes: who signs it, who calls it off, who cheats."""

from dataclasses import dataclass
from enum import StrEnum

from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics


class Goal(StrEnum):
    """What a road map is to reach, one after the other."""

    POSSIBLE = "carried_out"
    SIGNED = "all_sign"
    GOES_ON = "nobody_calls_off"
    KEEPS = "keeps_itself"


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
    verdict : Verdict or None
        Whether it keeps itself; None where that was not asked, or cannot be judged.
    """

    reasons: tuple[Message, ...] = ()
    calling_off: CallingOff | None = None
    verdict: Verdict | None = None

    @property
    def reached(self) -> int:
        """How many goals are reached, in their order."""
        found = self.calling_off
        if found is None:
            return 0
        if not found.all_sign:
            return 1
        if not found.nobody:
            return 2
        return 4 if self.verdict is Verdict.PROVED else 3

    @property
    def next(self) -> Goal | None:
        """The first goal that it does not reach; None where it reaches all."""
        return GOALS[self.reached] if self.reached < len(GOALS) else None


def stand(
    dynamics: Dynamics, road_map: RoadMap, verdict: Verdict | None = None
) -> Standing:
    """Ask the first two questions of a road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case; no game is solved.
    road_map : RoadMap
    verdict : Verdict or None
        What is known of the third.

    Returns
    -------
    Standing
    """
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return Standing(layout.reasons)
    return Standing((), find_calling_off(dynamics, layout), verdict)
