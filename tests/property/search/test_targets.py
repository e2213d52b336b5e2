"""The best of several targets is the best that is found for one alone."""

import random

import numpy as np
import pytest
from hypothesis import example, given, reject, settings, strategies as st

from detente.errors import TooLargeError, UnsupportedError
from detente.model.case import Case, Option, Party
from detente.model.formula import Name
from detente.model.text import Text
from detente.study.deal.staying import all_stay
from detente.study.game.dynamics import open_dynamics
from detente.study.search.find_road_map import find_road_map
from detente.study.search.least_guarantee import find_least_guarantee
from detente.study.search.untried import NO_WAY
from detente.study.search.unwanted import has_idle
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.property.deal.test_negotiation import cases, number, opened
from tests.unit.deal.test_road_map import two_party_case

FEW = settings(max_examples=10)


def wanted(dynamics, *targets):
    mask = np.zeros(dynamics.engine.n_states, np.bool_)
    mask[list(targets)] = True
    return mask


@st.composite
def several(draw, n_options=4):
    """A case of up to so many options, and up to three states where it may end."""
    dynamics, oracle = opened(draw(cases(n_options)))
    if dynamics is None:
        return None
    states = st.lists(st.sampled_from(oracle.states), min_size=2, max_size=3)
    return dynamics, {number(dynamics, state) for state in draw(states)}


def singly(drawn, find):
    dynamics, targets = drawn
    return [find(dynamics, wanted(dynamics, each)) for each in targets]


def values(drawn, find):
    """What is found for each, those alone that need nothing nobody wants, if any is.

    Otherwise for the nearest: what is further off holds more than it needs.
    """
    dynamics, targets = drawn
    every = wanted(dynamics, *targets)
    reached: dict[int, list[float]] = {}
    for target, found in zip(targets, singly(drawn, find), strict=True):
        if found.value is not None:
            far = (target ^ dynamics.engine.status_quo).bit_count()
            spare = has_idle(dynamics, target, every)
            reached.setdefault(far if spare else 0, []).append(found.value)
    return reached[min(reached)] if reached else []


@given(several())
@FEW
def test_of_several_targets_the_one_with_the_most_slack_is_found(drawn):
    if drawn is None:
        return
    dynamics, targets = drawn
    found = find_road_map(dynamics, wanted(dynamics, *targets))
    known = values(drawn, find_road_map)
    scale = max(1.0, *map(dynamics.payoff_range, range(len(dynamics.parties))))
    assert (found.value is None) == (not known)
    if known:
        assert found.value == pytest.approx(max(known), abs=4e-6 * scale)
        assert found.target in {dynamics.engine.state(each) for each in targets}


@given(several())
@FEW
def test_of_several_targets_the_one_with_the_least_exposure_is_found(drawn):
    if drawn is None:
        return
    dynamics, targets = drawn

    def find(dynamics, mask):
        return find_road_map(dynamics, mask, objective="exposure")

    found = find(dynamics, wanted(dynamics, *targets))
    known = values(drawn, find)
    assert (found.value is None) == (not known)
    if known:
        assert found.value == pytest.approx(min(known))


@given(several(3))
@settings(max_examples=5)
def test_of_several_targets_the_one_with_the_least_guarantee_is_found(drawn):
    if drawn is None:
        return
    dynamics, targets = drawn
    found = find_least_guarantee(dynamics, wanted(dynamics, *targets))[1]
    alone = [
        {each.kind: each.amount for each in least}
        for _, least in singly(drawn, find_least_guarantee)
    ]
    for each in found:
        known = [a[each.kind] for a in alone if a.get(each.kind) is not None]
        assert (each.amount is None) == (not known)
        if known:
            assert each.amount == pytest.approx(min(known), rel=2e-4, abs=1e-6)


def test_the_target_that_is_safest_to_stay_at_is_tried_first():
    """Both steps leave a slack of 0.8, as staying there does; doing nothing 0.1."""
    dynamics = open_dynamics(two_party_case(1, 2))
    found = find_road_map(dynamics, wanted(dynamics, 0, 3))
    assert (found.target, found.n_targets) == ("YY", 1)
    assert found.value == pytest.approx(0.8, abs=1e-5)
    assert found.cap == pytest.approx(0.8)


def idle(count, *, now=False):
    """One party that does not mind which of its options it takes."""
    own = tuple(Option(f"o{place}", "a", now=now) for place in range(count))
    case = two_party_case(1, 2)
    return open_dynamics(
        Case(
            title=Text.plain("idle"),
            parties=(Party("a", own),),
            negotiation=case.negotiation,
        )
    )


@pytest.mark.parametrize("objective", ["slack", "exposure"])
def test_of_targets_that_are_as_good_the_nearest_is_taken(objective):
    dynamics = idle(3)
    found = find_road_map(dynamics, wanted(dynamics, 3, 4, 7), objective=objective)
    assert found.target == "NNY"


def test_where_too_many_targets_were_asked_for_it_is_said_how_many_were_tried():
    dynamics = idle(7)
    found = find_road_map(dynamics, np.ones(128, np.bool_))
    assert [reason.values for reason in found.reasons] == [{"tried": 64, "every": 128}]


def test_where_all_targets_are_tried_nothing_is_said():
    dynamics = idle(6)
    assert find_road_map(dynamics, np.ones(64, np.bool_)).reasons == ()


def test_a_route_that_is_as_good_as_staying_leaves_no_gap():
    dynamics = open_dynamics(two_party_case(1, 2))
    found = find_road_map(dynamics, wanted(dynamics, 3))
    assert found.gap == 0
    assert found.value == pytest.approx(0.8)


@pytest.mark.parametrize("objective", ["slack", "exposure"])
def test_where_no_order_leads_there_nothing_is_said_of_one(objective):
    dynamics = open_dynamics(two_party_case(1, 2, x_requires=Name("y")))
    found = find_road_map(dynamics, wanted(dynamics, 1), objective=objective)
    assert (found.road_map, found.target, found.value, found.check) == (None,) * 4
    assert (found.cap, found.gap, found.blocked) == (None, 0, None)
    assert (found.n_edges, found.n_labels) == (0, 0)


def test_where_no_order_leads_there_no_guarantee_is_named():
    dynamics = open_dynamics(two_party_case(1, 2, x_requires=Name("y")))
    found, least = find_least_guarantee(dynamics, wanted(dynamics, 1))
    assert least == ()
    assert (found.road_map, found.value, found.gap) == (None, None, 0)
    assert (found.n_labels, found.reasons) == (0, (NO_WAY,))


@pytest.mark.parametrize("now", [False, True])
def test_what_is_too_far_to_try_is_refused_by_the_changes_it_takes(now):
    dynamics = idle(16, now=now)
    end = (1 << 16) - 1 if not now else 0
    with pytest.raises(TooLargeError) as refused:
        find_road_map(dynamics, wanted(dynamics, end), package=8)
    assert refused.value.message.values["changes"] == 16
    here = find_road_map(dynamics, wanted(dynamics, end ^ (1 << 16) - 1), package=8)
    assert here.value == 0


@given(st.integers(0, 2**32 - 1))
@example(1017)
@settings(max_examples=60)
def test_what_nobody_wants_keeps_the_deal_or_leads_to_it(seed):
    wants = Wants(options=4, parties=2, escrow=0)
    try:
        dynamics = open_dynamics(random_deal(random.Random(seed), wants))
    except UnsupportedError:
        reject()
    every = np.arange(dynamics.engine.n_states)
    asked = every % 2 == 1
    found = find_road_map(dynamics, asked)
    if found.target is None:
        reject()
    target = int(dynamics.engine.index(found.target) or 0)
    now = dynamics.utility[:, target]
    for step in found.unwanted:
        without = target ^ 1 << dynamics.bits[step.option]
        assert asked[without]
        assert (now <= dynamics.utility[:, without] + 1e-9).all()
        if all_stay(dynamics, target):
            kept = all_stay(dynamics, without)
            assert not kept or find_road_map(dynamics, every == without).value is None
        else:
            assert find_road_map(dynamics, every == without).value is None
