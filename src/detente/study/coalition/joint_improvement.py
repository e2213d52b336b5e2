"""What parties can do together, and who would hold them back.

A coalition moves by legal sequences of its members. It improves where every
member is strictly better off, so one member who is no better off than before
sanctions it (Inohara and Hipel 2008); the others answer as individuals. With
X_j what the others can make of a landing point for member j, the landing
point upsets a state only if X_j is above the state's payoff for every j.
With a countermove the coalition may go on once more from any answer.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from detente.engine import Bools, Engine, Indices, Payoffs
from detente.model.case import Graph
from detente.model.concept import Concept
from detente.model.formula import Name
from detente.study.stability.path import Distances, find_distances

_PACKED = 30
"""Options packed into one number before equal states are numbered afresh."""


def list_coalitions(engine: Engine, least: int = 1) -> Iterator[tuple[int, ...]]:
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

    References
    ----------
    Kilgour, Hipel, Fang and Peng (2001).
    """

    def __init__(self, engine: Engine, members: tuple[int, ...]) -> None:
        parties = range(len(engine.parties))
        self.engine = engine
        self.members = tuple(sorted(set(members)))
        self.others = tuple(j for j in parties if j not in self.members)
        self.payoffs = [engine.payoff(member) for member in self.members]
        # Members cannot touch the others' options, so all that they reach from a
        # state bears its label: sorted by labels, only those few are compared.
        labels = _labels(engine, self.others)
        self._order = np.argsort(labels, kind="stable")
        self._sorted = labels[self._order]
        self._labels = labels

    def reached(self, state: int) -> Distances:
        """Find what the members can reach from a state."""
        return find_distances(self.engine, state, self.members, improving=False)

    def improvements(self, state: int, reached: Distances | None = None) -> Indices:
        """Give the states reached that every member prefers, ascending."""
        # What all want is quickly told, what they reach takes a search: it is made
        # only where there is something to want.
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

    References
    ----------
    Inohara and Hipel (2008).
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
        # Without a countermove no answer hurts anybody exactly where the worst answer
        # for each member by itself does not: worst values that are the same for
        # every state left, found once. With one, the coalition goes on only to what
        # suits all members at once, and that no value of one member tells.
        if not self._countermove or not ends.size:
            return self._all_better(self._worst, state)[ends]
        spoilt = self.spoilt(state)
        # The worst of all answers: minus 1 where one of them is spoilt, else 0.
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
