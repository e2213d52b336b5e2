"""Orders found where breaches go unnoticed, against judging every order."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics
from detente.study.search.find_road_map import find_road_map
from detente.study.search.unseen_orders import UNSEEN
from tests.property.deal.test_unseen_breaches import random_case
from tests.property.search.test_negotiation_search import least, orders


@given(st.integers(0, 10**6))
@settings(max_examples=10)
def test_no_order_has_more_slack_than_the_one_found_and_its_gap(seed):
    case = random_case(seed)
    case = replace(case, negotiation=replace(case.negotiation, deadlines=()))
    dynamics = open_dynamics(case)
    # Before a date orders with pauses are searched too, which are not listed here.
    if dynamics.obstacle() is not None or dynamics.countdown.horizon:
        return
    engine = dynamics.engine
    for target in np.flatnonzero(engine.feasible)[-1:]:
        slacks = [
            least(slack_table(dynamics, each)) for each in orders(dynamics, target)
        ]
        if not slacks:
            continue
        found = find_road_map(dynamics, np.arange(engine.n_states) == target)
        scale = max(map(dynamics.payoff_range, range(len(dynamics.parties))))
        close = 3e-6 * max(scale, 1.0)
        assert found.value is not None
        assert found.road_map is not None
        if np.isinf(max(slacks)):
            assert found.value == max(slacks)
            continue
        assert found.value <= max(slacks) + close
        assert max(slacks) <= found.value + found.gap + close
        if found.value < max(slacks) - close:
            assert UNSEEN in found.reasons
        elif not any(option.seen for option in case.options):
            assert found.value == pytest.approx(max(slacks), abs=close)
