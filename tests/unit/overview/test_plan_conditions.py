"""What the report says of guarantees and changes of leadership."""

import re

import pytest

from detente.analysis.overview import report
from tests.unit.time.test_kept import GIVEN

CASE = """
detente: 1
title: A works
as_of: 2021-03-04
parties:
  company: {name: Company, options: {pay: {name: Pay}}}
  union: {name: Union, options: {work: {name: Work}}}
  state: {name: State, options: {stand: {name: Stand by it}}}
preferences:
  company: {weights: {pay: -1, work: 3}}
  union: {weights: {pay: 3, work: -1}}
  state: {weights: {work: 1, stand: -0.1}}
period: 1 month
patience: 0.9
types:
  new_board:
    party: company
    name: New board
    now: 0.05
    preferences: {weights: {pay: -9, work: 3}}
turnover:
  company: [{to: new_board, hazard: 0.2 per year, share: 0.1}]
guarantees:
  pay_fund:
    by: [state]
    protects: union
    against: [company]
    penalty: {flow: 1}
    believed: 0.5
    when: stand
roadmaps:
  both: {name: Both, stages: [[pay, work, stand]]}
"""


@pytest.fixture(scope="module")
def conditions():
    return conditions_of(CASE)


def conditions_of(text):
    html = report(text)
    start = html.index('id="conditions-en"')
    part = html[start : html.index("</details>", start)]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_a_hazard_is_told_with_the_chances_that_it_makes(conditions):
    assert "New board whoever rules 0.2 per year 0.1 0.0198 0.00167" in conditions


def test_the_belief_that_a_leadership_rules_already_is_told(conditions):
    assert "New board Company 0.05" in conditions


def test_it_is_told_whether_the_target_is_reached_under_turnover(conditions):
    assert "As written it is completed in" in conditions


def test_it_is_told_who_stands_by_a_guarantee(conditions):
    assert "Who stands by a guarantee" in conditions


def test_chances_say_where_a_road_map_would_not_be_signed(conditions):
    unsigned = conditions_of(GIVEN)
    assert "Most likely: a would not sign" in unsigned
    assert "Were cheating the only way to end it" in unsigned
    assert "Were cheating the only way to end it" not in conditions
