"""Single changes of a dispute that could move it: of an order, an option, a move.

Each is small and has a name: one statement or state in another place, one option that
can or cannot be undone or taken, one move that is barred or can be taken back.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum

from detente.engine import Engine
from detente.model.case import Case, Change, Option, Party
from detente.model.formula import FALSE, TRUE, written
from detente.model.preference import Preference
from detente.records import dataclass
from detente.study.preference.listed_game import ListedGame, States, dense, members


class Kind(StrEnum):
    """What a change is about, in the order in which changes are listed.

    STATEMENT: a statement in another place of a party's list. RANK: a state in
    another place of its order. UNDO, REDO: whether an option can be undone, and be
    taken. MOVE: whether a party can move from one state to another.
    """

    STATEMENT = "statement"
    RANK = "rank"
    UNDO = "undo"
    REDO = "redo"
    MOVE = "move"

    @property
    def is_want(self) -> bool:
        """Whether it changes what a party wants, not what it can do."""
        return self in (Kind.STATEMENT, Kind.RANK)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a case.

    Attributes
    ----------
    kind : Kind
    party : str
        Whose order, option or move it is.
    item : str
        The statement as in a file, the state, the option, or where the move begins.
    size : int
        Of a statement, how many places it moves; of a state, the distance of the new
        order from the old (Kemeny and Snell 1962); 1 of a rule.
    end : str
        Where a move leads.
    allow : bool
        Of a rule: whether what it is about is possible afterwards.
    before, after : int
        Of a place: counted from 1, the most important or best.
    rises : bool
        Of a state: whether it is better than before, not worse.
    beside, passed : tuple of str
        Of a state: those with which it is tied afterwards, and was not before; and
        those to which it stands on the other side of before, or of a tie.
    """

    kind: Kind
    party: str
    item: str
    size: int = 1
    end: str = ""
    allow: bool = True
    before: int = 0
    after: int = 0
    rises: bool = True
    beside: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    @property
    def footprint(self) -> frozenset[tuple[str, ...]]:
        """What it changes: a rule, a statement, or comparisons of two states."""
        if self.kind is not Kind.RANK:
            return frozenset({(*self.touches, self.item, str(self.allow))})
        others = (*self.beside, *self.passed)
        return frozenset((self.party, *sorted((self.item, each))) for each in others)

    @property
    def touches(self) -> tuple[str, ...]:
        """What no second change may touch beside it."""
        if self.kind.is_want:
            return ("wants", self.party)
        return (self.kind, self.party, self.item, self.end)

    @property
    def role(self) -> str:
        """Give which third party makes such a change: donor or arbiter.

        Who shifts what a party wants is a donor; who rules on what it may do an
        arbiter.
        """
        return "donor" if self.kind.is_want else "arbiter"


@dataclass(frozen=True, slots=True)
class Reordered:
    """A change of one party's order, and the payoffs that come of it."""

    edit: Edit
    order: tuple[int, ...]


def statement_edits(
    engine: Engine, game: ListedGame, party: int, places: tuple[int, ...]
) -> Iterator[Reordered]:
    """Put each statement of a party in each other place.

    Parameters
    ----------
    engine : Engine
        Of the case.
    game : ListedGame
        The same.
    party : int
        One with statements.
    places : tuple of int
        The numbers of the feasible states, ascending.

    Yields
    ------
    Reordered
        Not where the order of states stays as it is; of changes that give one order
        the first among the smallest.
    """
    name = engine.parties[party]
    wants = engine.case.preference[name]
    known = {game.orders[party]}
    for size in range(1, len(wants.statements)):
        for before in range(len(wants.statements)):
            for after in (before - size, before + size):
                if not 0 <= after < len(wants.statements):
                    continue
                moved = list(wants.statements)
                moved.insert(after, moved.pop(before))
                payoff = engine.order(replace(wants, statements=tuple(moved)))
                order = dense(payoff[list(places)].tolist())
                if order in known:
                    continue
                known.add(order)
                text = written(wants.statements[before].formula)
                edit = Edit(Kind.STATEMENT, name, text, size)
                yield Reordered(
                    replace(edit, before=before + 1, after=after + 1), order
                )


def rank_edits(
    game: ListedGame, party: int, first: States, *, rest: bool
) -> Iterator[Reordered]:
    """Put states in each other place of a party's order.

    Parameters
    ----------
    game : ListedGame
    party : int
    first : States
        Moved first: of changes that give one order, the first is told.
    rest : bool
        Whether every other state is moved, too.

    Yields
    ------
    Reordered
        The state alone on its level, or tied with all of another.
    """
    order = game.orders[party]
    known = {order}
    others = (1 << len(game.states)) - 1 & ~first if rest else 0
    for state in (*members(first), *members(others)):
        for target in _places(order, state):
            found = [2 * level for level in order]
            found[state] = target
            changed = dense(found)
            if changed not in known:
                known.add(changed)
                yield reranked(game, party, state, changed)


def _places(order: tuple[int, ...], state: int) -> Iterator[int]:
    """Give twice the level of each other state, and the odd numbers beside it."""
    levels = {level for at, level in enumerate(order) if at != state}
    yield from sorted({2 * level + aside for level in levels for aside in (-1, 0, 1)})


def reranked(
    game: ListedGame, party: int, state: int, order: tuple[int, ...]
) -> Reordered:
    """Tell a change of the place of one state by its name and size."""
    old = game.orders[party]
    sides = [
        (_side(old, state, other), _side(order, state, other))
        for other in range(len(order))
    ]
    changed = [at for at, (one, two) in enumerate(sides) if one != two]
    edit = Edit(
        Kind.RANK,
        game.parties[party],
        game.states[state],
        sum(abs(one - two) for one, two in sides),
        before=max(old) - old[state] + 1,
        after=max(order) - order[state] + 1,
        rises=sum(two - one for one, two in sides) > 0,
        beside=tuple(game.states[at] for at in changed if not sides[at][1]),
        passed=tuple(game.states[at] for at in changed if sides[at][1]),
    )
    return Reordered(edit, order)


def _side(order: tuple[int, ...], state: int, other: int) -> int:
    """Give 1 where a state is better than another, -1 where worse, 0 in a tie."""
    return (order[state] > order[other]) - (order[state] < order[other])


def rule_edits(case: Case) -> Iterator[tuple[Edit, Case]]:
    """Change what can be undone, taken or moved, one rule at a time.

    Parameters
    ----------
    case : Case

    Yields
    ------
    Edit
    Case
        With the change made.
    """
    written_moves = dict(case.graph.moves)
    for option in case.options:
        if option.party in written_moves:
            continue
        for kind, rule in ((Kind.UNDO, option.undo), (Kind.REDO, option.redo)):
            for allow in (False, True):
                if rule.never != (FALSE if allow else TRUE):
                    edit = Edit(kind, option.party, option.id, allow=allow)
                    yield edit, ruled_otherwise(case, edit)
    for party, rows in case.graph.moves:
        ends = {start: set(row) for start, row in rows}
        for start, row in rows:
            for end in row:
                barred = Edit(Kind.MOVE, party, start, end=end, allow=False)
                yield barred, ruled_otherwise(case, barred)
                if start not in ends.get(end, ()):
                    back = Edit(Kind.MOVE, party, end, end=start)
                    yield back, ruled_otherwise(case, back)


def ruled_otherwise(case: Case, edit: Edit) -> Case:
    """Give a case with one rule changed.

    Parameters
    ----------
    case : Case
    edit : Edit
        One that is not about what a party wants.

    Returns
    -------
    Case
    """
    if edit.kind is Kind.MOVE:
        return replace(case, graph=replace(case.graph, moves=_moves(case, edit)))
    rule = Change() if edit.allow else Change(TRUE)

    def with_rule(option: Option) -> Option:
        if option.id != edit.item:
            return option
        if edit.kind is Kind.UNDO:
            return replace(option, undo=rule)
        return replace(option, redo=rule)

    return replace(case, parties=tuple(_each(case, with_rule)))


def _each(case: Case, changed: Callable[[Option], Option]) -> Iterator[Party]:
    for party in case.parties:
        yield replace(party, options=tuple(map(changed, party.options)))


def _moves(
    case: Case, edit: Edit
) -> tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]:
    found = []
    for party, rows in case.graph.moves:
        ends = dict(rows)
        if party == edit.party:
            here = tuple(end for end in ends.get(edit.item, ()) if end != edit.end)
            ends[edit.item] = (*here, edit.end) if edit.allow else here
        found.append((party, tuple(ends.items())))
    return tuple(found)


def wanted_otherwise(case: Case, changed: Reordered, states: tuple[str, ...]) -> Case:
    """Give a case in which a party wants otherwise.

    Parameters
    ----------
    case : Case
    changed : Reordered
    states : tuple of str
        Those that its order is of.

    Returns
    -------
    Case
    """
    edit = changed.edit
    wants = case.preference[edit.party]
    if edit.kind is Kind.STATEMENT:
        moved = list(wants.statements)
        moved.insert(edit.after - 1, moved.pop(edit.before - 1))
        wants = replace(wants, statements=tuple(moved))
    else:
        levels: dict[int, list[str]] = {}
        for state, level in zip(states, changed.order, strict=True):
            levels.setdefault(level, []).append(state)
        best_first = sorted(levels, reverse=True)
        wants = replace(
            wants,
            statements=(),
            ranking=tuple(tuple(levels[each]) for each in best_first),
        )
    kept = tuple(pair for pair in case.preferences if pair[0] != edit.party)
    return replace(case, preferences=(*kept, (edit.party, wants)))


def can_be_reordered(wants: Preference) -> bool:
    """Tell whether a party gives an order, not numbers, or is indifferent."""
    return wants.order != "weights"


def is_ranked(case: Case, state: str) -> bool:
    """Tell whether every ranking of a case says where a state stands."""
    return all(
        any(_matches(pattern, state) for tie in wants.ranking for pattern in tie)
        for _, wants in case.preferences
        if wants.order == "ranking"
    )


def _matches(pattern: str, state: str) -> bool:
    if pattern == state:
        return True
    pairs = zip(pattern, state, strict=False)
    return len(pattern) == len(state) and all(one in ("-", two) for one, two in pairs)
