"""A search that is stopped: what it shows is right, and is not lost again."""

import random

import numpy as np
import pytest
from hypothesis import example, given, reject, settings, strategies as st

from detente.errors import StoppedError, UnsupportedError
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics
from detente.study.search.best_deal import Standard, find_best_deal
from detente.study.search.best_order import CLOSE, relative_worth
from detente.study.search.exposed_ways import largest_along
from detente.study.search.find_road_map import find_road_map
from detente.study.search.first_way import NOT_COMPARED, find_first_way
from detente.study.search.least_guarantee import find_least_guarantee
from detente.study.search.package_graph import open_lattice
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.stopping import sampled_stops, stopped_at

SEEDS = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=6)
SIZES = [
    pytest.param(Wants(options=5, parties=3, escrow=0), id="at once"),
    pytest.param(Wants(options=4, deadlines=2, patience=("0.8",)), id="dates"),
    pytest.param(Wants(options=4, guarantees=2, slow=0.5), id="guarantees"),
]
SLIGHT = 1e-6


def opened(seed, sizes):
    """A case, and where it is asked to end: somewhere else than it stands."""
    draw = random.Random(seed)
    try:
        dynamics = open_dynamics(random_deal(draw, sizes))
    except UnsupportedError:
        reject()
    ends = list(np.flatnonzero(dynamics.engine.feasible))
    chosen = draw.sample(ends, min(3, len(ends)))
    target = np.isin(np.arange(dynamics.engine.n_states), chosen)
    target[dynamics.engine.status_quo] = False
    return dynamics, target


def answers(ask):
    """What is answered at the end, and at some steps before it, in their order."""
    with stopped_at() as (clock, _):
        whole = ask()
    parts = []
    for last in sampled_stops(clock.steps, 5):
        with stopped_at(last) as (_, budget):
            try:
                parts.append((ask(), budget.stopped))
            except StoppedError as stop:
                parts.append((None, stop))
    return whole, parts


def carried_out(dynamics, road_map, target):
    layout = lay_out(dynamics, road_map)
    assert not layout.reasons
    assert dynamics.engine.state(layout.nodes[-1].end) == target
    return layout


def least(dynamics, layout, threat):
    table = slack_table(dynamics, layout)
    found = table.breakdown if threat == "breakdown" else table.minmax
    return float(np.nan_to_num(found, nan=np.inf, posinf=np.inf).min())


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("objective", ["slack", "exposure"])
@given(seed=SEEDS)
@example(seed=131)
@FEW
def test_an_order_that_was_stopped_at_is_judged_as_it_is(objective, sizes, seed):
    dynamics, target = opened(seed, sizes)
    whole, parts = answers(lambda: find_road_map(dynamics, target, objective=objective))
    size = SLIGHT * max(map(dynamics.payoff_range, range(len(dynamics.parties))))
    for found, stop in parts:
        if whole.road_map is None:
            assert found is None or found.road_map is None
            continue
        # Some order leads there, and it is known from the first step on.
        assert found is not None
        assert found.road_map is not None
        assert target[dynamics.engine.index(found.target)]
        layout = carried_out(dynamics, found.road_map, found.target)
        sign = 1 if objective == "slack" else -1
        value = (
            least(dynamics, layout, found.threat)
            if objective == "slack"
            else max(largest_along(dynamics, layout))
        )
        if np.isfinite(value):
            assert found.value == pytest.approx(value, abs=1e-9)
            better = sign * (whole.value - found.value)
            assert better <= found.gap + 2 * size
        assert (NOT_COMPARED in found.reasons) <= (stop is not None)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("asked", [False, True])
@given(seed=SEEDS)
@FEW
def test_a_deal_that_was_stopped_at_claims_what_is_so(asked, sizes, seed):
    dynamics, target = opened(seed, sizes)
    among = target if asked else None
    whole, parts = answers(lambda: find_best_deal(dynamics, among))
    known = False
    for found, stop in parts:
        if found is None:
            # At the end it may be known that there is none.
            assert not known or stop is None
            assert stop is not None or whole is None
            continue
        known = True
        layout = carried_out(dynamics, found.road_map, found.target)
        worths = relative_worth(dynamics, layout)
        assert found.least == pytest.approx(min(worths), abs=1e-9)
        if found.standard == Standard.UNFINISHED:
            assert stop is not None
            continue
        assert whole is not None
        order = list(Standard)
        assert order.index(whole.standard) <= order.index(found.standard)
        if not found.n_left_out:
            assert found.standard == whole.standard
        if found.standard == whole.standard == Standard.KEPT:
            assert found.least <= whole.least + 2 * CLOSE
            if found.target == whole.target:
                assert whole.least <= found.least + found.gap + 2 * CLOSE


@pytest.mark.parametrize("sizes", SIZES)
@given(seed=SEEDS)
@FEW
def test_a_guarantee_that_was_stopped_at_is_enough(sizes, seed):
    dynamics, target = opened(seed, sizes)
    (whole, kinds), parts = answers(lambda: find_least_guarantee(dynamics, target))
    amounts = {each.kind: each.amount for each in kinds}
    for answer, _ in parts:
        if answer is None:
            assert whole.road_map is None
            continue
        found, known = answer
        if found.road_map is not None:
            carried_out(dynamics, found.road_map, found.target)
        for each in known:
            right = amounts[each.kind]
            if each.amount is not None:
                assert right is not None
                assert right <= each.amount * (1 + SLIGHT)
                assert each.amount - each.gap <= right * (1 + SLIGHT)
                assert each.check.verdict == "proved"
            elif right is not None:
                assert right >= each.most * (1 - SLIGHT)


@pytest.mark.parametrize("sizes", SIZES)
@given(seed=SEEDS)
@FEW
def test_a_first_way_is_found_wherever_one_leads(sizes, seed):
    dynamics, target = opened(seed, sizes)
    start = dynamics.engine.status_quo
    for end in map(int, np.flatnonzero(target)):
        found = find_first_way(dynamics, [end], 1)
        lattice = open_lattice(dynamics, start, end, 1)
        assert (found is not None) == bool(lattice.goals)
        if found is not None:
            assert found.target == end
