"""What staying at a target for ever is worth at most, while leaders change, by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from detente.study.time.compliance import Succession

NOBODY = np.array([-1, -1])


def staying(flows, bounds, free, *, broken=NOBODY, patience=0.5):
    """Two combinations of leaders: the first gives way in half the periods."""
    made: Any = object.__new__(Succession)
    made.name = "minmax"
    made.patience = np.full(len(flows[0]), patience)
    made.nodes = [None]
    made.__dict__ |= {
        "_stays": (1 - patience) * np.array(flows, float),
        "_bounds": {0: np.array(bounds, float)},
    }
    made.threats = SimpleNamespace(tolerance=1e-9)
    made.leaders = SimpleNamespace(usual=np.array([[0.5, 0.5], [0.0, 1.0]]))
    found = made._staying(broken, np.array(free)[:, np.newaxis])  # noqa: SLF001
    return found.tolist()


@pytest.mark.parametrize(
    ("bound", "free", "expected"),
    [
        # v1 = -2 + v1 / 2 is -4, and v0 = 1/2 + v0 / 4 + v1 / 4 is then -2/3.
        (0, [False, False], [-2 / 3, -4]),
        # Who does not rule at first may break where that is worth more: v1 is 0 and
        # v0 two thirds.
        (0, [False, True], [2 / 3, 0]),
        (-8, [False, True], [-2 / 3, -4]),
        # So may the first, if it does not rule at first either.
        (3, [True, True], [3, 3]),
    ],
)
def test_whoever_does_not_rule_at_first_stays_or_breaks_as_is_best(
    bound, free, expected
):
    found = staying([[1], [-4]], [[bound], [bound]], free)
    assert [each[0] for each in found] == pytest.approx(expected)


def test_each_party_has_a_bound_of_its_own():
    # To the second party breaking is worth less than staying under both leaders:
    # v1 = 4 and v0 = 1/2 + v0 / 4 + 1 is 2.
    found = staying([[1, 1], [-4, 4]], [[0, 0], [0, 0]], [False, True])
    assert found == [pytest.approx([2 / 3, 2]), pytest.approx([0, 4])]


def test_a_combination_that_breaks_has_what_breaking_is_worth():
    found = staying([[1], [-4]], [[9], [1]], [False, False], broken=np.array([-1, 0]))
    # v1 is 1, and v0 = 1/2 + v0 / 4 + 1 / 4.
    assert [each[0] for each in found] == pytest.approx([1, 1])
