"""What a search for an order takes is told before it begins, and what memory holds."""

from importlib import import_module

import numpy as np
import pytest

import detente as dt
from detente.engine import bits
from detente.engine.budget import allowing
from detente.errors import TooLargeError
from detente.study import price_of_orders
from detente.study.game.dynamics import open_dynamics
from detente.study.price_of_orders import price_of_find
from detente.study.robustness.surest_order import SEARCHED
from detente.study.search.package_graph import open_lattice
from detente.study.search.search_price import (
    price_of_best_order,
    price_of_floors,
)
from detente.study.search.stage_count import ENOUGH, count_stages
from tests.running import detente
from tests.unit.test_price import FARMS

SOON = "this takes about"


def farms(each):
    """Two parties with so many steps each; all steps done, both are better off."""

    def weighed(own, other):
        costs = ", ".join(f"{own}{n}: -1" for n in range(each))
        return costs + ", " + ", ".join(f"{other}{n}: 2" for n in range(each))

    options = {
        party: ", ".join(f"{party}{n}: {{}}" for n in range(each)) for party in "ab"
    }
    return f"""
detente: 1
patience: 0.9
parties:
  a: {{options: {{{options["a"]}}}}}
  b: {{options: {{{options["b"]}}}}}
preferences:
  a: {{weights: {{{weighed("a", "b")}}}}}
  b: {{weights: {{{weighed("b", "a")}}}}}
"""


def reached(dynamics, target, most, allowed=None):
    start = dynamics.engine.status_quo
    lattice = open_lattice(dynamics, start, target, most, allowed)
    runs = sum(len(edge.runs) for edge in lattice.edges)
    return len(lattice.edges), runs


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("name", ["iran-2015", "korea-2019"])
def test_stages_are_counted_without_laying_them_out(name, most):
    dynamics = open_dynamics(dt.load(name))
    engine = dynamics.engine
    ends = np.flatnonzero(engine.feasible)
    far = bits.distances(ends, engine.status_quo)
    for target in map(int, ends[(far > 0) & (far < 7)][::211][:12]):
        stages, periods = reached(dynamics, target, most)
        count = count_stages(dynamics, target, most)
        assert stages / 2 <= count.stages <= 2 * max(stages, 1)
        assert periods / 2 <= count.periods <= 2 * max(periods, 1)


def test_where_no_date_is_to_come_the_count_is_exact():
    dynamics = open_dynamics(dt.load(farms(3)))
    for target in map(int, np.flatnonzero(dynamics.engine.feasible)[1::5]):
        for most in (1, 2, 3):
            stages, periods = reached(dynamics, target, most)
            assert count_stages(dynamics, target, most) == (stages, periods)


def test_only_stages_that_are_allowed_are_counted():
    dynamics = open_dynamics(dt.load(farms(3)))
    target = dynamics.engine.n_states - 1
    allowed = dynamics.utility.min(axis=0) >= 0
    assert count_stages(dynamics, target, 2, allowed).stages > 0
    assert count_stages(dynamics, target, 2, allowed) == reached(
        dynamics, target, 2, allowed
    )
    whole = count_stages(dynamics, target, 2)
    assert count_stages(dynamics, target, 2, allowed).stages < whole.stages


@pytest.mark.parametrize("objective", ["slack", "exposure", "guarantee"])
def test_the_price_rises_with_the_stages_there_are(objective):
    dynamics = open_dynamics(dt.load(farms(4)))
    everything = np.arange(dynamics.engine.n_states) == dynamics.engine.n_states - 1
    near = np.arange(dynamics.engine.n_states) == 1
    prices = [price_of_find(dynamics, everything, objective, size) for size in (1, 3)]
    assert price_of_find(dynamics, near, objective, 1) < prices[0] < prices[1]


def test_of_many_targets_some_are_counted_and_stand_for_the_others(monkeypatch):
    dynamics = open_dynamics(dt.load(farms(4)))
    states = np.arange(dynamics.engine.n_states)
    fours = bits.distances(states, 0) == 4
    # Seventy states are four steps away, of which the first 64 are tried.
    monkeypatch.setattr(price_of_orders, "_price_of_breakdowns", lambda *_: 0.0)
    whole = price_of_find(dynamics, fours, "exposure", 1)
    one = price_of_find(dynamics, states == 15, "exposure", 1)
    assert whole == pytest.approx(64 * one)


@pytest.mark.parametrize("objective", ["gain", "slack", "guarantee"])
def test_it_is_told_before_a_long_search_begins(objective, monkeypatch):
    monkeypatch.setattr("detente.engine.waiting.speed", lambda: 1.0)
    ran = detente(
        *("roadmap", "find", "korea-2019", "--to", "denuclearise"),
        *("--objective", objective, "--time", "4"),
    )
    assert SOON in ran.err


def test_levers_of_a_target_tell_what_the_search_for_an_order_takes(monkeypatch):
    module = import_module("detente.analysis.lever.levers")
    monkeypatch.setattr(module, "price_of_find", lambda *_: 5e4)
    ran = detente("levers", "korea-2019", "--to", "plan_b", "--time", "0.5")
    assert SOON in ran.err
    assert "minutes" in ran.err


def test_a_search_over_draws_is_priced_with_all_of_them(monkeypatch):
    module = import_module("detente.study.search.best_deal")
    told: list[float] = []
    monkeypatch.setattr(module, "expect", told.append)
    monkeypatch.setattr(module, "price_of_floors", lambda *_: 1.0)
    monkeypatch.setattr(module, "price_of_best_order", lambda *_: 1.0)
    dt.find_best_deal(FARMS)
    assert {*told} == {1}
    told.clear()
    dt.find_surest_road_map(FARMS)
    assert told[0] == 1 + SEARCHED
    # Draws are told by the first of them.
    assert told[-1] == 1


def test_the_price_of_a_deal_rises_with_the_ways_there_are():
    dynamics = open_dynamics(dt.load(farms(4)))
    every, last = dynamics.engine.feasible, dynamics.engine.n_states - 1
    few = dynamics.utility.min(axis=0) >= 0
    orders = [price_of_best_order(dynamics, last, most, every) for most in (1, 2, 3)]
    assert 0 < orders[0] < orders[1] < orders[2]
    assert price_of_best_order(dynamics, last, 3, few) < orders[2]
    floors = [price_of_floors(dynamics, every, most) for most in (1, 2)]
    # Of eight options one is changed in 8 ways, and one or two in 36.
    assert floors[1] / floors[0] == pytest.approx(36 / 8)
    share = few.sum() / every.sum()
    assert price_of_floors(dynamics, few, 1) == pytest.approx(share * floors[0])


def test_the_count_ends_soon_where_there_are_far_too_many(monkeypatch):
    monkeypatch.setattr("detente.study.search.joint_gain._ROWS", 16)
    dynamics = open_dynamics(dt.load(farms(8)))
    every, last = dynamics.engine.feasible, dynamics.engine.n_states - 1
    counted = count_stages(dynamics, last, 3, every).stages
    # Of at most sixteen states more, each with fewer than 696 packages.
    assert ENOUGH < counted < ENOUGH + 16 * 696


def test_what_a_date_opens_counts_from_then_on():
    dated = (
        farms(2)
        + """
as_of: 2020-01-01
period: 1 month
deadlines:
  spring: {date: 2020-05-01, then: b0}
  summer: {date: 2020-08-01, then: b1}
"""
    )
    dynamics = open_dynamics(dt.load(dated))
    target = dynamics.engine.n_states - 1
    for most in (1, 2, 3):
        stages, periods = reached(dynamics, target, most)
        count = count_stages(dynamics, target, most)
        # What only waits is left out: at most one at each place.
        assert stages * 0.8 <= count.stages <= stages
        assert periods * 0.8 <= count.periods <= periods


def test_more_than_memory_holds_is_refused_and_not_taken():
    with allowing(memory=200 * 2**20), pytest.raises(TooLargeError) as refused:
        dt.find_best_deal(farms(8))
    assert "fewer steps in a package" in str(refused.value.hint)
