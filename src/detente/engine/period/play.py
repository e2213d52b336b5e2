"""One period of moves on an arena: every party takes its turn.

A party looks at nobody's values but its own, so only the mover's row is
carried through its turn; all rows follow at the end, along the landings.

An option that the mover changes freely both ways leaves both halves of its
grid equal, and one of them is enough from then on; only what it chooses is
kept in full.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

import numpy as np

from detente.engine.budget import tick
from detente.engine.contract import Bools
from detente.engine.fast.compiled import pays
from detente.engine.period.arena import (
    Arena,
    Codes,
    Places,
    Rule,
    Seat,
    Values,
    laid_out,
    landings,
)
from detente.engine.period.compiled_play import (
    best_chained,
    best_jointly,
    chained_codes,
    joint_codes,
)

Mover: TypeAlias = tuple[int, int, float]
"""The row that decides, 1 to raise it or -1 to lower it, what a unit of cost
weighs in it."""

_ROOM = 1 << 28
_CALLING, _LOOKING = 2e-5, 2.5e-9
"""Seconds that NumPy takes for an option of a mover: to begin with, and a cell."""
_STRIDE = 61
"""Every so manieth value is looked up by: a prime, so that no option stands still."""


class Chooser(Protocol):
    """Says where a mover goes when its turn comes."""

    def best(self, seat: Seat, mine: Values, price: float, tolerance: float) -> Places:
        """Give the landing from each state, by the mover's values."""
        ...


class Play:
    """The best landings, noted party by party, or held as they were noted.

    Attributes
    ----------
    held : dict of int to intp array, shape (n_states,)
        By party, where it goes from each state at its turn; the others go
        where it is best.
    noted : dict of int to intp array, shape (n_states,)
        Where each went in the last period played.
    """

    def __init__(
        self, held: Mapping[int, Places] | None = None, chooser: Chooser | None = None
    ) -> None:
        self.held = dict(held or {})
        self.noted: dict[int, Places] = {}
        self._choose = chooser.best if chooser else _best

    def best(self, seat: Seat, mine: Values, price: float, tolerance: float) -> Places:
        """Give the landing from each state."""
        target = self.held.get(seat.party)
        if target is None:
            target = self._choose(seat, mine, price, tolerance)
        self.noted[seat.party] = target
        return target


class Memory:
    """Best landings found before, by the values that they were found for.

    Under numbers that differ in little, most turns meet the same values again.
    Landings are taken from here only where all values are equal.
    """

    def __init__(self) -> None:
        self.recording = True
        self._room = _ROOM
        self._known: dict[object, list[tuple[Values, Places]]] = {}

    def best(self, seat: Seat, mine: Values, price: float, tolerance: float) -> Places:
        """Give the best landings of a mover, found before or now."""
        key = (id(seat), price, mine[::_STRIDE].tobytes())
        known = self._known.get(key, [])
        for before, target in known:
            if np.array_equal(before, mine):
                return target
        target = _best(seat, mine, price, tolerance)
        if self.recording and self._room > 0:
            self._known[key] = [*known, (mine.copy(), target)]
            self._room -= mine.nbytes + target.nbytes
        return target


def play_period(
    arena: Arena,
    values: Values,
    movers: Sequence[Mover],
    tolerance: float,
    chooser: Chooser | None = None,
) -> Places:
    """Let every party take its turn.

    Parameters
    ----------
    arena : Arena
    values : float64 array, shape (n_rows, n_states)
        What the rows have from the end of the turns on; becomes what they have
        from their beginning on.
    movers : sequence of (int, int, float)
        For each party of the case, in file order: the row by which it decides,
        1 to raise it and -1 to lower it, what a unit of its cost weighs there.
    tolerance : float
        Differences up to this are ties, in which the party stays.
    chooser : Chooser or None
        Where landings come from; None finds the best.

    Returns
    -------
    intp array, shape (n_states,)
        Where the period ends that begins at each state.
    """
    tick()
    ends: Places | None = None
    paid: dict[int, Values] = {}
    choose = chooser.best if chooser else _best
    # Backward, as each mover knows what those after it will do: the last one chooses
    # by the values at the end, the one before it by where that choice leads.
    for seat in reversed(arena.seats):
        row, sign, price = movers[seat.party]
        mine = values[row] if ends is None else values[row].take(ends)
        if row in paid:
            mine = mine - paid[row]
        target = choose(seat, mine if sign > 0 else -mine, price, tolerance)
        # What a row paid from a landing on is now due from where the move began.
        paid = {each: cost.take(target) for each, cost in paid.items()}
        if price and seat.priced:
            paid[row] = paid.get(row, 0.0) + price * seat.paid(target)
        ends = target if ends is None else ends.take(target)
    if ends is None:
        return np.arange(values.shape[1])
    for row, before in enumerate(values):
        values[row] = before.take(ends) - paid.get(row, 0.0)
    return ends


def reaching(arena: Arena, marked: Bools) -> Bools:
    """Find from where the moves of one period can lead to certain states.

    Parameters
    ----------
    arena : Arena
    marked : bool array, shape (n_states,)

    Returns
    -------
    bool array, shape (n_states,)
        True at the states marked too, since everybody may stay.
    """
    values = marked.astype(np.float64)[np.newaxis]
    n_parties = 1 + max((seat.party for seat in arena.seats), default=0)
    play_period(arena, values, [(0, 1, 0.0)] * n_parties, 0.0)
    found: Bools = values[0] > 0
    return found


def _best(seat: Seat, mine: Values, price: float, tolerance: float) -> Places:
    """Find the best landing of the mover from every state."""
    if _compiled(seat):
        choose = best_chained if seat.moves is None else best_jointly
        return choose(seat, mine, price, tolerance)
    grid = laid_out(seat, mine)
    codes = (_chain if seat.moves is None else _jointly)(seat, grid, price, tolerance)
    return landings(seat, codes)


def best_codes(seat: Seat, grid: Values, price: float, tolerance: float) -> Codes:
    """Find the best own choice of a mover in every cell.

    Parameters
    ----------
    seat : Seat
        The grid of the mover.
    grid : float64 array, shape of the seat
        What landing in each cell is worth to it, minus infinity where no state is;
        it may be changed.
    price : float
        What a unit of its costs weighs there.
    tolerance : float
        Differences up to this are ties, in which it stays.

    Returns
    -------
    int array, shape of the seat
        The own choice that each cell leads to, as a number.
    """
    chained = seat.moves is None
    if _compiled(seat):
        return (chained_codes if chained else joint_codes)(seat, grid, price, tolerance)
    codes = (_chain if chained else _jointly)(seat, grid, price, tolerance)
    return codes.reshape(seat.shape)


def _compiled(seat: Seat) -> bool:
    """Whether compiled code should take a turn."""
    n_options = len(seat.costs)
    steps = n_options if seat.moves is None else 1 << n_options
    return pays(steps * (_CALLING + _LOOKING * seat.states.size))


def _chain(seat: Seat, grid: Values, price: float, tolerance: float) -> Codes:
    """Choose option after option, the first option first.

    No rule looks at own options here and costs add up, so the best of all sets of
    changes is found without trying sets: the better of two for every choice of
    the other options, and of these the better of two for the next option.
    """
    codes = seat.codes.copy()
    for place, (take, drop) in enumerate(seat.costs):
        off, on, across = seat.sides[place]
        low, high = grid[off], grid[on]
        raised = _worth(high, seat.takes[place], price * take)
        lowered = _worth(low, seat.drops[place], price * drop)
        _follow((codes[off], codes[on]), (raised, lowered), (low, high), tolerance)
        # Free both ways and at no cost: both halves have the better value, and one of
        # them is enough. Told by identity, as `_worth` gives such halves back.
        if raised is high and lowered is low:
            grid = np.maximum(low, high)[across]
            continue
        best = [
            None if there is None else np.maximum(here, there)
            for here, there in ((low, raised), (high, lowered))
        ]
        for half, found in zip((off, on), best, strict=True):
            if found is not None:
                grid[half] = found
    return codes


def _worth(there: Values, rule: Rule, cost: float) -> Values | None:
    """Give what changing an option is worth, None where it is forbidden."""
    if rule is False:
        return None
    if rule is True:
        return there - cost if cost else there
    worth = np.full_like(there, -np.inf)
    np.subtract(there, cost, out=worth, where=rule)
    return worth


def _follow(
    codes: tuple[Codes, Codes],
    worth: tuple[Values | None, Values | None],
    here: tuple[Values, Values],
    tolerance: float,
) -> None:
    """Note where changing an option is better, without a branch."""
    apart = codes[0] ^ codes[1]
    for own, there, stay in zip(codes, worth, here, strict=True):
        if there is not None:
            # In a tie the party stays, so that nothing moves for nothing.
            better = there > (stay + tolerance if tolerance else stay)
            np.bitwise_xor(own, apart * better, out=own)


def _jointly(seat: Seat, grid: Values, price: float, tolerance: float) -> Codes:
    """Try every own move, for rules that look at the mover's own options."""
    flat = grid.reshape(-1, seat.shape[-1])
    best = flat.copy()
    own = np.arange(len(flat))
    codes = seat.codes.copy().reshape(flat.shape)
    kind = codes.dtype.type
    for flips, legal, cost in seat.moves() if seat.moves else ():
        landed = flat[own ^ flips] - price * cost
        better = legal & (landed > best + tolerance)
        np.copyto(best, landed, where=better)
        np.copyto(codes, (own ^ flips).astype(kind)[:, np.newaxis], where=better)
    return codes
