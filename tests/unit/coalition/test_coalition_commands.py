"""What parties can do together, as users ask it."""

import json
from typing import Any

import pytest

import detente as dt
from detente.analysis.coalition.coalitions import coalitions_cost
from detente.errors import StoppedError
from detente.study.coalition import survey as coalition_survey
from tests.running import detente
from tests.stopping import sampled_stops, stopped_at

ELMIRA = {
    ("moe", "ur"): {"s2": ["s4"], "s5": ["s8"], "s6": ["s8"]},
    ("moe", "lg"): {"s1": ["s5"], "s3": ["s7"]},
    ("ur", "lg"): {"s2": ["s4", "s8"], "s6": ["s8"]},
    ("moe", "ur", "lg"): {"s2": ["s4", "s8"], "s6": ["s8"]},
}


def asked(*words):
    ran = detente("coalitions", *words, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_elmira_shows_every_published_improvement():
    found = {
        tuple(each["members"]): each["improvements_by_state"]
        for each in asked("elmira")["coalitions"]
    }
    assert found == ELMIRA


def test_elmira_jumps_from_5_to_8_by_ministry_and_company():
    (jump,) = asked("elmira")["jumps"]
    assert (jump["members"], jump["from"], jump["to"]) == (["moe", "ur"], "s5", "s8")


def test_the_jump_of_elmira_is_told_in_words():
    out = " ".join(detente("coalitions", "elmira").out.split())
    assert "Ministry of the Environment and Uniroyal: from s5" in out


def test_a_better_equilibrium_that_one_party_reaches_alone_is_no_jump():
    jumps = dt.coalitions("elmira", concepts=["GMR"]).survey.jumps
    assert ("s1", "s5") not in {(each.move.before, each.move.after) for each in jumps}


def test_an_improvement_names_who_holds_it_back():
    (each,) = asked("elmira", "--members", "moe,lg")["coalitions"]
    (move,) = each["improvements"]
    answer = [(step["party"], step["to"]) for step in move["held_back"]["GMR"]]
    assert answer == [("ur", "s9")]


def test_an_improvement_that_nobody_holds_back_is_left_for():
    (each,) = asked("elmira", "--members", "moe,lg")["coalitions"]
    assert each["stays"] == {
        "R": False,
        "GMR": True,
        "SMR": True,
        "SEQ": False,
        "SSEQ": False,
    }


def test_an_equilibrium_that_a_coalition_leaves_does_not_survive():
    held = asked("elmira", "--concepts", "R")["equilibria"]["R"]
    assert held == {
        "count": 3,
        "surviving": ["s8", "s9"],
        "left": [{"state": "s5", "by": ["moe", "ur"]}],
    }


def test_several_coalitions_can_be_named():
    data = asked("elmira", "--members", "moe,ur", "--members", "ur,lg")
    found = [each["members"] for each in data["coalitions"]]
    assert found == [["moe", "ur"], ["ur", "lg"]]


def test_python_takes_one_coalition_as_a_list():
    survey = dt.coalitions("elmira", "s5", ["ur", "moe"]).survey
    assert [each.members for each in survey.standpoints] == [("moe", "ur")]


def test_one_party_in_place_of_its_members_is_a_reading_of_its_own():
    data = asked("elmira", "--members", "moe,ur", "--merged", "--concepts", "R")
    assert data["merged"]["equilibria"]["R"] == {
        "count": 3,
        "states": ["s7", "s8", "s9"],
        "gained": ["s7"],
        "lost": ["s5"],
    }


def test_the_merged_reading_is_named():
    out = detente("coalitions", "elmira", "--members", "moe,ur", "--merged").out
    assert "Ministry of the Environment and Uniroyal as one party" in out


def test_without_merging_there_is_no_such_reading():
    assert asked("elmira")["merged"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--members", "moe,xx"), "there is no party 'xx'"),
        (("--members", "moe"), "a coalition has at least two members, not 'moe'"),
        (("--members", "moe,moe"), "a coalition has at least two members"),
        (("--merged",), "which parties act as one is not said"),
        (("--concepts", "NM"), "NM is not defined for coalitions"),
        (("--sanction", "strict"), "judged by weak sanctions"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(words, said):
    ran = detente("coalitions", "elmira", *words)
    assert (ran.code, said in ran.err) == (2, True)


def test_a_case_of_one_party_has_no_coalitions():
    case = "detente: 1\ntitle: Alone\nparties: {a: {options: {x: {}}}}\n"
    ran = detente("coalitions", "-", stdin=case)
    assert (ran.code, "a coalition needs two parties" in ran.err) == (2, True)


def test_a_large_case_is_judged_at_its_equilibria(monkeypatch):
    everywhere = dt.coalitions("garrison").to_dict()
    monkeypatch.setattr(coalition_survey, "_JUDGED_ALL", 0)
    some = dt.coalitions("garrison").to_dict()
    assert some["judged"] == "equilibria"
    assert some["equilibria"] == everywhere["equilibria"]


def test_a_large_case_says_what_was_not_judged(monkeypatch):
    monkeypatch.setattr(coalition_survey, "_JUDGED_ALL", 0)
    said = " ".join(dt.coalitions("garrison").text().split())
    assert "The case is large" in said


def test_too_many_coalitions_are_refused_beforehand(monkeypatch):
    monkeypatch.setattr(coalition_survey, "_JUDGED_ALL", 0)
    monkeypatch.setattr(coalition_survey, "_MOST", 0)
    ran = detente("coalitions", "garrison")
    assert (ran.code, "--members" in ran.err) == (3, True)


def test_what_takes_long_is_said_beforehand():
    case = dt.load("korea-2019")
    said = coalitions_cost(case)
    assert "coalitions (26)" in str(said)


def test_a_small_case_needs_no_warning():
    assert coalitions_cost(dt.load("elmira")) is None


@pytest.mark.parametrize("form", ["text", "csv", "markdown", "latex"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_form_is_written(form, language):
    members = ("--members", "moe,ur", "--merged")
    ran = detente(
        "coalitions", "elmira", *members, "--format", form, "--lang", language
    )
    assert (ran.code, "s8" in ran.out) == (0, True)


FARMS = """\
detente: 1
title: Three farms at a well
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}, c: {options: {z: {}}}}
preferences:
  a: {weights: {x: -2, y: 3, z: 1}}
  b: {weights: {x: 3, y: -2, z: 1}}
  c: {weights: {x: 1, y: 3, z: -2}}
"""


def test_coalitions_that_were_judged_before_the_time_was_over_are_told():
    with stopped_at() as (clock, _):
        whole: dict[str, Any] = dict(dt.coalitions(FARMS).to_dict())
    assert whole["jumps_count"]
    parts: list[int] = []
    for last in sampled_stops(clock.steps, 20):
        with stopped_at(last) as (_, budget):
            try:
                found: dict[str, Any] = dict(dt.coalitions(FARMS).to_dict())
            except StoppedError:
                assert not parts
                continue
        told = len(found["coalitions"])
        assert found["coalitions"] == whole["coalitions"][:told]
        assert (told < len(whole["coalitions"])) == (budget.stopped is not None)
        parts.append(told)
    assert parts == sorted(parts)
    assert len(set(parts)) == len(whole["coalitions"])
