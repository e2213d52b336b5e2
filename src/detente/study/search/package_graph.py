"""All ways from one state to another by packages of steps, as a lattice.

Every edge is a stage that is allowed where it begins, and carries what it adds to
each party's value there, and how much of the value from its end on.
"""

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, bits
from detente.engine.budget import tick
from detente.errors import Message, TooLargeError
from detente.model.road_map import Stage
from detente.records import dataclass
from detente.study.deal.breach import part_cost
from detente.study.deal.road_map import Node
from detente.study.game.dynamics import Dynamics
from detente.study.search.next_stages import Vertex, Ways
from detente.study.search.stage_count import ENOUGH, most_stages
from detente.study.search.stage_waits import Run

TRIED = 16 * ENOUGH
"""Packages that may have to be tried for one target, waiting left out, at most."""
_SMALLER = Message("name a nearer target, or allow fewer steps in a package")

Vector = npt.NDArray[np.float64]


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
    ways = Ways(dynamics, start, target, most, allowed)
    places = [ways.begin]
    known = {places[0]: 0}
    edges: list[Edge] = []
    into: dict[int, list[int]] = {0: []}
    out_of: dict[int, list[int]] = {}
    # Places are added while they are gone through, each once: many orders of the
    # same steps meet in one place, and that is what keeps the lattice small.
    for here, place in enumerate(places):
        tick()
        out_of[here] = []
        for each in ways.onward(place):
            if each.end not in known:
                known[each.end] = len(places)
                places.append(each.end)
            end = known[each.end]
            out_of[here].append(len(edges))
            into.setdefault(end, []).append(len(edges))
            edges.append(_edge(dynamics, here, end, each.stage, each.runs))
        if len(edges) > ENOUGH:
            raise _too_large(bits.distance(start, target), len(edges))
    return Lattice(
        target,
        tuple(places),
        tuple(sorted(range(len(places)), key=lambda at: _rank(places[at], target))),
        {at: ways.staying(place) for place, at in known.items() if ways.arrived(place)},
        tuple(edges),
        {place: tuple(found) for place, found in into.items()},
        {place: tuple(found) for place, found in out_of.items()},
        ways.every_wait,
    )


def _rank(place: Vertex, target: int) -> tuple[int, int]:
    """Time passes with every stage, or the target comes nearer."""
    return place.time, -bits.distance(place.state, target)


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
    estimate = most_stages(n_changes, most)
    if estimate > TRIED:
        raise _too_large(n_changes, estimate)


def _too_large(n_changes: int, count: int) -> TooLargeError:
    message = Message(
        "the target is {changes} changes away; about {count} packages "
        "would have to be tried",
        changes=n_changes,
        count=count,
    )
    return TooLargeError(message, _SMALLER)
