"""What questions about road maps cost, in seconds, known before they are asked.

Everything comes down to periods: how many are played, among how many states, by
how many movers. The rates are those of one core of 2020 and are right up to a
factor of a few, which is enough to tell seconds from hours.
"""

from collections.abc import Iterable, Sequence

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

_TURN = 8e-5
"""Seconds that one turn takes however few the states."""
_STATE = 1e-8
"""Seconds that it takes for each state, and for each own move where a rule looks at
own options."""
NODE = 8e-5
"""Seconds to weigh the breaches of one party in one period of a road map."""
_AGAIN = 1.5e-5
"""Seconds to weigh them once more, with other amounts."""
_UNSEEN = 3e-4
"""Seconds to follow the hidden breaches of one party for one period."""
_WATCHED = 70
"""How often they are weighed for each step, how late and how surely noticed."""
SWEEPS = 4
"""Periods until a breakdown settles, usually."""


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
    layouts = possible_layouts(dynamics, road_maps)
    n_orders = len(judged_orders(dynamics, most))
    rounded = rounded_changes(dynamics.case) if undo else {}
    # Where all are rounded the same way already, that way is as the case stands. What
    # refutes a road map, or two orders that differ, mostly decide each way at once.
    more = n_orders - 1 + len(set(rounded.values()))
    once = price_of_judging(dynamics, layouts, decisive=True) if more else 0.0
    return price_of_judging(dynamics, layouts) + more * once


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
    return price_of_judging(
        dynamics, possible_layouts(dynamics, road_maps), decisive=True
    )


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
    layouts = possible_layouts(dynamics, [road_map])
    # Breakdown decides at about half of what is tried.
    both = (
        price_of_judging(dynamics, layouts, decisive=decisive, node=_AGAIN)
        for decisive in (True, False)
    )
    return price_of_judging(dynamics, layouts) + (patience + guarantees) * sum(both) / 2


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
    played = (n_parties + held) * count_played(dynamics.countdown)
    return alone + played * price_of_period(dynamics, dynamics.engine.n_feasible)


def count_periods(
    dynamics: Dynamics,
    layouts: Sequence[Layout],
    *,
    decisive: bool = False,
    sweeps: int = SWEEPS,
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
    return threats * count_played(dynamics.countdown, sweeps)


def possible_layouts(dynamics: Dynamics, road_maps: Iterable[RoadMap]) -> list[Layout]:
    """Lay out the road maps that can be carried out."""
    layouts = [lay_out(dynamics, road_map) for road_map in road_maps]
    return [layout for layout in layouts if not layout.reasons]


def price_of_judging(
    dynamics: Dynamics,
    layouts: Sequence[Layout],
    *,
    decisive: bool = False,
    node: float = NODE,
) -> float:
    """Estimate the seconds of one judgement; `node` is what NODE says, of this one."""
    played = count_periods(dynamics, layouts, decisive=decisive)
    nodes = sum(len(layout.nodes) for layout in layouts)
    weighed = nodes * len(dynamics.parties) * (1 if decisive else 2)
    return (
        played * price_of_period(dynamics, count_reached(dynamics, layouts))
        + weighed * node
    )


def count_played(countdown: DatedDeadlines, sweeps: int = SWEEPS) -> int:
    """Count the periods of one threat: up to the last date, then until it settles."""
    *before, settling = count_worlds(countdown)
    return sum(before) + sweeps * settling


def count_worlds(countdown: DatedDeadlines) -> list[int]:
    """Count the worlds in each period up to the last date."""
    times = [
        due.time for due in countdown.dues if due.time is not None and not due.certain
    ]
    periods = range(countdown.horizon + 1)
    return [n_subsets(sum(each <= time for each in times)) for time in periods]


def count_reached(dynamics: Dynamics, layouts: Sequence[Layout]) -> int:
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


def price_of_period(dynamics: Dynamics, n_states: int) -> float:
    """Estimate the seconds that one period takes, all having their turns."""
    return sum(_turn(turn, n_states) for turn in dynamics.turns if turn.bits)


def _turn(turn: Turn, n_states: int) -> float:
    moves = n_subsets(len(turn.bits)) if turn.joint else len(turn.bits)
    calls = moves if turn.joint else 1
    return _TURN + calls * _TURN / 10 + _STATE * n_states * moves
