"""Witnesses, ways and lists against the definitions."""

import random

import numpy as np
import pytest
from hypothesis import given, strategies as st

from detente.engine import open_engine
from detente.errors import UnsupportedError
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.study.stability.evolution import evolve
from detente.study.stability.explanation import explain
from detente.study.stability.path import find_distances, trace_path
from detente.study.stability.shown_equilibria import find_notable
from detente.study.stability.stable_sets import find_stable
from tests import oracle
from tests.strategies import random_case

seeds = st.integers(0, 2**32 - 1)


def opened(seed):
    """A random case that the cube can express, with a source of choices."""
    rng = random.Random(seed)
    while True:
        try:
            return open_engine(random_case(rng, most_options=6)), rng
        except UnsupportedError:
            continue


def pick(engine, rng):
    return int(rng.choice(np.flatnonzero(engine.feasible)))


def is_legal(case, steps, start, movers, kinds):
    state, last = start, None
    for step in steps:
        if step.before != state or step.party == last or step.party not in movers:
            return False
        if step.after not in kinds(case, step.party)[state]:
            return False
        state, last = step.after, step.party
    return True


@given(seeds)
def test_an_explanation_says_what_the_definitions_say(seed):
    engine, rng = opened(seed)
    state, party = pick(engine, rng), rng.randrange(len(engine.parties))
    concept = rng.choice(list(CORE_CONCEPTS))
    found = explain(engine, state, party, concept)
    expected = oracle.stable(engine.case, engine.parties[party], concept)
    assert found.stable == (engine.state(state) in expected)


@given(seeds)
def test_an_explanation_follows_every_improvement(seed):
    engine, rng = opened(seed)
    state, party = pick(engine, rng), rng.randrange(len(engine.parties))
    found = explain(engine, state, party, rng.choice(list(CORE_CONCEPTS)))
    better = oracle.improvements(engine.case, engine.parties[party])
    assert {each.state for each in found.landings} == better[engine.state(state)]


@given(seeds)
def test_every_sanction_is_a_legal_sequence_that_hurts(seed):
    engine, rng = opened(seed)
    state, position = pick(engine, rng), rng.randrange(len(engine.parties))
    concept = rng.choice([Concept.GMR, Concept.SMR, Concept.SEQ, Concept.SSEQ])
    case, party = engine.case, engine.parties[position]
    score = oracle.scores(case, party)
    others = set(engine.parties) - {party}
    kinds = oracle.improvements if concept.credible else oracle.moves
    for landing in explain(engine, state, position, concept).landings:
        answer = landing.sanction
        if answer is None:
            continue
        assert answer.steps
        assert is_legal(case, answer.steps, landing.state, others, kinds)
        assert answer.ends == answer.steps[-1].after
        assert score[answer.ends] <= score[engine.state(state)]
        if concept.countermove and answer.countermove is not None:
            assert score[answer.countermove] <= score[engine.state(state)]


@given(seeds)
def test_an_evaded_answer_hurts_but_for_the_countermove(seed):
    engine, rng = opened(seed)
    state, position = pick(engine, rng), rng.randrange(len(engine.parties))
    score = oracle.scores(engine.case, engine.parties[position])
    start = score[engine.state(state)]
    for concept in (Concept.SMR, Concept.SSEQ):
        for landing in explain(engine, state, position, concept).landings:
            if landing.evaded is not None:
                assert score[landing.evaded.ends] <= start
                assert score[landing.evaded.countermove] > start


@given(seeds)
def test_distances_are_those_of_legal_sequences(seed):
    engine, rng = opened(seed)
    start, improving = pick(engine, rng), rng.random() < 0.5
    kinds = oracle.improvements if improving else oracle.moves
    movers = tuple(range(len(engine.parties)))
    found = find_distances(engine, start, movers, improving=improving).least()
    for state in oracle.feasible_states(engine.case):
        expected = oracle_distance(engine, start, state, kinds)
        assert found[engine.index(state)] == expected


def oracle_distance(engine, start, target, kinds):
    """How many moves a shortest legal sequence takes; -1 where there is none."""
    if target == engine.state(start):
        return 0
    frontier = {(engine.state(start), None)}
    seen = set(frontier)
    for depth in range(1, 1000):
        frontier = {
            (after, mover)
            for state, last in frontier
            for mover in engine.parties
            if mover != last
            for after in kinds(engine.case, mover)[state]
        } - seen
        if any(state == target for state, _ in frontier):
            return depth
        if not frontier:
            return -1
        seen |= frontier
    return -1


@given(seeds)
def test_a_traced_path_is_legal_and_shortest(seed):
    engine, rng = opened(seed)
    start, target, improving = pick(engine, rng), pick(engine, rng), rng.random() < 0.5
    movers = tuple(range(len(engine.parties)))
    distances = find_distances(engine, start, movers, improving=improving)
    moves = trace_path(engine, distances, target)
    if moves is None:
        assert not (distances.by_mover[:, target] > 0).any()
        return
    state, last = start, None
    for move in moves:
        assert move.before == state
        assert move.party != last
        assert move.after in engine.moves(move.party, state)
        assert move.improvement or not improving
        state, last = move.after, move.party
    assert state == target
    reached = distances.by_mover[:, target]
    assert len(moves) == reached[reached > 0].min()


@given(seeds)
def test_an_evolution_counts_what_it_lists(seed):
    engine, rng = opened(seed)
    found = evolve(engine, pick(engine, rng))
    for reach in (found.any_moves, found.improvements):
        assert sum(reach.by_steps) == reach.count
    assert found.improvements.count <= found.any_moves.count


@given(seeds)
def test_chosen_deals_are_equilibria_that_nobody_dominates(seed):
    engine, _ = opened(seed)
    sets = find_stable(engine, [Concept.GMR])
    notable = find_notable(sets, Concept.GMR)
    case = engine.case
    scores = [oracle.scores(case, party) for party in engine.parties]
    equilibria = oracle.equilibria(case, "GMR")
    now = case.status_quo
    fine = [s for s in equilibria if s != now and all(v[s] >= v[now] for v in scores)]
    assert notable.n_deals == len(fine)

    def beaten(deal):
        return any(
            all(v[s] >= v[deal] for v in scores) and any(v[s] > v[deal] for v in scores)
            for s in fine
        )

    undominated = [deal for deal in fine if not beaten(deal)]
    assert set(notable.deals) <= set(undominated)
    assert len(notable.deals) == min(5, len(undominated))


@pytest.mark.parametrize("concept", list(CORE_CONCEPTS))
def test_stable_sets_are_frozen(concept):
    engine, _ = opened(1)
    sets = find_stable(engine, [concept])
    with pytest.raises(ValueError, match="read-only"):
        sets.sets[concept, 0][0] = True


def explained(seed):
    """Why some states are stable or not, with what the party thinks of all."""
    engine, rng = opened(seed)
    for _ in range(6):
        state, position = pick(engine, rng), rng.randrange(len(engine.parties))
        concept = rng.choice([Concept.GMR, Concept.SMR, Concept.SEQ, Concept.SSEQ])
        score = oracle.scores(engine.case, engine.parties[position])
        yield engine, explain(engine, state, position, concept), score


@given(seeds)
def test_what_is_not_sanctioned_comes_first_and_the_best_of_it_before(seed):
    for _, found, score in explained(seed):
        held = [landing.sanction is not None for landing in found.landings]
        assert held == sorted(held)
        for kind in (False, True):
            worth = [
                score[each.state]
                for each, sanctioned in zip(found.landings, held, strict=True)
                if sanctioned is kind
            ]
            assert worth == sorted(worth, reverse=True)


@given(seeds)
def test_the_best_last_move_is_told_where_the_concept_allows_one(seed):
    for engine, found, score in explained(seed):
        reach = oracle.moves(engine.case, found.party)
        for answer in answers_of(found):
            ends = reach[answer.ends] if found.concept.countermove else ()
            if ends:
                assert answer.countermove in ends
                assert score[answer.countermove] == max(map(score.get, ends))
            else:
                assert answer.countermove is None


def answers_of(found):
    both = ((each.sanction, each.evaded) for each in found.landings)
    return [answer for pair in both for answer in pair if answer is not None]


@given(seeds)
def test_an_answer_comes_anyway_where_its_changes_are_improvements_from_the_start(seed):
    for engine, found, _ in explained(seed):
        for answer in answers_of(found):
            assert answer.anyway == comes_anyway(engine.case, found.state, answer.steps)


@given(seeds)
def test_an_explanation_agrees_with_the_definitions_in_every_state(seed):
    for engine, found, _ in explained(seed):
        expected = oracle.stable(engine.case, found.party, found.concept)
        assert found.stable == (found.state in expected)


def comes_anyway(case, state, steps):
    for step in steps:
        landed = "".join(
            new if new != old else kept
            for kept, old, new in zip(state, step.before, step.after, strict=True)
        )
        if landed not in oracle.improvements(case, step.party)[state]:
            return False
        state = landed
    return True
