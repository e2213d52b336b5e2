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

from detente.engine.period.discounted import Values
from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import debts
from detente.study.deal.road_map import Layout, Node, lay_out
from detente.study.deal.slack import ThreatName
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import order_only
from detente.study.time.collapse import Collapses, landings_after
from detente.study.time.leadership import Leaders, open_leaders
from detente.study.time.succession import Successions

UNSETTLED = Message(
    "what all others can do against one is not settled at this patience while "
    "leaders change"
)


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
    reasons = turnover_obstacles(dynamics)
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
    check = _Succession(dynamics, layout, leaders, threat).check(road_map.id)
    if threat == "minmax" and not check.exact:
        return replace(check, completed=None, broken_at=(), reasons=(UNSETTLED,))
    return check


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


class _Succession:
    """One road map under turnover; rows of values are profiles times parties."""

    def __init__(
        self, dynamics: Dynamics, layout: Layout, leaders: Leaders, threat: ThreatName
    ) -> None:
        self.dynamics = dynamics
        self.nodes = layout.nodes
        self.leaders = leaders
        self.name = threat
        self.patience = np.nan_to_num(dynamics.patience)
        asked = [landings_after(dynamics, node) for node in self.nodes]
        wanted = np.unique(np.concatenate(asked))
        self.threats = Successions(dynamics, leaders, threat, wanted)
        self.collapses = Collapses(dynamics, self.threats)
        self._worth: dict[tuple[int, int], npt.NDArray[np.float64]] = {}
        self._breached = self._breach()

    def check(self, road_map: str) -> TurnoverCheck:
        """Mark who breaks where, until nothing changes, and weigh it by chance."""
        broken = np.full(self._breached.shape[:2], -1)
        slacks = np.zeros(broken.shape)
        # The first reading, that every leader complies, is asked of expectations under
        # which all do: no marks.
        complies = bool((self._slack(self._values(broken)) >= 0).all())
        while True:
            slack = self._slack(self._values(broken, whoever=self._minmax))
            least = np.where(broken < 0, slack.min(axis=2), np.inf)
            # One at a time, the worst first. All at once would punish a leadership for
            # what its successor is still thought to do: with that one marked the
            # breakdown comes earlier, and the first may have no reason left.
            worst = np.unravel_index(int(least.argmin()), broken.shape)
            if least[worst] >= 0:
                break
            broken[worst] = slack[worst].argmin()
            slacks[worst] = least[worst]
        if not self._minmax:
            broken = self._mended(broken)
        return self._told(road_map, broken, slacks, complies=complies)

    @property
    def _minmax(self) -> bool:
        return self.name == "minmax"

    def _mended(self, broken: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Take marks back, the latest first, where all would comply after all."""
        while True:
            before = broken
            # A mark was set by what others were thought to do then, and they may have
            # been marked since. The latest first, because nothing before it changes its
            # slack.
            for place, profile in np.argwhere(broken >= 0)[::-1]:
                tried = broken.copy()
                tried[place, profile] = -1
                least = self._slack(self._values(tried)).min(axis=2)
                if (least[tried < 0] >= 0).all():
                    broken = tried
            if broken is before:
                return broken

    def _values(
        self, broken: npt.NDArray[np.int64], *, whoever: bool = False
    ) -> npt.NDArray[np.float64]:
        """Give what the road map is worth: (n_nodes + 1, n_profiles, n_parties).

        `whoever`: those who do not rule at first may break anywhere too, where
        that is better for a party, as for a bound on what it can have.
        """
        d, utility = self.patience, self.leaders.utility
        values = np.empty((len(self.nodes) + 1, *utility.shape[:2]))
        free = (self.leaders.start <= 0)[:, np.newaxis] & whoever
        values[-2:] = self._staying(broken[-1], free)
        for place in range(len(self.nodes) - 2, -1, -1):
            node = self.nodes[place]
            onward = self.leaders.into(node.time + 1) @ values[place + 1]
            flow = utility[:, :, node.end] - self._cost(node)
            values[place] = (1 - d) * flow + d * onward
            if whoever:
                most = np.maximum(values[place], self._bound(place))
                values[place] = np.where(free, most, values[place])
            self._collapse(values[place], place, broken[place])
        return values

    def _staying(
        self, broken: npt.NDArray[np.int64], free: npt.NDArray[np.bool_]
    ) -> Values:
        """Solve staying for ever, some combinations of leaders breaking."""
        values = (1 - self.patience) * self.leaders.utility[:, :, self.nodes[-1].end]
        self._collapse(values, -1, broken)
        stays = np.tile((broken < 0)[:, np.newaxis], len(self.patience))
        if not free.any():
            return self._stayed(values, stays)
        tie = self.threats.tolerance
        flow, bound = values.copy(), self._bound(-1)
        while True:
            staying = self._stayed(values, stays)
            onward = flow + self.patience * (self.leaders.usual @ staying)
            # A bound for each party by itself: whoever does not rule at first stays or
            # breaks as is best for that party. That is a decision of one side, and
            # changing wherever it pays at once improves until nothing does (Howard
            # 1960).
            better = np.where(stays, bound > onward + tie, onward > bound + tie)
            changed = free & (broken < 0)[:, np.newaxis] & better
            if not changed.any():
                return staying
            stays = stays ^ changed
            values = np.where(stays, flow, np.where(changed, bound, values))

    def _stayed(self, values: Values, stays: npt.NDArray[np.bool_]) -> Values:
        """Give what staying is worth, by profiles and parties that stay."""
        staying = values.copy()
        for party, d in enumerate(self.patience):
            stay = stays[:, party, np.newaxis]
            chain = np.where(stay, d * self.leaders.usual, 0.0)
            eye = np.eye(len(chain))
            staying[:, party] = np.linalg.solve(eye - chain, values[:, party])
        return staying

    def _collapse(
        self, values: Values, place: int, broken: npt.NDArray[np.int64]
    ) -> None:
        """Where somebody breaks, the breakdown begins in this period."""
        for profile in np.flatnonzero(broken >= 0):
            if self._minmax:
                values[profile] = self._bound(place)[profile]
            else:
                values[profile] = self._broken(place, int(broken[profile]))[profile]

    def _broken(self, place: int, party: int) -> npt.NDArray[np.float64]:
        """Give what a break by one party at one node is worth to all."""
        key = place % len(self.nodes), party
        if key not in self._worth:
            self._worth[key] = self.collapses.worth(self.nodes[place], party)
        return self._worth[key]

    def _bound(self, place: int) -> npt.NDArray[np.float64]:
        """Give the most that anybody can have where one node is broken."""
        key = place % len(self.nodes), -1
        if key not in self._worth:
            self._worth[key] = self.collapses.bound(self.nodes[place])
        return self._worth[key]

    def _breach(self) -> npt.NDArray[np.float64]:
        """Give what the best breach is worth, by node, profile and party."""
        d, utility = self.patience, self.leaders.utility
        best = np.full((len(self.nodes), *utility.shape[:2]), -np.inf)
        for place, node in enumerate(self.nodes):
            into = self.leaders.into(node.time + 1)
            for party in range(len(d)):
                moves = find_breaches(self.dynamics, node, party)
                owed = debts(self.dynamics, node, party, moves.landings)
                for at, promise in owed if moves.flips.size else ():
                    threat = self.threats.get(party, promise)
                    after = threat.after(node.time + 1, node.world)
                    after = after[self.threats.rows(party)]
                    landings = moves.landings[at]
                    flow = utility[:, party][:, landings] - moves.costs[at]
                    flow = flow - threat.lump()[landings]
                    later = d[party] * (into @ after[:, threat.at(landings)])
                    breached = ((1 - d[party]) * flow + later).max(axis=1)
                    best[place, :, party] = np.maximum(best[place, :, party], breached)
        return best

    def _slack(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Give slack by node, profile and party; the tolerance is added."""
        d, utility = self.patience, self.leaders.utility
        slack = np.empty(self._breached.shape)
        for place, node in enumerate(self.nodes):
            onward = self.leaders.into(node.time + 1) @ values[place + 1]
            flow = utility[:, :, node.end] - self._cost(node)
            slack[place] = (1 - d) * flow + d * onward
        size = [self.dynamics.payoff_range(party) for party in range(len(d))]
        return slack - self._breached + HOLDS * np.array(size)

    def _cost(self, node: Node) -> npt.NDArray[np.float64]:
        parties = range(len(self.patience))
        return np.array(
            [find_breaches(self.dynamics, node, party).part_cost for party in parties]
        )

    def _told(
        self,
        road_map: str,
        broken: npt.NDArray[np.int64],
        slacks: npt.NDArray[np.float64],
        *,
        complies: bool,
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
            every_leader_complies=complies if self._minmax else not breaks,
            first_leaders_comply=not (broken[:, first] >= 0).any(),
            exact=self.threats.exact,
        )
