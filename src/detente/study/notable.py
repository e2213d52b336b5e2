"""Which equilibria matter, where there are too many to list."""

from dataclasses import dataclass

import numpy as np

from detente.engine import Bools, Engine, Indices
from detente.model.concept import Concept
from detente.model.formula import Name
from detente.model.road_map import RoadMap
from detente.study.solution import StableSets

__all__ = ["FEW", "Notable", "find_notable"]

FEW = 7
"""More equilibria than this are never just listed."""
_DEALS = 5


@dataclass(frozen=True, slots=True)
class Notable:
    """The equilibria under one concept, and those worth naming.

    Attributes
    ----------
    concept : Concept
        The concept.
    count : int
        How many equilibria there are.
    states : tuple of str
        All of them where they are at most `FEW`, else empty.
    named : tuple of (str, str)
        Names (`now`, labels, road maps whose end it is) and states.
    deals : tuple of str
        At most five where nobody is worse off than now and which no other
        such equilibrium Pareto-dominates; now itself left out.
    n_deals : int
        How many such equilibria there are in all.
    best : tuple of (str, str)
        For each party, an equilibrium that is best for it.
    shared : tuple of (str, bool)
        Options that can still change and stand the same in all equilibria.
    """

    concept: Concept
    count: int
    states: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    deals: tuple[str, ...]
    n_deals: int
    best: tuple[tuple[str, str], ...]
    shared: tuple[tuple[str, bool], ...]


def find_notable(sets: StableSets, concept: Concept) -> Notable:
    """Choose the equilibria that a reader should see.

    Parameters
    ----------
    sets : StableSets
        Who is stable where.
    concept : Concept
        One of the concepts of `sets`.

    Returns
    -------
    Notable
    """
    engine = sets.engine
    equilibria = sets.equilibria(concept)
    indices = np.flatnonzero(equilibria)
    deals, n_deals = _deals(engine, indices)
    few = indices if indices.size <= FEW else indices[:0]
    return Notable(
        concept=concept,
        count=int(indices.size),
        states=_states(engine, few),
        named=_named(engine, equilibria),
        deals=_states(engine, deals),
        n_deals=n_deals,
        best=_best(engine, indices),
        shared=_shared(engine, equilibria) if indices.size else (),
    )


def end_of(engine: Engine, road_map: RoadMap) -> int | None:
    """Give the state that a road map ends at, if all its steps are taken."""
    options = [option.id for option in engine.case.options]
    state = dict(zip(options, road_map.start or engine.case.status_quo, strict=True))
    for stage in road_map.stages:
        for step in stage.steps:
            state[step.option] = "Y" if step.taken else "N"
    return engine.index("".join(state.values()))


def _states(engine: Engine, indices: Indices) -> tuple[str, ...]:
    return tuple(engine.state(int(index)) for index in indices)


def _named(engine: Engine, equilibria: Bools) -> tuple[tuple[str, str], ...]:
    case = engine.case
    names: list[tuple[str, int | None]] = [("now", engine.status_quo)]
    names += [(label, engine.index(state)) for label, state in case.labels]
    if case.options:
        plans = case.negotiation.road_maps
        names += [(plan.id, end_of(engine, plan)) for plan in plans]
    return tuple(
        (name, engine.state(index))
        for name, index in names
        if index is not None and equilibria[index]
    )


def _deals(engine: Engine, indices: Indices) -> tuple[Indices, int]:
    payoffs = [engine.payoff(j) for j in range(len(engine.parties))]
    now = engine.status_quo
    fine = indices[indices != now]
    for payoff in payoffs:
        fine = fine[payoff[fine] >= payoff[now]]
    if not fine.size:
        return fine, 0
    gains = np.stack([payoff[fine] for payoff in payoffs]).astype(np.int64)
    order = np.argsort(-gains.sum(axis=0), kind="stable")
    chosen: list[int] = []
    for position in order:
        point = gains[:, position, None]
        dominated = (gains >= point).all(axis=0) & (gains > point).any(axis=0)
        if not dominated.any():
            chosen.append(int(fine[position]))
        if len(chosen) == _DEALS:
            break
    return np.array(chosen, np.int64), int(fine.size)


def _best(engine: Engine, indices: Indices) -> tuple[tuple[str, str], ...]:
    if not indices.size:
        return ()
    return tuple(
        (party, engine.state(int(indices[np.argmax(engine.payoff(j)[indices])])))
        for j, party in enumerate(engine.parties)
    )


def _shared(engine: Engine, equilibria: Bools) -> tuple[tuple[str, bool], ...]:
    shared = []
    for option in engine.case.options:
        if option.settled:
            continue
        taken = engine.truth(Name(option.id))[equilibria]
        if taken.all() or not taken.any():
            shared.append((option.id, bool(taken[0])))
    return tuple(shared)
