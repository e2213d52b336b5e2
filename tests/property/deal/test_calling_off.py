"""Signing and calling off against the definitions, and the laws of both.

`DETENTE_DEALS=2000 pytest tests/property/deal/test_calling_off.py` asks many more.
"""

import itertools
import os
import random
from dataclasses import replace

import pytest
from hypothesis import assume, given, reject, settings, strategies as st

import detente as dt
from detente.errors import UnsupportedError
from detente.model.case import Change
from detente.model.formula import TRUE
from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.deal.way_out import find_ways_out
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle import stopping
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.plan import ImpossibleError, lay_out as laid_out
from tests.deal_oracle.random_deals import PATIENT, Wants, random_deal
from tests.deal_oracle.rules import Rules, UnfitError

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "40")))
SEEDS = st.integers(0, 2**32 - 1)


def judged(case):
    """What the study says of a case's road map, with its rules and periods."""
    try:
        dynamics = open_dynamics(case)
        layout = lay_out(dynamics, case.negotiation.road_maps[0])
        assume(not layout.reasons)
        rules = Rules(case, patience_of(dynamics))
        nodes = laid_out(rules, case.negotiation.road_maps[0])
    except (UnsupportedError, ImpossibleError, UnfitError):
        reject()
    return find_calling_off(dynamics, layout), rules, nodes


def slacks(found, party):
    return {
        stage.stage: next(each for each in stage.parties if each.party == party).slack
        for stage in found.stages
    }


@pytest.mark.parametrize(
    "wants",
    [
        pytest.param(Wants(rules=0.5, escrow=0), id="rules of moves"),
        pytest.param(Wants(escrow=0.6, rules=0.4), id="escrow"),
        pytest.param(Wants(waits=0.5, slow=0.5), id="durations"),
        pytest.param(Wants(constraint=1, rules=0.5, slow=0.3), id="constraints"),
        pytest.param(Wants(options=4, deadlines=2), id="dates"),
        pytest.param(Wants(options=4, ends=0.6, slow=0.3, rules=0.5), id="ends"),
        pytest.param(Wants(patience=PATIENT, costs=0.8), id="patience and costs"),
    ],
)
@given(seed=SEEDS)
@MANY
def test_signing_and_calling_off_are_what_the_definitions_say(wants, seed):
    found, rules, nodes = judged(random_deal(random.Random(seed), wants))
    for said in found.signing:
        worth, end, lowest = stopping.signing(rules, nodes, said.party)
        assert (said.worth, said.end) == pytest.approx((worth, end), abs=1e-9)
        assert said.lowest.value == pytest.approx(lowest, abs=1e-9)
        expected = stopping.calling_off(rules, nodes, said.party)
        assert slacks(found, said.party) == pytest.approx(expected, abs=1e-9)


@given(SEEDS)
@MANY
def test_with_escrow_at_stage_1_calling_off_there_is_not_signing(seed):
    case = random_deal(random.Random(seed), Wants(deadlines=0))
    talks = case.negotiation
    stages = tuple(replace(each, escrow=True) for each in talks.road_maps[0].stages)
    plan = replace(talks.road_maps[0], stages=stages)
    case = replace(case, negotiation=replace(talks, road_maps=(plan,)))
    found, _, nodes = judged(case)
    assume(nodes[0].stage is not None)
    for said in found.signing:
        first = slacks(found, said.party)[nodes[0].stage]
        assert first is None or first == pytest.approx(said.worth, abs=1e-9)


@given(SEEDS)
@MANY
def test_where_all_can_be_put_back_in_time_it_ends_where_it_began(seed):
    case = random_deal(random.Random(seed), Wants(rules=0, constraint=0))
    found, rules, _ = judged(case)
    for stage in found.stages:
        for each in stage.parties:
            if each.way is not None:
                assert each.way.rests[-1].state == _written(rules, rules.now)


@given(SEEDS)
@MANY
def test_one_who_cannot_take_anything_back_is_no_better_off_when_left_alone(seed):
    """With irreversible steps out, what is put back leaves nobody more than before."""
    case = random_deal(random.Random(seed), Wants(rules=0, constraint=0, deadlines=0))
    stuck = tuple(
        replace(
            party,
            options=tuple(
                each if each.now else replace(each, undo=Change(never=TRUE))
                for each in party.options
            ),
        )
        for party in case.parties
    )
    found, rules, _ = judged(replace(case, parties=stuck))
    for stage in found.stages:
        for each in stage.parties:
            if each.way is not None:
                landed = _read(rules, each.way.lands)
                rested = _read(rules, each.way.rests[-1].state)
                assert landed - rules.now <= rested


def _written(rules, state):
    return "".join("Y" if name in state else "N" for name in rules.options)


def _read(rules, state):
    pairs = zip(rules.options, state, strict=True)
    return frozenset(name for name, choice in pairs if choice == "Y")


TURNING = """
detente: 1
title: steps that are taken back again
as_of: 2020-01-01
period: 1 month
patience: 0.9 per year
parties:
  a: {options: {x: {}, w: {}, v: {now: yes, redo: 2 months}}}
  b: {options: {"y": {}}}
preferences:
  a: {weights: {x: 1, w: 2, v: 1, "y": 1}}
  b: {weights: {x: 1, "y": -1}}
roadmaps:
  both: {stages: [[x], [not x], [w], [not w], ["y"]]}
  one: {stages: [[x], [not x], ["y"], [w]]}
  late: {stages: [[not v, x], {steps: ["y"], within: 12 months}]}
"""


@pytest.mark.parametrize("until", ["", "until: 2020-09-01, "])
def test_ways_out_that_are_kept_are_those_that_are_found_anew(until):
    dynamics = open_dynamics(dt.load(TURNING.replace("now: yes", f"{until}now: yes")))
    for plan in dynamics.case.negotiation.road_maps:
        layout = lay_out(dynamics, plan)
        for place, party in itertools.product(range(len(layout.nodes)), (0, 1)):
            kept, anew = (
                find_ways_out(each, layout, place, party)
                for each in (dynamics, replace(dynamics, ways={}))
            )
            assert (kept is None) == (anew is None)
            if kept and anew:
                assert kept.flips.tolist() == anew.flips.tolist()
                assert kept.back.since == anew.back.since
                assert kept.back.states.tolist() == anew.back.states.tolist()
