"""What a road map comes to where a leadership does not do its part.

Everybody sees who rules. Where a leadership breaks, its best breach lands as
any breach does: the others' parts go through once, except with escrow. But the
others see it coming, so a part that its owner would rather leave out is left
out too. The breakdown begins in that same period, from where all this lands,
and the breacher owes what it had promised.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.engine.discounted import Values
from detente.study.breach import find_breaches, part_cost
from detente.study.dynamics import Dynamics
from detente.study.guarantee import Promise
from detente.study.road_map import Node
from detente.study.slack import HOLDS
from detente.study.succession import Successions

__all__ = ["Collapses", "debts", "landings_after"]

Places = npt.NDArray[np.int64]


def debts(
    dynamics: Dynamics, node: Node, party: int, start: int
) -> Iterator[tuple[Places, Promise]]:
    """Group a party's breaches at a node by what it owes for afterwards.

    Parameters
    ----------
    dynamics : Dynamics
    node : Node
    party : int
    start : int
        The state at which the road map starts.

    Yields
    ------
    places : int64 array
        Some of its breaches, by position; each stands in one group.
    promise : Promise
        The state prescribed, with what they take early of what a guarantee
        covers and a later stage takes.
    """
    landings = find_breaches(dynamics, node, party).landings
    later = node.ahead & ~start & ~node.end
    early = landings & dynamics.covered(party) & later
    for each in map(int, np.unique(early)):
        promise = dynamics.promise(party, node.end | each, start)
        yield np.flatnonzero(early == each), promise


def landings_after(dynamics: Dynamics, node: Node) -> Places:
    """List the states at which a period may land in which somebody breaches.

    Parameters
    ----------
    dynamics : Dynamics
    node : Node

    Returns
    -------
    int64 array, shape (n_landings,)
        Its start, and every landing of every party's breaches, whichever of
        the others leave their parts out; ascending.
    """
    ends = [node.end]
    for party in range(len(dynamics.parties)):
        part = _part(dynamics, node, party)
        if part:
            ends += [end ^ part for end in ends]
    landings = [
        find_breaches(dynamics, replace(node, end=end), party).landings
        for end in ends
        for party in range(len(dynamics.parties))
    ]
    return np.unique(np.concatenate([[node.start], *landings]))


def _part(dynamics: Dynamics, node: Node, party: int) -> int:
    """Give what a party should do at a node: its flips, as a set of bits."""
    own = int(dynamics.turn(party).flips[-1])
    return (node.start ^ node.end) & own


@dataclass(frozen=True, eq=False)
class Collapses:
    """The breakdown after a break by some leadership, or bounds on what follows.

    Attributes
    ----------
    dynamics : Dynamics
    threats : Successions
        What follows, asked at every landing of `landings_after`.
    start : int
        The state at which the road map starts.
    """

    dynamics: Dynamics
    threats: Successions
    start: int

    def worth(self, node: Node, party: int) -> npt.NDArray[np.float64]:
        """Give what a break by one party is worth to all, under breakdown.

        Parameters
        ----------
        node : Node
        party : int
            Who does not do its part.

        Returns
        -------
        float64 array, shape (n_profiles, n_parties)
            By who rules; minus infinity where it has no other move.
        """
        n_profiles = len(self.threats.leaders.profiles)
        worth = np.full((n_profiles, len(self.dynamics.parties)), -np.inf)
        for places, promise in debts(self.dynamics, node, party, self.start):
            begun = self.threats.get(party, promise).begins(node.time, node.world)
            tables = begun.values.reshape(*worth.shape, -1)
            for profile, table in enumerate(tables):
                found = self._landed(node, party, table, places)
                if found[party] > worth[profile, party] + self._tie:
                    worth[profile] = found
        return worth

    def bound(self, node: Node) -> npt.NDArray[np.float64]:
        """Give the most that each party can have from a node on that is broken.

        Parameters
        ----------
        node : Node

        Returns
        -------
        float64 array, shape (n_profiles, n_parties)
            By who rules, whoever breaks; nobody is worse at any play that
            begins there, or after a breach there.
        """
        columns = self.threats.at(landings_after(self.dynamics, node))
        n_profiles, n_parties = len(self.threats.leaders.profiles), len(self._parties)
        best = np.full((n_profiles, n_parties), -np.inf)
        for breacher in self._parties:
            for _, promise in debts(self.dynamics, node, breacher, self.start):
                for party in self._parties:
                    threat = self.threats.best(party, breacher, promise)
                    begun = threat.begins(node.time, node.world).values[:, columns]
                    most = begun.max(axis=1)
                    best[:, party] = np.maximum(best[:, party], most)
        return best

    @property
    def _parties(self) -> range:
        return range(len(self.dynamics.parties))

    def _landed(
        self, node: Node, party: int, table: Values, places: Places
    ) -> npt.NDArray[np.float64]:
        """Give what all have where some breaches land, the best of them chosen.

        `table` gives what the parties have from every landing on.
        """
        known = find_breaches(self.dynamics, node, party).flips[places]
        while True:
            moves = find_breaches(self.dynamics, node, party)
            among = np.flatnonzero(np.isin(moves.flips, known))
            had = table[party, self.threats.at(moves.landings[among])]
            had = had - self._weight[party] * moves.costs[among]
            best = among[np.argmax(had >= had.max() - self._tie)]
            spent = self._costs(node, party, float(moves.costs[best]))
            landed = table[:, self.threats.at(moves.landings[[best]])[0]]
            worth: npt.NDArray[np.float64] = landed - self._weight * spent
            fewer = self._without((node, party), int(moves.flips[best]), table, worth)
            if fewer is None:
                return worth
            node = fewer

    @property
    def _tie(self) -> float:
        """What is less than a slack that counts as negative does not decide."""
        return HOLDS * max(map(self.dynamics.payoff_range, self._parties))

    @property
    def _weight(self) -> npt.NDArray[np.float64]:
        return 1 - self.threats.patience

    def _costs(
        self, node: Node, breacher: int, spent: float
    ) -> npt.NDArray[np.float64]:
        """Give what the period costs each party in utility."""
        costs = np.zeros(len(self.dynamics.parties))
        for turn in () if node.escrow else self.dynamics.turns:
            costs[turn.party] = part_cost(turn, node.start, node.end)
        costs[breacher] = spent
        return costs

    def _without(
        self,
        at: tuple[Node, int],
        flips: int,
        table: Values,
        had: npt.NDArray[np.float64],
    ) -> Node | None:
        """Leave out the part of one party that is better off so, if there is one."""
        node, breacher = at
        for party in () if node.escrow else self._parties:
            part = _part(self.dynamics, node, party)
            if party == breacher or not part:
                continue
            fewer = replace(node, end=node.end ^ part)
            moves = find_breaches(self.dynamics, fewer, breacher)
            landing = moves.landings[moves.flips == flips]
            if landing.size:
                spared = table[party, self.threats.at(landing)[0]]
                if spared > had[party] + self._tie:
                    return fewer
        return None
