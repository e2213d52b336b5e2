"""How many stages a search goes through, counted without laying out any of them.

Where a date is to come the same stage counts for each period in which it may begin,
and for each number of periods that it may last.
"""

from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, bits
from detente.study.game.dynamics import Dynamics
from detente.study.search.joint_gain import durations, steps_away
from detente.study.search.stage_waits import lengths, waits_are_few

States = npt.NDArray[np.int64]

ENOUGH = 200_000
"""Stages that a search goes through at most."""


class StageCount(NamedTuple):
    """How many stages there are, and how many periods they last together.

    Attributes
    ----------
    stages : int
    periods : int
        Those that repeat each other count as one.
    """

    stages: int
    periods: int


def count_stages(
    dynamics: Dynamics, target: int, most: int, allowed: Bools | None = None
) -> StageCount:
    """Count the stages by which a target can be reached from now.

    Parameters
    ----------
    dynamics : Dynamics
    target : int
        A state.
    most : int
        Steps in a package at most.
    allowed : bool array, shape (n_states,), or None
        Where a way may lead; None is everywhere.

    Returns
    -------
    StageCount
        Right up to a factor of two: what dates do to the state, and stages that do
        nothing but wait, are left out. The count ends soon after 200,000 stages.
    """
    count = _Count(dynamics, target, most, allowed)
    for far in range(len(count.changes)):
        if count.stages > ENOUGH:
            break
        count.go_on(far)
    return StageCount(count.stages, count.periods)


class _Count:
    """The states that are reached, by how far they are, and by time."""

    def __init__(
        self, dynamics: Dynamics, target: int, most: int, allowed: Bools | None
    ) -> None:
        self.dynamics, self.start = dynamics, dynamics.engine.status_quo
        self.changes = list(bits.members(bits.differing(self.start, target)))
        self.packages = np.array(
            [
                bits.as_set(changed)
                for size in range(1, most + 1)
                for changed in combinations(self.changes, size)
            ],
            np.int64,
        )
        may = dynamics.engine.feasible
        self.score = np.where(may if allowed is None else may & allowed, 0.0, -np.inf)
        self.every_wait = waits_are_few(
            len(self.changes), most, dynamics.countdown.horizon
        )
        self.stages = self.periods = 0
        self._layers: list[dict[int, list[States]]] = [
            {} for _ in range(len(self.changes) + 1)
        ]
        self._layers[0][0] = [np.array([self.start], np.int64)]

    def go_on(self, far: int) -> None:
        """Count the stages that begin so many changes from the start."""
        layer = {
            time: np.unique(np.concatenate(parts))
            for time, parts in self._layers[far].items()
        }
        if not layer:
            return
        here = np.unique(np.concatenate(list(layer.values())))
        for before, ends in steps_away(self.dynamics, here, self.packages, self.score):
            self._begin(layer, before, ends)
            if self.stages > ENOUGH:
                return

    def _begin(self, layer: dict[int, States], before: States, ends: States) -> None:
        """Count stages between some states, in every period that they are reached."""
        moved = bits.moved(before, ends)
        needed, first = durations(self.dynamics, moved), self._opening(moved)
        for time, there in layer.items():
            begun = np.isin(before, there)
            for least in map(int, np.unique(needed[begun])):
                chosen = begun & (needed == least)
                self._wait(time, least, ends[chosen], first[chosen])

    def _wait(self, time: int, least: int, ends: States, first: States) -> None:
        """Count stages of one period that need as many, however long each waits."""
        horizon = self.dynamics.countdown.horizon
        far = bits.distances(ends, self.start)
        waits = lengths(self.dynamics, time, least, every_wait=self.every_wait)
        for periods in waits:
            opened = first <= time + periods - 1
            count = int(opened.sum())
            self.stages += count
            # Once nothing falls due any more all periods of waiting are one.
            self.periods += count * min(periods, max(horizon - time, 0) + 2)
            for distance in map(int, np.unique(far[opened])):
                landed = self._layers[distance].setdefault(
                    min(time + periods, horizon), []
                )
                landed.append(ends[opened & (far == distance)])

    def _opening(self, packages: States) -> States:
        """Give the period from which on each package can be carried out."""
        first = np.zeros(packages.shape, np.int64)
        for due in self.dynamics.countdown.dues:
            if due.time:
                barred = (packages & due.opens) != 0
                first = np.where(barred, np.maximum(first, due.time), first)
        return first


def most_stages(n_changes: int, most: int) -> int:
    """Give how many stages there can be to a target, waiting left out.

    Parameters
    ----------
    n_changes, most : int
        How far the target is, and steps in a package at most.

    Returns
    -------
    int
    """
    packages = sum(comb(n_changes, size) for size in range(1, most + 1))
    return packages * bits.n_subsets(n_changes)
