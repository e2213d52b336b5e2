"""Compiled turns are those of NumPy to the last bit, and those of the definitions."""

import random

import numpy as np
import pytest

from detente.engine.fast.compiled import prefer
from detente.engine.period.arena import laid_out, open_arena
from detente.engine.period.play import best_codes, play_period
from detente.engine.period.turn import Turn
from tests.property.deal import test_negotiation as negotiation

pytestmark = pytest.mark.needs("numba")

CASES = 1500
PATIENCE = (0.0, 0.5, 0.9, 0.99, 0.9999)


def random_rule(rng, n_bits, looked):
    """A rule that looks at some options; often it looks at none."""
    if rng.random() < 0.6:
        return rng.random() < 0.7
    mask = sum(1 << bit for bit in looked if rng.random() < 0.7)
    marks = np.array([rng.random() < 0.6 for _ in range(1 << n_bits)])
    return marks[np.arange(1 << n_bits) & mask]


def random_turns(rng, n_bits, *, joint):
    """Two to five parties that share the options; `joint` rules look at own ones."""
    bits = list(range(n_bits))
    rng.shuffle(bits)
    parties = rng.randint(2, 5)
    turns = []
    for party in range(parties):
        own = sorted(bits[party::parties])
        looked = [bit for bit in range(n_bits) if joint or bit not in own]
        landings = [random_rule(rng, n_bits, looked) for _ in own]
        turns.append(
            Turn(
                party,
                tuple(own),
                takes=tuple(random_rule(rng, n_bits, looked) for _ in own),
                drops=tuple(random_rule(rng, n_bits, looked) for _ in own),
                requires=tuple(None if isinstance(r, bool) else r for r in landings),
                costs=tuple(
                    (rng.choice([0.0, 0.0, 0.25]), rng.choice([0.0, 0.0, 0.5]))
                    for _ in own
                ),
            )
        )
    rng.shuffle(turns)
    return turns


def played(arena, values, movers, tolerance, *, compiled):
    """Play a period; gives where it ends and what it is worth, bit for bit."""
    before = prefer(on=compiled)
    try:
        mine = values.copy()
        ends = play_period(arena, mine, movers, tolerance)
    finally:
        prefer(before)
    return ends.tolist(), mine.view(np.int64).tolist()


@pytest.mark.parametrize("block", range(5))
def test_compiled_periods_are_those_of_numpy_to_the_last_bit(block):
    for seed in range(block * CASES // 5, (block + 1) * CASES // 5):
        rng, dice = random.Random(seed), np.random.default_rng(seed)
        n_bits = rng.choice([2, 4, 5, 6, 8])
        turns = random_turns(rng, n_bits, joint=seed % 3 == 0)
        kept = dice.random(1 << n_bits) < rng.choice([0.3, 0.8, 1.1])
        kept[rng.randrange(1 << n_bits)] = True
        arena = open_arena(turns, np.flatnonzero(kept))
        # Few different values make ties, many make none.
        values = dice.integers(-3, 4, (len(turns), arena.states.size)) / 8.0
        if rng.random() < 0.3:
            values = dice.normal(size=values.shape)
        price = 1 - rng.choice(PATIENCE)
        if rng.random() < 0.5:
            movers = [(row, 1, price) for row in range(len(turns))]
        else:
            movers = [(0, rng.choice([1, -1]), price) for _ in turns]
        tolerance = rng.choice([0.0, 1e-12, 0.125])
        found, expected = (
            played(arena, values, movers, tolerance, compiled=compiled)
            for compiled in (True, False)
        )
        assert found == expected, seed


@pytest.mark.parametrize("joint", [False, True])
def test_what_is_chosen_in_cells_is_that_of_numpy(joint):
    for seed in range(200):
        rng, dice = random.Random(seed), np.random.default_rng(seed)
        n_bits = rng.choice([4, 6, 8])
        turns = random_turns(rng, n_bits, joint=joint)
        arena = open_arena(turns, np.flatnonzero(dice.random(1 << n_bits) < 0.8))
        for seat in arena.seats:
            grid = laid_out(seat, dice.integers(-3, 4, arena.states.size) / 8.0)
            found, expected = (
                chosen_in_cells(seat, grid, compiled=compiled)
                for compiled in (True, False)
            )
            assert found == expected, seed


def chosen_in_cells(seat, grid, *, compiled):
    """Choose where values stand on the grid already."""
    before = prefer(on=compiled)
    try:
        codes = best_codes(seat, grid.copy(), 0.25, 1e-12)
    finally:
        prefer(before)
    return codes[np.isfinite(grid)].tolist()


def test_long_rows_shared_by_processors_are_those_of_numpy(monkeypatch):
    monkeypatch.setattr("detente.engine.fast.compiled._SHARED", 4)
    monkeypatch.setattr("detente.engine.fast.compiled.processors", lambda: 3)
    rng, dice = random.Random(1), np.random.default_rng(1)
    turns = random_turns(rng, 12, joint=False)
    arena = open_arena(turns, np.flatnonzero(dice.random(1 << 12) < 0.9))
    values = dice.normal(size=(len(turns), arena.states.size))
    movers = [(row, 1, 0.1) for row in range(len(turns))]
    found, expected = (
        played(arena, values, movers, 1e-12, compiled=compiled)
        for compiled in (True, False)
    )
    assert found == expected


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    "law",
    [
        negotiation.test_a_period_of_breakdown_is_the_joint_maximum_of_every_mover,
        negotiation.test_a_period_of_min_max_is_the_definition,
    ],
)
def test_compiled_periods_are_those_of_the_definitions(law):
    law()
