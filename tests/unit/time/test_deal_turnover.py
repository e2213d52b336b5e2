"""Changes of leadership, as a user asks about them."""

import json

import pytest

import detente as dt
from detente.analysis.deal import outliving
from detente.analysis.setting import DEFAULT
from detente.analysis.timed import open_timed
from detente.engine.budget import INTERRUPTED, current, tick
from detente.study.time.compliance import SuccessorBreak, TurnoverCheck
from detente.study.time.successor import list_breaks
from tests.running import detente
from tests.unit.time.test_turnover import leaders_case

LEADERS = """
detente: 1
title: A partner that may turn
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: -1, y: 2}}
  b: {weights: {y: -1, x: 2}}
patience: 0.9
types:
  hawk: {name: Hawk, party: b, now: 0.25, preferences: {weights: {x: 2, y: -100}}}
turnover:
  b: [{to: hawk, hazard: 0.1}]
roadmaps:
  both: {stages: [[x, y]]}
"""


@pytest.fixture
def ask(tmp_path):
    path = tmp_path / "leaders.yaml"
    path.write_text(LEADERS, encoding="utf-8")

    def asked(question, *words):
        return detente("roadmap", question, path, "both", *words)

    return asked


def checked(ask, *words):
    return json.loads(ask("check", "--format", "json", *words).out)["turnover"]


def test_the_check_says_how_likely_the_target_is_reached(ask):
    assert checked(ask)["completed"] == pytest.approx(0.75)


def test_the_check_says_where_it_breaks(ask):
    (broken,) = checked(ask)["broken_at"]
    assert (broken["stage"], broken["chance"]) == (1, pytest.approx(0.25))


def test_both_readings_are_given(ask):
    found = checked(ask)
    assert not found["every_leader_complies"]
    assert not found["first_leaders_comply"]
    found = checked(ask, "--set", "types.hawk.now=0")
    assert found["first_leaders_comply"]


def test_the_successor_that_breaks_is_named(ask):
    (first, *_) = checked(ask)["breaks"]
    assert (first["stage"], first["party"], first["leaders"]) == (1, "b", [["hawk"]])


def test_the_text_names_who_would_break_it(ask):
    said = ask("check").out
    assert "As written it is completed in 75 of 100" in said
    assert "Hawk" in said


def test_where_it_most_likely_ends_is_told(ask):
    said = " ".join(ask("check").out.split())
    assert "Most likely it ends when all is done: b leaves it (75 of 100)" in said
    assert "It is not begun while these rule: Hawk." in said


def test_who_may_rule_already_is_told_with_what_it_refuses(ask):
    said = " ".join(ask("check").out.split())
    assert "it would refuse stage 1 first" in said
    assert "may rule already" not in ask("check", "--set", "types.hawk.now=0").out


def test_the_first_screen_says_how_likely_a_quick_road_map_stands(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(LEADERS, encoding="utf-8")
    said = " ".join(detente("analyze", str(path)).out.split())
    assert "If leaders change: stands in five years:" in said
    assert "how long a deal outlives" not in said


def test_without_turnover_nothing_is_said_of_leaders(ask):
    assert checked(ask, "--no-turnover") is None


@pytest.mark.parametrize(("price", "told"), [(25.0, True), (25.1, False)])
def test_what_takes_long_is_left_out_and_said_so(ask, monkeypatch, price, told):
    monkeypatch.setattr(outliving, "price_of_turnover", lambda *_: price)
    assert (checked(ask) is not None) == told
    assert ("ask with --turnover" not in ask("check").out) == told
    assert checked(ask, "--turnover") is not None


def test_who_asked_and_was_stopped_is_not_told_to_ask(ask, monkeypatch):
    def stopped(*_, **__):
        current().stop(INTERRUPTED)
        tick()

    monkeypatch.setattr(outliving, "check_turnovers", stopped)
    said = " ".join(ask("check", "--turnover").out.split())
    assert "for which there was no time" in said
    assert "ask with --turnover" not in said


def test_every_road_map_of_the_flagship_is_told_with_its_leaders():
    case = dt.load("korea-2019")
    dynamics = open_timed(case, DEFAULT)
    plans = case.negotiation.road_maps
    assert outliving.price_of_outliving(dynamics, plans, asked=None) > 0


def test_the_largest_turnover_stands_beside_the_least_patience(ask):
    ran = ask("thresholds", "--format", "json", "--set", "types.hawk.now=0")
    kinds = {each["kind"]: each for each in json.loads(ran.out)["thresholds"]}
    found = kinds["turnover"]
    assert (found["party"], found["leadership"]) == ("b", "hawk")
    assert found["proved"][0][1] == pytest.approx(1 - 1 / 1.8, abs=1e-6)
    assert found["per_year"][0][1] == pytest.approx(1 - (1 / 1.8) ** 12, abs=1e-5)


def broken(*leaders):
    breaks = tuple(SuccessorBreak(1, each, "b", -1.0) for each in leaders)
    return TurnoverCheck(
        road_map="p",
        threat="breakdown",
        breaks=breaks,
        completed=0.5,
        broken_at=(),
        every_leader_complies=False,
        first_leaders_comply=False,
        exact=True,
    )


@pytest.mark.parametrize(
    ("leaders", "under"),
    [
        ([("a", "hawk")], (("hawk",),)),
        ([("a", "b")], (("b",),)),
        ([("a", "b"), ("a", "hawk")], ((),)),
    ],
)
def test_leaders_are_told_by_what_sets_them_apart(leaders, under):
    (found,) = list_breaks(leaders_case(0.1), broken(*leaders))
    assert found.under == under
