"""Durations, changes that last, and shares in words."""

from detente.model.case import Change
from detente.model.formula import FALSE, written
from detente.model.quantity import Duration, Rate
from detente.report.document import Cell
from detente.report.words import Words

_LEAST = 0.005
_HUNDRED = 100


def duration(length: Duration, words: Words) -> str:
    """Give a duration as people say it: at once, 1 week, 3 months."""
    if not length.count:
        return words.say("at once")
    if length.count != int(length.count):
        unit = {
            "day": words.say("days"),
            "week": words.say("weeks"),
            "month": words.say("months"),
            "year": words.say("years"),
        }[length.unit]
        return f"{length.count} {unit}"
    n = int(length.count)
    return {
        "day": lambda: words.count("{n} day", "{n} days", n),
        "week": lambda: words.count("{n} week", "{n} weeks", n),
        "month": lambda: words.count("{n} month", "{n} months", n),
        "year": lambda: words.count("{n} year", "{n} years", n),
    }[length.unit]()


def change_in_words(change: Change, words: Words) -> str:
    """Say how long a change takes, and where it is forbidden."""
    if change.is_never:
        return words.say("never")
    said = duration(change.takes, words)
    if change.never != FALSE:
        said += " " + words.say(
            "(never where {condition})", condition=written(change.never)
        )
    return said


def percent(share: float) -> Cell:
    """Write a share so that little is not taken for nothing, nor most for all."""
    if 0 < share <= _LEAST:
        return Cell("<1\u00a0%", share)
    if 1 - _LEAST <= share < 1:
        return Cell(">99\u00a0%", share)
    return Cell(f"{100 * share:.0f}\u00a0%", share)


def amount(value: float, words: Words) -> Cell:
    """Write an amount so that little is not taken for nothing.

    Parameters
    ----------
    value : float
        Not negative.
    words : Words

    Returns
    -------
    Cell
        With two digits after the point, or as less than the least that these can tell.
    """
    if 0 < value < _LEAST:
        return Cell(f"<{words.figure(2 * _LEAST, '.2f')}", value)
    return words.figure(value, ".2f")


def rate_text(rate: Rate, words: Words) -> str:
    """Write how often, or with what chance, in a unit of time."""
    number = words.figure(rate.amount.value, "f")
    said = {
        "day": words.say("{number} per day", number=number),
        "week": words.say("{number} per week", number=number),
        "month": words.say("{number} per month", number=number),
        "year": words.say("{number} per year", number=number),
    }
    return said.get(rate.per or "", words.say("{number} per period", number=number))


def in_hundred(chance: float, words: Words) -> str:
    """Write a chance as cases out of a hundred.

    Parameters
    ----------
    chance : float
        From 0 to 1; what may be otherwise is never told as certain.
    words : Words

    Returns
    -------
    str
    """
    whole = round(_HUNDRED * chance)
    if whole == 0 and chance > 0:
        return words.say("fewer than 1 of 100")
    if whole == _HUNDRED and chance < 1:
        return words.say("more than 99 of 100")
    return words.say("{n} of 100", n=whole)
