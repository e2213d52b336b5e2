"""Ends of thresholds, judged by the definitions on either side of each end."""

import os
import random

from hypothesis import example, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.study.deal.road_map import lay_out as possible
from detente.study.game.dynamics import open_dynamics
from detente.study.search.thresholds import find_thresholds
from detente.study.time.largest_turnover import largest_turnover
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.leaders import Leaders
from tests.deal_oracle.plan import lay_out, verdict
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules, UnfitError
from tests.deal_oracle.turnover import Succession
from tests.property.deal.test_deal_blocked import pledged
from tests.unit.time.test_turnover import DEAL, leaders_case

DEALS = int(os.environ.get("DETENTE_DEALS", "6"))
MANY = settings(max_examples=DEALS)
SEEDS = st.integers(0, 2**32 - 1)
QUICK = ("0.3", "0.5", "0.7", "0.8")
BESIDE = 1e-5
"""How far beside an end it is judged, as a share of what is scanned."""


def asked(seed, **wants):
    """A random deal whose road map can be carried out."""
    rng = random.Random(seed)
    case = random_deal(rng, Wants(options=3, parties=2, patience=QUICK, **wants))
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    if possible(dynamics, case.negotiation.road_maps[0]).reasons:
        reject()
    return case, dynamics, case.negotiation.road_maps[0]


def beside(intervals, most):
    """Amounts just outside and inside of every end, with whether it holds there."""
    ends = sorted(
        {each.low for each in intervals if not each.from_edge}
        | {each.high for each in intervals if not each.to_edge}
    )
    amounts = [end + sign * BESIDE * most for end in ends for sign in (-1, 1)]
    return [
        (amount, any(each.low <= amount <= each.high for each in intervals))
        for amount in amounts
        if amount >= 0
        and sum(abs(amount - end) < 3 * BESIDE * most for end in ends) < 2
    ]


def judged(case, patience):
    """The verdict by the definitions, None where they leave it open."""
    rules = Rules(case, patience)
    try:
        return verdict(rules, lay_out(rules, case.negotiation.road_maps[0]))
    except (UnsettledError, UnfitError):
        return None


def assert_ends(row, most, ask):
    for amount, holds in beside(row.proved, most):
        found = ask(amount)
        assert found is None or (found == "proved") == holds
    for amount, holds in beside(row.possible, most):
        found = ask(amount)
        assert found is None or (found != "refuted") == holds


@given(SEEDS)
@example(7)
@example(20)
@MANY
def test_patience_holds_from_the_end_that_is_told_on(seed):
    easy = {"rules": 0.0, "constraint": 0.0, "costs": 0.0}
    case, dynamics, plan = asked(seed, guarantees=1, escrow=0.25, **easy)
    patience = patience_of(dynamics)
    kinds = ["patience", "own patience"]
    for row in find_thresholds(dynamics, plan, kinds).thresholds:
        whose = [row.party] if row.party else list(patience)
        assert_ends(
            row,
            1.0,
            lambda factor, whose=whose: judged(
                case, patience | dict.fromkeys(whose, factor)
            ),
        )


@given(SEEDS)
@MANY
def test_a_guarantee_does_from_the_amount_that_is_told_on(seed):
    case, dynamics, plan = asked(seed, guarantees=1, lumps=0, escrow=0)
    patience = patience_of(dynamics)
    for row in find_thresholds(dynamics, plan, ["lump", "flow"]).thresholds:
        size = max(dynamics.payoff_range(dynamics.parties.index(row.party)), 1.0)
        most = 2 * size / (1 - patience[row.party] if row.kind == "lump" else 1.0)
        assert_ends(
            row,
            most,
            lambda amount, row=row: judged(
                pledged(case, row, **{row.kind: amount}), patience
            ),
        )


def test_first_leaders_comply_up_to_the_chance_of_a_change_that_is_told():
    case = leaders_case(0.3)
    dynamics = open_dynamics(case)
    (row,) = largest_turnover(dynamics, DEAL)
    sides = beside(row.proved, 1.0)
    assert {holds for _, holds in sides} == {True, False}
    for chance, holds in sides:
        assert complying(case, patience_of(dynamics), {0: chance}) == holds


def complying(case, patience, chances):
    """Whether those who may rule at first comply everywhere."""
    rules = Leaders(case, patience, chances=chances)
    marks = Succession(rules, lay_out(rules, DEAL)).marks()
    first = set(rules.start())
    return not any(profile in first for _, profile in marks)
