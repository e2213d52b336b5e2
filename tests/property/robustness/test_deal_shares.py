"""Shares of the draws by products of matrices, against the cases drawn one by one."""

import pytest

import detente as dt
from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.deal_shares import DealDraws
from detente.study.robustness.sampling import Draws
from detente.study.robustness.with_values import renumbered

SAMPLES = 40


@pytest.fixture(scope="module", params=["korea-2019", "iran-2015"])
def opened(request):
    dynamics = open_dynamics(dt.load(request.param))
    plans = dynamics.case.negotiation.road_maps
    laid = [(plan, lay_out(dynamics, plan)) for plan in plans]
    return dynamics, [(plan, layout) for plan, layout in laid if not layout.reasons]


@pytest.mark.parametrize("seed", [0, 5])
def test_shares_are_those_of_the_cases_drawn_one_by_one(opened, seed):
    dynamics, plans = opened
    draws = Draws(dynamics, tuple(plan for plan, _ in plans))
    asked = DealDraws(dynamics, [layout for _, layout in plans])
    shares = asked.shares(seed, SAMPLES)
    counted = [{"signs": 0, "nobody": 0} for _ in plans]
    party_by_party = [dict.fromkeys(dynamics.parties, (0, 0)) for _ in plans]
    for number in range(SAMPLES):
        drawn = renumbered(dynamics, draws.numbers(seed, number))
        for place, (_, layout) in enumerate(plans):
            found = find_calling_off(drawn, layout)
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
