"""Where a deal goes when it is called off: everything back, as far as it can.

Each option that the road map has changed, and that does not stand as it did at
the start, is put back by its owner: within a period if that takes no longer than
`reversible_within`, after its time if it takes longer, never if it cannot be undone.
Nobody's wants enter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from detente.engine.bits import (
    as_set,
    is_taken,
    members,
    moved,
    taken,
)
from detente.engine.budget import tick
from detente.model.case import Change
from detente.model.formula import FALSE
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import count_periods

Sets = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PutBack:
    """The states after a deal has been called off.

    Attributes
    ----------
    since : tuple of int
        So many periods after that of the calling off each column begins, ascending;
        the first is 1.
    states : int64 array, shape (n_landings, n_columns)
        Where all stands from then on, until the next column; for ever in the last.
    """

    since: tuple[int, ...]
    states: Sets


def put_back(
    dynamics: Dynamics, agreed: int, start: int, landings: Sets, time: int = 0
) -> PutBack:
    """Put back what a road map has changed.

    Parameters
    ----------
    dynamics : Dynamics
        The rules.
    agreed : int
        The options that the road map changes, as a set of bits.
    start : int
        The state that it started at.
    landings : int64 array, shape (n_landings,)
        The states right after it was called off.
    time : int
        The period in which that is; a right that has ended puts nothing back.

    Returns
    -------
    PutBack
        Where putting all back that time allows is infeasible, or breaks what an
        option `requires`, as many are put back as can be, the first in option
        order before the others.
    """
    away = moved(landings, start)
    flips: dict[int, Sets] = {}
    for option, bit in dynamics.bits.items():
        if not is_taken(agreed, bit):
            continue
        rules = dynamics.case.option[option]
        change = rules.redo if is_taken(start, bit) else rules.undo
        periods = _periods(dynamics, change)
        if periods is None or _has_ended(dynamics, start, bit, time + periods):
            continue
        back = away & as_set([bit])
        if change.never != FALSE:
            back[dynamics.truth(change.never)[landings]] = 0
        flips[periods] = flips[periods] | back if periods in flips else back
    since = tuple(sorted({1, *(each for each in flips if flips[each].any())}))
    columns, due = [], np.zeros_like(landings)
    for periods in since:
        due = due | flips.get(periods, 0)
        columns.append(_put(dynamics, landings, due))
    return PutBack(since, np.stack(columns, axis=1))


def _has_ended(dynamics: Dynamics, start: int, bit: int, time: int) -> bool:
    """Whether an option that was taken at the start can no more be taken again."""
    return is_taken(start, bit) and is_taken(dynamics.countdown.ended(time), bit)


def _periods(dynamics: Dynamics, change: Change) -> int | None:
    """Give how many periods a change takes; None if it is never made."""
    if change.is_never:
        return None
    clock = dynamics.case.negotiation
    quick = change.takes.days <= clock.reversible_within.days
    return 1 if quick else max(1, count_periods(change.takes, clock.period))


def _put(dynamics: Dynamics, landings: Sets, flips: Sets) -> Sets:
    """Put back sets of options, or as many of each as can be."""
    states = moved(landings, flips)
    for place in np.flatnonzero(~_lands(dynamics, landings, states)):
        states[place] = _most(dynamics, int(landings[place]), int(flips[place]))
    return states


def _most(dynamics: Dynamics, landing: int, flips: int) -> int:
    for part in _largest_first(flips):
        tick()
        state = np.array([moved(landing, part)])
        if _lands(dynamics, np.array([landing]), state)[0]:
            return int(state[0])
    return landing


def _largest_first(flips: int) -> Iterator[int]:
    """Give every smaller set, larger ones first, then those with the first options."""
    places = tuple(members(flips))
    for size in range(len(places) - 1, 0, -1):
        yield from map(as_set, combinations(places, size))


def _lands(dynamics: Dynamics, before: Sets, states: Sets) -> npt.NDArray[np.bool_]:
    """Whether states are feasible, and satisfy `requires` of what is taken again."""
    allowed = dynamics.engine.feasible[states]
    for bit, needed in dynamics.requires.items():
        again = taken(states, bit) & ~taken(before, bit)
        allowed = allowed & (needed[states] | ~again)
    return allowed
