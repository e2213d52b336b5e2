"""What was done in the turns of a period, kept as a tree.

A period is played backward, the last mover first. What its turn comes to is one
branch, what the mover before it then does is a branch of that, and so on: a way to play
the whole period is a leaf. Most periods lead along branches that were met before, so
that what depends on the way alone (where it ends, what it costs) is found once; and
whoever meets the same values on the same branch does the same, which is looked up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import count
from threading import local
from weakref import WeakValueDictionary

import numpy as np

from detente.engine.budget import tick
from detente.engine.period.arena import Codes, Places, Values, landings
from detente.engine.period.fold import FoldedArena
from detente.engine.period.play import Mover, best_codes
from detente.records import dataclass

MOST_STATES = 1 << 17
"""On more states branches would not fit their room."""
_ROOM = 1 << 27
"""Bytes that the branches of one tree may take; beyond them it is begun anew."""
_IN_ALL = 1 << 28
"""Bytes that all trees of a thread may take, whatever they are about."""
_NUMBERS = count(1)
_A_BRANCH, _A_NOTE = 1000, 200
_STRIDE = 61
"""Every so manieth value is looked up by: a prime, so that no option stands still."""


@dataclass(eq=False)
class Branch:
    """What was done in some turns, from the last one back.

    Attributes
    ----------
    arena : FoldedArena
    depth : int
        How many turns that were: the place of the one that is next.
    codes : int array or None
        What was chosen in the latest of them, by cell; None at the root.
    before : Branch or None
        What was done by those after it; None at the root.
    ends : intp array, shape (n_then,)
        Where the period ends from each state of the next turn, or from each start at a
        leaf, by its place among all states.
    paid : dict of int to float64 array, shape (n_then,)
        By row, what its own changes cost it.
    after : dict of bytes to Branch
        By what is chosen next.
    known : dict
        By values that were met here, and what was then done.
    flows : dict of bytes to float64 array
        By name, what a row has in a period where this lands.
    """

    arena: FoldedArena
    depth: int
    codes: Codes | None
    before: "Branch | None"
    ends: Places
    paid: Mapping[int, Values]
    after: dict[bytes, "Branch"] = field(default_factory=dict, repr=False)
    known: dict[bytes, list[tuple[bytes, "Branch"]]] = field(
        default_factory=dict, repr=False
    )
    flows: dict[bytes, Values] = field(default_factory=dict, repr=False)

    @cached_property
    def lands(self) -> Places:
        """Where the period ends from each cell of the next turn, or from each start.

        In cells that are no state that means nothing.
        """
        if self.depth == len(self.arena.folds):
            return self.ends
        return self.ends.take(self.arena.folds[self.depth].seat.states, mode="clip")

    @cached_property
    def leads(self) -> Places:
        """The start, by its place, with which the next period begins from there."""
        return self.arena.begins.take(self.lands)

    @cached_property
    def turns(self) -> dict[int, Codes]:
        """What was chosen in each turn, by its place from the last one back."""
        return dict(enumerate(reversed(list(self._chosen()))))

    def _chosen(self) -> Iterator[Codes]:
        branch: Branch | None = self
        while branch is not None and branch.codes is not None:
            yield branch.codes
            branch = branch.before


Worth = Callable[[int, Branch], Values]
"""Gives what a row has from the end of the turns on where a branch lands, in an array
that may be changed."""

Told = Callable[[int], tuple[bytes, Values]]


class Tree:
    """All ways to play a period that were met, where each party has its own row.

    Parameters
    ----------
    arena : FoldedArena
    movers : sequence of Mover
        As of `play_period`; every one raises a row of its own.
    tolerance : float
        Differences up to this are ties, in which a party stays.

    Attributes
    ----------
    number : int
        Another one for every tree, and when one is begun anew: names last as long.
    asked : int
        Its place in the order in which trees were last asked for; -1 before that.
    """

    def __init__(
        self, arena: FoldedArena, movers: Sequence[Mover], tolerance: float
    ) -> None:
        self.arena = arena
        self._movers, self._tolerance = movers, tolerance
        self.asked = -1
        self._names = 0
        self._rooms: dict[int, Values] = {}
        self._root = self._rooted()

    @property
    def used(self) -> int:
        """Bytes that the branches take, about."""
        return _ROOM - self._left

    def _rooted(self) -> Branch:
        self.number = next(_NUMBERS)
        self._named: dict[bytes, list[tuple[bytes, Values, Values]]] = {}
        self._left = _ROOM
        everywhere = np.arange(self.arena.states.size)
        ends = everywhere if self.arena.folds else self.arena.starts
        return Branch(self.arena, 0, None, None, ends, {})

    def begin(self) -> None:
        """Forget all ways to play but those that somebody still holds."""
        # A branch and the one before it hold each other: left to themselves they would
        # stay until somebody looks for such circles.
        left = [self._root]
        while left:
            branch = left.pop()
            left.extend(branch.after.values())
            branch.after.clear()
            branch.known.clear()
            branch.flows.clear()
        # A name is never given twice: what is being solved keeps those that it has.
        self._root = self._rooted()

    def name(self, flow: Values, weight: Values) -> bytes:
        """Name what a row has in a period, and how the next one weighs.

        Parameters
        ----------
        flow : float64 array, shape (n_states,)
        weight : float64 array, shape (n_states,) or (1,)

        Returns
        -------
        bytes
            The same for the same numbers, another for others.
        """
        short = flow[::_STRIDE].tobytes() + weight[::_STRIDE].tobytes()
        alike = self._named.setdefault(short, [])
        for name, known, weighs in alike:
            if np.array_equal(known, flow) and np.array_equal(weighs, weight):
                return name
        self._names += 1
        name = self._names.to_bytes(8)
        alike.append((name, flow.copy(), weight.copy()))
        self._left -= flow.nbytes + weight.nbytes + _A_NOTE
        return name

    def flow(self, branch: Branch, name: bytes, flow: Values) -> Values:
        """Give what a row has in a period, where a branch lands; kept.

        Parameters
        ----------
        branch : Branch
        name : bytes
            The name of the flow.
        flow : float64 array, shape (n_states,)

        Returns
        -------
        float64 array, as many as the branch lands at
            Not to be changed.
        """
        found = branch.flows.get(name)
        if found is None:
            found = branch.flows[name] = flow.take(branch.lands)
            self._left -= found.nbytes
        return found

    def put_together(
        self, worth: Values, kind: Places, weight: Values, flow: Values
    ) -> Values:
        """Give what a row has from the end of the turns on, to be handed to `play`.

        Parameters
        ----------
        worth : float64 array, shape (n_kinds,)
            What the next period is worth, by what it begins with.
        kind : intp array, shape (n_landings,)
            Which of them each landing leads to.
        weight : float64 array, shape (n_landings,) or (1,)
            How much that weighs.
        flow : float64 array, shape (n_landings,)
            What the landing is worth by itself.

        Returns
        -------
        float64 array, shape (n_landings,)
            Good until it is asked for again.
        """
        # Arrays of this size are given back to the system, and clearing new ones takes
        # as long as what is put there.
        room = self._rooms.get(kind.size)
        if room is None:
            room = self._rooms[kind.size] = np.empty(kind.size)
        np.take(worth, kind, out=room, mode="clip")
        room *= weight
        room += flow
        return room

    def play(self, worth: Worth, told: Told | None = None) -> Branch:
        """Let every party take its turn.

        Parameters
        ----------
        worth : function of a row and a branch
            What it has from the end of the turns on where the branch lands, in an array
            that may be changed.
        told : function of a row, or None
            Gives what tells its values: its name, and the values of the next period.
            None if nothing does.

        Returns
        -------
        Branch
            A leaf; the same one for the same way to play, as long as it is kept.

        Raises
        ------
        ApartError
            Where states that count as one kind are none.
        """
        tick()
        if self._left < 0:
            self.begin()
        branch = self._root
        for fold in self.arena.folds:
            row = self._movers[fold.seat.party][0]
            if told is None:
                branch = self._played(branch, worth(row, branch))
                continue
            name, values = told(row)
            # Some values make a short name; all of them are compared after that.
            short = name + values[::_STRIDE].tobytes()
            whole = values.tobytes()
            known = branch.known.get(short, ())
            after = next((after for each, after in known if each == whole), None)
            if after is None:
                after = self._played(branch, worth(row, branch))
                branch.known[short] = [*known, (whole, after)]
                self._left -= len(whole) + len(short) + _A_NOTE
            branch = after
        return branch

    def _played(self, branch: Branch, grid: Values) -> Branch:
        """Let the next mover choose by what it has in each cell."""
        seat = self.arena.folds[branch.depth].seat
        _, _, price = self._movers[seat.party]
        grid[seat.empty] = -np.inf
        codes = best_codes(seat, grid.reshape(seat.shape), price, self._tolerance)
        return self._after(branch, codes)

    def _after(self, branch: Branch, codes: Codes) -> Branch:
        """Give the branch on which a mover goes on by what it chose."""
        chosen = codes.tobytes()
        if chosen not in branch.after:
            branch.after[chosen] = after = self._grown(branch, codes)
            # Where it lands, and where that leads, is kept cell by cell once asked for.
            cells = after.ends.size
            if after.depth < len(self.arena.folds):
                cells = self.arena.folds[after.depth].seat.states.size
            kept = after.ends.nbytes + 2 * cells * after.ends.itemsize
            self._left -= kept + 2 * codes.nbytes + _A_BRANCH
        return branch.after[chosen]

    def _grown(self, branch: Branch, codes: Codes) -> Branch:
        folds, place = self.arena.folds, branch.depth
        fold, next_place = folds[place], place + 1
        kept = folds[next_place].kept if next_place < len(folds) else self.arena.kept
        target = landings(fold.seat, codes)
        fold.compare(target)
        paid = {row: cost.take(target) for row, cost in branch.paid.items()}
        row, _, price = self._movers[fold.seat.party]
        if price and fold.seat.priced:
            paid[row] = paid.get(row, 0.0) + price * fold.seat.paid(target)
        ends: Places = branch.ends.take(target)
        if kept is not None:
            ends = ends.take(kept)
            paid = {row: cost.take(kept) for row, cost in paid.items()}
        return Branch(self.arena, next_place, codes, branch, ends, paid)


class _Alive(local):
    """The trees of this thread, in the order in which they were last asked for."""

    def __init__(self) -> None:
        self.trees = WeakValueDictionary[int, Tree]()
        self._asked = count()

    def ask(self, tree: Tree) -> None:
        """Note that a tree is asked for, and begin others anew if there is no room."""
        # Draws, dates left out and orders of movers have numbers, and so branches, of
        # their own: each would be small enough, and all of them too much.
        self.trees.pop(tree.asked, None)
        tree.asked = next(self._asked)
        others = list(self.trees.values())
        self.trees[tree.asked] = tree
        used = sum(each.used for each in others) + tree.used
        for each in others:
            if used <= _IN_ALL:
                break
            used -= each.used
            each.begin()


_ALIVE = _Alive()


class Branches:
    """The trees of a case, kept for as long as its numbers are, or longer."""

    def __init__(self) -> None:
        self._trees: dict[object, Tree] = {}

    def __reduce__(self) -> tuple[type["Branches"], tuple[()]]:
        """Travel empty: an arena is known by its identity, which stays behind."""
        return Branches, ()

    def tree(
        self, arena: FoldedArena, movers: Sequence[Mover], tolerance: float
    ) -> Tree:
        """Give the tree of some states under some decisions.

        Parameters are those of `Tree`; the same one each time, while there is room.
        """
        # Where a party pays for nothing, what a unit of cost weighs is all the same.
        priced = {fold.seat.party for fold in arena.folds if fold.seat.priced}
        decisive = tuple(
            (row, sign, price if party in priced else 0.0)
            for party, (row, sign, price) in enumerate(movers)
        )
        key = (id(arena), decisive, tolerance)
        if key not in self._trees:
            # The tree keeps the arena, so that no other one takes its identity.
            self._trees[key] = Tree(arena, decisive, tolerance)
        _ALIVE.ask(self._trees[key])
        return self._trees[key]
