"""The moves between the states that are drawn."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from detente.engine import Engine, Indices, bits
from detente.records import dataclass

ALL_MOVES_UP_TO = 30
"""With more nodes, moves are left out that can be made in smaller steps."""

_Moves: TypeAlias = dict[tuple[int, int], bool]
"""From where to where, as places of nodes; whether it is an improvement."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A party's move between two nodes, in one direction or in both.

    Attributes
    ----------
    start, end : int
        Places in the list of nodes; `start` is the smaller where the move
        goes both ways.
    party : str
        Who moves.
    both_ways : bool
        Whether the party can move back.
    improvement, improvement_back : bool
        Whether the mover strictly prefers `end`, or on the way back `start`;
        between classes, whether some such move is an improvement.
    """

    start: int
    end: int
    party: str
    both_ways: bool
    improvement: bool
    improvement_back: bool


def link_states(
    engine: Engine, place: Indices, *, improving: bool
) -> tuple[tuple[Arc, ...], int]:
    """Find the moves between drawn states.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    place : int array, shape (n_states,)
        The node of each state, -1 where it is not drawn.
    improving : bool
        Only moves that are improvements in one direction.

    Returns
    -------
    arcs : tuple of Arc
        Party by party, in the order of nodes.
    n_composite : int
        How many moves, one way each, are left out because the same party can
        make them, and take them back where it can, in smaller steps that are
        drawn; 0 with few nodes.
    """
    drawn = _in_order(place)
    changes = [_taken(engine.state(int(state))) for state in drawn]
    arcs: list[Arc] = []
    n_composite = 0
    for party, name in enumerate(engine.parties):
        payoff = engine.payoff(party)
        moves: _Moves = {}
        for start, state in enumerate(drawn):
            ends = engine.moves(party, int(state))
            ends = ends[place[ends] >= 0]
            for end in ends:
                better = bool(payoff[end] > payoff[state])
                moves[start, int(place[end])] = better
        if improving:
            moves = _improving(moves)
        if len(drawn) > ALL_MOVES_UP_TO and engine.case.options:
            kept = _simple(moves, changes)
            n_composite += len(moves) - len(kept)
            moves = kept
        arcs += _arcs(name, moves)
    return tuple(arcs), n_composite


def link_classes(engine: Engine, place: Indices, *, improving: bool) -> tuple[Arc, ...]:
    """Find the moves between drawn classes.

    Parameters
    ----------
    engine, place, improving
        As in `link_states`; the states of one class have one place.

    Returns
    -------
    tuple of Arc
        One for each party and pair of classes, however many moves there are.
    """
    arcs: list[Arc] = []
    n_nodes = int(place.max()) + 1
    for party, name in enumerate(engine.parties):
        moves: _Moves = {}
        for start in range(n_nodes):
            mine = place == start
            for better in (False, True):
                landed = engine.reached(party, mine, improving=better)
                ends = np.unique(place[landed & (place >= 0)])
                moves |= {(start, int(end)): better for end in ends if end != start}
        arcs += _arcs(name, _improving(moves) if improving else moves)
    return tuple(arcs)


def _in_order(place: Indices) -> Indices:
    drawn = np.flatnonzero(place >= 0)
    return drawn[np.argsort(place[drawn], kind="stable")]


def _taken(state: str) -> int:
    return bits.as_set(at for at, chosen in enumerate(state) if chosen == "Y")


def _improving(moves: _Moves) -> _Moves:
    """Keep both directions of what is an improvement in one."""
    return {
        (start, end): better
        for (start, end), better in moves.items()
        if better or moves.get((end, start), False)
    }


def _arcs(party: str, moves: _Moves) -> Iterator[Arc]:
    """Join the two directions of a move."""
    for (start, end), better in sorted(moves.items()):
        back = (end, start) in moves
        if not back or start < end:
            better_back = moves.get((end, start), False)
            yield Arc(start, end, party, back, better, better_back)


def _simple(moves: _Moves, changes: list[int]) -> _Moves:
    """Leave out moves that smaller drawn ones of the same party add up to.

    An improvement is left out only where the smaller ones are improvements. Of
    a move that goes both ways either both directions are left out or none, as
    one head alone would say that there is no way back.
    """
    ends: dict[int, list[int]] = {}
    for start, end in moves:
        ends.setdefault(start, []).append(end)
    whole = {
        (start, end)
        for (start, end), better in moves.items()
        if not any(
            _between(changes, start, middle, end)
            and (middle, end) in moves
            and (not better or (moves[start, middle] and moves[middle, end]))
            for middle in ends[start]
        )
    }
    return {
        (start, end): better
        for (start, end), better in moves.items()
        if (start, end) in whole or (end, start) in whole
    }


def _between(changes: list[int], start: int, middle: int, end: int) -> bool:
    """Whether the middle makes a part of the changes, not all."""
    part = bits.differing(changes[start], changes[middle])
    whole = bits.differing(changes[start], changes[end])
    return part != whole and not bits.without(part, whole)
