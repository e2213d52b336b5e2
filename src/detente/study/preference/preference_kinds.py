"""Stability where preference is more than an order: unknown pairs, strength.

One study serves all kinds. It asks two questions about pairs of states: would
a party leave s for t, and does x hurt it, as a sanction of having left s. The
answers are arrays over the feasible states in ascending order, written
[t, s] and [x, s], of a side that is called m below. They are for cases of up
to a few thousand states.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine
from detente.engine.budget import tick
from detente.engine.memory import refuse_beyond
from detente.errors import Message
from detente.model.concept import Concept
from detente.study.stability.core_concepts import others
from detente.study.stability.move_list import list_moves

__all__ = [
    "READINGS",
    "Pairs",
    "Reading",
    "StrengthSets",
    "pairwise_stable",
    "prefers",
    "refuse_many_pairs",
    "strength_among",
    "strength_stable",
    "unknown_among",
    "unknown_stable",
]

Reading: TypeAlias = Literal["a", "b", "c", "d"]
READINGS: tuple[Reading, ...] = ("a", "b", "c", "d")

_BYTES = 24
_BYTES_A_PARTY = 8

_FEWER = Message("settle some options, or add constraints that leave fewer states")


@dataclass(frozen=True, slots=True)
class StrengthSets:
    """Who stays, and how strongly the others' answers hold it.

    Attributes
    ----------
    general : bool array, shape (n_states,)
        True where the party stays, all degrees of preference taken alike.
    strong : bool array, shape (n_states,)
        True where it has improvements, and each is sanctioned by a loss of
        the degree asked for.
    weak : bool array, shape (n_states,)
        True where it has improvements, each is sanctioned, but not all so
        strongly.
    """

    general: Bools
    strong: Bools
    weak: Bools


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

    def stable(self, focus: tuple[int, Concept], leaves: Bools, hurts: Bools) -> Bools:
        """Find the states that a party stays at.

        Parameters
        ----------
        focus : (int, Concept)
            The focal party, and what it expects the others to do.
        leaves : bool array, shape (m, m)
            At [t, s]: whether the focal party would leave s for t.
        hurts : bool array, shape (m, m)
            At [x, s]: whether x sanctions it for having left s.

        Returns
        -------
        bool array, shape (n_states,)
            True at feasible states.
        """
        party, concept = focus
        tempting = self._moves[party] & leaves.T
        sanctioned: Bools = np.zeros_like(tempting)
        if concept.expects_reply:
            if concept.countermove:
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

    Raises
    ------
    TooLargeError
        Where the pairs would not fit the memory allowed.
    """
    a_pair = _BYTES_A_PARTY * len(engine.parties) + _BYTES
    refuse_beyond(engine.n_feasible**2 * a_pair, memory, _FEWER)


def unknown_stable(
    engine: Engine,
    focus: tuple[int, Concept],
    reading: Reading,
    better: Sequence[Bools],
    unknown: Sequence[Bools],
) -> Bools:
    """Find the states that a party stays at that does not know all it wants.

    Parameters
    ----------
    engine : Engine
        The moves of the case.
    focus : (int, Concept)
        The focal party, and what it expects the others to do.
    reading : str
        a: it leaves for what is better or unknown, and only what is worse or
        equal is a sanction; b: it leaves for what is better alone; c: as a,
        but what is unknown is a sanction too; d: as b, with that.
    better : sequence of bool array, shape (m, m)
        For each party, at [t, s]: whether it strictly prefers t to s.
    unknown : sequence of bool array, shape (m, m)
        For each party: whether it does not know which it prefers; symmetric.

    Returns
    -------
    bool array, shape (n_states,)
        True at feasible states.

    References
    ----------
    Li, Hipel, Kilgour and Fang (2004).
    """
    party, _ = focus
    leaves = [sure | open_ for sure, open_ in zip(better, unknown, strict=True)]
    own = (better[party], unknown[party])
    return unknown_among(Pairs(engine, leaves), focus, reading, *own)


def unknown_among(
    pairs: Pairs,
    focus: tuple[int, Concept],
    reading: Reading,
    better: Bools,
    unknown: Bools,
) -> Bools:
    """Find where a party stays under one reading, as `unknown_stable` does.

    Parameters
    ----------
    pairs : Pairs
        In which the others leave for what is better or unknown to them.
    focus : (int, Concept)
        The focal party, and what it expects the others to do.
    reading : str
        a, b, c or d.
    better, unknown : bool array, shape (m, m)
        Of the focal party.

    Returns
    -------
    bool array, shape (n_states,)
        True at feasible states.
    """
    leaves = better | unknown if reading in "ac" else better
    hurts = ~(better | unknown) if reading in "ab" else ~better
    return pairs.stable(focus, leaves, hurts)


def strength_stable(
    engine: Engine,
    focus: tuple[int, Concept],
    gains: Sequence[npt.NDArray[np.int8]],
    degree: int = 2,
) -> StrengthSets:
    """Find where a party stays, and where strong losses hold it.

    Parameters
    ----------
    engine : Engine
        The moves of the case.
    focus : (int, Concept)
        The focal party, and what it expects the others to do.
    gains : sequence of int8 array, shape (m, m)
        For each party, at [t, s]: by which degree it prefers t to s, 1 being
        somewhat and 2 greatly; negative where it prefers s.
    degree : int
        The degree that makes a loss strong.

    Returns
    -------
    StrengthSets
        Of R there are no strong or weak kinds.

    References
    ----------
    Hamouda, Kilgour and Hipel (2004); Xu, Hipel and Kilgour (2009) for more
    degrees.
    """
    pairs = Pairs(engine, [gain > 0 for gain in gains])
    return strength_among(pairs, focus, gains[focus[0]], degree)


def strength_among(
    pairs: Pairs,
    focus: tuple[int, Concept],
    gains: npt.NDArray[np.int8],
    degree: int = 2,
) -> StrengthSets:
    """Find where strong losses hold a party, as `strength_stable` does.

    Parameters
    ----------
    pairs : Pairs
        In which the others leave for what they prefer.
    focus : (int, Concept)
        The focal party, and what it expects the others to do.
    gains : int8 array, shape (m, m)
        Of the focal party.
    degree : int
        The degree that makes a loss strong.

    Returns
    -------
    StrengthSets
    """
    leaves = gains > 0
    tempted = ~pairs.stable((focus[0], Concept.R), leaves, ~leaves)
    general = pairs.stable(focus, leaves, ~leaves)
    held = pairs.stable(focus, leaves, gains <= -degree)
    feasible = pairs.engine.feasible
    tempted &= feasible
    return StrengthSets(general, general & held & tempted, general & ~held & tempted)


def pairwise_stable(
    engine: Engine,
    focus: tuple[int, Concept],
    leaves: Sequence[Bools],
    hurts: Bools,
) -> Bools:
    """Find the states that a party stays at, by comparisons of pairs.

    Parameters
    ----------
    engine : Engine
        The moves of the case.
    focus : (int, Concept)
        The focal party, and what it expects the others to do.
    leaves : sequence of bool array, shape (m, m)
        For each party, at [t, s]: whether it would leave s for t.
    hurts : bool array, shape (m, m)
        At [x, s]: whether x sanctions the focal party for having left s.

    Returns
    -------
    bool array, shape (n_states,)
        True at feasible states.

    Raises
    ------
    TooLargeError
        Where the pairs would not fit the memory that is free.
    """
    return Pairs(engine, leaves).stable(focus, leaves[focus[0]], hurts)


def _pairs(engine: Engine, party: int) -> Bools:
    """Write a party's moves at [s, t], over the feasible states."""
    place = np.cumsum(engine.feasible) - 1
    firsts, ends = list_moves(engine, party).pairs()
    pairs: Bools = np.zeros((engine.n_feasible,) * 2, np.bool_)
    pairs[place[firsts], place[ends]] = True
    return pairs


def _product(left: Bools, right: Bools) -> Bools:
    """Join two relations: where some state links the one to the other."""
    linked: Bools = left.astype(np.float32) @ right.astype(np.float32) > 0
    return linked


def _sequences(steps: Sequence[Bools], n_states: int) -> Bools:
    """Find where legal sequences of at least one step lead, by last mover."""
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
