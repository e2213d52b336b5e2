"""The events of a case, as a command tells them."""

import json

from tests.running import detente

CASE = """
detente: 1
title: Two farms
as_of: 2021-03-04
parties:
  a: {name: Upper, options: {x: {name: Repair}}}
  b: {name: Lower, options: {y: {name: Pay}}}
  c: {name: Mill, options: {z: {name: Stop}}}
preferences: {a: [y], b: [x]}
events:
  - {date: 2021-01-01, kind: meeting, parties: [a, b]}
  - {date: 2021-01-05, kind: statement, parties: [b], option: y}
  - {date: 2021-02-01, kind: deed, parties: [a], option: x}
  - {date: 2021-02-09, kind: kept, parties: [a]}
  - {date: 2021-05-01, kind: verification, parties: [a], option: x}
"""


def told(*words):
    return " ".join(detente("record", "-", *words, stdin=CASE).out.split())


def test_who_met_whom_and_when():
    assert "Upper and Lower 1 1 Jan 2021 -" in told()


def test_who_never_met_is_named():
    assert "No meeting in this case: Upper and Mill; Lower and Mill." in told()


def test_word_stands_against_deed_with_what_is_due():
    assert "Upper Repair - 1 Feb 2021 - 1 May 2021 done, not verified" in told()


def test_commitments_are_counted():
    assert "Upper 1 0 0" in told()


def test_deeds_are_replayed_as_a_path_of_states():
    shown = told("--set", "options.x.now=yes")
    assert "1 Feb 2021 Upper +x now Lower -" in shown


def test_the_record_can_be_had_as_data():
    data = json.loads(told("--format", "json"))
    assert data["never_met"] == [["a", "c"], ["b", "c"]]


def test_a_case_without_events_says_so():
    said = detente("record", "chicken").out
    assert "The case has no events (key `events`)." in said


def test_analyze_names_the_pairs_that_never_met_where_they_are_few():
    said = " ".join(detente("analyze", "-", "--full", stdin=CASE).out.split())
    assert "no meeting in this case: Upper and Mill; Lower and Mill" in said
