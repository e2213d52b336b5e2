"""The best order: a road map from now to a target with the most slack.

Target by target, those first at which staying has the most slack: it bounds every
route. What is found is judged again by the checker of road maps. The route with the
least exposure is exact: exposure depends on states alone.
"""

from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, bits
from detente.engine.budget import counted, current, finishing, ticking, unless_stopped
from detente.errors import Message, TooLargeError
from detente.model.road_map import RoadMap, Step
from detente.records import dataclass
from detente.study.deal.deviation import ThreatName
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.staying import stay_slack
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.deal.watch import open_watches
from detente.study.game.dynamics import Dynamics
from detente.study.search.exposed_ways import (
    largest_along,
    least_exposed,
    rank_of,
)
from detente.study.search.first_way import NOT_COMPARED, find_first_way, nearest_first
from detente.study.search.most_slack import (
    Route,
    close_by,
    find_most_slack,
    slack_of,
)
from detente.study.search.obstruction import Blocked, find_blocked
from detente.study.search.package_graph import Lattice, open_lattice
from detente.study.search.unseen_orders import UNSEEN
from detente.study.search.untried import Waits, no_way, returns, some_targets
from detente.study.search.unwanted import find_unwanted, has_idle

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
        Where there would be too many packages to try, to every target there is.

    Notes
    -----
    Time counts until the last deadline has fallen, as the check counts it: a
    stage takes place when it is due, or waits for a deadline, or until just before
    it; where the lattice is small, for any number of periods until then. The reasons
    say which pauses were not tried, and the gap counts them.
    """
    search = _Search(dynamics, target, objective, package)
    search.run()
    best, left_out = search.best, search.left_out
    if best is None:
        return _found(dynamics, best, search.goal, search.tried, left_out)
    found = _found(dynamics, best, search.goal, search.tried, left_out)
    none: tuple[Step, ...] = ()
    ask = partial(find_unwanted, dynamics, best.target, target)
    return replace(found, unwanted=unless_stopped(ask, none))


class _Search:
    """One search through all targets, with the best route so far."""

    def __init__(
        self, dynamics: Dynamics, target: Bools, objective: str, package: int
    ) -> None:
        obstacle = dynamics.obstacle()
        threat: ThreatName = "breakdown" if obstacle is None else "minmax"
        self.dynamics, self.package = dynamics, package
        self.goal = _Goal(objective, threat)
        self.waits = Waits(dynamics)
        self.close = close_by(dynamics)
        self.best: Route | None = None
        self.most = -np.inf
        self.tried = 0
        self.target = target
        # Before a deadline staying at a state is no bound for what ends there.
        self.by_cap = objective == "slack" and not self.waits.timed
        self.spare: dict[int, int] = {}
        self.wished = [(end, np.inf) for end in nearest_first(dynamics, target)]
        self.n_ends = len(self.wished)
        self.ahead = list(self.wished)
        self.too_far: list[tuple[int, float]] = []
        self.refusal: TooLargeError | None = None

    def run(self) -> None:
        """Search; where nothing is found before the time is over, take any order.

        Raises
        ------
        StoppedError
            Where not even that is known.
        TooLargeError
            Where there would be too many packages to try to all targets that are left.
        """
        unless_stopped(self._through, None)
        stop = current().stopped
        if self.best is None and stop:
            self.best = self._first()
            if self.best is None:
                raise stop
        if self.best is None and self.refusal:
            raise self.refusal
        if self.best is not None and self.goal.objective == "slack":
            more = max(self.most, self.waits.bound) - self.best.value
            self.best = replace(self.best, gap=max(self.best.gap, more))
        ahead = (*self.ahead, *self.too_far)
        if self.best is not None and ahead:
            # What was not looked at can be as good as staying there.
            most = max(cap for _, cap in ahead)
            gap = most - self.best.value if self.by_cap else np.inf
            self.best = replace(self.best, gap=max(self.best.gap, gap))

    def _ranked(self) -> list[tuple[int, float]]:
        """Put first where staying has the most slack; the nearest first of equals."""
        ends = np.array([end for end, _ in self.wished], np.int64)
        caps = np.full(ends.size, np.inf)
        if self.by_cap:
            caps = _caps(self.dynamics, self.goal.threat)[ends]
        order = np.argsort(-caps, kind="stable")[:_TARGETS]
        wished = [(int(ends[at]), float(caps[at])) for at in order]
        # What holds a change that nobody wants and that keeps nobody is a target only
        # where no other one is reached; of those the nearest, which has no such change
        # to spare.
        start = self.dynamics.engine.status_quo
        self.spare = {
            end: bits.distance(start, end)
            if has_idle(self.dynamics, end, self.target)
            else 0
            for end, _ in ticking(wished)
        }
        return sorted(wished, key=lambda each: self.spare[each[0]])

    def _through(self) -> None:
        self.wished = self.ahead = self._ranked()
        for place, (end, cap) in enumerate(counted(self.wished)):
            best = self.best
            if best and self.spare[end] > self.spare[best.target]:
                break
            # No route to a state has more slack than staying there, and the states
            # come by that: what cannot beat the best so far is not searched.
            if best and self.by_cap and cap <= best.value + self.close:
                continue
            self.ahead = self.wished[place:]
            try:
                self._add(end)
            except TooLargeError as error:
                self.refusal = self.refusal or error
                self.too_far.append((end, cap))
        self.ahead = []

    def _add(self, end: int) -> None:
        dynamics = self.dynamics
        start = dynamics.engine.status_quo
        lattice = open_lattice(dynamics, start, end, self.package)
        self.tried += 1
        route = _search(dynamics, lattice, self.goal)
        if route is not None:
            self.most = max(self.most, route.value + route.gap)
            if self.best is None or _beats(route, self.best):
                self.best = route
        cap = None if route is None else route.cap
        self.waits.note(every_wait=lattice.every_wait, cap=cap)

    def _first(self) -> Route | None:
        """Take the first order that can be carried out, and judge it."""
        dynamics = self.dynamics
        way = find_first_way(dynamics, (end for end, _ in self.wished), self.package)
        if way is None:
            return None
        with finishing():
            layout = lay_out(dynamics, RoadMap("found", way.stages))
            if self.goal.objective == "slack":
                value = slack_of(dynamics, layout, self.goal.threat)
            else:
                value = max(largest_along(dynamics, layout))
        self.tried = max(self.tried, 1)
        return Route(way.target, value, np.inf, way.stages, 0, 0, first=True)

    @property
    def left_out(self) -> tuple[Message, ...]:
        """What was not tried."""
        best, tried = self.best, len(self.wished) - len(self.too_far)
        left = () if tried == self.n_ends else (some_targets(tried, self.n_ends),)
        if best is None or self.goal.objective == "slack":
            unseen = _unseen(self.dynamics, best, self.close)
            left = (*left, *self.waits.left_out, *unseen)
        return (NOT_COMPARED, *left) if best and best.first else left


def _unseen(
    dynamics: Dynamics, best: Route | None, close: float
) -> tuple[Message, ...]:
    """Say that other orders might have more slack against hidden breaches."""
    if not open_watches(dynamics.case) or (best is not None and best.gap <= close):
        return ()
    return (UNSEEN,)


def _search(dynamics: Dynamics, lattice: Lattice, goal: _Goal) -> Route | None:
    """Find the best route to one target; none where nothing leads there."""
    if not lattice.goals:
        return None
    if goal.objective == "slack":
        return find_most_slack(dynamics, lattice, goal.threat)
    figures, stages = least_exposed(dynamics, lattice)
    edges = len(lattice.edges)
    rank = rank_of(figures)
    worst = max(figures[:-1])
    return Route(lattice.target, worst, 0.0, stages, edges, edges, rank=rank)


def _beats(route: Route, other: Route) -> bool:
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


def _found(
    dynamics: Dynamics,
    route: Route | None,
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
