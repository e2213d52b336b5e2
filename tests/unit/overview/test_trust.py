"""What is kept of the last run of the test of history, and what is told of it."""

import json
import re
from importlib.resources import files

import pytest

import detente as dt
from detente.analysis.overview import kept_history, report
from detente.casefile.coding import bundled_sheets
from detente.report.naming import Names
from detente.report.pages.overview import trust
from detente.report.words import Words
from detente.study.history.score import on_right_side
from tests.bundled import analysis
from tests.project_files import ROOT
from tests.running import detente

TEXT = files("detente").joinpath("cases", "history", "scored.json").read_text("utf-8")
KEPT = json.loads(TEXT)


NAMES = Names(dt.load("chicken"), Words("en"))


def said(monkeypatch, right, n_deals, language="en", *, better=False):
    """What is told if so many deals of so many had come out right."""
    deals = [
        {
            "prediction": {"stands": 0.9 if k < right else 0.1},
            "outcome": {"stood": True},
        }
        for k in range(n_deals)
    ]
    control = {"prediction": None, "outcome": {"stood": True}}
    kept = {"deals": [*deals, control], "comparison": {"says_something": better}}
    monkeypatch.setattr(trust, "kept_run", lambda: kept)
    names = Names(dt.load("chicken"), Words(language))
    return trust.trust_sentence(names), str(trust.trust_answer(names))


def test_what_is_kept_is_of_all_bundled_deals():
    assert {each["deal"] for each in KEPT["deals"]} == set(bundled_sheets())
    assert KEPT["samples"] == 50


def test_the_page_has_the_figures_that_are_kept():
    page = (ROOT / "docs" / "theory" / "how-far-to-trust-it.md").read_text("utf-8")
    run = page.partition("<!-- run -->")[2].partition("<!-- end of run -->")[0]
    comparison = KEPT["comparison"]
    for each in (comparison["model"], *comparison["rivals"], *KEPT["ablations"]):
        assert f"| {each['brier']:.3f} |" in run
    chances = sorted(
        f"{each['prediction']['stands']:.2f}"
        for each in KEPT["deals"]
        if each["prediction"]
    )
    assert (
        sorted(re.findall(r"^\| [^|]+ \| (\d\.\d\d) \|", run, re.MULTILINE)) == chances
    )
    better = comparison["says_something"]
    assert ("the model is not better" in run) is not better


def test_what_is_kept_reads_back_as_it_was_written():
    assert kept_history().render("json") == TEXT
    run = detente("history", "--kept", "--format", "json")
    assert (run.code, run.out) == (0, TEXT)


@pytest.mark.parametrize("words", [("--case", "jcpoa_2015"), ("--sheets", ".")])
def test_what_is_kept_is_of_no_other_sheets(words):
    run = detente("history", "--kept", *words)
    assert (run.code, run.out) == (2, "")
    assert f"leave out either --kept or {words[0]}" in run.err


def test_the_first_screen_says_how_often_such_verdicts_were_right():
    told = str(analysis("korea-2019"))
    right = sum(
        (each["prediction"]["stands"] > 0.5) is each["outcome"]["stood"]
        for each in KEPT["deals"]
        if each["prediction"]
    )
    assert (
        f"\nHow far to trust it: such verdicts came out right for {right} of 8 past "
        "deals; a coin gets 4.\n"
    ) in told
    assert len(told.splitlines()) <= 30


def test_figures_are_those_that_are_kept(monkeypatch):
    short, full = said(monkeypatch, 2, 5)
    assert short == (
        "such verdicts came out right for 2 of 5 past deals; a coin gets 2.5."
    )
    assert full.startswith("5 deals of the past were judged")
    assert "; 2 came out as said" in full
    assert "not as a forecast" in full


def test_no_more_is_claimed_than_the_rule_allows(monkeypatch):
    lucky, full = said(monkeypatch, 5, 6)
    assert lucky.endswith("for 5 of 6 past deals, maybe by luck.")
    assert "not as a forecast" in full
    good, full = said(monkeypatch, 5, 6, better=True)
    assert good.endswith("for 5 of 6 past deals, not by luck.")
    assert full.endswith("That is more than guessing gives. Deal by deal.")
    assert "a coin gets 3." in said(monkeypatch, 3, 6)[0]


def test_it_is_told_in_russian(monkeypatch):
    short, full = said(monkeypatch, 2, 5, "ru")
    assert short.endswith(
        "из 5 прошлых сделок такие выводы сбылись для 2; монета угадала бы 2,5."
    )
    assert full.startswith("5 сделок прошлого оценены только по их текстам")
    assert full.endswith("По каждой сделке.")


@pytest.mark.parametrize("kept", [{}, {"deals": [], "comparison": None}])
def test_nothing_is_told_where_no_run_is_kept(monkeypatch, kept):
    monkeypatch.setattr(trust, "kept_run", lambda: kept)
    assert not trust.trust_sentence(NAMES)
    assert not trust.trust_lead(NAMES)
    assert not trust.trust_answer(NAMES)


def test_half_is_on_no_side():
    assert [on_right_side(each, stood=True) for each in (0.4, 0.5, 0.6)] == [0, 0, 1]
    assert [on_right_side(each, stood=False) for each in (0.4, 0.5, 0.6)] == [1, 0, 0]


def test_a_case_without_road_maps_is_told_nothing_of_it():
    found = report("chicken")
    assert "trust-en" not in found
    assert "How far to trust it" not in str(dt.analyze("chicken"))
