"""Which of a party's slacks tells whether it breaches, under each threat."""

from math import inf

import pytest

from detente.study.deal.verdict import Slack
from detente.study.search.obstruction import _least


def slack(breakdown, minmax, party="a"):
    return Slack(
        party=party,
        breakdown=breakdown,
        minmax=minmax,
        band=None,
        relative=None,
        choice=True,
        fragile=False,
        reason=None,
        breach=None,
        breach_minmax=None,
    )


@pytest.mark.parametrize(
    ("slacks", "breakdown", "minmax"),
    [
        # Under breakdown min-max counts only where there is no breakdown.
        ([(-1, 2)], -1, 2),
        ([(1, -2), (0.5, 3)], 0.5, -2),
        ([(None, -2), (-1, 5)], -2, -2),
        ([(None, None), (4, None)], 4, inf),
        ([(None, None)], inf, inf),
        ([], inf, inf),
    ],
)
def test_the_least_is_that_under_the_threat_asked_about(slacks, breakdown, minmax):
    found = tuple(slack(*each) for each in slacks)
    assert _least(found) == _least(found, "breakdown") == breakdown
    assert _least(found, "minmax") == minmax
