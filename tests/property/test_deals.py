"""Road maps against the definitions, on random small deals; none is made easy.

`DETENTE_DEALS=2000 pytest tests/property/test_deals.py` asks many more.
"""

import os
import random

import pytest
from hypothesis import given, settings, strategies as st

from detente.errors import UnsupportedError
from tests.deal_oracle.compared import THREATS, disagreements
from tests.deal_oracle.random_deals import PATIENT, Wants, random_deal

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "20")))
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
    ],
)
@given(seed=SEEDS)
@MANY
def test_slack_is_what_the_best_breach_loses_under_both_threats(wants, seed):
    assert not differences(seed, wants)
