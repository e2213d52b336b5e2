"""What is shared, folded or played apart gives what the whole gives."""

import random
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings, strategies as st

from detente.analysis.reading import load
from detente.engine.period.arena import open_arena
from detente.engine.period.fold import ApartError, fold_arena
from detente.engine.period.play import Play, play_period
from detente.errors import UnsupportedError
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.game.recursion import each_for_itself
from detente.study.time.asked import open_successions
from detente.study.time.leadership import open_leaders
from detente.study.time.turnover import check_turnover, check_turnovers
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.random_leaders import with_leaders
from tests.property.time.test_deal_turnover import QUICK
from tests.unit.deal.test_road_map import two_party_case

SEEDS = st.integers(0, 2**32 - 1)


def opened(seed, **wants):
    rng = random.Random(seed)
    sizes = Wants(options=4, parties=2, patience=QUICK, **wants)
    case = with_leaders(rng, random_deal(rng, sizes), dated=0)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    assume(not layout.reasons)
    return dynamics, layout


@given(SEEDS, st.sampled_from(["breakdown", "minmax"]), st.integers(0, 1))
@settings(max_examples=40)
def test_options_played_apart_are_worth_what_they_are_together(seed, name, guarantees):
    dynamics, layout = opened(seed, guarantees=guarantees)
    leaders = open_leaders(dynamics)
    apart, whole = (
        open_successions(dynamics, leaders, name, [layout], whole=whole)
        for whole in (False, True)
    )
    for party in range(len(dynamics.parties)):
        mine, theirs = (each.get(party, ()) for each in (apart, whole))
        for time in (0, 1, dynamics.countdown.horizon + 1):
            got, expected = (each.after(time + 1, 0) for each in (mine, theirs))
            begun, begins = (each.begins(time, 0) for each in (mine, theirs))
            assume(mine.all_exact and theirs.all_exact)
            assert got == pytest.approx(expected, abs=1e-8)
            assert begun == pytest.approx(begins, abs=1e-8)


@given(SEEDS)
@settings(max_examples=60)
def test_a_period_begun_with_one_state_of_a_kind_is_worth_what_it_is_for_all(seed):
    dynamics, _ = opened(seed)
    states = np.flatnonzero(dynamics.engine.feasible)
    rules = each_for_itself(np.nan_to_num(dynamics.patience), 1e-12)
    rng = np.random.default_rng(seed)
    # Whole numbers tie now and then, in which case the arena has to say so.
    values = rng.integers(0, 40, (len(dynamics.parties), states.size)).astype(float)
    expected = values.copy()
    play_period(
        open_arena(dynamics.turns, states), expected, rules.movers, rules.tolerance
    )
    folded = fold_arena(dynamics.turns, states)
    try:
        ends, paid = folded.play(
            values.__getitem__, rules.movers, rules.tolerance, Play()
        )
    except ApartError as apart:
        told = fold_arena(dynamics.turns, states, apart.bits)
        assert told.starts.size > folded.starts.size
        return
    for row, before in enumerate(values):
        begun = (before.take(ends) - paid.get(row, 0.0)).take(folded.begins)
        assert begun == pytest.approx(expected[row])


@given(SEEDS)
@settings(max_examples=20)
def test_road_maps_judged_together_are_judged_as_each_alone(seed):
    dynamics, _ = opened(seed, guarantees=1)
    (road_map,) = dynamics.case.negotiation.road_maps
    begun = replace(road_map, id="begun", stages=road_map.stages[:1])
    both = [road_map, begun]
    together = check_turnovers(dynamics, both)
    for found, each in zip(together, both, strict=True):
        # Sums of more numbers at once come in another order: the last bit may differ.
        assert_alike(asdict(found), asdict(check_turnover(dynamics, each)))


def assert_alike(found, expected):
    """Assert that two records hold the same, numbers up to their last bits."""
    if isinstance(expected, dict):
        assert_alike(sorted(found.items()), sorted(expected.items()))
    elif isinstance(expected, list | tuple):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_alike(one, other)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)
    else:
        assert found == expected


def test_what_a_mover_does_not_care_about_is_kept_for_those_who_do():
    dynamics = open_dynamics(two_party_case(0, 2))
    states = np.flatnonzero(dynamics.engine.feasible)
    rules = each_for_itself(np.nan_to_num(dynamics.patience), 1e-12)
    values = dynamics.utility[:, states]
    with pytest.raises(ApartError):
        fold_arena(dynamics.turns, states).play(
            values.__getitem__, rules.movers, rules.tolerance, Play()
        )


APART = """
detente: 1
title: Two disputes that have nothing to do with each other
as_of: 2020-01-01
parties:
  a: {options: {x: {}, v: {}}}
  b: {options: {y: {}, w: {}}}
preferences:
  a: {weights: {x: -1, y: 2, not v: 1.5, w: 4}}
  b: {weights: {y: -1, x: 2, not w: 0.5, v: 3}}
period: 1 month
patience: 0.9
types:
  hawk: {party: b, preferences: {weights: {x: 2, y: -100, not w: 3}}}
turnover:
  b: [{to: hawk, hazard: 0.1}, {from: hawk, to: b, on: 2020-04-15, probability: 0.9}]
roadmaps:
  both: {stages: [[x, y], [v, w]]}
"""


def test_two_disputes_in_one_case_are_played_apart_and_add_up():
    case = load(APART)
    dynamics = open_dynamics(case)
    leaders = open_leaders(dynamics)
    last = max(leaders.scheduled)
    countdown = replace(dynamics.countdown, last=last)
    dynamics = replace(dynamics, countdown=countdown)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    apart, whole = (
        open_successions(dynamics, leaders, "breakdown", [layout], whole=each)
        for each in (False, True)
    )
    mine, theirs = apart.get(0, ()), whole.get(0, ())
    assert len(mine.courses) > 1
    for time in range(1, last + 2):
        assert mine.after(time, 0) == pytest.approx(theirs.after(time, 0))
    # Staying is what all do in the breakdown: nobody gains by a step for the other.
    flows = (1 - 0.9) * leaders.utility[:, :, 0]
    values = np.linalg.solve(np.eye(len(flows)) - 0.9 * leaders.usual, flows)
    for time in range(last, 0, -1):
        begun = mine.begins(time, 0)[:, mine.at(np.array([0]))[0]]
        assert begun == pytest.approx(values.reshape(-1))
        values = flows + 0.9 * leaders.into(time) @ values
