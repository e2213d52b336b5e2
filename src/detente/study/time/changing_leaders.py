"""Period after period after a breach, while leaders change.

Who rules is drawn at the beginning of a period and seen by all, so that under each
combination of leaders all take their own turns, and what a period leads to is worth
what its beginning is worth before the next leaders are drawn. Values are those of
beginnings, by row, combination and start.
"""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property, partial
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.period.arena import Places
from detente.engine.period.branches import MOST_STATES, Branch, Tree
from detente.engine.period.fold import FoldedArena
from detente.engine.period.play import Play
from detente.records import dataclass
from detente.study.game.recursion import Played, Recursion
from detente.study.time.lasting_play import Succeeding, Values, led

Row: TypeAlias = npt.NDArray[np.float64]
"""Of one row, a number a state."""


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
    _names: dict[tuple[int, int, int], bytes] = field(default_factory=dict, repr=False)

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
        tree = self.tree
        # What else follows a period, a date or a lump, is met once.
        usual = onward.kind is self.folded.begins
        for profile in range(shape[1]):
            if tree is not None:
                told = partial(self._told, tree, onward, profile) if usual else None
                leaf = tree.play(partial(self._at, tree, onward, profile), told)
                end, paid = leaf.ends, leaf.paid
            else:
                own = {party: to[profile] for party, to in (held or {}).items()}
                play = Play(own, self.rules.memory)
                turns.append(play.noted)
                row = partial(self._row, onward, profile)
                end, paid = self.folded.play(row, movers, tie, play)
            values[:, profile] = onward.worth[:, profile].take(onward.kind[end], axis=1)
            owed |= {(profile, place): cost for place, cost in paid.items()}
            ends[profile] = end
        # Only one who decides alone is ever held to what it did.
        noted = turns[0] if len(values) == 1 else ()
        joined = {party: np.stack([each[party] for each in turns]) for party in noted}
        played = PaidPlay(ends, joined, owed)
        flow, weight = self._alone(played)
        values *= weight
        values += flow
        return values, played

    @property
    def tree(self) -> Tree | None:
        """The ways to play, where they are kept and several decide for themselves."""
        # Who decides alone is held to what it did, which branches do not tell.
        if self.rules.branches is None or len(self.flows) == 1:
            return None
        if self.folded.states.size > MOST_STATES:
            return None
        movers, tie = self.rules.movers, self.rules.tolerance
        return self.rules.branches.tree(self.folded, movers, tie)

    def _row(self, onward: Onward, profile: int, place: int) -> Row:
        """Give what one row has at the end of a period, at every state."""
        later: Row = onward.worth[place, profile].take(onward.kind)
        later *= self._weight(profile, place)
        later += self.flows[place, profile]
        return later

    def _weight(self, profile: int, place: int) -> Row:
        weight: Row = self.weights[place, min(profile, self.weights.shape[1] - 1)]
        return weight

    def _told(
        self, tree: Tree, onward: Onward, profile: int, place: int
    ) -> tuple[bytes, Row]:
        """Give what tells the values of one row: a name, and what the next is worth."""
        return self._name(tree, profile, place), onward.worth[place, profile]

    def _name(self, tree: Tree, profile: int, place: int) -> bytes:
        key = tree.number, profile, place
        if key not in self._names:
            flow, weight = self.flows[place, profile], self._weight(profile, place)
            self._names[key] = tree.name(flow, weight)
        return self._names[key]

    def _at(
        self, tree: Tree, onward: Onward, profile: int, place: int, branch: Branch
    ) -> Row:
        """Give what one row has at the end of a period, where a branch lands."""
        flow, weight = self.flows[place, profile], self._weight(profile, place)
        laid = tree.flow(branch, self._name(tree, profile, place), flow)
        usual = onward.kind is self.folded.begins
        kind = branch.leads if usual else onward.kind.take(branch.lands)
        if weight.size > 1:
            weight = weight.take(branch.lands)
        return tree.put_together(onward.worth[place, profile], kind, weight, laid)

    def _alone(self, played: PaidPlay) -> tuple[Values, Values]:
        """Give what a period that was played is worth by itself, and what is after."""
        flow = led(self.flows, played.ends)
        for (profile, row), cost in played.paid.items():
            flow[row, profile] -= cost
        if self.weights.shape[2] == 1:
            return flow, self.weights
        return flow, led(self.weights, played.ends)

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
