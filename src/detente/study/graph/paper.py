"""What the customary tables of a graph-model paper hold: numbers and paths."""

from collections.abc import Iterable

import numpy as np

from detente.engine import Bools, Engine
from detente.records import dataclass
from detente.study.stability.path import Move, find_distances, trace_path
from detente.study.stability.shown_equilibria import find_notables
from detente.study.stability.stable_sets import StableSets

LISTED_STATES = 100
"""Feasible states that are listed; of more only those that matter."""
_LISTED_PATHS = 20


@dataclass(frozen=True, slots=True)
class Passage:
    """How a state is reached from now: by any moves, and by improvements only.

    None where it is not; else a shortest legal sequence.
    """

    state: int
    moves: tuple[Move, ...] | None
    improvements: tuple[Move, ...] | None


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """The numbering of the states, and the ways to those that last.

    Attributes
    ----------
    sets : StableSets
        Who is stable where.
    shown : tuple of int
        The states that the tables list, ascending.
    passages : tuple of Passage
        To the equilibria among them, now left out; at most `_LISTED_PATHS`.
    n_ends : int
        How many equilibria among the states shown are not now.
    """

    sets: StableSets
    shown: tuple[int, ...]
    passages: tuple[Passage, ...]
    n_ends: int

    @property
    def engine(self) -> Engine:
        """What answered."""
        return self.sets.engine

    @property
    def complete(self) -> bool:
        """Whether every feasible state is shown."""
        return len(self.shown) == self.engine.n_feasible

    def numbers(self, states: Iterable[int]) -> tuple[int, ...]:
        """Give the numbers of states among the feasible ones, from 1, ascending."""
        counted = np.cumsum(self.engine.feasible)
        return tuple(int(counted[state]) for state in states)


def collect_figures(sets: StableSets, limit: int = LISTED_STATES) -> PaperFigures:
    """Choose the states to list and find the ways to the equilibria.

    Parameters
    ----------
    sets : StableSets
        Who is stable where.
    limit : int
        Up to so many feasible states are all shown; of more those that
        matter: now, those with labels, the equilibria that are named.

    Returns
    -------
    PaperFigures

    References
    ----------
    Li, Kilgour and Hipel (2005) for status quo analysis.
    """
    engine = sets.engine
    few = engine.n_feasible <= limit
    shown = np.flatnonzero(engine.feasible) if few else sorted(_mattering(sets))
    lasting = _lasting(sets)
    ends = [int(s) for s in shown if lasting[s] and s != engine.status_quo]
    return PaperFigures(
        sets,
        tuple(map(int, shown)),
        _passages(engine, ends[:_LISTED_PATHS]),
        len(ends),
    )


def _mattering(sets: StableSets) -> set[int]:
    engine = sets.engine
    names = [state for _, state in engine.case.labels]
    for notable in find_notables(sets):
        names += [*notable.states, *notable.reached, *notable.deals]
        names += [state for _, state in (*notable.named, *notable.best)]
    found = {engine.index(name) for name in names}
    return {engine.status_quo, *(index for index in found if index is not None)}


def _lasting(sets: StableSets) -> Bools:
    found = np.zeros(sets.engine.n_states, np.bool_)
    for concept in sets.concepts:
        found |= sets.equilibria(concept)
    return found


def _passages(engine: Engine, ends: list[int]) -> tuple[Passage, ...]:
    if not ends:
        return ()
    movers = tuple(range(len(engine.parties)))
    now = engine.status_quo
    by_any = find_distances(engine, now, movers, improving=False)
    improving = find_distances(engine, now, movers, improving=True)
    return tuple(
        Passage(
            end,
            trace_path(engine, by_any, end),
            trace_path(engine, improving, end),
        )
        for end in ends
    )
