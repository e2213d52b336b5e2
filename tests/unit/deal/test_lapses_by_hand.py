"""Which promises of a road map end, in which period, and what is back then, by hand."""

from datetime import date

import pytest

import detente as dt
from detente.study.deal.lapse import open_lapses
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics

FARMS = """
detente: 1
title: Two farms
as_of: 2020-01-01
period: 1 month
reversible_within: 1 month
parties:
  a: {options: {idle: {}, w: {}, x: {undo: 3 months}}}
  b: {options: {y: {now: yes, redo: 2 months}, z: {}}}
preferences: {a: {weights: {z: 1}}, b: {weights: {x: 1}}}
patience: 0.9
roadmaps:
  both: {stages: [[w, x], [not y, z]], until: UNTIL}
"""


def lapses(until):
    dynamics = open_dynamics(dt.load(FARMS.replace("UNTIL", until)))
    (plan,) = dynamics.case.negotiation.road_maps
    return open_lapses(dynamics, plan, dynamics.engine.status_quo)


def told(until):
    return [(each.option, each.over, each.back) for each in lapses(until).each]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        # What is slower to take back than a period is back when that is over: x after
        # three months more, y (which stands at first and is taken again) after two.
        ("2020-06-10", [("w", 5, 5), ("x", 5, 8), ("y", 5, 7), ("z", 5, 5)]),
        ("{x: 2020-03-10}", [("x", 2, 5)]),
        ("{z: 2020-03-10, x: 2020-04-20}", [("x", 3, 6), ("z", 2, 2)]),
    ],
)
def test_a_promise_ends_in_the_period_of_its_day(until, expected):
    assert told(until) == expected


def test_what_is_owed_no_longer_is_told_period_by_period():
    found = lapses("{w: 2020-06-10, z: 2020-03-10}")
    bits = {each.option: 1 << each.bit for each in found.each}
    assert [found.over(time) for time in (1, 2, 4, 5, 9)] == [
        *(0, bits["z"], bits["z"]),
        *2 * [bits["w"] | bits["z"]],
    ]
    assert found.last == 5
    state = found.begin | bits["w"] | bits["z"]
    assert found.begins(2, state) == state & ~bits["z"]
    assert found.begins(5, state) == state & ~bits["w"]
    assert found.begins(3, state) == state


def test_without_a_day_nothing_ends():
    case = dt.load(FARMS.replace(", until: UNTIL", ""))
    dynamics = open_dynamics(case)
    (plan,) = case.negotiation.road_maps
    assert open_lapses(dynamics, plan, 0).each == ()
    assert lay_out(dynamics, plan).reasons == ()
    days = {each.day for each in lapses("2020-06-10").each}
    assert days == {date(2020, 6, 10)}
