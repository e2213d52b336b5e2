"""Which of several changes a claim is judged by, where they reach unlike much."""

from types import SimpleNamespace
from typing import Any

import pytest

from detente.study.deal.tolerance import ESTABLISHED
from detente.study.lever import claim
from detente.study.lever.effect import TRIES
from detente.study.lever.goal import Goal, Standing

SURE, UNSURE = ESTABLISHED + 0.01, ESTABLISHED - 0.25


def standing(reached, signs=None, nobody=None):
    """A road map that reaches so many goals, and in which share of the draws."""
    if reached == 0:
        return Standing()
    shares = None if signs is None else SimpleNamespace(signs=signs, nobody=nobody)
    calls: Any = SimpleNamespace(
        all_sign=reached > 1, nobody=reached > 2, shares=shares
    )
    return Standing(calling_off=calls)


@pytest.fixture
def best(monkeypatch):
    """Judge some changes, of which each reaches what is given."""

    def judged(least, goal, *reached):
        found = dict(enumerate(reached))
        monkeypatch.setattr(claim, "plan_of", lambda case, _: case)
        monkeypatch.setattr(claim, "stand", lambda _, plan, **__: found[plan])
        monkeypatch.setattr(claim, "surely", lambda *given: given[-1])
        tried: list[tuple[str, ...]] = [(str(number),) for number in found]
        again: Any = lambda edits: SimpleNamespace(case=int(edits[0]))  # noqa: E731
        return claim._best(("deal", least, goal), tried, again)  # noqa: SLF001

    return judged


def test_without_a_goal_the_share_is_that_of_the_last_goal_reached(best):
    assert best(1, None, standing(2, 0.9, 0.1)).share == 0.9
    assert best(1, None, standing(3, 0.9, 0.7)).share == 0.7
    assert best(0, None, standing(1, 0.9, 0.7)).share == 0.9


def test_with_a_goal_the_share_is_that_of_the_goal(best):
    assert best(1, Goal.SIGNED, standing(3, 0.9, 0.7)).share == 0.9
    assert best(1, Goal.GOES_ON, standing(2, 0.9, 0.7)).share == 0.7


@pytest.mark.parametrize(
    ("reached", "chosen"),
    [
        # The first that surely does; where none does surely, the first that does.
        ([standing(2, UNSURE, 0), standing(2, SURE, 0), standing(2, SURE, 0)], "1"),
        ([standing(2, UNSURE, 0), standing(2, UNSURE, 0)], "0"),
        ([standing(1, 0, 0), standing(2, UNSURE, 0), standing(2, UNSURE, 0)], "1"),
        ([standing(1, 0, 0), standing(2), standing(2, SURE, 0)], "1"),
        ([standing(1, 0, 0), standing(0), standing(1, 1, 1)], "0"),
        ([standing(2, ESTABLISHED, 0), standing(2)], "0"),
    ],
)
def test_the_first_change_that_surely_does_is_told(best, reached, chosen):
    assert best(1, None, *reached).edits == (chosen,)


def test_only_so_many_changes_are_tried(best):
    low = [standing(1, 0, 0)] * TRIES
    assert best(1, None, *low, standing(2)).standing.reached == 1
    assert best(1, None) is None
