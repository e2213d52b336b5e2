"""What would make a situation last, as users ask it."""

import json
from typing import Any

import pytest

import detente as dt
from detente.engine import open_engine
from detente.errors import QuestionError, TooLargeError
from detente.model.concept import Concept
from detente.study.preference import inverse as inverse_study, inverse_search
from detente.study.preference.inverse_check import check_lever
from detente.study.preference.inverse_lever import Lever
from tests import bluff
from tests.running import detente

WORKS: dict[str, Any] = {
    "detente": 1,
    "title": "Two works",
    "parties": {
        "plant": {"options": {"filter": {"now": True}, "leave": {"undo": "never"}}},
        "town": {"options": {"sue": {}}},
    },
    "preferences": {
        "plant": {"statements": ["not leave", "not sue", "not filter"]},
        "town": {"statements": ["filter", "not leave", "not sue"]},
    },
}


def asked(case, to, concept=None, **more):
    return dt.inverse(case, to, concept, **more)


def kinds(found):
    return [tuple(str(e.kind) for e in each.lever.edits) for each in found.levers]


def test_cooperation_as_an_equilibrium_takes_a_change_of_both():
    found = asked("prisoners-dilemma", "YY", "R")
    assert [len(each.lever.edits) for each in found.levers] == [2] * 4
    assert not found.study.reached
    assert ("rank", "rank") in kinds(found)
    assert ("undo", "undo") in kinds(found)


def test_what_lasts_and_is_reached_needs_no_change():
    found = asked("elmira", "s5")
    assert found.study.already == ("s5",)
    assert found.levers == ()
    assert "Nothing has to change" in found.text()


def test_a_state_that_improvements_do_not_reach_gets_a_way():
    found = asked("elmira", "s8")
    first = found.levers[0]
    assert first.edits == (
        "preferences.moe.ranking=[s7, s3, s4, s8, s5, s2, s1, s6, s9]",
    )
    assert [step.after for step in first.route] == ["s2", "s6", "s8"]
    assert first.n_others == 2


@pytest.mark.parametrize(
    ("case", "concept"),
    [("chicken", "R"), ("chicken", "SSEQ"), ("elmira", "GMR"), ("gisborne", "SEQ")],
)
def test_every_lever_holds_when_its_edits_are_asked_by_others(case, concept):
    target = {"chicken": "YY", "elmira": "s4", "gisborne": "YNN"}[case]
    found = asked(case, target, concept)
    assert found.n_refuted == 0
    for lever in found.levers:
        edited = dt.load(case, edits=lever.edits)
        stays = dt.stability(edited, [concept]).equilibria(concept)
        assert target in stays
        way = dt.evolve(edited, target).evolution.improving_route
        assert (way is not None) == lever.lever.reached


def test_statements_are_moved_by_their_places():
    wants = {
        "plant": {"statements": ["not leave", "not filter", "not sue"]},
        "town": {"statements": ["sue if not filter", "not sue"]},
    }
    found = asked(WORKS | {"preferences": wants}, "filter and not sue")
    moved = [e for e in edits_of(found) if str(e.kind) == "statement"]
    assert [(e.party, e.item, e.before, e.after, e.size) for e in moved] == [
        ("plant", "not filter", 2, 3, 1),
        ("plant", "not sue", 3, 1, 2),
    ]
    lever = next(each for each in found.levers if each.lever.edits == tuple(moved[:1]))
    assert lever.edits == (
        "preferences.plant={statements: [not leave, not sue, not filter]}",
    )


def test_an_option_out_of_reach_comes_within_reach():
    case = WORKS | {
        "parties": WORKS["parties"] | {"town": {"options": {"sue": {"redo": "never"}}}},
        "preferences": {
            "plant": {"statements": ["not leave", "not sue", "not filter"]},
            "town": {"statements": ["sue if not filter", "filter", "not sue"]},
        },
    }
    found = asked(case, "filter and not sue", "SEQ")
    assert ("options.sue.redo=at once",) in [each.edits for each in found.levers]


def test_a_formula_asks_of_every_situation_in_which_it_holds():
    found = asked("gisborne", "not lift and not appeal")
    assert found.study.n_states == 2
    assert {each.lever.states for each in found.levers} == {("YNN",)}


def test_nothing_feasible_is_said():
    found = asked("chicken", "row_swerves and not row_swerves")
    assert (found.study.n_states, found.levers) == (0, ())
    assert "No feasible situation" in found.text()


def test_numbers_are_left_as_they_are():
    case = WORKS | {
        "preferences": {
            "plant": {"weights": {"filter": -1}},
            "town": {"statements": ["filter"]},
        }
    }
    found = asked(case, "filter", "R")
    assert found.study.tried.by_numbers == ("plant",)
    assert all(e.party != "plant" or not e.kind.is_want for e in edits_of(found))
    assert "since they give numbers: plant" in found.text()


def edits_of(found):
    return [edit for lever in found.study.levers for edit in lever.edits]


@pytest.mark.parametrize(
    ("text", "party_stays"),
    [(bluff.BLUFF, (True, False)), (bluff.RESOLVE, (False, True))],
)
def test_what_a_mediator_could_tell(text, party_stays):
    found = asked(text, "now", "SEQ")
    told = found.study.informed[0]
    assert (told.party, told.stays_as_seen, told.stays_as_is) == ("north", *party_stays)
    assert "a mediator could tell them" in found.text()


def test_very_many_situations_are_refused(monkeypatch):
    monkeypatch.setattr(inverse_study, "MOST_STATES", 3)
    with pytest.raises(TooLargeError, match="4 situations are too many"):
        asked("chicken", "YY")


def test_of_many_pairs_only_promising_ones_are_tried_and_it_says_so(monkeypatch):
    every = asked("chicken", "YY")
    monkeypatch.setattr(inverse_search, "EVERY_PAIR", 10)
    few = asked("chicken", "YY")
    assert few.study.tried.pairs < few.study.tried.n_pairs == every.study.tried.pairs
    assert few.levers == every.levers
    assert "whose parts each take away" in few.text()


def test_where_places_are_too_many_states_rise(monkeypatch):
    monkeypatch.setattr(inverse_search, "EVERY_PLACE", 3)
    found = asked("chicken", "YY", "R")
    assert not found.study.tried.every_place
    assert ("rank", "rank") in [
        tuple(str(e.kind) for e in each.edits) for each in found.study.levers
    ]
    assert "too many situations to put each" in found.text()


def test_only_so_many_situations_are_looked_at(monkeypatch):
    monkeypatch.setattr(inverse_study, "MOST_TARGETS", 2)
    found = asked("chicken", "row_swerves or column_swerves", "R")
    assert len(found.study.standings) == 2 < found.study.n_states == 3
    assert "Looked at" in found.text()


def test_three_parties_that_all_have_to_change_are_told_together():
    voters: dict[str, Any] = {f"p{k}": {"options": {f"o{k}": {}}} for k in range(3)}
    wants = {f"p{k}": {"ranking": ranked(k)} for k in range(3)}
    case = {"detente": 1, "title": "Three", "parties": voters, "preferences": wants}
    found = asked(case, "YYY", "R")
    assert [len(each.lever.edits) for each in found.levers] == [3]
    assert {str(e.kind) for e in found.levers[0].lever.edits} == {"rank"}


def ranked(party):
    """Each party likes a situation better by what it leaves undone."""
    states = [f"{a}{b}{c}" for a in "YN" for b in "YN" for c in "YN"]
    return sorted(states, key=lambda state: (state[party] == "Y", state))


def test_no_other_concept_is_answered():
    with pytest.raises(QuestionError, match="not defined"):
        asked("chicken", "YY", "NM")


def test_the_command_gives_json_and_csv():
    ran = detente("inverse", "chicken", "--to", "both_swerve", "--format", "json")
    data = json.loads(ran.out)
    assert ran.code == 0
    assert (data["concept"], data["to"], data["state"]) == ("SEQ", "both_swerve", "YY")
    assert data["levers"][0]["set"] == [
        "preferences.row.ranking=[[NY, YY], YN, NN]",
        "preferences.column.ranking=[YY, YN, NY, NN]",
    ]
    assert data["needed"][0]["share_of_orders"] == 0.5
    assert data["tried"]["singles"] == {"rank": 36, "undo": 2, "redo": 2}
    ran = detente("inverse", "chicken", "--to", "YY", "--format", "csv")
    assert ran.out.splitlines()[0] == (
        "changes,changes_count,size,roles,states,reached,set"
    )


def test_the_time_allowed_leaves_a_part_that_says_so():
    ran = detente("inverse", "garrison", "--to", "treaty", "--time", "0.3")
    assert ran.code in (0, 3)
    assert "time allowed" in ran.err


def test_levers_asks_it_where_nobody_gives_numbers():
    words = ["--to", "both_swerve", "--concept", "R", "--format", "json"]
    by_levers = detente("levers", "chicken", *words)
    by_inverse = detente("inverse", "chicken", *words)
    assert by_levers.code == 0
    assert by_levers.out == by_inverse.out


@pytest.mark.parametrize(
    ("states", "reached", "holds"),
    [(("s8",), False, True), (("s8",), True, False), (("s5",), True, True)],
)
def test_a_lever_that_the_edited_case_does_not_bear_out_is_refused(
    states, reached, holds
):
    engine = open_engine(dt.load("elmira"))
    lever = Lever((), states, reached=reached, case=engine.case)
    assert (check_lever(engine, lever, (), Concept.SEQ) is not None) == holds
    wrong = Lever((), ("s1",), reached=True, case=engine.case)
    assert check_lever(engine, wrong, (), Concept.SEQ) is None
