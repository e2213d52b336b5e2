"""How many of the strict 2x2 games have no equilibrium, one, or two.

Robinson and Goforth (2005) count 144 games up to the names of strategies, Rapoport and
Guyer (1966) 78 up to those of the parties as well; 18 of the 144 have no equilibrium in
pure strategies, 108 have one and 18 have two.
"""

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations

import pytest

import detente as dt
from detente.engine import open_engine
from detente.model.concept import Concept
from detente.study.preference.inverse_condition import find_condition, share_of_orders
from detente.study.preference.listed_game import list_game

RENAMINGS = 4
"""Each game stands four times among all pairs of orders: rows and columns renamed."""


@pytest.fixture(scope="module")
def board():
    return list_game(open_engine(dt.load("chicken")))


@pytest.fixture(scope="module")
def games(board):
    orders = list(permutations(range(4)))
    return [
        board.with_order(0, row).with_order(1, column)
        for row in orders
        for column in orders
    ]


def test_of_144_games_18_have_no_equilibrium_and_18_have_two(games):
    counts = Counter(
        sum(game.lasts(state, Concept.R) for state in range(4)) for game in games
    )
    assert {n: count // RENAMINGS for n, count in counts.items()} == {
        0: 18,
        1: 108,
        2: 18,
    }


def test_the_conditions_alone_give_the_same_counts(board):
    shares = [
        share_of_orders(find_condition(board, party, state, Concept.R)) or Fraction(0)
        for state in range(4)
        for party in (0, 1)
    ]
    one = [shares[2 * state] * shares[2 * state + 1] for state in range(4)]
    n_games = 24 * 24 // RENAMINGS
    assert [n_games * each for each in one] == [36] * 4
    # Two equilibria lie crosswise, and then the four comparisons are different pairs.
    both = sum(
        n_games * one[first] * one[second]
        for first, second in combinations(range(4), 2)
        if (first ^ second) == 3
    )
    assert both == 18
    assert n_games - (4 * 36 - both) == 18


def test_there_are_78_games_up_to_names_and_parties(games):
    def swapped(order, by):
        return tuple(order[by(state)] for state in range(4))

    kinds = set()
    for game in games:
        alike = []
        for flip in range(4):
            row, column = (
                swapped(order, lambda state, flip=flip: state ^ flip)
                for order in game.orders
            )
            alike.append((row, column))
            turned = [
                swapped(order, lambda state: (state & 1) << 1 | state >> 1)
                for order in (column, row)
            ]
            alike.append(tuple(turned))
        kinds.add(min(alike))
    assert len(kinds) == 78
