"""Breakdowns that come to rest late, or go round: against period after period played.

Draws of the Korean case, on the states where all sites are given up and all guarantees
given: few, and at high patience one play lasts for hundreds of periods before another.
"""

from functools import cache

import numpy as np
import pytest

from detente import load
from detente.study.game import stationary_play
from detente.study.game.aftermath import Terms
from detente.study.game.dynamics import open_dynamics
from detente.study.game.recursion import Recursion, each_for_itself, tie_tolerance
from detente.study.game.stationary_play import settle
from detente.study.robustness.sampling import Draws

GIVEN = (
    "tongchang_ri",
    "yongbyon",
    "other_sites",
    "china_guarantees",
    "russia_guarantees",
    "russia_builds",
)
LATE, ROUND = (14, 32, 36), (7, 9, 21, 33)
SHORT = 16
"""Periods of the longest cycle that is looked for without going on for long."""


@cache
def study():
    return Draws(open_dynamics(load("korea-2019")), ())


def recursion(number):
    dynamics = study().drawn(0, number)
    state = dynamics.engine.status_quo
    for option in GIVEN:
        state |= 1 << dynamics.bits[option]
    course = dynamics.breakdown(0).solve(
        dynamics.closed_sets.closed(dynamics.countdown, np.array([state]))
    )
    arena = dynamics.closed_sets.arena(dynamics.countdown, 1, course.states)
    rules = each_for_itself(dynamics.patience, tie_tolerance(dynamics.utility))
    return Recursion(arena, rules, Terms(course.utility, course.discount))


def swept(asked, sweeps):
    """Play period after period, as it is defined; give the values and plays of all."""
    values, trail = asked.frozen, []
    for _ in range(sweeps):
        values, played = asked.period(values)
        trail.append((values, played.ends))
    return trail


@pytest.mark.parametrize("number", LATE)
def test_a_play_that_rests_late_is_the_one_that_every_period_played_comes_to(number):
    asked = recursion(number)
    found = settle(asked.arena, asked.rules, asked.terms)
    trail = swept(asked, found.sweeps + 1)
    assert found.cycle == 1
    assert found.exact
    assert np.array_equal(found.landings, trail[found.sweeps - 1][1])
    again, _ = asked.period(found.values)
    assert np.abs(again - found.values).max() <= asked.fixed


@pytest.mark.parametrize("number", ROUND)
def test_a_band_is_the_least_and_the_most_of_the_periods_of_a_cycle(number):
    asked = recursion(number)
    found = settle(asked.arena, asked.rules, asked.terms)
    assert found.cycle > 1
    last = [values for values, _ in swept(asked, 3000)[-found.cycle :]]
    assert np.allclose(found.low, np.min(last, axis=0), atol=1e-8)
    assert np.allclose(found.high, np.max(last, axis=0), atol=1e-8)


def test_cycles_of_dozens_of_periods_are_found():
    asked = recursion(7)
    assert settle(asked.arena, asked.rules, asked.terms).cycle > SHORT


@pytest.mark.parametrize("most", [65, 100])
def test_what_does_not_settle_in_time_is_what_the_last_period_allowed_comes_to(
    monkeypatch, most
):
    asked = recursion(LATE[0])
    monkeypatch.setattr(stationary_play, "_SWEEPS", (64, most))
    found = settle(asked.arena, asked.rules, asked.terms)
    assert (found.sweeps, found.cycle) == (most, 0)
    assert np.allclose(found.values, swept(asked, most)[-1][0], atol=1e-9)
