"""Road maps against the definitions, on random small deals; none is made easy.

`DETENTE_DEALS=2000 pytest tests/property/test_deals.py` asks many more.
"""

import os
import random

from hypothesis import given, settings, strategies as st

from detente.errors import UnsupportedError
from tests.deal_oracle.compared import THREATS, disagreements
from tests.deal_oracle.random_deals import PATIENT, Wants, random_deal

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "25")))
SEEDS = st.integers(0, 2**32 - 1)


def differences(seed, threats=THREATS, **wants):
    case = random_deal(random.Random(seed), Wants(**wants))
    try:
        found = disagreements(case, threats) or []
    except UnsupportedError:
        return []
    return [each for each in found if "exact" not in each]


@given(SEEDS)
@MANY
def test_slack_under_min_max_is_the_exact_one_however_patient_the_parties(seed):
    assert not differences(seed, ("minmax",), options=6, patience=PATIENT, escrow=0)


@given(SEEDS)
@MANY
def test_slack_is_what_the_best_breach_loses_under_both_threats(seed):
    assert not differences(seed, escrow=0)
