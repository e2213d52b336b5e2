"""A game state by state: moves and orders as bits, judged again at once after an edit.

The engines answer for all states of a case; the inverse question asks of few states,
in thousands of games that differ in one order or one rule. A set of states is a whole
number here, bit k being the k-th feasible state.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np

from detente.engine import Engine
from detente.engine.budget import tick
from detente.model.concept import Concept
from detente.records import dataclass

States: TypeAlias = int
"""A set of states, one bit each."""
Rows: TypeAlias = tuple[States, ...]
"""For each state, where one can get from it."""


@dataclass(frozen=True)
class ListedGame:
    """The feasible states of a case, with moves and orders.

    Attributes
    ----------
    parties, states : tuple of str
        Ids, and Y/N strings or ids of the feasible states, ascending.
    now : int
        The place of the status quo among the states.
    moves : tuple of Rows
        By party.
    orders : tuple of tuple of int
        By party, the payoff of each state; larger is better.
    """

    parties: tuple[str, ...]
    states: tuple[str, ...]
    now: int
    moves: tuple[Rows, ...]
    orders: tuple[tuple[int, ...], ...]
    _free: dict[tuple[int, int], States] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What the others can make of a landing point, whoever wants what."""

    @cached_property
    def better(self) -> tuple[Rows, ...]:
        """By party and state, the states that the party strictly prefers."""
        return tuple(map(_better, self.orders))

    @cached_property
    def improvements(self) -> tuple[Rows, ...]:
        """By party and state, the moves that the party strictly prefers."""
        pairs = zip(self.moves, self.better, strict=True)
        return tuple(
            tuple(moves & better for moves, better in zip(*each, strict=True))
            for each in pairs
        )

    @cached_property
    def _credible(self) -> dict[tuple[int, int], States]:
        return {}

    def with_order(self, party: int, order: Sequence[int]) -> "ListedGame":
        """Give the game in which a party orders the states otherwise."""
        orders = list(self.orders)
        orders[party] = tuple(order)
        return replace(self, orders=tuple(orders))

    def answers(self, party: int, landing: int, concept: Concept) -> States:
        """Find the states that the others can bring a landing point to.

        By legal sequences of at least one move, of improvements where the concept
        asks for them.
        """
        if not concept.expects_reply:
            return 0
        known = self._credible if concept.credible else self._free
        found = known.get((party, landing))
        if found is None:
            rows = self.improvements if concept.credible else self.moves
            others = [row for j, row in enumerate(rows) if j != party]
            found = known[party, landing] = _sequences(others, landing)
        return found

    def stays(self, party: int, state: int, concept: Concept) -> bool:
        """Tell whether a party would stay at a state, under a core concept."""
        worse = ~self.better[party][state]
        return all(
            self._is_held(party, worse, landing, concept)
            for landing in members(self.improvements[party][state])
        )

    def _is_held(
        self, party: int, worse: States, landing: int, concept: Concept
    ) -> bool:
        """Tell whether an improvement is answered so that it does not pay."""
        answers = self.answers(party, landing, concept) & worse
        if not concept.countermove:
            return bool(answers)
        moves = self.moves[party]
        return any(not moves[each] & ~worse for each in members(answers))

    def lasts(self, state: int, concept: Concept) -> bool:
        """Tell whether every party would stay at a state."""
        return all(self.stays(j, state, concept) for j in range(len(self.parties)))

    @cached_property
    def reached(self) -> States:
        """Find what improvements lead to from now, now itself included."""
        return _sequences(self.improvements, self.now) | 1 << self.now


def list_game(engine: Engine) -> ListedGame:
    """List the feasible states of a case with moves and orders.

    Parameters
    ----------
    engine : Engine

    Returns
    -------
    ListedGame
    """
    numbers = np.flatnonzero(engine.feasible)
    # Places among the feasible states, and so bits, by number of state.
    places = np.cumsum(engine.feasible) - 1
    parties = range(len(engine.parties))
    moves = []
    for party in parties:
        rows = []
        for number in numbers.tolist():
            tick()
            rows.append(gathered(places[engine.moves(party, number)].tolist()))
        moves.append(tuple(rows))
    return ListedGame(
        engine.parties,
        tuple(map(engine.state, numbers.tolist())),
        int(places[engine.status_quo]),
        tuple(moves),
        tuple(dense(engine.payoff(party)[numbers].tolist()) for party in parties),
    )


def dense(order: Sequence[int]) -> tuple[int, ...]:
    """Give the same order by levels from 0, the worst."""
    levels = {level: place for place, level in enumerate(sorted(set(order)))}
    return tuple(levels[level] for level in order)


def members(states: States) -> Iterator[int]:
    """List the states of a set, ascending."""
    while states:
        lowest = states & -states
        yield lowest.bit_length() - 1
        states ^= lowest


def gathered(states: Sequence[int]) -> States:
    """Make a set of states."""
    found = 0
    for state in states:
        found |= 1 << state
    return found


def _better(order: tuple[int, ...]) -> Rows:
    at_level: dict[int, States] = {}
    for state, level in enumerate(order):
        at_level[level] = at_level.get(level, 0) | 1 << state
    above: dict[int, States] = {}
    found = 0
    for level in sorted(at_level, reverse=True):
        above[level] = found
        found |= at_level[level]
    return tuple(above[level] for level in order)


def _sequences(rows: Sequence[Rows], start: int) -> States:
    """Find what legal sequences of at least one move lead to.

    Nobody moves twice in a row, so that it is counted by the last mover.
    """
    reached = [row[start] for row in rows]
    fresh = reached.copy()
    while any(fresh):
        tick()
        following = []
        for mover, row in enumerate(rows):
            here = 0
            for last, states in enumerate(fresh):
                here |= states if last != mover else 0
            landed = 0
            for state in members(here):
                landed |= row[state]
            following.append(landed & ~reached[mover])
        for mover, states in enumerate(following):
            reached[mover] |= states
        fresh = following
    found = 0
    for states in reached:
        found |= states
    return found
