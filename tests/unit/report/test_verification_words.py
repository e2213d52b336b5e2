"""What could be done unnoticed, in words."""

import pytest

import detente as dt
from detente.report.naming import Names
from detente.report.pages.deal.assumed_number import number_text
from detente.report.pages.deal.breach_words import unnoticed_text
from detente.report.pages.search.detection import _span
from detente.report.words import words_of
from detente.study.deal.unnoticed import Unnoticed
from detente.study.search.detection import Span

CASE = """
detente: 1
title: t
period: 1 month
patience: 0.9
parties:
  one:
    name: One
    options: {x: {name: Freeze, seen: {after: 3 weeks, chance: 0.3, hidden: 0.2}}}
  two: {name: Two, options: {"y": {name: Aid}}}
preferences:
  one: {weights: {x: -1, "y": 2}}
  two: {weights: {x: 2, "y": -1}}
roadmaps:
  p: {name: Plan, stages: [[x, y]]}
"""


def names(language="en"):
    return Names(dt.load(CASE), words_of(language))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Unnoticed(None, 0.0), "nobody would notice"),
        (Unnoticed(0, 0.3), "noticed with a chance of 30\u00a0% a period"),
        (Unnoticed(4, 1.0), "unnoticed for 4 months"),
        (
            Unnoticed(1, 0.25),
            "unnoticed for 1 month, then noticed with a chance of 25\u00a0% a period",
        ),
    ],
)
def test_how_long_nobody_notices_is_told_by_the_calendar(found, said):
    assert unnoticed_text(found, names()) == said


def test_owning_up_is_told_by_the_calendar():
    found = Unnoticed(None, 0.0, owns_up=2)
    said = "nobody would notice; would own up after 2 months"
    assert unnoticed_text(found, names()) == said
    found = Unnoticed(4, 1.0, owns_up=0)
    said = "unnoticed for 4 months; would own up in the same period"
    assert unnoticed_text(found, names()) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(0, None), "need not be noticed"),
        (Span(0, 0), "only at once"),
        (Span(0, 3), "up to 3 months later"),
        (Span(2, 5), "2 months to 5 months later"),
        (Span(7, None), "7 months or later"),
    ],
)
def test_spans_are_told_by_the_calendar(span, said):
    assert _span(span, names()) == said


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("after", "how many weeks nobody can notice a breach of “Freeze”"),
        ("chance", "the chance that a breach of “Freeze” is noticed"),
        ("hidden", "the chance that One has an equal of “Freeze”"),
    ],
)
def test_numbers_of_seen_are_told_by_what_they_are_of(key, said):
    cell = number_text(f"options.x.seen.{key}", names())
    assert str(cell) == said
    assert cell.value == f"options.x.seen.{key}"


def test_the_page_lists_what_pays_and_what_is_doubted():
    text = str(dt.check_road_map(CASE.replace("3 weeks", "6 months"), "p").text())
    assert "Would anybody notice?" in text
    told = " ".join(text.split())
    assert (
        "One, staying there: could undo “Freeze” (unnoticed for 6 months, then" in told
    )
    assert "exists that only One knows of" in told


def test_where_nothing_pays_the_page_says_so():
    text = str(dt.check_road_map(CASE, "p").text())
    assert "Nothing that could be done unnoticed is worth it." in text
