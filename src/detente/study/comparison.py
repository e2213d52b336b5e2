"""Variants of a case side by side."""

from dataclasses import dataclass

import numpy as np

from detente.model.concept import Concept
from detente.study.evolution import evolve
from detente.study.solution import StableSets

__all__ = ["Standing", "stand"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures by which variants are compared.

    Attributes
    ----------
    name : str
        The variant; "" for the case as written.
    n_feasible : int
        How many situations there are.
    status_quo : str
        The state that holds now.
    equilibria : tuple of (Concept, int)
        How many equilibria, concept by concept.
    leaving : tuple of (Concept, tuple of str)
        Who would leave now, concept by concept.
    reached : int
        Situations that improvements reach from now, now included.
    ends : tuple of str
        Where improvements come to rest.
    """

    name: str
    n_feasible: int
    status_quo: str
    equilibria: tuple[tuple[Concept, int], ...]
    leaving: tuple[tuple[Concept, tuple[str, ...]], ...]
    reached: int
    ends: tuple[str, ...]


def stand(name: str, sets: StableSets) -> Standing:
    """Take the figures of one variant.

    Parameters
    ----------
    name : str
        The variant's name.
    sets : StableSets
        Who is stable where in it.

    Returns
    -------
    Standing
    """
    engine = sets.engine
    now = engine.status_quo
    evolution = evolve(engine, now, sets, concept=sets.concepts[-1])
    return Standing(
        name=name,
        n_feasible=engine.n_feasible,
        status_quo=engine.state(now),
        equilibria=tuple(
            (concept, int(np.count_nonzero(sets.equilibria(concept))))
            for concept in sets.concepts
        ),
        leaving=tuple(
            (
                concept,
                tuple(
                    party
                    for position, party in enumerate(engine.parties)
                    if not sets.sets[concept, position][now]
                ),
            )
            for concept in sets.concepts
        ),
        reached=evolution.improvements.count,
        ends=evolution.improvements.ends,
    )
