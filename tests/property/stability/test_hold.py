"""What holds a situation: however it is asked, and against the definitions."""

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.model.concept import CORE_CONCEPTS, Concept
from detente.study.stability.explanation import explain
from detente.study.stability.hold import Hold, hold_at, hold_of, wants_are_said
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
