"""Road maps against the definitions, on random small deals; none is made easy.

`DETENTE_DEALS=2000 pytest tests/property/deal/test_deals.py` asks many more.
"""

import os
import random
from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import assume, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.model.road_map import IN_ANY_ORDER, Movers
from detente.study.deal.road_map import lay_out as plan_layout
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.tolerance import CLOSE
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import THREATS, disagreements, patience_of
from tests.deal_oracle.plan import Judge, lay_out, verdict
from tests.deal_oracle.random_deals import PATIENT, Wants, random_deal
from tests.deal_oracle.rules import Rules

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "20")))
LESS = CLOSE - 1e-7
SEEDS = st.integers(0, 2**32 - 1)


def differences(seed, wants, threats=THREATS):
    """What differs; nothing where the definitions leave the answer open."""
    case = random_deal(random.Random(seed), wants)
    try:
        return disagreements(case, threats) or []
    except UnsupportedError:
        return []


@given(SEEDS)
@MANY
def test_slack_under_min_max_is_the_exact_one_however_patient_the_parties(seed):
    wants = Wants(options=6, patience=PATIENT, escrow=0)
    assert not differences(seed, wants, ("minmax",))


@pytest.mark.parametrize(
    "wants",
    [
        pytest.param(Wants(rules=0.5, escrow=0), id="rules of moves"),
        pytest.param(Wants(escrow=0.6), id="escrow"),
        pytest.param(Wants(waits=0.5), id="stages of several periods"),
        pytest.param(Wants(guarantees=2), id="guarantees"),
        pytest.param(Wants(options=4, deadlines=2, guarantees=1), id="dates"),
        pytest.param(Wants(options=4, ends=0.4, guarantees=1), id="ends"),
    ],
)
@given(seed=SEEDS)
@MANY
def test_slack_is_what_the_best_breach_loses_under_both_threats(wants, seed):
    assert not differences(seed, wants)


@given(SEEDS)
@MANY
def test_without_movers_a_verdict_is_that_of_every_order(seed):
    case = random_deal(random.Random(seed), Wants(options=4, guarantees=1))
    case = replace(case, negotiation=replace(case.negotiation, movers=IN_ANY_ORDER))
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    road_map = case.negotiation.road_maps[0]
    said = check_road_map(dynamics, road_map)
    assume(said.verdict != "impossible")
    movers = [p.id for p in case.parties if any(not o.settled for o in p.options)]
    found: Counter[str] = Counter()
    for order in permutations(movers):
        rules = Rules(case, patience_of(dynamics), order)
        try:
            found[verdict(rules, lay_out(rules, road_map))] += 1
        except UnsettledError:
            reject()
    assert said.verdict == together(found)
    assert not said.orders or dict(said.orders) == found


def together(verdicts):
    """What several readings come to."""
    known = {*verdicts} - {None}
    if "depends" in known or len(known) > 1:
        return "depends"
    return None if None in verdicts else known.pop()


def close(readings):
    """Whether less than one per cent of slack would turn a verdict, in each reading."""
    as_is, smaller, larger = map(together, readings)
    if as_is == "depends":
        return smaller == "refuted" or larger == "proved"
    return (as_is == "proved" != smaller) or (as_is == "refuted" != larger)


@given(SEEDS)
@MANY
def test_a_verdict_is_close_if_one_per_cent_of_slack_turns_it(seed):
    case = random_deal(random.Random(seed), Wants(options=4, guarantees=1))
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    road_map = case.negotiation.road_maps[0]
    said = check_road_map(dynamics, road_map)
    assume(said.verdict != "impossible")
    movers = [p.id for p in case.parties if any(not o.settled for o in p.options)]
    orders = (
        [tuple(movers)] if case.negotiation.movers.parties else permutations(movers)
    )
    readings: tuple[list[str | None], ...] = ([], [], [])
    for order in orders:
        rules = Rules(
            case, patience_of(dynamics), case.negotiation.movers.parties or order
        )
        nodes, judge = lay_out(rules, road_map), Judge(rules)
        try:
            for found, share in zip(readings, (0, -LESS, LESS), strict=True):
                found.append(verdict(rules, nodes, judge, share))
        except UnsettledError:
            reject()
    assert said.verdict == together(readings[0])
    assert said.close == close(readings)


@pytest.mark.parametrize("seed", [1045, 1612])
def test_a_breakdown_that_goes_round_proves_nothing(seed):
    """Nobody gains even at the worst end of the band, which no equilibrium backs."""
    case = random_deal(random.Random(seed), Wants(options=4, guarantees=1, escrow=0))
    check = check_road_map(open_dynamics(case), case.negotiation.road_maps[0])
    slacks = [slack for stage in check.judged_stages for slack in stage.slack]
    assert all(s.breakdown >= 0 for s in slacks if s.breakdown is not None)
    assert any(slack.band for slack in slacks)
    assert check.verdict is None


def test_a_breach_that_pays_at_one_end_of_a_band_only_leaves_no_verdict():
    case = random_deal(random.Random(1899), Wants(options=4, guarantees=1, escrow=0))
    case = replace(case, negotiation=replace(case.negotiation, movers=IN_ANY_ORDER))
    dynamics = open_dynamics(case)
    order = tuple(party.id for party in case.parties)
    rules = Rules(case, patience_of(dynamics), order)
    road_map = case.negotiation.road_maps[0]
    judge, nodes = Judge(rules), lay_out(rules, road_map)
    ends = [
        margin[:2]
        for party in rules.parties
        for margin in judge.slack(nodes, party, "breakdown")
        if margin is not None and not margin[2]
    ]
    assert any(low < 0 <= high for low, high in ends)
    layout = plan_layout(dynamics, road_map)
    assert slack_table(dynamics, layout).verdict() is None
    assert verdict(rules, nodes, judge) is None


def test_a_refutation_that_is_close_in_another_order_only_is_close():
    case = random_deal(random.Random(6025), Wants(options=4, guarantees=1, escrow=0))
    road_map = case.negotiation.road_maps[0]
    checks = [
        check_road_map(
            open_dynamics(
                replace(
                    case, negotiation=replace(case.negotiation, movers=Movers(movers))
                )
            ),
            road_map,
        )
        for movers in ((), tuple(party.id for party in case.parties))
    ]
    assert [each.verdict for each in checks] == ["refuted", "refuted"]
    assert [each.close for each in checks] == [True, False]
