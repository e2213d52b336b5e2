"""Draws of assumed numbers: one at a time, as arrays, and under trade-offs."""

import sys
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

import detente as dt
from detente.errors import UnsupportedError
from detente.model.case import Case
from detente.model.formula import Name
from detente.model.preference import TradeOff
from detente.model.quantity import Amount
from detente.study.game.dynamics import open_dynamics
from detente.study.game.trade_offs import tradeoff_matrix
from detente.study.robustness.bound_weights import find_bound_weights
from detente.study.robustness.drawn_numbers import BLOCK, NumberDraws
from detente.study.robustness.sampling import Draws
from tests.unit.deal.test_road_map import two_party_case
from tests.unit.robustness.test_robust import PLANS, assumed_for

CASE = assumed_for(two_party_case(1, 3), "a")
X, Y = "preferences.a.weights.x", "preferences.a.weights.y"


def trading(case: Case, *tradeoffs: TradeOff) -> Case:
    """Give party a trade-offs."""
    (name, wants), *others = case.preferences
    return replace(
        case, preferences=((name, replace(wants, tradeoffs=tradeoffs)), *others)
    )


def sums(more: str, than: str) -> TradeOff:
    return TradeOff(tuple(map(Name, more.split())), tuple(map(Name, than.split())))


def test_a_row_of_the_array_is_the_draw_of_that_number():
    draws = NumberDraws(CASE)
    rows = draws.array(3, 2 * BLOCK + 5)
    assert rows.shape == (2 * BLOCK + 5, 2)
    for number in (0, 1, BLOCK - 1, BLOCK, 2 * BLOCK + 4):
        assert list(draws.numbers(3, number).values()) == rows[number].tolist()


def test_no_draw_depends_on_how_many_there_are():
    few, many = (NumberDraws(CASE).array(0, samples) for samples in (7, BLOCK + 1))
    assert (few == many[:7]).all()
    assert [len(block) for block in NumberDraws(CASE).blocks(0, BLOCK + 1)] == [
        BLOCK,
        1,
    ]


def test_seeds_and_blocks_give_different_draws():
    rows = [*NumberDraws(CASE).array(0, BLOCK + 1), *NumberDraws(CASE).array(1, 1)]
    assert len({tuple(row) for row in rows}) == BLOCK + 2


def test_the_redrawn_case_has_the_numbers_of_the_array():
    study = Draws(open_dynamics(CASE), PLANS)
    row = study.number_draws.array(5, 3)[2]
    wants = study.drawn(5, 2).case.preference["a"]
    assert [float(each.amount.value) for each in wants.weights] == row.tolist()


def test_without_a_range_all_ratios_are_equally_likely_and_the_sign_stays():
    x, y = NumberDraws(CASE).array(0, 20_000).T
    for drawn, value in ((x, -1), (y, 3)):
        ratio = np.log2(drawn / value)
        assert (np.abs(ratio) <= 1 + 1e-12).all()
        shares = np.histogram(ratio, 4, (-1, 1))[0] / 20_000
        assert shares == pytest.approx([0.25] * 4, abs=0.02)


def test_within_a_written_range_all_numbers_are_equally_likely():
    amount = Amount(Fraction(1), Fraction(-1), Fraction(3))
    wants = CASE.preference["a"]
    first = replace(wants.weights[0], amount=amount)
    ranged = replace(wants, weights=(first, *wants.weights[1:]))
    case = replace(CASE, preferences=(("a", ranged), *CASE.preferences[1:]))
    drawn = NumberDraws(case).array(0, 20_000)[:, 0]
    shares = np.histogram(drawn, 4, (-1, 3))[0] / 20_000
    assert shares == pytest.approx([0.25] * 4, abs=0.02)


def test_a_trade_off_is_an_inequality_between_weights_in_file_order():
    case = trading(CASE, sums("y", "x x"), sums("x", "y"))
    assert tradeoff_matrix(case.preference["a"]).tolist() == [[-2, 1], [1, -1]]
    assert tradeoff_matrix(case.preference["b"]).shape == (0, 2)


def test_every_draw_satisfies_the_trade_offs_and_else_is_as_likely_as_before():
    case = trading(assumed_for(two_party_case(-1, 1.5), "a"), sums("y", "x"))
    x, y = NumberDraws(case).array(0, 20_000).T
    assert (y >= x).all()
    free = NumberDraws(trading(case)).array(0, 20_000)
    kept = free[free[:, 1] >= free[:, 0]]
    assert len(kept) < 16_000
    assert np.median(x) == pytest.approx(np.median(kept[:, 0]), rel=0.02)
    assert np.median(y) == pytest.approx(np.median(kept[:, 1]), rel=0.02)


def test_weights_that_are_not_assumed_count_in_trade_offs():
    case = trading(two_party_case(-1, 1.5), sums("y", "x"))
    (name, wants), *others = case.preferences
    assumed = replace(wants.weights[1].amount, low=Fraction(0), high=Fraction(4))
    weights = (wants.weights[0], replace(wants.weights[1], amount=assumed))
    wants = replace(wants, weights=weights)
    draws = NumberDraws(replace(case, preferences=((name, wants), *others)))
    (y,) = draws.array(0, 5_000).T
    assert y.min() == pytest.approx(1, abs=0.01)
    assert y.max() == pytest.approx(4, abs=0.01)


def test_a_sum_that_floats_miss_by_rounding_satisfies_its_trade_off():
    case = two_party_case(-0.1, 0.1 + 0.2)
    (name, wants), *others = case.preferences
    thrice = TradeOff((Name("x"),) * 3, (Name("y"),))
    wants = replace(wants, tradeoffs=(thrice,))
    half = replace(wants.weights[0].amount, low=Fraction(1, 10), high=Fraction(1, 10))
    weights = (replace(wants.weights[0], amount=half), wants.weights[1])
    case = replace(case, preferences=((name, replace(wants, weights=weights)), *others))
    assert NumberDraws(case).array(0, 3).shape == (3, 1)


@pytest.mark.needs("hopsy")
def test_trade_offs_that_leave_no_draws_are_refused():
    case = trading(assumed_for(two_party_case(-1, 3), "a"), sums("x", "y y"))
    with pytest.raises(UnsupportedError, match="the trade-offs of a leave so little"):
        NumberDraws(case).array(0, 1)


def falling(n, *, ranged=False):
    """Party a weighs n options, each at least as much as the next: seldom drawn."""
    names = [f"o{number}" for number in range(n)]
    bounds = ", range: [0.5, 2]" if ranged else ""
    weights = ", ".join(f"{name}: {{value: 1{bounds}, assumed: yes}}" for name in names)
    options = ", ".join(f"{name}: {{}}" for name in names)
    trades = ", ".join(
        f"{{more: {one}, than: {other}}}" for one, other in pairwise(names)
    )
    return dt.load(
        "detente: 1\ntitle: Falling\n"
        f"parties: {{a: {{options: {{{options}}}}}, b: {{options: {{z: {{}}}}}}}}\n"
        f"preferences:\n  a: {{weights: {{{weights}}}, tradeoffs: [{trades}]}}\n"
        "  b: {weights: {z: {value: 4, assumed: yes}}}\n"
    )


@pytest.mark.needs("hopsy")
@pytest.mark.parametrize("ranged", [True, False])
def test_where_few_draws_satisfy_trade_offs_the_same_distribution_is_walked(ranged):
    n = 5
    draws = NumberDraws(falling(n, ranged=ranged))
    drawn = np.concatenate(list(draws.blocks(0, 4 * BLOCK)))
    assert (np.diff(drawn[:, :n]) <= 1e-9).all()
    # By symmetry n weights without trade-offs, sorted, are distributed alike.
    free = np.random.default_rng(0).random((50_000, n))
    free = 0.5 + 1.5 * free if ranged else 0.5 * 4**free
    alike = np.sort(free)[:, ::-1]
    assert drawn[:, :n].mean(axis=0) == pytest.approx(alike.mean(axis=0), abs=0.03)
    spread = np.quantile(alike, (0.1, 0.5, 0.9), axis=0)
    walked = np.quantile(drawn[:, :n], (0.1, 0.5, 0.9), axis=0)
    assert walked == pytest.approx(spread, abs=0.06)
    # What no trade-off bears on is drawn as ever.
    assert np.median(drawn[:, n]) == pytest.approx(4, abs=0.15)


@pytest.mark.needs("hopsy")
def test_a_walk_depends_on_its_seed_alone():
    case = falling(5)
    first = NumberDraws(case).array(3, 2 * BLOCK)
    assert (NumberDraws(case).array(3, BLOCK + 1) == first[: BLOCK + 1]).all()
    assert (NumberDraws(case).array(4, 1) != first[:1]).any()
    numbers = NumberDraws(case).numbers(3, BLOCK)
    assert list(numbers.values()) == first[BLOCK].tolist()


@pytest.mark.needs("hopsy")
def test_trade_offs_both_ways_leave_nothing_to_walk_in():
    case = trading(assumed_for(two_party_case(-1, 2), "a"), sums("y", "x x"))
    assert NumberDraws(case).array(0, 3).shape == (3, 2)
    equal = sums("y", "x x"), sums("x x", "y")
    with pytest.raises(UnsupportedError, match="the trade-offs of a leave so little"):
        NumberDraws(trading(case, *equal)).array(0, 1)


def test_without_hopsy_seldom_satisfied_trade_offs_say_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "hopsy", None)
    with pytest.raises(UnsupportedError, match="need the package hopsy") as refused:
        NumberDraws(falling(5)).array(0, 1)
    assert "pip install hopsy" in str(refused.value.hint)
    assert NumberDraws(falling(2)).array(0, 9).shape == (9, 3)


def test_a_number_moved_alone_stays_within_the_trade_offs():
    case = trading(assumed_for(two_party_case(-1, 3), "a"), sums("y", "x x"))
    draws = NumberDraws(case)
    x, y = ([each.path for each in draws.assumptions].index(path) for path in (X, Y))
    assert draws.ends(x) == (0.5, 1.5)
    assert draws.ends(y) == (2, 6)
    assert NumberDraws(trading(case)).ends(x) == (0.5, 2)


FLIPPED = """
detente: 1
title: Two farms
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a:
    weights: {y: {value: 3, range: [0, 6], assumed: yes}, x: -1}
    tradeoffs: TRADEOFFS
  b: {weights: {x: 3, y: -1}}
patience: 0.9
movers: [a, b]
roadmaps:
  both: {stages: [[x, y]]}
"""


def test_what_flips_a_verdict_is_looked_for_within_the_trade_offs():
    def flips(tradeoffs):
        return dt.robust(dt.load(FLIPPED.replace("TRADEOFFS", tradeoffs)), 2).robustness

    assert [each.path for each in flips("[]").flips] == [Y]
    # At 1.1 it flips; with y + x + x at least 0, y stays at 2 or more.
    assert flips("[{more: y + x + x + x, than: x}]").flips == ()


def test_draws_are_kept_for_all_who_ask_so_that_nobody_can_change_them():
    draws = NumberDraws(CASE)
    (block,) = draws.blocks(3, 4)
    with pytest.raises(ValueError, match="read-only"):
        block[0, 0] = 1.0


def test_a_sum_may_miss_a_trade_off_by_the_last_digits_of_its_terms():
    # Five weights of 1: five parts in 10**12.
    case = falling(5, ranged=True)
    (bound,) = find_bound_weights(case, NumberDraws(case).assumptions)
    assert bound.rounding == pytest.approx(5e-12)
    assert bound.columns == [0, 1, 2, 3, 4]
    assert bound.given.tolist() == [0] * 4
