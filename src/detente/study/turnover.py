"""Road maps when leaders change: which successors break them, and how likely.

Everybody sees who rules. The combination of leaders that would gain most by a
breach at some stage is marked as breaking there, the breakdown starting in
that period; the others reckon with it, and the marking goes on until nobody
who is not marked would breach. Then marks are taken back where that can be
done. The outcome is one map of who complies, not proved to be the one with the
most compliance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.engine.discounted import Values
from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.study.breach import find_breaches
from detente.study.dynamics import Dynamics, order_only
from detente.study.flow import per_year
from detente.study.guarantee import Promise
from detente.study.leadership import Leaders, chance_per_period, open_leaders
from detente.study.road_map import Layout, Node, lay_out
from detente.study.slack import HOLDS, ThreatName
from detente.study.succession import Successions
from detente.study.thresholds import Interval, Threshold, find_intervals

__all__ = ["SuccessorBreak", "TurnoverCheck", "check_turnover", "largest_turnover"]


@dataclass(frozen=True, slots=True)
class SuccessorBreak:
    """One combination of leaders that breaks a road map.

    Attributes
    ----------
    stage : int or None
        None is staying at the target.
    leaders : tuple of str
        A leadership a party, the party's own id for its own preferences.
    party : str
        Who gains by it.
    slack : float
    """

    stage: int | None
    leaders: tuple[str, ...]
    party: str
    slack: float


@dataclass(frozen=True, slots=True)
class TurnoverCheck:
    """What turnover does to a road map, under one threat.

    Attributes
    ----------
    breaks : tuple of SuccessorBreak
        In the order of stages.
    completed : float
        The chance that the target is reached.
    broken_at : tuple of (int, float)
        The chance that it breaks at each stage.
    every_leader_complies : bool
        The first reading of surviving turnover.
    first_leaders_comply : bool
        The second: those who may rule at first comply everywhere, knowing
        that others will not.
    exact : bool
        Whether every breakdown used is a fixed point.
    reasons : tuple of Message
        Why there is no answer.
    """

    road_map: str
    threat: str
    breaks: tuple[SuccessorBreak, ...]
    completed: float | None
    broken_at: tuple[tuple[int, float], ...]
    every_leader_complies: bool
    first_leaders_comply: bool
    exact: bool
    reasons: tuple[Message, ...] = ()


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
    threat : str
        breakdown or minmax.
    chances : mapping of int to float, or None
        Other chances per period for some rules of turnover, by position.

    Returns
    -------
    TurnoverCheck
    """
    reasons = _obstacles(dynamics)
    leaders = open_leaders(dynamics, chances)
    last = max(leaders.scheduled, default=0)
    dynamics = replace(dynamics, countdown=replace(dynamics.countdown, last=last))
    layout = lay_out(dynamics, road_map)
    if reasons or layout.reasons:
        return TurnoverCheck(
            road_map=road_map.id,
            threat=threat,
            breaks=(),
            completed=None,
            broken_at=(),
            every_leader_complies=False,
            first_leaders_comply=False,
            exact=False,
            reasons=reasons or layout.reasons,
        )
    return _Succession(dynamics, layout, leaders, threat).check(road_map.id)


def largest_turnover(dynamics: Dynamics, road_map: RoadMap) -> tuple[Threshold, ...]:
    """Find up to which chance per period of a change a road map holds.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap

    Returns
    -------
    tuple of Threshold
        For each rule of turnover with a hazard, where those who rule at first
        comply everywhere, the other rules as they stand.
    """
    if _obstacles(dynamics) or lay_out(dynamics, road_map).reasons:
        return ()
    found = []
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
            return (
                1.0 if proved else -1.0,
                1.0 if judged[1].first_leaders_comply else -1.0,
            )

        proved, possible = find_intervals(margins, tuple(np.linspace(0, 1, 41)))
        found.append(
            Threshold(
                kind="turnover",
                party=rule.party,
                proved=proved,
                possible=possible,
                per_year=tuple(_in_a_year(dynamics, each) for each in proved),
                leadership=rule.after,
            )
        )
    return tuple(found)


def _in_a_year(dynamics: Dynamics, interval: Interval) -> Interval:
    """Turn chances of a change per period into chances within a year."""
    period = dynamics.case.negotiation.period
    low, high = (
        1 - per_year(1 - chance, period) for chance in (interval.low, interval.high)
    )
    return replace(interval, low=low, high=high)


_THREATS: tuple[ThreatName, ThreatName] = ("breakdown", "minmax")


def _obstacles(dynamics: Dynamics) -> tuple[Message, ...]:
    obstacle = dynamics.obstacle()
    if obstacle is not None:
        return (obstacle,)
    return tuple(
        Message("the leadership {name} has an order only", name=each.id)
        for each in dynamics.case.negotiation.leaderships
        if order_only(each.preference)
    )


class _Succession:
    """One road map under turnover; rows of values are profiles times parties."""

    def __init__(
        self, dynamics: Dynamics, layout: Layout, leaders: Leaders, threat: ThreatName
    ) -> None:
        self.dynamics = dynamics
        self.nodes = layout.nodes
        self.start = layout.start or 0
        self.leaders = leaders
        self.name = threat
        self.patience = np.nan_to_num(dynamics.patience)
        self.threats = Successions(dynamics, leaders, threat, self._asked())
        self._breached = self._breach()

    def check(self, road_map: str) -> TurnoverCheck:
        """Mark who breaks where, until nothing changes, and weigh it by chance."""
        shape = (len(self.nodes), len(self.leaders.profiles))
        broken = np.full(shape, -1)
        slacks = np.zeros(shape)
        while True:
            slack = self._slack(self._values(broken))
            least = np.where(broken < 0, slack.min(axis=2), np.inf)
            worst = np.unravel_index(int(least.argmin()), shape)
            if least[worst] >= 0:
                break
            broken[worst] = slack[worst].argmin()
            slacks[worst] = least[worst]
        return self._told(road_map, self._mended(broken), slacks)

    def _mended(self, broken: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Take marks back, the latest first, where all would comply after all."""
        for place, profile in np.argwhere(broken >= 0)[::-1]:
            tried = broken.copy()
            tried[place, profile] = -1
            least = self._slack(self._values(tried)).min(axis=2)
            if (least[tried < 0] >= 0).all():
                broken = tried
        return broken

    def _values(self, broken: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Give what the road map is worth: (n_nodes + 1, n_profiles, n_parties)."""
        d, utility = self.patience, self.leaders.utility
        values = np.empty((len(self.nodes) + 1, *utility.shape[:2]))
        values[-2:] = self._staying(broken[-1])
        for place in range(len(self.nodes) - 2, -1, -1):
            node = self.nodes[place]
            cost = np.array([self._cost(node, party) for party in range(len(d))])
            onward = self.leaders.into(node.time + 1) @ values[place + 1]
            values[place] = (1 - d) * (utility[:, :, node.end] - cost) + d * onward
            self._collapse(values[place], node, broken[place])
        return values

    def _staying(self, broken: npt.NDArray[np.int64]) -> Values:
        """Solve staying for ever, some combinations of leaders breaking."""
        node, utility = self.nodes[-1], self.leaders.utility
        values = (1 - self.patience) * utility[:, :, node.end]
        self._collapse(values, node, broken)
        stays = (broken < 0)[:, np.newaxis]
        for party, d in enumerate(self.patience):
            chain = np.where(stays, d * self.leaders.usual, 0.0)
            values[:, party] = np.linalg.solve(
                np.eye(len(chain)) - chain, values[:, party]
            )
        return values

    def _collapse(
        self, values: Values, node: Node, broken: npt.NDArray[np.int64]
    ) -> None:
        """Where somebody breaks, the breakdown begins in this period."""
        for profile in np.flatnonzero(broken >= 0):
            for party in range(values.shape[1]):
                promise = self._promise(node, party) if party == broken[profile] else ()
                begun = self.threats.get(party, promise).begins(node.time, node.world)
                column = np.searchsorted(self.threats.wanted, node.start)
                rows = begun.values[self.threats.rows(party)]
                values[profile, party] = rows[profile, column]

    def _breach(self) -> npt.NDArray[np.float64]:
        """Give what the best breach is worth, by node, profile and party."""
        d, utility = self.patience, self.leaders.utility
        best = np.full((len(self.nodes), *utility.shape[:2]), -np.inf)
        for place, node in enumerate(self.nodes):
            into = self.leaders.into(node.time + 1)
            for party in range(len(d)):
                moves = find_breaches(self.dynamics, node, party)
                if moves.flips.size:
                    threat = self.threats.get(party, self._promise(node, party))
                    after = threat.after(node.time + 1, node.world)
                    after = after[self.threats.rows(party)]
                    flow = utility[:, party][:, moves.landings] - moves.costs
                    flow = flow - threat.lump()[moves.landings]
                    later = d[party] * (into @ after[:, threat.at(moves.landings)])
                    best[place, :, party] = ((1 - d[party]) * flow + later).max(axis=1)
        return best

    def _slack(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Give slack by node, profile and party; the tolerance is added."""
        d, utility = self.patience, self.leaders.utility
        slack = np.empty(self._breached.shape)
        for place, node in enumerate(self.nodes):
            cost = np.array([self._cost(node, party) for party in range(len(d))])
            onward = self.leaders.into(node.time + 1) @ values[place + 1]
            slack[place] = (1 - d) * (utility[:, :, node.end] - cost) + d * onward
        size = [self.dynamics.payoff_range(party) for party in range(len(d))]
        return slack - self._breached + HOLDS * np.array(size)

    def _asked(self) -> npt.NDArray[np.int64]:
        """List the states at which a breach lands, or a breakdown may begin."""
        landings = [
            find_breaches(self.dynamics, node, party).landings
            for node in self.nodes
            for party in range(len(self.dynamics.parties))
        ]
        starts = np.array([node.start for node in self.nodes])
        return np.unique(np.concatenate([starts, *landings]))

    def _cost(self, node: Node, party: int) -> float:
        return find_breaches(self.dynamics, node, party).part_cost

    def _promise(self, node: Node, party: int) -> Promise:
        return self.dynamics.promise(party, node.end, self.start)

    def _told(
        self,
        road_map: str,
        broken: npt.NDArray[np.int64],
        slacks: npt.NDArray[np.float64],
    ) -> TurnoverCheck:
        """Weigh the marks by how likely they are met."""
        first = self.leaders.start > 0
        mass, broken_at = self.leaders.start, dict[int, float]()
        for place, node in enumerate(self.nodes):
            if node.stage is None:
                break
            lost = float(mass[broken[place] >= 0].sum())
            broken_at[node.stage] = broken_at.get(node.stage, 0.0) + lost
            left = np.where(broken[place] >= 0, 0.0, mass)
            mass = left @ self.leaders.into(node.time + 1)
        breaks = tuple(
            SuccessorBreak(
                stage=self.nodes[place].stage,
                leaders=self.leaders.profiles[profile],
                party=self.dynamics.parties[broken[place, profile]],
                slack=float(slacks[place, profile]),
            )
            for place, profile in np.argwhere(broken >= 0)
        )
        return TurnoverCheck(
            road_map=road_map,
            threat=self.name,
            breaks=breaks,
            completed=float(mass.sum()),
            broken_at=tuple(broken_at.items()),
            every_leader_complies=not breaks,
            first_leaders_comply=not (broken[:, first] >= 0).any(),
            exact=self.threats.exact,
        )
