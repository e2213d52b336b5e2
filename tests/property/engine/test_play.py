"""One period of moves, state by state: who goes where, and what it is worth."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.engine.period.arena import open_arena
from detente.engine.period.discounted import minmax_period
from detente.engine.period.play import Memory, Play, play_period, reaching
from tests.property.engine.test_arena import BITS, allowed, price, turns

STATES = np.arange(1 << BITS)
FEW = settings(max_examples=60)
SLIGHT, TOLERANCE = 1e-3, 1e-2
ROUGH = st.lists(
    st.tuples(st.integers(-2, 2), st.booleans()),
    min_size=2 * STATES.size,
    max_size=2 * STATES.size,
).map(
    lambda drawn: np.array(
        [rough + SLIGHT * up for rough, up in drawn], np.float64
    ).reshape(2, -1)
)
"""Values of two rows that differ by whole numbers, but for slight amounts."""
SIGNS = st.sampled_from([1, -1])
UNITS = st.sampled_from([0.0, 1.0, 3.0])


def landings(turn, state):
    """Where the party may be when its turn is over."""
    own = sum(1 << bit for bit in turn.bits)
    return [
        end
        for end in STATES.tolist()
        if not (state ^ end) & ~own
        and (end == state or allowed(turn, state, state ^ end))
    ]


def worth(turn, mine, mover, state, end):
    _, sign, unit = mover
    return sign * mine[end] - unit * price(turn, state, state ^ end)


@given(turns(), ROUGH, SIGNS, UNITS)
@FEW
def test_each_goes_where_it_is_best_and_stays_where_nothing_is_better(
    turn, values, sign, unit
):
    mover = (1, sign, unit)
    ends = play_period(
        open_arena([turn], STATES), values.copy(), [mover], TOLERANCE
    ).tolist()
    for state, end in enumerate(ends):
        reach = landings(turn, state)
        best = max(worth(turn, values[1], mover, state, each) for each in reach)
        assert end in reach
        assert worth(turn, values[1], mover, state, end) == pytest.approx(best, abs=0.1)
        stay = worth(turn, values[1], mover, state, state)
        assert (end == state) == (stay > best - 0.1)


@given(turns(), ROUGH, SIGNS, UNITS)
@FEW
def test_all_rows_follow_and_the_mover_pays(turn, values, sign, unit):
    after = values.copy()
    arena = open_arena([turn], STATES)
    ends = play_period(arena, after, [(1, sign, unit)], TOLERANCE).tolist()
    for state, end in enumerate(ends):
        paid = unit * price(turn, state, state ^ end)
        assert after[0, state] == values[0, end]
        assert after[1, state] == pytest.approx(values[1, end] - paid)


@given(turns(), turns(), ROUGH, UNITS)
@FEW
def test_who_moves_first_knows_what_the_next_one_does(first, last, values, unit):
    """Both decide by the same row, so that the best of both moves is reached."""
    movers = [(0, 1, unit)]
    after = values.copy()
    play_period(open_arena([first, last], STATES), after, movers, 0.0)
    for state in STATES.tolist():
        best = max(
            values[0, end]
            - unit * price(first, state, state ^ between)
            - unit * price(last, between, between ^ end)
            for between in landings(first, state)
            for end in landings(last, between)
        )
        assert after[0, state] == pytest.approx(best)


@given(turns(), st.integers(0, 2), ROUGH, UNITS)
@FEW
def test_against_one_who_moves_or_has_no_turn_the_others_do_their_worst(
    turn, party, values, unit
):
    after = values[:1].copy()
    feasible = np.ones(STATES.size, np.bool_)
    ends = minmax_period([turn], party, after, feasible, unit).tolist()
    for state, end in enumerate(ends):
        reach = landings(turn, state)
        own = {
            each: values[0, each] - unit * price(turn, state, state ^ each)
            for each in reach
        }
        best = min(values[0, each] for each in reach) if party else max(own.values())
        assert end in reach
        assert after[0, state] == pytest.approx(best)


@given(turns(), turns(), ROUGH, ROUGH)
@FEW
def test_who_is_held_goes_where_it_went(first, last, values, others):
    """Both turns are of one party, so the last move noted is that of the first."""
    arena = open_arena([first, last], STATES)
    noting = Play()
    play_period(arena, others.copy(), [(0, 1, 0.0)], TOLERANCE, noting)
    held = Play(noting.noted)
    ends = play_period(arena, values.copy(), [(0, 1, 0.0)], TOLERANCE, held)
    target = noting.noted.get(0, STATES)
    expected = target
    for _ in arena.seats[1:]:
        expected = target[expected]
    assert ends.tolist() == expected.tolist()


@given(turns(), ROUGH, ROUGH, UNITS)
@FEW
def test_what_is_remembered_is_what_is_found(turn, values, others, unit):
    arena, memory, movers = open_arena([turn], STATES), Memory(), [(0, 1, unit)]
    for each in (values, others, values, others):
        found, remembered = each.copy(), each.copy()
        ends = play_period(arena, found, movers, TOLERANCE)
        again = play_period(arena, remembered, movers, TOLERANCE, memory)
        assert again.tolist() == ends.tolist()
        assert remembered.tolist() == found.tolist()


@given(turns(), turns(), st.sets(st.sampled_from(STATES.tolist())))
@FEW
def test_states_are_reached_from_where_moves_lead_to_them(first, last, wanted):
    marked = np.isin(STATES, sorted(wanted))
    found = reaching(open_arena([first, last], STATES), marked)
    assert found.tolist() == [
        any(
            end in wanted
            for between in landings(first, state)
            for end in landings(last, between)
        )
        for state in STATES.tolist()
    ]
