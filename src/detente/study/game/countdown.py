"""The dates of a case in periods: deadlines, and the ends of rights and guarantees."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from detente.engine import Engine
from detente.engine.bits import as_set, set_to
from detente.engine.period.turn import bits_of
from detente.model.case import Case, Option
from detente.model.road_map import Deadline
from detente.study.game.dated_deadlines import DatedDeadlines, Due
from detente.study.game.flow import period_of


def open_countdown(engine: Engine, case: Case) -> DatedDeadlines:
    """Turn the deadlines of a case into periods left.

    Parameters
    ----------
    engine : Engine
        The states.
    case : Case
        Its day, its period and its deadlines.

    Returns
    -------
    DatedDeadlines
        In file order; without a day of the case no deadline ever falls, and no right
        ends.
    """
    bits = bits_of(engine.case)
    deadlines = (
        _due(engine, case, deadline, bits) for deadline in case.negotiation.deadlines
    )
    return DatedDeadlines((*deadlines, *_ends(engine, case, bits)))


def end_of_guarantee(case: Case, guarantee: str) -> int:
    """Give the bit of a world in which a guarantee has ended.

    Parameters
    ----------
    case : Case
    guarantee : str
        Its id.

    Returns
    -------
    int
        A set of one position; none where the guarantee has no end.
    """
    rights = sum(option.until is not None for option in _free(case))
    first = len(case.negotiation.deadlines) + rights
    ending = [each.id for each in case.negotiation.guarantees if each.until is not None]
    return 1 << first + ending.index(guarantee) if guarantee in ending else 0


def _free(case: Case) -> Iterator[Option]:
    """Give the options that can change, in file order."""
    for party in case.parties:
        yield from (option for option in party.options if not option.settled)


def _ends(engine: Engine, case: Case, bits: dict[str, int]) -> Iterator[Due]:
    """Give the ends of rights, then those of guarantees, in file order."""
    found: list[tuple[str, date, int]] = [
        (option.id, option.until, as_set([bits[option.id]]))
        for option in _free(case)
        if option.until is not None
    ]
    found += [
        (each.id, each.until, 0)
        for each in case.negotiation.guarantees
        if each.until is not None
    ]
    clock = case.negotiation.period
    for name, day, closes in found:
        yield Due(
            id=name,
            date=day,
            time=None if case.as_of is None else period_of(day, case.as_of, clock),
            missed=np.ones(engine.n_states, np.bool_),
            opens=0,
            becomes=np.arange(engine.n_states),
            closes=closes,
            certain=True,
        )


def _due(engine: Engine, case: Case, deadline: Deadline, bits: dict[str, int]) -> Due:
    time = None
    if case.as_of is not None:
        time = period_of(deadline.date, case.as_of, case.negotiation.period)
    landed = np.arange(engine.n_states)
    for step in deadline.becomes:
        if step.option in bits:
            landed = set_to(landed, bits[step.option], taken=step.taken)
    landed = np.where(engine.feasible[landed], landed, np.arange(engine.n_states))
    return Due(
        id=deadline.id,
        date=deadline.date,
        time=time,
        missed=~engine.truth(deadline.unless),
        opens=as_set(bits[option] for option in deadline.opens if option in bits),
        becomes=landed,
    )
