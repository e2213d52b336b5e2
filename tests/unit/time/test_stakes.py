"""What a course under changing leaders is played for, added up by hand."""

from typing import Any

import numpy as np

from detente.study.game.debt import Lapsing, Levy
from detente.study.time.stakes import Stakes

NONE: Any = None
ENDED = 1
"""The world in which the second lump and what lapses have ended."""


def stakes():
    """Two rows, one combination of leaders, three states."""
    utility = np.array([[[1.0, 2, 4]], [[8, 16, 32]]])
    first = Levy(np.array([False, True, True]), np.array([-0.5, 0.25]))
    second = Levy(np.array([False, False, True]), np.array([-3.0, 0]), until=ENDED)
    lapsing = Lapsing(ENDED, np.array([[0.0, 64, 0], [0, 0, 128]]))
    return Stakes(utility, NONE, (first, second), NONE, alone=False, lapsing=(lapsing,))


def test_a_lump_that_is_not_paid_is_added_where_it_is_owed_and_one_paid_is_not():
    flow = stakes().flow
    # Row 1 pays 0.5 in states 2 and 3, and 3 in state 3; row 2 is given 0.25.
    assert flow(0, 0).tolist() == [[[1, 65.5, 0.5]], [[8, 16.25, 160.25]]]
    assert flow(0, 0b01).tolist() == [[[1, 66, 1]], [[8, 16, 160]]]
    assert flow(0, 0b10).tolist() == [[[1, 65.5, 3.5]], [[8, 16.25, 160.25]]]
    assert flow(0, 0b11).tolist() == [[[1, 66, 4]], [[8, 16, 160]]]


def test_what_has_ended_adds_nothing_whether_or_not_it_was_paid():
    flow = stakes().flow
    assert flow(ENDED, 0).tolist() == [[[1, 1.5, 3.5]], [[8, 16.25, 32.25]]]
    assert flow(ENDED, 0b11).tolist() == [[[1, 2, 4]], [[8, 16, 32]]]


def test_lumps_fall_due_where_they_are_owed_until_they_are_paid_or_end():
    due = stakes().due
    assert due(0, 0).tolist() == [0, 0b01, 0b11]
    assert due(0, 0b01).tolist() == [0, 0, 0b10]
    assert due(0, 0b10).tolist() == [0, 0b01, 0b01]
    assert due(ENDED, 0).tolist() == [0, 0b01, 0b01]
