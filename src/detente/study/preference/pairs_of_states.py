"""Stability where preference is more than an order, judged by pairs of states.

One study serves all kinds. It asks two questions about pairs of states: would
a party leave s for t, and does x hurt it, as a sanction of having left s. The
answers are arrays over the feasible states in ascending order, written
[t, s] and [x, s], of a side that is called m below. They are for cases of up
to a few thousand states.
"""

from collections.abc import Sequence

import numpy as np

from detente.engine import Bools, Engine
from detente.engine.budget import tick
from detente.engine.memory import refuse_beyond
from detente.errors import Message
from detente.model.concept import Concept
from detente.model.preference import Comparison
from detente.study.stability.core_concepts import others
from detente.study.stability.move_list import list_moves

_BYTES = 24
_BYTES_A_PARTY = 8

_FEWER = Message("settle some options, or add constraints that leave fewer states")


def prefers(engine: Engine, party: int) -> Bools:
    """Compare all pairs of feasible states by a party's order.

    Parameters
    ----------
    engine : Engine
        The ordinal payoffs of the case.
    party : int
        Whose order.

    Returns
    -------
    bool array, shape (m, m)
        At [t, s]: whether it strictly prefers t to s.
    """
    payoff = engine.payoff(party)[engine.feasible]
    better: Bools = payoff[:, None] > payoff[None, :]
    return better


class Pairs:
    """The moves of a case as pairs of states, and what others make of them.

    Parameters
    ----------
    engine : Engine
        The moves of the case.
    leaves : sequence of bool array, shape (m, m)
        For each party, at [t, s]: whether it would leave s for t, as the
        others see it when they count on it to answer.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.

    Raises
    ------
    TooLargeError
        Where the pairs would not fit the memory allowed.
    """

    def __init__(
        self, engine: Engine, leaves: Sequence[Bools], memory: int | None = None
    ) -> None:
        refuse_many_pairs(engine, memory)
        parties = range(len(engine.parties))
        self.engine = engine
        self._moves = tuple(_pairs(engine, party) for party in parties)
        self._chosen = tuple(self._moves[j] & leaves[j].T for j in parties)
        self._answers: dict[tuple[int, bool], Bools] = {}

    def stable(
        self, party: int, concept: Concept, leaves: Bools, hurts: Bools
    ) -> Bools:
        """Find the states that a party stays at.

        Parameters
        ----------
        party : int
            The focal party.
        concept : Concept
            What it expects the others to do.
        leaves : bool array, shape (m, m)
            At [t, s]: whether the focal party would leave s for t.
        hurts : bool array, shape (m, m)
            At [x, s]: whether x sanctions it for having left s.

        Returns
        -------
        bool array, shape (n_states,)
            True at feasible states.
        """
        tempting = self._moves[party] & leaves.T
        sanctioned: Bools = np.zeros_like(tempting)
        if concept.expects_reply:
            if concept.countermove:
                # Every countermove counts, not improvements alone: what is no
                # improvement on x may still be no sanction of having left s, as
                # pairs that cannot be compared make no order.
                hurts = hurts & ~_product(self._moves[party], ~hurts)
            answers = self._answer(party, credible=concept.credible)
            sanctioned = _product(answers, hurts)
        found: Bools = np.zeros(self.engine.n_states, np.bool_)
        found[self.engine.feasible] = ~(tempting & ~sanctioned.T).any(axis=1)
        return found

    def _answer(self, party: int, *, credible: bool) -> Bools:
        """Find where the others' legal sequences lead; found once."""
        if (party, credible) not in self._answers:
            steps = self._chosen if credible else self._moves
            theirs = [steps[j] for j in others(self.engine, party)]
            self._answers[party, credible] = _sequences(theirs, len(steps[party]))
        return self._answers[party, credible]


def refuse_many_pairs(engine: Engine, memory: int | None) -> None:
    """Refuse a case of which the pairs of states would not fit.

    Parameters
    ----------
    engine : Engine
        The parties and the feasible states.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.

    Raises
    ------
    TooLargeError
        Where the pairs would not fit the memory allowed.
    """
    a_pair = _BYTES_A_PARTY * len(engine.parties) + _BYTES
    refuse_beyond(engine.n_feasible**2 * a_pair, memory, _FEWER)


def directed_pairs(engine: Engine, comparison: Comparison) -> Bools:
    """Find the pairs of states that an entry of a case speaks of.

    Parameters
    ----------
    engine : Engine
        The states of the case.
    comparison : Comparison
        One formula, of states that differ in it; or two, of a state of the
        first and one of the second kind.

    Returns
    -------
    bool array, shape (m, m)
        At [of the first kind, of the second].
    """
    first = engine.truth(comparison.first)[engine.feasible]
    if comparison.second is None:
        differ: Bools = first[:, None] != first[None, :]
        return differ
    second = engine.truth(comparison.second)[engine.feasible]
    pairs: Bools = first[:, None] & second[None, :]
    return pairs


def _pairs(engine: Engine, party: int) -> Bools:
    """Write a party's moves at [s, t], over the feasible states.

    Moves are written from row to column, so that products of them are
    sequences; what a party thinks of pairs is written the other way round.
    """
    place = np.cumsum(engine.feasible) - 1
    firsts, ends = list_moves(engine, party).pairs()
    pairs: Bools = np.zeros((engine.n_feasible,) * 2, np.bool_)
    pairs[place[firsts], place[ends]] = True
    return pairs


def _product(left: Bools, right: Bools) -> Bools:
    """Join two relations: where some state links the one to the other."""
    # NumPy has no quick product of Booleans. Float32 is exact up to 2^24 links,
    # far more states than pairs of them would fit, and never rounds one to none.
    linked: Bools = left.astype(np.float32) @ right.astype(np.float32) > 0
    return linked


def _sequences(steps: Sequence[Bools], n_states: int) -> Bools:
    """Find where legal sequences of at least one step lead.

    Who moved last is kept apart, since nobody moves twice in a row: what two
    steps of one party reach need not be a move of it.
    """
    by_last = [step.copy() for step in steps]
    grown = bool(by_last)
    while grown:
        tick()
        grown = False
        for last, step in enumerate(steps):
            before = _union(by_last[:last] + by_last[last + 1 :], n_states)
            longer = _product(before, step) & ~by_last[last]
            by_last[last] |= longer
            grown |= bool(longer.any())
    return _union(by_last, n_states)


def _union(relations: Sequence[Bools], n_states: int) -> Bools:
    union: Bools = np.zeros((n_states, n_states), np.bool_)
    for relation in relations:
        union |= relation
    return union
