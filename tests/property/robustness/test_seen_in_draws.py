"""Draws of when a breach is seen: the same as reading a file with those numbers."""

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.model.case import Seen
from detente.model.quantity import Amount, Lapse, Rate
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.assumed_numbers import list_assumptions, with_numbers
from detente.study.robustness.with_values import renumbered
from tests.deal_oracle.random_deals import Wants, random_deal

SEEDS = st.integers(0, 10**6)


def ranged(value, high):
    return Amount(Decimal(value), Decimal(0), Decimal(high))


def random_case(seed):
    rng = random.Random(seed)
    case = random_deal(rng, Wants(options=4, guarantees=rng.choice((0, 1))))

    def seen(option):
        found = Seen(
            after=Lapse(ranged(1, 5), "month"),
            chance=Rate(ranged("0.5", 1)),
            hidden=ranged("0.2", 1) if rng.random() < 0.5 else None,
        )
        return replace(option, seen=found) if rng.random() < 0.6 else option

    return replace(
        case,
        parties=tuple(
            replace(party, options=tuple(map(seen, party.options)))
            for party in case.parties
        ),
    )


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_a_drawn_case_is_judged_like_one_that_is_read(seed):
    case = random_case(seed)
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    if layout.reasons:
        return
    slack_table(dynamics, layout)
    rng = random.Random(seed)
    for kept in ("", ".seen.after", ".seen.chance", ".seen."):
        numbers = {
            each.path: rng.uniform(each.low, each.high)
            for each in list_assumptions(case)
            if kept in each.path and rng.random() < 0.6
        }
        drawn = renumbered(dynamics, numbers)
        anew = open_dynamics(with_numbers(case, numbers))
        found, expected = (slack_table(each, layout) for each in (drawn, anew))
        assert np.allclose(found.breakdown, expected.breakdown, equal_nan=True)
        assert np.allclose(found.minmax, expected.minmax, equal_nan=True)
