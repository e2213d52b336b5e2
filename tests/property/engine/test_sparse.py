"""The engine of few feasible states against the definitions, and against the cube."""

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, strategies as st

from detente.engine import open_engine
from detente.engine.cube.operators import Cube
from detente.engine.sparse.operators import Sparse
from detente.model.case import Change
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.model.formula import FALSE, TRUE
from detente.study.stability.path import find_distances
from detente.study.stability.resting import find_resting
from detente.study.stability.stable_sets import find_stable
from tests import oracle
from tests.strategies import random_case

seeds = st.integers(0, 2**32 - 1)


@st.composite
def plain_cases(draw):
    """Options that are free, go one way, or are settled: no rule is a formula."""
    rng = random.Random(draw(seeds))
    case = random_case(rng, most_options=8)
    status_quo = set(oracle.feasible_states(case))
    now = rng.choice(sorted(status_quo)) if status_quo else "N" * len(case.options)
    choices = dict(zip([each.id for each in case.options], now, strict=True))
    return replace(
        case,
        parties=tuple(
            replace(
                party,
                options=tuple(
                    _plain(rng, each, choices[each.id] == "Y") for each in party.options
                ),
            )
            for party in case.parties
        ),
    )


def _plain(rng, option, now):
    undo, redo = rng.choice(
        ((FALSE, FALSE), (FALSE, FALSE), (TRUE, FALSE), (FALSE, TRUE))
    )
    return replace(option, now=now, undo=Change(undo), redo=Change(redo), requires=TRUE)


def named(engine, states):
    return {engine.state(int(state)) for state in np.flatnonzero(states)}


def opened(case):
    """The engine, where the case has a feasible state at all."""
    return Sparse(case) if oracle.feasible_states(case) else None


@given(plain_cases())
def test_stability_is_that_of_the_definitions(case):
    engine = opened(case)
    if engine is None:
        return
    found = find_stable(engine)
    assert {key: named(engine, each) for key, each in found.sets.items()} == {
        (concept, position): oracle.stable(case, party.id, concept)
        for concept in CORE_CONCEPTS
        for position, party in enumerate(case.parties)
    }


@given(plain_cases())
def test_only_feasible_states_are_numbered_and_told_as_elsewhere(case):
    engine = opened(case)
    if engine is None:
        return
    cube = Cube(case)
    states = [engine.state(each) for each in range(engine.n_states)]
    assert states == [*oracle.feasible_states(case)]
    assert engine.n_states == engine.n_feasible == cube.n_feasible
    assert [engine.index(each) for each in states] == list(range(engine.n_states))
    assert engine.state(engine.status_quo) == cube.state(cube.status_quo)
    everywhere = np.arange(engine.n_states)
    assert engine.codes(everywhere).tolist() == np.flatnonzero(cube.feasible).tolist()
    for formula in [each.formula for each in case.terms]:
        assert named(engine, engine.truth(formula)) == named(
            cube, cube.truth(formula) & cube.feasible
        )


@given(plain_cases())
def test_moves_and_their_sources_are_those_of_the_definitions(case):
    engine = opened(case)
    if engine is None:
        return
    for position, party in enumerate(engine.parties):
        moves = oracle.moves(case, party)
        for state, reach in moves.items():
            ends = engine.moves(position, engine.index(state))
            assert {engine.state(int(end)) for end in ends} == reach
            assert (np.diff(ends) > 0).all()
            sources = engine.sources(position, engine.index(state))
            assert {engine.state(int(each)) for each in sources} == {
                each for each, leads in moves.items() if state in leads
            }
            assert (np.diff(sources) > 0).all()


@given(plain_cases(), seeds)
def test_what_a_move_reaches_is_the_union_over_its_sources(case, seed):
    engine = opened(case)
    if engine is None:
        return
    chosen = np.random.default_rng(seed).random(engine.n_states) < 0.4
    for position, party in enumerate(engine.parties):
        for improving in (False, True):
            reach = (oracle.improvements if improving else oracle.moves)(case, party)
            expected = set().union(*(reach[each] for each in named(engine, chosen)))
            found = engine.reached(position, chosen, improving=improving)
            assert named(engine, found) == expected


@given(plain_cases(), seeds)
def test_operators_are_those_of_the_definitions(case, seed):
    engine = opened(case)
    if engine is None:
        return
    rng = random.Random(seed)
    movers = tuple(j for j in range(len(engine.parties)) if rng.random() < 0.7)
    edges = (-(2**31) + 1, 2**31 - 1, 0, 1, -1)
    values = np.array([rng.choice(edges) for _ in range(engine.n_states)], np.int32)
    before = values.copy()
    ids = tuple(engine.parties[mover] for mover in movers)
    for credible in (False, True):
        steps = oracle.improvements if credible else oracle.moves
        found = (engine.credible_reply if credible else engine.reply)(movers, values)
        for state in oracle.feasible_states(case):
            ends = oracle.legal_sequences(case, ids, steps)[state] | {state}
            assert found[engine.index(state)] == min(
                values[engine.index(end)] for end in ends
            )
    for position, party in enumerate(engine.parties):
        best = engine.after(position, values)
        for state, reach in oracle.moves(case, party).items():
            assert best[engine.index(state)] == max(
                values[engine.index(end)] for end in {state} | reach
            )
    assert (values == before).all()


@given(plain_cases())
def test_studies_tell_the_same_of_it_as_of_the_cube(case):
    engine = opened(case)
    if engine is None:
        return
    told = []
    for each in (engine, Cube(case)):
        movers = tuple(range(len(each.parties)))
        sets = find_stable(each)
        resting = find_resting(each, sets.equilibria(Concept.SEQ))
        lengths = find_distances(each, each.status_quo, movers, improving=True).least()
        reached = {
            each.state(int(state)): int(lengths[state])
            for state in np.flatnonzero((lengths >= 0) & each.feasible)
        }
        told.append((resting, reached))
    assert told[0] == told[1]


def test_it_is_chosen_where_the_cube_is_too_large():
    import detente as dt

    names = [f"o{number}" for number in range(36)]
    options = {
        party: ", ".join(f"{each}: {{}}" for each in names[12 * k : 12 * k + 12])
        for k, party in enumerate("abc")
    }
    parties = "".join(f"  {p}: {{options: {{{own}}}}}\n" for p, own in options.items())
    case = dt.load(
        f"detente: 1\ntitle: Many\nparties:\n{parties}constraints:\n"
        f"  - at_most(2, {', '.join(names)})\n"
        "preferences: {a: [o1], b: [o13, not o1], c: [o30]}\n"
    )
    engine = open_engine(case)
    assert engine.name == "sparse"
    assert engine.n_states == 1 + 36 + 36 * 35 // 2
    arcs = open_engine(case, "arcs")
    expected, found = find_stable(arcs).sets, find_stable(engine).sets
    assert all(np.array_equal(found[key], expected[key]) for key in expected)
