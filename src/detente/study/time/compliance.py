"""Who does its part of a road map while leaders change, and who does not.

The combination of leaders that would gain most by a breach at some stage is marked
as breaking there, the breakdown starting in that period; the others reckon with it,
and the marking goes on until nobody who is not marked would breach. Then marks are
taken back where that can be done.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.period.discounted import Values
from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import debts
from detente.study.deal.road_map import Layout, Node
from detente.study.deal.tolerance import slight
from detente.study.time.collapse import Collapses
from detente.study.time.kept import Kept
from detente.study.time.outliving import Outliving, outlive
from detente.study.time.succession import Successions


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
    chance : float
        That it is broken there under these leaders; after completion, as far as
        `Outliving.curve` goes.
    """

    stage: int | None
    leaders: tuple[str, ...]
    party: str
    slack: float
    chance: float = 0.0


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
    outliving : Outliving or None
        How likely it stands and until when; under breakdown only.
    kept : Kept or None
        How likely it is neither cheated on nor called off; where that was asked.
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
    outliving: Outliving | None = None
    kept: Kept | None = None

    @property
    def told(self) -> Kept | Outliving | None:
        """What is known of how likely it stands: with calling off if that was asked."""
        return self.kept or self.outliving


class Marked(NamedTuple):
    """Who breaks a road map where.

    Attributes
    ----------
    broken : int64 array, shape (n_nodes, n_profiles)
        Which party breaks at each node under each combination of leaders, -1 where
        nobody does.
    slacks : float64 array, shape (n_nodes, n_profiles)
        Its slack when it was marked.
    complies : bool
        Whether every leader would do its part if all did.
    """

    broken: npt.NDArray[np.int64]
    slacks: npt.NDArray[np.float64]
    complies: bool


class Succession:
    """One road map under turnover; rows of values are profiles times parties."""

    def __init__(self, threats: Successions, layout: Layout) -> None:
        dynamics, leaders = threats.dynamics, threats.leaders
        self.dynamics = dynamics
        self.nodes = layout.nodes
        self.leaders = leaders
        self.name = threats.name
        self.patience = threats.patience
        self.threats = threats
        self.collapses = Collapses(dynamics, threats)
        self._bounds: dict[int, npt.NDArray[np.float64]] = {}
        n_parties = len(self.patience)
        shape = (len(self.nodes), n_parties, len(leaders.profiles), n_parties)
        # What a break is worth to all, by who breaks and who rules, as it is asked.
        self._broken = np.full(shape, np.nan)
        price, utility = 1 - self.patience, leaders.utility
        self._into = np.stack([leaders.into(node.time + 1) for node in self.nodes])
        self._flow = np.stack(
            [price * (utility[:, :, n.end] - self.cost(n)) for n in self.nodes]
        )
        self._stays = price * utility[:, :, self.nodes[-1].end]
        parties = range(len(self.patience))
        self._least = np.array([slight(dynamics, p) for p in parties])
        self._breached = self._breach()
        # What each may do instead of its part, the best of it.
        self._instead = self._breached

    def check(self, road_map: str) -> TurnoverCheck:
        """Mark who breaks where, and weigh it by chance."""
        return self.told(road_map, self.mark())

    def mark(self) -> Marked:
        """Mark who breaks where, until nothing changes."""
        broken = np.full(self._breached.shape[:2], -1)
        slacks = np.zeros(broken.shape)
        # The first reading, that every leader complies, is asked of expectations under
        # which all do: no marks.
        complies = bool((self._slack(self._values(broken)) >= 0).all())
        values = self._values(broken, whoever=self._minmax)
        while True:
            slack = self._slack(values)
            least = np.where(broken < 0, slack.min(axis=2), np.inf)
            # One at a time, the worst first. All at once would punish a leadership for
            # what its successor is still thought to do: with that one marked the
            # breakdown comes earlier, and the first may have no reason left.
            place, profile = np.unravel_index(int(least.argmin()), broken.shape)
            if least[place, profile] >= 0:
                break
            broken[place, profile] = slack[place, profile].argmin()
            slacks[place, profile] = least[place, profile]
            since = int(place), values
            values = self._values(broken, whoever=self._minmax, since=since)
        if not self._minmax:
            broken = self._mended(broken)
        return Marked(broken, slacks, complies)

    @property
    def _minmax(self) -> bool:
        return self.name == "minmax"

    def _mended(self, broken: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Take marks back, the latest first, where all would comply after all."""
        values = self._values(broken)
        while True:
            before = broken
            # A mark was set by what others were thought to do then, and they may have
            # been marked since. The latest first, because nothing before it changes its
            # slack.
            for place, profile in np.argwhere(broken >= 0)[::-1]:
                tried = broken.copy()
                tried[place, profile] = -1
                onward = self._values(tried, since=(int(place), values))
                least = self._slack(onward).min(axis=2)
                if (least[tried < 0] >= 0).all():
                    broken, values = tried, onward
            if broken is before:
                return broken

    def _values(
        self,
        broken: npt.NDArray[np.int64],
        *,
        whoever: bool = False,
        since: tuple[int, npt.NDArray[np.float64]] | None = None,
    ) -> npt.NDArray[np.float64]:
        """Give what the road map is worth: (n_nodes + 1, n_profiles, n_parties).

        `whoever`: those who do not rule at first may break anywhere too, where
        that is better for a party, as for a bound on what it can have. `since`: the
        latest place where a mark is new, and the values before it was.
        """
        last = len(self.nodes) - 1
        free = (self.leaders.start <= 0)[:, np.newaxis] & whoever
        first, known = (last, None) if since is None else since
        if known is None:
            known = np.empty((len(self.nodes) + 1, *self._flow.shape[1:]))
        values = known.copy()
        if first == last:
            values[-2:] = self._staying(broken[-1], free)
            first -= 1
        for place in range(first, -1, -1):
            onward = self._into[place] @ values[place + 1]
            onward *= self.patience
            onward += self._flow[place]
            if whoever:
                most = np.maximum(onward, self._bound(place))
                onward = np.where(free, most, onward)
            self._collapse(onward, place, broken[place])
            if since is not None and np.array_equal(onward, values[place]):
                # What comes before leads here only, and has what it had.
                break
            values[place] = onward
        return values

    def _staying(
        self, broken: npt.NDArray[np.int64], free: npt.NDArray[np.bool_]
    ) -> Values:
        """Solve staying for ever, some combinations of leaders breaking."""
        values = self._stays.copy()
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
        chain = self.patience[:, np.newaxis, np.newaxis] * self.leaders.usual
        chain = np.eye(len(values)) - np.where(stays.T[:, :, np.newaxis], chain, 0.0)
        solved = np.linalg.solve(chain, values.T[:, :, np.newaxis])
        return np.asarray(solved[..., 0].T, np.float64)

    def _collapse(
        self, values: Values, place: int, broken: npt.NDArray[np.int64]
    ) -> None:
        """Where somebody breaks, the breakdown begins in this period."""
        marked = np.flatnonzero(broken >= 0)
        if not marked.size:
            return
        if self._minmax:
            values[marked] = self._bound(place)[marked]
            return
        parties = broken[marked]
        node, table = self.nodes[place], self._broken[place]
        for party in set(parties.tolist()):
            if np.isnan(table[party, 0, 0]):
                table[party] = self.collapses.worth(node, party)
        values[marked] = table[parties, marked]

    def _bound(self, place: int) -> npt.NDArray[np.float64]:
        """Give the most that anybody can have where one node is broken."""
        place %= len(self.nodes)
        if place not in self._bounds:
            self._bounds[place] = self.collapses.bound(self.nodes[place])
        return self._bounds[place]

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
                    flow = flow - threat.lump(landings, node.world)
                    later = d[party] * (into @ after[:, threat.at(landings)])
                    breached = ((1 - d[party]) * flow + later).max(axis=1)
                    best[place, :, party] = np.maximum(best[place, :, party], breached)
        return best

    def _slack(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Give slack by node, profile and party; the tolerance is added."""
        onward = self._into @ values[1:]
        onward *= self.patience
        onward += self._flow
        onward -= self._instead
        onward += self._least
        return onward

    def cost(self, node: Node) -> npt.NDArray[np.float64]:
        """Give what doing its part costs each party; shape (n_parties,)."""
        parties = range(len(self.patience))
        return np.array(
            [find_breaches(self.dynamics, node, party).part_cost for party in parties]
        )

    def told(self, road_map: str, marked: Marked) -> TurnoverCheck:
        """Weigh the marks by how likely they are met."""
        broken, slacks, complies = marked
        first, nodes = self.leaders.start > 0, self.nodes
        outliving, lost = outlive(
            self.dynamics, nodes, self.leaders, self.collapses, broken
        )
        broken_at = dict[int, float]()
        for place, node in enumerate(nodes):
            if node.stage is not None:
                lost_here = broken_at.get(node.stage, 0.0) + float(lost[place].sum())
                broken_at[node.stage] = lost_here
        breaks = tuple(
            SuccessorBreak(
                stage=nodes[place].stage,
                leaders=self.leaders.profiles[profile],
                party=self.dynamics.parties[broken[place, profile]],
                slack=float(slacks[place, profile]),
                chance=float(lost[place, profile]),
            )
            for place, profile in np.argwhere(broken >= 0)
        )
        return TurnoverCheck(
            road_map=road_map,
            threat=self.name,
            breaks=breaks,
            completed=max(0.0, 1 - sum(broken_at.values())),
            broken_at=tuple(broken_at.items()),
            every_leader_complies=complies if self._minmax else not breaks,
            first_leaders_comply=not (broken[:, first] >= 0).any(),
            exact=self.threats.exact,
            outliving=None if self._minmax else outliving,
        )
