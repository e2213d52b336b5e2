"""The least guarantee is what trying every order finds."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.study.search.guarantee_size import guaranteed
from detente.study.search.least_guarantee import find_least_guarantee
from detente.study.search.thresholds import least_margins
from tests.property.deal.test_negotiation import cases, number, opened
from tests.property.search.test_negotiation_search import orders

FEWER = settings(max_examples=12)


def some_order_holds(dynamics, target, kind, amounts):
    owing = guaranteed(dynamics, kind, amounts)
    return any(
        least_margins(owing, layout)[0] >= 0 for layout in orders(dynamics, target)
    )


@st.composite
def targets(draw):
    """Draw a case of up to four options that can be opened, and a target."""
    dynamics, oracle = opened(draw(cases(4)))
    if dynamics is None:
        return None
    return dynamics, number(dynamics, draw(st.sampled_from(oracle.states)))


def asked(drawn):
    dynamics, target = drawn
    wanted = np.arange(dynamics.engine.n_states) == target
    return find_least_guarantee(dynamics, wanted)[1]


@given(targets())
@FEWER
def test_the_order_found_holds_under_its_guarantee(drawn):
    for least in asked(drawn) if drawn else ():
        assert least.check is None or least.check.verdict == "proved"


@given(targets())
@FEWER
def test_no_order_holds_with_what_is_said_to_be_too_little(drawn):
    for least in asked(drawn) if drawn else ():
        dynamics, target = drawn
        amount = least.most if least.amount is None else least.amount - least.gap
        if least.amount != 0:
            amounts = (amount,) * len(dynamics.parties)
            assert not some_order_holds(dynamics, target, least.kind, amounts)


@given(targets())
@FEWER
def test_without_a_guarantee_none_is_needed_where_an_order_holds_anyway(drawn):
    for least in asked(drawn) if drawn else ():
        dynamics, target = drawn
        nothing = (0.0,) * len(dynamics.parties)
        holds = some_order_holds(dynamics, target, least.kind, nothing)
        assert (least.amount == 0) == holds


@given(targets())
@FEWER
def test_no_partys_amount_is_above_the_common_one(drawn):
    for least in asked(drawn) if drawn else ():
        if least.amount is not None:
            assert max(each.amount for each in least.needed) <= least.amount * (
                1 + 1e-9
            )
            assert least.total == pytest.approx(sum(n.amount for n in least.needed))


@given(targets())
@settings(max_examples=6)
def test_nobodys_amount_could_be_less_with_the_others_as_they_are(drawn):
    for least in asked(drawn) if drawn else ():
        dynamics, target = drawn
        amounts = [each.amount for each in least.needed]
        for party, amount in enumerate(amounts if least.kind != "scale" else ()):
            if amount > 1e-6:
                fewer = (*amounts[:party], 0.999 * amount, *amounts[party + 1 :])
                assert not some_order_holds(dynamics, target, least.kind, fewer)


@given(targets())
@settings(max_examples=6)
def test_where_an_amount_binds_the_party_has_its_least_slack(drawn):
    for least in asked(drawn) if drawn else ():
        for each in least.needed:
            slacks = {
                stage.stage: slack.breakdown
                for stage in least.check.judged_stages
                for slack in stage.slack
                if slack.party == each.party and slack.breakdown is not None
            }
            if slacks:
                assert slacks[each.stage] == pytest.approx(min(slacks.values()))
