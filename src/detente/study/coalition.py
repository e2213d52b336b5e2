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
from detente.model.case import Graph
from detente.model.concept import Concept
from detente.model.formula import Name
from detente.study.explanation import Step, name_moves
from detente.study.path import Distances, find_distances, trace_path

__all__ = [
    "Coalition",
    "CoalitionMove",
    "Judge",
    "coalition_improvements",
    "coalition_stable",
    "coalitions",
    "equilibrium_jumps",
    "reached_alone",
    "universally_stable",
]


_PACKED = 30
"""Options packed into one number before equal states are numbered afresh."""


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
    together = Coalition(engine, coalition)
    judge = Judge(together, concept)
    found: Bools = np.zeros(engine.n_states, np.bool_)
    for state in np.flatnonzero(engine.feasible) if states is None else states:
        ends = together.improvements(int(state))
        found[state] = not (ends.size and judge.upsetting(int(state), ends).any())
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
    together = Coalition(engine, coalition)
    reached = together.reached(state)
    ends = together.improvements(state, reached)
    upsetting = Judge(together, concept).upsetting(state, ends)
    return tuple(
        CoalitionMove(
            members=tuple(engine.parties[member] for member in coalition),
            before=engine.state(state),
            after=engine.state(int(end)),
            steps=name_moves(engine, trace_path(engine, reached, int(end)) or ()),
            upsetting=bool(free),
            equilibrium=equilibria is not None and bool(equilibria[end]),
        )
        for end, free in zip(ends, upsetting, strict=True)
    )


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
        Smallest coalitions first, then in the order of the states. What some
        party would reach by an improvement of its own is no jump.

    References
    ----------
    Kilgour, Hipel, Fang and Peng (2001).
    """
    starts = [int(state) for state in np.flatnonzero(equilibria)]
    alone = {start: reached_alone(engine, start) for start in starts}
    return tuple(
        move
        for coalition in coalitions(engine, least)
        for start in starts
        for move in coalition_improvements(
            engine, coalition, start, equilibria=equilibria
        )
        if move.equilibrium and engine.index(move.after) not in alone[start]
    )


def reached_alone(engine: Engine, state: int) -> frozenset[int]:
    """Find the states that some party reaches by an improvement of its own.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    state : int
        Where they begin.

    Returns
    -------
    frozenset of int
    """
    found: set[int] = set()
    for party in range(len(engine.parties)):
        ends, payoff = engine.moves(party, state), engine.payoff(party)
        found.update(map(int, ends[payoff[ends] > payoff[state]]))
    return frozenset(found)


class Coalition:
    """What some parties can reach together, and would all rather have.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    members : tuple of int
        Positions of the parties.
    """

    def __init__(self, engine: Engine, members: tuple[int, ...]) -> None:
        parties = range(len(engine.parties))
        self.engine = engine
        self.members = tuple(sorted(set(members)))
        self.others = tuple(j for j in parties if j not in self.members)
        self.payoffs = [engine.payoff(member) for member in self.members]
        labels = _labels(engine, self.others)
        self._order = np.argsort(labels, kind="stable")
        self._sorted = labels[self._order]
        self._labels = labels

    def reached(self, state: int) -> Distances:
        """Find what the members can reach from a state."""
        return find_distances(self.engine, state, self.members, improving=False)

    def improvements(self, state: int, reached: Distances | None = None) -> Indices:
        """Give the states reached that every member prefers, ascending."""
        wanted = self._wanted(state)
        if not wanted.size:
            return wanted
        reached = self.reached(state) if reached is None else reached
        return wanted[(reached.by_mover[:, wanted] > 0).any(axis=0)]

    def _wanted(self, state: int) -> Indices:
        """Give the states that every member prefers and the others' part allows."""
        first, last = np.searchsorted(
            self._sorted, [self._labels[state], self._labels[state] + 1]
        )
        peers = self._order[first:last]
        better = self.engine.feasible[peers]
        for payoff in self.payoffs:
            better &= payoff[peers] > payoff[state]
        return peers[better]


class Judge:
    """Which improvements of a coalition the others would hold back.

    Parameters
    ----------
    coalition : Coalition
        Whose improvements.
    concept : Concept
        What it expects the others to do: R, GMR, SMR, SEQ or SSEQ.
    """

    def __init__(self, coalition: Coalition, concept: Concept) -> None:
        engine = coalition.engine
        self._engine = engine
        self._coalition = coalition
        self._answer = engine.credible_reply if concept.credible else engine.reply
        self._countermove = concept.countermove
        self._worst = [self._expected(each, concept) for each in coalition.payoffs]

    def _expected(self, payoff: Payoffs, concept: Concept) -> Payoffs:
        others = self._coalition.others
        return self._answer(others, payoff) if concept.expects_reply else payoff

    def upsetting(self, state: int, ends: Indices) -> Bools:
        """Find which improvements from a state nobody sanctions.

        Parameters
        ----------
        state : int
            Where the coalition is.
        ends : int64 array, shape (n,)
            Its improvements from there.

        Returns
        -------
        bool array, shape (n,)
        """
        if not self._countermove or not ends.size:
            return self._all_better(self._worst, state)[ends]
        spoilt = self.spoilt(state)
        unsanctioned = self._answer(self._coalition.others, -spoilt) == 0
        found: Bools = unsanctioned[ends]
        return found

    def spoilt(self, state: int) -> Payoffs:
        """Find where an answer would hold the coalition back.

        Returns
        -------
        int32 array, shape (n_states,)
            1 where not every member is better off than at `state`, and, with
            a countermove, the coalition cannot get there from it either.
        """
        worse: Payoffs = (~self._all_better(self._coalition.payoffs, state)).astype(
            np.int32
        )
        if not self._countermove:
            return worse
        return self._engine.reply(self._coalition.members, worse)

    def _all_better(self, values: list[Payoffs], state: int) -> Bools:
        better = self._engine.feasible.copy()
        for each, payoff in zip(values, self._coalition.payoffs, strict=True):
            better &= each > payoff[state]
        return better


def _labels(engine: Engine, parties: tuple[int, ...]) -> Indices:
    """Label the states, alike where they agree on the options of some parties.

    Moves written out by hand may change anything: then all are alike.
    """
    labels: Indices = np.zeros(engine.n_states, np.int64)
    if engine.case.graph != Graph():
        return labels
    owners = {engine.parties[party] for party in parties}
    options = (option for option in engine.case.options if option.party in owners)
    free = (option for option in options if not option.settled)
    for place, option in enumerate(free, 1):
        labels = labels * 2 + engine.truth(Name(option.id))
        if place % _PACKED == 0:
            labels = np.unique(labels, return_inverse=True)[1]
    return labels
