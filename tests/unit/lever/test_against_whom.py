"""Against which party a guarantee could make a road map outlive its signers."""

from dataclasses import replace
from datetime import date
from math import inf
from types import SimpleNamespace
from typing import Any

import pytest

from detente.study.deal.tolerance import ESTABLISHED
from detente.study.lever.further import _Search
from detente.study.lever.goal import (
    FURTHER,
    Goal,
    Standing as Reached,
    chance_of_standing,
    lasts,
)
from detente.study.time.compliance import SuccessorBreak, TurnoverCheck
from detente.study.time.outliving import Outliving, Standing


def turned(chance, breaks=(), years=5):
    """A road map that stands with some chance after five years, and who breaks it."""
    standing = (
        Standing(12, date(2025, 1, 1), 1, 0.875),
        Standing(40, date(2027, 5, 1), None, 0.8125),
        Standing(60, date(2029, 1, 1), years, chance),
    )
    return TurnoverCheck(
        "exchange",
        "breakdown",
        tuple(
            SuccessorBreak(stage, ("north", "builders"), party, -1.0, lost)
            for stage, (party, lost) in enumerate(breaks)
        ),
        completed=0.9,
        broken_at=(),
        every_leader_complies=False,
        first_leaders_comply=True,
        exact=True,
        outliving=Outliving((1.0, chance), standing, 3, (), ()),
    )


def could(goal, check, party="south"):
    asked = Reached(outlives=check)
    none: Any = None
    search = _Search(none, none, asked, none, FURTHER, none, 2, None)
    return search._could(goal, party)  # noqa: SLF001 - a game a case would be slow


HALF = ESTABLISHED - 0.25


@pytest.mark.parametrize(
    ("chance", "breaks", "answer"),
    [
        # What it breaks in all stages counts together, what others break does not.
        (HALF, [("south", 0.25)], True),
        (HALF, [("south", 0.125), ("north", 0.5), ("south", 0.125)], True),
        (HALF, [("south", 0.125), ("north", 0.5)], False),
        (HALF, [("north", 0.5)], False),
        (HALF, [("south", 0.24)], False),
        # Who breaks nothing cannot be kept from it, however near it is.
        (ESTABLISHED, [], False),
        (ESTABLISHED, [("south", 0.0)], False),
        (ESTABLISHED, [("south", 0.01)], True),
        (0.0, [("south", ESTABLISHED)], True),
    ],
)
def test_a_guarantee_against_a_party_could_give_back_what_that_party_breaks(
    chance, breaks, answer
):
    check = turned(chance, breaks)
    assert could(Goal.OUTLIVES, check) is answer
    # Whether it keeps itself is not told by what successors do.
    assert could(Goal.KEEPS, check) is True


def test_where_it_is_not_known_how_likely_it_stands_no_guarantee_is_looked_for():
    unknown = TurnoverCheck(
        "exchange",
        "breakdown",
        (SuccessorBreak(0, ("north", "builders"), "south", -1.0, 1.0),),
        completed=None,
        broken_at=(),
        every_leader_complies=False,
        first_leaders_comply=False,
        exact=False,
    )
    for check in (None, unknown):
        assert could(Goal.OUTLIVES, check) is False
        assert could(Goal.KEEPS, check) is True
    assert chance_of_standing(unknown) is None
    assert not lasts(unknown)


@pytest.mark.parametrize(
    ("chance", "answer"), [(ESTABLISHED, True), (ESTABLISHED - 1e-9, False), (0, False)]
)
def test_it_lasts_where_it_stands_after_five_years_surely_enough(chance, answer):
    check = turned(chance)
    assert chance_of_standing(check) == chance
    assert chance_of_standing(check, 1) == 0.875
    assert lasts(check) is answer


@pytest.mark.parametrize(
    ("slacks", "lacks"),
    [
        # The likeliest break tells; a payoff range of 40 gives a hundredth, 0.4.
        ([(0.5, -3.0), (0.25, -9.0)], 3.0),
        ([(0.5, -0.1)], 0.4),
        ([(0.5, 1.0)], 0.4),
        ([(0.0, -9.0)], inf),
        ([], inf),
    ],
)
def test_what_a_party_lacks_is_what_its_likeliest_break_gains_it(
    monkeypatch, slacks, lacks
):
    breaks = tuple(
        SuccessorBreak(stage, ("north", "builders"), "south", slack, chance)
        for stage, (chance, slack) in enumerate(slacks)
    )
    check = replace(turned(HALF, [("north", 0.9)]), breaks=breaks)
    none: Any = None
    search = _Search(none, none, none, none, FURTHER, none, 2, None)
    monkeypatch.setattr(_Search, "_turned", lambda *_: check)
    dynamics: Any = SimpleNamespace(
        parties=("north", "south"), payoff_range=lambda party: (9.0, 40.0)[party]
    )
    assert search._lacks_outliving(dynamics, 1) == lacks  # noqa: SLF001
