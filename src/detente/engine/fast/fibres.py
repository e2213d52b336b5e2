"""The loops of one party's moves on the cube, compiled.

The states that differ in a party's own options alone are a fibre. Fibres stand side by
side, some at a time, as the columns of a tile that fits the processor's cache, one row
for each own choice; whatever is done to a row is done to all of its columns at once.
Rows are ordered by blocks, the choices of the options that do not change freely; a way
leads from one block to another, everywhere or only in some fibres.

Values are of two bytes where they fit and of four otherwise; `nothing` is the largest
of them, which stands at infeasible states and which no value has.
"""

from typing import TypeAlias

import numpy as np

from detente.engine.contract import Bools, Indices
from detente.engine.fast.compiled import kernel
from detente.engine.fast.narrow import Narrow

COLUMNS = 128
"""How many fibres stand side by side; known to the compiler, so that it can count."""
EIGHT = 8
"""How many rows a row is compared with at once."""
_WIDE = np.uint64(COLUMNS)
# Places are unsigned, or each would be asked whether it counts from the end.

_FIBRES = "Tuple((int64[::1], int64[::1], int64[:,::1], boolean[:,::1], int64))"
_SPAN = "UniTuple(int64, 2)"

Fibres: TypeAlias = tuple[Indices, Indices, Indices, Bools, int]
"""The shape of the states, (outer, own choices, inner); own choices, block after
block; from which block each way leads to which, and the row of the masks that says in
which fibres, -1 for all; the masks, shape (n_masks, n_fibres); how many choices a block
has."""
Span: TypeAlias = tuple[int, int]
"""The first and the last but one that are done."""


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
    f"boolean(int16[::1], {_FIBRES}, {_SPAN}, int16)",
    f"boolean(int32[::1], {_FIBRES}, {_SPAN}, int32)",
    calls=(_load, _store, _least),
)
def lower_by_moves(values: Narrow, fibres: Fibres, span: Span, nothing: int) -> bool:
    """Lower each value to the lowest that the party can move to.

    Parameters
    ----------
    values : int16 or int32 array, shape (n_states,)
        Changed in place, except where it is `nothing`.
    fibres : Fibres
        The party's.
    span : (int, int)
        Which fibres are done, both multiples of `COLUMNS`.
    nothing : int
        The value of states that do not count.

    Returns
    -------
    bool
        Whether any value fell.
    """
    shape, choices, ways, masks, n_free = fibres
    size, inner = choices.shape[0], shape[2]
    n_blocks = size // n_free
    tile = np.empty(size * COLUMNS, values.dtype)
    gathered = np.empty(n_blocks * COLUMNS, values.dtype)
    least = np.empty(n_blocks * COLUMNS, values.dtype)
    some = np.empty(COLUMNS, values.dtype)
    changed = False
    for first in range(span[0], span[1], COLUMNS):
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
    f"void(int16[::1], {_FIBRES}, int16[::1], {_SPAN})",
    f"void(int32[::1], {_FIBRES}, int32[::1], {_SPAN})",
    calls=(_load,),
)
def tiled(values: Narrow, fibres: Fibres, found: Narrow, span: Span) -> None:
    """Write values tile after tile, as the fibres of a party are looked at.

    Parameters
    ----------
    values : int16 or int32 array, shape (n_states,)
    fibres, span
        As for `lower_by_moves`.
    found : array like `values`
        Becomes the values.
    """
    shape, choices = fibres[0], fibres[1]
    size = choices.shape[0]
    for first in range(span[0], span[1], COLUMNS):
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


def _look_up(own: Narrow, kept: Indices, better: Narrow) -> None:
    """Copy the payoffs of the rows that are kept."""
    for row in range(kept.shape[0]):
        here, there = row * COLUMNS, max(kept[row], 0) * COLUMNS
        better[here : here + COLUMNS] = own[there : there + COLUMNS]


def _counted(tile: Narrow, found: Bools, nothing: int) -> None:
    """Tell of each row whether any state in it counts."""
    for row in range(found.shape[0]):
        here = np.uint64(row) * _WIDE
        counts = False
        for column in range(_WIDE):
            counts |= tile[here + column] != nothing
        found[row] = counts


@kernel(
    f"boolean(int16[::1], int16[::1], int16[::1], {_FIBRES}, {_SPAN}, int16)",
    f"boolean(int32[::1], int32[::1], int32[::1], {_FIBRES}, {_SPAN}, int32)",
    calls=(
        _load,
        _store,
        _apart,
        _counted,
        _least,
        _compare,
        _collect,
        _look_up,
        _allow,
        _settle,
    ),
)
def lower_by_improvements(
    values: Narrow,
    swept: Narrow,
    payoff: Narrow,
    fibres: Fibres,
    span: Span,
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
    fibres, span, nothing
        As for `lower_by_moves`; among the ways are those from each block to itself.

    Returns
    -------
    bool
        Whether any value fell.
    """
    shape, choices, ways, masks, n_free = fibres
    size = choices.shape[0]
    n_blocks = size // n_free
    tile = np.empty(size * COLUMNS, values.dtype)
    lowest, some = np.empty_like(tile), np.empty_like(tile)
    better = np.empty((size + n_blocks * EIGHT) * COLUMNS, values.dtype)
    worth = np.empty_like(better)
    kept = np.empty(size + n_blocks * EIGHT, np.int64)
    begins = np.empty(n_blocks + 1, np.int64)
    counted = np.empty(size, np.bool_)
    changed = False
    for first in range(span[0], span[1], COLUMNS):
        _load(values, shape[2], choices, first, tile)
        before = swept[first * size : (first + COLUMNS) * size]
        n_kept = _collect(tile, before, n_free, begins, worth, kept)
        if n_kept == 0:
            continue
        own = payoff[first * size : (first + COLUMNS) * size]
        _look_up(own, kept[:n_kept], better)
        _counted(tile, counted, nothing)
        lowest[:] = tile
        for way in range(ways.shape[0]):
            start, end, mask = ways[way, 0], ways[way, 1], ways[way, 2]
            if mask >= 0:
                some[:] = nothing
            into = lowest if mask < 0 else some
            for row in range(start * n_free, (start + 1) * n_free):
                if counted[row]:
                    for there in range(begins[end], begins[end + 1], EIGHT):
                        _compare(into, row, own, better, worth, there)
                    if mask >= 0:
                        _allow(some, row, masks[mask, first : first + COLUMNS], nothing)
                        _least(lowest, row, some, row)
        if _settle(tile, lowest, size, nothing):
            _store(values, shape[2], choices, first, tile)
            changed = True
        before[:] = tile
    return changed
