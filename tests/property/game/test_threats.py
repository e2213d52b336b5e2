"""Threats on a part of the states, and quick verdicts, against the whole."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.engine.period.arena import open_arena
from detente.engine.period.play import Memory, play_period
from detente.errors import UnsupportedError
from detente.model.formula import TRUE
from detente.model.quantity import Amount
from detente.model.road_map import Guarantee
from detente.study.deal.quick_check import find_witness, judge, still_refuted
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.assumed_numbers import list_assumptions, with_numbers
from detente.study.robustness.with_values import renumbered
from tests.property.deal.test_negotiation import cases, plans
from tests.unit.robustness.test_robust import assumed_for

FEW = settings(max_examples=40)


def opened(case):
    try:
        return open_dynamics(case)
    except UnsupportedError:
        return None


def pledged(case, against):
    flow = Amount(Decimal("0.5"))
    guarantee = Guarantee(
        "g",
        ("un",),
        against,
        (against,),
        penalty_flow=flow,
        believed=Amount(Decimal(1)),
        when=TRUE,
    )
    return replace(case, negotiation=replace(case.negotiation, guarantees=(guarantee,)))


@given(cases(), st.data())
@FEW
def test_what_follows_one_state_is_the_same_without_the_states_out_of_reach(case, data):
    dynamics = opened(case)
    if dynamics is None:
        return
    state = data.draw(st.sampled_from(list(np.flatnonzero(dynamics.engine.feasible))))
    again = replace(dynamics, _threats={})
    for party in range(len(dynamics.parties)):
        for kind in ("breakdown", "minmax"):
            whole, part = (getattr(each, kind)(party) for each in (dynamics, again))
            at = np.array([state])
            doubts = [each.unsettled(at, 1, 0)[0] for each in (whole, part)]
            if not any(doubts):
                expected = whole.after(1, 0)[whole.row, state]
                found = part.worth(at, 1, 0)
                assert found == pytest.approx([expected], abs=1e-8)


@given(cases(), st.data())
@FEW
def test_nothing_leads_out_of_the_states_on_which_a_threat_is_solved(case, data):
    dynamics = opened(case)
    if dynamics is None:
        return
    state = data.draw(st.sampled_from(list(np.flatnonzero(dynamics.engine.feasible))))
    found = dynamics.closed_sets.closed(dynamics.countdown, np.array([state]))
    begun = dynamics.breakdown(0).begins(0, 0)
    assert state in found
    assert set(begun.landings[found]) <= set(found)


@given(cases(4), st.data())
@FEW
def test_a_quick_verdict_is_the_verdict(case, data):
    case = pledged(case, data.draw(st.sampled_from([p.id for p in case.parties])))
    dynamics = opened(case)
    if dynamics is None:
        return
    layout = lay_out(dynamics, data.draw(plans(case)))
    if layout.reasons:
        return
    table = slack_table(replace(dynamics, _threats={}), layout)
    assert judge(dynamics, layout).verdict is table.verdict()


@given(cases(4), st.data())
@FEW
def test_a_witness_is_found_exactly_where_a_road_map_is_refuted(case, data):
    dynamics = opened(case)
    if dynamics is None:
        return
    layout = lay_out(dynamics, data.draw(plans(case)))
    if layout.reasons:
        return
    witness = find_witness(dynamics, layout)
    refuted = judge(dynamics, layout).verdict is Verdict.REFUTED
    assert refuted == (witness is not None and still_refuted(dynamics, layout, witness))


@given(cases(4), st.data())
@FEW
def test_other_numbers_are_the_same_as_opening_the_case_with_them(case, data):
    case = assumed_for(case, data.draw(st.sampled_from([p.id for p in case.parties])))
    dynamics = opened(case)
    if dynamics is None:
        return
    numbers = {
        each.path: data.draw(st.floats(-4, 4))
        for each in list_assumptions(dynamics.case)
    }
    plan = data.draw(plans(case))
    remembering = dynamics.remembering()
    judge(remembering, lay_out(dynamics, plan))
    anew = open_dynamics(with_numbers(case, numbers))
    found, expected = (
        judge(each, lay_out(each, plan))
        for each in (renumbered(remembering, numbers), anew)
    )
    assert found.verdict is expected.verdict
    assert found.slacks == pytest.approx(expected.slacks, abs=1e-9)


@given(cases(), st.integers(0, 5))
@FEW
def test_remembered_landings_are_the_landings(case, seed):
    dynamics = opened(case)
    if dynamics is None:
        return
    arena = open_arena(dynamics.turns, np.flatnonzero(dynamics.engine.feasible))
    rng, memory = np.random.default_rng(seed), Memory()
    movers = [(row, 1, 0.1) for row in range(len(dynamics.parties))]
    values = rng.integers(0, 3, (len(movers), arena.states.size)).astype(float)
    first, again = (values.copy() for _ in range(2))
    expected = play_period(arena, values, movers, 1e-12)
    for each in (first, again):
        assert list(play_period(arena, each, movers, 1e-12, memory)) == list(expected)
        assert each.tolist() == values.tolist()
