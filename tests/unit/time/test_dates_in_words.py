"""What waiting for a date comes to, and verdicts over orders, case by case."""

import pytest

import detente as dt
from detente.report.naming import Names
from detente.report.pages.time.dates import _waits_text
from detente.report.words import words_of
from detente.study.deal.verdict import Verdict
from detente.study.time.dates import Stake
from detente.study.time.dates_in_orders import Ordered, Waits, waits_for
from detente.study.time.latest_start import _common
from tests.unit.time.test_dates_by_hand import LATE


@pytest.mark.parametrize(
    ("waiting", "waits"),
    [
        (0.2, Waits.gains),
        (-0.2, Waits.loses),
        (0.09, Waits.hardly),
        (-0.09, Waits.hardly),
        (0.0, Waits.nothing),
        (None, Waits.unknown),
    ],
)
def test_less_than_a_hundredth_of_what_is_at_stake_is_hardly_anything(waiting, waits):
    assert waits_for(Stake("a", None, None, waiting, 10.0)) is waits


def test_hardly_anything_and_nothing_are_told_together():
    names = Names(dt.load(LATE), words_of("en"))
    waits = (Waits.hardly, 3), (Waits.nothing, 1)
    said = _waits_text(Ordered("a", None, None, (), waits), names)
    assert said == "waiting changes hardly anything"
    waits = (Waits.gains, 3), (Waits.nothing, 1)
    said = _waits_text(Ordered("a", None, None, (), waits), names)
    gains, nothing = said.split("; ")
    assert gains == "gains by waiting in 3 of 4 orders"
    assert nothing == "waiting changes nothing in 1 of 4 orders"


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        (((Verdict.PROVED, 2),), Verdict.PROVED),
        (((Verdict.PROVED, 1), (Verdict.REFUTED, 1)), Verdict.DEPENDS),
        (((Verdict.PROVED, 1), (None, 1)), None),
    ],
)
def test_what_one_order_leaves_open_is_open_over_all(counts, verdict):
    assert _common(counts) is verdict
