"""Many options of which few combinations are feasible.

Only feasible states are numbered, and what a party can reach is found by reductions
over its fibres. The options of a party must be free or go one way only, so that moves
are transitive and nobody gains by moving twice in a row.
"""

import numpy as np

from detente.engine.arcs.over_states import OverStates
from detente.engine.arcs.states import ChosenStates
from detente.engine.budget import tick
from detente.engine.contract import Bools, Indices, Payoffs
from detente.engine.memory import PROGRAM, allowed, refuse_beyond
from detente.engine.sparse.fibres import Fibres, Improvements
from detente.errors import Message, UnsupportedError
from detente.model.case import Case, Graph, Option, Party
from detente.model.formula import FALSE, TRUE

_MOST_ONE_WAY = 6
"""One-way options of a party at most: their patterns are gone through one by one."""
_BYTES_A_STATE = 90
_BYTES_A_PARTY = 48
_FEWER = Message("settle some options, or add constraints that leave fewer states")


class Sparse(OverStates):
    """The engine over feasible states alone; the contract says what it answers.

    Parameters
    ----------
    case : Case
        A checked case with options.
    memory : int or None
        Bytes allowed; None is three quarters of what the machine has free.

    Raises
    ------
    TooLargeError
        Where too many states are feasible, or stay open on the way to them.
    UnsupportedError
        Where moves are written out or bound by formulas, where a party has more than
        six options that go one way, or where the status quo is not feasible.
    """

    name = "sparse"

    def __init__(self, case: Case, memory: int | None = None) -> None:
        _refuse_rules(case)
        a_state = _BYTES_A_STATE + sum(map(_bytes, case.parties))
        most = (allowed(memory) - PROGRAM) // a_state
        states = ChosenStates(case, most, few=True)
        super().__init__(case, states)
        self.n_feasible = self.n_states
        refuse_beyond(self.n_states * a_state, memory, _FEWER)
        bits = dict(states.bits)
        self._fibres = tuple(
            Fibres(states.codes, party.options, bits) for party in case.parties
        )
        self._improvements: dict[int, Improvements] = {}

    def _improved(self, party: int) -> Improvements:
        if party not in self._improvements:
            fibres = self._fibres[party]
            self._improvements[party] = fibres.improved(self.payoff(party))
        return self._improvements[party]

    def after(self, party: int, values: Payoffs) -> Payoffs:
        """Best value over each state and the party's moves from it."""
        tick()
        return self._fibres[party].best(values)

    def reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs:
        """Worst value over each state and the movers' legal sequences from it."""
        return _settled([self._fibres[mover] for mover in movers], values)

    def credible_reply(self, movers: tuple[int, ...], values: Payoffs) -> Payoffs:
        """Worst value over each state and legal sequences of improvements from it."""
        return _settled([self._improved(mover) for mover in movers], values)

    def moves(self, party: int, state: int) -> Indices:
        """States that the party can move to, ascending, itself excluded."""
        tick()
        return self._fibres[party].around(state, ahead=True)

    def sources(self, party: int, state: int) -> Indices:
        """States from which the party can move here, ascending."""
        return self._fibres[party].around(state, ahead=False)

    def reached(self, party: int, sources: Bools, *, improving: bool) -> Bools:
        """States that the party can move to from some source, itself excluded."""
        fibres = self._fibres[party]
        if not improving:
            found: Bools = fibres.count_before(sources) > 0
            return found
        payoff = self.payoff(party)
        highest = np.iinfo(payoff.dtype).max
        marked = np.where(sources, payoff, highest).astype(payoff.dtype)
        better: Bools = payoff > fibres.lowest_before(marked)
        return better


def _settled(movers: list[Fibres] | list[Improvements], values: Payoffs) -> Payoffs:
    """Let each mover in turn do its worst, until nobody can do worse."""
    worst, quiet = values, 0
    while movers and quiet < len(movers):
        for mover in movers:
            tick()
            lower = mover.worst(worst)
            quiet = quiet + 1 if (lower == worst).all() else 0
            worst = lower
            if quiet >= len(movers):
                break
    return worst.copy() if worst is values else worst


def _bytes(party: Party) -> int:
    n_one_way = sum(map(_goes_one_way, party.options))
    return _BYTES_A_PARTY + int(24 * 1.5**n_one_way)


def _goes_one_way(option: Option) -> bool:
    return not option.settled and (option.undo.is_never or option.redo.is_never)


def _refuse_rules(case: Case) -> None:
    """Refuse moves that are written out, or that a formula binds."""
    other = Message("leave the choice of the engine to detente")
    if case.graph != Graph():
        message = Message("the engine sparse takes no moves that are written out")
        raise UnsupportedError(message, other)
    for party in case.parties:
        for option in party.options:
            if not option.settled and not _is_plain(option):
                message = Message(
                    "the engine sparse takes no formula as a rule of '{option}'",
                    option=option.id,
                )
                raise UnsupportedError(message, other)
        if sum(map(_goes_one_way, party.options)) > _MOST_ONE_WAY:
            message = Message(
                "the engine sparse takes up to {most} options of a party that go one "
                "way only",
                most=_MOST_ONE_WAY,
            )
            raise UnsupportedError(message, other)


def _is_plain(option: Option) -> bool:
    rules = (option.undo.never, option.redo.never)
    constant = all(rule in (TRUE, FALSE) for rule in rules)
    return constant and option.requires == TRUE
