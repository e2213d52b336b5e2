"""What every engine offers, and the arrays that go in and out.

States are numbered from 0; in a case with options, state k has the option with
bit j of k taken, counting only options that are not settled, the first option
being the lowest bit, so that ascending numbers are the field's "decimal" order.
An array over the states has shape (n_states,); entries at infeasible states mean
nothing, on the way in and on the way out. Larger payoffs are better.
"""

from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.model.case import Case
from detente.model.formula import Formula
from detente.model.preference import Preference

Bools: TypeAlias = npt.NDArray[np.bool_]
Payoffs: TypeAlias = npt.NDArray[np.int32]
Indices: TypeAlias = npt.NDArray[np.int64]


class Engine(Protocol):
    """The moves and ordinal payoffs of one case.

    Attributes
    ----------
    name : str
        `cube`, `arcs`, ...
    case : Case
        What it was built from.
    parties : tuple of str
        Ids in file order; methods take a position in it.
    n_states, n_feasible : int
        Length of every array; how many states are feasible.
    feasible : bool array, shape (n_states,)
    status_quo : int
        The number of the state that holds now.
    """

    name: str
    case: Case
    parties: tuple[str, ...]
    n_states: int
    n_feasible: int
    feasible: Bools
    status_quo: int

    def payoff(self, party: int) -> Payoffs:
        """Ordinal payoff, larger is better; shape (n_states,), read-only."""
        ...

    def order(self, preference: Preference) -> Payoffs:
        """Ordinal payoff by any preference, larger is better; shape (n_states,)."""
        ...

    def after(self, party: int, values: Payoffs) -> Payoffs:
        """Best value over each state and the party's moves from it."""
        ...

    def reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs:
        """Worst value over each state and the movers' legal sequences from it."""
        ...

    def credible_reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs:
        """Worst value over each state and legal sequences of improvements from it.

        Every step improves on the state just before it, for its mover.
        """
        ...

    def moves(self, party: int, state: int) -> Indices:
        """States that the party can move to, ascending, itself excluded."""
        ...

    def sources(self, party: int, state: int) -> Indices:
        """States from which the party can move here, ascending."""
        ...

    def reached(self, party: int, sources: Bools, *, improving: bool) -> Bools:
        """States that the party can move to from some source, itself excluded.

        With `improving`, only by moves that it strictly prefers.
        """
        ...

    def truth(self, formula: Formula) -> Bools:
        """Where a formula holds; shape (n_states,), read-only."""
        ...

    def codes(self, states: Indices) -> Indices:
        """Tell which options are taken in some states, bit by bit; shape as given.

        Bit j is the j-th option that is not settled. Without options it is the number.
        """
        ...

    def state(self, index: int) -> str:
        """Give the Y/N string of a state, in option order, or its id."""
        ...

    def index(self, state: str) -> int | None:
        """Give the number of a feasible state, or None where it is not one."""
        ...
