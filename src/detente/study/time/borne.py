"""How likely a change of leadership may be before a road map no longer bears it.

From the chance as written the nearest turn is looked for, by halves: a thorough scan,
under both threats, is that of `largest_turnover`.
"""

from detente.model.quantity import ONE_YEAR
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import per_year
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.leadership import chance_per_period
from detente.study.time.turnover import check_turnover

_HALVES = 7
"""So many bisections: to less than one in a hundred."""


@dataclass(frozen=True, slots=True)
class Borne:
    """The largest chance of one change of leadership that a road map bears.

    Attributes
    ----------
    party, leadership : str
        Whose change, and to which leadership.
    written : float
        The chance within a year as written.
    most : float or None
        Within a year: up to it those who may rule at first do their part, whether more
        or less than what is written, the other changes being as they are; None where
        they do not even if it never comes.
    """

    party: str
    leadership: str
    written: float
    most: float | None


def n_judged(dynamics: Dynamics) -> int:
    """Count at most how often the road map is judged under turnover for it."""
    rules = dynamics.case.negotiation.turnover
    return sum(each.hazard is not None for each in rules) * (_HALVES + 1)


def find_borne(
    dynamics: Dynamics, road_map: RoadMap, check: TurnoverCheck
) -> tuple[Borne, ...]:
    """Find the largest chance of each change of leadership that a road map bears.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
    check : TurnoverCheck
        What the changes as written do to it, under breakdown.

    Returns
    -------
    tuple of Borne
        One for each rule of turnover with a hazard; empty where the check has none.
    """
    if check.completed is None:
        return ()
    found = []
    for place, rule in enumerate(dynamics.case.negotiation.turnover):
        chance = chance_per_period(dynamics.case, rule)
        if chance <= 0:
            continue

        def bears(yearly: float, place: int = place) -> bool:
            chances = {place: _in_a_period(dynamics, yearly)}
            judged = check_turnover(dynamics, road_map, chances=chances)
            return judged.first_leaders_comply

        written = 1 - per_year(1 - chance, dynamics.case.negotiation.period)
        holds = check.first_leaders_comply
        low, high = (written, 1.0) if holds else (0.0, written)
        most: float | None
        if holds and bears(high):
            most = high
        elif not holds and not bears(low):
            most = None
        else:
            for _ in range(_HALVES):
                middle = (low + high) / 2
                low, high = (middle, high) if bears(middle) else (low, middle)
            most = low
        found.append(Borne(rule.party, rule.after, written, most))
    return tuple(found)


def _in_a_period(dynamics: Dynamics, yearly: float) -> float:
    """Turn a chance within a year into one within a period."""
    share = float(dynamics.case.negotiation.period.days / ONE_YEAR.days)
    return float(1 - (1 - yearly) ** share)
