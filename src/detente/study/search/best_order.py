"""The order of steps to one target that is worth most to the worst-off party.

A lattice of the states where a way may lead, and labels set backward as for slack:
what is asked of the value from a stage on is that nobody calls the deal off there, and
of the value from the beginning that it reaches a trial share of each party's range.
"""

from functools import cached_property, partial

import numpy as np

from detente.engine.bits import differing
from detente.engine.budget import current, ticking, unless_stopped
from detente.model.road_map import RoadMap, Stage
from detente.records import dataclass
from detente.study.deal.breach import part_cost
from detente.study.deal.calling_off import later
from detente.study.deal.road_map import Layout, Node, lay_out
from detente.study.deal.tolerance import slight
from detente.study.deal.value_along import values_along
from detente.study.deal.way_out import ways_out_at
from detente.study.game.dynamics import Dynamics
from detente.study.search.label_setting import Labels
from detente.study.search.package_graph import Edge, Lattice
from detente.study.search.stage_needs import MYOPIC, Needs, gathered

_STEPS = 40
CLOSE = 1e-4
"""Of a party's payoff range: two deals nearer than this are as good as each other."""


@dataclass(frozen=True, slots=True)
class Order:
    """One order of steps to a target.

    Attributes
    ----------
    stages : tuple of Stage
    worth : tuple of float
        Against today, as a share of each counted party's payoff range, in file order.
    gap : float
        How much more another order could be worth to the worst-off at most.
    """

    stages: tuple[Stage, ...]
    worth: tuple[float, ...]
    gap: float

    @property
    def least(self) -> float:
        """What it is worth to the worst-off."""
        return min(self.worth)


class Outs:
    """What calling a deal off is worth in each period, found once for all targets.

    What goes back is what has been changed until then, so that the target does not
    count.

    Parameters
    ----------
    dynamics : Dynamics
    start : int
        The state at which road maps begin.
    """

    def __init__(self, dynamics: Dynamics, start: int) -> None:
        self.dynamics, self.start = dynamics, start
        self._known: dict[tuple[int, int, int, int], float | None] = {}

    def best(self, node: Node, party: int) -> float | None:
        """Give what its best way out is worth to a party, None without one.

        Parameters
        ----------
        node : Node
            Without escrow.
        party : int
            One that has weights and patience.
        """
        key = (node.start, node.end, node.world, party)
        if key not in self._known:
            self._known[key] = self._find(node, party)
        return self._known[key]

    def _find(self, node: Node, party: int) -> float | None:
        dynamics = self.dynamics
        since = self.start, differing(self.start, node.start)
        ways = ways_out_at(dynamics, node, party, since)
        if ways is None:
            return None
        d, flows = float(dynamics.patience[party]), dynamics.utility[party]
        now = (1 - d) * (flows[ways.landings] - ways.costs)
        return float((now + later(ways, flows, d)).max())

    def stay(self, target: int) -> bool:
        """Whether nobody would call a deal off once it has reached its target.

        Parameters
        ----------
        target : int
            A state.

        Returns
        -------
        bool
            As far as parties have weights and patience.
        """
        agreed = differing(self.start, target)
        clock = self.dynamics.countdown
        world = clock.first_world(self.start)
        node = Node(clock.horizon, world, target, target, agreed=agreed)
        utility = self.dynamics.utility
        for party in known_parties(self.dynamics):
            out = self.best(node, party)
            little = slight(self.dynamics, party)
            if out is not None and utility[party, target] < out - little:
                return False
        return True


def known_parties(dynamics: Dynamics) -> tuple[int, ...]:
    """Give the parties that have weights and patience."""
    every = range(len(dynamics.parties))
    return tuple(party for party in every if dynamics.reason(party) is None)


def counted_parties(dynamics: Dynamics) -> tuple[int, ...]:
    """Give the parties whose worth can be held against their payoff range."""
    return tuple(
        party for party in known_parties(dynamics) if dynamics.payoff_range(party) > 0
    )


def relative_worth(dynamics: Dynamics, layout: Layout) -> tuple[float, ...]:
    """Give what a road map is worth to each counted party, as a share of its range.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.

    Returns
    -------
    tuple of float
        Against today, in file order.
    """
    values = values_along(dynamics, layout.nodes)[0] - dynamics.utility[:, layout.begin]
    return tuple(
        float(values[party]) / dynamics.payoff_range(party)
        for party in counted_parties(dynamics)
    )


class Orders:
    """The orders of steps to one target, for one standard after the other.

    Parameters
    ----------
    dynamics : Dynamics
    lattice : Lattice
        The ways that are allowed.

    Attributes
    ----------
    met : Order or None
        The best one so far, though somebody may be better off by calling it off.
    """

    def __init__(self, dynamics: Dynamics, lattice: Lattice) -> None:
        self.dynamics, self.lattice = dynamics, lattice
        self.met: Order | None = None

    def best(
        self, between: tuple[float, float], outs: Outs | None = None
    ) -> Order | None:
        """Find the order that is worth most to the worst-off party.

        Parameters
        ----------
        between : (float, float)
            What it has to be worth to each party at least, as a share of its range,
            and what it can be worth to all at most.
        outs : Outs or None
            Where nobody may be better off by calling the deal off before its end: what
            that is worth.

        Returns
        -------
        Order or None
            None where no order is worth the least of `between` to all; the best so far
            where the time is over while it is closed in on.

        Raises
        ------
        StoppedError
            Where the time is over before.
        """
        if not self.lattice.goals:
            return None
        # What calling off is worth takes long to find, and most targets need not be
        # asked.
        labels = self._plain
        best = self._tried(labels, between[0])
        self.met = best or self.met
        if best is not None and outs is not None:
            labels = self._labels(outs)
            best = self._tried(labels, between[0])
        if best is None:
            return None
        return self._closed_in(labels, best, between)

    def _closed_in(
        self, labels: Labels, best: Order, between: tuple[float, float]
    ) -> Order:
        """Bisect between what an order is worth and what none can be."""
        low, high = max(between[0], best.least), max(between[1], best.least)
        for _ in range(_STEPS):
            if high - low <= CLOSE:
                break
            middle = (low + high) / 2
            found = unless_stopped(partial(self._tried, labels, middle), None)
            if current().stopped:
                break
            if found is None:
                high = middle
            else:
                low, best = max(middle, found.least), found
        return Order(best.stages, best.worth, max(high - best.least, 0.0))

    @cached_property
    def _plain(self) -> Labels:
        """The labels of those who do not think of calling it off."""
        return self._labels(None)

    def _labels(self, outs: Outs | None) -> Labels:
        required = [
            _needs(self.dynamics, self.lattice, each, outs)
            for each in ticking(self.lattice.edges)
        ]
        return Labels(self.dynamics, self.lattice, "breakdown", required)

    def _tried(self, labels: Labels, least: float) -> Order | None:
        """Give an order that is worth so much to all."""
        stages = labels.route(least, self.lattice.goals)
        return None if stages is None else order_of(self.dynamics, stages, 0.0)


def order_of(dynamics: Dynamics, stages: tuple[Stage, ...], gap: float) -> Order:
    """Give an order with what it is worth.

    Parameters
    ----------
    dynamics : Dynamics
    stages : tuple of Stage
        Those of a road map that is possible.
    gap : float
        How much more another order could be worth to the worst-off at most.

    Returns
    -------
    Order
    """
    layout = lay_out(dynamics, RoadMap("found", stages))
    return Order(stages, relative_worth(dynamics, layout), gap)


def _needs(
    dynamics: Dynamics, lattice: Lattice, edge: Edge, outs: Outs | None
) -> Needs:
    """Give what the value from an edge's end on must be."""
    asked = [_going_on(dynamics, outs, edge)] if outs else []
    if edge.start == 0:
        asked.append(_signed(dynamics, lattice, edge))
    if not asked:
        row = np.full((1, len(dynamics.parties)), -np.inf)
        return Needs(row, np.zeros_like(row))
    return Needs(
        np.concatenate([each.least for each in asked]),
        np.concatenate([each.slope for each in asked]),
    )


def _going_on(dynamics: Dynamics, outs: Outs, edge: Edge) -> Needs:
    def needed(node: Node, party: int) -> tuple[float, float] | None:
        out = outs.best(node, party)
        if out is None:
            return None
        cost = part_cost(dynamics.turn(party), node.start, node.end)
        d = float(dynamics.patience[party])
        now = (1 - d) * (float(dynamics.utility[party, node.end]) - cost)
        # What is short by rounding alone is not called off.
        out -= slight(dynamics, party) / 2
        return (out - now) / max(d, MYOPIC), 0.0

    return gathered(dynamics, edge, needed, known_parties(dynamics))


def _signed(dynamics: Dynamics, lattice: Lattice, edge: Edge) -> Needs:
    """Ask of the first stage that the road map is worth a trial share to each."""
    every = range(len(dynamics.parties))
    today = dynamics.utility[:, lattice.start]
    ranges = np.array([dynamics.payoff_range(party) for party in every])
    carry = np.maximum(edge.carry, 1e-300)
    little = np.array([slight(dynamics, party) for party in every])
    least = (today - little / 2 - edge.flow) / carry
    slope = ranges / carry
    unknown = [party for party in every if dynamics.reason(party) is not None]
    least[unknown], slope[unknown] = -np.inf, 0.0
    return Needs(least[np.newaxis], slope[np.newaxis])
