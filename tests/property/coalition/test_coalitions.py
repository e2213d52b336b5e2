"""What coalitions change, against the definitions."""

from unittest import mock

from hypothesis import given, strategies as st

from detente.engine import open_engine
from detente.model.concept import CORE_CONCEPTS, Assumptions, Concept
from detente.study.coalition.joint_improvement import list_coalitions
from detente.study.coalition.survey import survey_coalitions
from detente.study.stability.stable_sets import find_stable
from tests import oracle, oracle_more
from tests.graph_strategies import cases_with_moves, graph_cases
from tests.property.stability.test_more_concepts import ids, named
from tests.strategies import cases

small_cases = st.one_of(
    graph_cases(most_states=7), cases(most_options=4, own_rules=0.2)
)
concepts = st.sampled_from(list(CORE_CONCEPTS))


def surveyed(case, concept, state=None, **asked):
    engine = open_engine(case)
    place = engine.status_quo if state is None else engine.index(state)
    assert place is not None
    return engine, survey_coalitions(find_stable(engine, [concept]), place, **asked)


@given(small_cases, concepts)
def test_coalitions_stay_where_the_definitions_say(case, concept):
    engine, survey = surveyed(case, concept)
    assert len(survey.standpoints) == len(list(list_coalitions(engine, 2)))
    for found in survey.standpoints:
        expected = oracle_more.coalition_stable(case, found.members, concept)
        assert named(engine, found.stable[concept]) == expected


@given(small_cases, concepts)
def test_a_coalition_of_one_stays_where_the_party_stays(case, concept):
    parties = range(len(case.parties))
    engine, survey = surveyed(case, concept, among=[(place,) for place in parties])
    for party, found in zip(engine.parties, survey.standpoints, strict=True):
        expected = oracle.stable(case, party, concept)
        assert named(engine, found.stable[concept]) == expected


@given(small_cases, st.data())
def test_the_ways_of_a_coalition_are_legal_and_its_members_gain(case, data):
    state = data.draw(st.sampled_from(sorted(oracle.feasible_states(case))))
    _, survey = surveyed(case, Concept.R, state, most=1000)
    for found in survey.standpoints:
        expected = oracle_more.coalition_improvements(case, found.members)
        assert {move.after for move in found.moves} == expected[state]
        assert found.count == len(expected[state])
        assert all(is_way(case, move) for move in found.moves)
        everywhere = {start: set(ends) for start, ends in found.improvements}
        assert everywhere == {start: ends for start, ends in expected.items() if ends}


def is_way(case, move):
    state, last = move.before, None
    for step in move.steps:
        if step.before != state or step.party == last:
            return False
        if step.after not in oracle.moves(case, step.party)[state]:
            return False
        state, last = step.after, step.party
    return state == move.after


@given(small_cases, concepts)
def test_jumps_lead_between_equilibria_where_nobody_goes_alone(case, concept):
    engine, survey = surveyed(case, concept, most=1000)
    held = oracle.equilibria(case, concept)
    ways = {
        (start, end, ids(engine, coalition))
        for coalition in list_coalitions(engine, 2)
        for start in held
        for end in oracle_more.coalition_improvements(case, ids(engine, coalition))[
            start
        ]
        if end in held
        and not any(
            end in oracle.improvements(case, party)[start] for party in engine.parties
        )
    }
    # Nobody joins a coalition that can do without it.
    expected = {
        (start, end, members)
        for start, end, members in ways
        if not any(
            way[:2] == (start, end) and set(way[2]) < set(members) for way in ways
        )
    }
    found = {(each.move.before, each.move.after, each.members) for each in survey.jumps}
    assert found == expected
    assert survey.n_jumps == len(survey.jumps) == len(expected)
    assert all(each.move.equilibrium == (concept,) for each in survey.jumps)


@given(small_cases)
def test_equilibria_survive_where_no_named_coalition_leaves(case):
    engine = open_engine(case)
    sets = find_stable(engine, [Concept.R, Concept.SSEQ])
    survey = survey_coalitions(sets, engine.status_quo)
    for concept in sets.concepts:
        expected = oracle.equilibria(case, concept)
        for coalition in list_coalitions(engine, 2):
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


@given(st.one_of(cases(most_options=6, own_rules=0.3), cases_with_moves()))
def test_the_switch_gives_the_equilibria_of_conflict_analysis(case):
    assumptions = Assumptions(simultaneous="all")
    sets = find_stable(open_engine(case), [Concept.SEQ_SIM], assumptions)
    found = named(sets.engine, sets.equilibria(Concept.SEQ_SIM))
    assert found == oracle_more.fraser_hipel_equilibria(case)


@given(small_cases, concepts, st.data())
def test_where_not_all_is_judged_the_situation_asked_about_is(case, concept, data):
    state = data.draw(st.sampled_from(sorted(oracle.feasible_states(case))))
    _, whole = surveyed(case, concept, state)
    with mock.patch("detente.study.coalition.survey._JUDGED_ALL", -1):
        _, part = surveyed(case, concept, state)
    assert not part.everything
    leaving = [
        [(found.members, found.leaves, found.count) for found in survey.standpoints]
        for survey in (whole, part)
    ]
    assert leaving[0] == leaving[1]
