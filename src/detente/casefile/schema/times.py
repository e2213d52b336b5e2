"""Days, lengths of time, amounts and rates in a case file: how each is read."""

import datetime
import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from detente.casefile.schema.shape import Element, Short
from detente.casefile.schema.values import (
    KEY,
    Means,
    Number,
    PerTime,
    Range,
    RangeFromZero,
    RateRange,
    Read,
    RefusalError,
    ends,
    plain,
    refusal,
    refuse_reversed,
    shown,
)
from detente.casefile.yaml.number import decimal
from detente.casefile.yaml.tree import Mapping, Scalar
from detente.errors import Message
from detente.model.quantity import AT_ONCE, DAYS, Duration, Exact

Json: TypeAlias = dict[str, Any]

_UNITS = "|".join(DAYS)
_DURATION = re.compile(rf"(\S+)\s+({_UNITS})s?")


def _date(value: object) -> datetime.date:
    text = plain(value)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return datetime.date.fromisoformat(text)
    except ValueError:
        message = Message(
            "{key}: there is no day '{value}' in the calendar", key=KEY, value=text
        )
        raise refusal(message, "date") from None
    raise _no_date(text, _date_hint(text))


def _date_hint(text: str) -> Message:
    """Write a day with dots anew; of slashes nobody knows the order."""
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII)
    if found:
        day, month, year = found.groups()
        try:
            meant = datetime.date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            pass
        else:
            return Message("write {value}", value=meant)
    return Message("write year-month-day: 2019-04-23")


def _day_or_never(value: object) -> datetime.date | None:
    """Read the day on which something ends; None where it never does."""
    text = plain(value)
    if text == "never":
        return None
    if text.isalpha():
        message = Message(
            "{key} must be a date or never, not '{value}'", key=KEY, value=shown(text)
        )
        raise refusal(message, "date", Message("write never, or as in 2019-04-23"))
    return _date(value)


def _ends(value: object) -> tuple[tuple[Scalar | None, datetime.date], ...]:
    """Read one day for all, under no name, or a day by option."""
    if not isinstance(value, Mapping):
        day = _day_or_never(value)
        return ((None, day),) if day else ()
    days = ((plain(name), _day_or_never(day)) for name, day in value.items())
    return tuple((name, day) for name, day in days if day)


def _no_date(text: str, hint: Message) -> RefusalError:
    message = Message("{key} must be a date, not '{value}'", key=KEY, value=shown(text))
    return refusal(message, "date", hint)


def _day_or_year(value: object) -> datetime.date | str:
    """Read a day, or keep the year or the month of which no day is known."""
    text = plain(value)
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text, re.ASCII):
        return str(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return _date(text)
    raise _no_date(text, Message("write a day, a month or a year: 2019-04-23, 2019-04"))


def duration_in(text: str) -> Duration | None:
    """Give the length of time that a text tells, as in 3 months; None of others."""
    if text == "at once":
        return AT_ONCE
    found = _DURATION.fullmatch(text)
    count = decimal(found[1]) if found else None
    return None if found is None or count is None else Duration(count, found[2])


def _duration(value: object) -> Duration:
    text = plain(value)
    length = duration_in(text)
    if length is None:
        message = Message(
            "{key} must be a length of time, not '{value}'", key=KEY, value=shown(text)
        )
        raise refusal(message, "duration", Message("write it as in 3 months"))
    if length.count < 0:
        message = Message(
            "{key} cannot be negative: '{value}'", key=KEY, value=shown(text)
        )
        raise refusal(message, "duration-negative")
    return length


def _period(value: object) -> Duration:
    length = _duration(value)
    if length.count == 0:
        message = Message("{key} must be longer than nothing", key=KEY)
        raise refusal(message, "period", Message("write it as in 1 month"))
    return length


def _never_or(value: object) -> Duration | None:
    text = plain(value)
    if text == "never":
        return None
    if text.isalpha():
        message = Message(
            "{key} must be never, at once or a length of time, not '{value}'",
            key=KEY,
            value=shown(text),
        )
        raise refusal(
            message, "duration", Message("write never, at once, or as in 3 months")
        )
    return _duration(value)


_WHEN: Json = {
    "type": "string",
    "pattern": rf"^(at once|\S+\s+({_UNITS})s?)$",
    "examples": ["3 months"],
}


_DAY: Json = {
    # Some YAML readers give dates as such, which no JSON type describes.
    "format": "date",
    "not": {"type": ["number", "boolean", "object", "array", "null"]},
}
Day = Annotated[datetime.date, Read(_date, _DAY)]
DayOrNever = Annotated[
    datetime.date | None, Read(_day_or_never, {"anyOf": [{"const": "never"}, _DAY]})
]
"""The day on which something ends; None is never."""
DayOrYear = Annotated[
    datetime.date | str,
    Read(
        _day_or_year,
        {
            "pattern": r"^\d{4}(-\d\d){0,2}$",
            "not": {"type": ["boolean", "object", "array", "null"]},
        },
    ),
]
"""A day, or a year or month as written."""
Length = Annotated[Duration, Read(_duration, _WHEN)]
Tick = Annotated[Duration, Read(_period, _WHEN)]
NeverOr = Annotated[
    Duration | None,
    Read(
        _never_or,
        {
            "anyOf": [{"const": "never"}, _WHEN],
            "default": {"count": "0", "unit": "day"},
        },
    ),
]
"""None is never."""


_DAY_ALONE: Json = {"anyOf": [{"const": "never"}, {"type": "string", "format": "date"}]}
Until = Annotated[
    tuple[tuple[Scalar | None, datetime.date], ...],
    Read(
        _ends,
        {
            "anyOf": [
                _DAY_ALONE,
                {"type": "object", "additionalProperties": _DAY_ALONE},
            ]
        },
    ),
    Means.ENDS,
]
"""A day for all, or a day by option; what never ends is left out."""


def _length_range(value: object) -> tuple[Exact, Exact, str]:
    """Read two lengths in one unit, the shorter first."""
    low, high = (_duration(end) for end in ends(value, "[1 month, 6 months]"))
    if not low.count:
        low = Duration(low.count, high.unit)
    if low.unit != high.unit:
        raise refusal(Message("{key} has ends in different units", key=KEY), "range")
    refuse_reversed(low.count, high.count)
    return low.count, high.count, high.unit


LengthRange = Annotated[
    tuple[Exact, Exact, str],
    Read(
        _length_range,
        {"type": "array", "items": _WHEN, "minItems": 2, "maxItems": 2},
    ),
]
"""The least and the largest length, and their unit."""


class AmountRange(Element):
    """A number in its long form."""

    range: Range | None = None


class AmountEntry(AmountRange):
    """A number with the range over which it may vary."""

    value: Number


class SizeEntry(AmountEntry):
    """A number of which neither itself nor its range may go below zero."""

    range: RangeFromZero | None = None


class RateEntry(Element):
    """A number per unit of time."""

    value: PerTime
    range: RateRange | None = None

    def check(self) -> None:
        """Refuse a range in another unit."""
        if self.range and self.range[2] not in {None, self.value[1]}:
            message = Message(
                "{key}: the range is in another unit than the number", key=KEY
            )
            raise refusal(message, "range")


class ShareEntry(AmountEntry):
    """A number from 0 to 1."""

    def check(self) -> None:
        """Refuse what lies outside."""
        for number in (self.value, *(self.range or ())):
            if not 0 <= number <= 1:
                message = Message(
                    "{key} lies between 0 and 1, not at {value}",
                    key=KEY,
                    value=str(number),
                )
                raise refusal(message, "probability")


class ChanceEntry(RateEntry):
    """A number from 0 to 1 per unit of time."""

    def check(self) -> None:
        """Refuse what lies outside."""
        super().check()
        for number in (self.value[0], *(self.range or ())[:2]):
            if isinstance(number, Decimal | Fraction) and not 0 <= number <= 1:
                message = Message(
                    "{key} lies between 0 and 1, not at {value}",
                    key=KEY,
                    value=str(number),
                )
                hint = Message("0.8 per month: noticed in 8 months of 10")
                raise refusal(message, "probability", hint)


class LapseEntry(Element):
    """A length of time that may vary."""

    value: Length
    range: LengthRange | None = None

    def check(self) -> None:
        """Refuse a range in another unit."""
        if self.range and self.value.count and self.range[2] != self.value.unit:
            message = Message(
                "{key}: the range is in another unit than the number", key=KEY
            )
            raise refusal(message, "range")


Chance: TypeAlias = Annotated[ChanceEntry, Short("value")]
Share: TypeAlias = Annotated[ShareEntry, Short("value")]
Lapse: TypeAlias = Annotated[LapseEntry, Short("value")]
Amount: TypeAlias = Annotated[AmountEntry, Short("value")]
Size: TypeAlias = Annotated[SizeEntry, Short("value")]
