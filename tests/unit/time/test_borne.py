"""How likely a change of leadership may be before a road map no longer bears it."""

import json
from dataclasses import replace
from math import exp

import pytest

import detente as dt
from detente.model.quantity import ONE_YEAR
from detente.study.game.dynamics import open_dynamics
from detente.study.time.borne import find_borne, n_judged
from detente.study.time.turnover import check_turnover
from tests.running import detente
from tests.unit.time.test_turnover import DEAL, leaders_case


def borne(chance, patience):
    """What a deal bears where a period is a year."""
    case = leaders_case(chance, d=patience)
    yearly = replace(case.negotiation, period=ONE_YEAR)
    dynamics = open_dynamics(replace(case, negotiation=yearly))
    (found,) = find_borne(dynamics, DEAL, check_turnover(dynamics, DEAL))
    return found


@pytest.mark.parametrize("patience", [0.6, 0.75, 0.9])
@pytest.mark.parametrize("chance", [0.02, 0.1, 0.7])
def test_it_is_that_of_the_closed_form_from_below_and_from_above(patience, chance):
    found = borne(chance, patience)
    assert found.written == pytest.approx(chance)
    assert found.most == pytest.approx(1 - 1 / (2 * patience), abs=0.01)


def test_who_is_too_impatient_bears_none():
    assert borne(0.1, 0.4).most is None


def test_a_step_that_pays_at_once_is_done_however_likely_the_change_is():
    text = """
detente: 1
title: Gift
as_of: 2020-01-01
period: 1 year
patience: 0.9
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences: {a: {weights: {x: 1}}, b: {weights: {y: 1}}}
types: {hawk: {party: b, preferences: {weights: {y: -1}}}}
turnover:
  b:
    - {to: hawk, hazard: 0.2 per year}
    - {to: hawk, on: 2024-01-01, probability: 0.1}
roadmaps: {plan: {stages: [[x, y]]}}
"""
    case = dt.load(text)
    dynamics = open_dynamics(case)
    assert n_judged(dynamics) == 8
    (found,) = dt.check_road_map(case, "plan").borne
    assert (found.party, found.leadership, found.most) == ("b", "hawk", 1.0)
    run = detente("roadmap", "check", "-", "plan", stdin=text)
    assert "however likely it is to come" in run.out
    turnover = json.loads(dt.check_road_map(case, "plan").to_json())["turnover"]
    (told,) = turnover["borne"]
    assert list(told) == ["party", "leadership", "written", "most"]
    assert told["written"] == pytest.approx(1 - exp(-0.2))
    assert told["most"] == 1


def test_people_read_what_is_borne_and_in_which_order_parties_act():
    case = leaders_case(0.1, d=0.9)
    yearly = replace(case.negotiation, period=ONE_YEAR, road_maps=(DEAL,))
    said = " ".join(
        str(dt.check_road_map(replace(case, negotiation=yearly), "deal")).split()
    )
    assert "as long as the chance that it comes within a year is 44 % or less" in said
    assert "(as written 10 %)" in said
    ordered = "These chances are for parties that act after a breach in the order a, b"
    assert ordered in said
