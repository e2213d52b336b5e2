"""Improvements of one party on the cube, and the worst that they lead to.

The states that differ only in the party's own options are a fibre. In each
fibre the states are ordered once by the party's payoff, best first, and for
each state it is noted how many are strictly better: then the worst value over
the improvements from every state is a running minimum over that order, read at
the place noted. Options that do not change freely cut the fibre into blocks,
one for each choice of them, ordered by themselves; a pair of blocks between
which the party can move has places of its own, which are 0 (nothing better)
where the move is forbidden. Fibres are taken in tiles that fit the processor's
cache.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from detente.engine.cube.moves import HIGHEST, Moves
from detente.records import dataclass

_SMALL_TILE, _LARGE_TILE = 1 << 14, 1 << 16
FLAT = 1 << 16
"""Cases of so few states keep where entries stand, eight bytes each, for all sweeps."""

Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.integer]
Columns = npt.NDArray[np.intp] | None
Lane = tuple[int, ...]
Value = TypeVar("Value", np.int32, np.bool_)
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Two blocks between which the party can move, where all masks allow it.

    Attributes
    ----------
    start, end : int
        The blocks: the choices of the options that do not change freely.
    masks : list of bool array, shape (outer, inner)
    """

    start: int
    end: int
    masks: list[Mask]


@dataclass(frozen=True, slots=True, eq=False)
class _Passage:
    """How many states of one block are better than each state of another.

    `places` has the shape of the block `start`: (states of a block, fibres); of a
    tile that is flat they say where that entry stands.
    """

    start: int
    end: int
    places: Places


@dataclass(frozen=True, slots=True, eq=False)
class _Tile:
    """Some fibres: for each block its order, for each passage its places.

    `orders[b]` has shape (states of a block, fibres): row r names the state
    of the block that is at place r, best first. In a tile that is `flat` both say
    where in a flat table that is.
    """

    outer: slice
    inner: slice
    flat: bool
    orders: tuple[Places, ...]
    passages: tuple[_Passage, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Improvements:
    """A party's improvements, ready to be swept.

    Attributes
    ----------
    moves : Moves
        The moves among which they are.
    axes : tuple of int
        How unfolded axes are brought into the order blocks, states of a
        block, outer, inner.
    blocks : tuple of tuple of int
        The index of each block.
    tiles : tuple of _Tile
    """

    moves: Moves
    axes: tuple[int, ...]
    blocks: tuple[Lane, ...]
    tiles: tuple[_Tile, ...]


def find_improvements(payoff: Ints, moves: Moves, feasible: Mask) -> Improvements:
    """Order the fibres of a party by its payoff.

    Parameters
    ----------
    payoff : int32 array, shape (n_states,)
        The party's, larger is better.
    moves : Moves
        The party's.
    feasible : bool array, shape (n_states,)
        Which states count; nothing is better than one that does not.

    Returns
    -------
    Improvements
    """
    directed = [place for linked in moves.linked for place in linked.places]
    axes = tuple(moves.size - place for place in (*directed, *moves.free))
    axes = (*axes, 0, moves.size + 1)
    size = len(directed)
    blocks = tuple(
        tuple(block >> j & 1 for j in range(size)) for block in range(1 << size)
    )
    ways = list(find_ways(moves))
    lanes = payoff.reshape(moves.unfolded).transpose(axes)
    counted = feasible.reshape(moves.unfolded).transpose(axes)
    tiles = tuple(
        _prepared((lanes, counted), (outer, inner), blocks, ways)
        for outer, inner in _tiled(moves)
    )
    return Improvements(moves, axes, blocks, tiles)


def find_ways(moves: Moves) -> Iterator[Way]:
    """Pair the blocks between which the party can move, and where it can.

    Parameters
    ----------
    moves : Moves
        The party's.

    Yields
    ------
    Way
        Those from each block to itself among them.
    """
    choices = [
        [
            *((choice, choice, None) for choice in range(1 << len(linked.places))),
            *((s.before, s.after, s.where) for s in linked.switches),
        ]
        for linked in moves.linked
    ]
    for combined in product(*choices):
        start, end, low = 0, 0, 0
        for linked, (before, after, _) in zip(moves.linked, combined, strict=True):
            start, end = start | before << low, end | after << low
            low += len(linked.places)
        masks = [where for _, _, where in combined if where is not None]
        own = [mask.reshape(moves.outer, moves.inner) for mask in masks]
        yield Way(start, end, own)


def _tiled(moves: Moves) -> Iterator[tuple[slice, slice]]:
    """Cut outer and inner so that a block's part of a tile fits the cache.

    Cases of up to 2**16 states get smaller tiles, for the sake of memory.
    """
    n_states = moves.outer * moves.inner << moves.size
    tile = min(max(n_states // 4, _SMALL_TILE), _LARGE_TILE)
    width = max(tile >> len(moves.free), 1)
    across = min(width, moves.inner)
    along = max(width // moves.inner, 1)
    for outer in range(0, moves.outer, along):
        for inner in range(0, moves.inner, across):
            yield slice(outer, outer + along), slice(inner, inner + across)


def _prepared(
    lanes: tuple[Ints, Mask],
    where: tuple[slice, slice],
    blocks: tuple[Lane, ...],
    ways: list[Way],
) -> _Tile:
    parts = [_block(lanes[0], lane, where) for lane in blocks]
    counted = [_block(lanes[1], lane, where) for lane in blocks]
    small = np.min_scalar_type(len(parts[0]))
    # Best first: the complement turns the order round, and unlike the negative it
    # does not overflow at the lowest payoff.
    orders = tuple(np.argsort(~part, axis=0, kind="stable") for part in parts)
    sorted_parts = [
        np.take_along_axis(part, order, 0)
        for part, order in zip(parts, orders, strict=True)
    ]
    ready = []
    for way in ways:
        places = _count_better(sorted_parts[way.end], parts[way.start]).astype(small)
        # Where there is no move nothing better is reached: place 0, without a branch.
        places *= counted[way.start]
        for mask in way.masks:
            places *= mask[where].reshape(-1)
        ready.append(_Passage(way.start, way.end, places))
    # Rows in the fewest bytes, or, of few states, where they stand in a flat table.
    flat = lanes[0].size <= FLAT
    columns = np.arange(parts[0].shape[1])
    if flat:
        ready = [replace(each, places=_entries(each.places, columns)) for each in ready]
    kept = (_entries(each, columns) if flat else each.astype(small) for each in orders)
    return _Tile(*where, flat, tuple(kept), tuple(ready))


def _block(
    lanes: npt.NDArray[Value], lane: Lane, where: tuple[slice, slice]
) -> npt.NDArray[Value]:
    """Copy a block's part of a tile: shape (states of the block, fibres)."""
    part = lanes[lane][..., where[0], where[1]]
    fibres = part.shape[-2] * part.shape[-1]
    return np.ascontiguousarray(part).reshape(-1, fibres)


def _count_better(best_first: Ints, payoff: Ints) -> npt.NDArray[np.intp]:
    """Count, in each column of `best_first`, the entries above each payoff.

    By bisection; the number of rows is a power of 2.
    """
    size, width = best_first.shape
    flat = best_first.reshape(-1)
    found = np.broadcast_to(np.arange(width), payoff.shape).copy()
    probe = np.empty_like(found)
    # One step of 1 more than halving gives: n entries have n + 1 counts.
    for step in (*(size >> k for k in range(1, size.bit_length())), 1):
        np.add(found, (step - 1) * width, out=probe)
        above = flat.take(probe) > payoff
        np.multiply(above, step * width, out=probe, dtype=np.intp)
        found += probe
    counts: npt.NDArray[np.intp] = found // width
    return counts


def lower_by_improvements(values: Ints, improvements: Improvements) -> bool:
    """Lower each value to the worst over the improvements from its state.

    Parameters
    ----------
    values : int32 array, shape (n_states,)
        Changed in place; infeasible states hold `HIGHEST` on the way in.
    improvements : Improvements
        The mover's.

    Returns
    -------
    bool
        Whether any value changed.
    """
    unfolded = values.reshape(improvements.moves.unfolded)
    lanes = unfolded.transpose(improvements.axes)
    swept = [_swept(lanes, tile, improvements.blocks) for tile in improvements.tiles]
    return any(swept)


def _swept(lanes: Ints, tile: _Tile, blocks: tuple[Lane, ...]) -> bool:
    where = tile.outer, tile.inner
    parts = [_block(lanes, lane, where) for lane in blocks]
    columns = None if tile.flat else np.arange(parts[0].shape[1])
    least = [
        _running(part, order, columns)
        for part, order in zip(parts, tile.orders, strict=True)
    ]
    # Copies, so that it can be told afterwards whether any value fell: rounds go on
    # until none does.
    lowered = [part.copy() for part in parts]
    for passage in tile.passages:
        found = least[passage.end].take(_entries(passage.places, columns))
        own = lowered[passage.start]
        np.minimum(own, found, out=own)
    changed = False
    for lane, part, low in zip(blocks, parts, lowered, strict=True):
        if not np.array_equal(part, low):
            changed = True
            target = lanes[lane][..., tile.outer, tile.inner]
            target[...] = low.reshape(target.shape)
    return changed


def _entries(rows: Places, columns: Columns) -> npt.NDArray[np.integer]:
    """Find where in a flat table the entries of the given rows stand.

    Without columns the rows say so already.
    """
    if columns is None:
        return rows
    entries = np.multiply(rows, len(columns), dtype=np.intp)
    return np.add(entries, columns, out=entries)


def _running(part: Ints, order: Places, columns: Columns) -> Ints:
    """Give the least of the best r of each column, in row r; of none, HIGHEST."""
    size, width = part.shape
    least = np.empty((size + 1, width), np.int32)
    least[0] = HIGHEST
    least[1:] = part.reshape(-1).take(_entries(order, columns))
    if size > width:
        np.minimum.accumulate(least, axis=0, out=least)
    else:  # a call for each row is quicker than one call while rows are long
        for row in range(1, size):
            np.minimum(least[row], least[row + 1], out=least[row + 1])
    return least.reshape(-1)
