"""Shares of the draws by products of matrices, against the cases drawn one by one."""

import numpy as np
import pytest

import detente as dt
from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.deal_shares import SIGNING, DealDraws
from detente.study.robustness.how_sure import best_how_sure
from detente.study.robustness.sampling import Draws
from detente.study.robustness.with_values import renumbered
from detente.study.search.best_deal import find_best_deal

SAMPLES = 40
SEED = 5


@pytest.fixture(scope="module", params=["korea-2019", "iran-2015"])
def opened(request):
    dynamics = open_dynamics(dt.load(request.param))
    plans = dynamics.case.negotiation.road_maps
    laid = [(plan, lay_out(dynamics, plan)) for plan in plans]
    return dynamics, [(plan, layout) for plan, layout in laid if not layout.reasons]


@pytest.fixture(scope="module")
def one_by_one(opened):
    """Give who would call off each road map, in a case written anew for each draw."""
    dynamics, plans = opened
    draws = Draws(dynamics, tuple(plan for plan, _ in plans))
    drawn = [renumbered(dynamics, draws.numbers(SEED, n)) for n in range(SAMPLES)]
    return [[find_calling_off(each, layout) for _, layout in plans] for each in drawn]


def test_shares_are_those_of_the_cases_drawn_one_by_one(opened, one_by_one):
    dynamics, plans = opened
    asked = DealDraws(dynamics, [layout for _, layout in plans])
    shares = asked.shares(SEED, SAMPLES)
    counted = [{"signs": 0, "nobody": 0} for _ in plans]
    party_by_party = [dict.fromkeys(dynamics.parties, (0, 0)) for _ in plans]
    for drawn in one_by_one:
        for place, found in enumerate(drawn):
            counted[place]["signs"] += found.all_sign is True
            counted[place]["nobody"] += found.nobody is True
            calling = {each.party for each in found.callers}
            for signing in found.signing:
                signed, stayed = party_by_party[place][signing.party]
                stays = signing.party not in calling
                party_by_party[place][signing.party] = (
                    signed + (signing.signs is True),
                    stayed + stays,
                )
    for place, share in enumerate(shares):
        assert share is not None
        assert share.samples == SAMPLES
        assert share.signs == counted[place]["signs"] / SAMPLES
        assert share.nobody == counted[place]["nobody"] / SAMPLES
        for each in share.parties:
            signed, stayed = party_by_party[place][each.party]
            assert each.signs == signed / SAMPLES
            assert each.goes_on == stayed / SAMPLES


def test_a_larger_number_of_draws_begins_with_the_smaller(opened):
    dynamics, plans = opened
    asked = DealDraws(dynamics, [layout for _, layout in plans])
    few = next(iter(asked.answers(3, 10)))
    many = next(iter(asked.answers(3, 2000)))
    for one, other in zip(few, many, strict=True):
        for answers, more in zip(one, other, strict=True):
            assert (answers == more[:, :10]).all()


def test_who_goes_on_at_every_stage_never_calls_off(opened):
    dynamics, plans = opened
    asked = DealDraws(dynamics, [layout for _, layout in plans])
    whole = next(iter(asked.answers(2, SAMPLES)))
    for answers, stages in zip(whole, asked.going_on(2, SAMPLES), strict=True):
        for each, (signs, stays) in zip(asked.parties, answers, strict=True):
            own = {at: on for (at, party), on in stages.items() if party == each.party}
            assert (own.pop(SIGNING) == signs).all()
            assert (np.logical_and.reduce([*own.values(), stays | True]) == stays).all()


def test_where_a_deal_is_called_off_is_the_stage_of_the_cases_drawn_one_by_one(
    opened, one_by_one
):
    dynamics, plans = opened
    asked = DealDraws(dynamics, [layout for _, layout in plans])
    going_on = asked.going_on(SEED, SAMPLES)
    names = dynamics.parties
    for number, drawn in enumerate(one_by_one):
        for stages, found in zip(going_on, drawn, strict=True):
            called = {
                (at, names[party])
                for (at, party), on in stages.items()
                if at != SIGNING and not on[number]
            }
            assert called == {(each.stage, each.party) for each in found.callers}


def test_a_deal_has_the_share_of_its_own_road_map():
    dynamics = open_dynamics(dt.load("iran-2015"))
    deal = find_best_deal(dynamics, targets=2)
    assert deal is not None
    layout = lay_out(dynamics, deal.road_map)
    shares = DealDraws(dynamics, [layout]).shares(1, 30)[0]
    assert best_how_sure(dynamics, deal, (30, 1)).calling_off.shares == shares


def test_nothing_assumed_has_no_shares():
    dynamics = open_dynamics(dt.load(PLAIN))
    layout = lay_out(dynamics, dynamics.case.negotiation.road_maps[0])
    assert DealDraws(dynamics, [layout]).shares(0, 10) == (None,)


PLAIN = """\
detente: 1
title: Two farms
parties: {upper: {options: {x: {}}}, lower: {options: {y: {}}}}
preferences: {upper: {weights: {x: -1, y: 3}}, lower: {weights: {y: -1, x: 2}}}
patience: 0.9
roadmaps: {both: {stages: [x, y]}}
"""
