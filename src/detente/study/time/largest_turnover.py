"""Up to which chance of a change of leaders a road map holds."""

from dataclasses import replace

import numpy as np

from detente.model.road_map import RoadMap
from detente.study.deal.deviation import ThreatName
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import per_year
from detente.study.search.intervals import Interval, find_intervals
from detente.study.search.thresholds import Threshold
from detente.study.time.leadership import chance_per_period
from detente.study.time.turnover import check_turnover, turnover_obstacles

_THREATS: tuple[ThreatName, ThreatName] = ("breakdown", "minmax")


def largest_turnover(dynamics: Dynamics, road_map: RoadMap) -> tuple[Threshold, ...]:
    """Find up to which chance per period of a change a road map holds.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
        Its stages, in order.

    Returns
    -------
    tuple of Threshold
        For each rule of turnover with a hazard, where those who rule at first
        comply everywhere, the other rules as they stand.
    """
    if turnover_obstacles(dynamics) or lay_out(dynamics, road_map).reasons:
        return ()
    thresholds = []
    for place, rule in enumerate(dynamics.case.negotiation.turnover):
        if chance_per_period(dynamics.case, rule) <= 0:
            continue

        def margins(chance: float, place: int = place) -> tuple[float, float]:
            chances = {place: chance}
            judged = [
                check_turnover(dynamics, road_map, threat, chances)
                for threat in _THREATS
            ]
            proved = judged[0].first_leaders_comply and judged[0].exact
            refuted = judged[1].exact and not judged[1].first_leaders_comply
            return 1.0 if proved else -1.0, -1.0 if refuted else 1.0

        proved, possible = find_intervals(margins, tuple(np.linspace(0, 1, 41)))
        thresholds.append(
            Threshold(
                kind="turnover",
                party=rule.party,
                proved=proved,
                possible=possible,
                per_year=tuple(_in_a_year(dynamics, each) for each in proved),
                leadership=rule.after,
            )
        )
    return tuple(thresholds)


def _in_a_year(dynamics: Dynamics, interval: Interval) -> Interval:
    """Turn chances of a change per period into chances within a year."""
    period = dynamics.case.negotiation.period
    low, high = (
        1 - per_year(1 - chance, period) for chance in (interval.low, interval.high)
    )
    return replace(interval, low=low, high=high)
