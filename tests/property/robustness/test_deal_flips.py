"""Numbers that decide signing and calling off, against cases redrawn along the way."""

import os
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.study.deal.calling_off import find_calling_off
from detente.study.game.trade_offs import tradeoff_matrix
from detente.study.robustness.deal_flips import find_deal_flips
from detente.study.robustness.deal_shares import DealDraws
from detente.study.robustness.with_values import renumbered
from tests.assumed_deals import opened_deal

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "12")), deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
FEW = settings(
    max_examples=int(os.environ.get("DETENTE_DEALS", "12")) // 4, deadline=None
)
STEPS, BISECTIONS = 24, 20
QUESTIONS = ("signing", "calling_off")


class Redrawn:
    """One road map under other numbers, judged by the direct study."""

    def __init__(self, dynamics, layout):
        self.dynamics, self.layout = dynamics, layout
        self.written = self({})

    def __call__(self, numbers):
        found = find_calling_off(renumbered(self.dynamics, numbers), self.layout)
        return {"signing": found.all_sign, "calling_off": found.nobody}

    def along(self, assumption, end, fraction):
        number = assumption.value + fraction * (end - assumption.value)
        return self({assumption.path: number})

    def first(self, assumption, end, question):
        """The part of the way to an end at which an answer turns; None for nowhere."""
        written = self.written[question]
        tried = np.linspace(0, 1, STEPS + 1)[1:]
        turned = (
            each
            for each in tried
            if self.along(assumption, end, each)[question] != written
        )
        above = next(turned, None)
        if above is None:
            return None
        below = above - 1 / STEPS
        for _ in range(BISECTIONS):
            middle = (below + above) / 2
            if self.along(assumption, end, middle)[question] != written:
                above = middle
            else:
                below = middle
        return above


def asked(seed, **wants):
    dynamics, layout = opened_deal(seed, 2, options=3, parties=2, **wants)
    draws = DealDraws(dynamics, [layout])
    known = {each.path: each for each in draws.draws.assumptions}
    return find_deal_flips(draws, 0), known, Redrawn(dynamics, layout)


def allowed(dynamics, path, value):
    """Whether the trade-offs of a party hold with one number changed."""
    for party, wanted in dynamics.case.preference.items():
        changed = renumbered(dynamics, {path: value}).case.preference[party]
        numbers = [float(each.amount.value) for each in changed.weights]
        if (tradeoff_matrix(wanted) @ numbers < -1e-9).any():
            return False
    return True


@given(SEEDS, st.booleans())
@MANY
def test_an_answer_turns_where_it_is_said_to_and_not_before(seed, tradeoffs):
    found, known, redrawn = asked(seed, tradeoffs=tradeoffs, patience=True)
    for question in QUESTIONS:
        for each in getattr(found, question):
            assumption = known[each.path]
            end = assumption.high if each.upwards else assumption.low
            assert each.value == assumption.value
            at = each.value + each.fraction * (end - each.value)
            assert each.at == pytest.approx(at, abs=1e-9)
            assert allowed(redrawn.dynamics, each.path, each.at)
            beyond, before = each.fraction + 1e-6, each.fraction - 1e-6
            if beyond <= 1:
                met = redrawn.along(assumption, end, beyond)[question]
                assert met != redrawn.written[question]
            if before >= 0:
                met = redrawn.along(assumption, end, before)[question]
                assert met == redrawn.written[question]


@given(SEEDS)
@FEW
def test_the_numbers_that_turn_an_answer_soonest_are_named(seed):
    found, known, redrawn = asked(seed, patience=True)
    for question in QUESTIONS:
        tried = []
        for assumption in known.values():
            ways = [
                redrawn.first(assumption, end, question)
                for end in (assumption.low, assumption.high)
                if end != assumption.value
            ]
            # At the very end of a range nothing turns within it.
            ways = [each for each in ways if each is not None and each < 1 - 1e-5]
            if ways:
                tried.append(min(ways))
        told = [each.fraction for each in getattr(found, question)]
        assert told == pytest.approx(sorted(tried)[:3], abs=1e-6)


@given(SEEDS)
@MANY
def test_the_party_that_is_named_is_the_one_whose_answer_turns(seed):
    found, known, redrawn = asked(seed, patience=True)
    for each in found.signing:
        assumption = known[each.path]
        end = assumption.high if each.upwards else assumption.low
        signs = []
        for fraction in (each.fraction - 1e-6, each.fraction + 1e-6):
            number = each.value + fraction * (end - each.value)
            drawn = renumbered(redrawn.dynamics, {each.path: number})
            signing = find_calling_off(drawn, redrawn.layout).signing
            signs.append({one.party: one.signs for one in signing})
        if 1e-6 <= each.fraction <= 1 - 1e-6:
            assert signs[0][each.party] != signs[1][each.party]


@given(SEEDS)
@MANY
def test_at_most_three_are_named_soonest_first(seed):
    dynamics, layout = opened_deal(seed, 5, options=5, patience=True)
    found = find_deal_flips(DealDraws(dynamics, [layout]), 0)
    for question in QUESTIONS:
        told = getattr(found, question)
        assert len(told) <= 3
        assert all(one.fraction <= other.fraction for one, other in pairwise(told))
        assert all(0 <= each.fraction <= 1 for each in told)
