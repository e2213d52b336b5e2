"""Explicit states and moves: graphs made by hand, and rules the cube refuses.

Moves need not be transitive here, so legal sequences are followed on pairs of
a state and the mover that may not move next.
"""

import numpy as np

from detente.engine.arcs.moves import count_candidates, find_moves
from detente.engine.arcs.over_states import OverStates
from detente.engine.arcs.replies import find_worst
from detente.engine.arcs.rows import Rows
from detente.engine.arcs.states import count_states, open_states
from detente.engine.budget import tick
from detente.engine.contract import Bools, Indices, Payoffs
from detente.engine.memory import PROGRAM, allowed, refuse_beyond
from detente.errors import Message
from detente.model.case import Case

_BYTES_A_STATE = 60
_BYTES_A_PARTY = 24
_BYTES_A_MOVE = 40
_FEWER = Message("settle some options, or add constraints that leave fewer states")


class Arcs(OverStates):
    """The engine over explicit moves; the contract says what it answers.

    In a case with more than 20 options that can change only feasible states
    are numbered, ascending.

    Parameters
    ----------
    case : Case
        A checked case.
    memory : int or None
        Bytes allowed; None is three quarters of what the machine has free.

    Raises
    ------
    TooLargeError
        Where the estimate exceeds the memory allowed.
    UnsupportedError
        Where more options can change than a number has bits; where more than
        20 can, and the status quo is not feasible.
    """

    name = "arcs"

    def __init__(self, case: Case, memory: int | None = None) -> None:
        super().__init__(case, open_states(case, _most_states(case, memory)))
        self.n_feasible = int(np.count_nonzero(self.feasible))
        self._refuse_many_moves(memory)
        self._moves = find_moves(case, self._states)
        self._sources: dict[int, Rows] = {}
        self._better: dict[int, Rows] = {}

    def _refuse_many_moves(self, memory: int | None) -> None:
        moves = count_candidates(self.case, self._states)
        refuse_beyond(moves * _BYTES_A_MOVE, memory, _FEWER)

    def _turned(self, party: int) -> Rows:
        if party not in self._sources:
            self._sources[party] = self._moves[party].turned()
        return self._sources[party]

    def _improved(self, party: int) -> Rows:
        if party not in self._better:
            rows, payoff = self._turned(party), self.payoff(party)
            ends, firsts = rows.pairs()
            self._better[party] = rows.where(payoff[ends] > payoff[firsts])
        return self._better[party]

    def after(self, party: int, values: Payoffs) -> Payoffs:
        """Best value over each state and the party's moves from it."""
        tick()
        rows = self._moves[party]
        best = values.copy()
        busy = np.flatnonzero(np.diff(rows.starts))
        if busy.size:
            landed = np.maximum.reduceat(values[rows.ends], rows.starts[busy])
            best[busy] = np.maximum(best[busy], landed)
        return best

    def reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs:
        """Worst value over each state and the movers' legal sequences from it."""
        return find_worst(values, [self._turned(mover) for mover in movers])

    def credible_reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs:
        """Worst value over each state and legal sequences of improvements from it."""
        return find_worst(values, [self._improved(mover) for mover in movers])

    def moves(self, party: int, state: int) -> Indices:
        """States that the party can move to, ascending, itself excluded."""
        tick()
        return self._moves[party].row(state)

    def sources(self, party: int, state: int) -> Indices:
        """States from which the party can move here, ascending."""
        return self._turned(party).row(state)

    def reached(self, party: int, sources: Bools, *, improving: bool) -> Bools:
        """States that the party can move to from some source, itself excluded."""
        firsts, ends = self._moves[party].spread(np.flatnonzero(sources))
        if improving:
            payoff = self.payoff(party)
            ends = ends[payoff[ends] > payoff[firsts]]
        found: Bools = np.zeros(self.n_states, np.bool_)
        found[ends] = True
        return found


def _most_states(case: Case, memory: int | None) -> int:
    a_state = _BYTES_A_STATE + _BYTES_A_PARTY * len(case.parties)
    refuse_beyond(count_states(case) * a_state, memory, _FEWER)
    return (allowed(memory) - PROGRAM) // a_state
