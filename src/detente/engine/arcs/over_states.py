"""What an engine over numbered states tells of them, whatever moves it knows."""

import numpy as np

from detente.engine.arcs.states import States
from detente.engine.contract import Bools, Indices, Payoffs
from detente.engine.payoff import ordinal
from detente.errors import Message, UnsupportedError
from detente.model.case import Case
from detente.model.formula import Formula
from detente.model.preference import Preference


class OverStates:
    """Payoffs, formulas and names of states; the contract says what they are.

    Parameters
    ----------
    case : Case
        A checked case.
    states : States
        The states that are numbered.

    Raises
    ------
    UnsupportedError
        Where only feasible states are numbered, and the status quo is none.
    """

    def __init__(self, case: Case, states: States) -> None:
        self.case = case
        self.parties = tuple(party.id for party in case.parties)
        self._states = states
        self.n_states: int = states.shape[0]
        self.feasible: Bools = states.feasible
        self.feasible.flags.writeable = False
        self.status_quo = self._now()
        self._payoffs: dict[int, Payoffs] = {}

    def _now(self) -> int:
        numbers = self._states.matching(self.case.status_quo)
        if not numbers.size:
            raise UnsupportedError(
                Message("with so many options the status quo has to be feasible"),
                Message("settle some options with 'undo: never' or 'redo: never'"),
            )
        return int(numbers[0])

    def payoff(self, party: int) -> Payoffs:
        """Ordinal payoff, larger is better; shape (n_states,), read-only."""
        if party not in self._payoffs:
            payoff = self.order(self.case.preference[self.parties[party]])
            payoff.flags.writeable = False
            self._payoffs[party] = payoff
        return self._payoffs[party]

    def order(self, preference: Preference) -> Payoffs:
        """Ordinal payoff by any preference, larger is better; shape (n_states,)."""
        return ordinal(preference, self._states)

    def truth(self, formula: Formula) -> Bools:
        """Where a formula holds; shape (n_states,), read-only."""
        return np.broadcast_to(self._states.holds(formula), self._states.shape)

    def codes(self, states: Indices) -> Indices:
        """Tell which options are taken in some states, bit by bit; shape as given."""
        return self._states.codes[states]

    def state(self, index: int) -> str:
        """Give the Y/N string of a state, in option order, or its id."""
        return self._states.state(index)

    def index(self, state: str) -> int | None:
        """Give the number of a feasible state, or None where it is not one."""
        number = self._states.number(state)
        return number if number is not None and self.feasible[number] else None
