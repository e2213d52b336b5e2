"""What is odd about ends: deadlines meant as ends, ends that are past or empty."""

import pytest

import detente as dt

CASE = """
detente: 1
title: ends
as_of: 2020-01-01
bodies: {un: {}}
parties:
  a: {options: {x: {}, z: {now: yes}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: -1, y: 2, z: 1}}
  b: {weights: {x: 2, y: -1}}
patience: 0.9
roadmaps:
  p: {stages: [[y], {steps: [x], within: 3 months}]}
"""


def remarks(text):
    return {each.code: str(each.message) for each in dt.check(dt.load(text)).remarks}


def test_a_case_without_dates_has_no_remark_on_them():
    assert remarks(CASE) == {}


@pytest.mark.parametrize(
    ("option", "date", "warned"),
    [
        ("z", "2020-02-15", True),
        ("x", "2020-02-15", False),
        ("x", "2020-06-15", True),
    ],
)
def test_a_deadline_that_opens_what_is_in_use_before_it_is_a_warning(
    option, date, warned
):
    deadline = f"deadlines:\n  d: {{date: {date}, by: a, then: {option}}}\n"
    found = remarks(CASE + deadline)
    assert ("deadline-meant-as-end" in found) == warned
    if warned:
        assert f"`until: {date}` under {option}" in found["deadline-meant-as-end"]


def test_a_road_map_that_uses_it_after_the_date_speaks_against_that():
    text = CASE.replace(
        "roadmaps:\n", "roadmaps:\n  q: {stages: [{steps: [x], within: 9 months}]}\n"
    )
    deadline = "deadlines:\n  d: {date: 2020-06-15, by: a, then: x}\n"
    assert remarks(text + deadline) == {}


def test_what_has_ended_already_is_a_warning():
    text = CASE.replace("x: {}", "x: {until: 2019-12-31}")
    assert "cannot be taken any more" in remarks(text)["until-past"]
    guarantee = (
        "guarantees:\n  g: {by: un, protects: a, against: b, penalty: {flow: 1}, "
        "until: 2020-01-01}\n"
    )
    assert "answers nothing" in remarks(CASE + guarantee)["until-past"]
    later = CASE.replace("x: {}", "x: {until: 2020-01-02}")
    assert remarks(later) == {}


def test_a_road_map_that_lets_end_what_it_never_changes_is_a_warning():
    text = CASE.replace("p: {stages", "p: {until: {z: 2021-01-01}, stages")
    assert "lets z end on 2021-01-01" in remarks(text)["until-without-step"]
    good = CASE.replace("p: {stages", "p: {until: 2021-01-01, stages")
    assert remarks(good) == {}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("x: {until: soon}", "until must be a date or never, not 'soon'"),
        ("x: {until: 2020-02-31}", "there is no day '2020-02-31' in the calendar"),
    ],
)
def test_a_last_day_that_is_none_is_refused(written, message):
    with pytest.raises(dt.CaseError) as caught:
        dt.load(CASE.replace("x: {}", written))
    assert message in str(caught.value.problems[0].message)


def test_a_last_day_of_what_is_no_option_is_refused():
    with pytest.raises(dt.CaseError) as caught:
        dt.load(CASE.replace("p: {stages", "p: {until: {w: 2021-01-01}, stages"))
    assert "there is no option 'w'" in str(caught.value.problems[0].message)


def test_after_its_last_day_an_option_stands_in_no_situation_that_it_is_not_in_now():
    text = CASE.replace("x: {}", "x: {until: 2020-03-01}")
    before = dt.stability(dt.load(text)).sets.engine
    after = dt.stability(dt.load(text), setting=dt.Setting(deadline="after"))
    assert before.n_feasible == 2 * after.sets.engine.n_feasible
