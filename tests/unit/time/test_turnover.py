"""Turnover of leaderships on hand-made cases."""

import datetime
from dataclasses import replace
from math import exp, log

import pytest

from detente.casefile import parse_case
from detente.model.quantity import Rate
from detente.model.road_map import Guarantee, Leadership, Turnover
from detente.study.game.dynamics import open_dynamics
from detente.study.time.largest_turnover import largest_turnover
from detente.study.time.leadership import chance_per_period, open_leaders
from detente.study.time.turnover import check_turnover
from tests.three_party import amount, plan
from tests.unit.deal.test_road_map import timed, two_party_case, weights

HAWK = Leadership("hawk", "b", weights(x=2, y=-100), amount(0))


def leaders_case(chance: float, *, d: float = 0.9, now: float = 0, **rule: object):
    """Build oracle 6: a partner that turns into one that never does its part."""
    turnover = Turnover("b", "hawk", hazard=Rate(amount(-log(1 - chance))), **rule)  # type: ignore[arg-type]
    hawk = replace(HAWK, now=amount(now))
    case = two_party_case(1, 2, d=d)
    return timed(case, leaderships=(hawk,), turnover=(turnover,))


DEAL = plan("deal", "x y")


def test_the_largest_turnover_of_the_prisoners_dilemma_is_the_known_one():
    found = largest_turnover(open_dynamics(leaders_case(0.1)), DEAL)[0]
    assert found.proved[0].high == pytest.approx(1 - 1 / (2 * 0.9), abs=1e-6)


@pytest.mark.parametrize(("chance", "complies"), [(0.44, True), (0.45, False)])
def test_cooperation_holds_below_it_and_not_above(chance, complies):
    checked = check_turnover(open_dynamics(leaders_case(chance)), DEAL)
    assert checked.first_leaders_comply is complies


def test_the_successor_that_breaks_is_named():
    checked = check_turnover(open_dynamics(leaders_case(0.1)), DEAL)
    assert {each.leaders for each in checked.breaks} == {("a", "hawk")}
    assert {each.party for each in checked.breaks} == {"b"}
    assert not checked.every_leader_complies


def test_a_stage_is_completed_if_no_breaking_leader_rules_before_it():
    twice = plan("p", "x y/-x -y/x y")
    checked = check_turnover(open_dynamics(leaders_case(0.1)), twice)
    assert checked.completed is not None
    assert checked.completed <= 1


def test_a_belief_that_the_successor_rules_already_counts_at_the_first_stage():
    checked = check_turnover(open_dynamics(leaders_case(0.1, now=0.25)), DEAL)
    assert dict(checked.broken_at)[1] == pytest.approx(0.25)
    assert checked.completed == pytest.approx(0.75)
    assert not checked.first_leaders_comply


def test_without_turnover_the_check_agrees_with_the_plain_one():
    checked = check_turnover(open_dynamics(two_party_case(1, 2)), DEAL)
    assert checked.every_leader_complies
    assert checked.completed == pytest.approx(1)


def test_a_hazard_becomes_a_chance_by_its_share_and_the_period():
    rule = Turnover("b", "hawk", hazard=Rate(amount(0.6), "year"), share=amount(0.5))
    case = two_party_case(1, 2)
    assert chance_per_period(case, rule) == pytest.approx(1 - exp(-0.6 * 0.5 / 12))


def test_a_scheduled_change_falls_in_its_period():
    rule = Turnover(
        "b", "hawk", on=datetime.date(2020, 3, 15), probability=amount("0.3")
    )
    case = timed(two_party_case(1, 2), leaderships=(HAWK,), turnover=(rule,))
    case = replace(case, as_of=datetime.date(2020, 1, 1))
    leaders = open_leaders(open_dynamics(case))
    assert leaders.into(1)[0, 1] == 0
    assert leaders.into(2)[0, 1] == pytest.approx(0.3)


def test_who_comes_back_restores_the_party_itself():
    back = Turnover("b", "b", before="hawk", hazard=Rate(amount(-log(0.5))))
    case = timed(two_party_case(1, 2), leaderships=(HAWK,), turnover=(back,))
    leaders = open_leaders(open_dynamics(case))
    assert leaders.usual.ravel() == pytest.approx([1, 0, 0.5, 0.5])


def test_a_rule_with_from_counts_for_that_leadership_only():
    kinds = (HAWK, replace(HAWK, id="wolf"))
    rules = (
        Turnover("b", "hawk", before="b", hazard=Rate(amount(-log(0.75)))),
        Turnover("b", "wolf", before="hawk", hazard=Rate(amount(-log(0.5)))),
    )
    case = timed(two_party_case(1, 2), leaderships=kinds, turnover=rules)
    usual = open_leaders(open_dynamics(case)).usual
    expected = [0.75, 0.25, 0, 0, 0.5, 0.5, 0, 0, 1]
    assert usual.ravel() == pytest.approx(expected)


def test_a_scheduled_change_that_is_certain_undoes_a_deal():
    rule = Turnover("b", "hawk", on=datetime.date(2020, 3, 15), probability=amount(1))
    case = timed(two_party_case(1, 2), leaderships=(HAWK,), turnover=(rule,))
    case = replace(case, as_of=datetime.date(2020, 1, 1))
    checked = check_turnover(open_dynamics(case), DEAL)
    assert not checked.first_leaders_comply


def compensated_case(flow: float):
    """Build oracle 6, where a guarantee pays `a` for as long as `b` breaks."""
    hawk = replace(HAWK, preference=weights(y=-1000))
    turnover = Turnover("b", "hawk", hazard=Rate(amount(0.6)))
    pledge = Guarantee(
        "pledge",
        by=("a",),
        protects="a",
        against=("b",),
        compensation_flow=amount(flow),
        believed=amount(1),
    )
    case = replace(
        two_party_case(1, 2),
        preferences=(("a", weights(x=-1, y=2)), ("b", weights(x=4, y=-1))),
    )
    return timed(case, leaderships=(hawk,), turnover=(turnover,), guarantees=(pledge,))


# At h the value of a is 0.1 + 0.9 ((1 - h) V + h c), and it gains 0.2 by a breach;
# above 0.1 it is b, whose successor leaves it nothing, that would breach first.
@pytest.mark.parametrize(
    ("flow", "largest"),
    [(0, 4 / 9), (0.05, 0.08 / 0.135), (0.1, 13 / 18), (0.5, 13 / 18), (1, 13 / 18)],
)
def test_compensation_reaches_the_victim_of_a_successor(flow, largest):
    found = largest_turnover(open_dynamics(compensated_case(flow)), DEAL)[0]
    assert found.proved[0].high == pytest.approx(largest, abs=1e-6)
    assert found.possible[0].high == pytest.approx(13 / 18, abs=1e-6)


HARBOUR = """\
detente: 1
title: A quay that an heir would open
patience: 0.9
movers: [b, a]
parties:
  a: {options: {build: {undo: never}}}
  b: {options: {pay: {}, open: {requires: build}}}
preferences:
  a: {weights: {build: -1, open: 10}}
  b: {weights: {build: 1, pay: 0.1, open: -1}}
types:
  heir: {party: b, now: 0, preferences: {weights: {open: 1, pay: -100}}}
turnover:
  b: [{to: heir, hazard: 0.6931471805599453}]
roadmaps: {deal: {stages: [[build, pay]]}}
"""


def test_what_a_successor_s_break_gives_the_others_is_not_the_least_they_can_have():
    """The heir, who comes with chance 1/2, breaks the deal and opens the quay.

    `a` has 9 then. Counted at its own min-max, -1 for a quay that is built and stays
    shut, `a` could never gain by building, and what is proved would be refuted.
    """
    dynamics = open_dynamics(parse_case(HARBOUR, "harbour.yaml"))
    (deal,) = dynamics.case.negotiation.road_maps
    for threat in ("breakdown", "minmax"):
        checked = check_turnover(dynamics, deal, threat)
        assert checked.exact
        assert checked.first_leaders_comply
        assert {each.leaders for each in checked.breaks} == {("a", "heir")}
