"""A threat under which each plays for itself, on the beginnings that differ.

What a party may change freely both ways makes no difference when a period begins
(`engine/period/fold`): there are far fewer beginnings than ends. And what was done in a
period tells where it leads, whatever that is worth, so that ways to play are kept as
the branches of a tree (`engine/period/branches`). Everything is the same to the last
bit as where all states are carried along (`recursion`).
"""

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from detente.engine.period.arena import Arena, Places
from detente.engine.period.branches import MOST_STATES, Branch, Tree
from detente.engine.period.discounted import Values
from detente.engine.period.fold import ApartError, FoldedArena
from detente.records import dataclass
from detente.study.game.aftermath import Aftermath, Band, Policy, Terms, taken
from detente.study.game.recursion import Convergence, Played, Recursion, Rules

Found = TypeVar("Found")

_PLAYED = 1 << 26
"""Bytes of what is kept of periods that were played."""


def folds(arena: Arena, rules: Rules) -> bool:
    """Whether a threat can be solved on the beginnings that differ.

    Parameters
    ----------
    arena : Arena
    rules : Rules

    Returns
    -------
    bool
        Where each decides for itself, branches are kept, and states are not too many.
    """
    return (
        arena.folding is not None
        and rules.branches is not None
        and rules.each_its_own
        and bool(arena.seats)
        and arena.states.size <= MOST_STATES
    )


def tree_of(arena: Arena, rules: Rules) -> Tree:
    """Give the ways to play on some states; they have to fold."""
    folding, branches = arena.folding, rules.branches
    if folding is None or branches is None:
        raise TypeError
    return branches.tree(folding.arena, rules.movers, rules.tolerance)


def refolded(arena: Arena, work: Callable[[], Found]) -> Found:
    """Do some work, telling states apart that turn out to be of no one kind.

    Parameters
    ----------
    arena : Arena
        The states, folded.
    work : function
        Begun anew where it meets states that were taken for one kind and are not: a
        party to which two landings are worth the same stays where it is, and others may
        care where that is.

    Returns
    -------
    Found
        What the work gives.
    """
    while True:
        try:
            return work()
        except ApartError as apart:
            if arena.folding is None:
                raise
            arena.folding.tell_apart(apart.bits)


def play_folded(arena: Arena, rules: Rules, values: Values) -> tuple[Band, Places]:
    """Let all take their turns, on the beginnings that differ where that can be.

    Parameters
    ----------
    arena : Arena
        The states, and what each party may do.
    rules : Rules
    values : float64 array, shape (n_rows, n_states)
        What a period's end is worth; it may be changed.

    Returns
    -------
    band : Band
        What its beginning is worth.
    ends : intp array
        Where it ends that begins in each column of the band, by the place of a state.
    """
    if not folds(arena, rules):
        ends = rules.play(arena, values)
        return Band(values, values, values), ends

    def played() -> tuple[Tree, Branch]:
        tree = tree_of(arena, rules)
        return tree, tree.play(lambda row, branch: values[row].take(branch.lands))

    tree, leaf = refolded(arena, played)
    begun = values.take(leaf.ends, axis=1)
    for row, cost in leaf.paid.items():
        begun[row] -= cost
    return Band(begun, begun, begun, tree.arena.begins), leaf.ends


@dataclass(frozen=True, eq=False)
class FoldedPlay(Played):
    """What was done in one period.

    Attributes
    ----------
    ends : intp array, shape (n_starts,)
        Where it ends that begins at each start, among all states.
    turns : dict of int to intp array
        What was chosen, by cell, turn by turn from the last one back; asked for only
        where the leaf is another one.
    leaf : Branch
    flow : float64 array, shape (n_rows, n_starts)
        What is had in it, what is paid left out of account.
    """

    leaf: Branch
    flow: Values


@dataclass(frozen=True, eq=False)
class FoldedRecursion(Recursion):
    """One threat on one set of states, with values at the starts of periods.

    Attributes
    ----------
    tree : Tree
        The ways to play.
    """

    tree: Tree
    _plays: dict[Branch, FoldedPlay] = field(default_factory=dict, repr=False)

    @property
    def _folded(self) -> FoldedArena:
        return self.tree.arena

    @cached_property
    def _names(self) -> tuple[bytes, ...]:
        """By row, what names its flows and how the next period weighs."""
        return tuple(
            self.tree.name(flow, weight)
            for flow, weight in zip(self.flow, self.weight, strict=True)
        )

    def change(self, following: Values, values: Values) -> float:
        """Give the largest difference that a period makes."""
        if values.shape != following.shape:
            # Before the first period nobody will move any more, and states of a kind
            # are worth as much as their flows.
            following = following.take(self._folded.begins, axis=1)
        return super().change(following, values)

    def period(
        self, values: Values, held: Mapping[int, Places] | None = None
    ) -> tuple[Values, FoldedPlay]:
        """Let all take their turns; `values` may be those of all states, or of starts.

        Parameters and what is returned are otherwise those of `Recursion.period`.
        """
        if held:
            raise TypeError
        frozen = values.shape[1] != self._folded.starts.size

        def onward(branch: Branch) -> Places:
            return branch.lands if frozen else branch.leads

        def worth(row: int, branch: Branch) -> Values:
            flow = self.tree.flow(branch, self._names[row], self.flow[row])
            weight = self._weight(row, branch)
            return self.tree.put_together(values[row], onward(branch), weight, flow)

        def told(row: int) -> tuple[bytes, Values]:
            return self._names[row], values[row]

        leaf = self.tree.play(worth, None if frozen else told)
        played = self._play(leaf)
        begun = values.take(onward(leaf), axis=1)
        begun *= taken(self.weight, leaf.ends)
        begun += played.flow
        for row, cost in leaf.paid.items():
            begun[row] -= cost
        return begun, played

    def _play(self, leaf: Branch) -> FoldedPlay:
        """Give what a leaf stands for; the same one each time."""
        if leaf not in self._plays:
            if len(self._plays) * self.flow[0].nbytes > _PLAYED:
                self._plays.clear()
            flow = self.flow.take(leaf.ends, axis=1)
            self._plays[leaf] = FoldedPlay(leaf.ends, leaf.turns, leaf, flow)
        return self._plays[leaf]

    def _weight(self, row: int, branch: Branch) -> Values:
        """Give how much the next period weighs, where a branch lands."""
        own: Values = self.weight[row]
        return own if own.size == 1 else own.take(branch.lands)

    def policy(self, played: Played) -> "FoldedPolicy":
        """Give what a period is worth in which all do the same again."""
        if not isinstance(played, FoldedPlay):
            raise TypeError
        leaf, flow = played.leaf, played.flow.copy()
        for row, cost in leaf.paid.items():
            flow[row] -= cost
        weight = taken(self.weight, leaf.ends)
        return FoldedPolicy(flow, weight, leaf.ends, self._folded.begins)

    def rests(self, played: Played) -> bool:
        """Whether all states are led to rest within a period."""
        ends = played.ends
        return bool(np.array_equal(ends.take(self._folded.begins.take(ends)), ends))

    def ended(self, outcome: Convergence) -> Aftermath:
        """Give the answer, kept at the starts."""
        band = replace(outcome.band, begins=self._folded.begins)
        return super().ended(replace(outcome, band=band))

    def before(self, later: Band) -> tuple[Band, Places] | None:
        """Give one period that is followed by another, where nothing falls due.

        Parameters
        ----------
        later : Band
            What the beginning of the one that follows is worth.

        Returns
        -------
        band : Band
            What its own beginning is worth.
        ends : intp array, shape (n_starts,)
            Where it ends, by the place of a state.

        Or None, where the two tell other states apart.
        """
        begins = self._folded.begins
        if later.begins is not begins:
            return None
        try:
            values, played = self.period(later.values)
        except ApartError:
            return None
        return Band(values, values, values, begins), played.ends


def recursion_of(arena: Arena, rules: Rules, terms: Terms) -> FoldedRecursion | None:
    """Give a threat on the beginnings that differ; None where it does not fold."""
    if not folds(arena, rules):
        return None
    return FoldedRecursion(arena, rules, terms, tree_of(arena, rules))


@dataclass(frozen=True, eq=False)
class FoldedPolicy(Policy):
    """One way to play, from each start.

    Attributes
    ----------
    flow, weight : float64 array, shape (n_rows, n_starts) or (n_rows, 1)
    ends : intp array, shape (n_starts,)
        The landing, among all states.
    begins : intp array, shape (n_states,)
        The start of each state, by its place.
    """

    begins: Places

    def before(self, later: Policy) -> "FoldedPolicy":
        """Do this first, then what comes later."""
        onward = self.begins.take(self.ends)
        return FoldedPolicy(
            self.flow + self.weight * later.flow.take(onward, axis=1),
            self.weight * taken(later.weight, onward),
            later.ends.take(onward),
            self.begins,
        )

    def for_ever(self) -> Values:
        """Give what doing it for ever is worth; shape (n_rows, n_starts)."""
        # As all states would, start by start: the landings are solved first.
        landed = np.unique(self.ends)
        onward = self.begins.take(landed)
        if 2 * landed.size > self.begins.size:
            return self._spread().for_ever().take(self._first, axis=1)
        among = Policy(
            self.flow.take(onward, axis=1),
            taken(self.weight, onward),
            np.searchsorted(landed, self.ends.take(onward)),
        )
        known = among.for_ever().take(np.searchsorted(landed, self.ends), axis=1)
        return self.flow + self.weight * known

    @property
    def _first(self) -> Places:
        """One state of each start."""
        return np.unique(self.begins, return_index=True)[1]

    def _spread(self) -> Policy:
        return Policy(
            self.flow.take(self.begins, axis=1),
            taken(self.weight, self.begins),
            self.ends.take(self.begins),
        )
