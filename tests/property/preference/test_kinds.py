"""Unknown preferences, strength and hypergames against their definitions."""

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.engine import open_engine
from detente.model.case import Case, Graph, Party
from detente.model.concept import CORE_CONCEPTS
from detente.model.formula import TRUE, Constant, Not, holds
from detente.model.preference import Comparison, Preference
from detente.model.text import Text
from detente.study.check.warnings import review
from detente.study.preference.hypergame import SeenGame, perceived, study_hypergame
from detente.study.preference.strength_of_preference import degrees_of, study_strength
from detente.study.preference.unknown_preference import (
    READINGS,
    study_unknown,
    unknown_to,
)
from tests import oracle, oracle_more
from tests.graph_strategies import cases_with_moves, graph_cases, random_order
from tests.strategies import cases, random_formula, random_preference

seeds = st.integers(0, 2**32 - 1)
small_cases = st.one_of(
    graph_cases(most_states=6),
    cases(most_options=4, own_rules=0.2),
    cases_with_moves(),
)


def true(case, formula, state):
    """Whether a formula holds at a state, by its options or by its id."""
    if case.options:
        return oracle.true_at(case, formula, state)
    return holds(formula, lambda name: name == state)


def names_of(case):
    return [*case.option, *case.definitions, *dict(case.graph.states)]


def random_comparisons(rng, case):
    names = names_of(case)
    return tuple(
        Comparison(
            random_formula(rng, names, 1),
            random_formula(rng, names, 1) if rng.random() < 0.5 else None,
        )
        for _ in range(rng.choice((0, 1, 1, 2)))
    )


@st.composite
def compared_cases(draw):
    """Cases whose parties do not know some things, and want others greatly."""
    case = draw(small_cases)
    rng = random.Random(draw(seeds))
    wants = tuple(
        (
            party,
            replace(
                wanted,
                unknown=random_comparisons(rng, case),
                strong=random_comparisons(rng, case),
            ),
        )
        for party, wanted in case.preference.items()
    )
    return replace(case, preferences=wants)


def related(case, entry, t, s):
    """Whether an entry speaks of two states, in this order."""
    first = true(case, entry.first, t)
    if entry.second is None:
        return first != true(case, entry.first, s)
    return first and true(case, entry.second, s)


def unknown(case, party, t, s):
    entries = case.preference[party].unknown
    return t != s and any(
        related(case, each, t, s) or related(case, each, s, t) for each in entries
    )


def better(case, party, t, s):
    score = oracle.scores(case, party)
    return score[t] > score[s]


def known_better(case, party, t, s):
    return better(case, party, t, s) and not unknown(case, party, t, s)


def greatly(case, party, t, s):
    entries = case.preference[party].strong
    return better(case, party, t, s) and any(
        related(case, each, t, s) for each in entries
    )


def named(engine, states):
    return {engine.state(int(at)) for at in np.flatnonzero(states)}


def by_pairs(engine, case, predicate):
    """Write a predicate of two states as an array, as the studies do."""
    states = [engine.state(int(at)) for at in np.flatnonzero(engine.feasible)]
    return np.array([[predicate(case, t, s) for s in states] for t in states])


@given(compared_cases())
def test_what_is_unknown_is_what_the_entries_say(case):
    engine = open_engine(case)
    for position, party in enumerate(engine.parties):
        expected = by_pairs(engine, case, lambda c, t, s, p=party: unknown(c, p, t, s))
        assert (unknown_to(engine, position) == expected).all()


@given(compared_cases())
def test_what_is_strong_is_what_the_entries_say(case):
    engine = open_engine(case)
    for position, party in enumerate(engine.parties):
        found = degrees_of(engine, position)
        strong = by_pairs(engine, case, lambda c, t, s, p=party: greatly(c, p, t, s))
        some = by_pairs(engine, case, lambda c, t, s, p=party: better(c, p, t, s))
        assert ((found == 2) == strong).all()
        assert ((found > 0) == some).all()
        assert (found == -found.T).all()


@given(compared_cases())
def test_an_entry_is_warned_of_where_it_speaks_of_no_two_states(case):
    engine = open_engine(case)
    warnings = [each.message for each in review(engine)]
    for party in engine.parties:
        for entry in case.preference[party].unknown:
            spoken = by_pairs(
                engine, case, lambda c, t, s, e=entry: t != s and related(c, e, t, s)
            )
            told = f"'{entry.text(list(case.option))}' under `unknown` of {party}"
            assert any(told in each for each in warnings) == (not spoken.any())


@settings(max_examples=40)
@given(compared_cases(), st.sampled_from(CORE_CONCEPTS), st.sampled_from(READINGS))
def test_unknown_stability_is_that_of_the_definitions(case, concept, reading):
    engine = open_engine(case)
    study = study_unknown(engine, [concept])
    for position, party in enumerate(engine.parties):

        def leaves(j, t, s, own=party):
            sure = known_better(case, j, t, s)
            if j == own and reading in "bd":
                return sure
            return sure or unknown(case, j, t, s)

        def hurts(x, s, own=party):
            if unknown(case, own, x, s):
                return reading in "cd"
            return not better(case, own, x, s)

        expected = oracle_more.pairwise_stable(case, party, concept, leaves, hurts)
        assert named(engine, study.sets[reading, concept, position]) == expected


@given(compared_cases(), st.sampled_from(CORE_CONCEPTS[1:]))
def test_the_readings_hold_ever_more_states(case, concept):
    engine = open_engine(case)
    study = study_unknown(engine, [concept])
    for party in range(len(engine.parties)):
        a, b, c, d = (study.sets[reading, concept, party] for reading in READINGS)
        assert not ((a & ~b) | (b & ~d) | (a & ~c) | (c & ~d)).any()


@settings(max_examples=40)
@given(compared_cases(), st.sampled_from(CORE_CONCEPTS))
def test_strength_is_that_of_the_definitions(case, concept):
    engine = open_engine(case)
    study = study_strength(engine, [concept])
    for position, party in enumerate(engine.parties):

        def leaves(j, t, s):
            return better(case, j, t, s)

        def hurts_greatly(x, s, own=party):
            return greatly(case, own, s, x)

        general = oracle.stable(case, party, concept)
        tempted = set(oracle.feasible_states(case)) - oracle.stable(case, party, "R")
        held = oracle_more.pairwise_stable(case, party, concept, leaves, hurts_greatly)
        found = study.sets[concept, position]
        assert named(engine, found.general) == general
        assert named(engine, found.strong) == general & held & tempted
        assert named(engine, found.weak) == (general & tempted) - held


@given(compared_cases(), st.sampled_from(CORE_CONCEPTS))
def test_an_equilibrium_is_strong_weak_or_without_temptation(case, concept):
    engine = open_engine(case)
    study = study_strength(engine, [concept, CORE_CONCEPTS[0]])
    strong, weak = study.strong_equilibria(concept), study.weak_equilibria(concept)
    calm = study.equilibria(CORE_CONCEPTS[0])
    kinds = strong.astype(int) + weak + calm
    assert (kinds == study.equilibria(concept)).all()


@st.composite
def hypergames(draw):
    """A case, and what some parties see: another order, and not every state."""
    case = draw(small_cases)
    rng = random.Random(draw(seeds))
    views = {}
    for party in case.party:
        if rng.random() < 0.6:
            seen = replace(case, preferences=other_preferences(rng, case))
            views[party] = (seen, random_only(rng, seen))
    return case, views


def other_preferences(rng, case):
    if case.options:
        names = [*case.option, *case.definitions]
        return tuple(
            (party, random_preference(rng, case, names)) for party in case.party
        )
    ids = [state for state, _ in case.graph.states]
    return tuple(
        (party, Preference(ranking=random_order(rng, ids, 0.2))) for party in case.party
    )


def random_only(rng, case):
    """A formula that holds somewhere."""
    if rng.random() < 0.4:
        return TRUE
    formula = random_formula(rng, names_of(case), 1)
    states = oracle.feasible_states(case)
    return (
        formula if any(true(case, formula, each) for each in states) else Not(formula)
    )


def spelled_out(case, only):
    """The game of what is perceived: its states and moves listed, its orders ranked."""
    seen = [s for s in oracle.feasible_states(case) if true(case, only, s)]
    moves = tuple(
        (
            party,
            tuple((s, tuple(oracle.moves(case, party)[s] & set(seen))) for s in seen),
        )
        for party in case.party
    )
    rankings = []
    for party in case.party:
        score = oracle.scores(case, party)
        ties = sorted({score[s] for s in seen}, reverse=True)
        ranking = tuple(tuple(s for s in seen if score[s] == tie) for tie in ties)
        rankings.append((party, Preference(ranking=ranking)))
    return Case(
        Text.plain("what is perceived"),
        tuple(Party(party) for party in case.party),
        preferences=tuple(rankings),
        graph=Graph(tuple((s, Text.plain(s)) for s in seen), seen[0], moves),
    )


@settings(max_examples=60)
@given(hypergames(), st.sampled_from(CORE_CONCEPTS))
def test_a_hypergame_is_every_party_in_its_own_game(drawn, concept):
    case, views = drawn
    study = study_hypergame(
        open_engine(case),
        [
            SeenGame(party, open_engine(perceived(seen, only)), only)
            for party, (seen, only) in views.items()
        ],
        [concept],
    )
    games = {
        party: spelled_out(*views.get(party, (case, TRUE))) for party in case.party
    }

    def stays(party, state):
        known = state in oracle.feasible_states(games[party])
        return not known or state in oracle.stable(games[party], party, concept)

    def spelt(states):
        return {study.spell(int(at)) for at in np.flatnonzero(states)}

    lasting = {
        state
        for state in oracle.feasible_states(case)
        if all(stays(party, state) for party in case.party)
    }
    assert spelt(study.equilibria(concept)) == lasting
    for party, game in games.items():
        expected = oracle.equilibria(game, concept)
        own = study.game_of(party)
        assert spelt(own.rests[concept]) == expected
        assert spelt(study.missed(concept, own)) == expected - lasting
        assert spelt(study.unforeseen(concept, own)) == lasting - expected


@given(small_cases, st.sampled_from(CORE_CONCEPTS))
def test_views_that_are_the_case_itself_change_nothing(case, concept):
    engine = open_engine(case)
    everywhere = Constant(value=True)
    views = [SeenGame(party, open_engine(case), everywhere) for party in case.party]
    study = study_hypergame(engine, views, [concept])
    found = {study.spell(int(at)) for at in np.flatnonzero(study.equilibria(concept))}
    assert found == oracle.equilibria(case, concept)


@given(small_cases)
def test_the_universal_set_keeps_the_order_of_the_states(case):
    engine = open_engine(case)
    study = study_hypergame(engine, [], [CORE_CONCEPTS[0]])
    states = [engine.state(int(at)) for at in np.flatnonzero(engine.feasible)]
    assert [study.spell(at) for at in range(len(states))] == states
