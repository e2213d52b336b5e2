"""Flow utilities and the clock: weights, patience and durations in periods."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine
from detente.model.formula import Formula
from detente.model.preference import Preference
from detente.model.quantity import DAYS, Duration, Rate, compounded, scaled

_EXACT = 2**53
"""Whole numbers below it are exact as floats; sums beyond are rounded anyway."""
_LARGEST = 2**1000
"""Scales below it are floats."""
_FEW = 2
"""Of so many flows ranges are kept: as written, and as they are varied."""
ROUNDED = 64 * float(np.finfo(np.float64).eps)
"""Of a flow: so much may its worth over time be off, its sums being rounded."""

Flow = npt.NDArray[np.float64]


def flow_utility(
    engine: Engine,
    preference: Preference,
    truth: Callable[[Formula], npt.NDArray[Any]] | None = None,
) -> Flow:
    """Give what a party gets per period at each state.

    Sums are made of whole numbers and scaled once, so that equal sums of
    decimals are equal, as far as floats can hold such numbers.

    Parameters
    ----------
    engine : Engine
        The states of the case.
    preference : Preference
        Its weights count; a preference without any is worth 0 everywhere.
    truth : function of a formula, or None
        Says where formulas hold, or how likely; None asks the engine.

    Returns
    -------
    float64 array, shape (n_states,)
        Larger is better.
    """
    amounts = [weight.amount.value for weight in preference.weights]
    total = np.zeros(engine.n_states)
    truth = truth or engine.truth
    if not amounts:
        return total
    wholes = scaled(tuple(amounts))
    pairs = zip(wholes, amounts, strict=True)
    scale = next((whole / Fraction(amount) for whole, amount in pairs if amount), 1)
    exact = sum(map(abs, wholes)) < _EXACT and scale < _LARGEST
    for weight, whole in zip(preference.weights, wholes, strict=True):
        worth = float(whole) if exact else float(weight.amount.value)
        total += truth(weight.of) * worth
    return total / float(scale) if exact else total


def per_period(rate: Rate, period: Duration) -> float:
    """Turn a discount factor into one per period of the case.

    Parameters
    ----------
    rate : Rate
        A factor from 0 to 1 per day, week, month, year, or per period.
    period : Duration
        One tick of the clock.

    Returns
    -------
    float
        From 0 to 1; nearer to 1 is more patient.
    """
    return compounded(rate.amount.value, rate.per, period)


def per_year(factor: float, period: Duration) -> float:
    """Turn a discount factor per period into one per year.

    Parameters
    ----------
    factor : float
        From 0 to 1, per period.
    period : Duration
        One tick of the clock.

    Returns
    -------
    float
        From 0 to 1.
    """
    return float(factor ** float(DAYS["year"] / period.days))


def patience_of(
    party: str, patience: tuple[tuple[str, Rate], ...], period: Duration
) -> float | None:
    """Give a party's discount factor per period, or None where none is given.

    Parameters
    ----------
    party : str
        Its id.
    patience : tuple of (str, Rate)
        By party; the empty id is everyone who has none of its own.
    period : Duration
        One tick of the clock.

    Returns
    -------
    float or None
        From 0 to 1; nearer to 1 is more patient.
    """
    given = dict(patience)
    rate = given.get(party, given.get(""))
    return None if rate is None else per_period(rate, period)


def payoff_ranges(flows: Flow) -> tuple[Flow, Flow]:
    """Give the distance between each party's best and worst flow.

    Parameters
    ----------
    flows : float64 array, shape (n_parties, n_states)
        Of the feasible states.

    Returns
    -------
    ranges, rounding : float64 array, shape (n_parties,)
        The distances, 0 for a party to which all is worth the same however its weights
        are summed; and what its worth over time may be off, sums being rounded.
    """
    high, low = flows.max(axis=1), flows.min(axis=1)
    most = np.maximum(np.abs(high), np.abs(low))
    rounding = np.maximum(ROUNDED * most, np.finfo(np.float64).tiny)
    return np.where(high - low > rounding, high - low, 0.0), rounding


class PayoffRanges:
    """Payoff ranges, found once for the flows that were asked about last.

    One of these serves a case under all numbers, most of which leave flows as they are.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[Flow, tuple[Flow, Flow]]] = {}

    def of(self, flows: Flow, feasible: Bools) -> tuple[Flow, Flow]:
        """Give what `payoff_ranges` gives for flows of all states.

        Parameters
        ----------
        flows : float64 array, shape (n_parties, n_states)
            An array that nobody changes: the same one is the same flows.
        feasible : bool array, shape (n_states,)
            The same each time.

        Returns
        -------
        ranges, rounding : float64 array, shape (n_parties,)
        """
        if id(flows) not in self._known:
            if len(self._known) >= _FEW:
                self._known.clear()
            # The flows are kept, so that no others take their identity.
            self._known[id(flows)] = flows, payoff_ranges(flows[:, feasible])
        return self._known[id(flows)][1]


def count_periods(duration: Duration | Fraction, period: Duration) -> int:
    """Count the periods that a duration takes up, begun ones included.

    Parameters
    ----------
    duration : Duration or Fraction
        A Fraction is a number of days.
    period : Duration
        One tick of the clock.

    Returns
    -------
    int
        Not below 0.
    """
    days = duration.days if isinstance(duration, Duration) else duration
    return max(0, ceil(days / period.days))


def period_of(day: date, as_of: date, period: Duration) -> int:
    """Give the period that contains a day.

    Parameters
    ----------
    day, as_of : date
        The day asked about, and the day of the case.
    period : Duration
        One tick of the clock.

    Returns
    -------
    int
        0 for a day that is past. A day still to come is in period 1 at the
        earliest: what waits for it cannot be done in the first period, which
        begins before it.
    """
    days = (day - as_of).days
    return max(1, floor(days / period.days)) if days > 0 else 0


def day_of(time: int, as_of: date, period: Duration) -> date:
    """Give the first day of a period.

    Parameters
    ----------
    time : int
        Periods since the day of the case.
    as_of : date
        The day of the case.
    period : Duration
        One tick of the clock.

    Returns
    -------
    date
        The first whole day; the last one of the calendar for what lies beyond.
    """
    days = ceil(time * period.days)
    return as_of + timedelta(days=min(days, (date.max - as_of).days))


def order_only(preference: Preference) -> bool:
    """Whether a party has an order but no weights, hence no flow utility.

    Parameters
    ----------
    preference : Preference

    Returns
    -------
    bool
    """
    return preference.order in ("statements", "ranking") and not preference.weights
