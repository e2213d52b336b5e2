"""Period after period after a breach, while leaders change.

Who rules is drawn at the beginning of a period and seen by all, so that under each
combination of leaders all take their own turns, and what a period leads to is worth
what its beginning is worth before the next leaders are drawn. Values are those of
beginnings, by row, combination and start.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.budget import tick
from detente.engine.period.arena import Places
from detente.engine.period.fold import FoldedArena
from detente.engine.period.play import Play
from detente.records import dataclass
from detente.study.game.aftermath import Policy
from detente.study.game.recursion import Played, Recursion

Values: TypeAlias = npt.NDArray[np.float64]
"""Of beginnings: shape (n_rows, n_profiles, n_starts)."""

_SOLVED = 1500
_ROUNDS = 5000
_CLOSE = 1e-15


class Onward(NamedTuple):
    """What the end of a period leads to, before it is known who rules next.

    Attributes
    ----------
    worth : float64 array, shape (n_rows, n_profiles, n_kinds)
        By who ruled in the period that ends.
    kind : intp array, shape (n_states,)
        Which of them each state leads to.
    """

    worth: Values
    kind: Places


@dataclass(frozen=True, eq=False)
class PaidPlay(Played):
    """What was done in one period, under each combination of leaders.

    Attributes
    ----------
    ends : intp array, shape (n_profiles, n_starts)
        Where it ends that begins at each start, among the states.
    turns : dict of int to intp array, shape (n_profiles, n_states_then)
        By party, where it went at its turn; empty where each decides for itself.
    paid : dict of (int, int) to float64 array, shape (n_starts,)
        By profile and row, what changes cost.
    """

    paid: Mapping[tuple[int, int], npt.NDArray[np.float64]]


@dataclass(frozen=True, eq=False)
class Changing(Recursion):
    """A recursion in which leaders change.

    Attributes
    ----------
    arena, rules
        The arena is not looked at: `folded` lays out the same states.
    terms : Terms
        With the combinations of leaders side by side: column `profile * n_states +
        state`.
    folded : FoldedArena
    usual : float64 array, shape (n_profiles, n_profiles)
        The chance of each combination in a period, by the one before.
    """

    folded: FoldedArena
    usual: npt.NDArray[np.float64]

    @cached_property
    def flows(self) -> Values:
        """What a period's end is worth by itself; (n_rows, n_profiles, n_states)."""
        return self.flow.reshape(len(self.flow), len(self.usual), -1)

    @cached_property
    def weights(self) -> Values:
        """What the next period weighs; (n_rows, n_profiles or 1, n_states or 1)."""
        if self.weight.shape[1] == 1:
            return self.weight[:, np.newaxis]
        return self.weight.reshape(self.flows.shape)

    @cached_property
    def _first(self) -> tuple[Values, PaidPlay]:
        # From "frozen for ever" nobody ever moves after this period: what a state is
        # worth then differs between states of a kind, which a beginning does not.
        staying = self.flows.copy()
        for row, (d,) in enumerate(self.terms.discount):
            chain = np.eye(len(self.usual)) - float(d) * self.usual
            staying[row] = np.linalg.solve(chain, self.flows[row])
        if self.terms.leaving is not None:
            left = self.terms.leaving.where.reshape(self.flows.shape[1:])
            staying = np.where(left, self.flows, staying)
        later = np.matmul(self.usual, staying)
        return self.begun(Onward(later, np.arange(later.shape[2])))

    @property
    def frozen(self) -> Values:
        """What a period is worth after which nobody ever moves."""
        return self._first[0]

    def begun(
        self, onward: Onward, held: Mapping[int, Places] | None = None
    ) -> tuple[Values, PaidPlay]:
        """Let all take their turns under every combination of leaders.

        Parameters
        ----------
        onward : Onward
            What its end leads to.
        held : mapping of int to intp array, or None
            By party, where it goes at its turn.

        Returns
        -------
        values : float64 array, shape (n_rows, n_profiles, n_starts)
            What its beginning is worth.
        played : PaidPlay

        Raises
        ------
        ApartError
            Where states that count as one kind are none.
        """
        shape = (*self.flows.shape[:2], self.folded.starts.size)
        values, ends = np.empty(shape), np.empty(shape[1:], np.intp)
        turns: list[dict[int, Places]] = []
        owed: dict[tuple[int, int], npt.NDArray[np.float64]] = {}
        movers, tie = self.rules.movers, self.rules.tolerance
        for profile in range(shape[1]):
            own = {party: to[profile] for party, to in (held or {}).items()}
            play = Play(own, self.rules.memory)

            def row(place: int, profile: int = profile) -> npt.NDArray[np.float64]:
                later: npt.NDArray[np.float64]
                later = onward.worth[place, profile].take(onward.kind)
                later *= self.weights[place, min(profile, self.weights.shape[1] - 1)]
                later += self.flows[place, profile]
                return later

            end, paid = self.folded.play(row, movers, tie, play)
            values[:, profile] = onward.worth[:, profile].take(onward.kind[end], axis=1)
            owed |= {(profile, place): cost for place, cost in paid.items()}
            ends[profile] = end
            turns.append(play.noted)
        # Only one who decides alone is ever held to what it did.
        noted = turns[0] if len(values) == 1 else ()
        joined = {party: np.stack([each[party] for each in turns]) for party in noted}
        played = PaidPlay(ends, joined, owed)
        flow, weight = self._alone(played)
        values *= weight
        values += flow
        return values, played

    def _alone(self, played: PaidPlay) -> tuple[Values, Values]:
        """Give what a period that was played is worth by itself, and what is after."""
        flow = _led(self.flows, played.ends)
        for (profile, row), cost in played.paid.items():
            flow[row, profile] -= cost
        if self.weights.shape[2] == 1:
            return flow, self.weights
        return flow, _led(self.weights, played.ends)

    def period(
        self, values: Values, held: Mapping[int, Places] | None = None
    ) -> tuple[Values, PaidPlay]:
        """Let a period be followed by others like it."""
        later = np.matmul(self.usual, values)
        return self.begun(Onward(later, self.folded.begins), held)

    def policy(self, played: Played) -> "Succeeding":
        """Give what a period is worth in which all do the same again."""
        if not isinstance(played, PaidPlay):
            raise TypeError
        flow, weight = self._alone(played)
        onward = self.folded.begins[played.ends]
        return Succeeding(flow, np.broadcast_to(weight, flow.shape), onward, self.usual)

    def unsettled(self, marked: Bools) -> Bools:
        """Leave the marks as they are: one that is not settled spoils them all."""
        return marked


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
        return self.flow + self.weight * _led(np.matmul(self.usual, values), self.ends)

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


def _led(rows: Values, to: Places) -> Values:
    """Give, for each combination of leaders, rows at the places to which it leads."""
    led = np.empty((len(rows), *to.shape))
    for profile, there in enumerate(to):
        rows[:, profile].take(there, axis=1, out=led[:, profile], mode="clip")
    return led
