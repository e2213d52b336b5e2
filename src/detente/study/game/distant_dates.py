"""How far ahead dates may lie: periods are counted one by one until the last."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from detente.errors import Message, TooLargeError
from detente.model.case import Case
from detente.study.game.flow import count_periods

MOST_PERIODS = 5_000
"""Periods until the last date at most, and in one stage."""


def periods_ahead(case: Case) -> int:
    """Count the periods until the last date; 0 where none is still to come.

    Parameters
    ----------
    case : Case
        Its day, its period, its deadlines, and when rights and guarantees end.

    Returns
    -------
    int
        Begun periods included.
    """
    if case.as_of is None:
        return 0
    clock = case.negotiation
    days = [each.date for each in clock.deadlines]
    days += [each.until for each in clock.guarantees if each.until]
    days += [
        option.until
        for party in case.parties
        for option in party.options
        if option.until
    ]
    last = max(days, default=case.as_of)
    return count_periods(Fraction((last - case.as_of).days), clock.period)


def refuse_distant(dates: Iterable[tuple[str, date, int | None]]) -> None:
    """Refuse dates that lie too many periods ahead.

    Parameters
    ----------
    dates : iterable of (str, date, int or None)
        What falls on each, the day, and the period that it begins; None never
        comes.

    Raises
    ------
    TooLargeError
        With the first that lies too far ahead.
    """
    for name, day, periods in dates:
        if periods is not None and periods > MOST_PERIODS:
            raise TooLargeError(
                Message(
                    "'{name}' falls on {date}, {periods} periods ahead, and at most "
                    "{most} can be counted",
                    name=name,
                    date=day,
                    periods=periods,
                    most=MOST_PERIODS,
                ),
                Message(
                    "take a longer `period`, or leave out what is as good as never"
                ),
            )
