"""A case that is given other numbers is judged as one that was written with them."""

from dataclasses import replace

import numpy as np
import pytest

import detente as dt
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from tests.small_cases import BLOW
from tests.unit.report.test_columns import FARMS


def worths(dynamics):
    """What each party has from each state on, by either threat, as now opens it."""
    world = dynamics.countdown.first_world(dynamics.engine.status_quo)
    return [
        [
            threat(party).begins(0, world).values.round(9).tolist()
            for threat in (dynamics.breakdown, dynamics.minmax)
        ]
        for party in range(len(dynamics.parties))
    ]


@pytest.mark.parametrize("party", [0, 1])
def test_what_follows_a_breach_under_another_patience(party):
    known = open_dynamics(dt.load(BLOW))
    before = worths(known)
    patience = np.where(np.arange(2) == party, 0.3, known.patience)
    anew = worths(replace(known, patience=patience, debts={}, _threats={}))
    assert worths(known.with_numbers(patience=patience)) == anew != before


def test_what_follows_a_breach_without_guarantees():
    known = open_dynamics(dt.load(FARMS))
    worths(known)
    without = open_dynamics(
        dt.load(FARMS.replace("penalty: {flow: 0.5}", "penalty: {}"))
    )
    assert worths(known.with_numbers(pledges=())) == worths(without)


def test_a_stage_that_is_done_already_takes_no_time():
    text = FARMS.replace("x: {undo: never}", "x: {undo: never, now: yes}")
    dynamics = open_dynamics(dt.load(text))
    both, _ = dynamics.case.negotiation.road_maps
    found = lay_out(dynamics, both)
    assert [leg.periods for leg in found.legs] == [0, 1]
    assert [(node.time, node.stage) for node in found.nodes][:2] == [(0, 2), (1, None)]
