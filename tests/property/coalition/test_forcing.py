"""Who can force what, against backward induction on explicit sets."""

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.engine import open_engine
from detente.study.coalition.forced_target import force_target
from detente.study.coalition.forcing import Contest, force
from tests import forcing_oracle, oracle
from tests.graph_strategies import cases_with_moves, graph_cases
from tests.property.stability.test_more_concepts import named
from tests.strategies import cases

small_cases = st.one_of(
    graph_cases(most_states=7), cases(most_options=4), cases_with_moves()
)


@st.composite
def contests(draw):
    case = draw(small_cases)
    engine = open_engine(case)
    states = sorted(oracle.feasible_states(case))
    target = draw(st.sets(st.sampled_from(states)))
    coalition = draw(st.sets(st.sampled_from(engine.parties)))
    order = draw(st.permutations(engine.parties))
    return case, engine, target, coalition, order


def asked(engine, target, coalition, order, within=None):
    where = np.zeros(engine.n_states, np.bool_)
    where[[engine.index(state) for state in target]] = True
    numbers = [engine.parties.index(party) for party in order]
    members = frozenset(engine.parties.index(party) for party in coalition)
    return force(Contest(engine, members, tuple(numbers)), where, within)


@settings(max_examples=60)
@given(contests(), st.integers(0, 3))
def test_what_is_forced_in_so_many_rounds(contest, rounds):
    case, engine, target, coalition, order = contest
    found = asked(engine, target, coalition, order, rounds)
    expected = forcing_oracle.forced_within(case, coalition, order, target, rounds)
    assert named(engine, found.places) == expected


@settings(max_examples=60)
@given(contests())
def test_what_is_forced_in_the_end_and_what_is_kept(contest):
    case, engine, target, coalition, order = contest
    found = asked(engine, target, coalition, order)
    expected = forcing_oracle.forced(case, coalition, order, target)
    assert named(engine, found.places) == expected
    held = forcing_oracle.kept(case, coalition, order, target)
    assert named(engine, found.kept) == held


@settings(max_examples=60)
@given(contests(), st.data())
def test_more_members_and_a_wider_target_force_no_less(contest, data):
    _, engine, target, coalition, order = contest
    more = coalition | data.draw(st.sets(st.sampled_from(engine.parties)))
    few = asked(engine, target, coalition, order).places
    many = asked(engine, target, more, order).places
    assert not (few & ~many & engine.feasible).any()


@settings(max_examples=60)
@given(contests(), st.data())
def test_the_way_is_played_by_the_rules_and_ends_in_time(contest, data):
    case, engine, target, coalition, _ = contest
    state = data.draw(st.sampled_from(sorted(oracle.feasible_states(case))))
    where = np.zeros(engine.n_states, np.bool_)
    where[[engine.index(each) for each in target]] = True
    members = tuple(sorted(map(engine.parties.index, coalition)))
    found = force_target(engine, engine.index(state), where, members)
    here = state
    for turn in found.way:
        assert turn.before == here
        assert turn.after in oracle.moves(case, turn.party)[here]
        here = turn.after
    if found.n_forcing and found.complete:
        assert here in target
        rounds = max(o.rounds for o in found.orders if o.rounds is not None)
        assert all(turn.round <= rounds for turn in found.way)


@settings(max_examples=60)
@given(contests(), st.data())
def test_the_smallest_coalition_is_the_first_that_can(contest, data):
    _, engine, target, _, _ = contest
    where = np.zeros(engine.n_states, np.bool_)
    where[[engine.index(each) for each in target]] = True
    state = data.draw(st.sampled_from(np.flatnonzero(engine.feasible).tolist()))
    found = force_target(engine, state, where, None)
    if found.verdict == "yes":
        for party in found.coalition:
            rest = [p for p in found.coalition if p != party]
            members = tuple(map(engine.parties.index, rest))
            assert force_target(engine, state, where, members).verdict != "yes"
