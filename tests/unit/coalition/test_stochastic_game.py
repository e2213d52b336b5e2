"""Games with chance whose values are known."""

import numpy as np
import pytest

from detente.study.coalition.stochastic_game import (
    StochasticGame,
    reach,
    reach_within,
)


def game(ours, target, *choices):
    """A game of choices (source, hit, miss, chance), positions being numbers."""
    ordered = sorted(choices, key=lambda choice: choice[0])
    source, hit, miss, chance = zip(*ordered, strict=True)
    return StochasticGame(
        np.array(ours, np.bool_),
        np.isin(np.arange(len(ours)), target),
        np.array(source),
        np.array(hit),
        np.array(miss),
        np.array(chance, float),
    )


def sending(ours, wanted):
    """The example of PRISM-games: a host sends, a client may ask again or wait.

    Positions are h, c of the host (0 to 2) and of the client (0 to 2), as 3 h + c. A
    message 1 or 2 arrives with probability .85; else the host has to restart. The
    client moves once it has a message.
    """
    choices: list[tuple[int, int, int, float]] = []
    for h in range(3):
        choices += [(3 * h, 0, 0, 1)]
        choices += [(3 * h + c, 3 * h, 0, 1) for c in (1, 2)]
        choices += [(3 * h + c, 3 * h + c, 0, 1) for c in (1, 2)]
    choices += [(0, 4, 3, 0.85), (0, 8, 6, 0.85)]
    moves = [(position % 3 == 0) in ours for position in range(9)]
    return game(
        moves, [each for each in range(9) if wanted(*divmod(each, 3))], *choices
    )


HOST, CLIENT = True, False


@pytest.mark.parametrize(
    ("turns", "published"),
    [(0, 0), (1, 0.85), (2, 0.85), (3, 0.9775), (4, 0.9775), (5, 0.996625)],
)
def test_the_published_values_of_prism_games_in_so_many_steps(turns, published):
    example = sending({HOST}, lambda _, c: c == 2)
    assert reach_within(example, turns)[0] == pytest.approx(published, abs=1e-12)


@pytest.mark.parametrize(
    ("players", "wanted", "published"),
    [
        ({HOST}, lambda _, c: c == 2, 1),
        ({HOST}, lambda h, c: h == 2 and c == 0, 0.15),
        ({HOST, CLIENT}, lambda h, c: h == 2 and c == 0, 1),
    ],
)
def test_the_published_values_of_prism_games_in_the_end(players, wanted, published):
    found = reach(sending(players, wanted))
    assert found.gap < 1e-9
    assert found.lower[0] == pytest.approx(published, abs=1e-8)


def test_trying_again_and_again():
    tries = game([1, 1], [1], (0, 1, 0, 0.3), (1, 1, 1, 1))
    for n in range(6):
        assert reach_within(tries, n)[0] == pytest.approx(1 - 0.7**n, abs=1e-12)
    found = reach(tries)
    assert (found.lower[0], found.upper[0]) == (1.0, 1.0)


def test_bounds_meet_where_play_can_go_round_in_circles():
    # At 0 one can stay or go to 1, at 1 go back or stake all: 1 is no upper bound.
    circle = game(
        [1, 1, 1, 1],
        [2],
        (0, 0, 0, 1),
        (0, 1, 1, 1),
        (1, 0, 0, 1),
        (1, 2, 3, 0.5),
        (2, 2, 2, 1),
        (3, 3, 3, 1),
    )
    found = reach(circle)
    assert found.gap < 1e-9
    assert found.lower[:2] == pytest.approx([0.5, 0.5], abs=1e-8)


def test_bounds_meet_where_the_other_side_can_go_round_in_circles():
    # Kelmendi et al. 2018, in kind: ours at 0, theirs at 1, exits worth .3 and .6.
    circle = game(
        [1, 0, 1, 1],
        [2],
        (0, 1, 1, 1),
        (0, 2, 3, 0.3),
        (1, 0, 0, 1),
        (1, 2, 3, 0.6),
        (2, 2, 2, 1),
        (3, 3, 3, 1),
    )
    found = reach(circle)
    assert found.gap < 1e-9
    assert found.lower[:2] == pytest.approx([0.3, 0.3], abs=1e-8)


def test_a_plain_rule_would_stop_far_below_the_value():
    # From 0 one wins or loses with a chance of .001 each a turn, else stays: the first
    # pass changes the value by .001, and a rule that stops at changes of that size
    # would say .001; the value is 1/2.
    still = game(
        [1, 1, 1, 1],
        [2],
        (0, 1, 0, 0.002),
        (1, 2, 3, 0.5),
        (2, 2, 2, 1),
        (3, 3, 3, 1),
    )
    after = reach_within(still, 3)
    assert after[0] - reach_within(still, 2)[0] <= 0.001 + 1e-12
    found = reach(still)
    assert found.gap < 1e-9
    assert found.lower[0] == pytest.approx(0.5, abs=1e-8)


def test_bounds_that_have_not_met_are_sound():
    still = game(
        [1, 1, 1, 1],
        [2],
        (0, 1, 0, 0.002),
        (1, 2, 3, 0.5),
        (2, 2, 2, 1),
        (3, 3, 3, 1),
    )
    found = reach(still, most=5)
    assert found.lower[0] < 0.5 <= found.upper[0]


def test_rounds_without_end_come_to_an_end():
    example = sending({HOST}, lambda _, c: c == 2)
    assert reach_within(example, 10**14)[0] == pytest.approx(1)
