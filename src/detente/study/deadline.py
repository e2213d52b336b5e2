"""The case before a deadline and on it: which options are closed."""

from dataclasses import replace

from detente.model.case import Case, Change, Option
from detente.model.formula import TRUE, Formula, Or

__all__ = ["closed", "opened"]


def closed(case: Case) -> Case:
    """Give the case before its deadlines.

    Options that a deadline opens cannot be taken yet.
    """
    barred: dict[str, Formula] = {
        option: TRUE
        for deadline in case.negotiation.deadlines
        for option in deadline.opens
    }
    return _with_barred(case, barred)


def opened(case: Case) -> Case:
    """Give the case on its deadlines.

    Options that a deadline opens can be taken from every state where its
    `unless` is false.
    """
    barred: dict[str, Formula] = {}
    for deadline in case.negotiation.deadlines:
        for option in deadline.opens:
            barred[option] = deadline.unless
    return _with_barred(case, barred)


def _with_barred(case: Case, barred: dict[str, Formula]) -> Case:
    if not barred:
        return case
    parties = tuple(
        replace(
            party,
            options=tuple(
                _bar(option, barred.get(option.id)) for option in party.options
            ),
        )
        for party in case.parties
    )
    return replace(case, parties=parties)


def _bar(option: Option, formula: Formula | None) -> Option:
    if formula is None or option.redo.is_never:
        return option
    if formula == TRUE:
        return replace(option, redo=Change(TRUE, option.redo.takes))
    never = Or((option.redo.never, formula))
    return replace(option, redo=Change(never, option.redo.takes))
