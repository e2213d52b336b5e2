"""Which state answers lead to at worst, in a strict order, by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from detente.study.stability.sanctions import _worst_state

ORDER = np.array([2, 0, 3, 1])
"""From the worst state to the best."""
BEYOND = np.iinfo(np.int32).max


def worst(least):
    """What the answers lead to, given the places that they leave of all."""
    answers: Any = SimpleNamespace(worst=least)
    return _worst_state(answers, ORDER).tolist()


def test_without_answers_each_state_stays_the_best_one_too():
    assert worst(lambda places: places) == [0, 1, 2, 3]


def test_answers_lead_to_the_worst_that_they_reach():
    # From states 1 and 3 to 0, from 0 to 2.
    reached = [2, 0, 2, 0]
    assert worst(lambda places: places[reached]) == reached


def test_a_state_that_is_not_feasible_still_names_some_state():
    found = worst(lambda places: np.where(places == 3, BEYOND, places))
    assert found == [0, 1, 2, 3]
