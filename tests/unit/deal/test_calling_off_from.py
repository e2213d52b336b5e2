"""Calling off a road map that starts elsewhere than now goes back to its start."""

import pytest

import detente as dt

FARMS = """\
detente: 1
title: Two farms
parties:
  upper:
    name: Upper
    options: {x: {name: Dam, undo: never}, z: {name: Sluice}}
  lower: {name: Lower, options: {y: {name: Canal}, w: {name: Well, redo: never}}}
preferences:
  upper: {weights: {x: -1, y: 3}}
  lower: {weights: {y: -2, x: 1, z: 0.5}}
patience: 0.9
roadmaps: {both: {from: now +z, stages: [x, y]}}
"""


@pytest.fixture(scope="module")
def found():
    return dt.calling_off(FARMS, "both").found


def test_what_stood_at_the_start_is_not_what_could_not_be_put_back(found):
    way = found.stages[1].parties[1].way
    assert way.rests[-1].state == "YYNN"
    assert way.stuck == ("x",)


def test_worth_is_held_against_the_start(found):
    upper, lower = found.signing
    assert upper.worth == pytest.approx(0.1 * -1 + 0.9 * 2)
    assert lower.lowest.value == pytest.approx(-1)


def test_the_page_names_it_by_its_owner():
    said = dt.calling_off(FARMS, "both").text()
    assert "What could not be put back: Upper: Dam." in said


def test_what_was_given_up_and_cannot_be_taken_again_is_named_as_its_end():
    text = FARMS.replace("w: {name: Well, ", "w: {name: Well, now: yes, ")
    text = text.replace("stages: [x, y]", "stages: [not w, x, y]")
    text = text.replace("y: -2, x: 1", "y: -2, x: 5, w: 0.1")
    found = dt.calling_off(text, "both").found
    assert found is not None
    way = found.stages[2].parties[1].way
    assert way is not None
    assert way.stuck == ("x", "not w")
    said = " ".join(dt.calling_off(text, "both").text().split())
    assert "Upper: Dam; Lower: an end to “Well”." in said


WAYS_OUT = """
detente: 1
title: Two farms
parties: {a: {options: {x: {}, v: {}}}, b: {options: {y: {}}}}
preferences: {a: {weights: {x: -1, y: 3}}, b: {weights: {y: -1, x: 2}}}
patience: 0.9
roadmaps: {plan: {stages: [[x], [y, v]]}}
"""


def test_the_way_out_names_what_is_left_out_and_what_is_undone():
    found = dt.check_road_map(WAYS_OUT, "plan").check.calling_off
    assert found is not None
    ways = {
        (stage.stage, each.party): (each.way.omits, each.way.undoes)
        for stage in found.stages
        for each in stage.parties
        if each.way is not None
    }
    assert ways[1, "a"] == (("x",), ())
    assert ways[2, "a"][1] in {("x",), ()}
    assert ways[2, "b"] == (("y",), ())
    assert ways[None, "a"] == ((), ("x",))
    assert ways[None, "b"] == ((), ("y",))
