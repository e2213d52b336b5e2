"""Where a deal goes when it is called off: everything back, as far as it can.

Each option that the road map has changed, and that does not stand as it did at
the start, is put back by its owner: within a period if that takes no longer than
`reversible_within`, after its time if it takes longer, never if it cannot be undone.
Nobody's wants enter.
"""

from collections.abc import Iterator
from itertools import combinations, islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
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
from detente.records import dataclass
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import count_periods

Sets = npt.NDArray[np.int64]

KEPT = 1 << 16
"""So many answers are kept that are a matter of rules alone."""
_BATCH = 64
"""So many sets are tried at once; the first ones mostly do."""


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
    for each in _returns(dynamics, agreed, start):
        if each.right and _has_ended(dynamics, each.options, time + each.periods):
            continue
        back = away & each.options
        if each.never is not None:
            back[each.never[landings]] = 0
        known = flips.get(each.periods)
        flips[each.periods] = back if known is None else known | back
    since = tuple(sorted({1, *(each for each in flips if flips[each].any())}))
    columns, due = [], np.zeros_like(landings)
    for periods in since:
        due = due | flips.get(periods, 0)
        columns.append(_put(dynamics, landings, due))
    return PutBack(since, np.stack(columns, axis=1))


class _Return(NamedTuple):
    """Options that are put back together.

    Attributes
    ----------
    periods : int
        How many it takes.
    options : int
        A set of bits.
    right : bool
        Whether they are taken again, the right to which may end.
    never : bool array, shape (n_states,), or None
        Where they are not put back; None is nowhere.
    """

    periods: int
    options: int
    right: bool
    never: Bools | None


def _returns(dynamics: Dynamics, agreed: int, start: int) -> tuple[_Return, ...]:
    """List what is put back of what a road map changes, found once for all landings."""
    key = "returns", agreed, start & agreed
    found: tuple[_Return, ...] | None = dynamics.ways.get(key)
    if found is None:
        found = tuple(_list_returns(dynamics, agreed, start))
        if len(dynamics.ways) < KEPT:
            dynamics.ways[key] = found
    return found


def _list_returns(dynamics: Dynamics, agreed: int, start: int) -> Iterator[_Return]:
    alike: dict[tuple[int, bool], int] = {}
    for option, bit in dynamics.bits.items():
        if not is_taken(agreed, bit):
            continue
        rules, again = dynamics.case.option[option], is_taken(start, bit)
        change = rules.redo if again else rules.undo
        periods = _periods(dynamics, change)
        if periods is None:
            continue
        if again or change.never != FALSE:
            never = None if change.never == FALSE else dynamics.truth(change.never)
            yield _Return(periods, as_set([bit]), again, never)
        else:
            alike[periods, again] = alike.get((periods, again), 0) | as_set([bit])
    for (periods, again), options in alike.items():
        yield _Return(periods, options, again, None)


def _has_ended(dynamics: Dynamics, option: int, time: int) -> bool:
    """Whether an option, a set of one bit, can no more be taken in a period."""
    return bool(dynamics.countdown.ended(time) & option)


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
    """Put back as many of some options as can be, none if nothing else can."""
    parts = _largest_first(flips)
    while batch := list(islice(parts, _BATCH)):
        tick()
        states = moved(landing, np.array(batch))
        lands = _lands(dynamics, np.full_like(states, landing), states)
        if lands.any():
            return int(states[lands.argmax()])
    return landing


def _largest_first(flips: int) -> Iterator[int]:
    """Give every smaller set, larger ones first, then those with the first options."""
    places = tuple(members(flips))
    for size in range(len(places) - 1, 0, -1):
        yield from map(as_set, combinations(places, size))


def _lands(dynamics: Dynamics, before: Sets, states: Sets) -> npt.NDArray[np.bool_]:
    """Whether states are feasible, and satisfy `requires` of what is taken again."""
    again = states & ~before
    allowed = dynamics.engine.feasible[states]
    for bit in members(int(np.bitwise_or.reduce(again))):
        needed = dynamics.requires.get(bit)
        if needed is not None:
            allowed &= needed[states] | ~taken(again, bit)
    return allowed
