"""What parties can do together, and who would hold them back.

A coalition moves by legal sequences of its members. It improves where every
member is strictly better off, so one member who is no better off than before
sanctions it (Inohara and Hipel 2008); the others answer as individuals. With
X_j what the others can make of a landing point for member j, the landing
point upsets a state only if X_j is above the state's payoff for every j.
With a countermove the coalition may go on once more from any answer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.engine import Bools, Engine, Indices, Payoffs
from detente.model.concept import Concept
from detente.study.explanation import Step, name_moves
from detente.study.path import Distances, find_distances, trace_path

__all__ = [
    "CoalitionMove",
    "coalition_improvements",
    "coalition_stable",
    "coalitions",
    "equilibrium_jumps",
    "joint_improvements",
    "universally_stable",
]


@dataclass(frozen=True, slots=True)
class CoalitionMove:
    """A state that every member of a coalition would rather have.

    Attributes
    ----------
    members : tuple of str
        The coalition.
    before, after : str
        From where to where.
    steps : tuple of Step
        A shortest legal sequence of the members.
    upsetting : bool
        Whether nothing that the others can do under the concept asked for
        holds the coalition back.
    equilibrium : bool
        Whether it is an equilibrium that every party would stay at.
    """

    members: tuple[str, ...]
    before: str
    after: str
    steps: tuple[Step, ...]
    upsetting: bool
    equilibrium: bool = False


def coalitions(engine: Engine, least: int = 1) -> Iterator[tuple[int, ...]]:
    """Give every coalition with at least so many members, smallest first.

    Parameters
    ----------
    engine : Engine
        The parties.
    least : int
        Members.

    Yields
    ------
    tuple of int
        Positions of the members.
    """
    parties = range(len(engine.parties))
    for size in range(least, len(parties) + 1):
        yield from combinations(parties, size)


def coalition_stable(
    engine: Engine,
    coalition: tuple[int, ...],
    concept: Concept,
    states: Iterable[int] | None = None,
) -> Bools:
    """Find the states that a coalition would not leave.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    coalition : tuple of int
        Positions of its members.
    concept : Concept
        What it expects the others to do: R, GMR, SMR, SEQ or SSEQ.
    states : iterable of int, or None
        The states to judge; None is every feasible state.

    Returns
    -------
    bool array, shape (n_states,)
        True at the judged states where every improvement of the coalition is
        sanctioned, or there is none.

    References
    ----------
    Kilgour, Hipel, Fang and Peng (2001) for R; Inohara and Hipel (2008) for
    the others.
    """
    judge = _Judge(engine, coalition, concept)
    found: Bools = np.zeros(engine.n_states, np.bool_)
    for state in np.flatnonzero(engine.feasible) if states is None else states:
        found[state] = not judge.upsetting(int(state)).any()
    return found


def universally_stable(
    engine: Engine,
    concept: Concept,
    among: Iterable[tuple[int, ...]] | None = None,
    states: Iterable[int] | None = None,
) -> Bools:
    """Find the states that no coalition would leave.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    concept : Concept
        What coalitions expect the others to do.
    among : iterable of tuple of int, or None
        The coalitions that may form; None is all, single parties included.
    states : iterable of int, or None
        The states to judge; None is every feasible state.

    Returns
    -------
    bool array, shape (n_states,)

    References
    ----------
    Inohara and Hipel (2008).
    """
    found = np.zeros(engine.n_states, np.bool_)
    found[np.flatnonzero(engine.feasible) if states is None else list(states)] = True
    for coalition in coalitions(engine) if among is None else among:
        left = map(int, np.flatnonzero(found))
        found = coalition_stable(engine, coalition, concept, left)
    return found


def coalition_improvements(
    engine: Engine,
    coalition: tuple[int, ...],
    state: int,
    concept: Concept = Concept.R,
    equilibria: Bools | None = None,
) -> tuple[CoalitionMove, ...]:
    """Find where a coalition would rather be.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    coalition : tuple of int
        Positions of its members.
    state : int
        The number of a feasible state.
    concept : Concept
        Judges whether the others would hold it back.
    equilibria : bool array, shape (n_states,), or None
        Where every party would stay.

    Returns
    -------
    tuple of CoalitionMove
        In the order of the states that they lead to.

    References
    ----------
    Kilgour, Hipel, Fang and Peng (2001).
    """
    judge = _Judge(engine, coalition, concept)
    reached = judge.reached(state)
    upsetting = judge.upsetting(state)
    return tuple(
        CoalitionMove(
            members=tuple(engine.parties[member] for member in coalition),
            before=engine.state(state),
            after=engine.state(int(end)),
            steps=name_moves(engine, trace_path(engine, reached, int(end)) or ()),
            upsetting=bool(upsetting[end]),
            equilibrium=equilibria is not None and bool(equilibria[end]),
        )
        for end in judge.improvements(reached)
    )


def joint_improvements(
    engine: Engine, coalition: tuple[int, ...], state: int
) -> Indices:
    """Find the states that a coalition can reach and every member prefers.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    coalition : tuple of int
        Positions of its members.
    state : int
        The number of a feasible state.

    Returns
    -------
    int64 array
        Numbers, ascending.
    """
    judge = _Judge(engine, coalition, Concept.R)
    return judge.improvements(judge.reached(state))


def equilibrium_jumps(
    engine: Engine, equilibria: Bools, least: int = 2
) -> tuple[CoalitionMove, ...]:
    """Find where coalitions can take one equilibrium to a better one.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    equilibria : bool array, shape (n_states,)
        Where every party would stay.
    least : int
        Members that a coalition has at least.

    Returns
    -------
    tuple of CoalitionMove
        Smallest coalitions first, then in the order of the states.

    References
    ----------
    Kilgour, Hipel, Fang and Peng (2001).
    """
    starts = [int(state) for state in np.flatnonzero(equilibria)]
    return tuple(
        move
        for coalition in coalitions(engine, least)
        for start in starts
        for move in coalition_improvements(
            engine, coalition, start, equilibria=equilibria
        )
        if move.equilibrium
    )


class _Judge:
    """Who would hold a coalition back, state by state."""

    def __init__(
        self, engine: Engine, coalition: tuple[int, ...], concept: Concept
    ) -> None:
        parties = range(len(engine.parties))
        self._engine = engine
        self._members = tuple(sorted(set(coalition)))
        self._others = tuple(j for j in parties if j not in self._members)
        self._answer = engine.credible_reply if concept.credible else engine.reply
        self._countermove = concept.countermove
        self._payoffs = [engine.payoff(member) for member in self._members]
        self._worst = [self._expected(payoff, concept) for payoff in self._payoffs]

    def _expected(self, payoff: Payoffs, concept: Concept) -> Payoffs:
        return self._answer(self._others, payoff) if concept.expects_reply else payoff

    def reached(self, state: int) -> Distances:
        """Find what the coalition can reach from a state."""
        return find_distances(self._engine, state, self._members, improving=False)

    def improvements(self, reached: Distances) -> Indices:
        """Give the states reached that every member prefers, ascending."""
        ends = (reached.by_mover > 0).any(axis=0)
        return np.flatnonzero(ends & self._all_better(self._payoffs, reached.start))

    def upsetting(self, state: int) -> Bools:
        """Find the improvements from a state that nobody sanctions."""
        found: Bools = np.zeros(self._engine.n_states, np.bool_)
        ends = self.improvements(self.reached(state))
        if ends.size:
            found[ends] = self._unsanctioned(state)[ends]
        return found

    def _unsanctioned(self, state: int) -> Bools:
        if not self._countermove:
            return self._all_better(self._worst, state)
        better = self._all_better(self._payoffs, state)
        held = self._engine.reply(self._members, (~better).astype(np.int32))
        unsanctioned: Bools = self._answer(self._others, -held) == 0
        return unsanctioned

    def _all_better(self, values: list[Payoffs], state: int) -> Bools:
        starts = [payoff[state] for payoff in self._payoffs]
        better = self._engine.feasible.copy()
        for each, start in zip(values, starts, strict=True):
            better &= each > start
        return better
