"""Numbers, durations and rates, exact as they were written."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from detente.model.text import UNDESCRIBED, About

__all__ = [
    "AT_ONCE",
    "DAYS",
    "ONE_MONTH",
    "ONE_YEAR",
    "Amount",
    "Duration",
    "Rate",
    "scaled",
]

DAYS = {
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(36525, 1200),
    "year": Fraction(36525, 100),
}
"""Length of each unit in days: 1 year = 365.25 days, 1 month = 1/12 year."""


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
        return Fraction(self.count) * DAYS[self.unit]


AT_ONCE = Duration(Decimal(0), "day")
ONE_MONTH = Duration(Decimal(1), "month")
ONE_YEAR = Duration(Decimal(1), "year")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the range over which the robustness study varies it.

    Attributes
    ----------
    value : Decimal
        The number, exact as written.
    low, high : Decimal or None
        The range written in the file; None where none is.
    about : About
        Among others whether the number is assumed.
    """

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
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


def scaled(values: tuple[Decimal, ...]) -> tuple[int, ...]:
    """Give the numbers times the least power of ten that makes all whole.

    Sums of the results compare as the exact sums do, so that .1 + .2 ties
    with .3.
    """
    exponents = [value.as_tuple().exponent for value in values]
    places = max((-e for e in exponents if isinstance(e, int) and e < 0), default=0)
    # Not Decimal.scaleb: it rounds to the precision of the context.
    return tuple(int(Fraction(value) * 10**places) for value in values)
