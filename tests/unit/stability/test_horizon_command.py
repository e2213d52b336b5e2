"""How many moves ahead situations survive, as users ask it."""

import json

import numpy as np
import pytest

import detente as dt
from detente.engine import open_engine
from detente.study.stability.horizon import look_far
from detente.study.stability.limited_move import look_ahead
from tests.running import detente


def asked(*words):
    ran = detente("horizon", *words, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_now_and_the_equilibria_are_judged():
    data = asked("chicken")
    assert [each["state"] for each in data["states"]] == ["NN", "YN", "NY", "YY"]


def test_a_state_names_the_concepts_under_which_it_holds():
    (state,) = asked("chicken", "both_swerve")["states"]
    assert state["equilibrium"] == ["GMR", "SMR"]


def test_in_chicken_swerving_survives_from_three_moves_on():
    (state,) = asked("chicken", "both_swerve", "--moves", "5")["states"]
    stays = {party: each["stays"] for party, each in state["parties"].items()}
    assert stays == {
        "row": [False, False] + [True] * 3,
        "column": [False, False] + [True] * 3,
    }


def test_the_first_move_that_breaks_a_state_is_named():
    (state,) = asked("chicken", "now +row_swerves", "--party", "row")["states"]
    row = state["parties"]["row"]
    assert (row["leaves_at"], row["moves_to"], row["leads_to"]) == (2, "NN", "NY")


def test_one_party_alone_can_be_asked_for():
    (state,) = asked("chicken", "now", "--party", "column")["states"]
    assert [*state["parties"]] == ["column"]


def test_choices_that_never_settle_say_their_period():
    data = asked("matching-pennies")
    assert (data["repeats_from"], data["period"]) == (2, 2)


def test_choices_that_go_round_are_told_in_words():
    assert "go round for ever" in detente("horizon", "matching-pennies").out


def test_choices_that_settle_are_told_in_words():
    assert "nothing changes any more" in detente("horizon", "chicken").out


@pytest.mark.parametrize("name", ["chicken", "matching-pennies", "korea-2017"])
def test_beyond_what_was_computed_the_choices_are_those_of_the_cycle(name):
    engine = open_engine(dt.load(name))
    states = [int(state) for state in np.flatnonzero(engine.feasible)]
    far = look_far(engine, states)
    for horizon in range(1, 3 * (far.repeats_from + far.period)):
        stable = look_ahead(engine, horizon).stable
        found = [view.stays[far.at(horizon) - 1] for view in far.views]
        assert found == [bool(stable[j, s]) for s in states for j in (0, 1)]


def test_indifference_is_named_where_it_has_a_say():
    case = """
detente: 1
title: A tie
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences: {a: [not x], b: [not x]}
"""
    data = json.loads(dt.horizon(case, "now +x").to_json())
    (state,) = data["states"]
    assert state["parties"]["b"]["unique"][0] is False


def test_more_than_two_parties_are_refused_with_the_reason():
    ran = detente("horizon", "elmira")
    assert ran.code == 2
    assert "two published definitions disagree" in ran.err


def test_no_moves_ahead_are_refused():
    with pytest.raises(dt.QuestionError):
        dt.horizon("chicken", moves=0)


@pytest.mark.parametrize("form", ["text", "csv", "markdown", "latex"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_form_is_written(form, language):
    ran = detente("horizon", "chicken", "--format", form, "--lang", language)
    assert (ran.code, "swerve" in ran.out) == (0, True)
