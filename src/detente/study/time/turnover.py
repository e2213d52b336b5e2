"""Road maps when leaders change: which successors break them, and how likely.

Everybody sees who rules. The combination of leaders that would gain most by a
breach at some stage is marked as breaking there, the breakdown starting in
that period; the others reckon with it, and the marking goes on until nobody
who is not marked would breach. Then marks are taken back where that can be
done. The outcome is one map of who complies, not proved to be the one with the
most compliance.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.study.deal.deviation import ThreatName
from detente.study.deal.road_map import Layout, lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import order_only
from detente.study.processors import ALONE, Workers
from detente.study.time.asked import open_successions
from detente.study.time.compliance import Succession, TurnoverCheck
from detente.study.time.keeping import Keeping
from detente.study.time.leadership import open_leaders
from detente.study.time.solving_ahead import solve_ahead
from detente.study.time.succession import Successions

UNSETTLED = Message(
    "what all others can do against one is not settled at this patience while "
    "leaders change"
)


def check_turnover(
    dynamics: Dynamics,
    road_map: RoadMap,
    threat: ThreatName = "breakdown",
    chances: Mapping[int, float] | None = None,
) -> TurnoverCheck:
    """Check a road map under turnover.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
        Its stages, in order.
    threat : str
        breakdown or minmax.
    chances : mapping of int to float, or None
        Other chances per period for some rules of turnover, by position.

    Returns
    -------
    TurnoverCheck
        Without chances, and with the reasons, where it cannot be judged.
    """
    return check_turnovers(dynamics, [road_map], threat, chances)[0]


def check_turnovers(
    dynamics: Dynamics,
    road_maps: Iterable[RoadMap],
    threat: ThreatName = "breakdown",
    chances: Mapping[int, float] | None = None,
    workers: Workers = ALONE,
    *,
    kept: bool = False,
) -> tuple[TurnoverCheck, ...]:
    """Check road maps under turnover; what follows a breach is solved once for all.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_maps : iterable of RoadMap
    threat, chances
        As of `check_turnover`.
    workers : Workers
        Who solves what follows breaches; they change nothing in it.
    kept : bool
        Whether it is asked too, under breakdown, how likely each is neither cheated on
        nor called off.

    Returns
    -------
    tuple of TurnoverCheck
        One a road map.
    """
    reasons = turnover_obstacles(dynamics)
    leaders = open_leaders(dynamics, chances)
    last = max(leaders.scheduled, default=0)
    dynamics = replace(dynamics, countdown=replace(dynamics.countdown, last=last))
    layouts = [(road_map.id, lay_out(dynamics, road_map)) for road_map in road_maps]
    possible = [] if reasons else [each for _, each in layouts if not each.reasons]
    threats = open_successions(dynamics, leaders, threat, possible)
    if threat == "breakdown" and workers.number > 1:
        solve_ahead(
            threats, [node for each in possible for node in each.nodes], workers
        )
    return tuple(
        _judged(name, layout, threats, kept=kept)
        if layout in possible
        else unjudged(name, threat, reasons or layout.reasons)
        for name, layout in layouts
    )


def _judged(
    road_map: str, layout: Layout, threats: Successions, *, kept: bool
) -> TurnoverCheck:
    check = Succession(threats, layout).check(road_map)
    if threats.name == "minmax":
        if check.exact:
            return check
        return replace(check, completed=None, broken_at=(), reasons=(UNSETTLED,))
    if not kept:
        return check
    return replace(check, kept=Keeping(threats, layout).kept())


def unjudged(
    road_map: str, threat: ThreatName, reasons: tuple[Message, ...]
) -> TurnoverCheck:
    """Give what is said of a road map that cannot be judged: why."""
    return TurnoverCheck(
        road_map=road_map,
        threat=threat,
        breaks=(),
        completed=None,
        broken_at=(),
        every_leader_complies=False,
        first_leaders_comply=False,
        exact=False,
        reasons=reasons,
    )


def turnover_obstacles(dynamics: Dynamics) -> tuple[Message, ...]:
    """Say why turnover cannot be judged; empty where it can.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.

    Returns
    -------
    tuple of Message
        One for each leadership with an order only, or what keeps the breakdown from
        being solved.
    """
    obstacle = dynamics.obstacle()
    if obstacle is not None:
        return (obstacle,)
    return tuple(
        Message("the leadership {name} has an order only", name=leadership.id)
        for leadership in dynamics.case.negotiation.leaderships
        if order_only(leadership.preference)
    )
