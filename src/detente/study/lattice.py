"""All ways from one state to another by packages of steps, as a lattice.

Forward only: an option that differs between start and target is changed once,
no other is. Every edge carries what the value from then on has to be, for each
party, so that nobody breaches there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt

from detente.engine.budget import tick
from detente.engine.discounted import Values
from detente.errors import Message, TooLargeError
from detente.model.road_map import Stage, Step
from detente.study.breach import part_cost
from detente.study.dynamics import Dynamics
from detente.study.road_map import Node, count_stage, obstacles
from detente.study.slack import ThreatName, deviation

__all__ = ["Edge", "Lattice", "needs", "open_lattice", "steps_between"]

_EDGES = 200_000
_MYOPIC = 1e-9
_NOTHING = 1e-200
"""Below this the weight of what lies far ahead does not fall, so that it divides."""


@dataclass(frozen=True, eq=False)
class Edge:
    """One stage: from a state to another.

    Attributes
    ----------
    periods : int
        How long it lasts.
    flow : float64 array, shape (n_parties,)
        What the stage adds to each party's value of the start.
    carry : float64 array, shape (n_parties,)
        How much of the value from its end on enters it.
    executed : float64 array, shape (n_parties,)
        The flow of its last period, costs included.
    ahead : int
        The options that it or a later stage takes, as a set of bits.
    """

    start: int
    end: int
    periods: int
    flow: npt.NDArray[np.float64]
    carry: npt.NDArray[np.float64]
    executed: npt.NDArray[np.float64]
    ahead: int


@dataclass(frozen=True, eq=False)
class Lattice:
    """All packages between a start and a target.

    Attributes
    ----------
    start, target : int
    states : tuple of int
        Those that lie on a way from the start, the start first; every edge
        leads to a later one.
    into, out_of : dict of int to tuple of int
        The positions of the edges that enter and leave a state.
    """

    start: int
    target: int
    states: tuple[int, ...]
    edges: tuple[Edge, ...]
    into: dict[int, tuple[int, ...]]
    out_of: dict[int, tuple[int, ...]]


def open_lattice(dynamics: Dynamics, start: int, target: int, most: int) -> Lattice:
    """List the packages by which a target can be reached.

    Parameters
    ----------
    dynamics : Dynamics
    start, target : int
    most : int
        Steps in a package at most.

    Returns
    -------
    Lattice

    Raises
    ------
    TooLargeError
        Where there would be too many packages to try.
    """
    _refuse((start ^ target).bit_count(), most)
    world = dynamics.countdown.first_world(start)
    edges: list[Edge] = []
    into: dict[int, list[int]] = {start: []}
    out_of: dict[int, list[int]] = {}
    waiting, seen = [start], {start}
    for state in waiting:
        tick()
        out_of[state] = []
        for end in _packages(dynamics, (state, target), world, most):
            out_of[state].append(len(edges))
            into.setdefault(end, []).append(len(edges))
            edges.append(_edge(dynamics, (state, end), target))
            if end not in seen:
                seen.add(end)
                waiting.append(end)
    states = sorted(waiting, key=lambda state: (state ^ start).bit_count())
    return Lattice(
        start,
        target,
        tuple(states),
        tuple(edges),
        {state: tuple(places) for state, places in into.items()},
        {state: tuple(places) for state, places in out_of.items()},
    )


def steps_between(dynamics: Dynamics, start: int, end: int) -> tuple[Step, ...]:
    """Give the steps that lead from one state to another, in option order."""
    return tuple(
        Step(option, taken=bool(end >> bit & 1))
        for option, bit in dynamics.bits.items()
        if (start ^ end) >> bit & 1
    )


def _packages(
    dynamics: Dynamics, ends: tuple[int, int], world: int, most: int
) -> Iterator[int]:
    """Give where the packages allowed at a state lead, towards a target."""
    state, target = ends
    open_bits = [bit for bit in dynamics.bits.values() if (state ^ target) >> bit & 1]
    for size in range(1, most + 1):
        for bits in combinations(open_bits, size):
            end = state ^ sum(1 << bit for bit in bits)
            steps = steps_between(dynamics, state, end)
            node = Node(0, world, state, end)
            if next(obstacles(dynamics, node, steps), None) is None:
                yield end


def _edge(dynamics: Dynamics, ends: tuple[int, int], target: int) -> Edge:
    state, end = ends
    steps = steps_between(dynamics, state, end)
    periods = count_stage(dynamics.case, Stage(steps), steps)
    patience, utility = dynamics.patience, dynamics.utility
    cost = np.zeros(len(patience))
    for turn in dynamics.turns:
        cost[turn.party] = part_cost(turn, state, end)
    executed = (1 - patience) * (utility[:, end] - cost)
    waited = patience ** (periods - 1)
    return Edge(
        start=state,
        end=end,
        periods=periods,
        flow=(1 - waited) * utility[:, state] + waited * executed,
        carry=waited * patience,
        executed=executed,
        ahead=target & ~state,
    )


def needs(
    dynamics: Dynamics,
    edge: Edge,
    start: int,
    threat: ThreatName,
    *,
    parties: Sequence[int] | None = None,
    proven: bool = False,
) -> tuple[Values, Values]:
    """Give what the value from an edge's end on must be for a given slack.

    In every period of the stage slack is that of an onward value of 0 plus d
    times the onward value, which is linear in the value from the end on.

    Parameters
    ----------
    dynamics : Dynamics
    edge : Edge
    start : int
        Where the road map starts.
    threat : str
        breakdown or minmax.
    parties : sequence of int or None
        Those who may breach; None is all.
    proven : bool
        Whether a stage is closed where what follows its best breach goes
        round in a cycle, which proves nothing.

    Returns
    -------
    least, slope : float64 array, shape (n_periods, n_parties)
        A party complies in each period of the stage, with slack sigma, where
        its value is at least `least + slope * sigma`.
    """
    shape = (edge.periods, len(dynamics.parties))
    least, slope = np.full(shape, -np.inf), np.zeros(shape)
    world, time = dynamics.countdown.first_world(start), dynamics.countdown.horizon
    nodes = [
        Node(time, world, edge.start, end, ahead=edge.ahead, been=start | edge.start)
        for end in (edge.end, edge.start)
    ]
    for party in range(shape[1]) if parties is None else parties:
        if dynamics.reason(party) is not None:
            continue
        d = max(float(dynamics.patience[party]), _MYOPIC)
        found = [
            deviation(dynamics, node, 0.0, threat, (party, "high"))
            for node in nodes[: min(edge.periods, 2)]
        ]
        for left in range(edge.periods):
            breach = found[min(left, 1)]
            if breach is None or (threat == "minmax" and not breach.exact):
                continue
            onward, rise = -breach.slack / d, 1 / d
            if left:
                weight = max(d ** (left - 1), _NOTHING)
                waited = (1 - weight) * dynamics.utility[party, edge.start]
                onward = ((onward - waited) / weight - edge.executed[party]) / d
                rise /= max(weight * d, _NOTHING)
            closed = np.isnan(breach.slack) or (proven and not breach.exact)
            least[left, party] = np.inf if closed else onward
            slope[left, party] = rise
    return least, slope


def _refuse(n_changes: int, most: int) -> None:
    """Refuse before trying too many packages."""
    packages = sum(comb(n_changes, size) for size in range(1, most + 1))
    estimate = packages << n_changes
    if estimate > _EDGES << 4:
        raise TooLargeError(
            Message(
                "the target is {changes} changes away; about {count} packages "
                "would have to be tried",
                changes=n_changes,
                count=estimate,
            ),
            Message("name a nearer target, or allow fewer steps in a package"),
        )
