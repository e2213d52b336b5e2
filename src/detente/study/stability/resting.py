"""Kinds of situations that rest by themselves: equilibria that are one but for details.

A list of equilibria says little where options that hold nobody anywhere double their
number. Two equilibria that differ in one option alone are of one kind, and so are those
that such steps join: nobody's answer turned on what was changed.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import reduce
from operator import and_, or_

import numpy as np
import numpy.typing as npt

from detente.engine import Engine
from detente.engine.bits import distance, flipped, is_taken
from detente.engine.period.turn import bits_of
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class RestingKind:
    """Equilibria that options which hold nobody turn into each other.

    Attributes
    ----------
    count : int
        How many there are.
    nearest : str
        The one that differs from now in the fewest options.
    taken, dropped : tuple of str
        Options that all of them take and now does not; that none takes and now does.
        Those that the fewest kinds share come first.
    holds_now : bool
        Whether now is one of them.
    reached : bool
        Whether improvements, each of whoever makes it, lead there from now.
    """

    count: int
    nearest: str
    taken: tuple[str, ...]
    dropped: tuple[str, ...]
    holds_now: bool
    reached: bool = False


def find_resting(
    engine: Engine,
    equilibria: npt.NDArray[np.bool_],
    ends: Collection[str] = (),
    most: int = 100_000,
) -> tuple[RestingKind, ...]:
    """Sort equilibria into kinds.

    Parameters
    ----------
    engine : Engine
        The states of the case.
    equilibria : bool array, shape (n_states,)
        Which of them are equilibria.
    ends : collection of str
        States at which improvements from now come to rest.
    most : int
        More of them are not sorted.

    Returns
    -------
    tuple of RestingKind
        That of now first, then by nearness to now; states of a case without options
        are kinds of their own; empty beyond `most`.
    """
    states = np.flatnonzero(equilibria)
    if len(states) > most:
        return ()
    bits = bits_of(engine.case) if engine.case.options else {}
    # By their options: an engine may number feasible states alone.
    numbers = dict(zip(engine.codes(states).tolist(), states.tolist(), strict=True))
    kinds = _joined(set(numbers), tuple(bits.values()))
    reached = {engine.index(end) for end in ends}
    (now,) = engine.codes(np.array([engine.status_quo])).tolist()
    found = [
        replace(
            _kind(kind, now, bits),
            nearest=engine.state(numbers[_nearest(kind, now)]),
            reached=not reached.isdisjoint(numbers[code] for code in kind),
        )
        for kind in kinds
    ]
    nearness = [min(distance(now, state) for state in kind) for kind in kinds]
    order = sorted(range(len(found)), key=lambda place: (nearness[place], place))
    return tuple(_told_apart([found[place] for place in order]))


def _told_apart(kinds: list[RestingKind]) -> Iterator[RestingKind]:
    """Put first what the fewest kinds share."""
    shared = Counter(each for kind in kinds for each in (*kind.taken, *kind.dropped))
    for kind in kinds:
        taken, dropped = (
            tuple(sorted(options, key=shared.__getitem__))
            for options in (kind.taken, kind.dropped)
        )
        yield replace(kind, taken=taken, dropped=dropped)


def _joined(states: set[int], places: tuple[int, ...]) -> list[list[int]]:
    """Give the sets of states that steps of one option join, in their order."""
    kinds, left = [], set(states)
    for first in sorted(states):
        if first not in left:
            continue
        left.discard(first)
        kind = [first]
        for state in kind:
            near = (flipped(state, (place,)) for place in places)
            for other in near:
                if other in left:
                    left.discard(other)
                    kind.append(other)
        kinds.append(kind)
    return kinds


def _nearest(kind: list[int], now: int) -> int:
    return min(kind, key=lambda code: (distance(now, code), code))


def _kind(kind: list[int], now: int, bits: dict[str, int]) -> RestingKind:
    """Say what states have in common; `nearest` is left empty."""
    always, ever = reduce(and_, kind), reduce(or_, kind)
    return RestingKind(
        count=len(kind),
        nearest="",
        taken=tuple(
            option
            for option, bit in bits.items()
            if is_taken(always, bit) and not is_taken(now, bit)
        ),
        dropped=tuple(
            option
            for option, bit in bits.items()
            if is_taken(now, bit) and not is_taken(ever, bit)
        ),
        holds_now=now in kind,
    )
