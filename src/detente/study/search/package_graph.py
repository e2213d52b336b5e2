"""All ways from one state to another by packages of steps, as a lattice.

Forward only: an option that differs from the target is changed once, no other
is. A place is a state at a time: until the last deadline has fallen it counts
when a stage takes place, since a deadline opens options and may change the
state by itself; a stage may wait for it, or until just before it, and where the
lattice is small for any number of periods until then. Every edge carries what the value
from then on has to be, for each party, so that nobody breaches there.
"""

from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, bits
from detente.engine.budget import tick
from detente.errors import Message, TooLargeError
from detente.model.road_map import Stage, Step
from detente.records import dataclass
from detente.study.deal.breach import part_cost
from detente.study.deal.road_map import Node, count_stage, obstacles
from detente.study.game.dynamics import Dynamics
from detente.study.search.stage_waits import (
    Run,
    lengths,
    waited,
    waits_are_few,
    within_for,
)

_EDGES = 200_000
_TRIED = 16 * _EDGES
_SMALLER = Message("name a nearer target, or allow fewer steps in a package")

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Vertex:
    """A state at the beginning of a period.

    Attributes
    ----------
    time, world : int
        Periods since the day of the case, counted until nothing falls due any
        more; the deadlines that have opened.
    state : int
    """

    time: int
    world: int
    state: int


@dataclass(frozen=True, eq=False)
class Edge:
    """One stage: from a place to another.

    Attributes
    ----------
    start, end : int
        Places, by position.
    stage : Stage or None
        None is waiting until the last deadline has fallen, at the target.
    runs : tuple of Run
        What is due, period by period, repeated ones counted.
    flow : float64 array, shape (n_parties,)
        What the stage adds to each party's value of the start.
    carry : float64 array, shape (n_parties,)
        How much of the value from its end on enters it.
    """

    start: int
    end: int
    stage: Stage | None
    runs: tuple[Run, ...]
    flow: npt.NDArray[np.float64]
    carry: npt.NDArray[np.float64]

    @property
    def landing(self) -> int:
        """The state in which its last period ends."""
        return self.runs[-1].node.end


@dataclass(frozen=True, eq=False)
class Lattice:
    """All packages between a start and a target.

    Attributes
    ----------
    target : int
        A state.
    places : tuple of Vertex
        Those that lie on a way from the start, which is the first.
    order : tuple of int
        The places, the start first; every edge leads to a later one.
    goals : dict of int to Node
        The places at the target where nothing falls due any more, and what
        staying there for ever is.
    into, out_of : dict of int to tuple of int
        The positions of the edges that enter and leave a place.
    every_wait : bool
        Whether stages wait for every number of periods until the last date, and not
        only until dates.
    """

    target: int
    places: tuple[Vertex, ...]
    order: tuple[int, ...]
    goals: dict[int, Node]
    edges: tuple[Edge, ...]
    into: dict[int, tuple[int, ...]]
    out_of: dict[int, tuple[int, ...]]
    every_wait: bool = True

    @property
    def start(self) -> int:
        """The state at which every way starts."""
        return self.places[0].state


def open_lattice(
    dynamics: Dynamics,
    start: int,
    target: int,
    most: int,
    allowed: Bools | None = None,
) -> Lattice:
    """List the packages by which a target can be reached.

    Parameters
    ----------
    dynamics : Dynamics
    start, target : int
        States.
    most : int
        Steps in a package at most.
    allowed : bool array, shape (n_states,), or None
        Where a way may lead, its end included; None is everywhere.

    Returns
    -------
    Lattice

    Raises
    ------
    TooLargeError
        Where there would be too many packages to try.
    """
    # Where few states are allowed most packages are not even laid out.
    if allowed is None:
        _refuse(bits.distance(start, target), most)
    clock, horizon = dynamics.countdown, dynamics.countdown.horizon
    every_wait = waits_are_few(bits.distance(start, target), most, horizon)
    places = [Vertex(0, clock.first_world(start), start)]
    known = {places[0]: 0}
    edges: list[Edge] = []
    into: dict[int, list[int]] = {0: []}
    out_of: dict[int, list[int]] = {}
    # Places are added while they are gone through, each once: many orders of the
    # same steps meet in one place, and that is what keeps the lattice small.
    for here, place in enumerate(places):
        tick()
        out_of[here] = []
        ends = _Ends(start, target, every_wait)
        for stage, runs in _stages(dynamics, place, ends, most, allowed):
            last = runs[-1].node
            # Once no deadline is left, one day is as the other: without this a
            # place would be new at every time, and there would be no end of them.
            time = min(last.time + 1, horizon)
            end = Vertex(time, *clock.pass_on(last.time + 1, last.world, last.end))
            # On the way a stage may wait by itself; waiting for all deadlines with
            # nothing to come is staying, and that makes sense at the target alone.
            if stage is None and end.state != target:
                continue
            if not _passes(allowed, end.state, runs):
                continue
            if end not in known:
                known[end] = len(places)
                places.append(end)
            out_of[here].append(len(edges))
            into.setdefault(known[end], []).append(len(edges))
            edges.append(_edge(dynamics, here, known[end], stage, runs))
        if len(edges) > _EDGES:
            raise _too_large(bits.distance(start, target), len(edges))
    return Lattice(
        target,
        tuple(places),
        tuple(sorted(range(len(places)), key=lambda at: _rank(places[at], target))),
        {
            at: _noted(Node(place.time, place.world, target, target), start, target)
            for place, at in known.items()
            if place.state == target and place.time == horizon
        },
        tuple(edges),
        {place: tuple(found) for place, found in into.items()},
        {place: tuple(found) for place, found in out_of.items()},
        every_wait,
    )


class _Ends(NamedTuple):
    """From where to where, and whether stages wait for any number of periods."""

    start: int
    target: int
    every_wait: bool


def _rank(place: Vertex, target: int) -> tuple[int, int]:
    """Time passes with every stage, or the target comes nearer."""
    return place.time, -bits.distance(place.state, target)


def steps_between(dynamics: Dynamics, start: int, end: int) -> tuple[Step, ...]:
    """Give the steps that lead from one state to another.

    Parameters
    ----------
    dynamics : Dynamics
        Says where states hold each option.
    start, end : int
        States.

    Returns
    -------
    tuple of Step
        In option order; none where the states are the same.
    """
    changed = bits.differing(start, end)
    return tuple(
        Step(option, taken=bits.is_taken(end, place))
        for option, place in dynamics.bits.items()
        if bits.is_taken(changed, place)
    )


def _passes(allowed: Bools | None, end: int, runs: tuple[Run, ...]) -> bool:
    return allowed is None or bool(
        allowed[end] and all(allowed[run.node.end] for run in runs)
    )


def moves_alone(dynamics: Dynamics) -> bool:
    """Whether some date changes the state by itself, perhaps while a stage waits.

    Parameters
    ----------
    dynamics : Dynamics

    Returns
    -------
    bool
    """
    every = np.arange(dynamics.engine.n_states)
    return any(bool((due.becomes != every).any()) for due in dynamics.countdown.dues)


def _stages(
    dynamics: Dynamics,
    place: Vertex,
    ends: _Ends,
    most: int,
    allowed: Bools | None,
) -> Iterator[tuple[Stage | None, tuple[Run, ...]]]:
    """Give the stages that are allowed at a place, waiting for a deadline or not."""
    horizon = dynamics.countdown.horizon
    start, target, every_wait = ends
    here = Node(place.time, place.world, place.state, place.state)
    if place.time < horizon:
        waits, _ = waited(dynamics, here, horizon - place.time)
        yield None, _noted_all(waits, start, target)
    near = None if moves_alone(dynamics) else allowed
    for steps in _packages(dynamics, place.state, target, most, near):
        needed = count_stage(dynamics.case, Stage(steps), steps)
        for periods in lengths(dynamics, place.time, needed, every_wait=every_wait):
            runs = _laid(dynamics, here, steps, periods)
            if runs:
                stage = Stage(steps, within=within_for(dynamics, periods, needed))
                yield stage, _noted_all(runs, start, target)


def _laid(
    dynamics: Dynamics, here: Node, steps: tuple[Step, ...], periods: int
) -> list[Run]:
    """Lay out one stage; nothing where it cannot take place."""
    runs, last = waited(dynamics, here, periods - 1)
    # A deadline that falls while the stage waits may take one of its steps.
    left = tuple(
        step
        for step in steps
        if bits.is_taken(last.start, dynamics.bits[step.option]) != step.taken
    )
    changed = (dynamics.bits[step.option] for step in left)
    last = last._replace(end=bits.flipped(last.start, changed))
    barred = next(obstacles(dynamics, last, left), None)
    return [*runs, Run(last, 1)] if left and barred is None else []


def _noted_all(runs: list[Run], start: int, target: int) -> tuple[Run, ...]:
    return tuple(Run(_noted(node, start, target), count) for node, count in runs)


def _noted(node: Node, start: int, target: int) -> Node:
    """Note what is still to be taken, and what stood before."""
    return node._replace(
        ahead=bits.without(target, node.start),
        been=bits.joined(start, node.start),
        withdrawn=bits.without(bits.without(start, target), node.end),
        agreed=bits.differing(start, target),
    )


def _packages(
    dynamics: Dynamics, state: int, target: int, most: int, allowed: Bools | None
) -> Iterator[tuple[Step, ...]]:
    """Give the packages of steps that bring a state nearer to a target."""
    ahead = bits.differing(state, target)
    places = [at for at in dynamics.bits.values() if bits.is_taken(ahead, at)]
    for size in range(1, most + 1):
        for changed in combinations(places, size):
            end = bits.flipped(state, changed)
            if allowed is None or allowed[end]:
                yield steps_between(dynamics, state, end)


def _edge(
    dynamics: Dynamics,
    start: int,
    end: int,
    stage: Stage | None,
    runs: tuple[Run, ...],
) -> Edge:
    flow, carry = np.zeros(len(dynamics.patience)), np.ones(len(dynamics.patience))
    for run in reversed(runs):
        flow, carry = put_before(dynamics, run, flow, carry)
    return Edge(start, end, stage, runs, flow, carry)


def put_before(
    dynamics: Dynamics, run: Run, flow: Vector, carry: Vector
) -> tuple[Vector, Vector]:
    """Put a run before what a value is made of: flow, and a share of what comes.

    Parameters
    ----------
    dynamics : Dynamics
    run : Run
        The node, and for how many periods.
    flow, carry : float64 array, shape (n_parties,)
        A value is `flow + carry * v`, v being what comes last.

    Returns
    -------
    flow, carry : float64 array, shape (n_parties,)
    """
    node, count = run
    # Values are flows averaged with weights (1 - d) d^t, so n equal periods are
    # a geometric sum: they weigh 1 - d^n, and what follows them d^n.
    weight = dynamics.patience**count
    had = dynamics.utility[:, node.end].copy()
    for turn in dynamics.turns if node.start != node.end else ():
        had[turn.party] -= part_cost(turn, node.start, node.end)
    return (1 - weight) * had + weight * flow, weight * carry


def _refuse(n_changes: int, most: int) -> None:
    """Refuse before trying too many packages."""
    packages = sum(comb(n_changes, size) for size in range(1, most + 1))
    estimate = packages * bits.n_subsets(n_changes)
    if estimate > _TRIED:
        raise _too_large(n_changes, estimate)


def _too_large(n_changes: int, count: int) -> TooLargeError:
    message = Message(
        "the target is {changes} changes away; about {count} packages "
        "would have to be tried",
        changes=n_changes,
        count=count,
    )
    return TooLargeError(message, _SMALLER)
