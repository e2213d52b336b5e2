"""Who stays where, if parties do not know all they want, or want some greatly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from detente.engine import Bools, Engine
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.study.preference.pairs_of_states import degrees_of, unknown_to
from detente.study.preference.preference_kinds import (
    READINGS,
    Pairs,
    Reading,
    StrengthSets,
    prefers,
    refuse_many_pairs,
    strength_among,
    unknown_among,
)

__all__ = ["StrengthStudy", "UnknownStudy", "study_strength", "study_unknown"]


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


@dataclass(frozen=True, slots=True)
class StrengthStudy:
    """Who stays where, and how strongly each is held.

    Attributes
    ----------
    engine : Engine
        What answered.
    concepts : tuple of Concept
        In the order asked.
    sets : mapping of (Concept, party position) to StrengthSets
        General, strong and weak stability.
    strong : tuple of int
        For each party, how many ordered pairs it greatly prefers one of.
    """

    engine: Engine
    concepts: tuple[Concept, ...]
    sets: Mapping[tuple[Concept, int], StrengthSets]
    strong: tuple[int, ...]

    def equilibria(self, concept: Concept) -> Bools:
        """Find the states that every party would stay at; shape (n_states,)."""
        general = [sets.general for sets in self._of(concept)]
        found: Bools = self.engine.feasible & np.logical_and.reduce(general)
        return found

    def strong_equilibria(self, concept: Concept) -> Bools:
        """Find the equilibria at which somebody is tempted, and nobody weakly held."""
        strong = [sets.strong for sets in self._of(concept)]
        held: Bools = self.equilibria(concept) & np.logical_or.reduce(strong)
        return held & ~self.weak_equilibria(concept)

    def weak_equilibria(self, concept: Concept) -> Bools:
        """Find the equilibria at which some party is held, but not strongly."""
        weak = [sets.weak for sets in self._of(concept)]
        held: Bools = self.equilibria(concept) & np.logical_or.reduce(weak)
        return held

    def _of(self, concept: Concept) -> list[StrengthSets]:
        parties = range(len(self.engine.parties))
        return [self.sets[concept, party] for party in parties]


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
            unknown_among(
                pairs, (party, concept), reading, better[party], unknown[party]
            )
        )
        for reading in READINGS
        for concept in asked
        for party in parties
    }
    counts = tuple(int(np.count_nonzero(each)) // 2 for each in unknown)
    return UnknownStudy(engine, asked, MappingProxyType(sets), counts)


def study_strength(
    engine: Engine,
    concepts: Iterable[Concept] = CORE_CONCEPTS,
    memory: int | None = None,
) -> StrengthStudy:
    """Judge how strongly each party is held where it stays.

    Parameters
    ----------
    engine : Engine
        The moves, ordinal payoffs and `strong` entries of the case.
    concepts : iterable of Concept
        Of R, GMR, SMR, SEQ and SSEQ.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.

    Returns
    -------
    StrengthStudy

    Raises
    ------
    TooLargeError
        Where the pairs of states would not fit the memory allowed.

    References
    ----------
    Hamouda, Kilgour and Hipel (2004, 2006).
    """
    refuse_many_pairs(engine, memory)
    parties = range(len(engine.parties))
    gains = [degrees_of(engine, party) for party in parties]
    pairs = Pairs(engine, [gain > 0 for gain in gains], memory)
    asked = tuple(dict.fromkeys(concepts))
    sets = {
        (concept, party): strength_among(pairs, (party, concept), gains[party])
        for concept in asked
        for party in parties
    }
    counts = tuple(int(np.count_nonzero(gain > 1)) for gain in gains)
    return StrengthStudy(engine, asked, MappingProxyType(sets), counts)


def _sealed(states: Bools) -> Bools:
    states.setflags(write=False)
    return states
