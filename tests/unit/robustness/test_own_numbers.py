"""Numbers near nothing: what only rounding keeps from 0 is written as 0."""

import pytest

from detente.study.robustness.assumed_numbers import Assumption
from detente.study.robustness.own_numbers import cleaned


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_what_only_rounding_keeps_from_nothing_is_nothing_in_every_unit(unit):
    path = "preferences.a.weights.x"
    assumption = Assumption(path, value=2 * unit, low=unit, high=4 * unit, written=True)
    assert cleaned(1e-15 * unit, assumption) == 0
    assert cleaned(-1e-15 * unit, assumption) == 0
    for number in (1e-3 * unit, -1e-3 * unit, unit):
        assert cleaned(number, assumption) == number
