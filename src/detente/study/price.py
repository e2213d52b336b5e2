"""What questions about road maps cost, in seconds, known before they are asked.

Everything comes down to periods: how many are played, among how many states, by
how many movers. The rates are those of one core of 2020 and are right up to a
factor of a few, which is enough to tell seconds from hours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from detente.engine.bits import as_set, members, n_subsets
from detente.engine.period.turn import Turn
from detente.model.road_map import RoadMap
from detente.study.deal.mover_orders import MANY, judged_orders
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.undo_times import rounded_changes
from detente.study.game.dated_deadlines import DatedDeadlines
from detente.study.game.dynamics import Dynamics
from detente.study.search.thresholds import JUDGED
from detente.study.time.latest_start import delays_tried
from detente.study.time.leadership import chance_per_period, open_leaders
from detente.study.time.parts import bound_together, independent_parts
from detente.study.time.turnover import turnover_obstacles

_TURN = 8e-5
"""Seconds that one turn takes however few the states."""
_STATE = 1e-8
"""Seconds that it takes for each state, and for each own move where a rule looks at
own options."""
_MARK = 5e-7
"""Seconds to weigh one break under one combination of leaders, by node and profile."""
_NODE = 8e-5
"""Seconds to weigh the breaches of one party in one period of a road map."""
_HISTORY = 5e-5
"""Seconds to draw one history."""
_UNSEEN = 3e-4
"""Seconds to follow the hidden breaches of one party for one period."""
_WATCHED = 70
"""How often they are weighed for each step, how late and how surely noticed."""
_SWEEPS = 4
"""Periods until a breakdown settles, usually."""
_SWEEPS_TURNED = 30
"""Periods until a breakdown settles while leaders change."""
_TURNED = 60
"""How often a road map is judged for one rule of turnover, under both threats."""


MOST_DRAWS, LEAST_DRAWS = 100, 20
"""So many draws are made at most where no number is asked for; fewer tell nothing."""


def price_of_checks(
    dynamics: Dynamics,
    road_maps: Iterable[RoadMap],
    most: int = MANY,
    *,
    undo: bool = False,
) -> float:
    """Estimate the seconds that judging road maps takes, each anew.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.
    road_maps : iterable of RoadMap
        Those that cannot be carried out cost nothing.
    most : int
        Of states times orders of movers, as `check_road_map` takes it.
    undo : bool
        Whether times to undo are rounded both ways too.

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few.
    """
    layouts = _possible(dynamics, road_maps)
    n_orders = len(judged_orders(dynamics, most))
    rounded = rounded_changes(dynamics.case) if undo else {}
    # Where all are rounded the same way already, that way is as the case stands. What
    # refutes a road map, or two orders that differ, mostly decide each way at once.
    more = n_orders - 1 + len(set(rounded.values()))
    once = _judged(dynamics, layouts, decisive=True) if more else 0.0
    return _judged(dynamics, layouts) + more * once


def price_of_verdicts(dynamics: Dynamics, road_maps: Iterable[RoadMap]) -> float:
    """Estimate the seconds that bare verdicts take, in one order of movers.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.
    road_maps : iterable of RoadMap
        Those that cannot be carried out cost nothing.

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few.
    """
    return _judged(dynamics, _possible(dynamics, road_maps), decisive=True)


def affordable_draws(
    dynamics: Dynamics, road_maps: Sequence[RoadMap], seconds: float
) -> int:
    """Give how many draws some seconds allow, by the price of a draw.

    By the estimate and not by a clock, so that the same case has the same draws.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.
    road_maps : sequence of RoadMap
    seconds : float
        On one core.

    Returns
    -------
    int
        0 where fewer than 20 could be made.
    """
    price = price_of_verdicts(dynamics, road_maps)
    allowed = MOST_DRAWS if price * MOST_DRAWS <= seconds else int(seconds / price)
    return allowed if allowed >= LEAST_DRAWS else 0


def price_of_thresholds(dynamics: Dynamics, road_map: RoadMap) -> float:
    """Estimate the seconds that finding thresholds takes, but for turnover.

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

    Notes
    -----
    Patience concerns all, that of everyone and that of each party. What a
    guarantee against one party concerns is weighed for that one alone.
    """
    n_parties = len(dynamics.parties)
    patience = JUDGED["patience"] + n_parties * JUDGED["own patience"]
    guarantees = JUDGED["lump"] + JUDGED["flow"]
    return (patience + guarantees) * price_of_verdicts(dynamics, [road_map])


def price_of_detection(dynamics: Dynamics, road_map: RoadMap) -> float:
    """Estimate the seconds that finding how soon breaches must be noticed takes.

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
    layout = lay_out(dynamics, road_map)
    steps = {step.option for stage in road_map.stages for step in stage.steps}
    # What follows a breach is solved once; each answer is then followed period by
    # period from every period on.
    n_nodes = len(layout.nodes)
    followed = _UNSEEN * n_nodes * (n_nodes + 1) / 2
    solved = price_of_verdicts(dynamics, [road_map])
    return solved + (len(steps) + 1) * _WATCHED * followed


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
    layouts = _possible(dynamics, road_maps) if ahead else []
    period = _period(dynamics, dynamics.engine.n_feasible)
    told = (1 + 2 * ahead) * _played(dynamics.countdown) * period
    late = len(delays_tried(dynamics))
    nodes = sum(len(layout.nodes) + late / 2 for layout in layouts)
    weighed = late * nodes * len(dynamics.parties) * _NODE
    once = told + _judged(dynamics, layouts, decisive=True) + weighed
    return len(judged_orders(dynamics, most)) * once if ahead else 0.0


def price_of_stays(dynamics: Dynamics) -> float:
    """Estimate the seconds that judging every state as a place to stay takes.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few.
    """
    periods = dynamics.countdown.horizon + 1
    worlds = dynamics.countdown.n_worlds
    n_parties = len(dynamics.parties)
    held = sum(
        n_subsets(dynamics.covered(party).bit_count()) for party in range(n_parties)
    )
    alone = held * 2 * worlds * periods * (_TURN + _STATE * dynamics.engine.n_states)
    played = (n_parties + held) * _played(dynamics.countdown)
    return alone + played * _period(dynamics, dynamics.engine.n_feasible)


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
    layouts = _possible(dynamics, road_maps)
    if not layouts:
        return 0.0
    # Independent groups of options are played apart, and the largest tells.
    parts = independent_parts(dynamics, bound_together(dynamics))
    states = np.flatnonzero(dynamics.engine.feasible)
    largest = max(np.unique(states & part).size for part in parts)
    n_states = min(_reached(dynamics, layouts), largest)
    played = count_periods(dynamics, layouts, decisive=True, sweeps=_SWEEPS_TURNED)
    nodes = sum(len(layout.nodes) for layout in layouts) * len(leaders.profiles)
    weighed = nodes * (len(dynamics.parties) * _NODE + nodes * _MARK)
    return played * len(leaders.profiles) * _period(dynamics, n_states) + weighed


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


def count_periods(
    dynamics: Dynamics,
    layouts: Sequence[Layout],
    *,
    decisive: bool = False,
    sweeps: int = _SWEEPS,
) -> int:
    """Count the periods that are played to judge road maps.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.
    layouts : sequence of Layout
        Road maps that are possible; what follows the same breach is played once.
    decisive : bool
        Whether only the verdict is asked for, for which breakdown mostly does.
    sweeps : int
        Periods until a breakdown settles.

    Returns
    -------
    int
        About as many as there are, for one order of movers.
    """
    if not layouts:
        return 0
    promises = _n_promises(dynamics, layouts)
    threats = 1 + promises
    if not decisive:
        threats += len(dynamics.parties) + promises
    return threats * _played(dynamics.countdown, sweeps)


def _possible(dynamics: Dynamics, road_maps: Iterable[RoadMap]) -> list[Layout]:
    layouts = [lay_out(dynamics, road_map) for road_map in road_maps]
    return [layout for layout in layouts if not layout.reasons]


def _judged(
    dynamics: Dynamics, layouts: Sequence[Layout], *, decisive: bool = False
) -> float:
    played = count_periods(dynamics, layouts, decisive=decisive)
    nodes = sum(len(layout.nodes) for layout in layouts)
    weighed = nodes * len(dynamics.parties) * (1 if decisive else 2)
    return played * _period(dynamics, _reached(dynamics, layouts)) + weighed * _NODE


def _played(countdown: DatedDeadlines, sweeps: int = _SWEEPS) -> int:
    """Count the periods of one threat: up to the last date, then until it settles."""
    end = countdown.horizon
    times = [
        due.time for due in countdown.dues if due.time is not None and not due.certain
    ]
    worlds = [n_subsets(sum(each <= time for each in times)) for time in range(end + 1)]
    return sum(worlds[:end]) + sweeps * worlds[end]


def _reached(dynamics: Dynamics, layouts: Sequence[Layout]) -> int:
    """Count the states to which breaches of a road map can lead, at most."""
    closed = (
        dynamics.closed_sets.closed(
            dynamics.countdown, np.array([node.end for node in layout.nodes])
        )
        for layout in layouts
    )
    return max((states.size for states in closed), default=0)


def _n_promises(dynamics: Dynamics, layouts: Sequence[Layout]) -> int:
    """Count what may be owed after breaches, early steps counted one by one."""
    owed: set[tuple[int, int]] = set()
    for party in range(len(dynamics.parties)):
        covered = dynamics.covered(party)
        for node in (node for layout in layouts for node in layout.nodes):
            early = node.ahead & ~node.end & covered
            alone = (as_set([bit]) for bit in members(early))
            owed |= {(party, node.end & covered | each) for each in (0, *alone)}
    lumps = sum(any(pledge.penalty[1:]) for pledge in dynamics.pledges)
    return sum(promised > 0 for _, promised in owed) * n_subsets(lumps)


def _period(dynamics: Dynamics, n_states: int) -> float:
    """Estimate the seconds that one period takes, all having their turns."""
    return sum(_turn(turn, n_states) for turn in dynamics.turns if turn.bits)


def _turn(turn: Turn, n_states: int) -> float:
    moves = n_subsets(len(turn.bits)) if turn.joint else len(turn.bits)
    calls = moves if turn.joint else 1
    return _TURN + calls * _TURN / 10 + _STATE * n_states * moves
