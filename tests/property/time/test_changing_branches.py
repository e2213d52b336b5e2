"""What was met before while leaders change is played again, to the last bit."""

from dataclasses import replace

import numpy as np

from detente.engine.period.arena import Arena
from detente.engine.period.branches import Branches
from detente.engine.period.fold import ApartError, fold_arena
from detente.study.game.aftermath import Terms
from detente.study.time.changing_leaders import Changing, Onward
from tests.property.game.test_folded_play import random_threat

LEADERS = 2


def both_ways(seed, told):
    """One period under two combinations of leaders, without and with kept branches."""
    turns, states, rules, terms = random_threat(seed)
    shape = (len(turns), LEADERS * states.size)
    utility = np.random.default_rng(seed).integers(-3, 4, shape) / 8.0
    plain = Changing(
        arena=Arena(states, ()),
        rules=rules,
        terms=Terms(utility, terms.discount, None),
        folded=fold_arena(turns, states, told),
        usual=np.full((LEADERS, LEADERS), 1 / LEADERS),
    )
    return plain, replace(plain, rules=replace(rules, branches=Branches()), _names={})


def begun(changing, onward):
    try:
        values, played = changing.begun(onward)
    except ApartError as apart:
        return apart.bits
    return values.view(np.int64).tolist(), played.ends.tolist()


def test_periods_that_begin_alike_in_part_only_are_told_apart():
    for seed in range(24):
        rng = np.random.default_rng(seed)
        plain, kept = both_ways(seed, told=-(seed % 2))
        starts = plain.folded.starts.size
        shape = (len(plain.flows), LEADERS, starts)
        worth = rng.integers(-8, 9, shape).astype(float)
        later = [worth]
        for place in range(starts):
            # Another value at one start alone, for one row under one combination.
            other = worth.copy()
            other[rng.integers(shape[0]), rng.integers(LEADERS), place] += 40.0
            later += [other, worth]
        swapped = rng.permutation(starts)[plain.folded.begins]
        for each in later:
            for kind in (plain.folded.begins, swapped):
                onward = Onward(each, kind)
                assert begun(kept, onward) == begun(plain, onward), seed
