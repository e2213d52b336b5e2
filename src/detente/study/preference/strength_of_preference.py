"""Who stays where, and how strongly, if parties want some things greatly.

Of two states that differ in a formula that is `strong` a party prefers one
greatly, if it prefers one at all; a pair of formulas speaks of a state of the
first and one of the second kind, in this direction only. Degrees change no
move and no improvement, only how much a sanction costs whoever left.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.records import dataclass
from detente.study.preference.pairs_of_states import (
    Pairs,
    directed_pairs,
    prefers,
    refuse_many_pairs,
)

_GREATLY = 2
"""The degree that makes a loss strong."""


@dataclass(frozen=True, slots=True)
class StrengthSets:
    """Who stays, and how strongly the others' answers hold it.

    Attributes
    ----------
    general : bool array, shape (n_states,)
        True where the party stays, all degrees of preference taken alike.
    strong : bool array, shape (n_states,)
        True where it has improvements, and each is sanctioned by a great loss.
    weak : bool array, shape (n_states,)
        True where it has improvements, each is sanctioned, but not all so
        strongly.
    """

    general: Bools
    strong: Bools
    weak: Bools


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
        (concept, party): strength_stable(pairs, party, concept, gains[party])
        for concept in asked
        for party in parties
    }
    counts = tuple(int(np.count_nonzero(gain > 1)) for gain in gains)
    return StrengthStudy(engine, asked, MappingProxyType(sets), counts)


def degrees_of(engine: Engine, party: int) -> npt.NDArray[np.int8]:
    """Find by how much a party prefers one state to another.

    Parameters
    ----------
    engine : Engine
        The ordinal payoffs of the case, and its `strong` entries.
    party : int
        The party.

    Returns
    -------
    int8 array, shape (m, m)
        At [t, s]: 2 where it greatly prefers t, 1 where it prefers t
        somewhat, 0 where it is indifferent, negative where it prefers s.

    References
    ----------
    Hamouda, Kilgour and Hipel (2004).
    """
    better = prefers(engine, party)
    strong: Bools = np.zeros_like(better)
    for comparison in engine.case.preference[engine.parties[party]].strong:
        strong |= directed_pairs(engine, comparison)
    gains = better.astype(np.int8) + (better & strong)
    degrees: npt.NDArray[np.int8] = gains - gains.T
    return degrees


def strength_stable(
    pairs: Pairs, party: int, concept: Concept, gains: npt.NDArray[np.int8]
) -> StrengthSets:
    """Find where a party stays, and where strong losses hold it.

    Parameters
    ----------
    pairs : Pairs
        In which all leave for what they prefer, by whatever degree.
    party : int
        The focal party.
    concept : Concept
        What it expects the others to do.
    gains : int8 array, shape (m, m)
        At [t, s]: by which degree the focal party prefers t to s, 1 being
        somewhat and 2 greatly; negative where it prefers s.

    Returns
    -------
    StrengthSets
        Of R there are no strong or weak kinds.

    References
    ----------
    Hamouda, Kilgour and Hipel (2004); Xu, Hipel and Kilgour (2009) for more
    degrees.
    """
    leaves = gains > 0
    # Where nobody is tempted nothing has to hold: neither strongly nor weakly.
    tempted = ~pairs.stable(party, Concept.R, leaves, ~leaves)
    general = pairs.stable(party, concept, leaves, ~leaves)
    held = pairs.stable(party, concept, leaves, gains <= -_GREATLY)
    feasible = pairs.engine.feasible
    tempted &= feasible
    return StrengthSets(general, general & held & tempted, general & ~held & tempted)
