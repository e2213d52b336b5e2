"""The case before its deadlines and on them: which options are closed."""

from collections.abc import Iterable
from dataclasses import replace

from detente.model.case import Case, Change, Option
from detente.model.formula import TRUE, And, Formula, Or
from detente.model.road_map import Deadline


def closed(case: Case) -> Case:
    """Give the case before the deadlines that are still to come.

    Options that only those open cannot be taken yet; a deadline on the day of
    the case or earlier has opened its own, as in `opened`.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Case
        The same object where no deadline opens an option.
    """
    return _with_barred(case, {deadline.id for deadline in pending(case)})


def opened(case: Case) -> Case:
    """Give the case on its deadlines.

    Options that a deadline opens can be taken from every state where its
    `unless` is false.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Case
        The same object where no deadline opens an option.
    """
    return _with_barred(case, set())


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


def opening_days(case: Case, option: str) -> str:
    """Name the days on which deadlines still to come open an option.

    Parameters
    ----------
    case : Case
    option : str
        Its id.

    Returns
    -------
    str
        ISO dates in file order, with commas; empty where there is none.
    """
    days = [deadline.date for deadline in pending(case) if option in deadline.opens]
    return ", ".join(day.isoformat() for day in days)


def _with_barred(case: Case, shut: set[str]) -> Case:
    """Bar each option where no deadline opens it; those of `shut` open none."""
    barred: dict[str, list[Formula]] = {}
    for deadline in case.negotiation.deadlines:
        never = TRUE if deadline.id in shut else deadline.unless
        for option in deadline.opens:
            barred.setdefault(option, []).append(never)
    if not barred:
        return case
    parties = tuple(
        replace(
            party,
            options=tuple(
                _bar(option, barred[option.id]) if option.id in barred else option
                for option in party.options
            ),
        )
        for party in case.parties
    )
    return replace(case, parties=parties)


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
