"""What dates mean in every order of movers, against one case an order."""

import random
from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.model.road_map import IN_ANY_ORDER, Movers
from detente.study.deal.mover_orders import judged_orders
from detente.study.game.dynamics import open_dynamics
from detente.study.time.dates import tell_dates
from detente.study.time.dates_in_orders import meaning_of, tell_in_orders, waits_for
from detente.study.time.latest_start import find_latest_start
from tests.deal_oracle.random_deals import Wants, random_deal

SIZES = Wants(options=4, deadlines=2, ends=0.3, escrow=0, patience=("0.5", "0.8"))


def opened(case, movers):
    terms = replace(case.negotiation, movers=movers)
    try:
        return open_dynamics(replace(case, negotiation=terms))
    except UnsupportedError:
        reject()


def span(values):
    return None if None in values else pytest.approx((min(values), max(values)))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=12)
def test_dates_over_all_orders_are_those_of_each_order(seed):
    case = random_deal(random.Random(seed), SIZES)
    free = opened(case, IN_ANY_ORDER)
    parties = [party.id for party in case.parties]
    each = [opened(case, Movers(order)) for order in permutations(parties)]
    found = tell_in_orders(free, 10**9)
    # An order that differs in parties who can do nothing is the same order.
    movers = {turn.party for turn in free.turns if turn.bits}
    kept = {tuple(t.party for t in one.turns if t.party in movers): one for one in each}
    assert found.n_orders == len(kept) == len(found.orders) or not found.stories
    for place, (story, ordered) in enumerate(
        zip(found.stories, found.ordered, strict=True)
    ):
        told = [tell_dates(one)[place] for one in kept.values()]
        assert story.id == told[0].id
        for party, over in enumerate(ordered):
            stakes = [one.stakes[party] for one in told]
            assert over.answered == span([one.answered for one in stakes])
            assert over.waiting == span([one.waiting for one in stakes])
            pairs = list(zip(told, stakes, strict=True))
            assert Counter(dict(over.meanings)) == Counter(
                meaning_of(*pair) for pair in pairs
            )
            if over.first:
                one, two = (parties.index(each) for each in over.first)
                for order, pair in zip(kept, pairs, strict=True):
                    so = meaning_of(*pair) == over.meanings[0][0]
                    assert so == (order.index(one) < order.index(two))
            assert Counter(dict(over.waits)) == Counter(map(waits_for, stakes))
    (plan,) = case.negotiation.road_maps
    late = find_latest_start(free, plan, judged_orders(free, 10**9))
    alone = [find_latest_start(one, plan) for one in kept.values()]
    for part in late.spans:
        first, last = part.periods
        for delay in {first, first + 3 if last is None else last}:
            verdicts = Counter(at(single, delay) for single in alone)
            assert Counter(dict(part.orders)) == verdicts
            if len(verdicts) == 1:
                assert part.verdict == next(iter(verdicts))
            else:
                assert part.verdict == (None if None in verdicts else "depends")


def at(found, delay):
    return next(
        span.verdict
        for span in found.spans
        if span.periods[1] is None or span.periods[1] >= delay
    )
