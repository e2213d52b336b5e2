"""What decides who signs and who calls it off, in words and as data."""

import json

import pytest

import detente as dt
from detente.report.naming import Names
from detente.report.pages.deal.assumed_number import apart, number_text
from detente.report.words import words_of
from tests.unit.robustness.test_going_along import judging

FARMS = """\
detente: 1
title: Two farms
parties:
  upper: {name: Upper, options: {x: {name: The dam, cost: COST}}}
  lower: {name: Lower, options: {y: {name: The ditch}, z: {name: The sluice}}}
terms: {w: {is: y or z, name: Water}}
preferences:
  upper: {weights: {x: -1.5, y: WEIGHT}}
  lower: {weights: {y: -1, x: 4}}
patience: PATIENCE
roadmaps: {both: {name: Both, stages: [{steps: [x, y], escrow: yes}]}}
"""


def case(weight="2", cost="0", patience="0.5"):
    text = FARMS.replace("WEIGHT", weight).replace("COST", cost)
    return text.replace("PATIENCE", patience)


def said(text, language="en"):
    return " ".join(dt.calling_off(text, "both").text(language).split())


def deciding(case):
    data = json.loads(dt.calling_off(case, "both").to_json())
    return data["decided_by"]["signing"]


def test_the_number_is_told_with_where_signing_turns():
    text = case("{value: 2, range: [1, 3], assumed: yes}")
    told = "“The ditch” is worth to Upper (assumed 2; below 1.5 it would not sign)"
    assert f"What decides it: what {told}." in said(text)
    assert "(принято 2; ниже 1,5 не подпишет)" in said(text, "ru")


def test_a_party_that_refuses_would_sign_above():
    text = case("{value: 1, range: [0, 3], assumed: yes}")
    assert "(assumed 1; above 1.5 it would sign)" in said(text)


def test_a_cost_and_patience_are_told_too():
    text = case(cost="{do: {value: 0.5, range: [0, 4]}}")
    assert (
        "what it costs Upper to do “The dam” (assumed 0.5; above 1 Upper would not "
        "sign)"
    ) in said(text)
    text = case(cost="{do: 0.6}", patience="{value: 0.5, range: [0.1, 0.9]}")
    assert "everyone's patience (assumed 0.5; below 0.167 Upper" in said(text)


def test_what_no_number_turns_alone_is_said_so():
    # Both refuse as written, in some draws neither does.
    text = case("{value: 1, range: [0, 6]}").replace(
        "x: 4}", "x: {value: 0, range: [-1, 6]}}"
    )
    assert "No assumed number alone turns that." in said(text)


def test_where_nothing_is_assumed_nothing_decides():
    assert "decides" not in said(case())
    assert dt.calling_off(case(), "both").to_dict()["decided_by"] is None


def test_where_all_draws_say_the_same_nothing_more_is_said():
    text = case("{value: 4, range: [3, 5], assumed: yes}")
    assert "decide" not in said(text)
    assert "alone turns" not in said(text)


def test_the_data_name_the_number_the_party_and_the_way():
    text = case("{value: 2, range: [1, 3], assumed: yes}")
    (number,) = deciding(text)
    assert number == {
        "assumption": "preferences.upper.weights.y",
        "party": "upper",
        "value": 2,
        "at": pytest.approx(1.5),
        "fraction": pytest.approx(0.5),
        "upwards": False,
    }


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("y", "“The ditch”"),
        ("w", "“Water”"),
        ("not y", "the absence of “The ditch”"),
        ("x and y", "“The dam” and “The ditch” together"),
        ("x and not y", "“The dam” without “The ditch”"),
        ("x and not y and not z", "“The dam” without “The ditch” or “The sluice”"),
        ("not y and not z", "the absence of “The ditch” or “The sluice”"),
        ("x or y or z", "“The dam”, “The ditch” or “The sluice”"),
        ("x xor y", "“x xor y”"),
    ],
)
def test_a_weight_is_told_by_the_names_in_its_formula(formula, told):
    text = case().replace("y: 2}", f"{formula}: 2}}")
    names = Names(dt.load(text), words_of("en"))
    path = f"preferences.upper.weights.{formula}"
    cell = number_text(path, names)
    assert str(cell) == f"what {told} is worth to Upper"
    assert cell.value == path


def test_costs_of_undoing_and_patience_of_one_are_told():
    names = Names(dt.load(case(cost="{undo: 1}")), words_of("en"))
    told = "what it costs Upper to take back “The dam”"
    assert number_text("options.x.cost.undo", names) == told
    assert number_text("patience.lower", names) == "the patience of Lower"


def test_a_number_has_as_many_digits_as_tell_it_from_another():
    names = Names(dt.load(case()), words_of("en"))
    assert apart(0.90012, 0.9, names) == "0.9001"
    assert apart(0.5701432, 0.9, names) == "0.57"
    assert apart(0.9, 0.9, names) == "0.9"


def test_no_number_decides_beyond_where_trade_offs_let_it():
    # y would have to be 2.5, but is worth at most as much as x and y together, 2.
    assert deciding(judging("-4.5")) == []
    assert deciding(judging("-3.5"))[0]["at"] == pytest.approx(1.5)
