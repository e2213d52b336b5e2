"""What an order alone says of a road map, as a user reads it."""

import json

import pytest

from tests.running import detente

ORDERS = """
detente: 1
title: Two orders
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: [y, not x]
  b: [x, not y]
roadmaps:
  both: {stages: [[x, y]]}
"""


@pytest.fixture
def ask(tmp_path):
    path = tmp_path / "orders.yaml"

    def asked(text, *words):
        path.write_text(text, encoding="utf-8")
        return detente("roadmap", "check", path, "both", *words)

    return asked


def verdict(ran):
    return json.loads(ran.out)["order_only_verdict"]


def test_a_dilemma_of_orders_works_for_any_weights(ask):
    found = verdict(ask(ORDERS, "--format", "json"))
    assert found["verdict"] == "any"
    assert {each["verdict"] for each in found["parties"].values()} == {"any"}


def test_a_target_above_what_remains_once_all_go_back_is_told_by_rank(ask):
    found = verdict(ask(ORDERS, "--format", "json"))["parties"]["a"]
    assert (found["target"], found["start"], found["reneged"]) == (2, 1, 1)


def test_a_step_that_cannot_be_answered_works_for_no_weights(ask):
    irreversible = ORDERS.replace("{x: {}}", "{x: {undo: never}}")
    found = verdict(ask(irreversible, "--format", "json"))
    assert found["verdict"] == "none"
    assert found["parties"]["b"]["lands"] == "YN"


def test_with_weights_for_all_nothing_is_said_of_orders(ask):
    text = ORDERS.replace("a: [y, not x]", "a: {weights: {y: 2, x: -1}}")
    text = text.replace("b: [x, not y]", "b: {weights: {x: 2, y: -1}}")
    assert verdict(ask(text, "--format", "json")) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{}", "{}", "Any weights that keep the order will do"),
        ("{x: {}}", "{x: {undo: never}}", "No weights that keep the order can make"),
    ],
)
def test_the_text_says_it_in_a_sentence(ask, old, new, said):
    assert said in " ".join(ask(ORDERS.replace(old, new)).out.split())


def test_a_guarantee_keeps_an_order_from_telling(ask):
    text = ORDERS + "guarantees: {g: {by: b, protects: b, against: a, penalty: 1}}\n"
    text = text.replace("penalty: 1", "penalty: {flow: 1}, believed: 1")
    found = verdict(ask(text, "--format", "json"))["parties"]["a"]
    assert found["verdict"] == "depends"
    assert "guarantee" in found["reason"]


WAITING = """
detente: 1
title: A deadline to come
as_of: 2020-01-01
patience: 0.9
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: -1, y: 3}}
  b: {weights: {y: -1, x: 3}}
deadlines:
  spring: {date: 2020-02-15, unless: x and not x, then: [y]}
"""


def found_in(tmp_path, text, *words):
    path = tmp_path / "waiting.yaml"
    path.write_text(text, encoding="utf-8")
    ran = detente("roadmap", "find", path, *words, "--format", "json")
    return json.loads(ran.out)


def test_an_order_that_a_deadline_will_open_is_found(tmp_path):
    found = found_in(tmp_path, WAITING, "--to", "x and y")
    assert (found["stages"], found["within"]) == ([["x"], ["y"]], [None, None])
    assert found["value"] == pytest.approx(1.7)
    assert found["cap"] == pytest.approx(1.7)
    assert found["check"]["verdict"] == "proved"


def test_a_stage_waits_for_a_deadline_and_says_so(tmp_path):
    later = WAITING.replace("2020-02-15", "2020-06-15")
    found = found_in(tmp_path, later, "--to", "x and y")
    assert found["stages"] == [["y"], ["x"]]
    assert found["within"] == ["6 months", None]
    assert found["check"]["verdict"] == "proved"
    path = tmp_path / "waiting.yaml"
    said = detente("roadmap", "find", path, "--to", "x and y").out
    assert "1. b: “y” (within 6 months)" in said


def test_a_cap_is_a_number_or_none_where_a_deadline_moves_the_state(tmp_path):
    moved = WAITING.replace("then: [y]", "then: {becomes: [y]}")
    found = found_in(tmp_path, moved, "--to", "not y")
    assert found["cap"] is None or abs(found["cap"]) < 100
    assert found["value"] is None or abs(found["value"]) < 100


def test_who_is_exposed_goes_last(tmp_path):
    fixed = WAITING.replace("{x: {}}", "{x: {undo: never}}")
    fixed = fixed[: fixed.index("deadlines")]
    found = found_in(tmp_path, fixed, "--to", "x and y", "--objective", "exposure")
    assert found["stages"] == [["y"], ["x"]]
