"""Which equilibria matter, where there are too many to list."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine, Indices
from detente.model.concept import Concept
from detente.model.formula import Name
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.stability.path import find_distances
from detente.study.stability.stable_sets import StableSets

Steps: TypeAlias = npt.NDArray[np.int16]

FEW = 7
"""More equilibria than this are never just listed."""
_DEALS = 5
_LISTED = 5


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
        Names (`now`, road maps whose end it is, labels) and states.
    reached : tuple of str
        At most five that improvements reach from now, nearest first; now
        itself left out. Empty where there are at most `FEW` equilibria.
    n_reached : int or None
        How many such equilibria there are in all; None where there was no time
        to see.
    deals : tuple of str
        At most five where nobody is worse off than now and which no other
        such equilibrium Pareto-dominates; now itself left out.
    n_deals : int
        How many such equilibria there are in all.
    best : tuple of (str, str)
        For each party that likes some better than others, an equilibrium that
        is best for it.
    ties : tuple of (str, int)
        For the same parties, how many equilibria are best for it.
    alike : tuple of str
        The parties to whom all of several equilibria are worth the same.
    shared : tuple of (str, bool)
        Options that can still change and stand the same in all equilibria.
    """

    concept: Concept
    count: int
    states: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    reached: tuple[str, ...]
    n_reached: int | None
    deals: tuple[str, ...]
    n_deals: int
    best: tuple[tuple[str, str], ...]
    ties: tuple[tuple[str, int], ...]
    alike: tuple[str, ...]
    shared: tuple[tuple[str, bool], ...]

    @property
    def named_states(self) -> tuple[str, ...]:
        """The states that have a name, each once."""
        return tuple(dict.fromkeys(state for _, state in self.named))

    @property
    def listed(self) -> tuple[str, ...]:
        """Those of them to list where there are many equilibria: at most five."""
        return self.named_states[:_LISTED]


def find_notables(sets: StableSets) -> tuple[Notable, ...]:
    """Choose the equilibria that a reader should see, concept by concept.

    Parameters
    ----------
    sets : StableSets
        Who is stable where.

    Returns
    -------
    tuple of Notable
        One for each concept, in the order asked.
    """
    counts = [np.count_nonzero(sets.equilibria(each)) for each in sets.concepts]
    # Found once for all concepts, and only where some list is cut.
    cut = any(count > FEW for count in counts) and not sets.unjudged
    least = _from_now(sets.engine) if cut else None
    return tuple(find_notable(sets, each, least) for each in sets.concepts)


def find_notable(
    sets: StableSets, concept: Concept, least: Steps | None = None
) -> Notable:
    """Choose the equilibria that a reader should see.

    Parameters
    ----------
    sets : StableSets
        Who is stable where.
    concept : Concept
        One of the concepts of `sets`.
    least : int16 array, shape (n_states,), or None
        How many improvements away from now every state is, -1 where they do
        not lead; found where it is needed and not given.

    Returns
    -------
    Notable
    """
    engine = sets.engine
    equilibria = sets.equilibria(concept)
    indices = np.flatnonzero(equilibria)
    deals, n_deals = _deals(engine, indices)
    few = indices if indices.size <= FEW else indices[:0]
    favourites, alike = _favourites(engine, indices)
    many = indices if indices.size > FEW else indices[:0]
    # How far away they are takes as long as a concept, for which there was no time.
    unseen = bool(sets.unjudged) and many.size > 0
    reached = many[:0] if unseen else _reached(engine, many, least)
    return Notable(
        concept=concept,
        count=int(indices.size),
        states=_states(engine, few),
        named=_named(engine, equilibria),
        reached=_states(engine, reached[:_LISTED]),
        n_reached=None if unseen else int(reached.size),
        deals=_states(engine, deals),
        n_deals=n_deals,
        best=tuple((best.party, best.state) for best in favourites),
        ties=tuple((best.party, best.ties) for best in favourites),
        alike=alike,
        shared=_shared(engine, equilibria) if indices.size else (),
    )


def end_of(engine: Engine, road_map: RoadMap) -> int | None:
    """Give the state that a road map ends at, if all its steps are taken."""
    case = engine.case
    options = [option.id for option in case.options]
    return engine.index(road_map.states(options, case.status_quo)[-1])


def _from_now(engine: Engine) -> Steps:
    movers = tuple(range(len(engine.parties)))
    return find_distances(engine, engine.status_quo, movers, improving=True).least()


def _reached(engine: Engine, indices: Indices, least: Steps | None) -> Indices:
    """Choose those that improvements lead to from now, nearest first."""
    if not indices.size:
        return indices
    steps = (_from_now(engine) if least is None else least)[indices]
    order = np.argsort(steps, kind="stable")
    return indices[order[steps[order] > 0]]


def _states(engine: Engine, indices: Indices) -> tuple[str, ...]:
    return tuple(engine.state(int(index)) for index in indices)


def _named(engine: Engine, equilibria: Bools) -> tuple[tuple[str, str], ...]:
    case = engine.case
    names: list[tuple[str, int | None]] = [("now", engine.status_quo)]
    if case.options:
        plans = case.negotiation.road_maps
        names += [(plan.id, end_of(engine, plan)) for plan in plans]
    names += [(label, engine.index(state)) for label, state in case.labels]
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
    # What dominates has the larger sum, and what a dominated one dominates falls
    # with it: the first that is left is dominated by none.
    left = np.argsort(-gains.sum(axis=0), kind="stable")
    chosen: list[int] = []
    while left.size and len(chosen) < _DEALS:
        point, others = gains[:, left[:1]], gains[:, left]
        equal_or_worse, worse = others <= point, others < point
        fallen = np.logical_and(equal_or_worse.all(axis=0), worse.any(axis=0))
        chosen.append(int(fine[left[0]]))
        left = left[~fallen][1:]
    return np.array(chosen, np.int64), int(fine.size)


@dataclass(frozen=True, slots=True)
class _Favourite:
    """The first of the equilibria that are best for a party, of so many."""

    party: str
    state: str
    ties: int


def _favourites(
    engine: Engine, indices: Indices
) -> tuple[list[_Favourite], tuple[str, ...]]:
    """Give the best for each party, and to whom all are alike."""
    favourites, alike = [], []
    for j, party in enumerate(engine.parties if indices.size else ()):
        payoffs = engine.payoff(j)[indices]
        ties = int(np.count_nonzero(payoffs == payoffs.max()))
        if ties == indices.size > 1:
            alike.append(party)
        else:
            state = engine.state(int(indices[np.argmax(payoffs)]))
            favourites.append(_Favourite(party, state, ties))
    return favourites, tuple(alike)


def _shared(engine: Engine, equilibria: Bools) -> tuple[tuple[str, bool], ...]:
    shared = []
    for option in engine.case.options:
        if option.settled:
            continue
        taken = engine.truth(Name(option.id))[equilibria]
        if taken.all() or not taken.any():
            shared.append((option.id, bool(taken[0])))
    return tuple(shared)
