"""Kinds of resting situations against their definition, on random cases."""

import random

import numpy as np
from hypothesis import given, strategies as st

from detente.engine import open_engine
from detente.model.concept import Concept
from detente.study.stability.resting import find_resting
from detente.study.stability.stable_sets import find_stable
from tests.deal_oracle.random_deals import Wants, random_deal


@given(st.integers(0, 2**32 - 1))
def test_kinds_are_joined_by_steps_of_one_option(seed):
    case = random_deal(random.Random(seed), Wants(options=5, rules=0.2))
    engine = open_engine(case)
    held = find_stable(engine, [Concept.R]).equilibria(Concept.R)
    states = {engine.state(int(each)) for each in np.flatnonzero(held)}
    kinds, left = [], set(states)
    while left:
        kind = {left.pop()}
        while near := {s for s in left if any(_differ(s, t) == 1 for t in kind)}:
            kind |= near
            left -= near
        kinds.append(kind)
    now = case.status_quo
    rng = random.Random(seed)
    ends = {s for s in states if rng.random() < 0.3}
    said = find_resting(engine, held, ends)
    assert len(said) == len(kinds)
    far = [_differ(each.nearest, now) for each in said]
    assert far == sorted(far)
    for each in said:
        kind = next(kind for kind in kinds if each.nearest in kind)
        assert each.count == len(kind)
        assert each.holds_now == (now in kind)
        assert each.reached == bool(ends & kind)
        assert _differ(each.nearest, now) == min(_differ(s, now) for s in kind)
        pairs = [(o.id, p) for p, o in enumerate(case.options) if not o.settled]
        always = {o for o, p in pairs if all(s[p] == "Y" for s in kind)}
        never = {o for o, p in pairs if all(s[p] == "N" for s in kind)}
        standing = {o for o, p in pairs if now[p] == "Y"}
        assert set(each.taken) == always - standing
        assert set(each.dropped) == never & standing


def _differ(one, other):
    return sum(a != b for a, b in zip(one, other, strict=True))
