"""What would make a state last, against every order and every single change."""

import os
import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings, strategies as st

from detente.engine import open_engine
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.study.preference.inverse import study_inverse
from detente.study.preference.inverse_condition import (
    find_condition,
    least_level,
    share_of_orders,
)
from detente.study.preference.inverse_edit import reranked
from detente.study.preference.inverse_lever import Asked
from detente.study.preference.listed_game import dense, list_game, members
from tests import inverse_oracle, oracle
from tests.graph_strategies import cases_with_moves, graph_cases, random_graph_case
from tests.strategies import cases

CASES = int(os.environ.get("DETENTE_INVERSE", "15"))
concepts = st.sampled_from(CORE_CONCEPTS)
small = st.one_of(graph_cases(most_states=6), cases(most_options=4), cases_with_moves())


def of_states(n_states, n_parties):
    """Random graphs with so many states."""
    seeds = st.integers(0, 2**32 - 1)
    found = seeds.map(
        lambda seed: random_graph_case(
            random.Random(seed), most_states=n_states, n_parties=n_parties
        )
    )
    return found.filter(lambda case: len(case.graph.states) == n_states)


def asked(case, target, concept):
    def states(engine):
        chosen = [engine.index(state) for state in target]
        found = engine.feasible & False
        found[[number for number in chosen if number is not None]] = True
        return found

    return Asked(case, concept, open_engine, states)


@settings(max_examples=40)
@given(small)
def test_the_listed_game_says_what_the_definitions_say(case):
    game = list_game(open_engine(case))
    for concept in CORE_CONCEPTS:
        for at, party in enumerate(game.parties):
            stays = {
                state
                for place, state in enumerate(game.states)
                if game.stays(at, place, concept)
            }
            assert stays == oracle.stable(case, party, concept)
    reached = {game.states[place] for place in members(game.reached)}
    assert reached == inverse_oracle.reached(case)


@settings(max_examples=12)
@given(of_states(4, 3), concepts)
def test_a_party_stays_in_just_the_orders_that_satisfy_its_condition(case, concept):
    game = list_game(open_engine(case))
    party = game.parties[0]
    conditions = [find_condition(game, 0, s, concept) for s in range(4)]
    for ranking in inverse_oracle.weak_orders(game.states):
        stable = oracle.stable(
            inverse_oracle.wanting(case, party, ranking), party, concept
        )
        for at, state in enumerate(game.states):
            better = sum(
                1 << k
                for k, other in enumerate(game.states)
                if inverse_oracle.side(ranking, other, state) > 0
            )
            holds = all(clause.holds(better) for clause in conditions[at])
            assert holds == (state in stable)


@settings(max_examples=12)
@given(of_states(4, 2), concepts, st.integers(0, 3))
def test_no_order_that_satisfies_the_condition_is_nearer(case, concept, state):
    game = list_game(open_engine(case))
    party = game.parties[0]
    before = inverse_oracle.ranking_of(case, party)
    least = min(
        inverse_oracle.distance(before, ranking)
        for ranking in inverse_oracle.weak_orders(game.states)
        if game.states[state]
        in oracle.stable(inverse_oracle.wanting(case, party, ranking), party, concept)
    )
    clauses = find_condition(game, 0, state, concept)
    level = least_level(game.orders[0], state, clauses)
    if level is None:
        assert least == 0
    else:
        risen = list(game.orders[0])
        risen[state] = level
        assert reranked(game, 0, state, dense(risen)).edit.size == least > 0


@settings(max_examples=12)
@given(of_states(5, 3), concepts, st.integers(0, 4))
def test_so_many_strict_orders_satisfy_the_condition(case, concept, state):
    game = list_game(open_engine(case))
    party = game.parties[0]
    orders = inverse_oracle.strict_orders(game.states)
    count = sum(
        game.states[state]
        in oracle.stable(inverse_oracle.wanting(case, party, order), party, concept)
        for order in orders
    )
    share = share_of_orders(find_condition(game, 0, state, concept))
    assert share == Fraction(count, len(orders))


@settings(max_examples=5)
@given(of_states(3, 2), concepts, st.integers(0, 2))
def test_profiles_of_two_parties_that_make_an_equilibrium(case, concept, state):
    game = list_game(open_engine(case))
    for one in inverse_oracle.weak_orders(game.states):
        for two in inverse_oracle.weak_orders(game.states):
            both = inverse_oracle.wanting(case, game.parties[0], one)
            both = inverse_oracle.wanting(both, game.parties[1], two)
            edited = game
            for at, ranking in enumerate((one, two)):
                place = {s: -k for k, tie in enumerate(ranking) for s in tie}
                order = dense([place[s] for s in game.states])
                edited = edited.with_order(at, order)
            lasts = game.states[state] in oracle.equilibria(both, concept)
            assert edited.lasts(state, concept) == lasts


def single_levers(case, target, concept):
    """The sizes of all single changes that make a state last and come about."""
    return [
        size
        for _, size, edited in inverse_oracle.single_edits(case, target)
        if inverse_oracle.is_placed(edited)
        and inverse_oracle.achieves(edited, target, concept)
    ]


@settings(max_examples=CASES)
@given(
    st.one_of(graph_cases(most_states=4), cases(most_options=2)), concepts, st.data()
)
def test_no_single_change_is_missed_and_none_is_smaller(case, concept, data):
    states = oracle.feasible_states(case)
    target = data.draw(st.sets(st.sampled_from(states), min_size=1, max_size=2))
    found = study_inverse(asked(case, target, concept))
    if inverse_oracle.achieves(case, target, concept):
        assert set(found.already) == inverse_oracle.achieves(case, target, concept)
        assert not found.levers
        return
    sizes = single_levers(case, target, concept)
    singles = [each for each in found.levers if len(each.edits) == 1]
    assert bool(sizes) == any(each.reached for each in singles)
    if sizes:
        assert min(sizes) == singles[0].size
    for lever in found.levers:
        if lever.reached:
            done = inverse_oracle.achieves(lever.case, target, concept)
        else:
            done = oracle.equilibria(lever.case, concept) & target
        assert set(lever.states) == done


@settings(max_examples=4)
@given(of_states(3, 2), concepts, st.integers(0, 2))
def test_no_pair_of_changes_is_missed(case, concept, state):
    target = {f"s{state}"}
    if inverse_oracle.achieves(case, target, concept):
        return
    if single_levers(case, target, concept):
        return
    works = any(
        inverse_oracle.achieves(both, target, concept)
        for touched, _, edited in inverse_oracle.single_edits(case, target)
        for also, _, both in inverse_oracle.single_edits(edited, target)
        if also != touched
    )
    found = study_inverse(asked(case, target, concept))
    assert works == any(each.reached for each in found.levers)


@settings(max_examples=20)
@given(of_states(4, 3), st.sampled_from(CORE_CONCEPTS[:3]), st.integers(0, 3))
def test_the_least_changes_of_all_orders_together_make_it_last(case, concept, state):
    game = list_game(open_engine(case))
    for at in range(3):
        clauses = find_condition(game, at, state, concept)
        level = least_level(game.orders[at], state, clauses)
        if level is not None:
            risen = list(game.orders[at])
            risen[state] = level
            game = game.with_order(at, dense(risen))
    assert game.lasts(state, concept)


def test_raising_a_state_does_not_change_what_its_party_needs():
    case = random_graph_case(random.Random(5), most_states=5, n_parties=3)
    game = list_game(open_engine(case))
    before = find_condition(game, 0, 1, Concept.SEQ)
    raised = replace(game).with_order(0, range(len(game.states)))
    assert find_condition(raised, 0, 1, Concept.SEQ) == before
