"""The table of the three-party test case (theory page), to the digits printed."""

import numpy as np
import pytest

from detente.study.deal.exposure import find_exposure
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.sustain import find_sustained
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import open_dynamics
from detente.study.search.find_road_map import find_road_map
from detente.study.search.thresholds import find_thresholds
from tests.three_party import PLANS, plan, three_party_case

TABLE = {
    "denuclearise": (0.9422, 0.378, 0.200, 8.5),
    "bundled": (0.9167, 1.371, 0.200, 8.5),
    "big_bang": (0.9167, 0.850, 0.200, 6.5),
    "relief": (0.8333, 1.390, 0.700, 6.5),
    "action": (0.8333, 2.740, 0.700, 6.5),
    "packages": (0.8333, 1.390, 0.700, 6.5),
}


@pytest.fixture(scope="module")
def dynamics():
    return open_dynamics(three_party_case())


def test_there_are_576_feasible_states(dynamics):
    assert dynamics.engine.n_feasible == 576


@pytest.mark.parametrize("name", TABLE)
def test_least_patience_is_the_printed_one(dynamics, name):
    found = find_thresholds(dynamics, plan(name, PLANS[name]), ["patience"])
    assert found.thresholds[0].least == pytest.approx(TABLE[name][0], abs=5e-5)


@pytest.mark.parametrize("name", TABLE)
def test_least_slack_is_the_printed_one(dynamics, name):
    table = slack_table(dynamics, lay_out(dynamics, plan(name, PLANS[name])))
    least = table.breakdown.min(axis=0)
    assert least[:2] == pytest.approx(TABLE[name][1:3], abs=5e-4)


@pytest.mark.parametrize("name", TABLE)
def test_every_plan_is_proved(dynamics, name):
    checked = check_road_map(dynamics, plan(name, PLANS[name]))
    assert checked.verdict is Verdict.PROVED


@pytest.mark.parametrize("name", TABLE)
def test_the_largest_exposure_of_the_north_is_the_printed_one(dynamics, name):
    exposure = find_exposure(dynamics, lay_out(dynamics, plan(name, PLANS[name])))
    assert exposure[0].maximum == pytest.approx(TABLE[name][3])


def test_relief_first_exposes_the_united_states(dynamics):
    layout = lay_out(dynamics, plan("relief", PLANS["relief"]))
    assert find_exposure(dynamics, layout)[1].maximum == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("name", "stage", "party"),
    [("denuclearise", 1, "north"), ("bundled", 6, "us")],
)
def test_what_binds_at_the_least_patience_is_the_printed_stage(name, stage, party):
    patience = TABLE[name][0] - 1e-4
    dynamics = open_dynamics(three_party_case(patience))
    checked = check_road_map(dynamics, plan(name, PLANS[name]))
    assert checked.binding is not None
    assert checked.binding[:2] == (stage, party)


@pytest.mark.parametrize("package", [1, 2])
def test_the_found_road_map_has_the_slack_of_staying(dynamics, package):
    target = np.arange(dynamics.engine.n_states) == dynamics.engine.n_states - 1
    found = find_road_map(dynamics, target, package=package)
    assert found.value == pytest.approx(0.7, abs=1e-6)
    assert found.check is not None
    assert found.check.verdict is Verdict.PROVED


def test_the_least_exposed_road_map_exposes_no_more_than_any_plan(dynamics):
    target = np.arange(dynamics.engine.n_states) == dynamics.engine.n_states - 1
    found = find_road_map(dynamics, target, objective="exposure")
    assert found.value == pytest.approx(6.5)


def test_the_three_party_deal_can_be_stayed_at(dynamics):
    sustained = find_sustained(dynamics)
    assert sustained.proved[dynamics.engine.n_states - 1]
    assert sustained.proved.sum() == sustained.n_proved == 264
