"""The moves of each party on an explicit graph: written out, or derived.

Moves that the case writes out are taken as they are, never closed. Derived
moves differ only in the mover's own options; whether an option can be undone
or taken is judged where the move starts, and `requires` where it lands. For
each state the options that a rule bars are one number, so that a move is
judged by two operations on bits.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from detente.engine.arcs.rows import Rows, compress, offsets, spread
from detente.engine.arcs.states import ChosenStates, States
from detente.engine.contract import Bools, Indices
from detente.model.case import Case, Option
from detente.model.formula import Formula, Not
from detente.records import dataclass

_AT_ONCE = 1 << 20


def count_candidates(case: Case, states: States) -> int:
    """Count the pairs of states that derived moves are chosen from.

    Parameters
    ----------
    case : Case
        The case.
    states : States
        Its states.

    Returns
    -------
    int
        Moves written out count as they are.
    """
    written = dict(case.graph.moves)
    count = sum(len(ends) for rows in written.values() for _, ends in rows)
    if isinstance(states, ChosenStates):
        for party in case.parties:
            if party.id not in written:
                count += int(_Fibres.of(states, party.options).sizes.sum())
    return count


def find_moves(case: Case, states: States) -> tuple[Rows, ...]:
    """Find every party's moves.

    Parameters
    ----------
    case : Case
        The case.
    states : States
        Its states.

    Returns
    -------
    tuple of Rows
        One for each party, in file order. A party whose moves are written
        out has those alone; every other has the moves that its options allow.
    """
    written = dict(case.graph.moves)
    return tuple(
        _written(written.get(party.id, ()), states)
        if party.id in written or not isinstance(states, ChosenStates)
        else _derived(party.options, states)
        for party in case.parties
    )


def _written(rows: Sequence[tuple[str, tuple[str, ...]]], states: States) -> Rows:
    """Put written moves into rows, without those from or to what is no state.

    The case was checked; but a deadline that closes options takes states away.
    """
    pairs = [
        (first, end)
        for state, row in rows
        if (first := _feasible(states, state)) is not None
        for name in row
        if (end := _feasible(states, name)) is not None
    ]
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return compress(states.shape[0], table[:, 0], table[:, 1])


def _feasible(states: States, name: str) -> int | None:
    number = states.number(name)
    return number if number is not None and states.feasible[number] else None


@dataclass(frozen=True, slots=True, eq=False)
class _Fibres:
    """Feasible states that differ only in one party's options, side by side.

    Attributes
    ----------
    states : int64 array, shape (n_feasible,)
        Numbers of the feasible states, fibre by fibre, ascending in each.
    begins, sizes : int64 arrays, shape (n_states,)
        For each feasible state, where its fibre begins and how long it is;
        of an infeasible one the size is 0.
    """

    states: Indices
    begins: Indices
    sizes: Indices

    @classmethod
    def of(cls, states: ChosenStates, options: Sequence[Option]) -> "_Fibres":
        own = sum(1 << states.bits[o.id] for o in options if not o.settled)
        feasible = np.flatnonzero(states.feasible)
        fixed = states.codes[feasible] & ~own
        order = np.argsort(fixed, kind="stable")
        begins, sizes = np.zeros((2, *states.shape), np.int64)
        begins[feasible] = np.searchsorted(fixed[order], fixed, side="left")
        ends = np.searchsorted(fixed[order], fixed, side="right")
        sizes[feasible] = ends - begins[feasible]
        return cls(feasible[order], begins, sizes)

    def pairs(self) -> Iterator[tuple[slice, Indices, Indices]]:
        """Give all pairs of each fibre, some states at a time, in their order."""
        ends = np.cumsum(self.sizes)
        first = 0
        while first < len(ends):
            done = ends[first] - self.sizes[first]
            last = int(np.searchsorted(ends, done + _AT_ONCE, side="right"))
            part = slice(first, max(last, first + 1))
            entries = spread(self.begins[part], self.sizes[part])
            sources = np.repeat(np.arange(len(ends))[part], self.sizes[part])
            yield part, sources, self.states[entries]
            first = part.stop


def _derived(options: Sequence[Option], states: ChosenStates) -> Rows:
    legal = _Rules(options, states)
    sizes: Indices = np.zeros(states.shape, np.int64)
    found = [np.empty(0, np.int32)]
    for part, firsts, ends in _Fibres.of(states, options).pairs():
        kept = legal(firsts, ends)
        sizes[part] = np.bincount(
            firsts[kept] - part.start, minlength=part.stop - part.start
        )
        found.append(ends[kept].astype(np.int32))
    return Rows(offsets(sizes), np.concatenate(found))


class _Rules:
    """Which moves a party's rules allow."""

    def __init__(self, options: Sequence[Option], states: ChosenStates) -> None:
        free = [option for option in options if not option.settled]

        def barred(rule: Callable[[Option], Formula]) -> Indices:
            bars: Indices = np.zeros(states.shape, np.int64)
            for option in free:
                bars |= states.holds(rule(option)) * np.int64(
                    1 << states.bits[option.id]
                )
            return bars

        self._codes = states.codes
        self._undo = barred(lambda option: option.undo.never)
        self._redo = barred(lambda option: option.redo.never)
        self._landing = barred(lambda option: Not(option.requires))

    def __call__(self, firsts: Indices, ends: Indices) -> Bools:
        """Judge moves between states that differ in own options only."""
        before, after = self._codes[firsts], self._codes[ends]
        undone, taken = before & ~after, after & ~before
        bars = undone & self._undo[firsts]
        bars |= taken & (self._redo[firsts] | self._landing[ends])
        allowed: Bools = (bars == 0) & (before != after)
        return allowed
