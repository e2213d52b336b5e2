"""Hidden breaches against their definition, on random deals."""

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
from hypothesis import given, settings, strategies as st

from detente import load
from detente.model.case import Seen
from detente.model.quantity import Amount, Lapse, Rate
from detente.study.deal.road_map import lay_out as study_layout
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.watch import Watch, with_watches
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle import unseen
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import THREATS, differs, patience_of
from tests.deal_oracle.plan import ImpossibleError, Judge, lay_out
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules, UnfitError

SEEDS = st.integers(0, 10**6)
MANY = settings(max_examples=40, deadline=None)


def seen(rng):
    """Noticed after a while, by chance, both, or at once."""
    months = rng.choice(("0", "0.5", "1", "2", "5"))
    after = Lapse(Amount(Decimal(months)), "month") if rng.random() < 0.7 else None
    chance = Rate(Amount(Decimal(rng.choice(("0", "0.3", "0.9", "1")))))
    return Seen(after=after, chance=chance if rng.random() < 0.6 else None)


def random_case(seed, **wants):
    rng = random.Random(seed)
    wanted = Wants(
        options=4,
        guarantees=rng.choice((0, 0, 1)),
        deadlines=rng.choice((0, 0, 1)),
        waits=0.2,
        ends=rng.choice((0.0, 0.0, 0.4)),
        **wants,
    )
    case = random_deal(rng, wanted)
    return replace(
        case,
        parties=tuple(
            replace(
                party,
                options=tuple(
                    replace(each, seen=seen(rng)) if rng.random() < 0.6 else each
                    for each in party.options
                ),
            )
            for party in case.parties
        ),
    )


def disagreements(case):
    """What the check says otherwise; None where the definitions leave it open."""
    dynamics, road_map = open_dynamics(case), case.negotiation.road_maps[0]
    check = check_road_map(dynamics, road_map)
    rules = Rules(case, patience_of(dynamics))
    try:
        nodes = lay_out(rules, road_map)
        judge = Judge(rules)
        tables = {
            (party, threat): unseen.table(judge, nodes, party, threat)
            for party in rules.parties
            for threat in THREATS
        }
    except (ImpossibleError, UnfitError, UnsettledError):
        return None
    return [
        wrong
        for stage in check.judged_stages
        for said in stage.slack
        for threat in THREATS
        if stage.stage in tables[said.party, threat]
        for wrong in differs(
            said, tables[said.party, threat][stage.stage], threat, stage.stage
        )
        if not (wrong[-1] == "band" and rules.last > 0)
    ]


@given(SEEDS)
@MANY
def test_slack_is_that_of_the_definition_followed_period_by_period(seed):
    assert not disagreements(random_case(seed))


@given(SEEDS)
@MANY
def test_escrow_protects_nobody_from_what_nobody_sees(seed):
    assert not disagreements(random_case(seed, escrow=1.0))


def tables(case, watch):
    """The slack with every option seen so, and with every option seen at once."""
    road_map, found = case.negotiation.road_maps[0], []
    for each in (watch, Watch()):
        watched = with_watches(case, {option.id: each for option in case.options})
        dynamics = open_dynamics(watched)
        layout = study_layout(dynamics, road_map)
        if layout.reasons:
            return None
        found.append(slack_table(dynamics, layout))
    return found


@given(SEEDS, st.integers(0, 4), st.sampled_from((0.0, 0.2, 0.7, 1.0)))
@MANY
def test_worse_verification_than_at_once_never_raises_slack(seed, delay, chance):
    found = tables(random_case(seed), Watch(delay, chance))
    if found is not None:
        late, plain = found
        for threat in ("breakdown", "minmax"):
            slack, known = getattr(late, threat), getattr(plain, threat)
            lower = slack <= known + 1e-12
            assert (lower | np.isnan(slack) | np.isnan(known)).all()


@given(SEEDS)
@MANY
def test_seen_at_once_is_the_plain_check(seed):
    case = random_case(seed)
    bare = replace(
        case,
        parties=tuple(
            replace(
                party, options=tuple(replace(each, seen=None) for each in party.options)
            )
            for party in case.parties
        ),
    )
    at_once = {option.id: Watch() for option in case.options}
    road_map = case.negotiation.road_maps[0]
    found = [
        check_road_map(open_dynamics(each), road_map)
        for each in (bare, with_watches(case, at_once))
    ]
    assert found[0] == found[1]


SLOW = """
detente: 1
title: One who leaves out two steps, each seen in its own time
parties:
  a: {options: {p: {seen: {after: 5 months}}, q: {seen: {after: 2 months}}}}
  b: {options: {r: {}, s: {}, t: {}, u: {}}}
preferences:
  a: {weights: {p: -0.1, q: -5, r: 2, s: 2, t: 2, u: 2}}
  b: {weights: {p: 3, q: 3, r: -1, s: -1, t: -1, u: -1}}
period: 1 month
patience: 0.9
roadmaps: {long: {stages: [p, r, q, s, t, u]}}
"""


def test_each_step_that_is_left_out_is_seen_so_long_after_it_was_due():
    assert disagreements(load(SLOW)) == []
