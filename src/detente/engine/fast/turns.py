"""The loops of one mover's turn, compiled; `detente.engine.period.play` says what for.

Cells stand in rows, one for each own choice, of one entry for each choice of all
others. Some columns are taken at a time, as many as the processor's cache holds.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.contract import Bools, Indices
from detente.engine.fast.compiled import kernel

Floats: TypeAlias = npt.NDArray[np.float64]
Shorts: TypeAlias = npt.NDArray[np.int32]


# Each row of two is a function's own, or no two of them would be known to be apart, and
# nothing would be done for several columns at once.
def _choose_two(
    values: tuple[Floats, Floats],
    codes: tuple[Shorts, Shorts],
    takes: Floats,
    drops: Floats,
    tolerance: float,
) -> None:
    """Take or drop one option, for two rows that differ in it alone."""
    low, high = values
    own, there = codes
    for column in range(low.shape[0]):
        untaken, taken = low[column], high[column]
        raised, lowered = taken - takes[column], untaken - drops[column]
        before, after = own[column], there[column]
        # In a tie the party stays, so that nothing moves for nothing.
        own[column] = after if raised > untaken + tolerance else before
        there[column] = before if lowered > taken + tolerance else after
        low[column] = max(untaken, raised)
        high[column] = max(taken, lowered)


def _choose_two_alike(
    values: tuple[Floats, Floats],
    codes: tuple[Shorts, Shorts],
    take: float,
    drop: float,
    tolerance: float,
) -> None:
    """Take or drop one option that costs the same in every column."""
    low, high = values
    own, there = codes
    for column in range(low.shape[0]):
        untaken, taken = low[column], high[column]
        raised, lowered = taken - take, untaken - drop
        before, after = own[column], there[column]
        own[column] = after if raised > untaken + tolerance else before
        there[column] = before if lowered > taken + tolerance else after
        low[column] = max(untaken, raised)
        high[column] = max(taken, lowered)


def _priced(cost: float, allowed: Bools, found: Floats) -> None:
    """Write what a change costs in each column, infinite where it is forbidden."""
    for column in range(allowed.shape[0]):
        found[column] = cost if allowed[column] else np.inf


def _take_seats(
    mine: Floats, cells: Shorts, values: Floats, codes: Shorts, code: int
) -> None:
    """Give one row its values, and the code that stays."""
    for column in range(cells.shape[0]):
        state = cells[column]
        values[column] = mine[state] if state >= 0 else -np.inf
    codes[:] = code


def _land(
    landed: Shorts,
    states: Shorts,
    first: int,
    n_others: int,
    target: Indices,
    code: int,
) -> None:
    """Write where the states of one row land."""
    for column in range(landed.shape[0]):
        state = states[code * n_others + first + column]
        if state >= 0:
            target[state] = states[landed[column] * n_others + first + column]


Table: TypeAlias = tuple[Shorts, int, Indices, Bools]
"""The state in each cell, -1 where none is; how many columns the cells have; the row of
the masks that says where each option may be taken, and undone, -1 for everywhere; the
masks, shape (n_rules, n_others)."""

_SIGNATURE = (
    "void(float64[::1], Tuple((int32[::1], int64, int64[:,::1], boolean[:,::1])),"
    " float64[:,::1], float64, int64[::1], UniTuple(int64, 2))"
)


@kernel(_SIGNATURE, calls=(_choose_two, _choose_two_alike, _priced, _take_seats, _land))
def choose_chained(
    mine: Floats,
    table: Table,
    costs: Floats,
    tolerance: float,
    target: Indices,
    span: tuple[int, int],
) -> None:
    """Choose option after option, the first option first.

    Parameters
    ----------
    mine : float64 array, shape (n_states,)
        What landing on each state is worth to the mover.
    table : Table
        The cells, and what the rules look at.
    costs : float64 array, shape (n_options, 2)
        What taking each option costs, and undoing it; infinite where it is forbidden.
    tolerance : float
        Differences up to this are ties, in which the mover stays.
    target : int64 array, shape (n_states,)
        Becomes the landing from each state.
    span : (int, int)
        The first column that is done, and the first that is not.
    """
    states, n_others, looks, masks = table
    n_options = costs.shape[0]
    size = 1 << n_options
    width = max(16, min(64, 2048 >> n_options))
    grid = np.empty((size, width))
    codes = np.empty((size, width), np.int32)
    due = np.empty((2, width))
    for begin in range(span[0], span[1], width):
        wide = min(width, span[1] - begin)
        for code in range(size):
            first = code * n_others + begin
            cells = states[first : first + wide]
            _take_seats(mine, cells, grid[code], codes[code], code)
        for place in range(n_options):
            bit = 1 << place
            alike = looks[place, 0] < 0 and looks[place, 1] < 0
            for side in range(2):
                look, cost = looks[place, side], costs[place, side]
                due[side] = cost
                if look >= 0:
                    _priced(cost, masks[look, begin : begin + wide], due[side])
            for code in range(size):
                if code & bit:
                    continue
                pair = (grid[code, :wide], grid[code | bit, :wide])
                chosen = (codes[code, :wide], codes[code | bit, :wide])
                if alike:
                    take, drop = costs[place, 0], costs[place, 1]
                    _choose_two_alike(pair, chosen, take, drop, tolerance)
                else:
                    _choose_two(pair, chosen, due[0], due[1], tolerance)
        for code in range(size):
            _land(codes[code, :wide], states, begin, n_others, target, code)


@kernel(
    "void(float64[:,::1], Tuple((int64[:,::1], boolean[:,::1])), float64[:,::1],"
    " float64, int32[:,::1])",
    calls=(_choose_two, _choose_two_alike, _priced),
)
def choose_in_cells(
    grid: Floats,
    rules: tuple[Indices, Bools],
    costs: Floats,
    tolerance: float,
    codes: Shorts,
) -> None:
    """Choose option after option where values stand in cells already.

    Parameters
    ----------
    grid : float64 array, shape (n_codes, n_others)
        What landing in each cell is worth, minus infinity where no state is; changed.
    rules : (int64 array, bool array)
        As in a table, what the rules look at, and the masks.
    costs : float64 array, shape (n_options, 2)
        What taking each option costs, and undoing it; infinite where it is forbidden.
    tolerance : float
        Differences up to this are ties, in which the mover stays.
    codes : int32 array, shape (n_codes, n_others)
        Becomes the own choice that each cell leads to.
    """
    looks, masks = rules
    size, n_others = grid.shape
    n_options = costs.shape[0]
    width = max(16, min(64, 2048 >> n_options))
    due = np.empty((2, width))
    for begin in range(0, n_others, width):
        wide = min(width, n_others - begin)
        end = begin + wide
        for code in range(size):
            codes[code, begin:end] = code
        for place in range(n_options):
            bit = 1 << place
            alike = looks[place, 0] < 0 and looks[place, 1] < 0
            for side in range(2):
                look, cost = looks[place, side], costs[place, side]
                due[side] = cost
                if look >= 0:
                    _priced(cost, masks[look, begin:end], due[side])
            for code in range(size):
                if code & bit:
                    continue
                pair = (grid[code, begin:end], grid[code | bit, begin:end])
                chosen = (codes[code, begin:end], codes[code | bit, begin:end])
                if alike:
                    take, drop = costs[place, 0], costs[place, 1]
                    _choose_two_alike(pair, chosen, take, drop, tolerance)
                else:
                    _choose_two(pair, chosen, due[0], due[1], tolerance)


@kernel(
    "void(float64[:,::1], float64[:,::1], int32[:,::1],"
    " Tuple((int64, boolean[:,::1], float64[::1])), float64)"
)
def try_flips(
    there: Floats,
    best: Floats,
    codes: Shorts,
    move: tuple[int, Bools, Floats],
    tolerance: float,
) -> None:
    """Try one set of own changes at every cell, and keep it where it is the best.

    Parameters
    ----------
    there : float64 array, shape (n_codes, n_others)
        What landing in each cell is worth; minus infinity where no state is.
    best : float64 array, shape (n_codes, n_others)
        The best found, changed in place.
    codes : int32 array, shape (n_codes, n_others)
        The own choice after it, changed in place.
    move : (int, bool array, float64 array)
        Which own options change, as a set of bits; where that is allowed, shape
        (n_codes, n_others); what it costs, shape (n_codes,).
    tolerance : float
        Differences up to this are ties, in which what was found first stays.
    """
    flips, legal, cost = move
    for code in range(there.shape[0]):
        other = code ^ flips
        for column in range(there.shape[1]):
            landed = there[other, column] - cost[code]
            if legal[code, column] and landed > best[code, column] + tolerance:
                best[code, column] = landed
                codes[code, column] = other
