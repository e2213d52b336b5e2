"""What an order says of a road map holds for the utilities that keep the order."""

from dataclasses import replace
from functools import partial

import numpy as np
from hypothesis import assume, given, settings, strategies as st

from detente.model.preference import Preference, Statement
from detente.study.deal.exposure import worth
from detente.study.deal.ordinal import OrdinalVerdict, check_orders
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from tests.property.deal.test_negotiation import cases, formulas, opened, plans

MANY = settings(max_examples=120)
PATIENT = 0.99999


@st.composite
def orders(draw):
    """Draw a case whose first party has statements only, and a road map."""
    case = draw(cases(4))
    options = [option.id for option in case.options]
    (first, _), *rest = case.preferences
    wants = tuple(
        Statement(draw(formulas(options))) for _ in range(draw(st.integers(1, 3)))
    )
    ordered = ((first, Preference(statements=wants)), *rest)
    case = replace(case, preferences=ordered)
    dynamics, _ = opened(case)
    assume(dynamics is not None)
    layout = lay_out(dynamics, draw(plans(case)))
    assume(not layout.reasons)
    return dynamics, layout


def least_slacks(dynamics, layout, seeds):
    """Give the least min-max slack of the first party, for drawn utilities.

    Steps from rank to rank are at least a tenth of the largest, so that a
    patience can be named that is enough.
    """
    ranks = worth(dynamics, 0).astype(np.int64)
    for seed in seeds:
        steps = np.random.default_rng(seed).uniform(0.1, 1, max(int(ranks.max()), 1))
        utility = np.concatenate([[0.0], np.cumsum(steps)])[ranks]
        drawn = dynamics.with_utility({0: utility}).with_numbers(
            patience=np.full(len(dynamics.parties), PATIENT)
        )
        table = slack_table(drawn, layout, (0,))
        yield float((table.minmax + table.tolerance)[:, 0].min())


@given(orders())
@MANY
def test_what_an_order_says_holds_for_the_utilities_drawn(drawn):
    dynamics, layout = drawn
    (found,) = check_orders(dynamics, layout)
    slacks = partial(least_slacks, dynamics, layout, range(2))
    if found.verdict is OrdinalVerdict.ANY:
        assert all(slack >= 0 for slack in slacks())
    if found.verdict is OrdinalVerdict.NONE:
        assert all(slack < 0 for slack in slacks())
