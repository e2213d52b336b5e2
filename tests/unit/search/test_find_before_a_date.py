"""The best order where a date is to come, and what was not tried of it."""

from unittest import mock

import pytest

import detente as dt
from detente.study.game.dynamics import open_dynamics
from detente.study.search import stage_waits
from detente.study.search.untried import LONG_WAITS, NO_RETURN, SOME_WAITS

LAST_MOMENT = """
detente: 1
title: a step at the last moment
as_of: 2020-01-01
parties:
  a: {{options: {{x: {{undo: never}}, idle: {{redo: never}}}}}}
  b: {{options: {{hit: {{undo: never}}}}}}
preferences:
  a: {{weights: {{x: -1, hit: -9}}}}
  b: {{weights: {{x: 1, hit: 0.5}}}}
patience: 0.9
movers: [a, b]
deadlines:
  d: {{date: {date}, unless: x, by: b, then: hit}}
roadmaps:
  at_once: {{stages: [[x]]}}
  later: {{stages: [{{steps: [x], within: 3 months}}]}}
"""
CASE = LAST_MOMENT.format(date="2020-04-02")


def test_a_step_that_only_a_date_forces_is_taken_in_the_last_period_before_it():
    case = dt.load(CASE)
    early = dt.check_road_map(case, "at_once").check
    assert early.verdict == "refuted"
    # Instead of giving x from now on, it gives it from the third period on.
    assert early.refuting is not None
    assert early.refuting.slack == pytest.approx(-(1 - 0.9**2))
    assert dt.check_road_map(case, "later").check.verdict == "proved"
    found = dt.find_best_road_map(case, "x and not hit").found
    assert found.check is not None
    assert found.check.verdict == "proved"
    assert found.road_map is not None
    (stage,) = found.road_map.stages
    assert stage.within is not None
    assert (str(stage.within.count), stage.within.unit) == ("3", "month")
    assert found.reasons == (LONG_WAITS,)


def test_so_it_is_where_waits_are_tried_for_dates_only():
    with mock.patch.object(stage_waits, "_WAITS", 0):
        found = dt.find_best_road_map(dt.load(CASE), "x and not hit").found
    assert found.check is not None
    assert found.check.verdict == "proved"
    assert found.reasons == (SOME_WAITS,)


def test_what_was_not_tried_is_said_where_the_best_order_fails():
    text = CASE.replace("hit: -9", "hit: -0.5")
    found = dt.find_best_road_map(dt.load(text), "x and not hit").found
    assert found.check is not None
    assert found.check.verdict == "refuted"
    assert found.reasons == (LONG_WAITS, NO_RETURN)


def test_without_a_date_nothing_is_said_of_pauses():
    case = dt.load(LAST_MOMENT.format(date="2019-04-02"))
    found = dt.find_best_road_map(case, "x and not hit").found
    assert found.reasons == ()


def test_a_stage_is_tried_just_before_each_date_to_come_and_on_it():
    dynamics = open_dynamics(dt.load(CASE))
    (due,) = dynamics.countdown.dues
    assert due.time == 3  # the periods 0, 1 and 2 end before 2 April

    def tried(time, needed, *, every_wait=False):
        return [*stage_waits.lengths(dynamics, time, needed, every_wait=every_wait)]

    # Of three periods the last is just before the date, of four it is on it.
    assert tried(0, 1) == [1, 3, 4]
    assert tried(2, 1) == [1, 2]
    assert tried(0, 3) == [3, 4]
    assert tried(3, 1) == [1]
    assert tried(0, 1, every_wait=True) == [1, 2, 3, 4]
