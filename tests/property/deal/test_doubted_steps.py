"""Steps of which an equal may exist, against the mean over all that may be."""

import random
from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.model.case import Seen
from detente.model.quantity import Amount
from detente.study.deal.discount import Discount
from detente.study.deal.linear_form import linear_form
from detente.study.deal.road_map import lay_out
from detente.study.deal.signing import find_signing
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.deal_shares import DealDraws
from detente.study.robustness.with_values import renumbered
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules

SEEDS = st.integers(0, 10**6)
SOME = settings(max_examples=30, deadline=None)


def random_case(seed):
    rng = random.Random(seed)
    case = random_deal(rng, Wants(options=4))

    def doubted(option):
        chance = Decimal(rng.choice(("0", "0.2", "0.5", "1")))
        hidden = Amount(chance, Decimal(0), Decimal(1))
        seen = Seen(hidden=hidden if rng.random() < 0.7 else Amount(chance))
        return replace(option, seen=seen) if rng.random() < 0.6 else option

    return replace(
        case,
        parties=tuple(
            replace(party, options=tuple(map(doubted, party.options)))
            for party in case.parties
        ),
    )


def expected(rules, party, state):
    """The mean flow over which equals of others' steps exist."""
    theirs = [
        each
        for each in rules.case.options
        if each.party != party and each.seen and each.id in state
    ]
    total = 0.0
    for which in product((False, True), repeat=len(theirs)):
        chance, had = 1.0, set(state)
        for each, is_equal in zip(theirs, which, strict=True):
            q = float(each.seen.hidden.value)
            chance *= q if is_equal else 1 - q
            had -= {each.id} if is_equal else set()
        total += chance * rules.flow(party, frozenset(had))
    return total


@given(SEEDS)
@SOME
def test_the_others_expect_the_mean_over_which_equals_exist(seed):
    case = random_case(seed)
    dynamics = open_dynamics(case)
    rules = Rules(case, patience_of(dynamics))
    for state in rules.states:
        number = sum(1 << dynamics.bits[x] for x in state if x in dynamics.bits)
        for row, party in enumerate(dynamics.parties):
            found = float(dynamics.utility[row, number])
            assert abs(found - expected(rules, party, state)) < 1e-9


@given(SEEDS)
@SOME
def test_the_linear_form_says_what_is_reckoned_directly_in_every_draw(seed):
    case = random_case(seed)
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    if layout.reasons:
        return
    for place, party in enumerate(dynamics.parties):
        form = linear_form(dynamics, layout, place)
        had = form.had(form.values[np.newaxis])
        direct = find_signing(dynamics, layout)[place].worth
        assert direct is not None
        patience = Discount(float(dynamics.patience[place]))
        assert abs(float(form.worth(had, patience)[0]) - direct) < 1e-9, party
    asked = DealDraws(dynamics, [layout])
    drawn = asked.draws.array(seed, 4)
    for number in range(4):
        under = renumbered(dynamics, asked.draws.numbers(seed, number))
        assert np.allclose(under.utility, open_dynamics(under.case).utility)
        for each, form in zip(asked.parties, asked.forms[0], strict=True):
            told = each.told(form, drawn)
            worth = form.worth(form.had(told.numbers, told.chances), told.discount)
            direct = find_signing(under, layout)[each.party].worth
            assert direct is not None
            assert abs(float(worth[number]) - direct) < 1e-9
