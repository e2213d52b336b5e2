"""A verdict that rests on a breakdown without end is told apart."""

from dataclasses import replace
from pathlib import Path

import pytest

import detente as dt
from detente.report.naming import Names, judged_text
from detente.report.words import words_of
from detente.study.deal.verdict import Verdict

STRIKE = Path(__file__).parents[3] / "examples" / "strike.yaml"


@pytest.fixture(scope="module")
def check():
    return dt.check_road_map(STRIKE, "step_for_step").check


def told(check):
    return judged_text(check, Names(dt.load(STRIKE), words_of("en")))


def test_a_breakdown_that_goes_round_is_no_question_of_harshness(check):
    cyclic = replace(check, verdict=Verdict.DEPENDS, exact=False)
    assert told(cyclic) == "not proved: the breakdown goes round without end"


def test_a_breach_that_may_pay_depends_on_the_punishment(check):
    stage, party, _ = check.binding
    paying = replace(check, verdict=Verdict.DEPENDS, binding=(stage, party, -0.5))
    assert told(paying) == "depends on how harsh the punishment is"


def test_a_proved_road_map_is_called_so(check):
    assert told(check) == "holds by itself (proved)"


def test_a_verdict_that_turns_with_the_order_of_moves_says_how_often(check):
    orders = ((Verdict.PROVED, 1), (Verdict.DEPENDS, 5))
    said = told(replace(check, verdict=Verdict.DEPENDS, orders=orders))
    assert said == ("hangs on who moves first after a breach (proved in 1 of 6 orders)")


def test_a_verdict_judged_in_one_order_alone_says_so(check):
    said = told(replace(check, verdict=Verdict.PROVED, orders=((Verdict.PROVED, 1),)))
    assert said == "holds by itself (proved), in the order of the file"
