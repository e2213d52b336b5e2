"""What the check of a case says of odd plans, guarantees and deadlines."""

import pytest

from detente.analysis.reading import load
from detente.study.check.plan_warnings import plan_remarks

CASE = """
detente: 1
title: The mill
as_of: 2026-11-02
parties:
  union: {{options: {{sign: {{}}}}}}
  mill: {{options: {{pay: {{}}, close: {{}}}}}}
preferences: {{union: [pay], mill: [sign]}}
deadlines: {{spring: {{date: {date}, by: mill, then: close}}}}
guarantees: {{deposit: {{by: [mill], protects: union, against: [mill]{penalty}}}}}
roadmaps: {{plan: {{stages: {stages}}}}}
"""


def codes(date="2027-04-01", penalty=", penalty: {lump: 3}", stages="[[sign], [pay]]"):
    case = load(CASE.format(date=date, penalty=penalty, stages=stages))
    return [remark.code for remark in plan_remarks(case)]


def test_a_plan_in_order_has_no_remarks():
    assert codes() == []


def test_an_option_taken_twice_is_named():
    assert codes(stages="[[sign], [sign, pay]]") == ["step-repeated"]


def test_an_option_taken_again_after_it_was_given_up_is_no_repetition():
    assert codes(stages="[[sign], [not sign], [sign]]") == []


@pytest.mark.parametrize("penalty", ["", ", penalty: {lump: 0}"])
def test_a_guarantee_without_an_amount_changes_nothing(penalty):
    assert codes(penalty=penalty) == ["guarantee-without-amount"]


@pytest.mark.parametrize("date", ["2026-11-02", "2025-04-01"])
def test_a_deadline_that_is_not_ahead_is_named(date):
    assert codes(date=date) == ["deadline-past"]


@pytest.mark.parametrize(
    ("rule", "step", "codes_told"),
    [
        ("{{now: yes, undo: never}}", "not close", ["deadline-settled"]),
        ("{{redo: never}}", "close", ["deadline-settled"]),
        ("{{now: yes, undo: never}}", "close", []),
        ("{{redo: never}}", "not close", []),
        ("{{now: yes, undo: 1 month}}", "not close", []),
    ],
)
def test_a_deadline_that_would_change_what_is_settled_is_named(rule, step, codes_told):
    text = CASE.replace("close: {{}}", f"close: {rule}")
    text = text.replace("then: close", f"then: {{{{becomes: [{step}]}}}}")
    case = load(
        text.format(date="2027-04-01", penalty=", penalty: {lump: 3}", stages="[[pay]]")
    )
    assert [remark.code for remark in plan_remarks(case)] == codes_told
