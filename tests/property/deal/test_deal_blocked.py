"""What would open a blocked road map, tried out by the definitions."""

import os
import random
from dataclasses import replace
from decimal import Decimal
from math import inf

import pytest
from hypothesis import given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.model.case import Option, Party
from detente.model.quantity import Amount
from detente.model.road_map import Guarantee, Step
from detente.study.deal.self_enforcement import check_road_map
from detente.study.game.dynamics import open_dynamics
from detente.study.search.obstruction import find_blocked
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.plan import Judge, lay_out
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules
from tests.three_party import plan
from tests.unit.deal.test_road_map import NEVER, two_party_case, weights

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "5")))
SEEDS = st.integers(0, 2**32 - 1)
MORE, LESS = 1 + 1e-5, 1 - 1e-3


def blocked(seed, wanted=lambda _: True, **wants):
    """The first random deal of a seed of which something wanted is said."""
    rng = random.Random(seed)
    while True:
        case = random_deal(rng, Wants(**{"options": 4, "escrow": 0, **wants}))
        try:
            dynamics = open_dynamics(case)
        except UnsupportedError:
            continue
        road_map = case.negotiation.road_maps[0]
        said = find_blocked(dynamics, road_map, check_road_map(dynamics, road_map))
        if said is not None and wanted(said):
            return case, said


def slacks(case, said):
    """The slack of the party that is named, by stage, under the threat named.

    Less than any where a breakdown goes round: that proves nothing.
    """
    rules = Rules(case, patience_of(open_dynamics(case)))
    nodes = lay_out(rules, case.negotiation.road_maps[0])
    try:
        table = Judge(rules).table(nodes, said.party, said.threat)
    except UnsettledError:
        reject()
    return {
        stage: found[0] if found[2] else -inf for stage, found in table.items() if found
    }


def pledged(case, said, *, lump=0.0, flow=0.0):
    """The case with a guarantee against the party, believed for certain."""
    others = [party for party in case.party if party != said.party]
    made = Guarantee(
        "made",
        ("un",),
        others[0],
        (said.party,),
        penalty_lump=Amount(Decimal(repr(lump))),
        penalty_flow=Amount(Decimal(repr(flow))),
        believed=Amount(Decimal(1)),
    )
    talks = case.negotiation
    guarantees = (*talks.guarantees, made)
    return replace(case, negotiation=replace(talks, guarantees=guarantees))


def planned(case, stages):
    road_map = replace(case.negotiation.road_maps[0], stages=tuple(stages))
    return replace(case, negotiation=replace(case.negotiation, road_maps=(road_map,)))


def holds(case, said, **penalty):
    with_it = pledged(case, said, **penalty)
    return all(slack >= -1e-7 for slack in slacks(with_it, said).values())


@given(SEEDS)
@MANY
def test_the_least_lump_leaves_no_gain_and_a_little_less_leaves_one(seed):
    case, said = blocked(seed, lambda said: said.lump is not None)
    assert holds(case, said, lump=said.lump * MORE)
    assert not holds(case, said, lump=said.lump * LESS)


@given(SEEDS)
@MANY
def test_the_least_flow_leaves_no_gain_and_a_little_less_leaves_one(seed):
    case, said = blocked(seed, lambda said: said.flow is not None)
    assert holds(case, said, flow=said.flow * MORE)
    assert not holds(case, said, flow=said.flow * LESS)


@given(SEEDS)
@MANY
def test_where_no_lump_is_named_a_vast_one_leaves_the_gain(seed):
    case, said = blocked(seed, lambda said: said.lump is None)
    assert not holds(case, said, lump=1e7)


@given(SEEDS)
@MANY
def test_where_no_flow_is_named_none_up_to_twice_the_range_does(seed):
    case, said = blocked(seed, lambda said: said.flow is None or said.flow > 0)
    rules = Rules(case, patience_of(open_dynamics(case)))
    flows = [rules.worth(said.party, state) for state in rules.states]
    most = 2 * (max(flows) - min(flows))
    if said.flow is None:
        assert not holds(case, said, flow=most)
    else:
        assert said.flow <= most * MORE


@given(SEEDS)
@MANY
def test_escrow_opens_a_stage_where_it_leaves_its_party_no_gain(seed):
    case, said = blocked(seed, lambda said: said.stage is not None, rules=0.6)
    stages = list(case.negotiation.road_maps[0].stages)
    stages[said.stage - 1] = replace(stages[said.stage - 1], escrow=True)
    under = replace(said, threat="breakdown")
    found = slacks(planned(case, stages), under).get(said.stage, 0.0)
    assert said.escrow == (found >= -1e-7)


@given(SEEDS)
@MANY
def test_a_smaller_target_and_what_is_kept_in_hand_hold(seed):
    case, said = blocked(seed, lambda said: said.smaller or said.in_hand)
    stages = case.negotiation.road_maps[0].stages
    trials = []
    if said.smaller is not None:
        kept = [
            replace(
                each,
                steps=tuple(s for s in each.steps if written(s) not in said.left_out),
            )
            for each in stages
        ]
        trials.append([each for each in kept if each.steps])
    place = len(stages) - 1 if said.stage is None else said.stage - 1
    for name in said.in_hand:
        step = Step(name.removeprefix("not "), not name.startswith("not "))
        beside = list(stages)
        beside[place] = replace(stages[place], steps=(*stages[place].steps, step))
        trials.append(beside)
    for trial in trials:
        changed = planned(case, trial)
        road_map = changed.negotiation.road_maps[0]
        assert check_road_map(open_dynamics(changed), road_map).verdict == "proved"


def written(step):
    return step.option if step.taken else f"not {step.option}"


def test_escrow_opens_an_exchange_that_cannot_be_taken_back():
    case = two_party_case(1, 3, x_undo=NEVER, y_undo=NEVER)
    dynamics, exchange = open_dynamics(case), plan("p", "x y")
    said = find_blocked(dynamics, exchange, check_road_map(dynamics, exchange))
    assert said is not None
    assert (said.stage, said.escrow) == (1, True)


def proved(case, stages):
    changed = planned(case, stages)
    road_map = changed.negotiation.road_maps[0]
    return check_road_map(open_dynamics(changed), road_map).verdict == "proved"


def without(stages, left_out):
    """The stages that are left without some steps."""
    kept = [
        replace(stage, steps=tuple(s for s in stage.steps if s not in left_out))
        for stage in stages
    ]
    return [stage for stage in kept if stage.steps]


def parts(stages):
    """One step less, in order; else the last stages, as few as can be."""
    for stage in stages:
        for step in stage.steps:
            yield (step,)
    for count in reversed(range(1, len(stages))):
        yield tuple(step for stage in stages[count:] for step in stage.steps)


@given(SEEDS)
@MANY
def test_the_smaller_target_is_the_first_that_holds(seed):
    case, said = blocked(seed)
    stages = case.negotiation.road_maps[0].stages
    held = (
        left_out
        for left_out in parts(stages)
        if (rest := without(stages, left_out)) and proved(case, rest)
    )
    first = next(held, ())
    assert said.left_out == tuple(map(written, first))
    assert (said.smaller is not None) == bool(first)
    if first:
        rules = Rules(case, patience_of(open_dynamics(case)))
        smaller = planned(case, without(stages, first)).negotiation.road_maps[0]
        end = lay_out(rules, smaller)[-1].end
        letters = "".join("Y" if o.id in end else "N" for o in case.options)
        assert said.smaller == letters


@given(SEEDS)
@MANY
def test_all_that_can_be_kept_in_hand_is_named(seed):
    case, said = blocked(seed)
    stages = case.negotiation.road_maps[0].stages
    place = len(stages) - 1 if said.stage is None else said.stage - 1
    rules = Rules(case, patience_of(open_dynamics(case)))
    end = lay_out(rules, case.negotiation.road_maps[0])[-1].end
    expected = set()
    for option in case.options:
        changed = (option.id in end) != (option.id in rules.now)
        if option.party == said.party or changed or option.undo.is_never:
            continue
        step = Step(option.id, option.id not in end)
        beside = list(stages)
        beside[place] = replace(stages[place], steps=(*stages[place].steps, step))
        if proved(case, beside):
            expected.add(written(step))
    assert set(said.in_hand) == expected
    assert len(said.in_hand) == len(expected)


@given(SEEDS)
@MANY
def test_what_is_named_is_the_breach_that_gains_most(seed):
    case, said = blocked(seed)
    rules = Rules(case, patience_of(open_dynamics(case)))
    least = {
        threat: min(
            slack
            for party in rules.parties
            for slack in slacks(
                case, replace(said, party=party, threat=threat)
            ).values()
        )
        for threat in ("minmax", "breakdown")
    }
    if least["breakdown"] == -inf:
        reject()
    own = slacks(case, said)
    weakest = min(own.values())
    assert said.slack == pytest.approx(weakest)
    assert said.threat == ("minmax" if least["minmax"] < -1e-7 else "breakdown")
    assert said.slack == pytest.approx(least[said.threat])
    assert own[said.stage] == pytest.approx(weakest)
    deeper = least["breakdown"] < said.slack - 1e-7
    assert said.depends == deeper


def test_as_few_of_the_last_stages_as_can_be_are_left_out():
    """Only the first exchange is good; two steps of each later stage cost a 1."""
    case = two_party_case(1, 2)
    own = (("a", ("x", "p", "r")), ("b", ("y", "q", "s")))
    case = replace(
        case,
        parties=tuple(Party(n, tuple(Option(o, n) for o in each)) for n, each in own),
        preferences=(
            ("a", weights(x=-1, y=2, p=-1, r=-1)),
            ("b", weights(y=-1, x=2, q=-1, s=-1)),
        ),
    )
    dynamics, stages = open_dynamics(case), plan("p", "x y/p q/r s")
    said = find_blocked(dynamics, stages, check_road_map(dynamics, stages))
    assert said is not None
    assert (said.smaller, said.left_out) == ("YNNYNN", ("p", "q", "r", "s"))


@pytest.mark.parametrize(("d", "flow"), [(0.45, None), (0.6, 1 / 0.6)])
def test_a_flow_is_named_up_to_twice_the_payoff_range(d, flow):
    """To leave x for good saves 1 a period; a flow begins a period later, so 1 / d."""
    case = two_party_case(1, 2, d=d, x_now=True, x_redo=NEVER)
    case = replace(case, preferences=(("a", weights(x=-1)), ("b", weights(y=1))))
    dynamics, stages = open_dynamics(case), plan("p", "y")
    said = find_blocked(dynamics, stages, check_road_map(dynamics, stages))
    assert said is not None
    assert said.party == "a"
    assert said.lump == pytest.approx(1 / (1 - d))
    assert said.flow == (None if flow is None else pytest.approx(flow, abs=1e-5))
