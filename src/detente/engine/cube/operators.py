"""The cube: every option that is not settled an axis of length 2.

Parties' options stand side by side in a state's number, so for each party the
array of all states has the shape (outer, own, inner), and what it can make of
a state is one reduction over the middle axis, broadcast back. No list of moves
is built. Two moves of one party in a row are a move of it, or a return, so a
sweep over the movers until nothing changes gives what legal sequences reach
(Fang, Hipel and Kilgour 1993); cases of which this is not true are refused.
"""

from collections.abc import Callable
from itertools import cycle

import numpy as np

from detente.engine.budget import tick
from detente.engine.contract import Bools, Indices, Payoffs
from detente.engine.cube.compiled_sweeps import Sweeps, can_sweep
from detente.engine.cube.improvements import (
    Improvements,
    find_improvements,
    lower_by_improvements,
)
from detente.engine.cube.moves import HIGHEST, Moves, collect
from detente.engine.cube.rules import derive_moves, refuse_ordered_moves
from detente.engine.cube.size import refuse_large
from detente.engine.cube.states import CubeSpace
from detente.engine.fast.compiled import pays
from detente.engine.payoff import ordinal
from detente.errors import Message, UnsupportedError
from detente.model.case import Case, Graph
from detente.model.formula import Formula
from detente.model.preference import Preference

_MOVING, _IMPROVING, _CALLING = 4e-9, 3e-8, 5e-5
"""Seconds that NumPy takes for a sweep over moves, and over improvements: a state, and
to begin with."""

Sweep = Callable[[int, Payoffs], bool]


class Cube:
    """The engine over all choices of options; the contract says what it answers.

    Parameters
    ----------
    case : Case
        A checked case with options and derived moves.
    memory : int or None
        Bytes allowed; None is three quarters of what the machine has free.

    Raises
    ------
    TooLargeError
        Where the estimate exceeds the memory allowed.
    UnsupportedError
        Where the case lists states or moves, or the moves of a party depend
        on their order.
    """

    name = "cube"

    def __init__(self, case: Case, memory: int | None = None) -> None:
        _refuse_graph(case)
        refuse_large(case, memory)
        self.case = case
        self.parties = tuple(party.id for party in case.parties)
        self._space = CubeSpace(case)
        self.n_states = self._space.n_states
        self.feasible = self._space.feasible(case)
        self.n_feasible = int(np.count_nonzero(self.feasible))
        self.status_quo = int(self._space.matching(case.status_quo)[0])
        self._moves = self._derived()
        self._payoffs: dict[int, Payoffs] = {}
        self._improvements: dict[int, Improvements] = {}
        self._sweeps = Sweeps(self.feasible, self._moves, self.payoff)

    def _derived(self) -> tuple[Moves, ...]:
        derived, low, total = [], 0, len(self._space.options)
        for party in self.case.parties:
            options = tuple(o for o in party.options if not o.settled)
            moves = derive_moves(options, low, total, self._space.by_option)
            refuse_ordered_moves(options, moves, self.feasible)
            derived.append(moves)
            low += len(options)
        return tuple(derived)

    def payoff(self, party: int) -> Payoffs:
        """Ordinal payoff, larger is better; shape (n_states,), read-only."""
        if party not in self._payoffs:
            preference = self.case.preference[self.parties[party]]
            payoff = ordinal(preference, self._space)
            payoff.flags.writeable = False
            self._payoffs[party] = payoff
        return self._payoffs[party]

    def order(self, preference: Preference) -> Payoffs:
        """Ordinal payoff by any preference, larger is better; shape (n_states,)."""
        return ordinal(preference, self._space)

    def after(self, party: int, values: Payoffs) -> Payoffs:
        """Best value over each state and the party's moves from it."""
        if self._pays((party,), 1, improving=False):
            found = self._sweeps.after(party, values)
            if found is not None:
                return found
        # The best is the worst of the complement, which unlike the negative has room
        # for every value; an infeasible state is never the best of anything.
        mirrored = np.where(self.feasible, ~values, np.int32(HIGHEST))
        return ~self._lowest(party, mirrored)

    def reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs:
        """Worst value over each state and the movers' legal sequences from it."""
        if self._pays(movers, 2, improving=False):
            found = self._sweeps.reply(movers, values)
            if found is not None:
                return found
        return self._settled(movers, values, self._lower)

    def credible_reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs:
        """Worst value over each state and legal sequences of improvements from it."""
        if self._pays(movers, 2, improving=True):
            found = self._sweeps.credible_reply(movers, values)
            if found is not None:
                return found
        return self._settled(movers, values, self._lower_by_improvements)

    def _pays(self, movers: tuple[int, ...], sweeps: int, *, improving: bool) -> bool:
        """Whether compiled code is to sweep: it can, and has paid for its start."""
        moves = [self._moves[mover] for mover in movers]
        if not moves or not can_sweep(moves, improving=improving):
            return False
        a_state = _IMPROVING if improving else _MOVING
        return pays(sweeps * len(movers) * (_CALLING + a_state * self.n_states))

    def _settled(
        self, movers: tuple[int, ...], values: Payoffs, sweep: Sweep
    ) -> Payoffs:
        """Sweep over the movers until no other mover changes anything."""
        # A sweep leaves its own mover nothing to do, since its moves chain: so it ends
        # when all the others have changed nothing after the last one that did. That
        # nobody moves twice in a row needs no watching for the same reason.
        worst = np.where(self.feasible, values, np.int32(HIGHEST))
        settled = 0
        for mover in cycle(movers):
            settled = 1 if sweep(mover, worst) else settled + 1
            if settled >= len(movers):
                break
        return worst

    def _lowest(self, party: int, values: Payoffs) -> Payoffs:
        tick()
        moves = self._moves[party]
        lowest = collect(values, moves, np.minimum, HIGHEST)
        return np.broadcast_to(lowest, moves.unfolded).reshape(-1)

    def _lower(self, mover: int, worst: Payoffs) -> bool:
        lower = self._lowest(mover, worst)
        changed = (lower < worst) & self.feasible
        np.copyto(worst, lower, where=changed)
        return bool(changed.any())

    def _lower_by_improvements(self, mover: int, worst: Payoffs) -> bool:
        tick()
        if mover not in self._improvements:
            payoff, moves = self.payoff(mover), self._moves[mover]
            self._improvements[mover] = find_improvements(payoff, moves, self.feasible)
        return lower_by_improvements(worst, self._improvements[mover])

    def moves(self, party: int, state: int) -> Indices:
        """States that the party can move to, ascending, itself excluded."""
        return self._neighbours(party, state, incoming=False)

    def sources(self, party: int, state: int) -> Indices:
        """States from which the party can move here, ascending."""
        return self._neighbours(party, state, incoming=True)

    def _neighbours(self, party: int, state: int, *, incoming: bool) -> Indices:
        if not self.feasible[state]:
            return np.empty(0, np.int64)
        moves = self._moves[party]
        choices = moves.neighbours(state, incoming=incoming)
        return choices[self.feasible[choices]]

    def reached(self, party: int, sources: Bools, *, improving: bool) -> Bools:
        """States that the party can move to from some source, itself excluded."""
        moves, starts = self._moves[party], sources & self.feasible
        if improving:
            payoff = self.payoff(party)
            values = np.where(starts, payoff, np.int32(HIGHEST))
            least = collect(values, moves, np.minimum, HIGHEST, incoming=True)
            found = least < payoff.reshape(moves.unfolded)
        else:
            counts = starts.astype(np.int32)
            total = collect(counts, moves, np.add, 0, incoming=True)
            found = total > counts.reshape(moves.unfolded)
        return found.reshape(-1) & self.feasible

    def truth(self, formula: Formula) -> Bools:
        """Where a formula holds; shape (n_states,), read-only."""
        return self._space.everywhere(formula)

    def codes(self, states: Indices) -> Indices:
        """Tell which options are taken in some states, bit by bit; shape as given."""
        return states

    def state(self, index: int) -> str:
        """Give the Y/N string of a state, in option order."""
        return self._space.state(index)

    def index(self, state: str) -> int | None:
        """Give the number of a feasible state, or None where it is not one."""
        number = self._space.number(state)
        return number if number is not None and self.feasible[number] else None


def _refuse_graph(case: Case) -> None:
    if case.graph != Graph():
        raise UnsupportedError(
            Message("the case lists its states or moves, which the cube derives"),
            Message("use --engine arcs"),
        )
