"""What lies just inside a limit is read, what lies just outside is refused."""

import pytest

from detente.casefile import parse_case
from tests import faulty
from tests.faulty import only

CASE = faulty.CASE.replace("types: {hawk: {party: usa}}\n", "")

LEADERS = "types: {hawk: {party: usa, now: A}, dove: {party: usa, now: B}}"
ON_ONE_DAY = (
    "turnover: {usa: [{to: hawk, on: 2021-01-20, probability: A, from: usa},"
    " {to: dove, on: 2021-01-20, probability: B, from: usa}]}"
)
LEADERSHIPS = "types: {hawk: {party: usa}, dove: {party: usa}}\n"

INSIDE = [
    (LEADERS, "0.4", "0.6"),
    (LEADERS, "0", "1"),
    (LEADERSHIPS + ON_ONE_DAY, "0.4", "0.6"),
    (LEADERSHIPS + ON_ONE_DAY, "0", "1"),
]


@pytest.mark.parametrize(("text", "first", "second"), INSIDE)
def test_chances_may_add_up_to_certainty(text, first, second):
    text = text.replace("A", first).replace("B", second)
    parse_case(f"{CASE}{text}\n", "case.yaml")


@pytest.mark.parametrize("text", [LEADERS, LEADERSHIPS + ON_ONE_DAY])
def test_chances_that_add_up_to_more_are_one_fault(text):
    text = text.replace("A", "0.4").replace("B", "0.601")
    problem = only(f"{CASE}{text}\n")
    assert problem.code == "probability"
    assert "1.001, more than 1" in problem.message


def test_changes_under_different_leaderships_or_on_different_days_do_not_add_up():
    rules = LEADERSHIPS + ON_ONE_DAY.replace("A", "0.7").replace("B", "0.7")
    for new in (
        rules.replace("from: usa},", "from: dove},", 1),
        rules.replace("2021-01-20", "2021-01-21", 1),
    ):
        parse_case(f"{CASE}{new}\n", "case.yaml")


BELIEVED = "guarantees: {g: {by: iaea, protects: dprk, against: usa, believed: N}}"


@pytest.mark.parametrize("number", ["0", "1", "0.5"])
def test_what_is_believed_lies_between_nothing_and_certainty(number):
    parse_case(f"{CASE}{BELIEVED.replace('N', number)}\n", "case.yaml")


@pytest.mark.parametrize("number", ["-0.001", "1.001"])
def test_what_is_believed_beyond_certainty_is_refused(number):
    assert only(f"{CASE}{BELIEVED.replace('N', number)}\n").code == "probability"


def test_weights_of_fractions_without_a_common_denominator_are_told():
    weights = ", ".join(
        f"o{at % 8} and o{at // 8}: 1/{10**29 + 2 * at + 1}" for at in range(9, 12)
    )
    options = ", ".join(f"o{at}: " for at in range(8))
    text = f"detente: 1\nparties: {{a: {{options: {{{options}}}}}}}\n"
    problem = only(f"{text}preferences: {{a: {{weights: {{{weights}}}}}}}\n")
    assert problem.code == "denominator"


def test_beliefs_in_many_fine_fractions_add_up_to_certainty_at_most():
    fine = 10**29
    leaders = ", ".join(
        f"h{at}: {{party: usa, now: {fine // 100}/{fine + 2 * at + 1}}}"
        for at in range(101)
    )
    assert only(f"{CASE}types: {{{leaders}}}\n").code == "probability"
    ninety = leaders[: leaders.index(", h90:")]
    parse_case(f"{CASE}types: {{{ninety}}}\n", "case.yaml")
