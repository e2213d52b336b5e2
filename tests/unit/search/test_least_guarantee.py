"""The order that needs the least guarantee, on hand-made cases."""

import json

import pytest

from tests.running import detente

IRREVERSIBLE = """
detente: 1
title: One step that cannot be undone
parties:
  a: {options: {x: {undo: never}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: -1, y: 3}}
  b: {weights: {y: -1, x: 3}}
patience: 0.9
"""
GUARANTEE = """
guarantees:
  pact: {by: b, protects: a, against: b, penalty: {lump: 4}, believed: 0.5}
"""


@pytest.fixture
def ask(tmp_path):
    def asked(text, to="x and y", *words):
        path = tmp_path / "case.yaml"
        path.write_text(text, encoding="utf-8")
        words = ("--objective", "guarantee", "--to", to, *words)
        return detente("roadmap", "find", path, *words)

    return asked


def found(ran):
    return {each["kind"]: each for each in json.loads(ran.out)["guarantees"]}


@pytest.mark.parametrize(("d", "least"), [("0.5", 2), ("0.9", 10), ("0.99", 100)])
def test_the_least_lump_is_what_is_gained_for_ever(ask, d, least):
    text = IRREVERSIBLE.replace("patience: 0.9", f"patience: {d}")
    lump = found(ask(text, "x and y", "--format", "json"))["lump"]
    assert lump["amount"] == pytest.approx(least, rel=1e-6)


def test_it_is_said_whom_it_has_to_face_and_where_it_binds(ask):
    lump = found(ask(IRREVERSIBLE, "x and y", "--format", "json"))["lump"]
    assert lump["parties"]["a"] == {"amount": 0, "stage": None}
    assert lump["parties"]["b"]["stage"] in {1, 2, "stay"}
    assert lump["total"] == pytest.approx(10, rel=1e-6)


def test_the_order_found_holds_under_it(ask):
    lump = found(ask(IRREVERSIBLE, "x and y", "--format", "json"))["lump"]
    assert lump["check"]["verdict"] == "proved"


def test_a_flow_that_only_restores_play_is_said_not_to_help(ask):
    ran = ask(IRREVERSIBLE)
    assert "no amount up to 8 helps" in ran.out


def test_a_guarantee_that_is_made_up_is_said_to_be(ask):
    assert "one is made up against each party" in " ".join(
        ask(IRREVERSIBLE).out.split()
    )


def test_the_guarantees_of_the_case_are_scaled(ask):
    scale = found(ask(IRREVERSIBLE + GUARANTEE, "x and y", "--format", "json"))
    assert list(scale) == ["scale"]
    assert scale["scale"]["amount"] == pytest.approx(10 / (0.5 * 4), rel=1e-6)
    assert not scale["scale"]["made_up"]


def test_where_an_order_holds_anyway_none_is_needed(ask):
    ran = ask(IRREVERSIBLE.replace(", undo: never", "").replace("{undo: never}", "{}"))
    assert "none is needed" in ran.out


def test_what_no_guarantee_reaches_is_said(ask):
    text = IRREVERSIBLE + "constraints: [not (x and y)]\n"
    assert "No order of allowed steps" in ask(text, "x and not y and y").out
