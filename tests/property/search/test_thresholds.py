"""Amounts of a guarantee, compared with the judgement under each amount."""

import random
from itertools import pairwise

from hypothesis import example, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import open_dynamics
from detente.study.search.intervals import WITHIN
from detente.study.search.thresholds import find_thresholds, made_up
from tests.deal_oracle.random_deals import Wants, random_deal


def inside(intervals, amount):
    return any(each.low <= amount <= each.high for each in intervals)


def ends(row):
    """Amounts away from every end: in the middle between two that are told apart.

    An end is told as near to the change as the search says, and not nearer.
    """
    found = {0.0}
    for each in (*row.proved, *row.possible, *row.keeps.proved, *row.keeps.possible):
        found |= {each.low, each.high}
    known = sorted(found)
    close = WITHIN * known[-1]
    return [(low + high) / 2 for low, high in pairwise(known) if high - low > 2 * close]


def keeps(check, party, tolerance):
    """Whether no slack of one party is negative, under breakdown and min-max."""
    slacks = [
        each
        for stage in check.judged_stages
        for each in stage.slack
        if each.party == party and each.choice
    ]
    proved = all(
        s.band is None and s.breakdown is not None and s.breakdown >= -tolerance
        for s in slacks
    )
    refuted = [s for s in slacks if s.minmax is not None and s.minmax < -tolerance]
    return proved, not refuted


@given(st.integers(0, 2**32 - 1))
@example(275525)
@settings(max_examples=12)
def test_a_guarantee_is_told_for_the_road_map_and_for_the_party(seed):
    sizes = Wants(options=4, parties=3, patience=("0.5", "0.8"), escrow=0)
    case = random_deal(random.Random(seed), sizes)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    plan = case.negotiation.road_maps[0]
    if lay_out(dynamics, plan).reasons:
        return
    for row in find_thresholds(dynamics, plan, ["lump", "flow"]).thresholds:
        assert row.keeps is not None
        party = dynamics.parties.index(row.party)
        tolerance = HOLDS * max(dynamics.payoff_range(party), 1e-300)
        for amount in ends(row):
            pledge = made_up(dynamics, party, (row.kind, amount))
            check = check_road_map(dynamics.with_numbers(pledges=(pledge,)), plan)
            assert (check.verdict == "proved") == inside(row.proved, amount)
            assert (check.verdict != "refuted") == inside(row.possible, amount)
            own = keeps(check, row.party, tolerance)
            assert own[0] == inside(row.keeps.proved, amount)
            assert own[1] == inside(row.keeps.possible, amount)
