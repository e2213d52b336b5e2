"""The best breach of a party at very many nodes, found start by start.

Where a party breaches lands by where a stage starts and by what the others do in it;
its own part only says which of its moves is no breach. So stages that start alike share
what is found. It serves parties against which there is no guarantee, once what follows
a breach is known at all states: then nothing else than the landing decides.
"""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.bits import differing
from detente.engine.period.discounted import Values
from detente.engine.period.turn import own_moves
from detente.study.deal.breach import land, part_cost
from detente.study.deal.deviation import ThreatName, threat_after
from detente.study.deal.road_map import Node
from detente.study.game.dynamics import Dynamics
from detente.study.game.punishment import Threat

Numbers = npt.NDArray[np.int64]
Vector = npt.NDArray[np.float64]


class BestBreaches:
    """What is known of breaches under one threat.

    Parameters
    ----------
    dynamics : Dynamics
    threat : str
        breakdown or minmax.
    """

    def __init__(self, dynamics: Dynamics, threat: ThreatName) -> None:
        self._dynamics = dynamics
        self._threat: ThreatName = threat
        self._futures: dict[tuple[int, int, int], _Future] = {}
        self._serves: dict[int, bool] = {}
        self._turned: dict[tuple[int, int], int] = {}
        self._starts: dict[tuple[int, ...], _Start] = {}

    def slack(self, node: Node, party: int) -> tuple[float, bool] | None:
        """Give the slack of a party at a node after which nothing is worth anything.

        Parameters
        ----------
        node : Node
            Without escrow.
        party : int
            One that `serves`.

        Returns
        -------
        (float, bool) or None
            In flow units per period for ever, under the cautious end of the band of a
            breakdown; whether what follows is a verified fixed point after every
            breach. None where it has no other move.
        """
        own = int(self._dynamics.turn(party).flips[-1])
        package = differing(node.start, node.end)
        part, due = package & own, package & ~own
        return self._start(node, party, part).slack(node.end, part, due)

    def serves(self, node: Node, party: int) -> bool:
        """Whether the landing alone decides what a breach at a node is worth."""
        if party not in self._serves:
            follows = threat_after(self._dynamics, self._threat, party, ())
            self._serves[party] = (
                self._dynamics.covered(party) == 0 and follows.known_everywhere
            )
        return self._serves[party] and not node.escrow

    def _future(self, time: int, node: Node, party: int) -> "_Future":
        key = (party, time, node.world)
        if key not in self._futures:
            follows = threat_after(self._dynamics, self._threat, party, ())
            self._futures[key] = _Future(follows, time, node.world)
        return self._futures[key]

    def _start(self, node: Node, party: int, part: int) -> "_Start":
        time = min(node.time, self._dynamics.countdown.horizon) + 1
        # Steps of its part may be flips that no turn allows, for being slow.
        slow = part & ~self._allowed(node.start, party) if part else 0
        key = (node.start, time, node.world, party, slow)
        if key not in self._starts:
            future = self._future(time, node, party)
            self._starts[key] = _Start(self._dynamics, node, party, (slow, future))
        return self._starts[key]

    def _allowed(self, start: int, party: int) -> int:
        """Give the own flips that the rules allow at a state, as a set of bits."""
        if (start, party) not in self._turned:
            flips, _ = own_moves(self._dynamics.turn(party), start)
            self._turned[start, party] = int(flips[-1])
        return self._turned[start, party]


class _Future:
    """What follows breaches that end a period, at every state."""

    def __init__(self, follows: Threat, time: int, world: int) -> None:
        self._follows, self._time, self._world = follows, time, world

    @cached_property
    def after(self) -> Vector:
        """What the breacher has from the next period on; shape (n_states,)."""
        rows: Values = self._follows.after(self._time, self._world, "high")
        return np.asarray(rows[self._follows.row])

    @cached_property
    def unsettled(self) -> Bools:
        """Where that is no verified fixed point; shape (n_states,)."""
        follows = self._follows
        found = np.zeros(follows.n_states, np.bool_)
        states = follows.closed(None)
        found[states] = follows.unsettled(states, self._time, self._world)
        return found


class _Start:
    """What one party may do where a stage starts."""

    def __init__(
        self, dynamics: Dynamics, node: Node, party: int, rest: tuple[int, _Future]
    ) -> None:
        slow, self._future = rest
        self._dynamics, self._party, self._start = dynamics, party, node.start
        self._turn = dynamics.turn(party)
        flips, costs = own_moves(self._turn, node.start, also=slow)
        barred = dynamics.countdown.barred(node.world)
        open_ = (flips & ~node.start & barred) == 0
        self._flips, self._costs = flips[open_], costs[open_]
        self._found: dict[int, tuple[Numbers, Vector, Vector, Vector, Bools]] = {}

    def slack(self, end: int, part: int, due: int) -> tuple[float, bool] | None:
        """Give the slack against one part, the others doing what is due."""
        flips, flow, after, worth, unsettled = self._at(due)
        breach = flips != part
        if not breach.any():
            return None
        best = int(np.argmax(np.where(breach, worth, -np.inf)))
        d = float(self._dynamics.patience[self._party])
        had = self._dynamics.utility[self._party, end]
        had = had - part_cost(self._turn, self._start, self._start ^ part)
        gain = (1 - d) * (flow[best] - had)
        exact = not bool((breach & unsettled).any())
        return float(d * (0.0 - after[best]) - gain), exact

    def _at(self, due: int) -> tuple[Numbers, Vector, Vector, Vector, Bools]:
        """Give flips, flows, what comes after, what both are worth, and doubt."""
        if due not in self._found:
            landings, allowed = land(
                self._dynamics, self._start, self._flips, np.full_like(self._flips, due)
            )
            landings = landings[allowed]
            d = float(self._dynamics.patience[self._party])
            own = self._dynamics.utility[self._party]
            flow = own[landings] - self._costs[allowed]
            after = self._future.after[landings]
            self._found[due] = (
                self._flips[allowed],
                flow,
                after,
                (1 - d) * flow + d * after,
                self._future.unsettled[landings],
            )
        return self._found[due]
