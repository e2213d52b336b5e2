"""Who stays where, if parties do not know all that they want.

Of two states that differ in a formula that is `unknown` a party does not know
which it prefers, whatever its order says; a pair of formulas speaks of a state
of the first and one of the second kind. Whether it would risk leaving for what
it does not know, and whether what it does not know frightens it, are open: the
four readings answer both ways.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from detente.engine import Bools, Engine
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.records import dataclass
from detente.study.preference.pairs_of_states import (
    Pairs,
    directed_pairs,
    prefers,
    refuse_many_pairs,
)

Reading: TypeAlias = Literal["a", "b", "c", "d"]
READINGS: tuple[Reading, ...] = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class UnknownStudy:
    """Who stays where, under the four readings of what is unknown.

    Attributes
    ----------
    engine : Engine
        What answered.
    concepts : tuple of Concept
        In the order asked.
    sets : mapping of (reading, Concept, party position) to bool array (n_states,)
        True at feasible states that the party would not leave.
    unknown : tuple of int
        For each party, how many unordered pairs it cannot compare.
    """

    engine: Engine
    concepts: tuple[Concept, ...]
    sets: Mapping[tuple[Reading, Concept, int], Bools]
    unknown: tuple[int, ...]

    def equilibria(self, reading: Reading, concept: Concept) -> Bools:
        """Find the states that every party would stay at; shape (n_states,)."""
        found = self.engine.feasible.copy()
        for party in range(len(self.engine.parties)):
            found &= self.sets[reading, concept, party]
        return found


def study_unknown(
    engine: Engine,
    concepts: Iterable[Concept] = CORE_CONCEPTS,
    memory: int | None = None,
) -> UnknownStudy:
    """Judge every state under the four readings of what parties do not know.

    Parameters
    ----------
    engine : Engine
        The moves, ordinal payoffs and `unknown` entries of the case.
    concepts : iterable of Concept
        Of R, GMR, SMR, SEQ and SSEQ.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.

    Returns
    -------
    UnknownStudy

    Raises
    ------
    TooLargeError
        Where the pairs of states would not fit the memory allowed.

    References
    ----------
    Li, Hipel, Kilgour and Fang (2004).
    """
    refuse_many_pairs(engine, memory)
    parties = range(len(engine.parties))
    unknown = [unknown_to(engine, party) for party in parties]
    better = [prefers(engine, party) & ~unknown[party] for party in parties]
    pairs = Pairs(engine, [better[j] | unknown[j] for j in parties], memory)
    asked = tuple(dict.fromkeys(concepts))
    sets = {
        (reading, concept, party): _sealed(
            unknown_stable(
                pairs, party, concept, reading, better[party], unknown[party]
            )
        )
        for reading in READINGS
        for concept in asked
        for party in parties
    }
    counts = tuple(int(np.count_nonzero(each)) // 2 for each in unknown)
    return UnknownStudy(engine, asked, MappingProxyType(sets), counts)


def unknown_to(engine: Engine, party: int) -> Bools:
    """Find the pairs of which a party does not know which it prefers.

    Parameters
    ----------
    engine : Engine
        The states of the case, and its `unknown` entries.
    party : int
        The party.

    Returns
    -------
    bool array, shape (m, m)
        Symmetric, false where a state meets itself.

    References
    ----------
    Li, Hipel, Kilgour and Fang (2004).
    """
    side = engine.n_feasible
    found: Bools = np.zeros((side, side), np.bool_)
    for comparison in engine.case.preference[engine.parties[party]].unknown:
        found |= directed_pairs(engine, comparison)
    found |= found.T.copy()
    np.fill_diagonal(found, val=False)
    return found


def unknown_stable(
    pairs: Pairs,
    party: int,
    concept: Concept,
    reading: Reading,
    better: Bools,
    unknown: Bools,
) -> Bools:
    """Find the states that a party stays at that does not know all it wants.

    Parameters
    ----------
    pairs : Pairs
        In which all leave for what is better or unknown to them: whatever the
        reading, the others are expected to risk it.
    party : int
        The focal party.
    concept : Concept
        What it expects the others to do.
    reading : str
        a: it leaves for what is better or unknown, and only what is worse or
        equal is a sanction; b: it leaves for what is better alone; c: as a,
        but what is unknown is a sanction too; d: as b, with that.
    better : bool array, shape (m, m)
        At [t, s]: whether the focal party strictly prefers t to s.
    unknown : bool array, shape (m, m)
        Whether it does not know which it prefers; symmetric.

    Returns
    -------
    bool array, shape (n_states,)
        True at feasible states.

    References
    ----------
    Li, Hipel, Kilgour and Fang (2004).
    """
    leaves = better | unknown if reading in "ac" else better
    hurts = ~(better | unknown) if reading in "ab" else ~better
    return pairs.stable(party, concept, leaves, hurts)


def _sealed(states: Bools) -> Bools:
    states.setflags(write=False)
    return states
