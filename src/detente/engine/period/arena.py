"""Where a period of moves is played: some states, laid out for each mover's turn.

A set of states that no move leaves is laid out once for every party as a grid:
one axis of length 2 for each of its own options, outermost the last of them,
and one entry for each choice of all others that some state makes. Cells that
are no state hold minus infinity, and every choice of one option is one
operation on two halves of the grid.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.contract import Bools
from detente.engine.period.turn import Turn
from detente.records import dataclass

if TYPE_CHECKING:
    from detente.engine.period.fold import Folding

Numbers: TypeAlias = npt.NDArray[np.int64]
Places: TypeAlias = npt.NDArray[np.intp]
Codes: TypeAlias = npt.NDArray[np.integer]
Values: TypeAlias = npt.NDArray[np.float64]
Rule: TypeAlias = Bools | bool

_KEPT = 1 << 27
_SPARSE = 8


class Joint(NamedTuple):
    """A set of own flips, where it is legal, by cell, and its cost by own choice."""

    flips: int
    legal: Bools
    cost: Values


Index: TypeAlias = tuple[slice | int | None, ...]


class Sides(NamedTuple):
    """Where in a grid one option is not taken and where it is, as indices.

    Attributes
    ----------
    off, on : tuple
        Of the two halves.
    across : tuple
        Makes an array of the shape of a half one of the grid's axes again.
    """

    off: Index
    on: Index
    across: Index


class Compact(NamedTuple):
    """The rules of a party's turn in few arrays.

    Attributes
    ----------
    states : int32 array, shape (n_cells,)
        The state in each cell; -1 where none is.
    costs : float64 array, shape (n_options, 2)
        What taking each option costs, and undoing it.
    never : bool array, shape (n_options, 2)
        Where that is forbidden whatever the others choose.
    looks : int64 array, shape (n_options, 2)
        The row of `masks` that says where it is allowed; -1 where none does.
    masks : bool array, shape (n_rules, n_others)
    """

    states: npt.NDArray[np.int32]
    costs: Values
    never: Bools
    looks: Numbers
    masks: Bools


@dataclass(frozen=True, eq=False)
class Seat:
    """The grid of one party.

    Attributes
    ----------
    party : int
        Its position in the file.
    shape : tuple of int
        2 for each own option that varies, the last one first, then the number
        of choices of all others.
    cells : intp array, shape (n_states,)
        The cell of each state.
    states : intp array, shape (n_cells,)
        The state in each cell, by its place in the arena; -1 where none is.
    takes, drops : tuple of (bool array, shape (n_others,), or bool)
        For each own option, ascending, where it may be taken, and undone.
    costs : tuple of (float, float)
        What taking each costs, and undoing it.
    moves : function or None
        Where a rule looks at own options: gives every own move.
    """

    party: int
    shape: tuple[int, ...]
    cells: Places
    states: Places
    takes: tuple[Rule, ...]
    drops: tuple[Rule, ...]
    costs: tuple[tuple[float, float], ...]
    moves: Callable[[], Iterable[Joint]] | None

    @cached_property
    def codes(self) -> Codes:
        """The own choice in each cell as a number; the first option is bit 0."""
        size = 1 << len(self.costs)
        codes = np.arange(size).repeat(self.shape[-1]).reshape(self.shape)
        return codes.astype(np.min_scalar_type(size - 1))

    @cached_property
    def sides(self) -> tuple[Sides, ...]:
        """The two halves of the grid for each own option."""
        last = len(self.costs) - 1
        axes = [(slice(None),) * (last - place) for place in range(last + 1)]
        return tuple(Sides((*to, 0), (*to, 1), (*to, None)) for to in axes)

    @cached_property
    def compact(self) -> "Compact":
        """The same in few arrays, for compiled loops."""
        looks = np.full((len(self.costs), 2), -1)
        masks: list[Bools] = []
        never = np.zeros(looks.shape, np.bool_)
        for place, rules in enumerate(zip(self.takes, self.drops, strict=True)):
            for side, rule in enumerate(rules):
                if isinstance(rule, np.ndarray):
                    looks[place, side] = len(masks)
                    masks.append(rule)
                else:
                    never[place, side] = not rule
        rows = np.array(masks, np.bool_).reshape(-1, self.shape[-1])
        costs = np.array(self.costs, np.float64).reshape(looks.shape)
        return Compact(self.states.astype(np.int32), costs, never, looks, rows)

    @cached_property
    def priced(self) -> bool:
        """Whether any own change costs something."""
        return any(map(any, self.costs))

    @cached_property
    def empty(self) -> Places:
        """The cells that are no state."""
        return np.flatnonzero(self.states < 0)

    @cached_property
    def others(self) -> Places:
        """The choice of all others at each state; shape (n_states,)."""
        return self.cells % self.shape[-1]

    def paid(self, target: Places) -> Values:
        """Give what moving to other states costs, in utility; shape (n_states,)."""
        own = self.codes.reshape(-1).take(self.cells)
        changed = own ^ own.take(target)
        total = np.zeros(len(own))
        for place, costs in enumerate(self.costs):
            if any(costs):
                cost = np.array([0.0, 0.0, *costs])
                total += cost.take((changed >> place & 1) * 2 + (own >> place & 1))
        return total


@dataclass(frozen=True, eq=False)
class Arena:
    """States that no move leaves, with the grid of each mover.

    Attributes
    ----------
    states : int64 array, shape (n_states,)
        Their numbers in the engine, ascending.
    seats : tuple of Seat
        In the order in which the parties act; those that can change nothing
        are left out.
    folding : Folding or None
        The same states with fewer of them at the beginning of a period; None where
        nobody asks for that.
    """

    states: Numbers
    seats: tuple[Seat, ...]
    folding: "Folding | None" = None


def laid_out(seat: Seat, values: Values) -> Values:
    """Put values on the grid of a party.

    Parameters
    ----------
    seat : Seat
    values : float64 array, shape (n_states,)

    Returns
    -------
    float64 array, shape of the seat
        Minus infinity in cells that are no state.
    """
    grid = np.full(seat.states.size, -np.inf)
    grid[seat.cells] = values
    return grid.reshape(seat.shape)


def landings(seat: Seat, codes: Codes) -> Places:
    """Give the states that choices of own options lead to.

    Parameters
    ----------
    seat : Seat
    codes : int array, shape of the seat
        The own choice that each cell leads to, as a number.

    Returns
    -------
    intp array, shape (n_states,)
    """
    chosen = codes.reshape(-1).take(seat.cells).astype(np.intp)
    return seat.states.take(chosen * seat.shape[-1] + seat.others)


def closed_states(
    turns: Iterable[Turn], feasible: Bools, wanted: Numbers, also: int = 0
) -> tuple[int, int]:
    """Find a set of states that contains some, and that no move leaves.

    Parameters
    ----------
    turns : iterable of Turn
        Who may change what.
    feasible : bool array, shape (n_states,)
    wanted : int64 array, shape (n_wanted,)
        At least one state.
    also : int
        Options that may change by themselves, as a set of bits.

    Returns
    -------
    fixed, held : int
        The set: all feasible states in which the options `fixed` stand as in
        `held`, both as sets of bits.
    """
    first = int(wanted[0])
    moved = also | int(np.bitwise_or.reduce(wanted ^ first))
    for turn in turns:
        for place, bit in enumerate(turn.bits):
            rule = turn.drops[place] if first >> bit & 1 else turn.takes[place]
            if rule is not False:
                moved |= 1 << bit
    fixed = (feasible.size - 1) & ~moved
    return fixed, first & fixed


def open_arena(turns: Sequence[Turn], states: Numbers) -> Arena:
    """Lay states out for every turn.

    Parameters
    ----------
    turns : sequence of Turn
        In the order in which the parties act.
    states : int64 array, shape (n_states,)
        Feasible ones, ascending, which no feasible move leaves.

    Returns
    -------
    Arena
    """
    varies = int(np.bitwise_or.reduce(states ^ states[0])) if states.size else 0
    seats = [
        _seat(turn, states, places)
        for turn in turns
        if (places := [p for p, bit in enumerate(turn.bits) if varies >> bit & 1])
    ]
    return Arena(states, tuple(seats))


def _seat(turn: Turn, states: Numbers, places: list[int]) -> Seat:
    bits = [turn.bits[place] for place in places]
    own = sum(1 << bit for bit in bits)
    rests, others = _told_apart(states & ~own)
    code = np.zeros(states.size, np.intp)
    for place, bit in enumerate(bits):
        code |= (states >> bit & 1) << place
    cells = code * rests.size + others
    inverse = np.full(rests.size << len(bits), -1, np.intp)
    inverse[cells] = np.arange(states.size)

    def rules(every: Sequence[Rule]) -> tuple[Rule, ...]:
        return tuple(_rule(every[place], rests) for place in places)

    return Seat(
        party=turn.party,
        shape=(*(2 for _ in bits), rests.size),
        cells=cells,
        states=inverse,
        takes=() if turn.joint else rules(turn.chained),
        drops=() if turn.joint else rules(turn.drops),
        costs=tuple(turn.costs[place] for place in places),
        moves=_moves(turn, rests, places) if turn.joint else None,
    )


def count_apart(numbers: Numbers) -> int:
    """Count the different numbers among some.

    Parameters
    ----------
    numbers : int64 array, shape (n_numbers,)
        Not negative.

    Returns
    -------
    int
    """
    marks = _marked(numbers)
    return np.unique(numbers).size if marks is None else int(np.count_nonzero(marks))


def _told_apart(numbers: Numbers) -> tuple[Numbers, Places]:
    """Give the different numbers, ascending, and the place of each among them."""
    marks = _marked(numbers)
    if marks is None:
        found, places = np.unique(numbers, return_inverse=True)
        return found, places
    before = np.cumsum(marks, dtype=np.intp)
    return np.flatnonzero(marks), before[numbers] - 1


def _marked(numbers: Numbers) -> Bools | None:
    """Mark the numbers that there are, where they are dense; None where not."""
    span = int(numbers.max(initial=0)) + 1
    if span > _SPARSE * numbers.size:
        return None
    # Where the numbers are dense, marking them is quicker than sorting them.
    marks = np.zeros(span, np.bool_)
    marks[numbers] = True
    return marks


def _moves(
    turn: Turn, rests: Numbers, places: list[int]
) -> Callable[[], Iterable[Joint]]:
    """Keep every own move where there is room, else list them anew each time."""
    if rests.size << 2 * len(places) > _KEPT:
        return lambda: _joint(turn, rests, places)
    kept = tuple(_joint(turn, rests, places))
    return lambda: kept


def _rule(rule: Rule, rests: Numbers) -> Rule:
    """Read a rule that looks at others' options alone, by their choices."""
    if isinstance(rule, bool):
        return rule
    found = rule[rests]
    return bool(found[0]) if found.all() or not found.any() else found


def _joint(turn: Turn, rests: Numbers, places: list[int]) -> Iterator[Joint]:
    """List every own move, where it is legal and what it costs."""
    bits = [turn.bits[place] for place in places]
    codes = np.arange(1 << len(bits))
    numbers = np.broadcast_to(rests, (len(codes), rests.size)).copy()
    for p, bit in enumerate(bits):
        numbers |= (codes >> p & 1)[:, np.newaxis] << bit
    for flips in range(1, len(codes)):
        legal = np.ones(numbers.shape, np.bool_)
        cost = np.zeros((len(codes), 1))
        landed = numbers[codes ^ flips]
        for p, place in enumerate(places):
            if flips >> p & 1:
                taken = (codes >> p & 1).astype(np.bool_)[:, np.newaxis]
                takes, drops = (
                    rule if isinstance(rule, bool) else rule[numbers]
                    for rule in (turn.takes[place], turn.drops[place])
                )
                legal &= np.where(taken, drops, takes)
                needed = turn.requires[place]
                if needed is not None:
                    legal &= taken | needed[landed]
                cost += np.where(taken, turn.costs[place][1], turn.costs[place][0])
        if legal.any():
            yield Joint(flips, legal, cost)
