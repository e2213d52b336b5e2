"""What questions about road maps cost, in seconds, known before they are asked.

Everything comes down to periods: how many are played, among how many states, by
how many movers. The rates are those of one core of 2020 and are right up to a
factor of a few, which is enough to tell seconds from hours.
"""

from collections.abc import Iterable
from math import log

import numpy as np

from detente.engine.turn import Turn
from detente.model.road_map import RoadMap
from detente.study.dynamics import Dynamics
from detente.study.road_map import Layout, lay_out

__all__ = ["price_of_checks", "price_of_stays", "price_of_turnover"]

_TURN = 8e-5
"""Seconds that one turn takes however few the states."""
_STATE = 1e-8
"""Seconds that it takes for each state, and for each own move where a rule looks at
own options."""
_NODE = 8e-5
"""Seconds to weigh the breaches of one party in one period of a road map."""
_SWEEPS, _SLOW_SWEEPS = 6, 2048
"""Periods until a breakdown settles, usually, and at most under turnover."""
_SETTLED = 1e-10


def price_of_checks(dynamics: Dynamics, road_maps: Iterable[RoadMap]) -> float:
    """Estimate the seconds that judging road maps takes, each anew.

    Parameters
    ----------
    dynamics : Dynamics
    road_maps : iterable of RoadMap

    Returns
    -------
    float
    """
    layouts = (lay_out(dynamics, each) for each in road_maps)
    return sum(_check(dynamics, each) for each in layouts if not each.reasons)


def price_of_stays(dynamics: Dynamics) -> float:
    """Estimate the seconds that judging every state as a place to stay takes."""
    periods = dynamics.countdown.horizon + 1
    worlds = 1 << len(dynamics.countdown.dues)
    n_parties = len(dynamics.parties)
    held = sum(1 << dynamics.covered(party).bit_count() for party in range(n_parties))
    alone = held * 2 * worlds * periods * (_TURN + _STATE * dynamics.engine.n_states)
    played = (n_parties + held) * (_SWEEPS + periods)
    return alone + played * _period(dynamics, dynamics.engine.n_feasible)


def price_of_turnover(dynamics: Dynamics, road_map: RoadMap) -> float:
    """Estimate the seconds that judging a road map under turnover takes."""
    layout = lay_out(dynamics, road_map)
    case = dynamics.case
    profiles = 1
    for party in dynamics.parties:
        ruling = (each.party == party for each in case.negotiation.leaderships)
        profiles *= 1 + sum(ruling)
    largest = float(np.nan_to_num(dynamics.patience).max(initial=0.0))
    settles = log(_SETTLED) / log(largest) if 0 < largest < 1 else 1.0
    played = min(settles, _SLOW_SWEEPS) + dynamics.countdown.horizon
    threats = _n_threats(dynamics, layout)
    n_states = _reached(dynamics, layout)
    return threats * played * profiles * _period(dynamics, n_states)


def _check(dynamics: Dynamics, layout: Layout) -> float:
    played = _n_threats(dynamics, layout) * (_SWEEPS + dynamics.countdown.horizon)
    weighed = len(layout.nodes) * len(dynamics.parties) * 2
    return played * _period(dynamics, _reached(dynamics, layout)) + weighed * _NODE


def _reached(dynamics: Dynamics, layout: Layout) -> int:
    """Count the states to which breaches of a road map can lead."""
    ends = np.array([node.end for node in layout.nodes])
    return dynamics.grounds.closed(dynamics.countdown, ends).size


def _n_threats(dynamics: Dynamics, layout: Layout) -> int:
    """Count what may follow breaches: one a party, and one for each promise."""
    n_parties = len(dynamics.parties)
    promises = 0
    for party in range(n_parties):
        covered = dynamics.covered(party)
        if covered:
            ends = {(node.end & covered, node.ahead & covered) for node in layout.nodes}
            promises += sum(2 + (ahead & ~end).bit_count() for end, ahead in ends)
    lumps = sum(any(pledge.penalty[1:]) for pledge in dynamics.pledges)
    return 1 + n_parties + (promises << lumps)


def _period(dynamics: Dynamics, n_states: int) -> float:
    """Estimate the seconds that one period takes, all having their turns."""
    return sum(_turn(turn, n_states) for turn in dynamics.turns if turn.bits)


def _turn(turn: Turn, n_states: int) -> float:
    moves = 1 << len(turn.bits) if turn.joint else len(turn.bits)
    calls = moves if turn.joint else 1
    return _TURN + calls * _TURN / 10 + _STATE * n_states * moves
