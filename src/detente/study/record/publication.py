"""Whether what a source prints agrees with the definitions."""

import numpy as np

from detente.engine import Bools
from detente.model.case import Published
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.stability.stable_sets import StableSets


@dataclass(frozen=True, slots=True)
class Agreement:
    """One published list of states against the computed one.

    Attributes
    ----------
    concept : Concept
        The concept.
    party : str or None
        The party that finds the states stable; None for equilibria.
    missing, extra : tuple of str
        States printed but not found; found but not printed.
    """

    concept: Concept
    party: str | None
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether both lists hold the same states."""
        return not self.missing and not self.extra


def compare_published(sets: StableSets) -> tuple[Agreement, ...]:
    """Compare what the case's sources print with what was found.

    Parameters
    ----------
    sets : StableSets
        Who is stable where, of a case with `published` entries.

    Returns
    -------
    tuple of Agreement
        In the order of the file; of concepts that `sets` does not hold there
        is none.
    """
    agreements = []
    known = {str(concept): concept for concept in sets.concepts}
    for published in sets.engine.case.published:
        concept = known.get(published.concept)
        if concept is not None:
            agreements += _compare(sets, concept, published)
    return tuple(agreements)


def _compare(
    sets: StableSets, concept: Concept, published: Published
) -> list[Agreement]:
    found = []
    if published.equilibria is not None:
        states = _states(sets, sets.equilibria(concept))
        found.append(_agreement(concept, None, published.equilibria, states))
    for party, printed in published.stable:
        position = sets.engine.parties.index(party)
        states = _states(sets, sets.sets[concept, position])
        found.append(_agreement(concept, party, printed, states))
    return found


def _states(sets: StableSets, mask: Bools) -> tuple[str, ...]:
    return tuple(sets.engine.state(int(index)) for index in np.flatnonzero(mask))


def _agreement(
    concept: Concept,
    party: str | None,
    printed: tuple[str, ...],
    states: tuple[str, ...],
) -> Agreement:
    missing = tuple(state for state in printed if state not in states)
    extra = tuple(state for state in states if state not in printed)
    return Agreement(concept, party, missing, extra)
