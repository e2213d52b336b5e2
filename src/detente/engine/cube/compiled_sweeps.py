"""The operators of the cube by compiled code: the same values as NumPy's, sooner.

Values are written in two bytes where they fit, and once for all sweeps. A state that is
not feasible holds a number that no value has, so that feasibility is not looked up.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from typing import Any

import numpy as np

from detente.engine.budget import tick
from detente.engine.contract import Bools, Indices, Payoffs
from detente.engine.cube.improvements import find_ways
from detente.engine.cube.moves import Moves
from detente.engine.fast.compiled import shared_out
from detente.engine.fast.fibres import (
    COLUMNS,
    EIGHT,
    lower_by_improvements,
    lower_by_moves,
    tiled,
)
from detente.engine.fast.narrow import Narrow, bounds, narrowed, widened
from detente.records import dataclass

_MOST_COMPARED = 1024
"""Beyond so many comparisons a state ordering the fibres, as NumPy does, is quicker."""


@dataclass(frozen=True, slots=True, eq=False)
class Fibres:
    """A party's moves in few arrays, for compiled loops (`detente.engine.fast.fibres`).

    Attributes
    ----------
    shape, choices, ways, masks, n_free
        As `lower_by_moves` takes them.
    """

    shape: Indices
    choices: Indices
    ways: Indices
    masks: Bools
    n_free: int

    @classmethod
    def of(cls, moves: Moves) -> "Fibres":
        """Lay a party's moves out."""
        places = (*moves.free, *(p for linked in moves.linked for p in linked.places))
        numbers = np.arange(1 << moves.size)
        choices = np.zeros_like(numbers)
        for k, place in enumerate(places):
            choices |= (numbers >> k & 1) << place
        ways: list[tuple[int, int, int]] = []
        masks: list[Bools] = []
        for way in find_ways(moves):
            where = [mask.reshape(-1) for mask in way.masks]
            ways.append((way.start, way.end, len(masks) if where else -1))
            if where:
                masks.append(np.logical_and.reduce(where))
        n_fibres = moves.outer * moves.inner
        return cls(
            np.array([moves.outer, numbers.size, moves.inner]),
            choices,
            np.array(ways),
            np.array(masks, np.bool_).reshape(-1, n_fibres),
            1 << len(moves.free),
        )

    @property
    def n_fibres(self) -> int:
        """How many fibres there are."""
        return int(self.shape[0] * self.shape[2])

    @property
    def compared(self) -> int:
        """How many states each is compared with in a sweep over improvements."""
        a_block = self.n_free * max(self.n_free, EIGHT)
        return len(self.ways) * a_block // self.choices.size

    @property
    def arrays(self) -> tuple[Indices, Indices, Indices, Bools, int]:
        """All of it, as the loops take it."""
        return self.shape, self.choices, self.ways, self.masks, self.n_free


def can_sweep(moves: Sequence[Moves], *, improving: bool) -> bool:
    """Tell whether compiled loops take the moves of some parties, and pay.

    Parameters
    ----------
    moves : sequence of Moves
    improving : bool
        Whether improvements alone are asked for.

    Returns
    -------
    bool
    """
    for each in moves:
        if each.outer * each.inner < COLUMNS:
            return False
        n_free = 1 << len(each.free)
        compared = _n_ways(each) * n_free * max(n_free, EIGHT) >> each.size
        if improving and compared > _MOST_COMPARED:
            return False
    return True


def _n_ways(moves: Moves) -> int:
    """Count the pairs of blocks between which the party can move."""
    count = 1
    for linked in moves.linked:
        count *= (1 << len(linked.places)) + len(linked.switches)
    return count


@dataclass(frozen=True, slots=True)
class _Scale:
    """How values are written: `sign * value - base`, in numbers of some bytes."""

    kind: np.dtype[Any]
    sign: int
    base: int

    @property
    def nothing(self) -> int:
        return (1 << 8 * self.kind.itemsize - 1) - 1


def _scale(ranges: Sequence[tuple[int, int]], sign: int) -> tuple[_Scale, ...] | None:
    """Choose the fewest bytes in which all values fit, beside one that none has."""
    for kind in map(np.dtype, (np.int16, np.int32)):
        half = 1 << 8 * kind.itemsize - 1
        if all(high - low < 2 * half - 1 for low, high in ranges):
            return tuple(
                _Scale(kind, sign, sign * (low if sign > 0 else high) + half)
                for low, high in ranges
            )
    return None


class Sweeps:
    """The operators of one cube.

    Parameters
    ----------
    feasible : bool array, shape (n_states,)
    moves : tuple of Moves
        Of each party.
    payoff : function of an int
        Gives the payoff of a party.
    """

    def __init__(
        self,
        feasible: Bools,
        moves: tuple[Moves, ...],
        payoff: Callable[[int], Payoffs],
    ) -> None:
        self._counts = feasible
        self._moves = moves
        self._payoff = payoff
        self._fibres: dict[int, Fibres] = {}
        self._ranges: dict[int, tuple[int, int]] = {}
        self._narrow: dict[tuple[int, np.dtype[Any]], Narrow] = {}

    def after(self, party: int, values: Payoffs) -> Payoffs | None:
        """Best value over each state and the party's moves from it.

        Parameters
        ----------
        party : int
        values : int32 array, shape (n_states,)

        Returns
        -------
        int32 array, shape (n_states,), or None
            None where the values do not fit the loops.
        """
        scales = _scale([self._range(values)], -1)
        if scales is None:
            return None
        work = self._written(values, scales[0])
        self._sweep(party, work)
        return self._read(work, scales[0])

    def reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs | None:
        """Worst value over each state and the movers' legal sequences from it.

        Parameters
        ----------
        movers : tuple of int
        values : int32 array, shape (n_states,)

        Returns
        -------
        int32 array, shape (n_states,), or None
            None where the values do not fit the loops.
        """
        scales = _scale([self._range(values)], 1)
        if scales is None:
            return None
        work = self._written(values, scales[0])
        _settle(movers, lambda mover: self._sweep(mover, work))
        return self._read(work, scales[0])

    def credible_reply(
        self, movers: tuple[int, ...], values: Payoffs
    ) -> Payoffs | None:
        """Worst value over each state and legal sequences of improvements from it.

        Parameters
        ----------
        movers : tuple of int
        values : int32 array, shape (n_states,)

        Returns
        -------
        int32 array, shape (n_states,), or None
            None where the values do not fit the loops.
        """
        ranges = [self._range(values), *map(self._payoff_range, movers)]
        scales = _scale(ranges, 1)
        if scales is None:
            return None
        scale, nothing = scales[0], scales[0].nothing
        work = self._written(values, scale)
        swept = {mover: np.full_like(work, nothing) for mover in movers}
        payoffs = {
            mover: self._narrow_payoff(mover, own)
            for mover, own in zip(movers, scales[1:], strict=True)
        }

        def sweep(mover: int) -> bool:
            fibres = self._laid_out(mover)

            def done(start: int, stop: int) -> bool:
                own = (fibres.arrays, (start, stop), nothing)
                arrays = (work, swept[mover], payoffs[mover])
                return bool(lower_by_improvements(*arrays, *own))

            return _any_of(done, fibres, work.size * fibres.compared >> 3)

        _settle(movers, sweep)
        return self._read(work, scale)

    def _sweep(self, mover: int, work: Narrow) -> bool:
        fibres = self._laid_out(mover)
        nothing = (1 << 8 * work.itemsize - 1) - 1

        def done(start: int, stop: int) -> bool:
            return bool(lower_by_moves(work, fibres.arrays, (start, stop), nothing))

        return _any_of(done, fibres, work.size)

    def _feasible(self) -> Bools:
        # Without constraints it is one value, broadcast.
        if not self._counts.flags.c_contiguous:
            self._counts = np.ascontiguousarray(self._counts)
        return self._counts

    def _laid_out(self, party: int) -> Fibres:
        if party not in self._fibres:
            self._fibres[party] = Fibres.of(self._moves[party])
        return self._fibres[party]

    def _range(self, values: Payoffs) -> tuple[int, int]:
        found = np.zeros(2, np.int64)
        bounds(np.ascontiguousarray(values), self._feasible(), found)
        low, high = map(int, found)
        return (low, high) if low <= high else (0, 0)

    def _payoff_range(self, party: int) -> tuple[int, int]:
        if party not in self._ranges:
            self._ranges[party] = self._range(self._payoff(party))
        return self._ranges[party]

    def _narrow_payoff(self, party: int, scale: _Scale) -> Narrow:
        key = (party, scale.kind)
        if key not in self._narrow:
            self._narrow[key] = self._tiled(
                self._written(self._payoff(party), scale), self._laid_out(party)
            )
        return self._narrow[key]

    def _tiled(self, work: Narrow, fibres: Fibres) -> Narrow:
        found = np.empty_like(work)

        def part(start: int, stop: int) -> None:
            tiled(work, fibres.arrays, found, (start * COLUMNS, stop * COLUMNS))

        shared_out(part, fibres.n_fibres // COLUMNS, work.size)
        return found

    def _written(self, values: Payoffs, scale: _Scale) -> Narrow:
        work = np.empty(values.size, scale.kind)
        values = np.ascontiguousarray(values)

        def part(start: int, stop: int) -> None:
            own = (scale.sign, scale.base)
            narrowed(values, self._feasible(), own, work, (start, stop))

        shared_out(part, values.size, values.size)
        return work

    def _read(self, work: Narrow, scale: _Scale) -> Payoffs:
        values = np.empty(work.size, np.int32)

        def part(start: int, stop: int) -> None:
            widened(work, (scale.sign, scale.base), values, (start, stop))

        shared_out(part, values.size, values.size)
        return values


def _any_of(done: Callable[[int, int], bool], fibres: Fibres, operations: int) -> bool:
    """Sweep over all fibres, and tell whether any value fell."""
    tick()
    fell: list[bool] = []

    def part(start: int, stop: int) -> None:
        fell.append(done(start * COLUMNS, stop * COLUMNS))

    shared_out(part, fibres.n_fibres // COLUMNS, operations)
    return any(fell)


def _settle(movers: tuple[int, ...], sweep: Callable[[int], bool]) -> None:
    """Sweep over the movers until no other mover changes anything."""
    settled = 0
    turns: Iterator[int] = cycle(movers)
    for mover in turns:
        settled = 1 if sweep(mover) else settled + 1
        if settled >= len(movers):
            break
