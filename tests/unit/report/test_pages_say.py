"""What a page says hangs on what there is to say."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import detente as dt
from detente.casefile.nearest import did_you_mean
from detente.model.concept import Concept
from detente.report.document import Fold, Heading, Listing, Paragraph, Table, tidy
from detente.report.naming import Names
from detente.report.pages.deal.conditions import conditions_page
from detente.report.pages.overview.background import evidence_page
from detente.report.pages.overview.openings import students_opening
from detente.report.pages.overview.parties import parties_page
from detente.report.pages.overview.why import why_page
from detente.report.pages.record.projects import project_blocks
from detente.report.pages.search.best_deal import standard_text
from detente.report.render.latex import render_latex
from detente.report.words import SPOKEN, words_of
from detente.study.deal.calling_off import Shares
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.overview.comparison import stand
from detente.study.record.project import judge_projects
from detente.study.stability.explanation import Answer, Explanation, Landing
from detente.study.stability.hold import comes_anyway
from tests.answers import FULL
from tests.running import detente

STRIKE = Path(__file__).parents[3] / "examples" / "strike.yaml"
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


def test_of_the_situations_asked_for_those_that_are_feasible_are_counted():
    told = said("stability", "-", "--where", "v")
    assert "Situations stable for each party, out of the 3 asked for" in told


FARMS = """
detente: 1
title: Two farms
parties: {upper: {options: {x: {}}}, lower: {options: {y: {}}}}
preferences: {upper: {weights: {x: -1, y: 3}}, lower: {weights: {y: -1, x: 2}}}
patience: 0.9
"""


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (None, "nobody would call it off."),
        (ESTABLISHED - 0.01, "Not established: as the numbers are written"),
        (ESTABLISHED, "nobody would call it off in "),
        (1.0, "nobody would call it off in "),
    ],
)
def test_a_deal_that_holds_in_few_readings_is_not_established(share, told):
    found = dt.find_best_deal(FARMS)
    assert found.deal is not None
    calling = found.deal.calling_off
    shares = Shares(samples=9, seed=0, signs=1.0, nobody=share or 0.0, parties=())
    calling = replace(calling, shares=None if share is None else shares)
    deal = replace(found.deal, calling_off=calling)
    assert told in standard_text(deal, Names(found.case, words_of("en")))


OPEN = """
detente: 1
title: Three ways
parties:
  a: {name: A, options: {x: {}, y: {}, z: {}}}
  b: {name: B, options: {w: {}}}
preferences: {a: {weights: {x: 2, y: -1}}, b: {weights: {w: 1}}}
projects:
  rail: {name: Railway, needs: x or y or z}
  road: {name: Road, needs: w}
"""


@pytest.mark.parametrize("plain", [False, True])
def test_the_first_two_ways_to_open_a_project_are_told_with_what_they_are_worth(plain):
    case = dt.load(OPEN)
    names = Names(case, words_of("en", plain=plain))
    _, table = project_blocks(judge_projects(case), names)
    assert isinstance(table, Table)
    rows = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    ways = [(row["project"], row["change"], row["gains"]) for row in rows]
    assert ways == [
        ("Railway", "+x", "A +2"),
        ("Railway", "+y", "A -1"),
        ("Road", "+w", "B +1"),
    ]


@pytest.mark.parametrize("count", [1, 2])
def test_one_situation_is_explained_as_several_are(names, count):
    case = names.case
    states = (case.status_quo, "NYN")[:count]
    explained = tuple(dt.explain(case, state).explanations for state in states)
    line, *folds = why_page(tuple(explained), (), names, full=False)
    assert isinstance(line, Paragraph)
    assert len(folds) == count


@pytest.mark.parametrize(
    ("anyway", "told"), [((True, True), True), ((True, False), False)]
)
def test_what_holds_a_party_back_comes_anyway_where_every_answer_would(anyway, told):
    landings = tuple(
        Landing("NN", Answer((), "NN", anyway=each), None) for each in anyway
    )
    held = Explanation("YN", "a", Concept.SEQ, stable=True, landings=landings)
    assert comes_anyway(held) is told


def test_students_are_told_whether_it_lasts_and_then_where_it_rests(names):
    overview = dt.analyze(CASE).overview
    document = students_opening(overview, stand("", overview.sets), (), names)
    heads = [each.text for each in document if isinstance(each, Heading)]
    assert heads[:2] == ["Will it last?", "Where it could rest by itself"]


def test_what_a_breach_brings_later_is_told_with_its_sign():
    check = ("roadmap", "check", STRIKE, "jobs_for_peace")
    told = " ".join(detente(*check, "--full").out.split())
    (worth,) = re.findall(r"is worth (\S+) now and (\S+) later", told)
    breaches = [
        breach
        for stage in json.loads(detente(*check, "--format", "json").out)["stages"]
        for breach in stage["best_breach"].values()
    ]
    pairs = {(f"{b['gain_now']:+.2f}", f"{-b['loss_later']:+.2f}") for b in breaches}
    assert worth in pairs


@pytest.mark.parametrize("language", ["en", "ru"])
def test_where_nothing_is_typed_what_a_case_says_is_never_cut(language):
    names = Names(dt.load(CASE), words_of(language), SPOKEN)
    who = "Army (1990--1995) of `north` (`south`)"
    assert names.say("{who} and {others}", who=who, others="x").startswith(who)
    assert who in names.count("{who}: {n} day", "{who}: {n} days", 2, who=who)


def test_where_nothing_is_typed_brackets_around_what_one_types_are_left_out():
    said = "... and {n} more steps (`--full` shows them)"
    spoken = Names(dt.load(CASE), words_of("en"), SPOKEN)
    assert spoken.say(said, n=2) == "... and 2 more steps"
    assert spoken.count(said, said, 2) == "... and 2 more steps"
    assert "--full" in Names(dt.load(CASE), words_of("en")).say(said, n=2)


def test_a_situation_of_a_single_party_is_explained_too():
    case = dt.load("detente: 1\nparties: {a: {options: {x: {}}}}\n")
    explained = dt.explain(case, "Y").explanations
    _, fold = why_page((explained,), (), Names(case, words_of("en")))
    assert isinstance(fold, Fold)
    assert fold.anchor == "explain-Y"


def test_a_source_is_told_with_its_address_where_it_has_one():
    case = dt.load("""
    detente: 1
    parties: {a: {options: {x: {}}}}
    sources:
      daily: {title: The Daily, date: 2020, url: "https://daily.example/a"}
      letter: {title: A letter}
    """)
    _, listing = evidence_page(Names(case, words_of("en")))
    assert isinstance(listing, Listing)
    assert listing.items == (
        "daily: The Daily, 2020, https://daily.example/a",
        "letter: A letter",
    )
