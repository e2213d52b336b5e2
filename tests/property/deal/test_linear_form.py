"""The linear form of signing and calling off against the direct study."""

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, reject, strategies as st

from detente.errors import UnsupportedError
from detente.model.quantity import Amount, Rate
from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.discount import Discount
from detente.study.deal.linear_form import linear_form
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.assumed_numbers import with_numbers
from tests.deal_oracle.random_deals import Wants, random_deal

SEEDS = st.integers(0, 2**32 - 1)
PATIENCES = (0.4, 0.97)


def opened(seed, wants):
    case = random_deal(random.Random(seed), wants)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    assume(not layout.reasons)
    return dynamics, layout


def with_patience(case, patience):
    talks = case.negotiation
    rate = Rate(Amount(Decimal(repr(patience))))
    same = tuple((party, rate) for party, _ in talks.patience)
    return replace(case, negotiation=replace(talks, patience=same))


@pytest.mark.parametrize(
    "wants",
    [
        pytest.param(Wants(escrow=0.4, costs=0.7), id="escrow and costs"),
        pytest.param(Wants(waits=0.6, slow=0.5, rules=0.5), id="durations"),
        pytest.param(Wants(options=4, deadlines=2), id="dates"),
        pytest.param(Wants(options=4, ends=0.6, slow=0.3), id="ends"),
    ],
)
@given(seed=SEEDS)
def test_under_any_numbers_it_says_what_the_case_with_them_says(wants, seed):
    dynamics, layout = opened(seed, wants)
    chance = np.random.default_rng(seed)
    for party, name in enumerate(dynamics.parties):
        form = linear_form(dynamics, layout, party)
        drawn = np.round(chance.uniform(-3, 3, (2, len(form.variables))), 4)
        # A formula that stands twice has one number.
        drawn = drawn[:, [form.variables.index(path) for path in form.variables]]
        had, discount = form.had(drawn), Discount(np.array(PATIENCES))
        worth, slack = form.worth(had, discount), list(form.slack(had, discount))
        for row, patience in enumerate(PATIENCES):
            numbers = dict(zip(form.variables, drawn[row], strict=True))
            case = with_patience(with_numbers(dynamics.case, numbers), patience)
            said = find_calling_off(open_dynamics(case), layout)
            signing = next(each for each in said.signing if each.party == name)
            assert worth[row] == pytest.approx(signing.worth, abs=1e-9)
            least: dict[int | None, float] = {}
            for each, values in zip(form.exits, slack, strict=True):
                known = least.get(each.stage, np.inf)
                least[each.stage] = min(known, values[row])
            for stage in said.stages:
                direct = stage.parties[party].slack
                assert least.get(stage.stage) == pytest.approx(direct, abs=1e-9)


@given(seed=SEEDS)
def test_the_least_of_its_rows_is_the_least_slack_or_the_worth(seed):
    dynamics, layout = opened(seed, Wants(costs=0.5, slow=0.3))
    found = find_calling_off(dynamics, layout)
    for party in range(len(dynamics.parties)):
        form = linear_form(dynamics, layout, party)
        rows = form.matrix(float(dynamics.patience[party])) @ form.values
        assert len(rows) == len(form.rows)
        assert rows[0] == pytest.approx(found.signing[party].worth, abs=1e-9)
        slacks = [stage.parties[party].slack for stage in found.stages]
        known = [each for each in slacks if each is not None]
        assert min(rows[1:], default=None) == pytest.approx(
            min(known, default=None), abs=1e-9
        )
