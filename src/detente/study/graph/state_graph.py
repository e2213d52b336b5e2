"""Which states and moves of a case are drawn, and what is left out."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine, Indices
from detente.model.concept import Concept
from detente.model.formula import Name
from detente.records import dataclass
from detente.study.graph.drawn_moves import Arc, link_classes, link_states
from detente.study.stability.hold import Hold, hold_at
from detente.study.stability.path import Distances, find_distances, trace_path
from detente.study.stability.shown_equilibria import Notable, find_notables
from detente.study.stability.stable_sets import StableSets

WHOLE = 100
"""Up to so many states are all drawn; of more, those that matter."""

_LEAST, _MOST = 30, 60
"""So many nodes, where not all are drawn and no other number is asked for."""

_MATTERS = 3

_UNREACHED = -1


class Show(StrEnum):
    """Which states are asked for.

    reachable: those that legal sequences of moves lead to from now.
    improvements: those that legal sequences of improvements lead to.
    equilibria: the equilibria, and what one move leads to or from.
    all: every feasible state.
    """

    REACHABLE = "reachable"
    EQUILIBRIA = "equilibria"
    IMPROVEMENTS = "improvements"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A state, or a class of states that can be reached from each other.

    Attributes
    ----------
    state : str
        The state; of a class, the member nearest to now.
    layer : int or None
        Fewest moves from now by a legal sequence (of improvements, where only
        these are shown); None where none leads there.
    group : int
        The class it belongs to, numbered from 0 as they come up: states of one
        class can be reached from each other, whoever moves.
    size : int
        How many of the states shown it stands for; 1 unless classes are drawn.
    fixed : tuple of (str, bool)
        Options that stand otherwise than now, in the state or in all of the
        class, and whether they are taken.
    is_now : bool
        Whether it is, or holds, the status quo.
    equilibria : tuple of Concept
        The concepts under which it is, or holds, an equilibrium.
    reachable : bool
        Whether any moves lead there from now.
    hold : Hold or None
        Whether it would last under the lead concept, and what that hangs on; None of
        a class, and unless `with_holds` found it.
    """

    state: str
    layer: int | None
    group: int
    size: int
    fixed: tuple[tuple[str, bool], ...]
    is_now: bool
    equilibria: tuple[Concept, ...]
    reachable: bool
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class StateGraph:
    """What is drawn of the states and moves of a case.

    Attributes
    ----------
    show : Show
        Which states were asked for.
    collapsed : bool
        Whether a node is a class of states.
    concepts : tuple of Concept
        Which concepts judge what is an equilibrium, there being time or not.
    lead : Concept
        The concept whose equilibria are marked.
    parties : tuple of str
        In file order.
    nodes : tuple of Node
        Nearest to now first; those that nothing leads to last.
    arcs : tuple of Arc
        Moves between them.
    n_asked : int
        How many states were asked for.
    n_drawn : int
        How many of them the nodes stand for.
    n_unreachable : int
        Feasible states that no moves lead to from now.
    n_composite : int
        Moves between nodes that are not drawn because the same party can make
        them in smaller steps that are drawn.
    """

    show: Show
    collapsed: bool
    concepts: tuple[Concept, ...]
    lead: Concept
    parties: tuple[str, ...]
    nodes: tuple[DrawnNode, ...]
    arcs: tuple[Arc, ...]
    n_asked: int
    n_drawn: int
    n_unreachable: int
    n_composite: int


def draw_states(
    sets: StableSets,
    show: Show = Show.REACHABLE,
    *,
    collapse: bool = False,
    limit: int | None = None,
) -> StateGraph:
    """Choose the states and moves that a picture of a case shows.

    Parameters
    ----------
    sets : StableSets
        Who is stable where; its concepts judge.
    show : Show
        Which states.
    collapse : bool
        Whether states that can be reached from each other make one node.
    limit : int or None
        At most so many nodes: now, the equilibria that matter, the states on
        shortest ways to them, what improvements lead to, then the nearest.
        None is all up to `WHOLE` states, and of more those that matter, at
        least 30 and at most 60.

    Returns
    -------
    StateGraph

    References
    ----------
    Fang, Hipel and Kilgour (1993) for the graph; Li, Kilgour and Hipel (2005)
    for the layers, which are the steps of status quo analysis.
    """
    engine, lead = sets.engine, _lead(sets.concepts)
    movers = tuple(range(len(engine.parties)))
    ways = tuple(
        find_distances(engine, engine.status_quo, movers, improving=improving)
        for improving in (False, True)
    )
    reachable = ways[0].least() >= 0
    layers = ways[show is Show.IMPROVEMENTS].least()
    asked = _asked(sets, show, layers)
    order, n_matter = _ordered(sets, asked, layers, ways)
    if limit is None:
        whole = collapse or order.size <= WHOLE
        limit = WHOLE if whole else min(max(n_matter, _LEAST), _MOST)
    members = _classes(engine, order, asked, limit, collapse=collapse)
    place = _places(engine, members)
    improving = show is Show.IMPROVEMENTS
    if collapse:
        arcs, n_composite = link_classes(engine, place, improving=improving), 0
    else:
        arcs, n_composite = link_states(engine, place, improving=improving)
    groups = _groups(engine, members)
    return StateGraph(
        show=show,
        collapsed=collapse,
        concepts=(*sets.concepts, *sets.unjudged),
        lead=lead,
        parties=engine.parties,
        nodes=tuple(
            _node(sets, states, group, layers, reachable)
            for states, group in zip(members, groups, strict=True)
        ),
        arcs=arcs,
        n_asked=int(np.count_nonzero(asked)),
        n_drawn=sum(map(len, members)),
        n_unreachable=engine.n_feasible - int(np.count_nonzero(reachable)),
        n_composite=n_composite,
    )


def with_holds(graph: StateGraph, sets: StableSets) -> StateGraph:
    """Find whether each situation that is drawn would last, for those who ask in words.

    Parameters
    ----------
    graph : StateGraph
        What is drawn.
    sets : StableSets
        What it was drawn from.

    Returns
    -------
    StateGraph
        With the `hold` of every node that is no class.

    Notes
    -----
    An answer to every improvement is looked for, one move of another first: among
    260,000 situations of three parties, all of them hardly held, that takes twice as
    long as the rest; all situations are walked through only where no one move answers.
    """
    engine = sets.engine

    def judged(node: DrawnNode) -> DrawnNode:
        state = engine.index(node.state) if node.size == 1 else None
        held = None if state is None else hold_at(sets, graph.lead, state)
        return replace(node, hold=held)

    return replace(graph, nodes=tuple(map(judged, graph.nodes)))


def _lead(concepts: tuple[Concept, ...]) -> Concept:
    return Concept.SEQ if Concept.SEQ in concepts else concepts[-1]


def _asked(sets: StableSets, show: Show, layers: npt.NDArray[np.int16]) -> Bools:
    """Find the states asked for; now is always among them."""
    engine = sets.engine
    if show is Show.ALL:
        return engine.feasible.copy()
    if show is not Show.EQUILIBRIA:
        return layers >= 0
    resting = np.logical_or.reduce([sets.equilibria(each) for each in sets.concepts])
    asked: Bools = resting.copy()
    for party in range(len(engine.parties)):
        asked |= engine.reached(party, resting, improving=False)
        asked |= engine.after(party, resting.astype(np.int32)) > 0
    asked[engine.status_quo] = True
    return asked & engine.feasible


def _ordered(
    sets: StableSets,
    asked: Bools,
    layers: npt.NDArray[np.int16],
    ways: tuple[Distances, ...],
) -> tuple[Indices, int]:
    """Order the states asked for by how much they matter; count those that do."""
    engine = sets.engine
    rank = np.full(engine.n_states, _MATTERS + 1, np.int8)
    rank[ways[1].least() >= 0] = _MATTERS
    notable = _notable(sets)
    for state in notable:
        for way in ways:
            rank[_on_the_way(engine, way, state)] = 2
    rank[notable] = 1
    rank[engine.status_quo] = 0
    chosen = np.flatnonzero(asked)
    far = np.where(layers < 0, np.iinfo(np.int16).max, layers)[chosen]
    changed = _changed(engine)[chosen]
    order = chosen[np.lexsort((chosen, changed, far, rank[chosen]))]
    return order, int(np.count_nonzero(rank[order] <= _MATTERS))


def _notable(sets: StableSets) -> list[int]:
    lead = _lead(sets.concepts)
    states = dict.fromkeys(
        state
        for notable in sorted(
            find_notables(sets), key=lambda each: each.concept != lead
        )
        for state in _worth_naming(notable)
    )
    found = (sets.engine.index(state) for state in states)
    return [index for index in found if index is not None]


def _worth_naming(notable: Notable) -> Iterable[str]:
    yield from notable.states
    yield from (state for _, state in notable.named)
    yield from notable.reached
    yield from notable.deals
    yield from (state for _, state in notable.best)


def _on_the_way(engine: Engine, ways: Distances, state: int) -> list[int]:
    moves = None if state == ways.start else trace_path(engine, ways, state)
    return [move.after for move in moves or ()]


def _changed(engine: Engine) -> Indices:
    """Count, state by state, the options that stand otherwise than now."""
    changed = np.zeros(engine.n_states, np.int64)
    for option in engine.case.options:
        changed += engine.truth(Name(option.id)) != option.now
    return changed


def _classes(
    engine: Engine, order: Indices, asked: Bools, limit: int, *, collapse: bool
) -> list[Indices]:
    """Give the states of each node; the first is the one that names it."""
    if not collapse:
        return [order[k : k + 1] for k in range(min(limit, order.size))]
    found: list[Indices] = []
    free = asked.copy()
    for state in map(int, order):
        if len(found) == limit:
            break
        if free[state]:
            mine = _round_trips(engine, state) & free
            free &= ~mine
            found.append(order[mine[order]])
    return found


def _places(engine: Engine, members: list[Indices]) -> Indices:
    """Give the node of each state, -1 where it is not drawn."""
    place = np.full(engine.n_states, _UNREACHED, np.int64)
    for position, states in enumerate(members):
        place[states] = position
    return place


def _groups(engine: Engine, members: list[Indices]) -> list[int]:
    """Give the class of each node; classes are numbered as they come up."""
    group = np.full(engine.n_states, _UNREACHED, np.int64)
    n_groups = 0
    for states in members:
        if group[states[0]] < 0:
            group[_round_trips(engine, int(states[0]))] = n_groups
            n_groups += 1
    return [int(group[states[0]]) for states in members]


def _round_trips(engine: Engine, state: int) -> Bools:
    """Find the states that moves lead to and that moves lead back from."""
    parties = range(len(engine.parties))
    forth: Bools = np.zeros(engine.n_states, np.bool_)
    forth[state] = True
    back = forth.astype(np.int32)
    count = 0
    while count != (count := int(np.count_nonzero(forth)) + int(back.sum())):
        for party in parties:
            forth = forth | engine.reached(party, forth, improving=False)
            back = np.where(engine.feasible, engine.after(party, back), 0)
    return forth & (back > 0)


def _node(
    sets: StableSets,
    states: Indices,
    group: int,
    layers: npt.NDArray[np.int16],
    reachable: Bools,
) -> DrawnNode:
    engine = sets.engine
    first = int(states[0])
    found = layers[states]
    found = found[found >= 0]
    return DrawnNode(
        state=engine.state(first),
        layer=int(found.min()) if found.size else None,
        group=group,
        size=len(states),
        fixed=_fixed(engine, states),
        is_now=bool((states == engine.status_quo).any()),
        equilibria=tuple(
            concept
            for concept in sets.concepts
            if sets.equilibria(concept)[states].any()
        ),
        reachable=bool(reachable[states].any()),
    )


def _fixed(engine: Engine, states: Indices) -> tuple[tuple[str, bool], ...]:
    fixed = []
    for option in engine.case.options:
        taken = engine.truth(Name(option.id))[states]
        if (taken != option.now).all():
            fixed.append((option.id, not option.now))
    return tuple(fixed)
