"""The first order that can be carried out, for those whose time is over."""

import numpy as np
import pytest

import detente as dt
from detente.errors import StoppedError
from detente.model.road_map import Step
from detente.study.game.dynamics import open_dynamics
from detente.study.search import first_way
from detente.study.search.best_deal import Standard, find_best_deal
from detente.study.search.first_way import find_first_way, nearest_first
from tests.stopping import sampled_stops, stopped_at

# y needs x, and whoever begins loses until the other follows.
FARMS = """\
detente: 1
parties: {upper: {options: {x: {}}}, lower: {options: {y: {requires: x}}}}
preferences: {upper: {weights: {x: -1, y: 3}}, lower: {weights: {y: -1, x: 2}}}
patience: 0.9
"""


@pytest.fixture
def dynamics():
    return open_dynamics(dt.load(FARMS))


def number(dynamics, state):
    found = dynamics.engine.index(state)
    assert found is not None
    return found


def test_what_needs_another_step_comes_after_it(dynamics):
    found = find_first_way(dynamics, [number(dynamics, "YY")], 1)
    assert found is not None
    assert [stage.steps for stage in found.stages] == [(Step("x"),), (Step("y"),)]


def test_a_target_that_nothing_leads_to_makes_room_for_the_next(dynamics):
    targets = [number(dynamics, "NY"), number(dynamics, "YN")]
    found = find_first_way(dynamics, targets, 1)
    assert found is not None
    assert found.target == targets[1]
    assert find_first_way(dynamics, targets[:1], 1) is None


def test_it_leads_only_where_it_may(dynamics):
    allowed = np.ones(dynamics.engine.n_states, np.bool_)
    allowed[number(dynamics, "YN")] = False
    end = number(dynamics, "YY")
    assert find_first_way(dynamics, [end], 1, allowed) is None
    found = find_first_way(dynamics, [end], 2, allowed)
    assert found is not None
    assert [set(stage.steps) for stage in found.stages] == [{Step("x"), Step("y")}]


def test_it_does_not_search_for_long(dynamics, monkeypatch):
    monkeypatch.setattr(first_way, "_PLACES", 1)
    assert find_first_way(dynamics, [number(dynamics, "YY")], 1) is None


def test_the_nearest_come_first(dynamics):
    every = np.ones(dynamics.engine.n_states, np.bool_)
    near = [dynamics.engine.state(each) for each in nearest_first(dynamics, every)]
    assert (near[0], near[-1]) == ("NN", "YY")
    assert set(near[1:3]) == {"YN", "NY"}


def test_a_deal_that_was_not_compared_changes_something(dynamics):
    """Staying is no deal, though it is the nearest of all that may be asked for."""
    every = np.ones(dynamics.engine.n_states, np.bool_)
    with stopped_at(1):
        found = find_best_deal(dynamics, every)
    assert found is not None
    assert found.standard == Standard.UNFINISHED
    assert found.road_map.stages


def test_where_nobody_can_be_spared_a_loss_the_first_way_leads_where_it_is_least():
    with stopped_at() as (clock, _):
        whole = find_best_deal(open_dynamics(dt.load(FARMS)), package=1)
    assert whole is not None
    assert whole.standard == Standard.NEAREST
    found = []
    for last in sampled_stops(clock.steps, clock.steps):
        with stopped_at(last):
            try:
                found.append(find_best_deal(open_dynamics(dt.load(FARMS)), package=1))
            except StoppedError:
                continue
    unfinished = [
        each for each in found if each and each.standard == Standard.UNFINISHED
    ]
    # It is known as soon as there is a target, before any order to it is weighed.
    assert len(found) > 9 * clock.steps // 10
    assert unfinished
    assert {each.target for each in unfinished} == {whole.target}
