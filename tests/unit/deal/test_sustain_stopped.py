"""Where all could stay, the time being over before every breakdown is known."""

import random

import pytest

import detente as dt
from detente.casefile.write.case import dump_case
from detente.errors import StoppedError
from detente.study.game.continuation_values import SETTLES_SLOWLY
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.stopping import sampled_stops, stopped_at

# A breakdown that goes on for more than a hundred periods before it settles.
SLOW = dump_case(
    random_deal(
        random.Random(10),
        Wants(options=12, rules=0.4, guarantees=1, escrow=0, patience=("0.9999",)),
    )
)
FARMS = """\
detente: 1
parties: {upper: {options: {x: {}}}, lower: {options: {y: {}}}}
preferences: {upper: {weights: {x: -1, y: 3}}, lower: {weights: {y: -1, x: 2}}}
patience: 0.9
"""


def parts(ask):
    with stopped_at() as (clock, _):
        ask()
    for last in sampled_stops(clock.steps, 12):
        with stopped_at(last) as (_, budget):
            try:
                yield ask(), budget.stopped
            except StoppedError:
                yield None, None


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "there was no time to see"), ("ru", "проверить не успели")],
)
def test_what_minmax_tells_is_told_where_there_was_no_time_for_more(language, words):
    whole = dt.sustain(FARMS, "x and y")
    found = [each for each, _ in parts(lambda: dt.sustain(FARMS, "x and y")) if each]
    first = found[0]
    assert first.to_dict()["proved"] is None
    assert first.to_dict()["possible"] == whole.to_dict()["possible"] == 2
    assert first.to_dict()["target_count"] == first.to_dict()["target_possible"] == 1
    assert words in " ".join(first.text(language).split())
    assert words not in " ".join(whole.text(language).split())


def test_breakdowns_that_settle_slowly_are_named():
    """It takes some five thousand steps to its end."""
    with stopped_at(2_000) as (_, budget):
        dt.sustain(SLOW)
    assert budget.stopped is not None
    assert budget.stopped.hint == SETTLES_SLOWLY
