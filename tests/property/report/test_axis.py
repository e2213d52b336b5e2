"""Marks of scales, for any numbers."""

from hypothesis import example, given, strategies as st

from detente.report.figure.axis import ticks

NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))


@given(NUMBERS, NUMBERS)
@example(0, 5.5)
@example(0, 0.55)
@example(-27.5, 27.5)
def test_every_scale_has_at_least_one_mark_and_not_too_many(one, other):
    low, high = sorted((one, other))
    found = ticks(low, high)
    if high - low >= 1e-6:
        assert 1 <= len(found) <= 6


@given(NUMBERS, NUMBERS)
def test_marks_lie_on_the_scale(one, other):
    low, high = sorted((one, other))
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert all(low - slack <= mark <= high + slack for mark in ticks(low, high))
