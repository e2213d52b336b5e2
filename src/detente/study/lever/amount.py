"""The least amount that does, nearest to what is known to be lacking."""

from collections.abc import Callable
from math import isfinite

from detente.engine.budget import tick

_MORE = 0.02
"""A guess goes so much beyond what is lacking; the end is told as nearly."""
_TRIES = 10
_CLOSER = 24
"""So often it is closed in, which takes a few where the guess was not far off."""
_GROWS = 4.0
"""No guess is more than so many times the one before, nor less than such a part."""


def least_amount(
    lacking: Callable[[float], float], first: float, most: float
) -> float | None:
    """Find an amount that does, just above one that does not.

    Parameters
    ----------
    lacking : function of an amount
        What is lacking with it, about as much as would have to be added; 0 where
        nothing is, infinite where no amount helps.
    first : float
        What is lacking without any.
    most : float
        The largest amount that is tried.

    Returns
    -------
    float or None
        Not more than a part in fifty above one that does not do; None where none does.
    """
    low, lacks, amount = 0.0, first, first * (1 + _MORE)
    for _ in range(_TRIES):
        tick()
        if not (isfinite(amount) and 0 < amount <= most):
            return None
        then = lacking(amount)
        if then <= 0:
            return _closed_in(lacking, low, amount)
        low, lacks, amount = amount, then, _next((low, lacks), (amount, then))
    return None


def _next(before: tuple[float, float], now: tuple[float, float]) -> float:
    """Guess where nothing is lacking, by the line through two amounts."""
    (one, had), (amount, lacks) = before, now
    slope = (had - lacks) / (amount - one)
    step = lacks / slope if slope > 0 and isfinite(slope) else _GROWS * amount
    return float(min(amount + step * (1 + _MORE), _GROWS * amount))


def _closed_in(lacking: Callable[[float], float], low: float, high: float) -> float:
    """Close in between an amount that does not do and one that does."""
    middle = high * (1 - _MORE)
    for _ in range(_CLOSER):
        if high - low <= _MORE * high:
            break
        tick()
        # Mostly the guess stands just above the end already.
        low, high = (low, middle) if lacking(middle) <= 0 else (middle, high)
        middle = (low + high) / 2 if low else high / _GROWS
    return high
