"""Dates far ahead: counted as far as that makes sense, refused beyond."""

import pytest

import detente as dt
from detente.engine.budget import spending
from detente.study.game import continuation_values as course
from detente.study.game.distant_dates import MOST_PERIODS
from detente.study.game.dynamics import open_dynamics
from detente.study.search.thresholds import find_thresholds
from tests.running import detente

FAR = """
detente: 1
as_of: 2020-01-01
parties:
  a: {{options: {{x: {{}}, p: {{undo: never}}}}}}
  b: {{options: {{y: {{}}, q: {{}}, r: {{}}}}}}
preferences:
  a: {{weights: {{x: -1, y: 3, q: 1, r and x: -1}}}}
  b: {{weights: {{y: -1, x: 3, p: 1, q: 0.5, r: 0.1}}}}
types:
  other: {{party: b, preferences: {{weights: {{y: 1}}}}, now: 0}}
period: {period}
patience: 0.95 per year
movers: [a, b]
deadlines:
  d: {{date: {date}, then: [q]}}
turnover:
  b: [{{to: other, on: {turnover}, probability: 0.1}}]
roadmaps:
  plan: {{stages: [[x], [y]]}}
"""


@pytest.fixture
def case(tmp_path):
    def written(date="2020-03-01", period="1 month", turnover="2020-02-01"):
        path = tmp_path / "far.yaml"
        path.write_text(FAR.format(date=date, period=period, turnover=turnover))
        return str(path)

    return written


@pytest.mark.parametrize(
    "question",
    [
        ("roadmap", "check", "CASE", "plan"),
        ("roadmap", "thresholds", "CASE", "plan"),
        ("roadmap", "find", "CASE", "--to", "x and y"),
        ("roadmap", "list", "CASE"),
        ("roadmap", "map", "CASE", "plan"),
        ("sustain", "CASE"),
        ("exposure", "CASE"),
        ("robust", "CASE"),
    ],
)
def test_what_is_as_good_as_never_is_refused_at_once(case, question):
    path = case(date="9999-12-31", period="1 day")
    ran = detente(*(path if word == "CASE" else word for word in question))
    assert ran.code == 3
    assert "'d' falls on 31 December 9999, 2914" in ran.err
    assert "take a longer `period`" in ran.err


def test_a_change_of_leaders_as_good_as_never_is_refused_too(case):
    path = case(turnover="9999-12-31")
    ran = detente("roadmap", "check", path, "plan", "--turnover")
    assert ran.code == 3
    assert "'b' falls on 31 December 9999" in ran.err


def test_what_is_stable_is_answered_however_far_a_date_lies(case):
    path = case(date="9999-12-31", period="1 day")
    ran = detente("analyze", path)
    assert ran.code == 0
    assert "Will it last?" in ran.out


def test_ten_years_of_days_are_judged(case):
    ran = detente("roadmap", "check", case("2030-01-01", "1 day"), "plan")
    assert ran.code in (0, 1)


def test_a_price_of_minutes_is_said_before_the_work(case):
    path = case("2033-01-01", "1 day")
    ran = detente("roadmap", "thresholds", path, "plan", "--time", "3")
    assert ran.code == 3
    assert "minutes; --time sets an end" in ran.err


def test_the_time_until_a_distant_date_is_laid_to_it(case, monkeypatch):
    path, causes = case("2021-01-01", "1 day"), []

    def noted(cause, past=0):
        causes.append(cause)
        return spending(cause, past)

    monkeypatch.setattr(course, "spending", noted)
    assert detente("roadmap", "check", path, "plan").code in {0, 1}
    far = [each for each in causes if each.template == course.FAR_AHEAD.template]
    assert {each.values["periods"] for each in far} == {366}


def test_a_scan_that_was_stopped_counts_what_it_left_out(case):
    dynamics = open_dynamics(dt.load(case("2033-01-01", "1 day")))
    plan = dynamics.case.negotiation.road_maps[0]
    with dt.allowing(seconds=2) as budget:
        found = find_thresholds(dynamics, plan)
    assert budget.stopped
    assert len(found.thresholds) + found.left_out == 1 + 3 * 2
    assert found.left_out


def test_stages_may_not_last_longer_together_than_one_may_alone(tmp_path):
    path = tmp_path / "long.yaml"
    text = FAR.format(date="2020-03-01", period="1 day", turnover="2020-02-01")
    stage = "{steps: [%s], within: 7 years}"
    stages = ", ".join(stage % step for step in ("x", "y", "p"))
    path.write_text(text.replace("[[x], [y]]", f"[{stages}]"))
    ran = detente("roadmap", "check", str(path), "plan")
    assert ran.code == 3
    assert "periods" in ran.err
    assert MOST_PERIODS == 5000
