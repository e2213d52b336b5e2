"""The best order: a road map from now to a target with the most slack.

The slack of staying at the target bounds every route. For a trial slack a pass
forward finds, for each state and party, the value beyond which no earlier
stage can bind; labels (what the rest of the road map is worth to each party)
are then set backward from the target, dropped where somebody would breach,
clipped at that value, and kept where no other label is as good for all. What
is found is judged again by the checker of road maps.

The route with the least exposure is a bottleneck path, and exact: exposure
depends on states alone.
"""

from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.budget import counted, current, finishing, unless_stopped
from detente.errors import Message
from detente.model.road_map import RoadMap, Stage
from detente.study.dynamics import Dynamics, order_only
from detente.study.exposure import exposure_at
from detente.study.labels import Labels
from detente.study.lattice import Lattice, open_lattice, steps_between
from detente.study.obstruction import Blocked, find_blocked
from detente.study.road_map import Layout, lay_out, lay_out_stay
from detente.study.self_enforcement import check_road_map
from detente.study.slack import ThreatName, slack_table
from detente.study.sustain import stay_slack
from detente.study.verdict import RoadMapCheck

__all__ = ["NO_WAY", "Found", "exposed", "find_road_map", "road_map_through"]

NO_WAY = Message("no order of allowed steps leads from now to the target")

_STEPS = 40
_GAP = 1e-6
_TARGETS = 64


@dataclass(frozen=True, slots=True)
class Found:
    """The best road map to a target.

    Attributes
    ----------
    objective : str
        slack or exposure.
    threat : str
        What the slack is reckoned with: breakdown, or minmax where the
        breakdown is open.
    value : float or None
        The least slack, or the largest exposure, on the route; None where no
        order of allowed steps leads there.
    cap : float or None
        The slack of staying at the target, which no route exceeds.
    gap : float
        How much better another route could be at most.
    check : RoadMapCheck or None
        The judgement of the independent checker.
    blocked : Blocked or None
        Where the route is not self-enforcing: what stops it.
    n_targets, n_edges, n_labels : int
        Targets tried, stages and labels considered.
    """

    objective: str
    threat: str
    road_map: RoadMap | None
    target: str | None
    value: float | None
    cap: float | None
    gap: float
    check: RoadMapCheck | None
    blocked: Blocked | None
    n_targets: int
    n_edges: int
    n_labels: int
    reasons: tuple[Message, ...] = ()


@dataclass(frozen=True, eq=False)
class _Route:
    value: float
    gap: float
    states: tuple[int, ...]
    n_edges: int
    n_labels: int


def find_road_map(
    dynamics: Dynamics,
    target: Bools,
    *,
    objective: str = "slack",
    package: int = 1,
) -> Found:
    """Find the best road map from now to one of some states.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    target : bool array, shape (n_states,)
        Where it may end.
    objective : str
        slack: the largest least slack. exposure: the least largest exposure
        of any party, in flow utility, or in ranks for all where some party
        has an order only; then the least sum over stages.
    package : int
        Steps in a stage at most.

    Returns
    -------
    Found

    Raises
    ------
    TooLargeError
        Where there would be too many packages to try.

    Notes
    -----
    Deadlines are reckoned with as they stand now: what they bar is left out,
    and the threat is that of the time after them. The check that goes with
    the answer counts time exactly.
    """
    threat: ThreatName = "breakdown" if dynamics.obstacle() is None else "minmax"
    caps = _caps(dynamics, threat)
    start = dynamics.engine.status_quo
    states = np.flatnonzero(target & dynamics.engine.feasible)
    distance = np.bitwise_count(states ^ start)
    score = caps[states] if objective == "slack" else -distance.astype(np.float64)
    states = states[np.lexsort((distance, -score))][:_TARGETS]
    best: tuple[_Route, int] | None = None
    tried = 0
    close = _GAP * max(map(dynamics.payoff_range, range(len(dynamics.parties))))
    for end in counted(list(map(int, states))):
        if objective == "slack" and np.isinf(caps[end]):
            caps[end] = _slack_of(dynamics, lay_out_stay(dynamics, end), threat)
        if best and objective == "slack" and caps[end] <= best[0].value + close:
            continue
        lattice = open_lattice(dynamics, start, end, package)
        tried += 1
        goal = objective, float(caps[end])
        route = unless_stopped(partial(_search, dynamics, lattice, threat, goal), None)
        if route is not None and (best is None or _beats(objective, route, best[0])):
            best = route, end
        if current().stopped:
            break
    stop = current().stopped
    if stop and best is None:
        raise stop
    return _found(dynamics, best, (objective, threat, tried), caps)


def _search(
    dynamics: Dynamics, lattice: Lattice, threat: ThreatName, goal: tuple[str, float]
) -> _Route | None:
    if lattice.target not in lattice.states:
        return None
    if goal[0] == "exposure":
        return _least_exposed(dynamics, lattice)
    return _most_slack(dynamics, lattice, threat, goal[1])


def _beats(objective: str, route: _Route, other: _Route) -> bool:
    if objective == "exposure":
        return route.value < other.value
    return route.value > other.value


def _caps(dynamics: Dynamics, threat: ThreatName) -> npt.NDArray[np.float64]:
    """Give the least slack of staying at every state, infinite where unknown."""
    breakdown, minmax = stay_slack(dynamics)
    table = breakdown if threat == "breakdown" else minmax
    counted = [
        party
        for party in range(len(dynamics.parties))
        if dynamics.reason(party) is None
    ]
    known = np.nan_to_num(table[counted], nan=np.inf, posinf=np.inf)
    caps: npt.NDArray[np.float64] = known.min(axis=0, initial=np.inf)
    return caps


def _most_slack(
    dynamics: Dynamics, lattice: Lattice, threat: ThreatName, cap: float
) -> _Route:
    """Try the cap; if no route has that much slack, bisect below it.

    Where nobody has another move at the target nothing caps a route, and a
    bound that none reaches is looked for first.
    """
    labels = Labels(dynamics, lattice, threat)
    size = max(dynamics.payoff_range(party) for party in range(len(dynamics.parties)))
    close = _GAP * size

    def tried(slack: float) -> tuple[float, tuple[int, ...]] | None:
        """Give a route with at least this slack, as the checker finds it."""
        route = labels.route(slack)
        if route is None:
            return None
        layout = lay_out(dynamics, road_map_through(dynamics, route))
        worth = _slack_of(dynamics, layout, threat)
        return None if worth < slack - close else (worth, route)

    low, best = tried(-np.inf) or (-np.inf, (lattice.start,))
    high = cap if np.isfinite(cap) else low + size
    for _ in range(_STEPS if np.isfinite(high) else 0):
        found = unless_stopped(partial(tried, high), None)
        if found is None:
            break
        low, best = found
        if np.isfinite(cap):
            break
        high = 2 * max(high, low) - low + size
    high = max(high, low)
    for _ in range(_STEPS):
        if not high - low > close:
            break
        middle = (low + high) / 2
        found = unless_stopped(partial(tried, middle), None)
        if current().stopped:
            break
        if found is None:
            high = middle
        else:
            low, best = max(middle, found[0]), found[1]
    gap = high - low if np.isfinite(low) else 0.0
    return _Route(low, gap, best, len(lattice.edges), labels.n_labels)


def _slack_of(dynamics: Dynamics, layout: Layout, threat: ThreatName) -> float:
    """Give the least slack of a road map that is laid out, by the checker."""
    table = slack_table(dynamics, layout)
    found = table.breakdown if threat == "breakdown" else table.minmax
    return float(np.nan_to_num(found, nan=np.inf, posinf=np.inf).min())


def _least_exposed(dynamics: Dynamics, lattice: Lattice) -> _Route:
    """Find the bottleneck path, then the least sum among such paths."""
    exposure = {
        state: exposed(dynamics, state, lattice.start) for state in lattice.states
    }
    largest = {lattice.start: -np.inf}
    for state in lattice.states[1:]:
        ways = [largest[lattice.edges[place].start] for place in lattice.into[state]]
        largest[state] = max(min(ways), *exposure[state])
    if lattice.target == lattice.start:
        value = max(exposure[lattice.start])
        return _Route(value, 0.0, (lattice.start,), 0, 1)
    value = largest[lattice.target]
    total: dict[int, tuple[float, tuple[int, ...]]]
    total = {lattice.start: (0.0, (lattice.start,))}
    for state in lattice.states[1:]:
        if max(exposure[state]) > value:
            continue
        ways_here = [
            total[lattice.edges[place].start]
            for place in lattice.into[state]
            if lattice.edges[place].start in total
        ]
        if ways_here:
            spent, path = min(ways_here, key=lambda way: way[0])
            total[state] = (spent + sum(exposure[state]), (*path, state))
    path = total[lattice.target][1]
    return _Route(float(value), 0.0, path, len(lattice.edges), len(total))


def exposed(dynamics: Dynamics, state: int, start: int) -> tuple[float, ...]:
    """Give every party's exposure, in ranks for all where one has an order only.

    Parameters
    ----------
    dynamics : Dynamics
    state, start : int

    Returns
    -------
    tuple of float
        In file order.
    """
    parties = range(len(dynamics.parties))
    ranks = any(order_only(dynamics.case.preference[each]) for each in dynamics.parties)
    return tuple(
        exposure_at(dynamics, party, state, start, ranks=ranks) for party in parties
    )


def road_map_through(dynamics: Dynamics, states: tuple[int, ...]) -> RoadMap:
    """Give the road map that leads through some states, a stage from each to the next.

    Parameters
    ----------
    dynamics : Dynamics
    states : tuple of int
        The start first.

    Returns
    -------
    RoadMap
        Named `found`.
    """
    stages = (
        Stage(steps_between(dynamics, start, end)) for start, end in pairwise(states)
    )
    return RoadMap("found", tuple(stages))


def _found(
    dynamics: Dynamics,
    best: tuple[_Route, int] | None,
    goal: tuple[str, ThreatName, int],
    caps: npt.NDArray[np.float64],
) -> Found:
    objective, threat, tried = goal
    obstacle = dynamics.obstacle()
    reasons = () if obstacle is None else (obstacle,)
    if best is None:
        return Found(
            objective=objective,
            threat=threat,
            road_map=None,
            target=None,
            value=None,
            cap=None,
            gap=0.0,
            check=None,
            blocked=None,
            n_targets=tried,
            n_edges=0,
            n_labels=0,
            reasons=(*reasons, NO_WAY),
        )
    route, end = best
    road_map = road_map_through(dynamics, route.states)
    with finishing():
        check = check_road_map(dynamics, road_map)
    cap = float(caps[end])
    return Found(
        objective=objective,
        threat=threat,
        road_map=road_map,
        target=dynamics.engine.state(end),
        value=route.value,
        cap=cap if np.isfinite(cap) else None,
        gap=route.gap,
        check=check,
        blocked=unless_stopped(
            lambda: find_blocked(dynamics, road_map, check), otherwise=None
        ),
        n_targets=tried,
        n_edges=route.n_edges,
        n_labels=route.n_labels,
        reasons=reasons,
    )
