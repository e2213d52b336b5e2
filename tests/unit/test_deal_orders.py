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
