"""The best deal by which nobody loses, by hand."""

from dataclasses import replace

import pytest

from detente.model.case import Change
from detente.model.formula import TRUE
from detente.model.road_map import Negotiation, Step
from detente.study.game.dynamics import open_dynamics
from detente.study.search.best_deal import Standard, find_best_deal
from detente.study.search.unwanted import find_unwanted
from tests.unit.deal.test_road_map import two_party_case


def found(case, **asked):
    return find_best_deal(open_dynamics(case), **asked)


def test_both_at_once_is_worth_a_third_of_what_is_at_stake():
    """Doing costs 1 and gives the other 2: 1 each, of a range from -1 to 2."""
    deal = found(two_party_case(1, 2))
    assert deal.standard == Standard.KEPT
    assert deal.target == "YY"
    assert [set(stage.steps) for stage in deal.road_map.stages] == [
        {Step("x"), Step("y")}
    ]
    assert deal.least == pytest.approx(1 / 3)
    assert not deal.losers
    assert deal.share is None


def test_one_step_after_the_other_costs_the_first_one_something():
    deal = found(two_party_case(1, 2), package=1)
    assert deal.standard == Standard.NEAREST
    (first,) = deal.road_map.stages[0].steps
    assert deal.losers == ({"x": "a", "y": "b"}[first.option],)
    assert deal.target == "YY"


def test_what_cannot_be_undone_leaves_its_owner_alone():
    """b could not answer: a would not stay, and only a loss for b can be stayed at."""
    deal = found(two_party_case(1, 2, y_undo=Change(never=TRUE)))
    assert (deal.standard, deal.target) == (Standard.NEAREST, "NY")
    assert deal.losers == ("b",)


def test_the_impatient_have_none():
    assert found(two_party_case(1, 2, d=0.3)) is None


def test_without_patience_nothing_can_be_told():
    case = replace(two_party_case(1, 2), negotiation=Negotiation())
    assert found(case) is None


def unwanted(case, state):
    dynamics = open_dynamics(case)
    number = dynamics.engine.index(state)
    assert number is not None
    return find_unwanted(dynamics, number)


def test_a_change_that_no_party_gains_from_is_named():
    assert unwanted(two_party_case(1, 0), "YN") == (Step("x"),)
    assert unwanted(two_party_case(1, 2), "YN") == ()
