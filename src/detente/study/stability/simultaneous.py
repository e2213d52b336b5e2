"""Sanctions by improving at the same time, before anybody sees the move.

When a party improves on a state, others may improve on that same state at the
same time; all changes are applied at once. What results may be worse for the
party than where it was.
"""

import numpy as np

from detente.engine import Bools, Engine, Indices, bits
from detente.engine.arcs.rows import Rows
from detente.errors import (
    Location,
    Message,
    Problem,
    QuestionError,
    TooLargeError,
)
from detente.model.concept import Assumptions, Concept
from detente.model.formula import Name
from detente.study.stability.move_list import improvements
from detente.study.stability.sanctions import stable

MOST_OUTCOMES = 1 << 30
"""In so many ways may simultaneous moves be combined, over all states."""
_MOST_AT_ONCE = 1 << 24
_CUSTOM = Assumptions()


def sim_stable(engine: Engine, party: int, assumptions: Assumptions = _CUSTOM) -> Bools:
    """Find the states that a party would not leave for fear of joint moves.

    Parameters
    ----------
    engine : Engine
        A case with options.
    party : int
        The focal party.
    assumptions : Assumptions
        Whether a sanction leaves the party no better off, or worse off.

    Returns
    -------
    bool array, shape (n_states,)
        True at feasible states where, for every improvement of the party,
        some improvements of one or more others, made at the same time, lead
        to a feasible state that is no better for it (under strict sanctions,
        a worse one); or it has none.

    Raises
    ------
    QuestionError
        Where the case has no options.
    TooLargeError
        Where too many moves would have to be combined.

    References
    ----------
    Fraser and Hipel (1984).
    """
    return _Simultaneous(engine, assumptions).stable(party)


def seq_sim_stable(
    engine: Engine, party: int, assumptions: Assumptions = _CUSTOM
) -> Bools:
    """Find the states that a party would not leave by SEQ or by SIM.

    Parameters
    ----------
    engine : Engine
        A case with options.
    party : int
        The focal party.
    assumptions : Assumptions
        What is a sanction, under SEQ and under SIM.

    Returns
    -------
    bool array, shape (n_states,)
    """
    by_turns = stable(engine, party, Concept.SEQ, assumptions)
    return by_turns | sim_stable(engine, party, assumptions)


def fraser_hipel_stable(engine: Engine, assumptions: Assumptions = _CUSTOM) -> Bools:
    """Find the states that each party would not leave in conflict analysis.

    Parameters
    ----------
    engine : Engine
        A case with options.
    assumptions : Assumptions
        What is a sanction, under SEQ and under SIM.

    Returns
    -------
    bool array, shape (n_parties, n_states)
        True at feasible states that are SEQ stable for the party, or SIM
        stable for it where at least two parties are not SEQ stable: only then
        would anybody else move at the same time.

    Raises
    ------
    QuestionError
        Where the case has no options.
    TooLargeError
        Where too many moves would have to be combined.

    References
    ----------
    Fraser and Hipel (1984).
    """
    parties = range(len(engine.parties))
    by_turns = (stable(engine, j, Concept.SEQ, assumptions) for j in parties)
    unstable = ~np.array(list(by_turns))
    joint = _Simultaneous(engine, assumptions)
    held = np.array([joint.stable(j) for j in parties])
    several = np.count_nonzero(unstable, axis=0) > 1
    found: Bools = (~unstable | (held & several)) & engine.feasible
    return found


class _Simultaneous:
    """Every party's improvements, as the options that they change."""

    def __init__(self, engine: Engine, assumptions: Assumptions) -> None:
        _refuse_graph(engine)
        self._engine = engine
        self._sanctions = np.less if assumptions.sanction == "strict" else np.less_equal
        self._codes = _codes(engine)
        self._feasible = np.flatnonzero(engine.feasible)
        parties = range(len(engine.parties))
        self._improvements = [improvements(engine, party) for party in parties]
        self._refuse_many()

    def _refuse_many(self) -> None:
        count = np.ones(self._engine.n_states, np.float64)
        for rows in self._improvements:
            count *= np.diff(rows.starts) + 1
        counts = count[self._feasible]
        if counts.sum() > MOST_OUTCOMES or counts.max() > _MOST_AT_ONCE:
            raise TooLargeError(
                Message(
                    "simultaneous moves can be combined in {count} ways, "
                    "and {most} are allowed",
                    count=int(counts.sum()),
                    most=MOST_OUTCOMES,
                ),
                Message("settle some options, or ask for other concepts"),
            )

    def stable(self, party: int) -> Bools:
        """Find the states that are SIM stable for a party."""
        own = self._improvements[party]
        found = self._engine.feasible.copy()
        for state in np.flatnonzero(np.diff(own.starts)):
            found[state] = self._is_stable(party, int(state))
        return found

    def _is_stable(self, party: int, state: int) -> bool:
        # Every way in which the others may move at once; the first is that nobody
        # does, which is dropped below: to do nothing is never a sanction.
        joint = np.zeros(1, np.int64)
        for other, rows in enumerate(self._improvements):
            if other != party:
                changes = self._changes(rows, state)
                joint = np.concatenate([joint, _joined(joint, changes).reshape(-1)])
        own = self._changes(self._improvements[party], state)
        outcomes = bits.differing(self._codes[state], _joined(own, joint[1:]))
        payoff = self._engine.payoff(party)
        ends, known = self._numbers(outcomes)
        # A result that is not feasible cannot come about and frightens nobody; some
        # texts of the 1980s take the nearest feasible outcome instead.
        sanctioned = known & self._sanctions(payoff[ends], payoff[state])
        return bool(sanctioned.any(axis=1).all())

    def _changes(self, rows: Rows, state: int) -> Indices:
        return bits.differing(self._codes[rows.row(state)], self._codes[state])

    def _numbers(self, codes: Indices) -> tuple[Indices, Bools]:
        """Give the numbers of states, and which of them are feasible."""
        # A search serves, since the codes of states ascend with their numbers.
        feasible = self._feasible
        places = np.searchsorted(self._codes[feasible], codes)
        ends = feasible[np.minimum(places, len(feasible) - 1)]
        return ends, self._codes[ends] == codes


def _joined(some: Indices, others: Indices) -> Indices:
    """Make every change of one kind together with every one of another.

    Parties share no option, so their changes never undo each other.
    """
    return bits.joined(some[:, None], others[None, :])


def _codes(engine: Engine) -> Indices:
    """Write the options taken in each state as bits; ascending, as the states."""
    free = (option for option in engine.case.options if not option.settled)
    choices = (engine.truth(Name(option.id)) for option in free)
    return bits.as_states(choices, engine.n_states)


def _refuse_graph(engine: Engine) -> None:
    if engine.case.graph.states:
        message = Message("simultaneous moves need options, and the case lists states")
        location = Location(engine.case.file)
        hint = Message("ask for R, GMR, SMR, SEQ or SSEQ")
        raise QuestionError([Problem("no-options", message, location, "SIM", hint)])
