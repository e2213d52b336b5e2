"""One turn of a mover by compiled code: the same landings as `play` finds, sooner."""

import numpy as np

from detente.engine.fast.compiled import shared_out
from detente.engine.fast.turns import choose_chained, try_flips
from detente.engine.period.arena import Places, Seat, Values, laid_out, landings


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
    costs = np.where(compact.never, np.inf, price * compact.costs)
    target = np.empty(mine.size, np.intp)
    mine = np.ascontiguousarray(mine)

    table = (compact.states, n_others, compact.looks, compact.masks)

    def columns(start: int, stop: int) -> None:
        choose_chained(mine, table, costs, tolerance, target, (start, stop))

    shared_out(columns, n_others, mine.size * len(seat.costs))
    return target


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
    n_others = seat.shape[-1]
    there = laid_out(seat, mine).reshape(-1, n_others)
    best = there.copy()
    codes = seat.codes.reshape(best.shape).astype(np.int32)
    for flips, legal, cost in seat.moves() if seat.moves else ():
        due = price * cost.reshape(-1)
        try_flips(there, best, codes, (flips, legal, due), tolerance)
    return landings(seat, codes)
