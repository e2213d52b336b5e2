"""How often one road map comes out better than another, counted by hand."""

import pytest

from detente.study.deal.quick_check import Judged
from detente.study.deal.verdict import Verdict
from detente.study.robustness.robust import _comparison

PROVED, DEPENDS, REFUTED = Verdict.PROVED, Verdict.DEPENDS, Verdict.REFUTED


def judged(verdict, slack):
    return Judged(verdict, slack, (), ())


@pytest.mark.parametrize(
    ("pairs", "shares"),
    [
        # A better verdict first, whatever the slack; then more slack.
        ([((PROVED, 0), (DEPENDS, 9))], (1, 0, 0)),
        ([((REFUTED, 9), (DEPENDS, 0))], (0, 0, 1)),
        ([((PROVED, 1), (PROVED, 2))], (0, 0, 1)),
        ([((PROVED, 1), (PROVED, 1 + 1e-12))], (0, 1, 0)),
        (
            [
                ((PROVED, 1), (PROVED, 0)),
                ((DEPENDS, 1), (DEPENDS, 1)),
                ((REFUTED, -1), (REFUTED, -1)),
                ((DEPENDS, 1), (PROVED, 0)),
            ],
            (0.25, 0.5, 0.25),
        ),
    ],
)
def test_shares_of_draws_in_which_a_road_map_is_better_equal_and_worse(pairs, shares):
    found = _comparison(("one", "two"), [(judged(*a), judged(*b)) for a, b in pairs])
    assert (found.first, found.second) == ("one", "two")
    assert (found.better, found.equal, found.worse) == shares
