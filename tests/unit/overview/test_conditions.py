"""What two sides must find in a report: who says what, and on which terms."""

import re

import pytest

from detente.analysis.overview import report
from detente.analysis.reading import load
from detente.analysis.search import road_map_thresholds
from detente.report.document import Listing, Table
from detente.report.naming import Names
from detente.report.pages.deal.conditions import conditions_page
from detente.report.pages.deal.guarantors import guarantors_section
from detente.report.pages.overview.background import judgements_page
from detente.report.words import words_of
from detente.study.deal.guarantor import GuarantorCheck

CASE = """
detente: 1
title: The mill
as_of: 2026-11-02
sources:
  leaflet: {title: To all, author: Strike committee}
  letter: {title: To the workforce, author: The management}
bodies: {bank: {name: The bank}}
parties:
  union: {name: Union, options: {sign: {name: Sign, undo: never}}}
  mill:
    name: Mill
    options: {pay: {name: Pay, undo: 1 month}, close: {name: Close, undo: never}}
preferences:
  union: {weights: {pay: 3, sign: {value: -1, assumed: yes}, close: -5}}
  mill: {weights: {sign: 3, pay: -1, close: {value: 1, evidence: [{source: letter}]}}}
patience: 0.9
deadlines: {spring: {date: 2027-04-01, unless: sign, by: mill, then: close}}
guarantees:
  deposit:
    {by: [bank], protects: union, against: [mill], penalty: {lump: 40}, believed: 0.5}
types:
  board: {party: union, name: New board, preferences: {weights: {pay: 1}}, now: 0.1}
turnover: {union: [{to: board, hazard: 0.2 per year}]}
roadmaps: {both: {stages: [[sign, pay]]}}
claims:
  first: {source: leaflet, quote: they will not pay, kind: forecast,
    test: {fails: both}}
  other: {source: letter, quote: we shall pay, kind: judgement, test: {holds: both}}
variants: {free: {title: It can be left, set: {options.sign.undo: 1 month}}}
"""


@pytest.fixture(scope="module")
def html():
    return report(CASE)


@pytest.fixture
def names():
    return Names(load(CASE), words_of("en"))


def test_both_sides_stand_in_the_first_line(html):
    assert "after Strike committee and The management" in html


def test_a_claim_names_who_makes_it(html):
    assert "“they will not pay” (Strike committee)" in html


def test_the_first_page_says_whom_the_deadline_frees(html):
    said = re.search(r"1 April 2027: “Close” opens to Mill\.[^<]*", html)
    assert said is not None
    assert said[0].endswith("From then on Mill would leave now.")


def test_the_road_maps_of_a_small_case_are_compared_between_variants(html):
    section = html.partition('id="variants-en"')[2].partition("</details>")[0]
    assert ">both<" in section


def test_a_guarantee_shows_its_amount_and_how_far_it_is_believed(names):
    table = conditions_page(names)[0]
    assert isinstance(table, Table)
    assert table.rows == (("The bank", "Union", "Mill", "40", "-", "0.5", "-"),)


def test_a_deadline_shows_what_it_opens_and_what_averts_it(names):
    told = conditions_page(names)[1]
    assert isinstance(told, Listing)
    assert told.items == (
        "From 1 April 2027 on, unless “sign” holds that day, this can be done: Close.",
    )


def test_a_change_of_leadership_shows_its_chance(names):
    table = conditions_page(names)[3]
    assert isinstance(table, Table)
    ((*led, often, share, yearly, monthly),) = table.rows
    assert led == ["Union", "New board", "whoever rules"]
    assert (often, share) == ("0.2 per year", "-")
    assert (yearly, monthly) == ("0.181", "0.0165")


def test_only_a_weight_with_evidence_comes_from_a_source(names):
    table = judgements_page(names)[0]
    assert isinstance(table, Table)
    assert {row[1]: row[4] for row in table.rows if row[0] == "Mill"} == {
        "sign": "no source named",
        "pay": "no source named",
        "close": "from a source",
    }


@pytest.fixture(scope="module")
def thresholds():
    return road_map_thresholds(CASE, "both", turnover=False)


def test_thresholds_say_that_their_guarantees_come_on_top(thresholds):
    assert "on top of those of the case" in thresholds.text()


def test_thresholds_write_numbers_as_the_language_does(thresholds):
    said = thresholds.text("ru")
    assert re.search(r"\d,\d", said)
    assert not re.search(r"\d\.\d", said)


def test_a_loss_that_rounds_to_nothing_has_no_sign(names):
    check = GuarantorCheck(
        guarantor="mill",
        guarantee="deposit",
        breacher="union",
        protects="union",
        credible=True,
        gain_now=0.1,
        gain=-0.0001,
        victim_loses=-0.0,
        lasts=True,
    )
    table = guarantors_section((check,), names)[1]
    assert isinstance(table, Table)
    assert table.rows[0][4:] == ("+0.100", "0.000", "0.000")
