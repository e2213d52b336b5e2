"""Numbers that searches and games go by, against their closed forms."""

from typing import Any

import numpy as np
import pytest

import detente as dt
from detente.study.deal.road_map import lay_out
from detente.study.game.aftermath import Leaving, Terms
from detente.study.game.dynamics import open_dynamics
from detente.study.game.recursion import Recursion
from detente.study.search.detection import _Scan
from detente.study.search.intervals import find_intervals


def recursion(utility, discount, leaving=None):
    terms = Terms(np.array(utility, float), np.array(discount).reshape(-1, 1), leaving)
    none: Any = None
    return Recursion(none, none, terms)


@pytest.mark.parametrize(
    ("utility", "discount", "fixed"),
    [
        ([[0.5, -0.25]], [0.5], 5e-11),
        ([[1, -1]], [0], 1e-10),
        ([[3, -7]], [0.5], 7 * 5e-11),
        # The most patient decides, and the largest payoff of any.
        ([[3, -1], [0, 4]], [0.5, 0.75], 4 * 2.5e-11),
        ([[3, -5], [0, 4]], [0.75, 0.5], 5 * 2.5e-11),
        # Nearer to 1 floats could not tell less apart.
        ([[2, 0]], [1 - 1e-9], 2 * 2e-14),
        (np.empty((1, 0)), [0.5], 5e-11),
    ],
)
def test_the_nearer_patience_is_to_one_the_less_counts_as_no_change(
    utility, discount, fixed
):
    assert recursion(utility, discount).fixed == pytest.approx(fixed, rel=1e-6)


def test_where_a_recursion_is_left_the_value_there_takes_the_place_of_the_next():
    free = recursion([[2, 4]], [0.75])
    assert free.flow.tolist() == [[0.5, 1]]
    assert free.weight.tolist() == [[0.75]]
    assert free.frozen.tolist() == [[2, 4]]
    where = np.array([False, True])
    leaving = Leaving(where, np.array([[8.0, 16.0]]), ~where)
    left = recursion([[2, 4]], [0.75], leaving)
    assert left.flow.tolist() == [[0.5, 13]]
    assert left.weight.tolist() == [[0.75, 0]]
    assert left.frozen.tolist() == [[2, 13]]


WATCHED = """
detente: 1
title: two fields
period: 1 month
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: -1, y: 3}}
  b: {weights: {x: 3, y: -1}}
PATIENCE
roadmaps: {both: {stages: [[x, y]]}}
"""


def delays(patience):
    case = dt.load(WATCHED.replace("PATIENCE", f"patience: {patience}"))
    dynamics = open_dynamics(case)
    return _Scan(dynamics, lay_out(dynamics, case.negotiation.road_maps[0])).delays


@pytest.mark.parametrize("patience", ["0.1", "0.9", "0.99", "{a: 0.2, b: 0.9}"])
def test_the_first_delays_are_all_tried_and_then_ever_fewer(patience):
    found = delays(patience)
    assert found[:13] == tuple(range(13))
    gaps = np.diff(found[12:])
    assert (np.diff(gaps) >= -1).all()
    assert (gaps > 0).all()


def test_delays_go_as_far_as_anything_is_left_to_the_most_patient():
    assert delays("0.1")[-1] == 12
    assert delays("{a: 0.1, b: 0.9}") == delays("0.9")
    assert delays("0.9")[-1] < delays("0.99")[-1]
    assert 13 < len(delays("0.9")) <= 13 + 23


GRID = tuple(step / 8 for step in range(9))


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize(
    ("slope", "most"),
    [
        (lambda x: x - 0.31, 4),
        (lambda x: np.expm1(40 * (x - 0.31)), 13),
        (lambda x: -np.expm1(-40 * (x - 0.31)), 13),
        (lambda x: (x - 0.31) ** 3, 47),
        # Flat on both sides, and of very unequal heights: nothing but halves helps.
        (lambda x: 1.0 if x >= 0.31 else -1.0, 24),
        (lambda x: 1e9 if x >= 0.31 else -1e-9, 24),
        (lambda x: 1e-9 if x >= 0.31 else -1e9, 24),
    ],
)
def test_few_judgements_find_an_end_whatever_the_margin_looks_like(turn, slope, most):
    asked = []

    def margins(amount):
        asked.append(amount)
        value = turn * float(slope(amount))
        return value, value

    (found,), _ = find_intervals(margins, GRID)
    end = found.low if turn > 0 else found.high
    assert end == pytest.approx(0.31, abs=1e-6)
    assert turn * float(slope(end)) >= 0
    assert (found.from_edge, found.to_edge) == ((turn < 0), (turn > 0))
    assert len(asked) <= len(GRID) + most
    assert len(set(asked)) == len(asked)
