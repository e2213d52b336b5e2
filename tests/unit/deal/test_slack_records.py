"""What is told of slack: records of a table written by hand, and its verdicts."""

from dataclasses import replace
from math import inf, nan
from typing import Any

import numpy as np
import pytest

import detente as dt
from detente.report.data.deal import check_data
from detente.report.plain import plain
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import _Checker, check_road_map
from detente.study.deal.slack import SlackTable, slack_table
from detente.study.deal.tolerance import CLOSE, HOLDS, Stakes
from detente.study.deal.verdict import Leeway, Verdict
from detente.study.game.dynamics import open_dynamics

TWO = """
detente: 1
title: two fields
parties:
  a: {options: {x: {}, v: {undo: never}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: -1, y: 3, v: 0}}
  b: {weights: {x: 3, y: -1}}
patience: 0.5
roadmaps: {both: {stages: [[x], [y], [v]]}}
"""
"""The payoff range of each is 4."""
REFUTED, PROVED, DEPENDS = Verdict.REFUTED, Verdict.PROVED, Verdict.DEPENDS


@pytest.fixture(scope="module")
def opened():
    dynamics = open_dynamics(dt.load(TWO))
    layout = lay_out(dynamics, dynamics.case.negotiation.road_maps[0])
    return dynamics, layout, slack_table(dynamics, layout)


def told(opened, stage, party=0, **columns):
    """Tell of one stage and party what is written at its only node."""
    dynamics, layout, table = opened
    (place,) = (n for n, node in enumerate(layout.nodes) if node.stage == stage)
    changed = {}
    for name, value in columns.items():
        changed[name] = getattr(table, name).copy()
        changed[name][place, party] = value
    leg = next(leg for leg in layout.legs if leg.stage == stage)
    return _Checker(dynamics, layout, replace(table, **changed)).stage(leg).slack[party]


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        # Of both threats, the band, as a share; whether it may choose; how fragile.
        ({"breakdown": 1, "minmax": 2, "exact": True}, (1, 2, None, 0.25, True, False)),
        (
            {"breakdown": -1, "minmax": 2, "exact": True},
            (-1, 2, None, -0.25, True, False),
        ),
        (
            {"breakdown": 1, "optimistic": 1.5, "minmax": 2, "exact": False},
            (1, 2, (1, 1.5), 0.25, True, False),
        ),
        (
            {"breakdown": nan, "optimistic": nan, "minmax": 2, "exact": False},
            (None, 2, None, 0.5, True, False),
        ),
        (
            {"breakdown": -1, "optimistic": nan, "minmax": nan, "exact": False},
            (-1, None, (-1, 0), -0.25, True, False),
        ),
        (
            {"breakdown": nan, "minmax": nan, "exact": True},
            (None, None, None, None, True, False),
        ),
        (
            {"breakdown": inf, "minmax": inf, "exact": True},
            (None, None, None, None, False, False),
        ),
        ({"breakdown": 0, "minmax": 2, "exact": True}, (0, 2, None, 0, True, True)),
        (
            {"breakdown": 0.003, "minmax": 2, "exact": True},
            (0.003, 2, None, 0.00075, True, True),
        ),
        (
            {"breakdown": -0.003, "minmax": 2, "exact": True},
            (-0.003, 2, None, -0.00075, True, True),
        ),
        (
            {"breakdown": 0.004, "minmax": 2, "exact": True},
            (0.004, 2, None, 0.001, True, False),
        ),
    ],
)
def test_slack_is_told_as_it_stands_in_the_table(opened, columns, shown):
    slack = told(opened, 1, **columns)
    assert slack.party == "a"
    assert (
        *(slack.breakdown, slack.minmax, slack.band),
        *(slack.relative, slack.choice, slack.fragile),
    ) == shown
    assert (slack.breach is None) is (slack.breakdown is None)
    assert (slack.breach_minmax is None) is (slack.minmax is None)
    unknown = slack.choice and slack.breakdown is None
    assert (slack.reason is not None) is unknown


def test_each_stage_tells_of_its_own_nodes_and_of_each_party(opened):
    dynamics, layout, table = opened
    places = np.arange(table.breakdown.size).reshape(table.breakdown.shape)
    numbered = replace(table, breakdown=places + 1.0, minmax=places + 100.0)
    checker = _Checker(dynamics, layout, numbered)
    found = [checker.stage(leg) for leg in layout.legs]
    assert [each.stage for each in found] == [1, 2, 3]
    assert [[slack.breakdown for slack in each.slack] for each in found] == [
        [1, 2],
        [3, 4],
        [5, 6],
    ]
    last = checker.stay()
    assert [slack.minmax for slack in last.slack] == [106, 107]
    assert [slack.party for slack in last.slack] == ["a", "b"]
    assert (last.stage, last.steps, last.periods, last.escrow) == (None, (), 0, False)
    assert last.start == last.end == "YYY"


def test_of_several_periods_of_a_stage_the_least_is_told():
    late = TWO.replace("patience", "period: 1 month\npatience").replace(
        "[[x], [y], [v]]", "[{steps: [x, y, v], within: 3 months}]"
    )
    dynamics = open_dynamics(dt.load(late))
    plan = dynamics.case.negotiation.road_maps[0]
    layout = lay_out(dynamics, plan)
    table = slack_table(dynamics, layout)
    places = [n for n, node in enumerate(layout.nodes) if node.stage == 1]
    changed = table.breakdown.copy()
    for height, place in enumerate(places):
        changed[place, 0] = (2.0, -0.5, 1.0)[height % 3]
    checker = _Checker(dynamics, layout, replace(table, breakdown=changed))
    least = min(changed[places, 0])
    assert checker.stage(layout.legs[0]).slack[0].breakdown == least


T = 1e-9


def table_of(breakdown, minmax=None, optimistic=None, *, exact=True):
    """A table of one party; the tolerance is a billionth of a range of 2."""
    down = np.array([breakdown], float).reshape(-1, 1)
    least = down if minmax is None else np.array([minmax], float).reshape(-1, 1)
    high = down if optimistic is None else np.array([optimistic], float).reshape(-1, 1)
    known = np.broadcast_to(np.array(exact), down.shape[:1]).reshape(-1, 1)
    return SlackTable(
        down,
        high,
        least,
        known,
        ~np.isnan(least),
        np.array([2 * T]),
        np.array([2.0]),
        {},
    )


@pytest.mark.parametrize(
    ("table", "verdict"),
    [
        (table_of([0, 1]), PROVED),
        (table_of([-2 * T, 1]), PROVED),
        (table_of([1, -3 * T]), REFUTED),
        (table_of([1, -1], [1, -2 * T]), DEPENDS),
        (table_of([1, -1], [1, -3 * T]), REFUTED),
        (table_of([1, -1], [1, 0], [1, -2 * T]), None),
        (table_of([1, -1], [1, 0], [1, -3 * T]), DEPENDS),
        (table_of([1, 1], exact=[True, False]), None),
        (table_of([1, 1], [1, nan]), PROVED),
        (table_of([1, -1], [1, nan]), None),
        (table_of([1, nan], [1, 1]), None),
        (table_of([nan, nan], [nan, -1]), REFUTED),
    ],
)
def test_a_table_is_judged_by_its_least_slack(table, verdict):
    assert table.verdict() is verdict


@pytest.mark.parametrize(
    ("first", "larger", "verdict"),
    [
        (0, 0.0, REFUTED),
        (1, 0.0, PROVED),
        (-1, 0.0, PROVED),
        (0, 0.5, PROVED),
        (0, 0.49, REFUTED),
        (1, -0.25, PROVED),
        (1, -0.26, REFUTED),
        (-1, -0.5, PROVED),
        (-1, -0.51, REFUTED),
    ],
)
def test_slack_may_be_taken_from_a_node_on_and_larger_by_a_share(
    first, larger, verdict
):
    assert table_of([-1, 0.5, 1]).verdict(first, larger) is verdict


@pytest.mark.parametrize("sign", [1, -1])
def test_a_verdict_is_close_where_a_hundredth_of_what_is_at_stake_turns_it(sign):
    near, far = 2 * CLOSE - 1e-7, 2 * CLOSE + 1e-7
    as_it_is = PROVED if sign > 0 else REFUTED
    assert table_of([sign * far]).leeway() == Leeway(as_it_is, as_it_is, as_it_is)
    assert table_of([sign * near]).leeway() == Leeway(as_it_is, REFUTED, PROVED)
    assert table_of([sign * near, 1]).leeway(-1) == Leeway(PROVED, PROVED, PROVED)


@pytest.mark.parametrize(
    ("stakes", "worth", "share"),
    [
        (Stakes(4, 0.5), 2, 0.5),
        (Stakes(4, 0.5), -2, -0.5),
        (Stakes(4, 0.5), 0.5, 0),
        (Stakes(4, 0.5), -0.5, 0),
        (Stakes(4, 0.5), 0.51, 0.1275),
        (Stakes(0, 0.5), 7, 1),
        (Stakes(0, 0.5), -7, -1),
        (Stakes(0, 0.5), 0.5, 0),
    ],
)
def test_a_gain_is_a_share_of_all_that_is_at_stake(stakes, worth, share):
    assert stakes.share(worth) == share


def test_what_is_slight_is_a_billionth_of_the_stakes_or_what_rounding_leaves():
    assert Stakes(4, 0).slight == 4 * HOLDS
    assert Stakes(4, 1e-6).slight == 1e-6
    assert Stakes(0, 0).slight == 0


def test_the_breach_under_the_breakdown_is_written_and_without_one_that_under_min_max(
    opened,
):
    check = check_road_map(opened[0], opened[0].case.negotiation.road_maps[0])
    stage = check.stages[0]
    slack = next(each for each in stage.slack if each.party == "a")
    breach = slack.breach
    assert breach is not None
    other = replace(breach, takes=("v",), omits=())

    def written(under_breakdown, under_minmax):
        changed = replace(slack, breach=under_breakdown, breach_minmax=under_minmax)
        stages = (replace(stage, slack=(changed,)),)
        data: Any = plain(check_data(replace(check, stages=stages)))
        return data["stages"][0]["best_breach"]["a"]

    assert written(breach, other) == plain(breach) != plain(other)
    assert written(breach, None) == plain(breach)
    assert written(None, other) == plain(other)
    assert written(None, None) is None
