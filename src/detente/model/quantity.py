"""Numbers, durations and rates, exact as they were written."""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from math import lcm
from typing import TypeAlias

from detente.model.text import UNDESCRIBED, About
from detente.records import dataclass

Exact: TypeAlias = Decimal | Fraction
"""A number as it was written: 0.1 and 1e3 are decimals, 1/3 is a fraction."""

DAYS = {
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(36525, 1200),
    "year": Fraction(36525, 100),
}
"""Length of each unit in days: 1 year = 365.25 days, 1 month = 1/12 year."""

_DIGITS = 200
"""More than a sum of the longest numbers that a file may hold."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, such as 3 months.

    Attributes
    ----------
    count : Decimal
        How many, never negative.
    unit : str
        day, week, month or year.
    """

    count: Decimal
    unit: str

    @property
    def days(self) -> Fraction:
        """The length in days, exact."""
        return _days(self.count, self.unit)


@cache
def _days(count: Decimal, unit: str) -> Fraction:
    # A case has few durations, and asks for each of them at every step of a deal.
    return Fraction(count) * DAYS[unit]


AT_ONCE = Duration(Decimal(0), "day")
ONE_MONTH = Duration(Decimal(1), "month")
ONE_YEAR = Duration(Decimal(1), "year")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the range over which the robustness study varies it.

    Attributes
    ----------
    value : Decimal or Fraction
        The number, exact as written.
    low, high : Decimal, Fraction or None
        The range written in the file; None where none is.
    about : About
        Among others whether the number is assumed.
    """

    value: Exact
    low: Exact | None = None
    high: Exact | None = None
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Rate:
    """A number per unit of time.

    Attributes
    ----------
    amount : Amount
        The number.
    per : str or None
        day, week, month or year; None means per period of the case.
    """

    amount: Amount
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """A length of time that may vary, as a number of days, weeks, months or years.

    Attributes
    ----------
    amount : Amount
        How many of them, not negative.
    unit : str
        day, week, month or year.
    """

    amount: Amount
    unit: str = "day"

    @property
    def days(self) -> Fraction:
        """The length in days, exact."""
        return Fraction(self.amount.value) * DAYS[self.unit]


def compounded(factor: Exact, per: str | None, period: Duration) -> float:
    """Turn a discount factor into one per period of the case.

    Parameters
    ----------
    factor : Decimal or Fraction
        From 0 to 1.
    per : str or None
        The unit of time that it is for; None means a period.
    period : Duration
        One tick of the clock.

    Returns
    -------
    float
    """
    if per is None:
        return float(factor)
    return float(float(factor) ** float(period.days / DAYS[per]))


def total(values: Iterable[Exact]) -> Exact:
    """Add numbers exactly: a fraction among them makes the sum one."""
    listed = list(values)
    decimals = [value for value in listed if isinstance(value, Decimal)]
    if len(decimals) == len(listed):
        with localcontext(prec=_DIGITS):
            return sum(decimals, Decimal(0))
    return sum((Fraction(value) for value in listed), Fraction(0))


def difference(one: Exact, other: Exact) -> Exact:
    """Subtract exactly: a fraction among them makes the difference one."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        with localcontext(prec=_DIGITS):
            return one - other
    return Fraction(one) - Fraction(other)


def scaled(values: tuple[Exact, ...]) -> tuple[int, ...]:
    """Give the numbers times one positive number that makes all whole.

    Sums of the results compare as the exact sums do, so that .1 + .2 ties
    with .3, and three times 1/3 with 1. Of decimals it is the least power of
    ten, times what the fractions need.
    """
    exponents = [v.as_tuple().exponent for v in values if isinstance(v, Decimal)]
    places = max((-e for e in exponents if isinstance(e, int) and e < 0), default=0)
    parts = lcm(*(v.denominator for v in values if isinstance(v, Fraction)))
    # Not Decimal.scaleb: it rounds to the precision of the context.
    return tuple(int(Fraction(value) * 10**places * parts) for value in values)
