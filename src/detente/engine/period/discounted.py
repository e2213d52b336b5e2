"""The operators with a clock: one period of moves, carried by discounted values.

Beside ``after`` and ``reply``, which look one move ahead, stand two operators
that look one period ahead, in which every party has one turn, in a declared
order, and may change any of its own options at once:

``breakdown_period``  everybody maximises its own value (threat T1);
``minmax_period``     one party maximises, all others minimise it (threat T2).

Values are float64 arrays of shape (n_rows, n_states), one row a party, C
order, changed in place; larger is better. States are numbered as in
`detente.engine`. Entries at infeasible states mean nothing, on the way in and
on the way out.

A party's options are treated one at a time: one maximiser and additive costs
make the chain of binary choices equal to the joint maximum over all its own
moves, at a cost of states times options. On the way an infeasible state holds
minus infinity for the mover and takes the value of what is reached through
it. Where a rule of the mover looks at the mover's own options the chain would
judge it at the wrong state, and its moves are tried jointly instead. Either
way staying wins ties, else the first best in option order (the lowest number
of a set of flips).
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.contract import Bools
from detente.engine.period.arena import open_arena
from detente.engine.period.play import Mover, play_period
from detente.engine.period.turn import Turn, legal_moves

Values: TypeAlias = npt.NDArray[np.float64]
Landings: TypeAlias = npt.NDArray[np.int32]


def breakdown_period(
    turns: Sequence[Turn],
    values: Values,
    feasible: Bools,
    prices: Values,
    tolerance: float,
) -> Landings:
    """Let every party take its turn, each for itself.

    Parameters
    ----------
    turns : sequence of Turn
        In the order in which the parties act.
    values : float64 array, shape (n_parties, n_states)
        What each party has from the end of the turns on; becomes what it has
        from their beginning on.
    feasible : bool array, shape (n_states,)
    prices : float64 array, shape (n_parties,)
        What one unit of a cost weighs in the values, 1 - patience.
    tolerance : float
        Differences up to this are ties, in which the party stays.

    Returns
    -------
    int32 array, shape (n_states,)
        Where the period ends that begins at each state.
    """
    movers = [(row, 1, float(price)) for row, price in enumerate(prices)]
    return _played(turns, values, feasible, movers, tolerance)


def minmax_period(
    turns: Sequence[Turn],
    party: int,
    values: Values,
    feasible: Bools,
    price: float,
) -> Landings:
    """Let every party take its turn, all others against one.

    Parameters
    ----------
    turns : sequence of Turn
        In the order in which the parties act.
    party : int
        The one who maximises.
    values : float64 array, shape (1, n_states)
        What it has from the end of the turns on; becomes what it has from
        their beginning on.
    feasible : bool array, shape (n_states,)
    price : float
        What one unit of its costs weighs in the values.

    Returns
    -------
    int32 array, shape (n_states,)
        Where the period ends that begins at each state.
    """
    n_parties = 1 + max((turn.party for turn in turns), default=party)
    movers = [(0, -1, 0.0)] * (n_parties if n_parties > party else party + 1)
    movers[party] = (0, 1, price)
    return _played(turns, values, feasible, movers, 0.0)


def _played(
    turns: Sequence[Turn],
    values: Values,
    feasible: Bools,
    movers: Sequence[Mover],
    tolerance: float,
) -> Landings:
    """Play a period on the feasible states; the others keep nothing."""
    states = np.flatnonzero(feasible)
    known = values[:, states]
    ends = play_period(open_arena(turns, states), known, movers, tolerance)
    values[:] = 0.0
    values[:, states] = known
    landings = np.arange(values.shape[1], dtype=np.int32)
    landings[states] = states[ends]
    return landings


def best_elsewhere(
    turn: Turn, values: npt.NDArray[np.float64], feasible: Bools, price: float
) -> npt.NDArray[np.float64]:
    """Find the best that one party can get by some own move, staying excluded.

    Parameters
    ----------
    turn : Turn
        What the party may do.
    values : float64 array, shape (n_states,)
        What it has at each landing.
    feasible : bool array, shape (n_states,)
    price : float
        What one unit of its costs weighs in the values.

    Returns
    -------
    float64 array, shape (n_states,)
        Minus infinity where it has no other move.
    """
    reach = np.where(feasible, values, -np.inf)
    elsewhere = np.full_like(reach, -np.inf)
    if turn.joint:
        for flips, legal, cost in legal_moves(turn, reach.size):
            landed = _shifted(reach, flips)
            if cost is not None:
                landed = landed - price * cost
            np.maximum(elsewhere, np.where(legal, landed, -np.inf), out=elsewhere)
        return elsewhere
    for place in range(len(turn.bits)):
        flipped = _flipped(turn, place, reach, price)
        np.maximum(elsewhere, flipped, out=elsewhere)
        np.maximum(reach, flipped, out=reach)
    return elsewhere


def _sides(turn: Turn, place: int, width: int) -> Iterator[Bools | bool]:
    """Where one option may be taken, by untaken states; undone, by taken ones."""
    for side, rule in enumerate((turn.chained[place], turn.drops[place])):
        yield rule if isinstance(rule, bool) else rule.reshape(-1, 2, width)[:, side]


def _flipped(
    turn: Turn, place: int, values: npt.NDArray[np.float64], price: float
) -> npt.NDArray[np.float64]:
    """Give what flipping one option is worth, minus infinity where forbidden."""
    width = 1 << turn.bits[place]
    flipped = np.full_like(values, -np.inf).reshape(-1, 2, width)
    pairs = values.reshape(-1, 2, width)
    for side, rule in enumerate(_sides(turn, place, width)):
        if rule is False:
            continue
        landed = pairs[:, 1 - side] - price * turn.costs[place][side]
        flipped[:, side] = landed if rule is True else np.where(rule, landed, -np.inf)
    return flipped.reshape(-1)


def _shifted(values: npt.NDArray[np.float64], flips: int) -> npt.NDArray[np.float64]:
    """Give, at every state, what stands at the state with some options flipped."""
    shape: list[int] = []
    left = values.size
    for bit in reversed(range(flips.bit_length())):
        if flips >> bit & 1:
            shape += [left >> (bit + 1), 2]
            left = 1 << bit
    turned = tuple(range(1, len(shape), 2))
    shifted: npt.NDArray[np.float64]
    shifted = np.flip(values.reshape(*shape, left), turned).reshape(-1)
    return shifted
