"""How far ahead two parties look, against the definition at every horizon."""

import random
from itertools import islice

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.engine import open_engine
from detente.errors import UnsupportedError
from detente.study.stability.horizon import look_far
from detente.study.stability.limited_move import (
    fingerprint,
    lookaheads,
    non_myopic,
    outlooks,
)
from tests import oracle, oracle_more
from tests.strategies import random_case

SEEDS = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=30)
LONGEST = 4


def opened(seed):
    """A random case of two parties."""
    rng = random.Random(seed)
    while True:
        case = random_case(rng, most_options=4)
        if len(case.parties) == 2:
            try:
                return open_engine(case)
            except UnsupportedError:
                continue


def states_of(engine):
    return [int(state) for state in np.flatnonzero(engine.feasible)]


@given(SEEDS)
@MANY
def test_who_stays_at_a_horizon_is_what_the_definition_says(seed):
    engine = opened(seed)
    for state in states_of(engine)[:4]:
        for found in outlooks(engine, state, LONGEST):
            ends = [
                oracle_more.limited_move(
                    engine.case, found.party, engine.state(state), horizon
                )
                for horizon in range(1, LONGEST + 1)
            ]
            stays = [end == engine.state(state) for end in ends]
            assert list(found.stays) == stays
            left = stays.index(False) if False in stays else None
            assert found.stays_up_to == (LONGEST if left is None else left)
            assert found.leads_to == (None if left is None else ends[left])
            if left is not None:
                own = oracle.moves(engine.case, found.party)[engine.state(state)]
                assert found.moves_to in own


@given(SEEDS)
@MANY
def test_beyond_what_is_covered_the_choices_repeat(seed):
    engine = opened(seed)
    found = look_far(engine, states_of(engine)[:1])
    covered = found.repeats_from + found.period
    ahead = [fingerprint(each) for each in islice(lookaheads(engine), 3 * covered + 3)]
    for horizon in range(1, len(ahead)):
        assert 1 <= found.at(horizon) <= covered
        assert ahead[found.at(horizon)] == ahead[horizon]
    assert all(len(view.stays) == covered for view in found.views)
    assert len(set(ahead[:covered])) == covered


@given(SEEDS)
@MANY
def test_a_view_tells_the_first_horizon_at_which_a_party_leaves(seed):
    engine = opened(seed)
    states = states_of(engine)[:3]
    found = look_far(engine, states)
    covered = found.repeats_from + found.period
    expected = [each for state in states for each in outlooks(engine, state, covered)]
    assert len(found.views) == len(expected)
    for view, each in zip(found.views, expected, strict=True):
        assert view.party == each.party
        assert (view.stays, view.unique) == (each.stays, each.unique)
        assert (view.moves_to, view.leads_to) == (each.moves_to, each.leads_to)
        left = each.stays_up_to + 1 if False in each.stays else None
        assert view.leaves_at == left
        assert view in found.of(view.party).views
    assert all(view.party == "p0" for view in found.of("p0").views)


@given(SEEDS)
@MANY
def test_for_ever_is_every_horizon_of_what_repeats(seed):
    engine = opened(seed)
    found = non_myopic(engine)
    first, period = found.repeats_from, found.period
    every = list(islice(lookaheads(engine), first + 2 * period + 1))
    for name in ("stable", "unique"):
        later = [getattr(each, name) for each in every[first + 1 :]]
        assert np.array_equal(getattr(found, name), np.logical_and.reduce(later))
    assert fingerprint(every[first]) == fingerprint(every[first + period])
