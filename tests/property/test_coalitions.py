"""What coalitions change, against the definitions."""

from hypothesis import given, strategies as st

from detente.engine import open_engine
from detente.model.concept import CORE_CONCEPTS, Assumptions, Concept
from detente.study.coalition import coalitions
from detente.study.coalition_survey import survey_coalitions
from detente.study.solution import find_stable
from tests import oracle, oracle_more
from tests.graph_strategies import graph_cases
from tests.property.test_more_concepts import ids, named
from tests.strategies import cases

small_cases = st.one_of(
    graph_cases(most_states=7), cases(most_options=4, own_rules=0.2)
)
concepts = st.sampled_from(list(CORE_CONCEPTS))


@given(small_cases)
def test_equilibria_survive_where_no_named_coalition_leaves(case):
    engine = open_engine(case)
    sets = find_stable(engine, [Concept.R, Concept.SSEQ])
    survey = survey_coalitions(sets, engine.status_quo)
    for concept in sets.concepts:
        expected = oracle.equilibria(case, concept)
        for coalition in coalitions(engine, 2):
            expected = expected & oracle_more.coalition_stable(
                case, ids(engine, coalition), concept
            )
        assert named(engine, survey.surviving(concept)) == expected


@given(small_cases, concepts)
def test_what_holds_a_coalition_back_is_a_sanction(case, concept):
    engine = open_engine(case)
    survey = survey_coalitions(find_stable(engine, [concept]), engine.status_quo)
    steps = oracle.improvements if concept in ("SEQ", "SSEQ") else oracle.moves
    for standpoint in survey.standpoints:
        for move in standpoint.moves:
            for holding in move.holdings:
                end = holding.steps[-1].after
                others = {step.party for step in holding.steps}
                assert not others & set(standpoint.members)
                assert all(
                    step.after in steps(case, step.party)[step.before]
                    for step in holding.steps
                )
                assert not oracle_more.all_better(
                    case, standpoint.members, end, move.before
                )


@given(cases(most_options=6, own_rules=0.3))
def test_the_switch_gives_the_equilibria_of_conflict_analysis(case):
    assumptions = Assumptions(simultaneous="all")
    sets = find_stable(open_engine(case), [Concept.SEQ_SIM], assumptions)
    found = named(sets.engine, sets.equilibria(Concept.SEQ_SIM))
    assert found == oracle_more.fraser_hipel_equilibria(case)
