"""Legal sequences: shortest ways from one state to others.

Nobody moves twice in a row, so what counts is the pair (state, last mover):
a state reached by one mover may be left by every other.
"""

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine, Indices
from detente.engine.bits import distances
from detente.engine.budget import tick
from detente.records import dataclass

_UNREACHED = -1
_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Move:
    """One party's move from a state to another.

    `improvement`: whether the mover strictly prefers where it lands.
    """

    party: int
    before: int
    after: int
    improvement: bool


@dataclass(frozen=True, slots=True)
class Distances:
    """How many moves away every state is, by last mover.

    Attributes
    ----------
    start : int
        Where all sequences begin.
    movers : tuple of int
        Who may move.
    improving : bool
        Whether every move has to improve on the state just before it.
    by_mover : int16 array, shape (n movers, n_states)
        Least number of moves to reach a state with that mover last; -1 where
        it cannot be.
    """

    start: int
    movers: tuple[int, ...]
    improving: bool
    by_mover: npt.NDArray[np.int16]

    def least(self) -> npt.NDArray[np.int16]:
        """Least number of moves to each state, 0 at the start, -1 unreached."""
        far = np.iinfo(np.int16).max
        reached = np.where(self.by_mover < 0, far, self.by_mover)
        least = reached.min(axis=0, initial=far)
        least[self.start] = 0
        return np.where(least == far, np.int16(_UNREACHED), least)


def find_distances(
    engine: Engine,
    start: int,
    movers: tuple[int, ...],
    *,
    improving: bool,
    until: Bools | None = None,
) -> Distances:
    """Find how many moves away every state is.

    Parameters
    ----------
    engine : Engine
        The moves of the case.
    start : int
        Where all sequences begin.
    movers : tuple of int
        Positions of the parties that may move.
    improving : bool
        Whether only improvements count.
    until : bool array, shape (n_states,), or None
        Stop as soon as one of these states is reached by a move.

    Returns
    -------
    Distances
    """
    distance = np.full((len(movers), engine.n_states), _UNREACHED, np.int16)
    frontier = np.zeros((len(movers), engine.n_states), np.bool_)
    here: Bools = np.zeros(engine.n_states, np.bool_)
    here[start] = True
    for depth in range(1, np.iinfo(np.int16).max):
        tick()
        following = np.zeros_like(frontier)
        for row, mover in enumerate(movers):
            if depth > 1:
                here = np.logical_or.reduce(np.delete(frontier, row, axis=0))
            if here.any():
                landed = engine.reached(mover, here, improving=improving)
                following[row] = landed & (distance[row] == _UNREACHED)
        distance[following] = depth
        frontier = following
        if not frontier.any() or (until is not None and (frontier & until).any()):
            break
    return Distances(start, movers, improving, distance)


def trace_path(
    engine: Engine, found: Distances, target: int
) -> tuple[Move, ...] | None:
    """Give a shortest legal sequence of at least one move to a state.

    Parameters
    ----------
    engine : Engine
        The moves of the case.
    found : Distances
        Found by `find_distances` for the same engine.
    target : int
        Where the sequence ends.

    Returns
    -------
    tuple of Move, or None
        None where the state is not reached. Among equals the moves that
        change the fewest options are taken.
    """
    reached = found.by_mover[:, target]
    rows = np.flatnonzero(reached > 0)
    if not rows.size:
        return None
    row = int(rows[np.argmin(reached[rows])])
    moves: list[Move] = []
    state, depth = target, int(reached[row])
    while True:
        mover = found.movers[row]
        before, previous = _predecessor(engine, found, row, state, depth)
        payoff = engine.payoff(mover)
        moves.append(Move(mover, before, state, bool(payoff[state] > payoff[before])))
        if depth == 1:
            return tuple(reversed(moves))
        state, row, depth = before, previous, depth - 1


def _predecessor(
    engine: Engine, found: Distances, row: int, state: int, depth: int
) -> tuple[int, int]:
    if depth == 1:
        return found.start, -1
    mover = found.movers[row]
    sources = engine.sources(mover, state)
    if found.improving:
        payoff = engine.payoff(mover)
        sources = sources[payoff[sources] < payoff[state]]
    by_row = found.by_mover[:, sources] == depth - 1
    by_row[row] = False
    positions = np.flatnonzero(by_row.any(axis=0))
    before = nearest_state(engine, sources[positions], state, found.start)
    last = int(np.argmax(by_row[:, sources == before]))
    return before, last


def nearest_state(engine: Engine, candidates: Indices, *others: int) -> int:
    """Choose the state that differs least from some others.

    Parameters
    ----------
    engine : Engine
        Names the states.
    candidates : int array, shape (n,)
        Never empty; beyond `_LOOKED_AT` the rest is passed over.
    *others : int
        States; what counts is how many options differ from each, summed.

    Returns
    -------
    int
        The lowest among equals.
    """
    looked = candidates[:_LOOKED_AT]
    codes, ends = engine.codes(looked), engine.codes(np.array(others))
    apart = np.zeros(looked.size, np.int64)
    for end in map(int, ends):
        apart += distances(codes, end) if engine.case.options else codes != end
    return int(looked[np.argmin(apart)])
