"""What holds a situation: however it is asked, and against the definitions."""

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.model.concept import CORE_CONCEPTS, Concept
from detente.study.stability.core_concepts import others
from detente.study.stability.explanation import explain
from detente.study.stability.hold import Hold, hold_at, hold_of, wants_are_said
from detente.study.stability.path import find_distances
from tests.graph_strategies import graph_cases
from tests.property.graph.test_state_graph import sets_of
from tests.strategies import cases


@settings(max_examples=60)
@given(st.one_of(cases(), graph_cases()), st.sampled_from(CORE_CONCEPTS))
def test_what_holds_a_situation_is_what_its_explanations_come_to(case, concept):
    sets = sets_of(case)
    engine = sets.engine
    rests = sets.equilibria(Concept.R)
    for state in map(int, np.flatnonzero(engine.feasible)):
        held = hold_at(sets, concept, state)
        if not wants_are_said(case):
            assert held is Hold.UNTOLD
            continue
        parties = range(len(engine.parties))
        told = [explain(engine, state, party, concept) for party in parties]
        assert held is hold_of(told)
        assert (held is Hold.RESTS) == rests[state]
        assert (held is Hold.LEFT) == (not sets.equilibria(concept)[state])


def differences(engine, one, other):
    """Count, by their names, the options in which two states differ."""
    names = engine.state(one), engine.state(other)
    if not engine.case.options:
        return int(names[0] != names[1])
    return sum(a != b for a, b in zip(*names, strict=True))


@settings(max_examples=60)
@given(st.one_of(cases(), graph_cases()), st.sampled_from(CORE_CONCEPTS))
def test_an_answer_is_shortest_and_ends_nearest_to_the_landing(case, concept):
    engine = sets_of(case).engine
    for state in map(int, np.flatnonzero(engine.feasible)[:8]):
        for party in range(len(engine.parties)):
            payoff = engine.payoff(party)
            outcome = engine.after(party, payoff) if concept.countermove else payoff
            hurts = (outcome <= payoff[state]) & engine.feasible
            for each in explain(engine, state, party, concept).landings:
                if each.sanction is None:
                    continue
                start = engine.index(each.state)
                far = find_distances(
                    engine, start, others(engine, party), improving=concept.credible
                ).by_mover
                reached = np.where(far > 0, far, 10**4).min(axis=0)
                least = reached[hurts].min()
                assert len(each.sanction.steps) == least
                ends = np.flatnonzero(hurts & (reached == least)).tolist()
                nearest = min(ends, key=lambda end: differences(engine, end, start))
                assert engine.index(each.sanction.ends) == nearest
