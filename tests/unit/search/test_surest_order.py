"""The order that holds in the largest share of the draws, by hand."""

from pathlib import Path

import pytest

import detente as dt

RIVER = Path(__file__).parents[3] / "examples" / "river.yaml"

# What y costs lower is drawn from 0 to 4: below 2 it gains from both steps, and it
# signs. Doing nothing is worth 0.
DRAWN = """\
detente: 1
title: Two farms
parties: {upper: {options: {x: {}}}, lower: {options: {y: {}}}}
preferences:
  upper: {weights: {x: -1, y: 3}}
  lower: {weights: {x: 2, y: {value: -1, range: [-4, 0], assumed: yes}}}
patience: 0.9
"""


@pytest.fixture(scope="module")
def surest():
    return dt.find_surest_road_map(DRAWN, seed=3).surest


def test_the_only_deal_is_signed_in_half_of_the_draws(surest):
    best = surest.candidates[0]
    assert best.target == "YY"
    assert best.written
    assert best.shares is not None
    assert best.shares.signs == pytest.approx(1 / 2, abs=0.05)
    assert surest.searched == 50
    assert 0 < best.found < surest.searched
    assert best.holds <= best.keeps


def test_it_breaks_with_the_one_whose_cost_is_drawn(surest):
    weakest = surest.candidates[0].weakest
    assert weakest.party == "lower"
    assert weakest.share >= 1 - surest.candidates[0].holds - 1e-9


def test_what_holds_more_often_stands_first():
    """By the river one order is called off less often than another and holds less."""
    found = dt.find_surest_road_map(RIVER, "power").surest.candidates
    holds = [each.holds for each in found if each.holds is not None]
    assert holds == sorted(holds, reverse=True)
    nobody = [each.shares.nobody for each in found if each.shares is not None]
    assert nobody != sorted(nobody, reverse=True)


def test_the_same_seed_gives_the_same_answer(surest):
    assert dt.find_surest_road_map(DRAWN, seed=3).surest == surest
    assert dt.find_surest_road_map(DRAWN, seed=4).surest != surest


def test_a_target_keeps_its_candidates():
    asked = dt.find_surest_road_map(DRAWN, "x and not y", seed=3).surest
    assert {each.target for each in asked.candidates} == {"YN"}


def test_with_nothing_assumed_there_is_one_reading():
    found = dt.find_surest_road_map(DRAWN.replace("range: [-4, 0], assumed: yes", ""))
    assert (found.surest.searched, found.surest.judged) == (0, 1)
    assert found.surest.candidates[0].shares is None
    assert found.to_dict()["stages"] == [["x", "y"]]
