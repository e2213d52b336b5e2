"""Figures that are made of many checks, made again of single ones."""

import os
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from detente.errors import UnsupportedError
from detente.model.case import Case, Option, Party, Topic
from detente.model.concept import Concept
from detente.model.quantity import Amount, Rate
from detente.model.road_map import Guarantee, Negotiation
from detente.model.text import About, Text
from detente.study.deal.self_enforcement import check_road_map
from detente.study.game.dynamics import open_dynamics
from detente.study.overview.comparison import stand, stand_in_time
from detente.study.robustness.assumed_numbers import with_numbers
from detente.study.robustness.robust import study_robustness
from detente.study.robustness.sampling import Draws
from detente.study.search.thresholds import find_thresholds
from detente.study.search.verdict_map import map_verdicts
from detente.study.stability.stable_sets import find_stable
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.plan import lay_out
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules
from tests.three_party import plan
from tests.unit.deal.test_road_map import weights

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "5")))
SEEDS = st.integers(0, 2**32 - 1)


def dealt(seed, **wants):
    """The first possible deal of a seed that the studies can open."""
    rng = random.Random(seed)
    while True:
        case = random_deal(rng, Wants(**{"options": 4, **wants}))
        try:
            if judged(case).verdict != "impossible":
                return case
        except UnsupportedError:
            continue


def judged(case, place=0):
    return check_road_map(open_dynamics(case), case.negotiation.road_maps[place])


def timed(case, **changes):
    return replace(case, negotiation=replace(case.negotiation, **changes))


@given(SEEDS)
@MANY
def test_exposure_by_stage_is_what_the_others_can_take_back(seed):
    case = dealt(seed)
    rules = Rules(case, patience_of(open_dynamics(case)))
    nodes = lay_out(rules, case.negotiation.road_maps[0])
    ends = [node.end for node in nodes if node.stage is not None]
    for said in judged(case).exposure:
        expected = [rules.exposure(said.party, end, rules.now) for end in ends]
        assert said.by_stage == pytest.approx(expected)
        assert said.maximum == pytest.approx(max(expected, default=0.0))
        assert said.mean == pytest.approx(sum(expected) / max(len(ends), 1))


def two_plans(case):
    """The case with its road map, and the same stages the other way round."""
    road_map = case.negotiation.road_maps[0]
    back = replace(road_map, id="q", stages=road_map.stages[::-1])
    return timed(case, road_maps=(road_map, back))


@given(SEEDS)
@MANY
def test_variants_are_compared_by_what_the_single_checks_say(seed):
    case = two_plans(dealt(seed))
    dynamics = open_dynamics(case)
    found = find_stable(dynamics.engine, [Concept.R])
    standing = stand_in_time(stand("", found), dynamics)
    checks = [judged(case, place) for place in range(2)]
    for each, check in zip(standing.plans, checks, strict=True):
        assert (each.road_map, each.verdict) == (check.road_map, check.verdict)
        assert (each.stage, each.party, each.slack) == (check.binding or (None,) * 3)
    for risk in standing.risks:
        shown = [e for check in checks for e in check.exposure if e.party == risk.party]
        assert risk.largest == max(each.maximum for each in shown)


@given(SEEDS)
@MANY
def test_every_cell_of_a_map_is_the_verdict_of_a_check(seed):
    case = dealt(seed, options=3, guarantees=1)
    road_map = case.negotiation.road_maps[0]
    said = map_verdicts(open_dynamics(case), road_map, "g0", grid=3)
    given_ = case.negotiation.guarantees[0]
    for flow, row in zip(said.flow, said.verdicts, strict=True):
        pledge = replace(given_, penalty_flow=Amount(Decimal(repr(flow))))
        for year, verdict in zip(said.patience, row, strict=True):
            patience = (("", Rate(Amount(Decimal(repr(year))), "year")),)
            cell = timed(case, patience=patience, guarantees=(pledge,))
            assert judged(cell).verdict == verdict


@given(SEEDS)
@MANY
def test_without_a_guarantee_a_map_makes_one_up_against_each_party(seed):
    case = dealt(seed, options=3)
    dynamics, road_map = open_dynamics(case), case.negotiation.road_maps[0]
    said = map_verdicts(dynamics, road_map, grid=3)
    ranges = [dynamics.payoff_range(p) for p in range(len(dynamics.parties))]
    assert said.patience == pytest.approx((0.25, 0.5, 0.75))
    assert said.flow == pytest.approx((0, max(ranges) / 2, max(ranges)))
    for flow, row in zip(said.flow, said.verdicts, strict=True):
        made = tuple(
            Guarantee(
                f"made_{party}",
                ("un",),
                party,
                (party,),
                penalty_flow=Amount(Decimal(repr(flow))),
                believed=Amount(Decimal(1)),
            )
            for party in dynamics.parties
        )
        for year, verdict in zip(said.patience, row, strict=True):
            patience = (("", Rate(Amount(Decimal(repr(year))), "year")),)
            cell = timed(case, patience=patience, guarantees=made if flow else ())
            assert judged(cell).verdict == verdict


@given(SEEDS)
@MANY
def test_the_flow_of_a_guarantee_goes_up_to_the_range_of_those_it_is_against(seed):
    case = dealt(seed, options=3, guarantees=1)
    dynamics, road_map = open_dynamics(case), case.negotiation.road_maps[0]
    against = case.negotiation.guarantees[0].against
    most = max(dynamics.payoff_range(dynamics.parties.index(p)) for p in against)
    assert map_verdicts(dynamics, road_map, "g0", grid=2).flow == (0, most or 1.0)


def assumed(case):
    """The case with the wants of every party assumed."""
    return replace(
        case,
        preferences=tuple(
            (party, replace(wants, about=About(assumed=True)))
            for party, wants in case.preferences
        ),
    )


@given(SEEDS)
@MANY
def test_shares_count_what_single_checks_of_the_draws_say(seed):
    case = two_plans(assumed(dealt(seed, options=3)))
    dynamics, plans = open_dynamics(case), case.negotiation.road_maps
    said = study_robustness(dynamics, plans, samples=6, seed=seed, flips=False)
    study = Draws(dynamics, plans)
    drawn = [with_numbers(case, study.numbers(seed, number)) for number in range(6)]
    for place, share in enumerate(said.shares):
        checks = [judged(each, place) for each in drawn]
        for verdict, part in share.shares:
            assert part == sum(check.verdict == verdict for check in checks) / 6
        if share.pinch is not None:
            slacks = [slack_at(share.pinch, check) for check in checks]
            known = [slack for slack in slacks if slack is not None]
            if len(known) == len(checks):
                broken = sum(slack < -1e-7 for slack in known)
                assert share.pinch.breaks == broken / 6


BEST_LAST = ("impossible", "refuted", "depends", "proved")


def graded(check):
    """A better verdict is better, else a larger least slack."""
    return BEST_LAST.index(check.verdict), round(check.binding[2], 9)


def settled(check):
    """Whether every breakdown is known: else no more is judged than a verdict takes."""
    stages = (*check.stages, *((check.stay,) if check.stay else ()))
    found = [each for stage in stages for each in stage.slack if each.choice]
    return check.binding and all(each.breakdown is not None for each in found)


@given(SEEDS)
@MANY
def test_plans_are_compared_draw_by_draw_and_slacks_told_by_percentiles(seed):
    case = two_plans(assumed(dealt(seed, options=3)))
    dynamics, plans = open_dynamics(case), case.negotiation.road_maps
    said = study_robustness(dynamics, plans, samples=7, seed=seed, flips=False)
    study = Draws(dynamics, plans)
    drawn = [with_numbers(case, study.numbers(seed, number)) for number in range(7)]
    checks = [[judged(each, place) for each in drawn] for place in range(2)]
    if not all(settled(check) for each in checks for check in each):
        return
    for share, each in zip(said.shares, checks, strict=True):
        slacks = sorted(check.binding[2] for check in each)
        assert share.slack == pytest.approx(
            (
                slacks[0] + 0.3 * (slacks[1] - slacks[0]),
                slacks[3],
                slacks[5] + 0.7 * (slacks[6] - slacks[5]),
            )
        )
        if share.pinch is not None:
            place = share.pinch.stage, share.pinch.party
            binds = sum(check.binding[:2] == place for check in each)
            assert share.pinch.binds == binds / 7
    pairs = [(graded(a), graded(b)) for a, b in zip(*checks, strict=True)]
    (found,) = said.comparisons
    assert (found.first, found.second) == (plans[0].id, plans[1].id)
    assert found.better == sum(a > b for a, b in pairs) / 7
    assert found.equal == sum(a == b for a, b in pairs) / 7
    assert found.worse == pytest.approx(sum(a < b for a, b in pairs) / 7)


def slack_at(pinch, check):
    """The slack under breakdown where a road map is weakest as it stands."""
    return next(
        slack.breakdown
        for stage in check.judged_stages
        for slack in stage.slack
        if (stage.stage, slack.party) == (pinch.stage, pinch.party)
    )


@given(SEEDS)
@MANY
def test_a_road_map_is_proved_at_the_patience_that_a_threshold_says(seed):
    case = dealt(seed, options=3)
    road_map = case.negotiation.road_maps[0]
    found = find_thresholds(open_dynamics(case), road_map, ["patience"]).thresholds[0]
    rng = random.Random(seed)
    for factor in [rng.uniform(0.01, 0.99) for _ in range(4)]:
        near = [
            abs(factor - end)
            for each in (*found.proved, *found.possible)
            for end in (each.low, each.high)
        ]
        if min(near, default=1) < 1e-3:
            continue
        patience = (("", Rate(Amount(Decimal(repr(factor))))),)
        verdict = judged(timed(case, patience=patience)).verdict
        assert (verdict == "proved") == within(factor, found.proved)
        assert (verdict != "refuted") == within(factor, found.possible)


def within(number, intervals):
    return any(each.low <= number <= each.high for each in intervals)


def protected(case):
    """The case with compensation to its first party, and its exposure."""
    first, *others = case.party
    pledge = Guarantee(
        "g",
        ("un",),
        first,
        tuple(others),
        compensation_flow=Amount(Decimal("1.5")),
        believed=Amount(Decimal("0.5")),
    )
    case = timed(case, guarantees=(pledge,))
    return case, judged(case).exposure[0].compensated


@given(SEEDS)
@MANY
def test_compensation_is_counted_once_whoever_takes_back(seed):
    """Exposure with compensation, by trying all that can be put back."""
    case, said = protected(dealt(seed, parties=3, rules=0, constraint=0))
    rules = Rules(case, patience_of(open_dynamics(case)))
    nodes = lay_out(rules, case.negotiation.road_maps[0])
    ends = [node.end for node in nodes if node.stage is not None]
    first = next(iter(case.party))
    expected = [compensated(rules, first, end) for end in ends]
    assert list(said or ()) == pytest.approx(expected)


def test_compensation_is_paid_for_what_any_of_several_parties_takes_back():
    """What b gives is worth 4 to a, what c gives 0.1; either back brings 0.75."""
    case = Case(
        Text.plain("Two givers"),
        tuple(
            Party(party, tuple(Option(name, party) for name in own))
            for party, own in (("a", ()), ("b", ("y",)), ("c", ("z",)))
        ),
        bodies=(Topic("un"),),
        preferences=(("a", weights(y=4, z=0.1)),),
        negotiation=Negotiation(road_maps=(plan("p", "y z"),)),
    )
    case = timed(case, patience=(("", Rate(Amount(Decimal("0.9")))),))
    assert protected(case)[1] == pytest.approx((-0.75,))


def compensated(rules, party, end):
    """The worst of the others' put-backs, the party answering with its own."""
    own = frozenset(rules.own(party))
    changed = end ^ rules.now

    def paid(state):
        promised, undone = end - own, (rules.now - end) - own
        missing = (promised - state) | (undone & state)
        return rules.worth(party, state) + (0.75 if missing else 0.0)

    def put_back(state, names):
        return [
            state ^ flips
            for flips in map(frozenset, powerset(changed & names))
            if rules.may(flips, end, state ^ flips)
        ]

    everyone = frozenset(rules.options)
    return rules.worth(party, rules.now) - min(
        max(paid(answer) for answer in put_back(left, own))
        for left in put_back(end, everyone - own)
    )


def powerset(names):
    names = sorted(names)
    return [
        [name for k, name in enumerate(names) if bits >> k & 1]
        for bits in range(1 << len(names))
    ]


def test_a_slack_of_nothing_is_no_breach():
    case = replace(dealt(3, options=3, costs=0), preferences=())
    share = study_robustness(
        open_dynamics(case), case.negotiation.road_maps, samples=5, flips=False
    ).shares[0]
    assert share.pinch is not None
    assert (share.pinch.slack, share.pinch.breaks) == (0, 0)
