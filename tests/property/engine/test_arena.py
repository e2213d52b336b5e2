"""Where a period is played: what each mover's grid says, against the rules."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.engine.period.arena import closed_states, open_arena
from detente.engine.period.turn import Turn

BITS = 4
FEW = settings(max_examples=60)
MARKS = st.lists(st.booleans(), min_size=1 << BITS, max_size=1 << BITS)
PRICES = st.sampled_from([0.0, 0.25, 0.5, 1.0])


def looking_at(marks, bits):
    """A rule that looks at some options alone."""
    mask = sum(1 << bit for bit in bits)
    return np.array([marks[state & mask] for state in range(1 << BITS)])


@st.composite
def turns(draw):
    """One party with some of four options, by rules that look at any of them."""
    own = sorted(draw(st.sets(st.integers(0, BITS - 1), min_size=1)))
    seen = list(range(BITS if draw(st.booleans()) else 3))
    if draw(st.booleans()):
        seen = [bit for bit in seen if bit not in own]

    def rule():
        return draw(st.one_of(st.booleans(), MARKS.map(lambda m: looking_at(m, seen))))

    def landing():
        return draw(st.one_of(st.none(), MARKS.map(lambda m: looking_at(m, seen))))

    return Turn(
        party=0,
        bits=tuple(own),
        takes=tuple(rule() for _ in own),
        drops=tuple(rule() for _ in own),
        requires=tuple(landing() for _ in own),
        costs=tuple((draw(PRICES), draw(PRICES)) for _ in own),
    )


SUBSETS = st.sets(st.integers(0, (1 << BITS) - 1), min_size=2).map(
    lambda states: np.array(sorted(states))
)


def at(rule, state):
    return rule if isinstance(rule, bool) else bool(rule[state])


def allowed(turn, state, flips):
    """Whether the rules allow a set of flips, by where it starts and lands."""
    for place, bit in enumerate(turn.bits):
        if flips >> bit & 1:
            taken = state >> bit & 1
            if not at((turn.takes, turn.drops)[taken][place], state):
                return False
            needed = turn.requires[place]
            if not taken and needed is not None and not needed[state ^ flips]:
                return False
    return True


def price(turn, state, flips):
    return sum(
        costs[state >> bit & 1]
        for bit, costs in zip(turn.bits, turn.costs, strict=True)
        if flips >> bit & 1
    )


def varying(turn, states):
    """The party's options that do not stand the same in all states."""
    return [b for b in turn.bits if len({s >> b & 1 for s in states.tolist()}) == 2]


@given(turns(), SUBSETS)
@FEW
def test_every_state_has_its_cell_by_own_choice_and_the_others(turn, states):
    own = varying(turn, states)
    arena = open_arena([turn], states)
    assert len(arena.seats) == bool(own)
    for seat in arena.seats:
        rest = [int(s) & ~sum(1 << b for b in own) for s in states]
        assert seat.shape == (*(2 for _ in own), len(set(rest)))
        assert seat.states[seat.cells].tolist() == list(range(states.size))
        assert (seat.states >= 0).sum() == states.size
        index = np.unravel_index(seat.cells, seat.shape)
        for axis, bit in enumerate(reversed(own)):
            assert index[axis].tolist() == [int(s) >> bit & 1 for s in states]
        assert index[-1].tolist() == [sorted(set(rest)).index(r) for r in rest]
        assert seat.others.tolist() == index[-1].tolist()
        choices = [
            sum((int(s) >> b & 1) << k for k, b in enumerate(own)) for s in states
        ]
        assert seat.codes.reshape(-1)[seat.cells].tolist() == choices


@given(turns())
@FEW
def test_what_may_be_taken_and_undone_is_what_the_rules_allow(turn):
    states = np.arange(1 << BITS)
    (seat,) = open_arena([turn], states).seats
    if turn.joint:
        return
    for k, bit in enumerate(turn.bits):
        for state, other in zip(states.tolist(), seat.others, strict=True):
            rule = (seat.takes, seat.drops)[state >> bit & 1][k]
            found = rule if isinstance(rule, bool) else bool(rule[other])
            assert found == allowed(turn, state, 1 << bit)


@given(turns())
@FEW
def test_where_rules_look_at_own_options_every_legal_move_is_listed(turn):
    (seat,) = open_arena([turn], np.arange(1 << BITS)).seats
    assert (seat.moves is not None) == turn.joint
    if seat.moves is None:
        return
    moves = {flips: (legal, cost) for flips, legal, cost in seat.moves()}
    codes = seat.codes.reshape(-1)
    for state, cell in enumerate(seat.cells.tolist()):
        code, other = int(codes[cell]), int(seat.others[state])
        for flips in range(1, 1 << len(turn.bits)):
            spread = sum(1 << b for k, b in enumerate(turn.bits) if flips >> k & 1)
            legal = flips in moves and bool(moves[flips][0][code, other])
            assert legal == allowed(turn, state, spread)
            if legal:
                cost = np.broadcast_to(moves[flips][1], moves[flips][0].shape)
                assert cost[code, other] == price(turn, state, spread)


@given(turns(), st.permutations(range(1 << BITS)))
@FEW
def test_what_a_move_costs_is_that_of_the_own_options_it_changes(turn, target):
    (seat,) = open_arena([turn], np.arange(1 << BITS)).seats
    own = sum(1 << bit for bit in turn.bits)
    expected = [price(turn, s, (s ^ t) & own) for s, t in enumerate(target)]
    assert seat.paid(np.array(target)).tolist() == pytest.approx(expected)
    assert seat.priced == any(any(costs) for costs in turn.costs)


@given(turns(), SUBSETS, st.integers(0, (1 << BITS) - 1))
@FEW
def test_no_move_leaves_what_is_closed_and_nothing_moves_without_a_cause(
    turn, wanted, also
):
    fixed, held = closed_states([turn], np.ones(1 << BITS, np.bool_), wanted, also)
    todo, seen = wanted.tolist(), set()
    while todo:
        state = todo.pop()
        if state not in seen:
            seen.add(state)
            todo += [state ^ (1 << bit) for bit in range(BITS) if also >> bit & 1]
            todo += [
                state ^ flips
                for flips in turn.flips.tolist()
                if flips and allowed(turn, state, flips)
            ]
    assert {state & fixed for state in seen} == {held}
    first = int(wanted[0])
    for bit in range(BITS):
        rules = dict(
            zip(turn.bits, zip(turn.takes, turn.drops, strict=True), strict=True)
        )
        barred = bit not in rules or rules[bit][first >> bit & 1] is False
        still = not also >> bit & 1 and len({s >> bit & 1 for s in wanted.tolist()}) < 2
        assert bool(fixed >> bit & 1) == (barred and still)
