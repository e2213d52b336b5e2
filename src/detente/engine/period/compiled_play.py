"""One turn of a mover by compiled code: the same landings as `play` finds, sooner."""

import numpy as np

from detente.engine.fast.compiled import shared_out
from detente.engine.fast.turns import choose_chained, choose_in_cells, try_flips
from detente.engine.period.arena import (
    Codes,
    Places,
    Seat,
    Values,
    laid_out,
    landings,
)


def best_chained(seat: Seat, mine: Values, price: float, tolerance: float) -> Places:
    """Choose option after option, where no rule looks at own options.

    Parameters
    ----------
    seat : Seat
        The grid of the mover.
    mine : float64 array, shape (n_states,)
        What landing on each state is worth to it.
    price : float
        What a unit of its costs weighs there.
    tolerance : float
        Differences up to this are ties, in which it stays.

    Returns
    -------
    intp array, shape (n_states,)
        The landing from each state.
    """
    compact, n_others = seat.compact, seat.shape[-1]
    costs = _priced(seat, price)
    target = np.empty(mine.size, np.intp)
    mine = np.ascontiguousarray(mine)

    table = (compact.states, n_others, compact.looks, compact.masks)

    def columns(start: int, stop: int) -> None:
        choose_chained(mine, table, costs, tolerance, target, (start, stop))

    shared_out(columns, n_others, mine.size * len(seat.costs))
    return target


def chained_codes(seat: Seat, grid: Values, price: float, tolerance: float) -> Codes:
    """Choose option after option, values standing on the grid already.

    Parameters
    ----------
    seat : Seat
        The grid of the mover.
    grid : float64 array, shape of the seat
        What landing in each cell is worth to it; changed.
    price, tolerance : float
        As of `best_chained`.

    Returns
    -------
    int array, shape of the seat
        The own choice that each cell leads to.
    """
    compact = seat.compact
    cells = grid.reshape(-1, seat.shape[-1])
    codes = np.empty(cells.shape, np.int32)
    rules = compact.looks, compact.masks
    choose_in_cells(cells, rules, _priced(seat, price), tolerance, codes)
    return codes.astype(seat.codes.dtype).reshape(seat.shape)


def _priced(seat: Seat, price: float) -> Values:
    compact = seat.compact
    return np.where(compact.never, np.inf, price * compact.costs)


def best_jointly(seat: Seat, mine: Values, price: float, tolerance: float) -> Places:
    """Try every own move, where rules look at own options.

    Parameters
    ----------
    seat : Seat
        The grid of the mover.
    mine : float64 array, shape (n_states,)
        What landing on each state is worth to it.
    price : float
        What a unit of its costs weighs there.
    tolerance : float
        Differences up to this are ties, in which what comes first stays.

    Returns
    -------
    intp array, shape (n_states,)
        The landing from each state.
    """
    grid = laid_out(seat, mine)
    return landings(seat, joint_codes(seat, grid, price, tolerance))


def joint_codes(seat: Seat, grid: Values, price: float, tolerance: float) -> Codes:
    """Try every own move, values standing on the grid already.

    Parameters and what is returned are those of `chained_codes`.
    """
    there = grid.reshape(-1, seat.shape[-1])
    best = there.copy()
    codes = seat.codes.reshape(best.shape).astype(np.int32)
    for flips, legal, cost in seat.moves() if seat.moves else ():
        due = price * cost.reshape(-1)
        try_flips(there, best, codes, (flips, legal, due), tolerance)
    return codes.astype(seat.codes.dtype).reshape(seat.shape)
