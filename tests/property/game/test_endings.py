"""Rights, guarantees and promises that end: what they are near to, and far from."""

import datetime
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.model.case import Change
from detente.model.formula import TRUE
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle.random_deals import TODAY, Wants, random_deal

SEEDS = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=25)
FAR = TODAY + datetime.timedelta(days=30 * 300)
SIZES = Wants(options=4, guarantees=1, patience=("0.3", "0.5", "0.7"))


def deal(seed, sizes=SIZES):
    case = replace(random_deal(random.Random(seed), sizes), as_of=TODAY)
    try:
        open_dynamics(case)
    except UnsupportedError:
        reject()
    return case


def ending(case, day, *, rights=True, guarantees=True, promises=True):
    """The same deal, of which all that is named ends on a day."""
    talks = case.negotiation
    until = (("", day),) if promises else ()
    parties = tuple(
        replace(p, options=tuple(replace(o, until=day) for o in p.options))
        for p in case.parties
    )
    talks = replace(
        talks,
        guarantees=tuple(
            replace(each, until=day if guarantees else None)
            for each in talks.guarantees
        ),
        road_maps=tuple(replace(each, until=until) for each in talks.road_maps),
    )
    return replace(case, parties=parties if rights else case.parties, negotiation=talks)


def table(case):
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    assume(not layout.reasons)
    return slack_table(dynamics, layout), layout


@given(SEEDS)
@MANY
def test_what_ends_in_a_far_day_is_worth_what_never_ends_is(seed):
    case = deal(seed)
    plain, layout = table(case)
    far, long_layout = table(ending(case, FAR))
    assert long_layout.legs == layout.legs
    assume(plain.exact.all())
    for name in ("breakdown", "minmax"):
        first = len(layout.nodes)
        expected, found = getattr(plain, name), getattr(far, name)[:first]
        assert found == pytest.approx(expected, abs=1e-6, nan_ok=True)


@given(SEEDS, st.sampled_from([0, -1, -400]))
@MANY
def test_a_right_that_has_ended_is_as_one_that_never_comes_back(seed, days):
    case = deal(seed)
    day = TODAY + datetime.timedelta(days=days)
    never = replace(
        case,
        parties=tuple(
            replace(
                p,
                options=tuple(
                    replace(o, redo=Change(TRUE, o.redo.takes)) for o in p.options
                ),
            )
            for p in case.parties
        ),
    )
    (road_map,) = case.negotiation.road_maps
    gone = ending(case, day, guarantees=False, promises=False)
    expected = check_road_map(open_dynamics(never), road_map)
    found = check_road_map(open_dynamics(gone), road_map)
    assert found.verdict == expected.verdict
    for one, two in zip(found.judged_stages, expected.judged_stages, strict=True):
        for got, wanted in zip(one.slack, two.slack, strict=True):
            assert got.breakdown == pytest.approx(wanted.breakdown)
            assert got.minmax == pytest.approx(wanted.minmax)


@given(SEEDS)
@MANY
def test_a_guarantee_that_has_ended_is_none(seed):
    case = deal(seed)
    gone = ending(case, TODAY, rights=False, promises=False)
    talks = replace(case.negotiation, guarantees=())
    expected, _ = table(replace(case, negotiation=talks))
    found, _ = table(gone)
    assert np.array_equal(found.minmax, expected.minmax, equal_nan=True)
    assert np.array_equal(found.breakdown, expected.breakdown, equal_nan=True)
