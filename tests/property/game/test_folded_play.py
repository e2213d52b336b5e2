"""Breakdowns on the beginnings that differ are those on all states, to the last bit."""

import os
import random
from dataclasses import replace

import numpy as np
import pytest

from detente.engine.fast.compiled import prefer
from detente.engine.period import branches
from detente.engine.period.arena import open_arena
from detente.engine.period.branches import Branches
from detente.engine.period.fold import Folding
from detente.study.game import folded_recursion
from detente.study.game.aftermath import Leaving, Terms
from detente.study.game.folded_recursion import play_folded
from detente.study.game.recursion import each_for_itself
from detente.study.game.stationary_play import settle
from tests.property.engine.test_compiled_period import random_turns

CASES = int(os.environ.get("DETENTE_FOLDED", "16"))
PATIENCE = (0.0, 0.5, 0.9, 0.99, 0.9999)


def random_threat(seed):
    """States, who may move there, by what each decides, and what it is played for."""
    rng, dice = random.Random(seed), np.random.default_rng(seed)
    n_bits = rng.choice([2, 3, 4, 5, 6])
    turns = random_turns(rng, n_bits, joint=seed % 5 == 0)
    kept = dice.random(1 << n_bits) < rng.choice([0.5, 0.9, 1.1])
    kept[rng.randrange(1 << n_bits)] = True
    states = np.flatnonzero(kept)
    shape = (len(turns), states.size)
    # Few different values make ties, many make none.
    utility = dice.integers(-3, 4, shape) / 8.0
    if rng.random() < 0.5:
        utility = dice.normal(size=shape)
    patience = np.array([rng.choice(PATIENCE) for _ in turns])
    leaving = None
    if rng.random() < 0.3:
        where, known = dice.random(states.size) < 0.3, dice.normal(size=shape)
        leaving = Leaving(where, known, where & (dice.random(states.size) < 0.3))
    terms = Terms(utility, patience[:, np.newaxis], leaving)
    return turns, states, each_for_itself(patience, 1e-12), terms


def bits(found):
    """All of an aftermath, the numbers by their bits."""
    rows = (found.values, found.low, found.high)
    return (
        [each.view(np.int64).tolist() for each in rows],
        found.landings.tolist(),
        found.unsettled.tolist(),
        found.sweeps,
        found.cycle,
    )


def both_ways(seed):
    """The same states and decisions, all states carried along, and folded."""
    turns, states, rules, terms = random_threat(seed)
    arena = open_arena(turns, states)
    folded = replace(arena, folding=Folding(turns, states))
    return (arena, rules, terms), (folded, replace(rules, branches=Branches()), terms)


@pytest.mark.parametrize("block", range(4))
def test_folded_breakdowns_are_those_on_all_states_to_the_last_bit(block):
    for seed in range(block * CASES // 4, (block + 1) * CASES // 4):
        plain, folded = both_ways(seed)
        assert bits(settle(*folded)) == bits(settle(*plain)), seed


@pytest.mark.needs("numba")
def test_compiled_choices_in_cells_are_those_of_numpy_to_the_last_bit():
    for seed in range(CASES // 4):
        plain, folded = both_ways(seed)
        before = prefer(on=True)
        try:
            found = bits(settle(*folded))
        finally:
            prefer(before)
        assert found == bits(settle(*plain)), seed


def test_one_folded_period_is_that_of_all_states_to_the_last_bit():
    for seed in range(CASES):
        (arena, rules, terms), (folded, branching, _) = both_ways(seed)
        values, mine = terms.utility.copy(), terms.utility.copy()
        ends = rules.play(arena, values)
        band, landings = play_folded(folded, branching, mine)
        begun, places = band.every("values"), np.arange(ends.size)
        starts = places if band.begins is None else band.begins
        assert landings[starts].tolist() == ends.tolist(), seed
        assert begun.view(np.int64).tolist() == values.view(np.int64).tolist(), seed


def test_what_was_met_before_is_played_alike_under_other_flows():
    for seed in range(0, CASES, 4):
        (arena, rules, terms), (folded, branching, _) = both_ways(seed)
        other = replace(terms, utility=terms.utility[:, ::-1].copy())
        part = replace(terms, utility=np.where(terms.utility > 0, 0.5, terms.utility))
        for each in (terms, part, other, terms):
            found = bits(settle(folded, branching, each))
            assert found == bits(settle(arena, rules, each)), seed


def test_branches_that_do_not_fit_their_room_change_nothing(monkeypatch):
    monkeypatch.setattr(branches, "_ROOM", 3000)
    monkeypatch.setattr(branches, "_IN_ALL", 2000)
    monkeypatch.setattr(folded_recursion, "_PLAYED", 1000)
    for seed in range(0, CASES, 2):
        plain, folded = both_ways(seed)
        assert bits(settle(*folded)) == bits(settle(*plain)), seed
