"""The five core concepts by dense matrices, as the literature computes them.

A yardstick, written from the definitions of Xu, Hipel and Kilgour (2009): moves and
preferences of each party are square matrices over the feasible states, sanctions are
their products, and a state is stable where an entry of a diagonal is 0. A return to the
state itself counts as a sanction, as it does in Detente, so that answers agree.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engine import Engine
from detente.model.concept import CORE_CONCEPTS, Concept

Matrix = npt.NDArray[np.float32]
"""Of zeros and ones, shape (n_feasible, n_feasible)."""


@dataclass(frozen=True, eq=False)
class Matrices:
    """Moves and preferences as matrices.

    Attributes
    ----------
    states : int64 array, shape (n_feasible,)
    moves, improvements : list of Matrix
        Of each party: 1 where it can move from a row to a column, and gains by it.
    better : list of Matrix
        Of each party: 1 where it prefers the column to the row.
    """

    states: npt.NDArray[np.int64]
    moves: list[Matrix]
    improvements: list[Matrix]
    better: list[Matrix]

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        every = (*self.moves, *self.improvements, *self.better)
        return sum(matrix.nbytes for matrix in every)


def make_matrices(engine: Engine) -> Matrices:
    """Write the moves and payoffs of an engine as matrices."""
    states = np.flatnonzero(engine.feasible)
    place = np.full(engine.n_states, -1)
    place[states] = np.arange(states.size)
    moves, better = [], []
    for party in range(len(engine.parties)):
        reach = np.zeros((states.size, states.size), np.float32)
        for row, state in enumerate(states.tolist()):
            reach[row, place[engine.moves(party, state)]] = 1
        payoff = engine.payoff(party)[states]
        moves.append(reach)
        better.append((payoff[np.newaxis] > payoff[:, np.newaxis]).astype(np.float32))
    improvements = [m * b for m, b in zip(moves, better, strict=True)]
    return Matrices(states, moves, improvements, better)


def _sign(matrix: Matrix) -> Matrix:
    return (matrix > 0).astype(np.float32)


def _sequences(steps: list[Matrix]) -> Matrix:
    """Give where legal sequences of some parties' steps lead: nobody twice in a row."""
    last = list(steps)
    while True:
        union = [
            _sign(sum((m for j, m in enumerate(last) if j != i), np.zeros_like(own)))
            for i, own in enumerate(last)
        ]
        # By last mover: what others had reached, and then one step of its own.
        longer = [
            _sign(own + before @ step)
            for own, before, step in zip(last, union, steps, strict=True)
        ]
        if all(np.array_equal(a, b) for a, b in zip(last, longer, strict=True)):
            return _sign(sum(last, np.zeros_like(last[0])))
        last = longer


def judge(matrices: Matrices, party: int, concept: Concept) -> npt.NDArray[np.bool_]:
    """Find the feasible states that are stable for a party; shape (n_feasible,)."""
    improvements, better = matrices.improvements[party], matrices.better[party]
    if concept is Concept.R:
        return np.array(improvements.sum(axis=1) == 0)
    own = matrices.improvements if concept.credible else matrices.moves
    replies = _sequences([m for j, m in enumerate(own) if j != party])
    # By row the state from which the party moved, by column what is no better for it.
    worse = 1 - better
    if concept.countermove:
        escaped = _sign(better @ matrices.moves[party].T)
        worse = worse * (1 - escaped)
    unanswered = 1 - _sign(replies @ worse.T)
    return np.array(np.einsum("ij,ji->i", improvements, unanswered) == 0)


def judge_all(matrices: Matrices) -> list[npt.NDArray[np.bool_]]:
    """Judge all parties under all five concepts, concept by concept."""
    parties = range(len(matrices.moves))
    return [judge(matrices, party, c) for c in CORE_CONCEPTS for party in parties]
