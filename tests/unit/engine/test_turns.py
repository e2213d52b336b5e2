"""What a turn allows and what it costs, counted by hand."""

import pytest

import detente as dt
from detente.engine import open_engine
from detente.engine.period.turn import legal_moves, open_turns, own_moves

HOUSE = """
detente: 1
title: A house
parties:
  ann:
    options:
      roof: {cost: {do: 2, undo: 0.5}}
      gate: {cost: {do: 8, undo: 0.25}}
      lock: {undo: {never: roof}, requires: gate}
  bob: {options: {path: {}}}
preferences: {ann: {weights: {path: 1}}, bob: {weights: {roof: 1}}}
"""
ROOF, GATE, LOCK = 1, 2, 4


@pytest.fixture
def turn():
    case = dt.load(HOUSE)
    engine = open_engine(case)
    return open_turns(engine, case, ["ann"])[0]


def listed(turn, state, also=0):
    flips, costs = own_moves(turn, state, also)
    return dict(zip(flips.tolist(), costs.tolist(), strict=True))


def test_what_changes_together_costs_together_each_by_its_direction(turn):
    # From nothing: do the roof 2, the gate 8; the lock is free, its gate asked later.
    assert listed(turn, 0) == {
        0: 0,
        ROOF: 2,
        GATE: 8,
        ROOF | GATE: 10,
        LOCK: 0,
        ROOF | LOCK: 2,
        GATE | LOCK: 8,
        ROOF | GATE | LOCK: 10,
    }
    # With both, undoing them costs 0.5 and 0.25.
    both = ROOF | GATE
    found = listed(turn, both)
    assert [found[each] for each in (ROOF, GATE, both)] == [0.5, 0.25, 0.75]


def test_what_a_rule_forbids_is_listed_only_where_it_is_part_of_the_plan(turn):
    start = ROOF | LOCK
    assert set(listed(turn, start)) == {0, ROOF, GATE, ROOF | GATE}
    assert LOCK in listed(turn, start, also=LOCK)


def test_the_moves_of_all_states_at_once_are_those_of_each(turn):
    states = 1 << 4
    moves = {each.flips: each for each in legal_moves(turn, states)}
    for state in range(states):
        # The lock is taken only where the gate stands after the move.
        mine = {
            flips: cost
            for flips, cost in listed(turn, state).items()
            if flips and (not flips & LOCK or state & LOCK or (state ^ flips) & GATE)
        }
        there = {
            flips: 0.0 if move.cost is None else move.cost[state]
            for flips, move in moves.items()
            if move.legal[state]
        }
        assert there == mine
