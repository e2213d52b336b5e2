"""What refutes a road map is named, with its figure."""

import json

import pytest

from tests.running import detente

# After any breach a takes p, and c answers with y: breakdown suits a. Whatever
# the others do, b is better off without x.
CASE = """\
detente: 1
parties:
  a: {options: {p: {name: push}}}
  b: {options: {x: {name: exit}}}
  c: {options: {y: {name: yield}}}
preferences:
  a: {weights: {p and y: 5, p: -1}}
  b: {weights: {x: -1}}
  c: {weights: {p and y: 1}}
patience: 0.95
roadmaps:
  leave: {stages: [[x]]}
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_text_names_the_breach_that_refutes(case):
    told = " ".join(detente("roadmap", "check", case, "leave").out.split())
    assert "Where it fails, stage 1: b would leave out “exit”," in told
    assert "(slack -1.000), however hard the others answer" in told


def test_text_also_says_where_slack_is_least_under_breakdown(case):
    told = " ".join(detente("roadmap", "check", case, "leave").out.split())
    assert "the weakest point is stage 1: a could do “push” unasked" in told


def test_table_shows_who_is_tightest_under_each_threat(case):
    told = detente("roadmap", "check", case, "leave", "--full").out
    lines = told.partition("Would anybody cheat?")[2].splitlines()
    rows = [line.split()[:5] for line in lines if line.strip().startswith("stage 1")]
    assert rows == [
        ["stage", "1", "a", "-3.750", "+0.050"],
        ["stage", "1", "b", "-1.000", "-1.000"],
    ]


def test_tables_that_researchers_ask_for_stand_in_full_only(case):
    asked = ("roadmap", "check", case, "leave")
    short, full = detente(*asked), detente(*asked, "--full")
    for told in ("% of range", "Whose slack is least", "What each loses by calling"):
        assert told in full.out
        assert told not in short.out
    assert short.code == full.code == 1


def test_json_says_where_the_road_map_is_refuted(case):
    data = json.loads(
        detente("roadmap", "check", case, "leave", "--format", "json").out
    )
    assert data["refuted_at"] == {"stage": 1, "party": "b", "slack": pytest.approx(-1)}


def test_json_binds_where_slack_is_least_under_breakdown(case):
    data = json.loads(
        detente("roadmap", "check", case, "leave", "--format", "json").out
    )
    assert data["binding"]["party"] == "a"


def test_list_says_what_refutes_where_slack_is_least_elsewhere(case):
    told = " ".join(detente("roadmap", "list", case).out.split())
    assert "fails at stage 1 (b)" in told


def test_advice_speaks_of_the_breach_that_refutes(case):
    goal = "x and not p and not y"
    told = " ".join(detente("roadmap", "find", case, "--to", goal).out.split())
    assert (
        "What refutes it: b, staying there (slack -1.000 under min-max). With a "
        "guarantee against b of 20.00 once, believed for certain, this party keeps it; "
        "others may still break it."
    ) in told
