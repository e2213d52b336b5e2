"""The further concepts against their definitions."""

from dataclasses import replace

import numpy as np
from hypothesis import given, strategies as st

from detente.engine import open_engine
from detente.model.concept import CORE_CONCEPTS, Assumptions, Concept
from detente.study.coalition.joint_improvement import list_coalitions
from detente.study.coalition.merger import merge_under
from detente.study.preference.pairs_of_states import Pairs, prefers
from detente.study.preference.strength_of_preference import strength_stable
from detente.study.preference.unknown_preference import READINGS, unknown_stable
from detente.study.stability.core_concepts import stable
from detente.study.stability.limited_move import look_ahead, non_myopic, outlooks
from detente.study.stability.sanctions import stable as stable_assuming
from detente.study.stability.simultaneous import (
    seq_sim_stable,
    sim_stable,
)
from detente.study.stability.stable_sets import find_stable
from tests import oracle, oracle_more
from tests.graph_strategies import cases_with_moves, graph_cases
from tests.strategies import cases

duels = graph_cases(n_parties=2, most_states=7)
strict_duels = graph_cases(n_parties=2, most_states=7, ties=0)
small_cases = st.one_of(
    graph_cases(most_states=7), cases(most_options=4, own_rules=0.2)
)
seeds = st.integers(0, 2**32 - 1)
concepts = st.sampled_from(list(CORE_CONCEPTS))
option_cases = st.one_of(cases(most_options=6, own_rules=0.3), cases_with_moves())


def named(engine, states):
    return {engine.state(int(state)) for state in np.flatnonzero(states)}


def at(engine, state):
    """The number of a feasible state."""
    return engine.index(state)


@given(option_cases)
def test_simultaneous_sanctions_are_those_of_the_definitions(case):
    engine = open_engine(case)
    for position, party in enumerate(engine.parties):
        found = named(engine, sim_stable(engine, position))
        assert found == oracle_more.sim_stable(case, party)


@given(option_cases)
def test_seq_sim_holds_where_either_does(case):
    engine = open_engine(case)
    for position, party in enumerate(engine.parties):
        expected = oracle.stable(case, party, "SEQ")
        expected |= oracle_more.sim_stable(case, party)
        assert named(engine, seq_sim_stable(engine, position)) == expected


@given(duels, st.integers(1, 5))
def test_looking_ahead_ends_where_the_definitions_say(case, horizon):
    engine = open_engine(case)
    found = look_ahead(engine, horizon)
    for position, party in enumerate(engine.parties):
        for state in oracle.feasible_states(case):
            end = int(found.ends[position, at(engine, state)])
            expected = oracle_more.limited_move(case, party, state, horizon)
            assert engine.state(end) == expected


@given(duels)
def test_looking_one_move_ahead_is_nash(case):
    engine = open_engine(case)
    found = look_ahead(engine, 1).stable
    for position, party in enumerate(engine.parties):
        assert named(engine, found[position]) == oracle.stable(case, party, "R")


@given(duels)
def test_non_myopic_is_every_horizon_of_the_cycle(case):
    engine = open_engine(case)
    found = non_myopic(engine)
    cycle = range(found.repeats_from, found.repeats_from + 2 * found.period + 3)
    stays = [look_ahead(engine, horizon).stable for horizon in cycle]
    assert (np.logical_and.reduce(stays) == found.stable).all()


@given(strict_duels, st.integers(1, 6))
def test_without_ties_looking_ahead_is_unique(case, horizon):
    assert look_ahead(open_engine(case), horizon).unique.all()


@given(duels, st.integers(1, 5))
def test_where_it_is_said_to_be_unique_the_order_of_states_has_no_say(case, horizon):
    engine, turned = open_engine(case), open_engine(turned_round(case))
    found, again = look_ahead(engine, horizon), look_ahead(turned, horizon)
    for party in (0, 1):
        for state in np.flatnonzero(found.unique[party]):
            mirrored = turned.index(engine.state(int(state)))
            end, other = found.ends[party, state], again.ends[party, mirrored]
            assert engine.state(int(end)) == turned.state(int(other))


def turned_round(case):
    """The same case with its states listed in the opposite order."""
    return replace(case, graph=replace(case.graph, states=case.graph.states[::-1]))


@given(duels, st.integers(1, 6))
def test_an_outlook_names_the_first_horizon_at_which_a_party_leaves(case, longest):
    engine = open_engine(case)
    ahead = [look_ahead(engine, horizon) for horizon in range(1, longest + 1)]
    for state in range(engine.n_states):
        for party, outlook in enumerate(outlooks(engine, state, longest)):
            stays = [bool(each.stable[party, state]) for each in ahead]
            assert list(outlook.stays) == stays
            assert all(stays[: outlook.stays_up_to])
            assert (outlook.moves_to is None) == all(stays)


def ids(engine, coalition):
    return tuple(engine.parties[member] for member in coalition)


@given(small_cases, concepts)
def test_a_merged_coalition_and_the_others_rest_where_the_definitions_say(
    case, concept
):
    engine = open_engine(case)
    sets = find_stable(engine, [concept])
    apart = named(engine, sets.equilibria(concept))
    for coalition in list_coalitions(engine, 2):
        members = ids(engine, coalition)
        expected = oracle_more.coalition_stable(case, members, concept)
        for party in set(engine.parties) - set(members):
            expected = expected & oracle_more.stable_beside_one_party(
                case, party, members, concept
            )
        (found,) = merge_under(sets, coalition).outcomes
        assert named(engine, found.equilibria) == expected
        assert named(engine, found.gained) == expected - apart
        assert named(engine, found.lost) == apart - expected


choices = st.builds(
    Assumptions,
    sanction=st.sampled_from(["weak", "strict"]),
    return_is_sanction=st.booleans(),
    sequences=st.sampled_from(["legal", "once", "single"]),
)


@given(small_cases, concepts, choices)
def test_other_sanctions_are_those_of_the_definitions(case, concept, assumptions):
    engine = open_engine(case)
    for position, party in enumerate(engine.parties):
        found = named(engine, stable_assuming(engine, position, concept, assumptions))
        expected = oracle_more.stable_assuming(case, party, concept, assumptions)
        assert found == expected


@given(graph_cases(n_parties=2, most_states=7), concepts, st.booleans())
def test_a_return_counts_only_where_it_is_said_to(case, concept, counted):
    engine = open_engine(case)
    assumptions = Assumptions(return_is_sanction=counted)
    for position, party in enumerate(engine.parties):
        found = named(engine, stable_assuming(engine, position, concept, assumptions))
        expected = oracle_more.stable_assuming(case, party, concept, assumptions)
        assert found == expected


@given(option_cases, choices)
def test_simultaneous_sanctions_follow_the_same_assumptions(case, assumptions):
    engine = open_engine(case)
    for position, party in enumerate(engine.parties):
        expected = oracle_more.sim_stable(case, party, assumptions.sanction)
        assert named(engine, sim_stable(engine, position, assumptions)) == expected
        expected |= oracle_more.stable_assuming(case, party, Concept.SEQ, assumptions)
        assert named(engine, seq_sim_stable(engine, position, assumptions)) == expected


@given(small_cases, concepts)
def test_the_default_sanctions_are_those_of_the_core_concepts(case, concept):
    engine = open_engine(case)
    for party in range(len(engine.parties)):
        found = stable_assuming(engine, party, concept, Assumptions())
        assert np.array_equal(found, stable(engine, party, concept))


def random_relations(engine, seed):
    """Any relation for each party, no order at all."""
    source = np.random.default_rng(seed)
    shape = len(engine.parties), engine.n_feasible, engine.n_feasible
    return source.random(shape) < source.choice([0.2, 0.5, 0.8])


def predicate(engine, relations):
    names = [engine.state(int(state)) for state in np.flatnonzero(engine.feasible)]
    place = {name: k for k, name in enumerate(names)}
    return lambda t, s: bool(relations[place[t], place[s]])


@given(small_cases, concepts, seeds)
def test_any_relation_is_judged_as_the_definitions_say(case, concept, seed):
    engine = open_engine(case)
    leaves, hurts = random_relations(engine, seed), random_relations(engine, seed + 1)
    by_party = dict(zip(engine.parties, leaves, strict=True))
    pairs = Pairs(engine, leaves)
    for position, party in enumerate(engine.parties):
        found = pairs.stable(position, concept, leaves[position], hurts[position])
        expected = oracle_more.pairwise_stable(
            case,
            party,
            concept,
            lambda j, t, s: predicate(engine, by_party[j])(t, s),
            predicate(engine, hurts[position]),
        )
        assert named(engine, found) == expected


@given(small_cases, concepts)
def test_a_plain_order_is_judged_as_ever(case, concept):
    engine = open_engine(case)
    leaves = [prefers(engine, party) for party in range(len(engine.parties))]
    pairs = Pairs(engine, leaves)
    for party in range(len(engine.parties)):
        found = pairs.stable(party, concept, leaves[party], ~leaves[party])
        assert np.array_equal(found, stable(engine, party, concept))


@given(small_cases, concepts, seeds)
def test_readings_of_the_unknown_are_nested(case, concept, seed):
    engine = open_engine(case)
    hidden = random_relations(engine, seed)
    hidden |= hidden.transpose(0, 2, 1)
    hidden &= ~np.eye(engine.n_feasible, dtype=bool)
    parties = range(len(engine.parties))
    better = [prefers(engine, party) & ~hidden[party] for party in parties]
    pairs = Pairs(engine, [better[party] | hidden[party] for party in parties])
    for party in parties:
        a, b, c, d = (
            unknown_stable(pairs, party, concept, reading, better[party], hidden[party])
            for reading in READINGS
        )
        assert not (a & ~b | b & ~d | a & ~c | c & ~d).any()
        if concept is Concept.R:
            assert np.array_equal(a, c)
            assert np.array_equal(b, d)


@given(small_cases, concepts)
def test_strong_and_weak_split_what_holds_by_sanctions(case, concept):
    engine = open_engine(case)
    parties = range(len(engine.parties))
    gains = [graded(engine, party) for party in parties]
    pairs = Pairs(engine, [gain > 0 for gain in gains])
    for party in parties:
        found = strength_stable(pairs, party, concept, gains[party])
        assert np.array_equal(found.general, stable(engine, party, concept))
        held = found.general & ~stable(engine, party, Concept.R)
        assert np.array_equal(found.strong | found.weak, held)
        assert not (found.strong & found.weak).any()


def graded(engine, party):
    """Degree 2 where states are further apart in payoff than 1."""
    payoff = engine.payoff(party)[engine.feasible].astype(np.int64)
    return np.clip(payoff[:, None] - payoff[None, :], -2, 2).astype(np.int8)


@given(small_cases, concepts)
def test_strong_sanctions_are_great_losses(case, concept):
    engine = open_engine(case)
    gains = [graded(engine, party) for party in range(len(engine.parties))]
    pairs = Pairs(engine, [gain > 0 for gain in gains])
    for position, party in enumerate(engine.parties):
        strong = strength_stable(pairs, position, concept, gains[position]).strong
        score = payoff_by_name(engine, position)
        expected = oracle_more.pairwise_stable(
            case,
            party,
            concept,
            lambda j, t, s: t in oracle.improvements(case, j)[s],
            lambda x, s, score=score: score[x] <= score[s] - 2,
        )
        assert named(engine, strong) == expected - oracle.stable(case, party, "R")


def payoff_by_name(engine, party):
    payoff = engine.payoff(party)
    return {
        engine.state(int(state)): int(payoff[state])
        for state in np.flatnonzero(engine.feasible)
    }
