"""The engine of explicit moves against the definitions, and against the cube."""

import random

import numpy as np
from hypothesis import given, strategies as st

from detente.engine import open_engine
from detente.engine.arcs.operators import Arcs
from detente.engine.arcs.search import find_feasible
from detente.engine.cube.operators import Cube
from detente.errors import UnsupportedError
from detente.model.concept import CORE_CONCEPTS
from detente.study.stability.path import find_distances
from detente.study.stability.stable_sets import find_stable
from tests import oracle
from tests.graph_strategies import cases_with_moves, graph_cases
from tests.strategies import cases

seeds = st.integers(0, 2**32 - 1)
any_graph = st.one_of(graph_cases(), cases_with_moves(), cases(own_rules=0.5))


def named(engine, states):
    return {engine.state(int(state)) for state in np.flatnonzero(states)}


def at(engine, state):
    """The number of a feasible state."""
    return engine.index(state)


def stable_sets(engine):
    sets = find_stable(engine)
    return {key: named(engine, states) for key, states in sets.sets.items()}


def defined_sets(case):
    return {
        (concept, position): oracle.stable(case, party.id, concept)
        for concept in CORE_CONCEPTS
        for position, party in enumerate(case.parties)
    }


@given(graph_cases())
def test_stability_on_graphs_is_that_of_the_definitions(case):
    assert stable_sets(Arcs(case)) == defined_sets(case)


@given(cases_with_moves())
def test_written_moves_replace_those_of_their_party_only(case):
    assert stable_sets(Arcs(case)) == defined_sets(case)


@given(cases(most_options=6, own_rules=0.5))
def test_stability_under_any_rules_is_that_of_the_definitions(case):
    assert stable_sets(Arcs(case)) == defined_sets(case)


@given(cases(own_rules=0.3))
def test_arcs_agree_with_the_cube_state_by_state(case):
    try:
        cube = Cube(case)
    except UnsupportedError:
        return
    arcs = Arcs(case)
    expected, found = find_stable(cube).sets, find_stable(arcs).sets
    assert (arcs.n_states, arcs.status_quo) == (cube.n_states, cube.status_quo)
    assert all(np.array_equal(found[key], expected[key]) for key in expected)


@given(any_graph)
def test_moves_are_those_of_the_definitions(case):
    engine = Arcs(case)
    for position, party in enumerate(engine.parties):
        for state, reach in oracle.moves(case, party).items():
            ends = engine.moves(position, at(engine, state))
            assert {engine.state(int(end)) for end in ends} == reach
            assert (np.diff(ends) > 0).all()


@given(any_graph)
def test_sources_turn_moves_round(case):
    engine = Arcs(case)
    for party in range(len(engine.parties)):
        for state in np.flatnonzero(engine.feasible):
            expected = [
                first
                for first in np.flatnonzero(engine.feasible)
                if state in engine.moves(party, int(first))
            ]
            assert engine.sources(party, int(state)).tolist() == expected


@given(any_graph, seeds)
def test_what_a_move_reaches_is_the_union_over_its_sources(case, seed):
    engine = Arcs(case)
    chosen = np.random.default_rng(seed).random(engine.n_states) < 0.4
    chosen &= engine.feasible
    for position, party in enumerate(engine.parties):
        for improving in (False, True):
            kinds = oracle.improvements if improving else oracle.moves
            reach = kinds(case, party)
            expected = set().union(*(reach[s] for s in named(engine, chosen)))
            found = engine.reached(position, chosen, improving=improving)
            assert named(engine, found) == expected


@given(any_graph, seeds)
def test_replies_are_the_worst_of_legal_sequences(case, seed):
    rng = random.Random(seed)
    engine = Arcs(case)
    movers = tuple(j for j in range(len(engine.parties)) if rng.random() < 0.7)
    values = np.array([rng.randrange(9) for _ in range(engine.n_states)], np.int32)
    for credible in (False, True):
        steps = oracle.improvements if credible else oracle.moves
        answer = engine.credible_reply if credible else engine.reply
        found = answer(movers, values)
        ids = tuple(engine.parties[mover] for mover in movers)
        for state in oracle.feasible_states(case):
            ends = oracle.legal_sequences(case, ids, steps)[state] | {state}
            worst = min(values[engine.index(end)] for end in ends)
            assert found[at(engine, state)] == worst


@given(graph_cases(), seeds)
def test_distances_keep_to_legal_sequences_on_graphs(case, seed):
    engine = Arcs(case)
    start = random.Random(seed).randrange(engine.n_states)
    movers = tuple(range(len(engine.parties)))
    found = find_distances(engine, start, movers, improving=False).least()
    legal = oracle.legal_sequences(case, engine.parties, oracle.moves)
    assert named(engine, found >= 0) == legal[engine.state(start)] | {
        engine.state(start)
    }


@given(any_graph)
def test_a_state_is_found_by_its_name(case):
    engine = open_engine(case, "arcs")
    for state in oracle.feasible_states(case):
        assert engine.state(at(engine, state)) == state


@given(cases())
def test_a_search_finds_the_feasible_states(case):
    engine = Arcs(case)
    found = find_feasible(case, 1 << 20)
    assert [engine.state(int(code)) for code in found] == [
        *oracle.feasible_states(case)
    ]
