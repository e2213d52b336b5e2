"""What the table of events says of each, word for word."""

import pytest

import detente as dt
from detente.report.figure.event_table import event_table
from detente.report.naming import Names
from detente.report.words import words_of

FARMS = """
detente: 1
title: Two farms
as_of: 2020-05-01
parties:
  a: {name: Ann, options: {x: {name: Well}}}
  b: {name: Bob, options: {y: {name: Path}}}
preferences: {a: {weights: {y: 1}}, b: {weights: {x: 1}}}
roadmaps: {both: {name: Both, stages: [[x, y]]}}
events:
"""


def said(event, *more):
    """The cells of one event, but for its days."""
    written = "".join(f"  - {{{each}}}\n" for each in (event, *more))
    case = dt.load(FARMS + written)
    (first, *_) = event_table(case.events[:1], Names(case, words_of("en"))).rows
    return first[2:]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("kind: position, parties: [a], on: both", "for Both"),
        ("kind: position, parties: [a], on: both, value: yes", "for Both"),
        ("kind: position, parties: [a], on: both, value: no", "against Both"),
        (
            "kind: offer, parties: [a], option: x, title: Wells, if: y, disputed: yes",
            "Wells; if y; disputed",
        ),
        ("kind: breach, parties: [a], lawful: yes", "an exit that was allowed"),
        ("kind: meeting, parties: [a, b]", "-"),
    ],
)
def test_an_event_is_told_by_all_that_is_said_of_it(event, expected):
    assert said(f"date: 2020-01-02, {event}")[2] == expected


def test_what_is_corrected_later_says_so_and_its_correction_does_not():
    right = (
        "id: right, date: 2020-01-03, kind: meeting, parties: [a, b], supersedes: wrong"
    )
    wrong = "id: wrong, date: 2020-01-02, kind: meeting, parties: [a, b]"
    assert said(wrong, right)[2] == "corrected later"
    assert said(wrong)[2] == "-"


def test_after_the_day_of_the_case_the_kind_says_so():
    assert said("date: 2020-05-01, kind: meeting, parties: [a, b]")[0] == "meeting"
    assert said("date: 2020-05-02, kind: meeting, parties: [a, b]")[0] == (
        "meeting, after the day of the case"
    )
