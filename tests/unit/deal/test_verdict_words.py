"""A verdict is told in plain words, with what decides it; terms on request."""

from dataclasses import replace
from pathlib import Path

import pytest

import detente as dt
from detente.report.naming import Names
from detente.report.verdict_words import judged_text
from detente.report.words import Wording, words_of
from detente.study.deal.verdict import UndoTimes, Verdict

STRIKE = Path(__file__).parents[3] / "examples" / "strike.yaml"
PROVED, REFUTED, DEPENDS = Verdict.PROVED, Verdict.REFUTED, Verdict.DEPENDS


@pytest.fixture(scope="module")
def check():
    found = dt.check_road_map(STRIKE, "step_for_step").check
    return replace(found, orders=(), undo=None, close=False)


def told(check, *, terms=False, ids=False):
    wording = Wording(terms=terms, ids=ids)
    return judged_text(check, Names(dt.load(STRIKE), words_of("en"), wording))


@pytest.mark.parametrize(
    ("verdict", "said", "terms"),
    [
        (PROVED, "keeps itself", "proved"),
        (
            DEPENDS,
            "hangs on how a breach is answered",
            "depends on how harsh the punishment is",
        ),
        (Verdict.IMPOSSIBLE, "cannot be carried out", "impossible"),
        (None, "cannot be judged", "no verdict"),
    ],
)
def test_a_verdict_has_plain_words_and_a_term(check, verdict, said, terms):
    judged = replace(check, verdict=verdict)
    assert (told(judged), told(judged, terms=True)) == (said, terms)


def test_what_fails_says_where_and_by_whom(check):
    stage = check.stages[0]
    slack = replace(stage.slack[0], minmax=-9.0)
    stages = (replace(stage, slack=(slack, *stage.slack[1:])), *check.stages[1:])
    failing = replace(check, verdict=REFUTED, stages=stages)
    assert told(failing) == "fails at stage 1 (Union)"
    assert told(failing, terms=True, ids=True) == "refuted at stage 1 (Union [union])"


def test_what_fails_at_the_end_says_so(check):
    slack = replace(check.stay.slack[1], minmax=-9.0)
    stay = replace(check.stay, slack=(check.stay.slack[0], slack))
    failing = replace(check, verdict=REFUTED, stay=stay)
    assert told(failing) == "fails once all is done (Company)"


def test_a_close_verdict_is_called_too_close_whatever_its_sign(check):
    close = replace(check, verdict=PROVED, close=True)
    assert told(close) == "too close to call: keeps itself"


def test_a_verdict_that_turns_with_undo_times_names_the_option(check):
    undo = UndoTimes(PROVED, PROVED, REFUTED, ("new_shifts",))
    said = told(replace(check, verdict=DEPENDS, undo=undo))
    assert said == "hangs on how fast “Work the new shifts” can be undone"


def test_of_many_options_the_headline_names_two(check):
    many = ("strike", "new_shifts", "raise_pay", "hire_back")
    undo = UndoTimes(PROVED, PROVED, REFUTED, many)
    said = told(replace(check, verdict=DEPENDS, undo=undo))
    assert said == (
        "hangs on how fast “Strike”, “Work the new shifts”, and 2 more can be undone"
    )


def test_a_verdict_that_turns_with_the_order_of_moves_says_how_often(check):
    orders = ((PROVED, 1), (DEPENDS, 3), (None, 2))
    said = told(replace(check, verdict=DEPENDS, orders=orders))
    assert said == (
        "hangs on who acts first after a breach (keeps itself in 1 of 6 orders; hangs "
        "on the answer in 3 of 6 orders; cannot be judged in 2 of 6 orders)"
    )


def test_orders_that_cannot_all_be_judged_leave_no_verdict(check):
    said = told(replace(check, verdict=None, orders=((PROVED, 4), (None, 2))))
    assert said == (
        "cannot be judged (keeps itself in 4 of 6 orders; cannot be judged in 2 of 6 "
        "orders of who acts first)"
    )


@pytest.mark.parametrize(("judged", "said"), [(1, "1 order"), (6, "6 orders")])
def test_a_verdict_judged_in_few_orders_says_so(check, judged, said):
    few = replace(check, verdict=PROVED, orders=((PROVED, judged),), n_orders=120)
    assert told(few) == f"keeps itself, in the {said} judged"


def test_a_verdict_in_all_orders_that_are_judged_at_most_says_nothing(check):
    drawn = replace(check, verdict=PROVED, orders=((PROVED, 24),), n_orders=120)
    assert told(drawn) == "keeps itself"
