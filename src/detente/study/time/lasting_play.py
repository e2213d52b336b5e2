"""What it is worth to play some ways for ever, while leaders change."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.budget import tick
from detente.engine.period.arena import Places
from detente.records import dataclass
from detente.study.game.aftermath import Policy

Values: TypeAlias = npt.NDArray[np.float64]
"""Of beginnings: shape (n_rows, n_profiles, n_starts)."""

_SOLVED = 1500
_ROUNDS = 5000
_CLOSE = 1e-15


@dataclass(frozen=True, eq=False)
class Succeeding(Policy):
    """One way to play, while leaders change.

    Attributes
    ----------
    flow, weight : float64 array, shape (n_rows, n_profiles, n_starts)
    ends : intp array, shape (n_profiles, n_starts)
        With which start the next period begins.
    usual : float64 array, shape (n_profiles, n_profiles)
    """

    usual: npt.NDArray[np.float64]

    def for_ever(self) -> Values:
        """Give what it is worth for ever; shape (n_rows, n_profiles, n_starts)."""
        return round_for_ever([self])

    def among(self, found: Places) -> "Succeeding":
        """Give the same on some starts, ascending, that lead to each other alone."""
        to = np.searchsorted(found, self.ends[:, found])
        return Succeeding(
            self.flow[:, :, found], self.weight[:, :, found], to, self.usual
        )

    def before_that(self, values: Values) -> Values:
        """Give what a period is worth that is followed by some values."""
        return self.flow + self.weight * led(np.matmul(self.usual, values), self.ends)

    def chances(self, row: int, groups: Places) -> npt.NDArray[np.float64]:
        """Give how much of each later value counts, in groups of starts.

        Parameters
        ----------
        row : int
        groups : intp array, shape (n_groups, n_in_each)
            Starts that lead to those of their group alone.

        Returns
        -------
        float64 array, shape (n_groups, n_profiles * n_in_each) squared
        """
        n_groups, width = groups.shape
        count = len(self.usual)
        place = np.empty(self.ends.shape[1], np.intp)
        place[groups] = np.arange(width)
        matrix = np.zeros((n_groups, count, width, count, width))
        group, start = np.ogrid[:n_groups, :width]
        for now in range(count):
            to = place[self.ends[now, groups]]
            weight = self.weight[row, now, groups]
            for then in range(count):
                matrix[group, now, start, then, to] = weight * self.usual[now, then]
        return matrix.reshape(n_groups, count * width, count * width)


def round_for_ever(policies: Sequence[Succeeding]) -> Values:
    """Give what it is worth to play some ways by turns, for ever.

    The values at the starts to which play comes back solve linear equations, group by
    group of those that lead to each other, and every other is some periods away.

    Parameters
    ----------
    policies : sequence of Succeeding
        What is played last first; before the first of them all are played again.

    Returns
    -------
    float64 array, shape (n_rows, n_profiles, n_starts)
        Before the last of them.
    """
    ends = np.stack([policy.ends for policy in policies])
    found, depth = np.arange(ends.shape[2]), 0
    while True:
        again = np.unique(ends[:, :, found])
        if again.size == found.size:
            break
        found, depth = again, depth + 1
    values = np.zeros_like(policies[0].flow)
    values[:, :, found] = _come_back([policy.among(found) for policy in policies])
    for policy in [*policies] * depth:
        values = policy.before_that(values)
    return values


def _come_back(policies: list[Succeeding]) -> Values:
    """Solve the values of starts to which play comes back."""
    flow = policies[0].flow
    values = np.zeros_like(flow)
    kinds = _groups(np.concatenate([policy.ends for policy in policies]))
    for groups in kinds:
        size = len(flow[0]) * groups.shape[1]
        # Elimination takes the cube of their number; beyond some thousands going on
        # period after period is quicker, and stops where floats do.
        if size > _SOLVED:
            return _iterated(policies)
        for row, like in _alike([policy.weight for policy in policies]):
            total = np.eye(size)
            right = np.zeros((len(groups), size, len(like)))
            for policy in policies:
                chances = policy.chances(row, groups)
                known = policy.flow[like][:, :, groups].transpose(2, 1, 3, 0)
                right = chances @ right + known.reshape(right.shape)
                total = chances @ total
            solved = np.linalg.solve(np.eye(size) - total, right)
            shape = (len(groups), flow.shape[1], groups.shape[1], len(like))
            for place, each in enumerate(like):
                values[each][:, groups] = solved.reshape(shape)[..., place].transpose(
                    1, 0, 2
                )
    return values


def _alike(weights: list[Values]) -> Iterator[tuple[int, list[int]]]:
    """Group rows that weigh the future alike: they have one matrix."""
    left = list(range(len(weights[0])))
    while left:
        row = left[0]
        like = [
            each
            for each in left
            if all(np.array_equal(weight[each], weight[row]) for weight in weights)
        ]
        left = [each for each in left if each not in like]
        yield row, like


def _groups(ends: Places) -> Iterator[Places]:
    """Group starts that lead to each other; arrays of groups of one size each."""
    label = np.arange(ends.shape[1])
    while True:
        # The least of those to which a start leads, and from which play comes.
        least = np.minimum(label, label[ends].min(axis=0))
        for to in ends:
            np.minimum.at(least, to, least.copy())
        if np.array_equal(least, label):
            break
        label = least
    order = np.argsort(label, kind="stable")
    _, first, sizes = np.unique(label[order], return_index=True, return_counts=True)
    for size in np.unique(sizes):
        begin = first[sizes == size]
        yield order[begin[:, np.newaxis] + np.arange(size)]


def _iterated(policies: list[Succeeding]) -> Values:
    values = policies[0].flow
    close = _CLOSE * float(np.abs(values).max(initial=0.0))
    for _ in range(_ROUNDS):
        tick()
        before = values
        for policy in policies:
            values = policy.before_that(values)
        if np.abs(values - before).max(initial=0.0) <= close:
            break
    return values


def led(rows: Values, to: Places) -> Values:
    """Give, for each combination of leaders, rows at the places to which it leads."""
    found = np.empty((len(rows), *to.shape))
    for profile, there in enumerate(to):
        rows[:, profile].take(there, axis=1, out=found[:, profile], mode="clip")
    return found
