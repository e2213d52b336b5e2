"""A verdict is too close to call where a little more or less slack changes it."""

from itertools import product

import numpy as np
import pytest

import detente as dt
from detente.model.road_map import RoadMap, Stage, Step
from detente.study.deal.quick_check import judge
from detente.study.deal.road_map import lay_out
from detente.study.deal.verdict import Leeway, Verdict
from detente.study.game.dynamics import open_dynamics

ALL = (Verdict.PROVED, Verdict.REFUTED, Verdict.DEPENDS, None)


@pytest.mark.parametrize(("verdict", "smaller", "larger"), list(product(ALL, repeat=3)))
def test_it_is_close_where_the_verdict_would_be_another(verdict, smaller, larger):
    close = Leeway(verdict, smaller, larger).close
    if verdict is Verdict.PROVED:
        assert close == (smaller != Verdict.PROVED)
    elif verdict is Verdict.REFUTED:
        assert close == (larger != Verdict.REFUTED)
    elif verdict is Verdict.DEPENDS:
        # What depends is close to a proof with more slack, to a refutation with less.
        assert close == (smaller == Verdict.REFUTED or larger == Verdict.PROVED)
    else:
        assert not close


FARMS = """
detente: 1
title: Two farms
parties: {a: {options: {x: {requires: y}}}, b: {options: {y: {}}}}
preferences: {a: {weights: {x: -1, y: 3}}, b: {weights: {y: -1, x: 2}}}
patience: 0.9
"""


def test_what_cannot_be_carried_out_has_less_slack_than_any_other():
    dynamics = open_dynamics(dt.load(FARMS))
    plan = RoadMap("p", (Stage((Step("x", taken=True),)),))
    found = judge(dynamics, lay_out(dynamics, plan))
    assert (found.verdict, found.slack) == (Verdict.IMPOSSIBLE, -np.inf)
