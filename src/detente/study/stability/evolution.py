"""How a dispute can move from where it stands."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.stability.explanation import SequenceMove, name_moves
from detente.study.stability.path import (
    Distances,
    find_distances,
    nearest_state,
    trace_path,
)
from detente.study.stability.stable_sets import StableSets, find_stable


class Attained(NamedTuple):
    """Equilibria that can be reached: the nearest of them, and how many there are."""

    concept: Concept
    nearest: tuple[str, ...]
    n_states: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be reached from the start by one kind of moves.

    Attributes
    ----------
    count : int
        States reached, the start included.
    by_steps : tuple of int
        How many states first come up after 0, 1, 2, ... moves.
    equilibria : tuple of Attained
        One a concept; at most `LISTED` states are listed, nearest first.
    ends : tuple of str
        By improvements only: states reached where nobody improves further;
        nearest first, at most `LISTED`.
    n_ends : int
        How many such states there are.
    """

    count: int
    by_steps: tuple[int, ...]
    equilibria: tuple[Attained, ...]
    ends: tuple[str, ...] = ()
    n_ends: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """A state on the way, and who would go on from it.

    Attributes
    ----------
    state : str
        The state.
    improving : tuple of str
        Parties that have an improvement there.
    leaving : tuple of str
        Parties for which the state is not stable under the concept.
    """

    state: str
    improving: tuple[str, ...]
    leaving: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A shortest legal sequence to a target.

    Attributes
    ----------
    steps : tuple of Step
        The moves, with movers, and whether each is an improvement.
    stops : tuple of Stop
        Every state on the way, start and end included: one more than steps.
    """

    steps: tuple[SequenceMove, ...]
    stops: tuple[Stop, ...]

    @property
    def self_starting(self) -> bool:
        """Whether every mover improves at every step."""
        return all(step.improvement for step in self.steps)


@dataclass(frozen=True, slots=True)
class Evolution:
    """What can follow from a state.

    Attributes
    ----------
    start : str
        Where everything begins.
    any_moves, improvements : Reach
        By any legal sequence; by legal sequences of improvements.
    concept : Concept
        The concept behind `Stop.leaving`.
    n_targets : int or None
        How many feasible states the target asked for covers; None where
        none was asked for.
    route, improving_route : Route or None
        Shortest ways to a target, by any moves and by improvements only;
        None where there is none. Empty where the start is a target.
    """

    start: str
    any_moves: Reach
    improvements: Reach
    concept: Concept
    n_targets: int | None = None
    route: Route | None = None
    improving_route: Route | None = None


LISTED = 7


def evolve(
    engine: Engine,
    start: int,
    sets: StableSets | None = None,
    targets: Bools | None = None,
    concept: Concept = Concept.SEQ,
) -> Evolution:
    """Find what can be reached from a state, and how.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    start : int
        The number of a feasible state.
    sets : StableSets or None
        Where parties would stay; found where not given.
    targets : bool array, shape (n_states,), or None
        Where one would like to get.
    concept : Concept
        Judges who would go on from each stop of a route.

    Returns
    -------
    Evolution

    References
    ----------
    Li, Kilgour and Hipel (2005) for status quo analysis.
    """
    sets = sets or find_stable(engine, (concept,))
    movers = tuple(range(len(engine.parties)))
    found = {
        improving: find_distances(engine, start, movers, improving=improving)
        for improving in (False, True)
    }
    ends = _at_rest(engine)
    wanted = None if targets is None else targets & engine.feasible
    return Evolution(
        start=engine.state(start),
        any_moves=_reach(engine, found[False], sets, None),
        improvements=_reach(engine, found[True], sets, ends),
        concept=concept,
        n_targets=None if wanted is None else int(np.count_nonzero(wanted)),
        route=_route(engine, found[False], wanted, (sets, concept)),
        improving_route=_route(engine, found[True], wanted, (sets, concept)),
    )


def _at_rest(engine: Engine) -> Bools:
    rest = engine.feasible.copy()
    for party in range(len(engine.parties)):
        payoff = engine.payoff(party)
        rest &= engine.after(party, payoff) <= payoff
    return rest


def _reach(
    engine: Engine, distances: Distances, sets: StableSets, ends: Bools | None
) -> Reach:
    least = distances.least()
    reached = least >= 0
    equilibria = []
    for concept in sets.concepts:
        states = reached & sets.equilibria(concept)
        nearest = _nearest(engine, states, least)
        equilibria.append(Attained(concept, nearest, int(np.count_nonzero(states))))
    rest = np.zeros_like(reached) if ends is None else reached & ends
    return Reach(
        count=int(np.count_nonzero(reached)),
        by_steps=tuple(int(n) for n in np.bincount(least[reached])),
        equilibria=tuple(equilibria),
        ends=_nearest(engine, rest, least),
        n_ends=int(np.count_nonzero(rest)),
    )


def _nearest(
    engine: Engine, states: Bools, least: npt.NDArray[np.int16]
) -> tuple[str, ...]:
    indices = np.flatnonzero(states)
    order = np.argsort(least[indices], kind="stable")[:LISTED]
    return tuple(engine.state(int(index)) for index in indices[order])


def _route(
    engine: Engine,
    distances: Distances,
    targets: Bools | None,
    judged: tuple[StableSets, Concept],
) -> Route | None:
    if targets is None:
        return None
    if targets[distances.start]:
        return Route((), (_stop(engine, distances.start, judged),))
    least = distances.least()
    candidates = np.flatnonzero(targets & (least > 0))
    if not candidates.size:
        return None
    nearest = candidates[least[candidates] == least[candidates].min()]
    target = nearest_state(engine, nearest, distances.start)
    moves = trace_path(engine, distances, target) or ()
    return Route(
        steps=name_moves(engine, moves),
        stops=(
            _stop(engine, distances.start, judged),
            *(_stop(engine, move.after, judged) for move in moves),
        ),
    )


def _stop(engine: Engine, state: int, judged: tuple[StableSets, Concept]) -> Stop:
    sets, concept = judged
    parties = range(len(engine.parties))
    return Stop(
        state=engine.state(state),
        improving=tuple(
            engine.parties[j] for j in parties if _improves(engine, state, j)
        ),
        leaving=tuple(
            engine.parties[j] for j in parties if not sets.sets[concept, j][state]
        ),
    )


def _improves(engine: Engine, state: int, party: int) -> bool:
    payoff = engine.payoff(party)
    return bool((payoff[engine.moves(party, state)] > payoff[state]).any())
