"""Changes tried alone, and two at a time, until a state lasts and comes about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from math import comb

import numpy as np

from detente.engine import Engine
from detente.engine.budget import counted
from detente.model.case import Case
from detente.study.preference.inverse_condition import find_condition, least_level
from detente.study.preference.inverse_edit import (
    Edit,
    Reordered,
    can_be_reordered,
    is_ranked,
    rank_edits,
    reranked,
    rule_edits,
    ruled_otherwise,
    statement_edits,
    wanted_otherwise,
)
from detente.study.preference.inverse_lever import Asked, Change, Lever
from detente.study.preference.listed_game import (
    ListedGame,
    States,
    dense,
    gathered,
    list_game,
    members,
)

EVERY_PLACE = 30
"""In a case of at most so many states each of them is put in each other place."""
EVERY_PAIR = 20_000
"""So many pairs, or fewer, are all tried."""
_BOTH = 2


Obstacles = Mapping[str, int]
"""By state asked about: a bit for each party that leaves it, and one if it is not
reached."""


class Search:
    """The single changes of a case, and what they do alone and in pairs.

    Parameters
    ----------
    asked : Asked
    engine : Engine
        The case as it is.
    game : ListedGame
        The same.

    Attributes
    ----------
    game : ListedGame
    targets : States
    every_place : bool
        Whether each state is put in each other place of a ranking, and of a party with
        statements each one asked about; else these rise as far as they have to.
    seconds : float
        What listing a game takes.
    unplaced : list of str
        Options that are not made available, because a ranking does not say where the
        new states stand.
    """

    def __init__(self, asked: Asked, engine: Engine, game: ListedGame) -> None:
        self.asked = asked
        self.engine = engine
        self.game = game
        self._looked_at: frozenset[str] | None = None
        self.targets = self._targets(engine, game)
        self.every_place = len(game.states) <= EVERY_PLACE
        self.unplaced: list[str] = []
        self.seconds = 0.0

    def _targets(self, engine: Engine, game: ListedGame) -> States:
        numbers = np.flatnonzero(engine.feasible)
        asked = np.flatnonzero(self.asked.target(engine)[numbers]).tolist()
        looked_at = self._looked_at
        return gathered(
            [each for each in asked if not looked_at or game.states[each] in looked_at]
        )

    def look_at(self, states: Sequence[str]) -> None:
        """Judge only some of the states asked about, from now on."""
        self._looked_at = frozenset(states)
        self.targets = self._targets(self.engine, self.game)

    @cached_property
    def wants(self) -> tuple[Change, ...]:
        """Changes of what a party wants."""
        found = counted(tuple(self._reordered()))
        return tuple(Change(each.edit, self.targets, each) for each in found)

    @cached_property
    def rules(self) -> tuple[Change, ...]:
        """Changes of what a party can do."""
        edits = counted(tuple(rule_edits(self.asked.case)))
        found = (self._ruled(edit, case) for edit, case in edits)
        return tuple(each for each in found if each is not None)

    @property
    def changes(self) -> tuple[Change, ...]:
        """All of them, wants first."""
        return (*self.wants, *self.rules)

    def _reordered(self) -> Iterator[Reordered]:
        numbers = tuple(np.flatnonzero(self.engine.feasible).tolist())
        for party, name in enumerate(self.game.parties):
            wants = self.asked.case.preference[name]
            if not can_be_reordered(wants):
                continue
            by_statements = wants.order == "statements"
            if by_statements:
                yield from statement_edits(self.engine, self.game, party, numbers)
            if self.every_place:
                rest = not by_statements
                yield from rank_edits(self.game, party, self.targets, rest=rest)
            else:
                yield from self._risen(party)

    def _risen(self, party: int) -> Iterator[Reordered]:
        """Raise states asked about as far as they have to, and just beyond."""
        for state in members(self.targets):
            for beyond in (False, True):
                found = self.raised(party, state, beyond=beyond)
                if found is not None:
                    yield found

    def raised(
        self, party: int, state: int, *, beyond: bool = False
    ) -> Reordered | None:
        """Give the least change of a party's order by which it stays at a state.

        Parameters
        ----------
        party, state : int
        beyond : bool
            Whether the state comes to stand above the level that it needs, not on it.

        Returns
        -------
        Reordered or None
            None where it stays there already.
        """
        order = self.game.orders[party]
        clauses = find_condition(self.game, party, state, self.asked.concept)
        level = least_level(order, state, clauses)
        if level is None:
            return None
        risen = [2 * each for each in order]
        risen[state] = 2 * level + beyond
        return reranked(self.game, party, state, dense(risen))

    def _ruled(self, edit: Edit, case: Case) -> Change | None:
        engine = self.asked.open(case)
        game = list_game(engine)
        more = set(game.states).difference(self.game.states)
        if not all(is_ranked(case, state) for state in more):
            self.unplaced.append(edit.item)
            return None
        targets = self._targets(engine, game)
        return Change(edit, targets, game=game, case=case)

    def judge(self, change: Change) -> Lever | None:
        """Judge a single change; None where it makes no state last."""
        return self._found((change.edit,), self._game(change), change.targets, [change])

    def _game(self, change: Change) -> ListedGame:
        """Give the game that a change makes; a fresh one, whose findings go with it."""
        if change.game is not None:
            return replace(change.game)
        return self._ordered(self.game, [change])

    def _ordered(self, game: ListedGame, changes: Sequence[Change]) -> ListedGame:
        for change in changes:
            if change.wanted is not None:
                party = game.parties.index(change.edit.party)
                game = game.with_order(party, change.wanted.order)
        return game

    def _found(
        self,
        edits: tuple[Edit, ...],
        game: ListedGame,
        targets: States,
        changes: Sequence[Change],
    ) -> Lever | None:
        lasting = [s for s in members(targets) if game.lasts(s, self.asked.concept)]
        if not lasting:
            return None
        both = [state for state in lasting if game.reached >> state & 1]
        states = tuple(game.states[state] for state in both or lasting)
        return Lever(edits, states, bool(both), self._edited(changes))

    def _edited(self, changes: Sequence[Change]) -> Case:
        case = self.asked.case
        for change in changes:
            if change.wanted is not None:
                case = wanted_otherwise(case, change.wanted, self.game.states)
            else:
                case = ruled_otherwise(case, change.edit)
        return case

    def together(self, state: int) -> Lever | None:
        """Judge the least changes of all orders by which everybody stays at a state.

        Parameters
        ----------
        state : int

        Returns
        -------
        Lever or None
            None where two parties or fewer would leave, since single changes and pairs
            are these then, and where one of them gives numbers.
        """
        parties = range(len(self.game.parties))
        needed = [
            Change(each.edit, self.targets, each)
            for each in (self.raised(party, state) for party in parties)
            if each is not None
        ]
        wants = self.asked.case.preference
        if len(needed) <= _BOTH or not all(
            can_be_reordered(wants[each.edit.party]) for each in needed
        ):
            return None
        edits = tuple(each.edit for each in needed)
        return self._found(edits, self._ordered(self.game, needed), 1 << state, needed)

    @cached_property
    def n_pairs(self) -> int:
        """Count the pairs of changes that touch different things."""
        touched: dict[tuple[str, ...], int] = {}
        for change in self.changes:
            key = change.edit.touches
            touched[key] = touched.get(key, 0) + 1
        same = sum(comb(n, 2) for n in touched.values())
        return comb(len(self.changes), 2) - same

    def chosen_pairs(self) -> list[tuple[Change, Change]]:
        """Choose the pairs to try: all of them, or the promising ones of very many.

        Promising is a pair each part of which takes away something that keeps a state
        from lasting or coming about, and both together all of it.
        """
        if self.n_pairs <= EVERY_PAIR:
            pairs = combinations(self.changes, 2)
            return [(one, two) for one, two in pairs if _apart(one, two)]
        before = self.obstacles(self.game, self.targets)
        helping = []
        for change in counted(self.changes):
            after = self.obstacles(self._game(change), change.targets)
            helped = {
                state: before[state] & ~after[state]
                for state in after
                if state in before and before[state] & ~after[state]
            }
            if helped:
                helping.append((change, helped))
        return [
            (one, two)
            for (one, first), (two, second) in combinations(helping, 2)
            if _apart(one, two) and _covers(first, second, before)
        ]

    def obstacles(self, game: ListedGame, targets: States) -> Obstacles:
        """Tell for each state asked about who leaves it, and whether it is reached.

        Parameters
        ----------
        game : ListedGame
        targets : States

        Returns
        -------
        mapping of str to int
            Bit j is set where party j leaves, the bit after the last where
            improvements do not lead there.
        """
        n_parties = len(game.parties)
        found = {}
        for state in members(targets):
            bits = [
                j
                for j in range(n_parties)
                if not game.stays(j, state, self.asked.concept)
            ]
            unreached = not game.reached >> state & 1
            found[game.states[state]] = gathered(bits) | unreached << n_parties
        return found

    def judge_pair(self, pair: tuple[Change, Change]) -> Lever | None:
        """Judge two changes made together; None where they make no state last."""
        one, two = pair
        edits = (one.edit, two.edit)
        if two.wanted is not None:
            game = self._ordered(self.game, pair)
            return self._found(edits, game, self.targets, pair)
        if one.wanted is not None:
            return self._rule_and_want(edits, two, one)
        # Both are rules: one.case has the first.
        case = ruled_otherwise(one.case or self.asked.case, two.edit)
        both = self._ruled(two.edit, case)
        if both is None or both.game is None:
            return None
        return self._found(edits, both.game, both.targets, pair)

    def _rule_and_want(
        self, edits: tuple[Edit, ...], rule: Change, want: Change
    ) -> Lever | None:
        game, wanted = rule.game, want.wanted
        if game is None or wanted is None:
            return None
        order = dict(zip(self.game.states, wanted.order, strict=True))
        if not order.keys() >= set(game.states):
            return None
        party = game.parties.index(want.edit.party)
        levels = dense([order[state] for state in game.states])
        game = game.with_order(party, levels)
        return self._found(edits, game, rule.targets, (want, rule))


def _apart(one: Change, two: Change) -> bool:
    return one.edit.touches != two.edit.touches


def _covers(one: Obstacles, two: Obstacles, before: Obstacles) -> bool:
    """Tell whether two changes take away all that is in the way, at some state."""
    return any(
        one[state] | two[state] == before[state] for state in one.keys() & two.keys()
    )
