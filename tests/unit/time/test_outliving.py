"""How likely a road map stands, on cases small enough for closed forms.

Two parties gain 1 each a period by cooperating and 2 by cheating alone; the partner
turns into one that never does its part with chance h a period. So after t periods the
deal stands with chance (1 - h)^t, and the first leaders keep it up to 1 - 1 / (2 d).
"""

import datetime
from dataclasses import replace
from math import log

import pytest

import detente as dt
from detente.casefile.reader import parse_case
from detente.model.quantity import Rate
from detente.model.road_map import Turnover
from detente.study.deal.self_enforcement import check_road_map
from detente.study.game.dynamics import open_dynamics
from detente.study.time.largest_turnover import largest_turnover
from detente.study.time.turnover import check_turnover
from tests.three_party import amount, plan
from tests.unit.deal.test_road_map import timed, two_party_case, weights
from tests.unit.time.test_turnover import DEAL, HAWK, leaders_case

ONE, TWO, FIVE_YEARS = 1, 2, 60
CERTAIN = 1 - 1e-15


def outliving(case, road_map=DEAL):
    checked = check_turnover(open_dynamics(case), road_map)
    assert checked.outliving is not None
    return checked, checked.outliving


@pytest.mark.parametrize("chance", [0.01, 0.1, 0.3, 0.44])
def test_a_deal_stands_with_the_chance_that_no_successor_has_come(chance):
    _, found = outliving(leaders_case(chance))
    expected = [(1 - chance) ** time for time in range(FIVE_YEARS + 1)]
    assert found.curve == pytest.approx(expected)


def test_days_within_one_period_are_told_in_their_order():
    case = leaders_case(0.1)
    days = [datetime.date(2020, 3, day) for day in (9, 2, 14, 5, 11, 3)]
    rules = (
        Turnover("b", "hawk", on=day, probability=amount(0.1), before="b")
        for day in days
    )
    talks = case.negotiation
    talks = replace(talks, turnover=(*talks.turnover, *rules))
    dated = replace(case, negotiation=talks, as_of=datetime.date(2020, 1, 1))
    _, found = outliving(dated)
    assert [each.on for each in found.standing if each.years is None] == sorted(days)


@pytest.mark.parametrize("chance", [0.05, 0.2])
def test_of_two_steps_the_second_is_done_if_no_successor_came_between(chance):
    checked, found = outliving(leaders_case(chance), plan("two", "x y/-x -y"))
    # The hawk never goes back, so the first leaders of both steps are told apart.
    assert checked.completed == pytest.approx(found.curve[found.completed_in - 1])


@pytest.mark.parametrize("patience", [0.6, 0.75, 0.9, 0.97])
def test_the_largest_turnover_follows_patience(patience):
    found = largest_turnover(open_dynamics(leaders_case(0.1, d=patience)), DEAL)[0]
    expected = 1 - 1 / (2 * patience)
    assert found.proved[0].high == pytest.approx(expected, abs=1e-6)
    checked = [
        check_turnover(open_dynamics(leaders_case(chance, d=patience)), DEAL)
        for chance in (expected - 1e-4, expected + 1e-4)
    ]
    assert [each.first_leaders_comply for each in checked] == [True, False]


@pytest.mark.parametrize("d", [0.3, 0.4, 0.6, 0.9])
def test_without_hazard_it_is_the_plain_check(d):
    case = leaders_case(1e-12, d=d)
    checked, found = outliving(case)
    plain = check_road_map(open_dynamics(two_party_case(1, 2, d=d)), DEAL)
    assert checked.first_leaders_comply == plain.self_enforcing
    assert set(map(round, found.curve)) == {int(plain.self_enforcing)}


def test_with_a_hazard_of_one_nothing_outlives_the_first_period():
    checked, found = outliving(leaders_case(CERTAIN))
    assert not checked.first_leaders_comply
    assert sum(found.curve[1:]) == pytest.approx(0)


def test_it_stands_on_the_days_that_are_asked_about():
    rule = Turnover(
        "b", "hawk", on=datetime.date(2022, 3, 15), probability=amount("0.3")
    )
    case = timed(two_party_case(1, 2), leaderships=(HAWK,), turnover=(rule,))
    _, found = outliving(replace(case, as_of=datetime.date(2020, 2, 29)))
    told = [(each.on, each.years, each.chance) for each in found.standing]
    assert told == [
        (datetime.date(2021, 3, 1), 1, pytest.approx(1)),
        (datetime.date(2022, 3, 15), None, pytest.approx(0.7)),
        (datetime.date(2025, 3, 1), 5, pytest.approx(0.7)),
    ]
    (changed,) = (each.period for each in found.standing if each.years is None)
    assert found.curve[changed - 1] == pytest.approx(1)


def test_who_would_not_begin_it_is_named():
    checked, found = outliving(leaders_case(0.1, now=0.25))
    assert found.not_begun == (("hawk",),)
    assert sum(each.chance for each in checked.breaks) == pytest.approx(
        1 - found.curve[-1]
    )


def test_a_pretender_is_told_with_what_it_refuses_first():
    _, found = outliving(leaders_case(0.1, now=0.25))
    (each,) = found.pretenders
    assert (each.leadership, each.party, each.now) == ("hawk", "b", 0.25)
    assert (each.breaks, each.stage, each.breaker) == (True, 1, "b")
    assert [(left.party, left.then, left.after) for left in each.left] == [
        ("a", pytest.approx(0), pytest.approx(0))
    ]


def first_a_then_b(x: float):
    """A's step is worth `x` to itself; then the partner is to do its own."""
    hawk = replace(HAWK, now=amount(0.25))
    rule = Turnover("b", "hawk", hazard=Rate(amount(-log(0.9))))
    case = replace(
        two_party_case(1, 2),
        preferences=(("a", weights(x=x, y=2)), ("b", weights(x=2, y=-1))),
    )
    return timed(case, leaderships=(hawk,), turnover=(rule,))


def test_what_others_have_by_the_stage_that_is_refused_is_told():
    _, found = outliving(first_a_then_b(0.5), plan("p", "x/y"))
    (each,) = found.pretenders
    assert (each.stage, each.breaker) == (TWO, "b")
    assert each.left[0].then == pytest.approx(0.5)


def test_others_stop_first_where_they_see_who_rules():
    _, found = outliving(first_a_then_b(-1), plan("p", "x/y"))
    (each,) = found.pretenders
    assert (each.stage, each.breaker) == (ONE, "a")


GOES_ROUND = """
detente: 1
parties:
  a: {options: {z: {}}}
  b: {options: {"y": {}}}
movers: [a, b]
preferences:
  a: {weights: {y and z: 1}}
  b: {weights: {z: 3}}
patience: 0.5
types: {late: {party: b, preferences: {weights: {z: 3, "y": -0.1}}}}
turnover: {b: [{to: late, hazard: 0.01}]}
roadmaps:
  deal: {stages: [["y", z]]}
"""


def test_a_breakdown_that_goes_round_leaves_chances_where_minmax_would_not():
    # What follows a breach goes round, so figures are bands; that is no lack of them.
    case = parse_case(GOES_ROUND, "case.yaml")
    (deal,) = case.negotiation.road_maps
    found = check_turnover(open_dynamics(case), deal)
    assert not found.exact
    assert found.completed is not None
    assert not found.reasons


def test_histories_say_that_they_leave_calling_off_out():
    case = leaders_case(0.1)
    talks = replace(case.negotiation, road_maps=(DEAL,))
    said = " ".join(
        str(dt.simulate(replace(case, negotiation=talks), "deal", 10)).split()
    )
    assert "These chances count who would cheat; who would not sign" in said
