"""What is found is what trying everything finds."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from detente.model.road_map import RoadMap, Stage, Step
from detente.study.deal.exposure import exposure_at
from detente.study.deal.road_map import lay_out, lay_out_stay
from detente.study.deal.self_enforcement import check_road_map, check_stay
from detente.study.deal.slack import slack_table
from detente.study.deal.sustain import find_sustained
from detente.study.search.find_road_map import find_road_map
from tests.property.deal.test_negotiation import FEW, cases, number, opened


def orders(dynamics, target):
    """Every order of single steps from now that the rules allow."""
    changed = [
        Step(name, bool(target >> bit & 1))
        for name, bit in dynamics.bits.items()
        if (target ^ dynamics.engine.status_quo) >> bit & 1
    ]
    for order in permutations(changed):
        road_map = RoadMap("p", tuple(Stage((step,)) for step in order))
        layout = lay_out(dynamics, road_map)
        if not layout.reasons:
            yield layout


def least(table):
    return float(np.nan_to_num(table.breakdown, nan=np.inf, posinf=np.inf).min())


@given(cases(5), st.data())
@FEW
def test_no_order_has_more_slack_than_the_one_found(case, data):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    target = number(dynamics, data.draw(st.sampled_from(oracle.states)))
    slacks = [least(slack_table(dynamics, each)) for each in orders(dynamics, target)]
    wanted = np.arange(dynamics.engine.n_states) == target
    found = find_road_map(dynamics, wanted)
    if not slacks:
        return
    scale = max(map(dynamics.payoff_range, range(len(oracle.parties))), default=1.0)
    assert found.value == pytest.approx(max(slacks), abs=3e-6 * max(scale, 1.0))


@given(cases(5), st.data())
@FEW
def test_no_order_exposes_less_than_the_one_found(case, data):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    target = number(dynamics, data.draw(st.sampled_from(oracle.states)))
    start = dynamics.engine.status_quo
    worst = [
        max(
            (
                exposure_at(dynamics, party, leg.end, start)
                for leg in layout.legs
                for party in range(len(oracle.parties))
            ),
            default=0,
        )
        for layout in orders(dynamics, target)
    ]
    if worst:
        wanted = np.arange(dynamics.engine.n_states) == target
        found = find_road_map(dynamics, wanted, objective="exposure")
        assert found.value == pytest.approx(max(0, min(worst)))


@given(cases(5), st.data())
@FEW
def test_a_found_road_map_passes_the_checker(case, data):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    target = number(dynamics, data.draw(st.sampled_from(oracle.states)))
    wanted = np.arange(dynamics.engine.n_states) == target
    found = find_road_map(dynamics, wanted, package=2)
    if found.road_map is not None:
        checked = check_road_map(dynamics, found.road_map)
        assert checked == found.check
        assert checked.stay is not None
        assert checked.stay.end == dynamics.engine.state(target)


@given(cases(5))
@FEW
def test_all_states_at_once_are_judged_as_one_by_one(case):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    sustained = find_sustained(dynamics)
    for state in oracle.states:
        place = number(dynamics, state)
        stay, verdict = check_stay(dynamics, place)
        assert sustained.proved[place] == (verdict == "proved")
        assert sustained.possible[place] == (verdict != "refuted")
        assert stay.end == dynamics.engine.state(place)


@given(cases(4))
@FEW
def test_slack_under_min_max_is_at_least_slack_under_breakdown(case):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    for state in oracle.states:
        table = slack_table(dynamics, lay_out_stay(dynamics, number(dynamics, state)))
        known = table.exact
        assert (table.minmax[known] >= table.breakdown[known] - 1e-8).all()
