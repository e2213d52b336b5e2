"""What is kept of the last run of the test of history, and what is told of it."""

import json
import re
from importlib.resources import files

import pytest

import detente as dt
from detente.casefile.coding import bundled_sheets
from detente.report.naming import Names
from detente.report.pages.overview import trust
from detente.report.words import Words
from tests.project_files import ROOT

KEPT = json.loads(
    files("detente").joinpath("cases", "history", "scored.json").read_text("utf-8")
)


def said(monkeypatch, language="en", **changed):
    kept = json.loads(json.dumps(KEPT))
    kept["comparison"].update(changed)
    monkeypatch.setattr(trust, "_scored", lambda: kept)
    return trust.trust_sentence(Names(dt.load("chicken"), Words(language)))


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


def test_the_first_screen_says_how_often_such_verdicts_were_right():
    told = str(dt.analyze("korea-2019"))
    line = next(each for each in told.splitlines() if "How far to trust it" in each)
    assert line.startswith(
        "How far to trust it: on 8 past deals no better than guessing"
    )
    assert "0.28, a guess 0.25" in line
    assert len(told.splitlines()) <= 30


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_is_told_whether_they_beat_the_best_guess(monkeypatch, language):
    comma = "," if language == "ru" else "."
    good = said(monkeypatch, language, says_something=True)
    bad = said(monkeypatch, language, says_something=False)
    for each in (good, bad):
        assert f"0{comma}28" in each
        assert f"0{comma}25" in each
    assert ("не лучше" if language == "ru" else "no better than") in bad
    assert ("не лучше" if language == "ru" else "no better than") not in good


def test_nothing_is_told_where_no_run_is_kept(monkeypatch):
    monkeypatch.setattr(trust, "_scored", dict)
    assert not trust.trust_sentence(Names(dt.load("chicken"), Words("en")))
