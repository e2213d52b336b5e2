"""Where a margin is not negative: the ends that are given are ends that hold."""

import numpy as np
import pytest

from detente.study.search.intervals import find_intervals

GRID = tuple(step / 8 for step in range(9))
HIDDEN, FEW = 0.31, 12


def holds(*ranges):
    """Give a margin that is not negative on some ranges, their ends included."""

    def margins(amount):
        inside = any(low <= amount <= high for low, high in ranges)
        margin = 0.0 if inside else -1.0
        return margin, margin

    return margins


@pytest.mark.parametrize(
    "ranges",
    [
        [(0.3, 0.7)],
        [(0.1, 0.2), (0.6, 0.9)],
        [(0, 1 / 3)],
        [(2 / 3, 1)],
        [(0, 0.17), (0.31, 0.47), (0.83, 1)],
    ],
)
def test_both_ends_of_every_interval_hold(ranges):
    for found in find_intervals(holds(*ranges), GRID):
        assert [(each.low, each.high) for each in found] == [
            pytest.approx(each, abs=1e-6) for each in ranges
        ]
        for each in found:
            for end in (each.low, each.high):
                assert holds(*ranges)(end)[0] >= 0
        edges = [(low == 0, high == 1) for low, high in ranges]
        assert [(each.from_edge, each.to_edge) for each in found] == edges


def test_each_margin_has_intervals_of_its_own():
    proved, possible = find_intervals(lambda amount: (amount - 0.6, amount - 0.2), GRID)
    assert [each.low for each in proved] == [pytest.approx(0.6, abs=1e-6)]
    assert [each.low for each in possible] == [pytest.approx(0.2, abs=1e-6)]


@pytest.mark.parametrize("infinite", [np.inf, -np.inf])
def test_a_margin_that_is_unknown_on_one_side_has_its_end_too(infinite):
    """Above 0.3 it is infinite, or below, and a slope on the other side."""

    def margins(amount):
        jumps = (amount >= HIDDEN) == (infinite > 0)
        return (infinite if jumps else amount - HIDDEN,) * 2

    for found in find_intervals(margins, GRID):
        assert [each.low for each in found] == [pytest.approx(HIDDEN, abs=1e-6)]
        assert margins(found[0].low)[0] >= 0


@pytest.mark.parametrize("power", [1, 3, 9])
def test_few_judgements_close_in_on_an_end(power):
    judged = []

    def margins(amount):
        judged.append(amount)
        return ((amount - HIDDEN) * (1 + amount) ** power,) * 2

    find_intervals(margins, GRID)
    assert len(judged) <= len(GRID) + FEW


def test_what_holds_nowhere_has_no_interval():
    assert find_intervals(lambda _: (-1.0, -1.0), GRID) == ((), ())
