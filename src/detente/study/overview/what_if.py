"""What if a step could be undone, or could not: one change of a rule at a time.

A first experiment for whoever wants to learn what irreversibility does to a
dispute; each change is written as the edit that repeats it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from detente.model.case import Case, Change, Option
from detente.model.formula import TRUE
from detente.model.quantity import Duration
from detente.records import dataclass
from detente.study.overview.comparison import Standing, stand
from detente.study.stability.stable_sets import StableSets

_EACH = 3
_MONTH = Duration(Decimal(1), "month")


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One change and what holds then.

    Attributes
    ----------
    option : str
        The option whose rule changes.
    lasting : bool
        Whether it could no longer be undone; else it could.
    edit : str
        The same as an edit of the case file.
    standing : Standing
        The figures with the change.
    """

    option: str
    lasting: bool
    edit: str
    standing: Standing


def try_changes(case: Case, judged: Callable[[Case], StableSets]) -> tuple[WhatIf, ...]:
    """Let some steps be undone that cannot be, and forbid it for some that can.

    Parameters
    ----------
    case : Case
        The case; without options there is nothing to try.
    judged : function of a case
        Judges what holds in it.

    Returns
    -------
    tuple of WhatIf
        At most three changes of each kind, in option order.
    """
    return tuple(
        WhatIf(
            option=option.id,
            lasting=undo.is_never,
            edit=f"options.{option.id}.undo="
            + ("never" if undo.is_never else "1 month"),
            standing=stand(option.id, judged(_with(case, option, undo))),
        )
        for option, undo in _changes(case)
    )


def _changes(case: Case) -> Iterator[tuple[Option, Change]]:
    free = [option for option in case.options if not option.settled and not option.now]
    final = (each for each in free if each.undo.is_never)
    fleeting = (each for each in free if not each.undo.is_never)
    for option in islice(final, _EACH):
        yield option, Change(takes=_MONTH)
    for option in islice(fleeting, _EACH):
        yield option, replace(option.undo, never=TRUE)


def _with(case: Case, changed: Option, undo: Change) -> Case:
    parties = tuple(
        replace(
            party,
            options=tuple(
                replace(option, undo=undo) if option.id == changed.id else option
                for option in party.options
            ),
        )
        for party in case.parties
    )
    return replace(case, parties=parties)
