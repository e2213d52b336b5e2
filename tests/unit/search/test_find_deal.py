"""The best deal as it is asked for and told."""

import json

import pytest

import detente as dt
from tests.running import detente

FARMS = """\
detente: 1
title: Two farms
parties: {upper: {options: {x: {name: Release water}}}, lower: {options: {y: {}}}}
preferences: {upper: {weights: {x: -1, y: 3}}, lower: {weights: {y: -1, x: 2}}}
patience: 0.9
"""


@pytest.fixture
def farms(tmp_path):
    path = tmp_path / "farms.yaml"
    path.write_text(FARMS, encoding="utf-8")
    return path


def asked(case, *more):
    ran = detente("roadmap", "find", case, *more, "--format", "json")
    return json.loads(ran.out)


def test_without_a_target_the_best_deal_is_found(farms):
    data = asked(farms)
    assert data["objective"] == "gain"
    assert data["standard"] == "nobody loses"
    assert data["stages"] == [["x", "y"]]
    assert data["least"] == pytest.approx(1 / 3)
    assert (data["losers"], data["unwanted"]) == ([], [])
    assert data["check"]["verdict"] == "proved"
    own = dt.find_best_deal(FARMS).to_dict()
    assert {key: data[key] for key in own} == own


def test_one_step_at_a_time_is_the_nearest_and_says_who_loses(farms):
    data = asked(farms, "--package", 1)
    assert data["standard"] == "nearest"
    assert len(data["losers"]) == 1
    text = detente("roadmap", "find", farms, "--package", 1).out
    assert "There is no deal by which nobody loses" in text


def test_a_target_bounds_the_deal(farms):
    data = asked(farms, "--objective", "gain", "--to", "x and not y")
    assert (data["target"], data["losers"]) in [("YN", ["upper"]), (None, None)]


def test_steps_are_told_by_name(farms):
    text = detente("roadmap", "find", farms).out
    assert "upper: “Release water”; lower: “y”" in text
    assert "nobody would call it off" in text


@pytest.mark.parametrize("objective", ["slack", "exposure", "guarantee"])
def test_what_needs_a_target_says_so(farms, objective):
    ran = detente("roadmap", "find", farms, "--objective", objective)
    assert ran.code == 2
    assert f"{objective} needs a target to reach" in ran.err


def test_nothing_to_find_has_the_same_keys():
    found = dt.find_best_deal(FARMS.replace("patience: 0.9", ""))
    assert found.deal is None
    assert found.to_dict().keys() == dt.find_best_deal(FARMS).to_dict().keys()


def test_gains_of_what_can_be_stayed_at_are_told():
    best = dt.sustain(FARMS).sustained.best
    assert best is not None
    assert dict(best.gains) == {"upper": 2, "lower": 1}
    assert dict(best.shares) == pytest.approx({"upper": 1 / 2, "lower": 1 / 3})
    assert best.losers == ()
    (target,) = dt.sustain(FARMS, "x and not y").sustained.target
    assert target.losers == ("upper",)
