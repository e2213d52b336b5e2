"""The record by date, how far each option has come, road maps left unnamed."""

import json

import pytest

import detente as dt
from detente.casefile.nearest import did_you_mean
from tests.running import detente

HEAD = """
detente: 1
title: Two banks
as_of: 2020-06-01
parties:
  north: {name: North, options: {dig: {}, pay: {}}}
  south: {name: South, options: {open: {}}}
preferences: {north: [open], south: [pay]}
"""
EVENTS = """
events:
  - {date: 2020-07-01, kind: meeting, parties: [north, south], title: Due}
  - {date: 2020-02-01, end: 2020-02-03, kind: meeting, parties: [north, south],
     title: Met}
  - {date: 2020-03-01, kind: deed, parties: [south], option: open, value: no}
  - {date: 2020-01-01, kind: offer, parties: [north], option: pay, value: yes, if: open}
"""


def rows(case):
    return json.loads(detente("record", "-", "--format", "json", stdin=case).out)


def test_the_record_is_told_by_date():
    told = rows(HEAD + EVENTS)["chronology"]
    assert [each["date"] for each in told] == [
        "2020-01-01",
        "2020-02-01",
        "2020-03-01",
        "2020-07-01",
    ]
    assert [each["due"] for each in told] == [False, False, False, True]
    assert told[1] == {
        "id": None,
        "date": "2020-02-01",
        "end": "2020-02-03",
        "kind": "meeting",
        "parties": ["north", "south"],
        "to": [],
        "through": [],
        "option": None,
        "value": None,
        "tags": [],
        "title": "Met",
        "source": None,
        "disputed": False,
        "lawful": False,
        "supersedes": None,
        "corrected": False,
        "due": False,
    }


def test_the_record_is_told_by_date_in_words():
    said = detente("record", "-", stdin=HEAD + EVENTS).out.splitlines()
    lines = [line.split() for line in said if " 2020  " in line][:4]
    days = ["1 Jan 2020", "1 Feb 2020", "1 Mar 2020", "1 Jul 2020"]
    assert [" ".join(line[:3]) for line in lines] == days
    ends = [line[3] if line[3] == "-" else " ".join(line[3:6]) for line in lines]
    assert ends == ["-", "3 Feb 2020", "-", "-"]
    assert "if open" in " ".join(" ".join(said).split())
    assert lines[2][-1] == "-open"
    assert "after the day of the case" in " ".join(" ".join(said).split())


STANDINGS = [
    ("deed, option: pay, value: yes", "done"),
    ("deed, option: pay, value: no", "undone"),
    ("statement, option: pay, value: yes", "declared"),
    ("statement, option: pay, value: no", "refused"),
    ("statement, option: pay, value: yes, expires: 2020-05-01", "expired"),
    ("verification, option: pay", "nothing"),
]


@pytest.mark.parametrize(("event", "standing"), STANDINGS)
def test_how_far_an_option_has_come(event, standing):
    case = (
        HEAD
        + f"events: [{{date: 2020-01-01, kind: {event}, parties: [north], title: T}}]"
    )
    (option,) = rows(case)["options"]
    assert option["standing"] == standing
    printed = detente("record", "-", stdin=case).out
    assert "it stands at" not in printed
    assert "nothing" not in printed


PLANS = HEAD + "roadmaps: {first: {stages: [[dig]]}, second: {stages: [[open]]}}"
ONE = HEAD + "roadmaps: {first: {stages: [[dig]]}}"


@pytest.mark.parametrize("command", ["check", "thresholds", "map"])
def test_a_road_map_that_is_not_named_is_asked_for_by_the_names_there_are(command):
    ran = detente("roadmap", command, "-", stdin=PLANS)
    assert ran.code == 2
    assert "first, second" in ran.err


def test_the_only_road_map_needs_no_name():
    named = detente("roadmap", "check", "-", "first", stdin=ONE)
    assert detente("roadmap", "check", "-", stdin=ONE) == named


def test_a_case_without_road_maps_says_where_to_write_one():
    ran = detente("roadmap", "check", "-", stdin=HEAD)
    assert ran.code == 2
    assert "`roadmaps`" in ran.err


@pytest.mark.parametrize(
    ("known", "hint"),
    [(["zebra"], "there is only zebra"), (["zebra", "yak"], "there are zebra, yak")],
)
def test_a_hint_counts_what_there_is(known, hint):
    assert str(did_you_mean("q", known)) == hint


def test_a_word_that_names_no_state_is_told_how_states_are_written():
    with pytest.raises(dt.QuestionError) as told:
        dt.explain(dt.load("korea-2017"), "peace")
    hint = str(told.value.problems[0].hint)
    assert hint.startswith("write now, changes")
