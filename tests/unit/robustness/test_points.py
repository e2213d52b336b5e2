"""Parties whose wants are known by trade-offs alone: points shared out among them."""

from itertools import pairwise

import numpy as np
import pytest

import detente as dt
from detente.casefile import dump_case, parse_case
from detente.errors import CaseError
from detente.study.game.trade_offs import tradeoff_matrix
from detente.study.robustness.drawn_numbers import BLOCK, NumberDraws
from detente.study.robustness.ordered_points import OrderedPoints
from tests.running import detente

CHAIN = tuple(pairwise(f"o{number}" for number in range(6)))


def case_of(*trades, beside=""):
    """Party a has these trade-offs, a pair of sums each, and no numbers."""
    names = [f"o{number}" for number in range(6)]
    options = ", ".join(f"{name}: {{}}" for name in names)
    listed = ", ".join(f"{{more: {more}, than: {than}}}" for more, than in trades)
    return parse_case(
        "detente: 1\ntitle: Points\n"
        f"parties: {{a: {{options: {{{options}}}}}, b: {{options: {{z: {{}}}}}}}}\n"
        f"preferences: {{a: {{tradeoffs: [{listed}]{beside}}}, "
        "b: {weights: {z: 1}}}\n"
        "patience: 0.9 per year\nroadmaps: {all: {stages: [[o0, z]]}}\n",
        "points.yaml",
    )


def points_of(case):
    return [weight.amount.value for weight in case.preference["a"].weights]


def kept(matrix, n_draws=400_000):
    """Points shared out at random, as far as trade-offs keep them."""
    n_things = matrix.shape[1]
    free = 100 * np.random.default_rng(0).dirichlet(np.ones(n_things), n_draws)
    return free[(free @ matrix.T >= 0).all(axis=1)]


@pytest.mark.parametrize(
    "trades",
    [
        [("o0", "o1")],
        CHAIN,
        [("o0", "o1 + o2"), ("o1", "o3"), ("not o5", "o2 + o3")],
        [("o0 + o1", "o2"), ("o2", "o0 + o0"), ("o4", "o4 and o5")],
        [("o0 + o1", "o2 + o2"), ("o2", "o0 + o3"), ("o1", "o2"), ("o4", "o1")],
    ],
)
def test_points_add_up_to_a_hundred_and_satisfy_every_trade_off(trades):
    case = case_of(*trades)
    points = points_of(case)
    assert sum(points) == 100
    assert min(points) > 0
    gained = tradeoff_matrix(case.preference["a"]) @ np.array(points, float)
    assert (gained > 1e-9).all()
    assert case.preference["a"].by_trade_offs


def test_formulas_stand_in_the_order_in_which_they_are_first_named():
    case = case_of(("o3", "not o1"), ("o3 and o4", "o3"))
    weights = case.preference["a"].weights
    named = ["o3", "not o1", "o3 and o4"]
    paths = [each.path for each in NumberDraws(case).assumptions]
    assert paths == [f"preferences.a.weights.{each}" for each in named]
    assert [(each.amount.low, each.amount.high) for each in weights] == [(0, 100)] * 3
    assert all(each.amount.about.assumed for each in weights)


@pytest.mark.parametrize(
    "trades",
    [
        [("o0", "o1"), ("o1", "o0")],
        [("o0", "o1"), ("o1", "o2"), ("o2", "o0")],
        [("o1", "o0"), ("o0", "o0 + o1")],
        [("o0", "o0")],
    ],
)
def test_judgements_that_leave_no_room_are_refused_where_one_stands(trades):
    with pytest.raises(CaseError, match="no points satisfy this trade-off") as refused:
        case_of(*trades)
    (problem,) = refused.value.problems
    assert problem.location.line == 4
    assert "leave one of them out" in str(problem.hint)


def test_the_file_is_written_back_without_numbers():
    case = case_of(*CHAIN, beside=", statements: [o5]")
    text = dump_case(case)
    assert "weights: {o0" not in text
    assert parse_case(text, "again.yaml") == case


def test_numbers_beside_trade_offs_are_judged_by_as_before():
    case = case_of(("o0", "o1"), beside=", weights: {o0: 2, o1: 1}")
    assert not case.preference["a"].by_trade_offs
    assert points_of(case) == [2, 1]


@pytest.mark.parametrize(
    "trades",
    [
        [("o0", "o1")],
        [("o0", "o1"), ("o0", "o2"), ("o3", "o2")],
        [("o0", "o1 + o2"), ("o3", "o2")],
    ],
)
def test_all_ways_of_sharing_out_that_fit_are_equally_likely(trades):
    case = case_of(*trades)
    matrix = tradeoff_matrix(case.preference["a"])
    drawn = NumberDraws(case).array(0, 20 * BLOCK)
    assert drawn.sum(axis=1) == pytest.approx(np.full(len(drawn), 100))
    assert (drawn @ matrix.T >= -1e-9).all()
    alike = kept(matrix)
    levels = (0.1, 0.5, 0.9)
    assert np.quantile(drawn, levels, 0) == pytest.approx(
        np.quantile(alike, levels, 0), abs=1.2
    )


def test_a_chain_of_judgements_needs_no_walk(monkeypatch):
    monkeypatch.setattr(
        "detente.study.robustness.bound_weights._hopsy", lambda _: pytest.fail("walked")
    )
    drawn = NumberDraws(case_of(*CHAIN)).array(0, 8 * BLOCK)
    assert (np.diff(drawn) <= 1e-9).all()
    # The mean of the k-th largest of n shares (Barron and Barrett 1996).
    ranks = 1 / np.arange(1, 7)
    centroid = 100 * np.array([ranks[k:].sum() for k in range(6)]) / 6
    assert drawn.mean(axis=0) == pytest.approx(centroid, abs=0.6)


@pytest.mark.needs("hopsy")
def test_sums_that_leave_little_room_are_walked_on_the_points():
    case = case_of(
        ("o0", "o1 + o2"), ("o1", "o2 + o3"), ("o2", "o3 + o4"), ("o3", "o4 + o5")
    )
    matrix = tradeoff_matrix(case.preference["a"])
    alike = kept(matrix, 4_000_000)
    assert 500 < len(alike) < 40_000
    drawn = NumberDraws(case).array(0, 4 * BLOCK)
    assert drawn.sum(axis=1) == pytest.approx(np.full(len(drawn), 100))
    assert (drawn @ matrix.T >= -1e-6).all()
    assert drawn.mean(axis=0) == pytest.approx(alike.mean(axis=0), abs=1)


def test_orders_are_counted_for_partial_ones_too():
    matrix = np.array([[1, -1, 0, 0], [0, 1, 0, -1]])
    found = OrderedPoints.of(matrix.astype(float))
    assert found is not None
    drawn = found.draw(np.random.default_rng(1), 40_000)
    best = np.bincount(drawn.argmax(axis=1), minlength=4) / len(drawn)
    # Of the four total orders of a > b > d and a c anywhere, a leads three.
    assert best == pytest.approx([0.75, 0, 0.25, 0], abs=0.01)
    assert OrderedPoints.of(np.array([[1.0, -1, -1]])) is None
    assert OrderedPoints.of(np.array([[2.0, 0, -2]])) is None
    assert OrderedPoints.of(np.eye(18)[:-1] - np.eye(18)[1:]) is None


def test_people_are_told_that_points_are_shared_out(tmp_path):
    path = tmp_path / "points.yaml"
    path.write_text(dump_case(case_of(("o0", "z"), ("z", "not o0"))), "utf-8")
    told = " ".join(detente("roadmap", "check", path, "all").out.split())
    assert "100 points are shared out in every way that fits these judgements" in told
    assert "assumed 3" not in told
    assert dt.load(path).preference["a"].by_trade_offs
