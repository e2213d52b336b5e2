"""Calendars under pictures in which time runs to the right, period by period."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from detente.report.figure.axis import Scale, rule, ticks
from detente.report.figure.style import label
from detente.report.naming import Names

_YEAR = 365.25
_YEARS = 8
"""So many years are marked at most."""


def calendar(
    changes: Iterable[int], across: Scale, ends: tuple[float, float], names: Names
) -> list[Markup]:
    """Mark the years under a picture, and the days of scheduled changes.

    Parameters
    ----------
    changes : iterable of int
        The periods in which a change is due.
    across : Scale
        From periods to places; `high` is the last of them.
    ends : (float, float)
        The top and the foot of the picture.
    names : Names
        The case, whose periods are told by number where it has no day.

    Returns
    -------
    list of Markup
    """
    top, foot = ends
    parts = [
        rule((across(period), top), (across(period), foot), dashes="4 4")
        for period in sorted(set(changes))
    ]
    for place, words in _years(round(across.high), names):
        x = across(place)
        parts.append(rule((x, foot), (x, foot + 5), strong=True))
        at = x, foot + 16
        parts.append(label(at, words, size=11, soft=True, anchor="middle"))
    if names.case.as_of is None:
        at = across.start - 10, foot + 16
        parts.append(label(at, names.say("period"), size=11, soft=True, anchor="end"))
    return parts


def _years(last: int, names: Names) -> list[tuple[float, str]]:
    """Give where years begin, in periods; the periods themselves without a day."""
    case = names.case
    if case.as_of is None:
        return [(place, names.number(round(place))) for place in ticks(0, last)]
    first, days = case.as_of, float(case.negotiation.period.days)
    end = first.year + round(last * days / _YEAR)
    begins = [date(year, 1, 1) for year in range(first.year + 1, end + 1)]
    each = -(-len(begins) // _YEARS) or 1
    places = [((day - first).days / days, str(day.year)) for day in begins[::each]]
    return [(place, words) for place, words in places if place <= last]
