"""Which assumption changes a verdict soonest, by single checks along the way."""

import os
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings, strategies as st

from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.assumed_numbers import list_assumptions, with_numbers
from detente.study.robustness.robust import study_robustness
from tests.property.deal.test_deal_figures import assumed, dealt, judged, two_plans

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "5")))
SEEDS = st.integers(0, 2**32 - 1)
STEP = 0.25 / 2**6


def moved(seed):
    """A deal with assumed wants, what flips its two plans, and what is assumed."""
    case = two_plans(assumed(dealt(seed, options=3, parties=2)))
    dynamics = open_dynamics(case)
    known = list_assumptions(dynamics.case)
    assumptions = {each.path: each for each in known}
    # In a file no formula has two weights of one party.
    assume(len(assumptions) == len(known))
    plans = case.negotiation.road_maps
    flips = study_robustness(dynamics, plans, samples=1, seed=0).flips
    return case, flips, assumptions


def verdict(case, path, number, place):
    return judged(with_numbers(case, {path: number}), place).verdict


@given(SEEDS)
@MANY
def test_a_verdict_differs_where_it_is_said_to_flip_and_not_just_before(seed):
    case, flips, assumptions = moved(seed)
    plans = [plan.id for plan in case.negotiation.road_maps]
    for flip in flips:
        known, place = assumptions[flip.path], plans.index(flip.road_map)
        assert flip.value == known.value
        at = [
            known.value + flip.fraction * (end - known.value)
            for end in (known.low, known.high)
        ]
        assert flip.at in (pytest.approx(at[0]), pytest.approx(at[1]))
        base = judged(case, place).verdict
        assert verdict(case, flip.path, flip.at, place) == flip.verdict != base
        share = (flip.fraction - STEP) / flip.fraction
        before = flip.value + share * (flip.at - flip.value)
        assert verdict(case, flip.path, before, place) == base


@given(SEEDS)
@MANY
def test_every_assumption_whose_ends_change_a_verdict_is_listed_in_order(seed):
    case, flips, assumptions = moved(seed)
    plans = [plan.id for plan in case.negotiation.road_maps]
    expected = {
        (plan, path)
        for place, plan in enumerate(plans)
        for path, each in assumptions.items()
        if any(
            verdict(case, path, end, place) != judged(case, place).verdict
            for end in (each.low, each.high)
        )
    }
    assert {(each.road_map, each.path) for each in flips} == expected
    assert len(flips) == len(expected)
    places = [(plans.index(each.road_map), each.fraction) for each in flips]
    assert all(first <= second for first, second in pairwise(places))


@given(SEEDS)
@MANY
def test_the_nearer_of_two_ends_is_told(seed):
    case, flips, assumptions = moved(seed)
    plans = [plan.id for plan in case.negotiation.road_maps]
    for flip in flips:
        known, place = assumptions[flip.path], plans.index(flip.road_map)
        for end in (known.low, known.high):
            for quarter in (0.25, 0.5, 0.75):
                if quarter < flip.fraction - STEP:
                    number = known.value + quarter * (end - known.value)
                    met = verdict(case, flip.path, number, place)
                    changed = verdict(case, flip.path, end, place)
                    base = judged(case, place).verdict
                    assert base in {met, changed}
