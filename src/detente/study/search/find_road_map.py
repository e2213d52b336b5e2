"""The best order: a road map from now to a target with the most slack.

The slack of staying at the target bounds every route. For a trial slack a pass
forward finds, for each state and party, the value beyond which no earlier
stage can bind; labels (what the rest of the road map is worth to each party)
are then set backward from the target, dropped where somebody would breach,
clipped at that value, and kept where no other label is as good for all. What
is found is judged again by the checker of road maps.

The route with the least exposure is exact: exposure depends on states alone.
"""

from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, bits
from detente.engine.budget import counted, current, finishing, unless_stopped
from detente.errors import Message
from detente.model.road_map import RoadMap, Stage, Step
from detente.records import dataclass
from detente.study.deal.deviation import ThreatName
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.sustain import stay_slack
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.deal.watch import open_watches
from detente.study.game.dynamics import Dynamics
from detente.study.search.exposed_ways import least_exposed, rank_of
from detente.study.search.label_setting import Labels
from detente.study.search.obstruction import Blocked, find_blocked
from detente.study.search.package_graph import Lattice, open_lattice
from detente.study.search.stage_needs import stay_slacks
from detente.study.search.unseen_orders import UNSEEN, best_unseen, seen_at_once
from detente.study.search.untried import Waits, no_way, returns
from detente.study.search.unwanted import find_unwanted, has_idle

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
        How much better another route could be at most, by other pauses too; infinite
        where nothing bounds it.
    check : RoadMapCheck or None
        The judgement of the independent checker.
    blocked : Blocked or None
        Where the route is not self-enforcing: what stops it.
    n_targets, n_edges, n_labels : int
        Targets tried, stages and labels considered.
    reasons : tuple of Message
        What keeps the answer from being exact, or why there is none.
    unwanted : tuple of Step
        Steps that nobody gains from and that the target does not ask for: all would
        not stay without them.
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
    unwanted: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Goal:
    """What is to be large or small, and the threat that slack is reckoned with."""

    objective: str
    threat: ThreatName


@dataclass(frozen=True, eq=False)
class _Route:
    target: int
    value: float
    gap: float
    stages: tuple[Stage, ...]
    n_edges: int
    n_labels: int
    cap: float = np.inf
    rank: tuple[float, ...] = ()


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
        has an order only; then the least second largest, and so on; then the
        least sum over stages. Targets that hold a change which nobody wants and
        which does not keep them come after all others.
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
    Time counts until the last deadline has fallen, as the check counts it: a
    stage takes place when it is due, or waits for a deadline, or until just before
    it; where the lattice is small, for any number of periods until then. The reasons
    say which pauses were not tried, and the gap counts them.
    """
    threat: ThreatName = "breakdown" if dynamics.obstacle() is None else "minmax"
    start = dynamics.engine.status_quo
    ends = np.flatnonzero(target & dynamics.engine.feasible)
    distance = bits.distances(ends, start)
    waits = Waits(dynamics)
    by_slack = objective == "slack" and not waits.timed
    # Before a deadline staying at a state is no bound for what ends there.
    caps = _caps(dynamics, threat)[ends] if by_slack else np.full(ends.size, np.inf)
    order = np.lexsort((distance, -caps))[:_TARGETS]
    best: _Route | None = None
    goal = _Goal(objective, threat)
    tried = 0
    close = _GAP * max(map(dynamics.payoff_range, range(len(dynamics.parties))))
    wished = [(int(ends[at]), float(caps[at])) for at in order]
    # What holds a change that nobody wants and that keeps nobody is a target only where
    # no other one is reached; of those the nearest, which has no such change to spare.
    spare = {
        end: bits.distance(start, end) if has_idle(dynamics, end, target) else 0
        for end, _ in wished
    }
    for end, cap in counted(sorted(wished, key=lambda each: spare[each[0]])):
        if best and spare[end] > spare[best.target]:
            break
        # No route to a state has more slack than staying there, and the states
        # come by that: what cannot beat the best so far is not searched.
        if best and by_slack and cap <= best.value + close:
            continue
        lattice = open_lattice(dynamics, start, end, package)
        tried += 1
        route = unless_stopped(partial(_search, dynamics, lattice, goal), None)
        if route is not None and (best is None or _beats(route, best)):
            best = route
        cap_there = None if route is None else route.cap
        waits.note(every_wait=lattice.every_wait, cap=cap_there)
        if current().stopped:
            break
    stop = current().stopped
    if stop and best is None:
        raise stop
    left_out = () if order.size == ends.size else (_some(order.size, ends.size),)
    if best is None or objective == "slack":
        left_out = (*left_out, *waits.left_out, *_unseen(dynamics, best, close))
    if best is None:
        return _found(dynamics, best, goal, tried, left_out)
    if objective == "slack":
        best = replace(best, gap=max(best.gap, waits.bound - best.value))
    found = _found(dynamics, best, goal, tried, left_out)
    return replace(found, unwanted=find_unwanted(dynamics, best.target, target))


def _unseen(
    dynamics: Dynamics, best: _Route | None, close: float
) -> tuple[Message, ...]:
    """Say that other orders might have more slack against hidden breaches."""
    if not open_watches(dynamics.case) or (best is not None and best.gap <= close):
        return ()
    return (UNSEEN,)


def _some(tried: int, every: int) -> Message:
    return Message(
        "only {tried} of the {every} states where it may end were tried",
        tried=tried,
        every=every,
    )


def _search(dynamics: Dynamics, lattice: Lattice, goal: _Goal) -> _Route | None:
    if not lattice.goals:
        return None
    if goal.objective == "slack":
        return _most_slack(dynamics, lattice, goal.threat)
    figures, stages = least_exposed(dynamics, lattice)
    edges = len(lattice.edges)
    rank = rank_of(figures)
    worst = max(figures[:-1])
    return _Route(lattice.target, worst, 0.0, stages, edges, edges, rank=rank)


def _beats(route: _Route, other: _Route) -> bool:
    if route.rank:
        return route.rank < other.rank
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


def _most_slack(dynamics: Dynamics, lattice: Lattice, threat: ThreatName) -> _Route:
    """Try the cap; if no route has that much slack, bisect below it.

    Where nobody has another move at the target nothing caps a route, and a
    bound that none reaches is looked for first.
    """
    labels = Labels(dynamics, lattice, threat)
    stays = stay_slacks(dynamics, lattice, threat)
    cap = max(stays.values())
    size = _size(dynamics)
    close = _GAP * size
    open_only, met = seen_at_once(dynamics), list[tuple[Stage, ...]]()

    def tried(slack: float) -> tuple[float, tuple[Stage, ...]] | None:
        """Give a route with at least this slack, as the checker finds it."""
        goals = [place for place, most in stays.items() if most >= slack - close]
        stages = labels.route(slack, goals)
        if stages is None:
            return None
        layout = lay_out(dynamics, RoadMap("found", stages))
        worth = _slack_of(open_only, layout, threat)
        met.append(stages)
        return None if worth < slack - close else (worth, stages)

    low, best = tried(-np.inf) or (-np.inf, ())
    high = cap if np.isfinite(cap) else low + size
    # A finite cap is tried once: it often is reached, and then nothing is better.
    # Without a cap the trial slack is doubled until no route has so much.
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
    low, best = _judged_unseen(dynamics, met, threat) or (low, best)
    gap = high - low if np.isfinite(low) else 0.0
    return _Route(
        lattice.target, low, gap, best, len(lattice.edges), labels.n_labels, cap
    )


def _size(dynamics: Dynamics) -> float:
    return max(map(dynamics.payoff_range, range(len(dynamics.parties))))


def _judged_unseen(
    dynamics: Dynamics, met: list[tuple[Stage, ...]], threat: ThreatName
) -> tuple[float, tuple[Stage, ...]] | None:
    """Judge orders with hidden breaches; None where everything is seen at once."""
    if not open_watches(dynamics.case):
        return None
    return best_unseen(dynamics, met, partial(_slack_of, dynamics, threat=threat))


def _slack_of(dynamics: Dynamics, layout: Layout, threat: ThreatName) -> float:
    """Give the least slack of a road map that is laid out, by the checker."""
    table = slack_table(dynamics, layout)
    found = table.breakdown if threat == "breakdown" else table.minmax
    return float(np.nan_to_num(found, nan=np.inf, posinf=np.inf).min())


def _found(
    dynamics: Dynamics,
    route: _Route | None,
    goal: _Goal,
    tried: int,
    left_out: tuple[Message, ...],
) -> Found:
    obstacle = dynamics.obstacle()
    reasons = (*(() if obstacle is None else (obstacle,)), *left_out)
    if route is None:
        return Found(
            objective=goal.objective,
            threat=goal.threat,
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
            reasons=(*reasons, *no_way(dynamics, left_out)),
        )
    road_map = RoadMap("found", route.stages)
    with finishing():
        check = check_road_map(dynamics, road_map)
    cap = route.cap
    if goal.objective == "slack" and check.verdict is not Verdict.PROVED:
        reasons += returns(dynamics)
    return Found(
        objective=goal.objective,
        threat=goal.threat,
        road_map=road_map,
        target=dynamics.engine.state(route.target),
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
