"""What an order alone says of a road map: for any weights, for none, or it depends.

A party with an order only has a rank at every state, no utility. Three
questions can still be answered, about all flow utilities that keep the order,
at patience close to 1, all others acting to hurt the one who breached:

- Can the others keep it below the rank of the target, from some period on,
  after every breach? Then its slack is positive for any such utilities and
  enough patience. Or can they keep it, from the breach on, at or below all that
  the road map still holds for it? Then no slack is negative, at any patience.
- Can it get above the rank of the target for good, after some breach,
  whatever the others do? Then its slack is negative for all such utilities
  and enough patience.
- Otherwise other utilities give other answers, or ranks do not tell.

Costs of steps are in utility. To get above a rank the party is allowed only moves
that cost nothing, so that no utilities can make them too dear.

References
----------
The sets are solved as games on graphs, after McNaughton (1993).
"""

from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.bits import differing, flipped, is_taken
from detente.engine.period.discounted import minmax_period
from detente.engine.period.turn import Turn
from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.breach import find_breaches, part_cost
from detente.study.deal.exposure import worth
from detente.study.deal.road_map import Layout, Node
from detente.study.game.breaches import Breaches
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import order_only

DEADLINES = Message("a deadline is still to come, and ranks do not count time")
GUARANTEES = Message("what a guarantee takes from it has no place in an order")


class OrdinalVerdict(StrEnum):
    """What all utilities that keep an order have in common.

    any: with enough patience the party does its part, whatever they are.
    none: with enough patience it breaches, whatever they are. depends: on
    them, or ranks do not tell.
    """

    ANY = "any"
    NONE = "none"
    DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class OrdinalCheck:
    """What one party's order says of a road map.

    Attributes
    ----------
    target, start : int
        The ranks of the target and of the start, from 0, the worst.
    reneged : int or None
        The rank once everything that the road map changed and that can be put
        back has been; None where that is no feasible state. Below the rank of
        the target, going back on it by all is a punishment.
    n_ranks : int
    stage : int or None
        Where a breach decides the verdict, unless it is `any`; None is
        staying at the target.
    lands : str or None
        Where that breach lands.
    reason : Message or None
        Why it cannot be told.
    """

    party: str
    verdict: OrdinalVerdict
    target: int
    start: int
    reneged: int | None
    n_ranks: int
    stage: int | None = None
    lands: str | None = None
    reason: Message | None = None


def check_orders(dynamics: Dynamics, layout: Layout) -> tuple[OrdinalCheck, ...]:
    """Find what the orders of parties without weights say of a road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case; of the other parties only moves count.
    layout : Layout
        A road map that is possible.

    Returns
    -------
    tuple of OrdinalCheck
        One for each party with an order only, in file order.
    """
    return tuple(
        _Order(dynamics, layout, party).check()
        for party, name in enumerate(dynamics.parties)
        if order_only(dynamics.case.preference[name])
    )


def overall(checks: tuple[OrdinalCheck, ...]) -> OrdinalVerdict | None:
    """Give the verdict on all of them together; None where there are none.

    Parameters
    ----------
    checks : tuple of OrdinalCheck
        One for each party with an order only.

    Returns
    -------
    OrdinalVerdict or None
        `none` if one of them breaches for any utilities, `any` if all would comply.
    """
    verdicts = {check.verdict for check in checks}
    for verdict in (
        OrdinalVerdict.NONE,
        OrdinalVerdict.DEPENDS,
        OrdinalVerdict.ANY,
    ):
        if verdict in verdicts:
            return verdict
    return None


class _Order:
    """One party's order, against all others."""

    def __init__(self, dynamics: Dynamics, layout: Layout, party: int) -> None:
        self.dynamics = dynamics
        self.layout = layout
        self.party = party
        self.feasible = dynamics.engine.feasible
        self.rank = worth(dynamics, party).astype(np.int64)
        self.target = int(self.rank[layout.nodes[-1].end])
        self.above = lru_cache(maxsize=None)(self._above)
        self.pushed = lru_cache(maxsize=None)(self._pushed)
        self.capped = lru_cache(maxsize=None)(self._capped)
        self.kept = lru_cache(maxsize=None)(self._kept)
        world = layout.nodes[-1].world
        self.turns = dynamics.countdown.turns(dynamics.turns, world)
        self.free_turns = tuple(
            _free(turn) if turn.party == party else turn for turn in self.turns
        )

    def check(self) -> OrdinalCheck:
        """Judge every breach at every period, those that refute first."""
        reason = self._reason()
        if reason is not None:
            return self._told(OrdinalVerdict.DEPENDS, reason=reason)
        open_breach = None
        for place, node in enumerate(self.layout.nodes):
            moves = find_breaches(self.dynamics, node, self.party)
            refuting = self._refuting(place, node, moves)
            if refuting.any():
                landing = int(moves.landings[refuting.argmax()])
                return self._told(OrdinalVerdict.NONE, node, landing)
            held = self._deterred(place, node, moves)
            if open_breach is None and not held.all():
                open_breach = node, int(moves.landings[held.argmin()])
        if open_breach is None:
            return self._told(OrdinalVerdict.ANY)
        return self._told(OrdinalVerdict.DEPENDS, *open_breach)

    def _reason(self) -> Message | None:
        if self.dynamics.countdown.horizon:
            return DEADLINES
        return GUARANTEES if self.dynamics.covered(self.party) else None

    def _refuting(self, place: int, node: Node, moves: Breaches) -> Bools:
        """Find breaches that pay for any utilities, with enough patience."""
        there = moves.landings
        later = self._ranks_after(place)
        # A gain at once that is never paid back: from then on the party keeps itself at
        # the best that the road map still holds, so that nothing is lost later,
        # whatever the patience.
        at_once = (self.rank[there] > self.rank[node.end]) & (moves.costs == 0)
        pays: Bools = self.above(self.target)[there] | (
            at_once & self.kept(max(later))[there]
        )
        return pays

    def _deterred(self, place: int, node: Node, moves: Breaches) -> Bools:
        """Find breaches that pay for no utilities, with enough patience."""
        there = moves.landings
        deterred: Bools = self.pushed(self.target - 1)[there]
        # With costs of its own parts still to come, breaching saves them, and an order
        # cannot say whether what it loses is more.
        if self._own_costs(place) == 0:
            harmless = self.rank[there] <= self.rank[node.end]
            deterred = deterred | (
                harmless & self.capped(min(self._ranks_after(place)))[there]
            )
        return deterred

    def _ranks_after(self, place: int) -> list[int]:
        """Give the ranks that the road map still holds after a period."""
        nodes = self.layout.nodes
        return [int(self.rank[node.end]) for node in nodes[place + 1 :] or nodes[-1:]]

    def _own_costs(self, place: int) -> float:
        """Give what the party's parts cost from a period on."""
        turn = self.dynamics.turn(self.party)
        return sum(
            part_cost(turn, node.start, node.end) for node in self.layout.nodes[place:]
        )

    def _above(self, rank: int) -> Bools:
        """Find where the party can get above a rank for good, some time."""
        return self._in_the_end(self.feasible & (self.rank > rank))

    def _pushed(self, rank: int) -> Bools:
        """Find where the others can hold it at or below a rank, some time for good."""
        high = self.feasible & (self.rank > rank)
        return ~self._again_and_again(high) & self.feasible

    def _capped(self, rank: int) -> Bools:
        """Find where the others can hold it at or below a rank from now on."""
        return self._for_good(self.feasible & (self.rank <= rank), mine=False)

    def _kept(self, rank: int) -> Bools:
        """Find where the party can keep itself at or above a rank from now on."""
        return self._for_good(self.feasible & (self.rank >= rank), mine=True)

    def _for_good(self, wanted: Bools, *, mine: bool) -> Bools:
        """Find where one side can keep all later periods' ends in a set."""
        # The largest set that one side can stay in: begin with everything, and leave
        # out from where it cannot come back into what is left.
        inside = self.feasible
        while True:
            within = wanted & inside
            into = (
                self._into(within, self.free_turns)
                if mine
                else ~self._into(self.feasible & ~within, self.turns)
            )
            then = into & self.feasible
            if (then == inside).all():
                return then
            inside = then & inside

    def _again_and_again(self, wanted: Bools) -> Bools:
        """Find where the party can come to a set infinitely often."""
        # Infinitely often is a largest set of states (outer) from each of which the
        # party can, after some time (inner, a least set), be in `wanted` and be able to
        # come to `outer` again. The inner set grows from nothing, as "some time" does;
        # the outer one shrinks from everything, as "again and again" does.
        outer = self.feasible
        while True:
            back = wanted & self._into(outer, self.turns)
            inner = back
            while True:
                grown = (back | self._into(inner, self.turns)) & self.feasible
                if (grown == inner).all():
                    break
                inner = grown
            if (inner == outer).all():
                return outer
            outer = inner

    def _in_the_end(self, wanted: Bools) -> Bools:
        """Find where the party can come to stay in a set for ever."""
        # For good, some time: the other way round. Inside, a largest set: the party
        # stays in `wanted` for as long as the others keep it there, or comes to what is
        # won already. Outside, a least set, since it may leave `wanted` only finitely
        # often.
        outer = np.zeros_like(self.feasible)
        while True:
            before = self._into(outer, self.free_turns) & self.feasible
            inner = self.feasible
            while True:
                into = self._into(inner, self.free_turns)
                shrunk = (before | (wanted & into)) & self.feasible
                if (shrunk == inner).all():
                    break
                inner = shrunk
            if (inner == outer).all():
                return outer
            outer = inner

    def _into(self, wanted: Bools, turns: tuple[Turn, ...]) -> Bools:
        """Find where the party can make the next period end in a set."""
        values: npt.NDArray[np.float64] = wanted.astype(np.float64)[np.newaxis]
        minmax_period(turns, self.party, values, self.feasible, 0.0)
        inside: Bools = values[0] > 0
        return inside

    def _told(
        self,
        verdict: OrdinalVerdict,
        node: Node | None = None,
        landing: int | None = None,
        reason: Message | None = None,
    ) -> OrdinalCheck:
        state = self.dynamics.engine.state
        return OrdinalCheck(
            party=self.dynamics.parties[self.party],
            verdict=verdict,
            target=self.target,
            start=int(self.rank[self.layout.start or 0]),
            reneged=self._reneged(),
            n_ranks=int(self.rank[self.feasible].max()) + 1,
            stage=None if node is None else node.stage,
            lands=None if landing is None else state(landing),
            reason=reason,
        )

    def _reneged(self) -> int | None:
        """Give the rank once all have put back all they can."""
        end, start = self.layout.nodes[-1].end, self.layout.start or 0
        state = end
        for turn in self.dynamics.turns:
            for place, bit in enumerate(turn.bits):
                rule = turn.drops[place] if is_taken(end, bit) else turn.takes[place]
                allowed = rule if isinstance(rule, bool) else bool(rule[end])
                if is_taken(differing(end, start), bit) and allowed:
                    state = flipped(state, [bit])
        return int(self.rank[state]) if self.feasible[state] else None


def _free(turn: Turn) -> Turn:
    """Leave a party only the moves that cost nothing."""
    return replace(
        turn,
        takes=tuple(
            False if do > 0 else rule
            for rule, (do, _) in zip(turn.takes, turn.costs, strict=True)
        ),
        drops=tuple(
            False if undo > 0 else rule
            for rule, (_, undo) in zip(turn.drops, turn.costs, strict=True)
        ),
    )
