"""Threats at patience close to 1, certified by one period of the definitions.

All against one is a contraction: values that one more period changes by r are
within r / (1 - d) of the limit. A breakdown is judged by the same period, at the
states from which nothing leads to where it goes round.
"""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings, strategies as st

from detente.model.quantity import Amount, Rate
from tests.property.deal.test_negotiation import cases, number, opened

FEW = settings(max_examples=60)
HIGH = st.sampled_from(["0.9", "0.99", "0.999", "0.9999", "0.99995"])


@st.composite
def patient_cases(draw):
    case = draw(cases(4))
    rate = Rate(Amount(Decimal(draw(HIGH))))
    clock = replace(case.negotiation, patience=(("", rate),))
    return replace(case, negotiation=clock)


@given(patient_cases())
@FEW
def test_minmax_is_the_limit_of_its_recursion(case):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    for place, party in enumerate(dynamics.parties):
        threat = dynamics.minmax(place)
        found = threat.begins(0, 0)
        assert found.exact
        values = {s: found.values[0, number(dynamics, s)] for s in oracle.states}
        again = oracle.minmax_period(party, values)
        change = max(abs(again[s] - values[s]) for s in oracle.states)
        allowed = 1e-9 * max(dynamics.payoff_range(place), 1e-3)
        assert change <= allowed * (1 - oracle.d[party])


@given(patient_cases())
@FEW
def test_a_breakdown_is_settled_only_where_one_more_period_changes_nothing(case):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    found = dynamics.breakdown(0).begins(0, 0)
    values = {
        s: {
            party: found.values[place, number(dynamics, s)]
            for place, party in enumerate(dynamics.parties)
        }
        for s in oracle.states
    }
    again = oracle.breakdown_period(values)
    for state in oracle.states:
        if not found.unsettled[number(dynamics, state)]:
            for place, party in enumerate(dynamics.parties):
                change = abs(again[state][party] - values[state][party])
                size = max(dynamics.payoff_range(place), 1.0)
                assert change <= 1e-8 * size * (1 - oracle.d[party])


@given(patient_cases())
@FEW
def test_nothing_settled_leads_to_what_is_not(case):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    found = dynamics.breakdown(0).begins(0, 0)
    for state in oracle.states:
        if not found.unsettled[number(dynamics, state)]:
            for party in oracle.parties:
                for _, landing in oracle.moves(party, state):
                    assert not found.unsettled[number(dynamics, landing)]
