"""The loops of one party's moves on the cube, compiled.

The states that differ in a party's own options alone are a fibre. Fibres stand side by
side, some at a time, as the columns of a tile that fits the processor's cache, one row
for each own choice; whatever is done to a row is done to all of its columns at once.
Rows are ordered by blocks, the choices of the options that do not change freely; a way
leads from one block to another, everywhere or only in some fibres.

Values are of two bytes where they fit and of four otherwise; `nothing` is the largest
of them, which stands at infeasible states and which no value has.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.contract import Bools, Indices
from detente.engine.fast.compiled import kernel

Narrow: TypeAlias = npt.NDArray[Any]
"""int16 or int32."""

COLUMNS = 128
"""How many fibres stand side by side; known to the compiler, so that it can count."""
EIGHT = 8
"""How many rows a row is compared with at once."""
_WIDE = np.uint64(COLUMNS)
# Places are unsigned, or each would be asked whether it counts from the end.

_READ = "Array(int32, 1, 'C', True), Array(boolean, 1, 'C', True)"
"""Values, and which states count; neither is written to."""
_ARGUMENTS = "int64[::1], int64[::1], int64[:,::1], boolean[:,::1], int64, int64, int64"


def _load(
    values: Narrow, inner: int, choices: Indices, first: int, tile: Narrow
) -> None:
    """Copy the fibres from the first one on into a tile."""
    size = choices.shape[0]
    if inner >= COLUMNS:
        outer = first // inner
        for row in range(size):
            start = np.uint64((outer * size + choices[row]) * inner + first % inner)
            here = np.uint64(row) * _WIDE
            for column in range(_WIDE):
                tile[here + column] = values[start + column]
        return
    for column in range(COLUMNS):
        fibre = first + column
        base = fibre // inner * size * inner + fibre % inner
        for row in range(size):
            tile[np.uint64(row * COLUMNS + column)] = values[
                np.uint64(base + choices[row] * inner)
            ]


def _store(
    values: Narrow, inner: int, choices: Indices, first: int, tile: Narrow
) -> None:
    """Copy a tile to the fibres from the first one on."""
    size = choices.shape[0]
    if inner >= COLUMNS:
        outer = first // inner
        for row in range(size):
            start = np.uint64((outer * size + choices[row]) * inner + first % inner)
            here = np.uint64(row) * _WIDE
            for column in range(_WIDE):
                values[start + column] = tile[here + column]
        return
    for column in range(COLUMNS):
        fibre = first + column
        base = fibre // inner * size * inner + fibre % inner
        for row in range(size):
            values[np.uint64(base + choices[row] * inner)] = tile[
                np.uint64(row * COLUMNS + column)
            ]


def _apart(some: Narrow, others: Narrow, row: int) -> bool:
    """Tell whether two tiles differ in a row."""
    here = np.uint64(row) * _WIDE
    differ = False
    for column in range(_WIDE):
        differ |= some[here + column] != others[here + column]
    return differ


def _least(lowest: Narrow, here: int, worth: Narrow, there: int) -> None:
    """Lower one row to another."""
    own, other = np.uint64(here) * _WIDE, np.uint64(there) * _WIDE
    for column in range(_WIDE):
        lowest[own + column] = min(lowest[own + column], worth[other + column])


@kernel(
    f"boolean(int16[::1], {_ARGUMENTS}, int16)",
    f"boolean(int32[::1], {_ARGUMENTS}, int32)",
    calls=(_load, _store, _least),
)
def lower_by_moves(
    values: Narrow,
    shape: Indices,
    choices: Indices,
    ways: Indices,
    masks: Bools,
    n_free: int,
    start: int,
    stop: int,
    nothing: int,
) -> bool:
    """Lower each value to the lowest that the party can move to.

    Parameters
    ----------
    values : int16 or int32 array, shape (n_states,)
        Changed in place, except where it is `nothing`.
    shape : int64 array, shape (3,)
        Of the states: (outer, own choices, inner).
    choices : int64 array, shape (n_own_choices,)
        Own choices, block after block.
    ways : int64 array, shape (n_ways, 3)
        From which block to which other one, and the row of `masks` that says in which
        fibres; -1 for all.
    masks : bool array, shape (n_masks, n_fibres)
    n_free : int
        How many choices a block has.
    start, stop : int
        Which fibres are done, in steps of `COLUMNS`.
    nothing : int
        The value of states that do not count.

    Returns
    -------
    bool
        Whether any value fell.
    """
    size, inner = choices.shape[0], shape[2]
    n_blocks = size // n_free
    tile = np.empty(size * COLUMNS, values.dtype)
    gathered = np.empty(n_blocks * COLUMNS, values.dtype)
    least = np.empty(n_blocks * COLUMNS, values.dtype)
    some = np.empty(COLUMNS, values.dtype)
    changed = False
    for first in range(start, stop, COLUMNS):
        _load(values, inner, choices, first, tile)
        gathered[:] = nothing
        for row in range(size):
            _least(gathered, row // n_free, tile, row)
        least[:] = gathered
        for way in range(ways.shape[0]):
            mask = ways[way, 2]
            if mask < 0:
                _least(least, ways[way, 0], gathered, ways[way, 1])
                continue
            for column in range(COLUMNS):
                allowed = masks[mask, first + column]
                found = gathered[ways[way, 1] * COLUMNS + column]
                some[column] = found if allowed else nothing
            _least(least, ways[way, 0], some, 0)
        fell = False
        for row in range(size):
            here = np.uint64(row) * _WIDE
            there = np.uint64(row // n_free) * _WIDE
            for column in range(_WIDE):
                before, lower = tile[here + column], least[there + column]
                falls = (lower < before) & (before != nothing)
                tile[here + column] = lower if falls else before
                fell |= falls
        if fell:
            _store(values, inner, choices, first, tile)
            changed = True
    return changed


def _settle(tile: Narrow, lowest: Narrow, n_rows: int, nothing: int) -> bool:
    """Lower what counts in a tile; whether anything fell."""
    fell = False
    for entry in range(np.uint64(n_rows) * _WIDE):
        was, lower = tile[entry], lowest[entry]
        falls = (lower < was) & (was != nothing)
        tile[entry] = lower if falls else was
        fell |= falls
    return fell


def _allow(some: Narrow, row: int, allowed: Bools, nothing: int) -> None:
    """Take back what stands in the columns of a row that have no such way."""
    for column in range(COLUMNS):
        if not allowed[column]:
            some[row * COLUMNS + column] = nothing


def _collect(
    tile: Narrow,
    before: Narrow,
    n_free: int,
    begins: Indices,
    worth: Narrow,
    kept: Indices,
) -> int:
    """Copy the rows that are not as before, block by block, in eights; count them."""
    n_kept = 0
    for block in range(begins.shape[0] - 1):
        begins[block] = n_kept
        for row in range(block * n_free, (block + 1) * n_free):
            if _apart(tile, before, row):
                here, there = row * COLUMNS, n_kept * COLUMNS
                worth[there : there + COLUMNS] = tile[here : here + COLUMNS]
                kept[n_kept] = row
                n_kept += 1
        while (n_kept - begins[block]) % EIGHT:
            there = n_kept * COLUMNS
            # The largest value lowers nothing.
            worth[there : there + COLUMNS] = (1 << (8 * worth.itemsize - 1)) - 1
            kept[n_kept] = -1
            n_kept += 1
    begins[-1] = n_kept
    return n_kept


@kernel(
    "void(int16[::1], int64[::1], int64[::1], int16[::1], int64, int64)",
    "void(int32[::1], int64[::1], int64[::1], int32[::1], int64, int64)",
    calls=(_load,),
)
def tiled(
    values: Narrow,
    shape: Indices,
    choices: Indices,
    found: Narrow,
    start: int,
    stop: int,
) -> None:
    """Write values tile after tile, as the fibres of a party are looked at.

    Parameters
    ----------
    values : int16 or int32 array, shape (n_states,)
    shape, choices, start, stop
        As for `lower_by_moves`.
    found : array like `values`
        Becomes the values.
    """
    size = choices.shape[0]
    for first in range(start, stop, COLUMNS):
        part = found[first * size : (first + COLUMNS) * size]
        _load(values, shape[2], choices, first, part)


def _compare(
    lowest: Narrow, row: int, mine: Narrow, better: Narrow, worth: Narrow, there: int
) -> None:
    """Lower one row to what stands in better ones, among eight from `there` on."""
    own = np.uint64(row) * _WIDE
    for column in range(_WIDE):
        low, payoff = lowest[own + column], mine[own + column]
        entry = np.uint64(there) * _WIDE + column
        found = worth[entry]
        low = found if (better[entry] > payoff) & (found < low) else low
        entry = entry + _WIDE
        found = worth[entry]
        low = found if (better[entry] > payoff) & (found < low) else low
        entry = entry + _WIDE
        found = worth[entry]
        low = found if (better[entry] > payoff) & (found < low) else low
        entry = entry + _WIDE
        found = worth[entry]
        low = found if (better[entry] > payoff) & (found < low) else low
        entry = entry + _WIDE
        found = worth[entry]
        low = found if (better[entry] > payoff) & (found < low) else low
        entry = entry + _WIDE
        found = worth[entry]
        low = found if (better[entry] > payoff) & (found < low) else low
        entry = entry + _WIDE
        found = worth[entry]
        low = found if (better[entry] > payoff) & (found < low) else low
        entry = entry + _WIDE
        found = worth[entry]
        low = found if (better[entry] > payoff) & (found < low) else low
        lowest[own + column] = low


@kernel(
    f"boolean(int16[::1], int16[::1], int16[::1], {_ARGUMENTS}, int16)",
    f"boolean(int32[::1], int32[::1], int32[::1], {_ARGUMENTS}, int32)",
    calls=(_load, _store, _apart, _least, _compare, _collect, _allow, _settle),
)
def lower_by_improvements(
    values: Narrow,
    swept: Narrow,
    payoff: Narrow,
    shape: Indices,
    choices: Indices,
    ways: Indices,
    masks: Bools,
    n_free: int,
    start: int,
    stop: int,
    nothing: int,
) -> bool:
    """Lower each value to the lowest that the party can improve to.

    Parameters
    ----------
    values : int16 or int32 array, shape (n_states,)
        Changed in place, except where it is `nothing`.
    swept : array like `values`
        What this party left behind the last time, tile after tile, and `nothing`
        everywhere before the first: rows that are as they were lower nothing again.
        Becomes the values.
    payoff : array like `values`
        The party's, tile after tile; larger is better.
    shape, choices, ways, masks, n_free, start, stop, nothing
        As for `lower_by_moves`; among the ways are those from each block to itself.

    Returns
    -------
    bool
        Whether any value fell.
    """
    size, inner = choices.shape[0], shape[2]
    n_blocks = size // n_free
    tile = np.empty(size * COLUMNS, values.dtype)
    lowest = np.empty(size * COLUMNS, values.dtype)
    room = size + n_blocks * EIGHT
    better = np.empty(room * COLUMNS, values.dtype)
    worth = np.empty(room * COLUMNS, values.dtype)
    kept = np.empty(room, np.int64)
    begins = np.empty(n_blocks + 1, np.int64)
    some = np.empty(size * COLUMNS, values.dtype)
    changed = False
    for first in range(start, stop, COLUMNS):
        _load(values, inner, choices, first, tile)
        before = swept[first * size : (first + COLUMNS) * size]
        n_kept = _collect(tile, before, n_free, begins, worth, kept)
        if n_kept == 0:
            continue
        own = payoff[first * size : (first + COLUMNS) * size]
        for row in range(n_kept):
            here, there = row * COLUMNS, max(kept[row], 0) * COLUMNS
            better[here : here + COLUMNS] = own[there : there + COLUMNS]
        lowest[:] = tile
        for way in range(ways.shape[0]):
            mask = ways[way, 2]
            if mask >= 0:
                some[:] = nothing
            into = lowest if mask < 0 else some
            for row in range(ways[way, 0] * n_free, (ways[way, 0] + 1) * n_free):
                for there in range(
                    begins[ways[way, 1]], begins[ways[way, 1] + 1], EIGHT
                ):
                    _compare(into, row, own, better, worth, there)
                if mask >= 0:
                    _allow(some, row, masks[mask, first : first + COLUMNS], nothing)
                    _least(lowest, row, some, row)
        if _settle(tile, lowest, size, nothing):
            _store(values, inner, choices, first, tile)
            changed = True
        before[:] = tile
    return changed


@kernel(
    f"void({_READ}, int64, int64, int16[::1], int64, int64)",
    f"void({_READ}, int64, int64, int32[::1], int64, int64)",
)
def narrowed(
    values: npt.NDArray[np.int32],
    counts: Bools,
    sign: int,
    base: int,
    found: Narrow,
    start: int,
    stop: int,
) -> None:
    """Write values in few bytes, and the largest number where a state does not count.

    Parameters
    ----------
    values : int32 array, shape (n_states,)
    counts : bool array, shape (n_states,)
        Which states are feasible.
    sign, base : int
        `sign * value - base` is written.
    found : int16 or int32 array, shape (n_states,)
        Becomes what is written.
    start, stop : int
        Which states are done.
    """
    nothing = (1 << (8 * found.itemsize - 1)) - 1
    for state in range(np.uint64(start), np.uint64(stop)):
        told = sign * np.int64(values[state]) - base
        found[state] = told if counts[state] else nothing


@kernel(
    "void(int16[::1], int64, int64, int32[::1], int64, int64)",
    "void(int32[::1], int64, int64, int32[::1], int64, int64)",
)
def widened(
    found: Narrow,
    sign: int,
    base: int,
    values: npt.NDArray[np.int32],
    start: int,
    stop: int,
) -> None:
    """Write back what `narrowed` wrote; at states that do not count anything.

    Parameters
    ----------
    found : int16 or int32 array, shape (n_states,)
    sign, base : int
        As they were given to `narrowed`.
    values : int32 array, shape (n_states,)
        Becomes the values.
    start, stop : int
        Which states are done.
    """
    for state in range(np.uint64(start), np.uint64(stop)):
        values[state] = sign * (np.int64(found[state]) + base)


@kernel(f"void({_READ}, int64[::1])")
def bounds(values: npt.NDArray[np.int32], counts: Bools, found: Indices) -> None:
    """Find the least and the largest value among states that count.

    Parameters
    ----------
    values : int32 array, shape (n_states,)
    counts : bool array, shape (n_states,)
        Which states are feasible.
    found : int64 array, shape (2,)
        Becomes the two; the first is the larger where no state counts.
    """
    low, high = 2147483647, -2147483648
    for state in range(values.shape[0]):
        value = int(values[state])
        low = min(low, value if counts[state] else 2147483647)
        high = max(high, value if counts[state] else -2147483648)
    found[0], found[1] = low, high
