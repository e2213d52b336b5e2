"""From the rules of a case to the moves of each party on the cube.

Whether an option can be undone is judged where the move starts, and whether
it can be taken there and where the move lands. A rule is asked only where its
option can change, so that `undo: {never: relief and yongbyon}` on yongbyon
looks at relief alone. What a rule looks at is found by its truth, not by its
words: `x or not x` looks at nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.bits import as_set, members
from detente.engine.cube.moves import Linked, Moves, Switch, collect, half
from detente.errors import Message, UnsupportedError
from detente.model.case import Change, Option
from detente.model.formula import TRUE, Formula
from detente.records import dataclass

_MOST_LINKED = 8

Truth = Callable[[Formula], npt.NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    """Where an option can change, with one axis for each option of the cube.

    `undone` and `taken` are judged where a move starts, `fitting` where one
    that takes the option lands; axes that they do not look at have length 1.
    """

    undone: npt.NDArray[np.bool_]
    taken: npt.NDArray[np.bool_]
    fitting: npt.NDArray[np.bool_]

    @property
    def all(self) -> tuple[npt.NDArray[np.bool_], ...]:
        return self.undone, self.taken, self.fitting

    @property
    def free(self) -> bool:
        """Whether nothing stands against any change."""
        return all(bool(rule.all()) for rule in self.all)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Where a party's options stand: the lowest bit of them, and how many."""

    low: int
    size: int
    n_options: int

    def axis(self, place: int) -> int:
        """Give the axis of one of its options, the first option being last."""
        return self.n_options - 1 - self.low - place

    def fold(self, where: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Give an array that looks at others alone the unfolded axes."""
        above = self.n_options - self.low - self.size
        full = (*(2,) * above, *(1,) * self.size, *(2,) * self.low)
        shape = (1 << above, *(1,) * self.size, 1 << self.low)
        return np.ascontiguousarray(np.broadcast_to(where, full).reshape(shape))


def derive_moves(
    options: tuple[Option, ...], low: int, n_options: int, truth: Truth
) -> Moves:
    """Find how a party moves.

    Parameters
    ----------
    options : tuple of Option
        The party's options, without the settled ones.
    low : int
        How many options of the cube stand before them.
    n_options : int
        How many options the cube has in all.
    truth : function from formula to bool array
        Where a formula holds: one axis for each option of the cube, the last
        option first, of length 1 where it does not matter.

    Returns
    -------
    Moves

    Raises
    ------
    UnsupportedError
        Where too many options have rules that look at one another.
    """
    owner = _Owner(low, len(options), n_options)
    rules = [_rules(option, owner, j, truth) for j, option in enumerate(options)]
    sets = _linked_sets(rules, owner)
    free = tuple(
        places[0] for places in sets if len(places) == 1 and rules[places[0]].free
    )
    for places in sets:
        if len(places) > _MOST_LINKED:
            raise _too_many(options[places[0]], len(places))
    linked = tuple(
        Linked(places, tuple(_switches(places, rules, owner)))
        for places in sets
        if places[0] not in free
    )
    shape = (1 << n_options - low - owner.size, owner.size, 1 << low)
    return Moves(*shape, free, linked)


def _rules(option: Option, owner: _Owner, place: int, truth: Truth) -> _Rules:
    axis = owner.axis(place)
    own = [owner.axis(j) for j in range(owner.size)]
    return _Rules(
        undone=~_seen(truth(option.undo.never), axis, 1, own),
        taken=~_seen(truth(option.redo.never), axis, 0, own),
        fitting=_seen(truth(option.requires), axis, 1, own),
    )


def _seen(
    where: npt.NDArray[np.bool_], axis: int, taken: int, own: list[int]
) -> npt.NDArray[np.bool_]:
    """Fix the option's own axis; shorten its party's axes that do not matter."""
    where = _fixed(where, {axis: taken})
    for other in own:
        no, yes = _fixed(where, {other: 0}), _fixed(where, {other: 1})
        if np.array_equal(no, yes):
            where = no
    return where


def _fixed(
    where: npt.NDArray[np.bool_], taken: dict[int, int]
) -> npt.NDArray[np.bool_]:
    long = {
        axis: half(choice) for axis, choice in taken.items() if where.shape[axis] > 1
    }
    return where[tuple(long.get(axis, slice(None)) for axis in range(where.ndim))]


def _linked_sets(rules: list[_Rules], owner: _Owner) -> list[tuple[int, ...]]:
    """Put options with rules that look at one another into one set."""
    sets = [{place} for place in range(owner.size)]
    for place, rule in enumerate(rules):
        looked = {
            other
            for other in range(owner.size)
            if any(where.shape[owner.axis(other)] > 1 for where in rule.all)
        }
        touching = [one for one in sets if one & (looked | {place})]
        sets = [one for one in sets if one not in touching]
        sets.append(set().union(*touching))
    return sorted(tuple(sorted(one)) for one in sets)


def _switches(
    places: tuple[int, ...], rules: list[_Rules], owner: _Owner
) -> Iterator[Switch]:
    choices = range(1 << len(places))
    own = [rules[place] for place in places]
    # What a rule says hangs on one end of a move alone, so that it is asked once for
    # each end and not for each of the pairs, which are as many as its square.
    undone, taken, fitting = (
        [_told(which, places, owner, choice) for choice in choices]
        for which in zip(*(rule.all for rule in own), strict=True)
    )
    for before, after in product(choices, repeat=2):
        dropped, added = before & ~after, after & ~before
        asked = (
            (dropped, undone[before]),
            (added, taken[before]),
            (added, fitting[after]),
        )
        if before == after or any(flips & told.never for flips, told in asked):
            continue
        where = np.ones((1,) * owner.n_options, np.bool_)
        for flips, told in asked:
            for place in members(flips & told.looks):
                where = where & told.where[place]
        if where.any():
            yield Switch(before, after, None if where.all() else owner.fold(where))


class _Told(NamedTuple):
    """What the rules of a linked set say at one choice.

    Attributes
    ----------
    never : int
        The options of the set that they stand against whatever others do, as bits.
    looks : int
        Those for which others matter.
    where : tuple of bool array
        For each option of the set, by the others' options.
    """

    never: int
    looks: int
    where: tuple[npt.NDArray[np.bool_], ...]


def _told(
    rules: tuple[npt.NDArray[np.bool_], ...],
    places: tuple[int, ...],
    owner: _Owner,
    choice: int,
) -> _Told:
    axes = {owner.axis(place): choice >> j & 1 for j, place in enumerate(places)}
    where = tuple(_fixed(rule, axes) for rule in rules)
    never = as_set(j for j, each in enumerate(where) if not each.any())
    everywhere = as_set(j for j, each in enumerate(where) if each.all())
    return _Told(never, ~(never | everywhere), where)


def refuse_ordered_moves(
    options: tuple[Option, ...], moves: Moves, feasible: npt.NDArray[np.bool_]
) -> None:
    """Refuse moves of which two in a row do what no single one does.

    The cube joins moves of one party that follow each other, so it needs
    every such pair to be a move, or a return. Only sets of several options
    can fail this: one option with rules that look at others cannot.

    Parameters
    ----------
    options : tuple of Option
        The party's options, without the settled ones.
    moves : Moves
        Its moves.
    feasible : bool array, shape (n_states,)
        Which states count.

    Raises
    ------
    UnsupportedError
        Naming the party and an option whose rule is to blame.
    """
    for linked in moves.linked:
        for before in _suspects(linked):
            after = _broken(before, linked, moves, feasible)
            if after is not None:
                raise _ordered(_blamed(options, linked, before ^ after))


def _suspects(linked: Linked) -> Iterable[int]:
    """Choices from which two switches may lead where none does."""
    if len(linked.places) == 1:
        return ()
    onward: dict[int, int] = {}
    everywhere: dict[int, int] = {}
    for switch in linked.switches:
        landing = 1 << switch.after
        onward[switch.before] = onward.get(switch.before, 0) | landing
        if switch.where is None:
            everywhere[switch.before] = everywhere.get(switch.before, 0) | landing
    return [
        before
        for before, firsts in onward.items()
        if any(
            onward.get(first, 0) & ~everywhere.get(before, 0) & ~(1 << before)
            for first in members(firsts)
        )
    ]


def _broken(
    before: int, linked: Linked, moves: Moves, feasible: npt.NDArray[np.bool_]
) -> int | None:
    """Find a choice that two moves reach from `before` where no one move does."""
    counted = feasible.reshape(moves.unfolded)
    start = np.zeros_like(counted)
    index = moves.index(linked.places, before)
    start[index] = counted[index]
    first = collect(start, moves, np.logical_or, 0, incoming=True) & counted
    second = collect(first, moves, np.logical_or, 0, incoming=True) & counted
    direct = {s.after: s.where for s in linked.switches if s.before == before}
    for after in range(1 << len(linked.places)):
        reached = second[moves.index(linked.places, after)]
        where = direct.get(after, np.False_)
        missed = None if where is None or after == before else reached & ~where
        if missed is not None and missed.any():
            return after
    return None


def _blamed(options: tuple[Option, ...], linked: Linked, changed: int) -> Option:
    """Give the first of the changed options that has a rule."""
    suspects = [
        options[place] for j, place in enumerate(linked.places) if changed >> j & 1
    ]
    plain = (Change(), Change(), TRUE)
    ruled = (o for o in suspects if (o.undo, o.redo, o.requires) != plain)
    return next(ruled, suspects[0])


def _ordered(option: Option) -> UnsupportedError:
    message = Message(
        "the rules of option {option} make the moves of {party} depend on their order",
        option=option.id,
        party=option.party,
    )
    return UnsupportedError(message, Message("use --engine arcs"))


def _too_many(option: Option, count: int) -> UnsupportedError:
    message = Message(
        "{count} options of {party} have rules that look at one another, "
        "among them {option}; the cube takes up to {most}",
        count=count,
        party=option.party,
        option=option.id,
        most=_MOST_LINKED,
    )
    return UnsupportedError(message, Message("use --engine arcs"))
