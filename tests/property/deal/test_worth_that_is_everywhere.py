"""What a party gets whatever happens decides nothing, however it is rounded."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, reject, settings, strategies as st

from detente.casefile import parse_case
from detente.errors import UnsupportedError
from detente.model.formula import TRUE
from detente.model.preference import Weight
from detente.model.quantity import Amount
from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics
from detente.study.lever.shortfall import find_shortfall
from tests.deal_oracle.random_deals import Wants, random_deal

SEEDS = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=30)
SIZES = Wants(options=4, guarantees=1, patience=("0.3", "0.7", "0.93"))
EVERYWHERE = st.sampled_from(["0.1", "0.3", "-0.7", "10000.1"])


def deal(seed):
    return random_deal(random.Random(seed), SIZES)


def getting(case, party, amount, *, nothing_else):
    """The case, one of whose parties gets an amount at every state."""
    weight = Weight(TRUE, Amount(Decimal(amount)))
    preferences = tuple(
        (
            each,
            replace(wants, weights=(*(() if nothing_else else wants.weights), weight)),
        )
        if each == party
        else (each, wants)
        for each, wants in case.preferences
    )
    return replace(case, preferences=preferences)


def possible(case):
    """Open the one road map of a random deal, where it can be judged."""
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    assume(not layout.reasons)
    return dynamics, layout


def judged(dynamics, layout):
    """Say all that is decided: who signs, who calls it off, who cheats, how surely."""
    found = find_calling_off(dynamics, layout)
    return (
        slack_table(dynamics, layout).leeway(),
        [each.signs for each in found.signing],
        [
            [
                each.relative is not None and each.relative < -1e-9
                for each in stage.parties
            ]
            for stage in found.stages
        ],
    )


@given(SEEDS, EVERYWHERE)
@MANY
def test_of_a_party_to_which_all_is_the_same(seed, amount):
    case = deal(seed)
    party = case.parties[seed % len(case.parties)].id
    zero, same = (
        judged(*possible(getting(case, party, each, nothing_else=True)))
        for each in ("0", amount)
    )
    assert same == zero


@given(SEEDS, EVERYWHERE)
@MANY
def test_of_a_party_that_gets_it_besides(seed, amount):
    case = deal(seed)
    party = case.parties[seed % len(case.parties)].id
    more = getting(case, party, amount, nothing_else=False)
    assert judged(*possible(more)) == judged(*possible(case))


SWAP = """\
detente: 1
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
  c: {options: {w: {undo: 1 month}}}
preferences:
  a: {weights: {y: 3, x: -1}}
  b: {weights: {x: 3, y: -1}}
  c: {weights: {w or not w: 0.3, x or not x: 0.7}}
period: 1 month
patience: {a: 0.9, b: 0.93, c: 0.97}
roadmaps: {plan: {stages: [[w, x], y]}}
"""


def test_whoever_does_not_care_makes_nothing_too_close():
    dynamics = open_dynamics(parse_case(SWAP, "swap.yaml"))
    layout = lay_out(dynamics, dynamics.case.negotiation.road_maps[0])
    leeway, signs, calls = judged(dynamics, layout)
    assert str(leeway.verdict) == "proved"
    assert not leeway.close
    assert all(signs)
    assert not any(map(any, calls))


TOLL = SWAP.replace("w: {undo: 1 month}", "w: {undo: 1 month, cost: {do: 0.5}}")


def test_whoever_only_pays_neither_signs_nor_goes_on():
    case = parse_case(TOLL.replace("[[w, x], y]", "[x, w, y]"), "toll.yaml")
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    found = find_calling_off(dynamics, layout)
    (refusing,) = found.refusing
    # Half a unit once, at the second stage, is all that is at stake for it.
    assert refusing.party == "c"
    assert refusing.worth == pytest.approx(-0.97 * 0.03 * 0.5)
    assert refusing.relative == -1
    assert [(each.party, each.stage) for each in found.callers] == [("c", 2)]
    assert not found.close
    lacks = find_shortfall(dynamics, layout)
    assert lacks.reached == 1
    assert lacks.signing == ((2, 1.0),)
    assert find_shortfall(dynamics, layout, quick=True).reached == 1
