"""The stages that are allowed at a place: packages of steps, at once or later.

Forward only: an option that differs from the target is changed once, no other is. A
place is a state at a time: until the last deadline has fallen it counts when a stage
takes place, since a deadline opens options and may change the state by itself; a stage
may wait for it, or until just before it, and where there are few for any number of
periods until then.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from detente.engine import Bools, bits
from detente.model.road_map import Stage, Step
from detente.records import dataclass
from detente.study.deal.road_map import Node, count_stage, obstacles
from detente.study.game.dynamics import Dynamics
from detente.study.search.stage_waits import (
    Run,
    lengths,
    waited,
    waits_are_few,
    within_for,
)


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


@dataclass(frozen=True, slots=True)
class Onward:
    """One stage that is allowed at a place.

    Attributes
    ----------
    stage : Stage or None
        None is waiting until the last deadline has fallen, at the target.
    runs : tuple of Run
        What is due, period by period, repeated ones counted.
    end : Vertex
        Where it leads.
    """

    stage: Stage | None
    runs: tuple[Run, ...]
    end: Vertex


class Ways:
    """The stages from one state towards another.

    Parameters
    ----------
    dynamics : Dynamics
    start, target : int
        States.
    most : int
        Steps in a package at most.
    allowed : bool array, shape (n_states,), or None
        Where a way may lead, its end included; None is everywhere.

    Attributes
    ----------
    every_wait : bool
        Whether stages wait for every number of periods until the last date, and not
        only until dates.
    """

    def __init__(
        self,
        dynamics: Dynamics,
        start: int,
        target: int,
        most: int,
        allowed: Bools | None = None,
    ) -> None:
        self.dynamics, self.start, self.target = dynamics, start, target
        self.most, self.allowed = most, allowed
        self.horizon = dynamics.countdown.horizon
        distance = bits.distance(start, target)
        self.every_wait = waits_are_few(distance, most, self.horizon)
        # A date may bring a state that is not allowed itself back to one that is.
        self._near = None if moves_alone(dynamics) else allowed

    @property
    def begin(self) -> Vertex:
        """The start, on the day of the case."""
        world = self.dynamics.countdown.first_world(self.start)
        return Vertex(0, world, self.start)

    def arrived(self, place: Vertex) -> bool:
        """Whether a place is at the target, and nothing falls due any more."""
        return place.state == self.target and place.time == self.horizon

    def staying(self, place: Vertex) -> Node:
        """Give what staying at the target from a place on is."""
        node = Node(place.time, place.world, self.target, self.target)
        return _noted(node, self.start, self.target)

    def onward(self, place: Vertex) -> Iterator[Onward]:
        """Give the stages that are allowed at a place, the smallest first."""
        for stage, runs in self._laid_out(place):
            last = runs[-1].node
            # Once no deadline is left, one day is as the other: without this a
            # place would be new at every time, and there would be no end of them.
            time = min(last.time + 1, self.horizon)
            passed = self.dynamics.countdown.pass_on(
                last.time + 1, last.world, last.end
            )
            end = Vertex(time, *passed)
            # On the way a stage may wait by itself; waiting for all deadlines with
            # nothing to come is staying, and that makes sense at the target alone.
            if stage is None and end.state != self.target:
                continue
            if self._passes(end.state, runs):
                yield Onward(stage, runs, end)

    def _laid_out(
        self, place: Vertex
    ) -> Iterator[tuple[Stage | None, tuple[Run, ...]]]:
        dynamics = self.dynamics
        here = Node(place.time, place.world, place.state, place.state)
        if place.time < self.horizon:
            waits, _ = waited(dynamics, here, self.horizon - place.time)
            yield None, self._noted(waits)
        for steps in _packages(
            dynamics, place.state, self.target, self.most, self._near
        ):
            needed = count_stage(dynamics.case, Stage(steps), steps)
            for periods in lengths(
                dynamics, place.time, needed, every_wait=self.every_wait
            ):
                runs = _laid(dynamics, here, steps, periods)
                if runs:
                    stage = Stage(steps, within=within_for(dynamics, periods, needed))
                    yield stage, self._noted(runs)

    def _noted(self, runs: list[Run]) -> tuple[Run, ...]:
        return tuple(
            Run(_noted(node, self.start, self.target), count) for node, count in runs
        )

    def _passes(self, end: int, runs: tuple[Run, ...]) -> bool:
        allowed = self.allowed
        return allowed is None or bool(
            allowed[end] and all(allowed[run.node.end] for run in runs)
        )


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
