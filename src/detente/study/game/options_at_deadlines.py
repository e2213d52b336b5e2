"""The case before its dates and on them: which options are closed."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date

from detente.errors import Message
from detente.model.case import Case, Change, Option
from detente.model.formula import TRUE, And, Formula, Or
from detente.model.road_map import Deadline


def closed(case: Case) -> Case:
    """Give the case before the deadlines that are still to come.

    Options that only those open cannot be taken yet; a deadline on the day of
    the case or earlier has opened its own, as in `opened`. What could be taken
    until that day or an earlier one cannot be taken any more.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Case
        The same object where no date opens or closes an option.
    """
    shut = {deadline.id for deadline in pending(case)}
    return _without_rights(_with_barred(case, shut), later=False)


def opened(case: Case) -> Case:
    """Give the case on its deadlines.

    Options that a deadline opens can be taken from every state where its
    `unless` is false; those with a last day cannot be taken any more.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Case
        The same object where no date opens or closes an option.
    """
    return _without_rights(_with_barred(case, set()), later=True)


def pending(case: Case) -> tuple[Deadline, ...]:
    """Give the deadlines still to come that open an option.

    All of them are where the case has no day of its own.

    Parameters
    ----------
    case : Case

    Returns
    -------
    tuple of Deadline
        In file order.
    """
    return tuple(
        deadline
        for deadline in case.negotiation.deadlines
        if deadline.opens and (case.as_of is None or deadline.date > case.as_of)
    )


def ending(case: Case) -> tuple[Option, ...]:
    """Give the options of which the right to take them is still to end.

    All that have a last day are where the case has no day of its own.

    Parameters
    ----------
    case : Case

    Returns
    -------
    tuple of Option
        In file order.
    """
    return tuple(
        option
        for party in case.parties
        for option in party.options
        if option.until and (case.as_of is None or option.until > case.as_of)
    )


def days_ahead(case: Case) -> tuple[date, ...]:
    """Give the days still to come on which options open, or rights end.

    Parameters
    ----------
    case : Case

    Returns
    -------
    tuple of date
        Deadlines in file order, then the ends of rights.
    """
    opening = (deadline.date for deadline in pending(case))
    closing = (option.until for option in ending(case) if option.until)
    return (*opening, *closing)


def widest(case: Case) -> Case:
    """Give the case with all that deadlines open, and all that has not ended yet.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Case
        The same object where no date opens or has closed an option.
    """
    return _without_rights(_with_barred(case, set()), later=False)


def opening_days(case: Case, option: str) -> date | Message | None:
    """Name the days on which deadlines still to come open an option.

    Parameters
    ----------
    case : Case
    option : str
        Its id.

    Returns
    -------
    date, Message or None
        The day, or several in file order in words; None where there is none.
    """
    told: date | Message | None = None
    for deadline in pending(case):
        if option in deadline.opens:
            day = deadline.date
            told = Message("{first} and {last}", first=told, last=day) if told else day
    return told


def _without_rights(case: Case, *, later: bool) -> Case:
    """Close what has ended by the day of the case; with `later` what ends at all."""
    lasting = set() if later else {option.id for option in ending(case)}
    gone = {
        option.id
        for party in case.parties
        for option in party.options
        if option.until and option.id not in lasting
    }
    return _changed(case, gone, lambda option: _bar(option, [TRUE])) if gone else case


def _changed(
    case: Case, some: Collection[str], change: Callable[[Option], Option]
) -> Case:
    parties = tuple(
        replace(
            party,
            options=tuple(
                change(option) if option.id in some else option
                for option in party.options
            ),
        )
        for party in case.parties
    )
    return replace(case, parties=parties)


def _with_barred(case: Case, shut: set[str]) -> Case:
    """Bar each option where no deadline opens it; those of `shut` open none."""
    barred: dict[str, list[Formula]] = {}
    for deadline in case.negotiation.deadlines:
        never = TRUE if deadline.id in shut else deadline.unless
        for option in deadline.opens:
            barred.setdefault(option, []).append(never)
    if not barred:
        return case
    return _changed(case, barred, lambda option: _bar(option, barred[option.id]))


def _bar(option: Option, barring: Iterable[Formula]) -> Option:
    """Bar an option where all that bar it hold."""
    if option.redo.is_never:
        return option
    binding = tuple(each for each in barring if each != TRUE)
    if not binding:
        return replace(option, redo=Change(TRUE, option.redo.takes))
    where = binding[0] if len(binding) == 1 else And(binding)
    return replace(
        option, redo=Change(Or((option.redo.never, where)), option.redo.takes)
    )
