"""Where a period begins, fewer states than where it ends.

What a party may change freely both ways, and pays nothing for, does not matter
at the beginning of a period: at its turn it goes to the same best landing
whichever way those options stand. So a period that is played backward, the
last mover first, needs one state of each kind from that turn on, and the value
of a beginning is known at one state of each kind.

A party stays where going elsewhere is no better, and where two landings are
equal for it they need not be for others. So it is looked at in every turn whether
all states of a kind do go to one landing; where not, the options that tell them
apart are named, to be kept.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from detente.engine.budget import tick
from detente.engine.period.arena import (
    Numbers,
    Places,
    Seat,
    Values,
    count_apart,
    open_arena,
)
from detente.engine.period.play import Chooser, Mover
from detente.engine.period.turn import Turn, depends
from detente.records import dataclass

Rows = Callable[[int], Values]
"""Gives what one row has at the end of a period, at every state."""


class ApartError(Exception):
    """States that were taken for one kind went to different landings.

    Attributes
    ----------
    bits : int
        The options in which the landings differ, as a set of bits.
    """

    def __init__(self, bits: int) -> None:
        super().__init__(bits)
        self.bits = bits


class Fold(NamedTuple):
    """One party's turn, on the states that still differ when it comes.

    Attributes
    ----------
    seat : Seat
    kept : intp array or None
        The places of its states among those of the turn after it, which is
        played before it; None is all of them.
    numbers : int64 array
        Those of its states in the engine.
    alike : intp array or None
        For each of its states the one of its kind that is kept for the turn
        before it; None where all are.
    """

    seat: Seat
    kept: Places | None
    numbers: Numbers
    alike: Places | None

    def compare(self, target: Places) -> None:
        """Look whether states of one kind go to one landing."""
        if self.alike is None:
            return
        other = target.take(self.alike)
        if not np.array_equal(target, other):
            apart = self.numbers.take(target) ^ self.numbers.take(other)
            raise ApartError(int(np.bitwise_or.reduce(apart)))


@dataclass(frozen=True, eq=False)
class FoldedArena:
    """States that no move leaves, and where a period that begins there starts.

    Attributes
    ----------
    states : int64 array, shape (n_states,)
        Their numbers in the engine, ascending.
    folds : tuple of Fold
        The turns, the last one first.
    kept : intp array or None
        The places of the starts among the states of the first turn.
    starts : intp array, shape (n_starts,)
        One state of each kind, by its place among the states, ascending.
    begins : intp array, shape (n_states,)
        For each state the place of its kind among the starts.
    """

    states: Numbers
    folds: tuple[Fold, ...]
    kept: Places | None
    starts: Places
    begins: Places

    def play(
        self,
        rows: Rows,
        movers: Sequence[Mover],
        tolerance: float,
        chooser: Chooser,
    ) -> tuple[Places, dict[int, Values]]:
        """Let every party take its turn.

        Parameters
        ----------
        rows : function of a row
            What it has from the end of the turns on; float64 array, shape
            (n_states,).
        movers : sequence of (int, int, float)
            As of `play_period`.
        tolerance : float
            Differences up to this are ties, in which the party stays.
        chooser : Chooser
            Where landings come from.

        Returns
        -------
        ends : intp array, shape (n_starts,)
            Where the period ends that begins at each start, among the states.
        paid : dict of int to float64 array, shape (n_starts,)
            By row, what its own changes cost it.

        Raises
        ------
        ApartError
        """
        tick()
        ends: Places | None = None
        paid: dict[int, Values] = {}
        for fold in self.folds:
            seat = fold.seat
            ends, paid = _restricted(ends, paid, fold.kept)
            row, sign, price = movers[seat.party]
            mine = rows(row) if ends is None else rows(row).take(ends)
            if row in paid:
                mine = mine - paid[row]
            target = chooser.best(seat, mine if sign > 0 else -mine, price, tolerance)
            fold.compare(target)
            paid = {each: cost.take(target) for each, cost in paid.items()}
            if price and seat.priced:
                paid[row] = paid.get(row, 0.0) + price * seat.paid(target)
            ends = target if ends is None else ends.take(target)
        ends, paid = _restricted(ends, paid, self.kept)
        return self.starts if ends is None else ends, paid


def _restricted(
    ends: Places | None, paid: dict[int, Values], kept: Places | None
) -> tuple[Places | None, dict[int, Values]]:
    if kept is None:
        return ends, paid
    ends = kept if ends is None else ends.take(kept)
    return ends, {row: cost.take(kept) for row, cost in paid.items()}


class Folding:
    """States laid out with as many told apart as has shown to be needed.

    Parameters
    ----------
    turns : sequence of Turn
        In the order in which the parties act.
    states : int64 array, shape (n_states,)
        Feasible ones, ascending, which no feasible move leaves.
    """

    def __init__(self, turns: Sequence[Turn], states: Numbers) -> None:
        self._turns, self._states = turns, states
        self._told = 0
        self._arena: FoldedArena | None = None

    @property
    def arena(self) -> FoldedArena:
        """The states as they are told apart now."""
        if self._arena is None:
            self._arena = fold_arena(self._turns, self._states, self._told)
        return self._arena

    def tell_apart(self, bits: int) -> None:
        """Tell states apart by some more options, a set of bits, from now on."""
        self._told |= bits
        self._arena = None


def fold_arena(turns: Sequence[Turn], states: Numbers, told: int = 0) -> FoldedArena:
    """Lay states out for every turn, fewer from turn to turn.

    Parameters
    ----------
    turns : sequence of Turn
        In the order in which the parties act.
    states : int64 array, shape (n_states,)
        Feasible ones, ascending, which no feasible move leaves.
    told : int
        Options by which states are told apart all the same, as a set of bits.

    Returns
    -------
    FoldedArena
    """
    varies = int(np.bitwise_or.reduce(states ^ states[0])) if states.size else 0
    moving = [turn for turn in turns if any(varies >> bit & 1 for bit in turn.bits)]
    folds: list[Fold] = []
    left, alike = states, states
    kept: Places | None = None
    for place, turn in reversed(list(enumerate(moving))):
        (seat,) = open_arena([turn], left).seats
        free = _free(turn, seat, left, moving[:place]) & ~told
        if not free:
            folds.append(Fold(seat, kept, left, None))
            kept = None
            continue
        kinds = _kinds(left, free)
        folds.append(Fold(seat, kept, left, np.searchsorted(left, kinds)))
        alike = kinds[np.searchsorted(left, alike)]
        kept = np.flatnonzero(kinds == left)
        left = left[kept]
    return FoldedArena(
        states=states,
        folds=tuple(folds),
        kept=kept,
        starts=np.searchsorted(states, left),
        begins=np.searchsorted(left, alike),
    )


def _kinds(states: Numbers, free: int) -> Numbers:
    """Give for each state the lowest that differs from it in free options alone."""
    _, first, kind = np.unique(states & ~free, return_index=True, return_inverse=True)
    return states[first][kind]


def _free(turn: Turn, seat: Seat, states: Numbers, earlier: Sequence[Turn]) -> int:
    """Give the options that make no difference before a turn, as a set of bits."""
    if turn.joint:
        return 0
    varies = int(np.bitwise_or.reduce(states ^ states[0]))
    bits = [bit for bit in turn.bits if varies >> bit & 1]
    free = sum(
        1 << bit
        for place, bit in enumerate(bits)
        if seat.takes[place] is True
        and seat.drops[place] is True
        and not any(seat.costs[place])
        and not any(_reads(other, bit) for other in earlier)
    )
    if not (free and earlier):
        return free
    own = int(turn.flips[-1])
    # Who acts before it must find the same moves whichever way they stand.
    apart = count_apart(states & own) * count_apart(states & ~own)
    return free if apart == states.size else 0


def _reads(turn: Turn, bit: int) -> bool:
    """Whether a rule of a party looks at an option."""
    rules = (*turn.takes, *turn.drops, *turn.requires)
    arrays = [rule for rule in rules if isinstance(rule, np.ndarray)]
    return any(depends(rule, bit) for rule in arrays)
