"""What questions about dates, leaders and histories cost, in seconds, known beforehand.

As prices of road maps do, those of time come down to periods that are played.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from detente.model.road_map import RoadMap
from detente.study.deal.mover_orders import judged_orders
from detente.study.game.dynamics import Dynamics
from detente.study.price import (
    NODE,
    SWEEPS,
    count_periods,
    count_reached,
    count_worlds,
    possible_layouts,
    price_of_judging,
    price_of_period,
)
from detente.study.time.latest_start import delays_tried
from detente.study.time.leadership import chance_per_period, open_leaders
from detente.study.time.parts import bound_together, independent_parts
from detente.study.time.turnover import turnover_obstacles

_QUIET, _QUIET_STATE = 6e-5, 5e-8
"""Seconds that a period takes after which nothing falls due: most of it was met before,
and is played on the beginnings that differ."""
_MARK = 5e-7
"""Seconds to weigh one break under one combination of leaders, by node and profile."""
_HISTORY = 5e-5
"""Seconds to draw one history."""
_SWEEPS_TURNED = 30
"""Periods until a breakdown settles while leaders change."""
_ANEW = 0.7
"""Which part of that is chosen anew: the rest was met before, after other breaches."""
_TURNED = 60
"""How often a road map is judged for one rule of turnover, under both threats."""


def price_of_dates(
    dynamics: Dynamics, road_maps: Sequence[RoadMap], most: int
) -> float:
    """Estimate the seconds that telling the dates to come takes.

    Parameters
    ----------
    dynamics, road_maps, most
        As for `price_of_checks`; the road maps are put off.

    Returns
    -------
    float
    """
    ahead = sum(bool(due.time and due.time > 0) for due in dynamics.countdown.dues)
    layouts = possible_layouts(dynamics, road_maps) if ahead else []
    # Everything is played with all dates, and then with each of them left out.
    told = (1 + ahead) * _waited(dynamics)
    late = len(delays_tried(dynamics))
    nodes = sum(len(layout.nodes) + late / 2 for layout in layouts)
    weighed = late * nodes * len(dynamics.parties) * NODE
    once = told + price_of_judging(dynamics, layouts, decisive=True) + weighed
    return len(judged_orders(dynamics, most)) * once if ahead else 0.0


def price_of_turnover(dynamics: Dynamics, road_maps: Iterable[RoadMap]) -> float:
    """Estimate the seconds that judging road maps under turnover takes, all at once.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.
    road_maps : iterable of RoadMap
        What follows the same breach is solved once for all.

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few.
    """
    if turnover_obstacles(dynamics):
        return 0.0
    leaders = open_leaders(dynamics)
    last = max(leaders.scheduled, default=0)
    dynamics = replace(dynamics, countdown=replace(dynamics.countdown, last=last))
    layouts = possible_layouts(dynamics, road_maps)
    if not layouts:
        return 0.0
    # Independent groups of options are played apart, and the largest tells.
    parts = independent_parts(dynamics, bound_together(dynamics))
    states = np.flatnonzero(dynamics.engine.feasible)
    largest = max(np.unique(states & part).size for part in parts)
    n_states = min(count_reached(dynamics, layouts), largest)
    played = count_periods(dynamics, layouts, decisive=True, sweeps=_SWEEPS_TURNED)
    nodes = sum(len(layout.nodes) for layout in layouts) * len(leaders.profiles)
    weighed = nodes * (len(dynamics.parties) * NODE + nodes * _MARK)
    period = _ANEW * len(leaders.profiles) * price_of_period(dynamics, n_states)
    return played * period + weighed


def price_of_histories(dynamics: Dynamics, road_map: RoadMap, runs: int) -> float:
    """Estimate the seconds that drawing histories of a road map takes.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.
    road_map : RoadMap
        Its stages, in order.
    runs : int
        How many histories.

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few.
    """
    # What follows the breaks that histories meet is played once more, to note what is
    # done.
    return 1.25 * price_of_turnover(dynamics, [road_map]) + _HISTORY * runs


def price_of_turnovers(dynamics: Dynamics, road_map: RoadMap) -> float:
    """Estimate the seconds that finding the largest turnover takes.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.
    road_map : RoadMap
        Its stages, in order.

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few.
    """
    case = dynamics.case
    varied = sum(
        chance_per_period(case, rule) > 0 for rule in case.negotiation.turnover
    )
    return 2 * _TURNED * varied * price_of_turnover(dynamics, [road_map])


def _waited(dynamics: Dynamics) -> float:
    """Estimate the seconds of a breakdown that is asked for from now on."""
    n_states = dynamics.engine.n_feasible
    quiet, period = (
        _QUIET + _QUIET_STATE * n_states,
        price_of_period(dynamics, n_states),
    )
    *before, settling = count_worlds(dynamics.countdown)
    return sum(before) * min(quiet, period) + SWEEPS * settling * period
