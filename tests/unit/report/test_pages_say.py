"""What a page says hangs on what there is to say."""

import pytest

import detente as dt
from detente.casefile.nearest import did_you_mean
from detente.report.document import Listing, Table, tidy
from detente.report.naming import Names
from detente.report.pages.deal.conditions import conditions_page
from detente.report.pages.overview.parties import parties_page
from detente.report.render.latex import render_latex
from detente.report.words import words_of
from tests.answers import FULL
from tests.running import detente

CASE = """
detente: 1
title: Two farms
parties:
  a: {name: Upper, options: {x: {name: Water, now: yes}, v: {name: Fence}}}
  b: {name: Lower, options: {y: {name: Fish}}}
constraints: [{is: not (x and y), name: One at a time}, v or not v]
preferences:
  a: {weights: {y: 3, x: -1, v: 0.5}, unknown: [[y, x]]}
  b: {weights: {x: 3, y: -1}}
patience: 0.9
types: {hawk: {name: Hawks, party: a}}
turnover: {a: [{to: hawk, on: 2021-01-20, probability: 0.3}]}
"""


@pytest.fixture
def names():
    return Names(dt.load(CASE), words_of("en"))


def said(*words, text=CASE):
    return " ".join(detente(*words, stdin=text).out.split())


def test_a_scheduled_change_says_its_chance_and_its_day(names):
    (table,) = [
        each
        for each in conditions_page(names)
        if isinstance(each, Table) and "hazard" in each.keys
    ]
    (row,) = (dict(zip(table.keys, row, strict=True)) for row in table.rows)
    assert row["hazard"] == "0.3 on 20 January 2021"
    assert {row[key] for key in ("share", "per_year", "per_period")} == {"-"}


def test_what_stands_now_is_taken(names):
    tables = [each for each in parties_page(names) if isinstance(each, Table)]
    now = {row[-1]: str(row[1]) for table in tables for row in table.rows}
    assert now == {"x": "taken", "v": "not taken", "y": "not taken"}


def test_a_rule_is_told_by_its_name_where_it_has_one(names):
    (rules,) = [each for each in parties_page(names) if isinstance(each, Listing)]
    assert rules.items == ("One at a time: not (x and y)", "v or not v")


def test_only_who_leaves_something_unknown_is_told_of():
    told = said("unknown", "-")
    assert "Upper: in " in told
    assert "Lower: in " not in told


def test_ways_to_a_target_are_told_where_one_is_named():
    assert "By improvements only" not in said("evolve", "-")
    assert "By improvements only" in said("evolve", "-", "--to", "y and v")
    assert "No feasible situation" in said("evolve", "-", "--to", "x and y")


@pytest.mark.parametrize(("objective", "told"), [("slack", True), ("guarantee", False)])
def test_what_no_order_can_exceed_is_told_where_slack_is_asked_for(objective, told):
    words = ("roadmap", "find", "-", "--to", "not x and v", "--objective", objective)
    assert ("which no order can exceed" in said(*words)) is told


@pytest.mark.parametrize(("count", "told"), [(1, True), (12, True), (13, False)])
def test_a_few_known_words_are_all_named(count, told):
    hint = did_you_mean(
        "unlike", [f"word{'abcdefghijklm'[k] * 3}" for k in range(count)]
    )
    assert (hint is not None) is told


@pytest.mark.parametrize("word", ["a" * 60, "one_two_" * 9, "Wm" * 33 + "z"])
def test_a_long_word_in_latex_keeps_all_its_letters(word):
    table = tidy(("name", "other"), ((word, "x"),), "Long")
    written = render_latex((table,)).replace(r"\allowbreak{}", "").replace("\\_", "_")
    assert word in "".join(written.split())


def test_all_ways_are_not_called_the_first_of_them():
    told = dt.paper_tables(dt.load(FULL)).text()
    assert "The first" not in told


FAR = """
detente: 1
title: Costly
parties:
  a: {options: {x: {cost: 5}, v: {now: yes, cost: {undo: 5}}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: 1, v: -1}}
  b: {weights: {y: -1}}
patience: D
"""


@pytest.mark.parametrize(("patience", "stays"), [(0.5, 1), (0.9, 0)])
def test_a_move_is_made_where_it_is_worth_its_price(patience, stays):
    # Taking x costs 5 once and gives 1 for ever: 0.1 (1 - 5) + 0.9 x 1 = 0.5 at
    # patience 0.9, 0.5 (1 - 5) + 0.5 x 1 = -1.5 at 0.5; the same for undoing v.
    result = dt.sustain(dt.load(FAR.replace("D", str(patience))), "now")
    assert len(result.sustained.target) == 1
    verdict = result.sustained.target[0].verdict
    assert (verdict == "proved") is bool(stays)
