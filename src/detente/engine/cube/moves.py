"""The moves of one party on the cube: which options change freely, which not.

The states of a cube stand in an array of shape (outer, own, inner): `own` runs
over the choices of the party's own options, `outer` and `inner` over those of
the parties that stand after and before it in the file. Unfolded, the own axis
becomes one axis of length 2 an option, the last option first.

Options that can be changed both ways, whatever the state, are free. The
others stand in linked sets: a set is one option, with rules that look at the
options of others only, or several options with rules that look at one
another; the switches that it allows are listed, with the places where each is
allowed. A move changes any free options and makes, in each linked set, one
switch or none.
"""

from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from detente.records import dataclass

LOWEST = np.iinfo(np.int32).min
HIGHEST = np.iinfo(np.int32).max

Index: TypeAlias = tuple[slice, ...]
Own = TypeVar("Own", int, npt.NDArray[np.int64])
Value = TypeVar("Value", np.int32, np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Switch:
    """One way to change a linked set of options.

    Attributes
    ----------
    before, after : int
        Choices of the set, different: bit j is its j-th option.
    where : bool array or None
        Where it is allowed, unfolded with own axes of length 1; None means
        everywhere.
    """

    before: int
    after: int
    where: npt.NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """Options of a party that do not change freely, and how they can change.

    Attributes
    ----------
    places : tuple of int
        Which of the party's options, ascending.
    switches : tuple of Switch
        What a move can do to them, other than nothing.
    """

    places: tuple[int, ...]
    switches: tuple[Switch, ...]

    def choice(self, own: Own) -> Own:
        """Give the choice of the set within a choice of all own options."""
        chosen = own ^ own
        for j, place in enumerate(self.places):
            chosen |= (own >> place & 1) << j
        return chosen


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """How a party moves.

    Attributes
    ----------
    outer, size, inner : int
        The array of states is (outer, 2**size, inner).
    free : tuple of int
        Places of the options that change freely, ascending.
    linked : tuple of Linked
        The others.
    """

    outer: int
    size: int
    inner: int
    free: tuple[int, ...]
    linked: tuple[Linked, ...]

    @property
    def unfolded(self) -> tuple[int, ...]:
        """The shape with one axis for each of the party's options."""
        return (self.outer, *(2,) * self.size, self.inner)

    def index(self, places: tuple[int, ...], choice: int) -> Index:
        """Index the states with a choice of some options, unfolded.

        Parameters
        ----------
        places : tuple of int
            The options.
        choice : int
            Bit j is the choice of the j-th of them.

        Returns
        -------
        tuple of slice
            It keeps every axis.
        """
        index = [slice(None)] * (self.size + 2)
        for j, place in enumerate(places):
            index[self.size - place] = half(choice >> j & 1)
        return tuple(index)

    def neighbours(self, state: int, *, incoming: bool) -> npt.NDArray[np.int64]:
        """Find the states that a move from one state lands on, feasible or not.

        Parameters
        ----------
        state : int
            Its number.
        incoming : bool
            Find those from which a move lands on it instead.

        Returns
        -------
        int64 array
            Numbers, ascending, the state itself excluded.
        """
        own = np.arange(1 << self.size)
        fibre, inner = divmod(state, self.inner)
        outer, here = divmod(fibre, 1 << self.size)
        allowed = own != here
        for linked in self.linked:
            ways = np.zeros(1 << len(linked.places), np.bool_)
            ways[linked.choice(here)] = True
            for switch in linked.switches:
                ends = (switch.before, switch.after)
                start, end = reversed(ends) if incoming else ends
                if start == linked.choice(here):
                    ways[end] = (
                        switch.where is None
                        or switch.where[(outer, *(0,) * self.size, inner)]
                    )
            allowed &= ways[linked.choice(own)]
        landings: npt.NDArray[np.int64] = own[allowed] + (outer << self.size)
        return landings * self.inner + inner


def half(taken: int) -> slice:
    """Index one half of an axis of length 2, keeping the axis.

    Parameters
    ----------
    taken : int
        0 or 1.

    Returns
    -------
    slice
    """
    return slice(taken, taken + 1)


def collect(
    values: npt.NDArray[Value],
    moves: Moves,
    join: np.ufunc,
    nothing: int,
    *,
    incoming: bool = False,
) -> npt.NDArray[Value]:
    """Join the values of each state and of all that the party can move to.

    Feasibility is not looked at: states that do not count hold `nothing`.

    Parameters
    ----------
    values : array, shape (n_states,)
        One value a state.
    moves : Moves
        The party's moves.
    join : ufunc
        Associative and commutative: minimum, logical_or, add.
    nothing : int
        The value that changes no other by being joined to it.
    incoming : bool
        Join over the states from which the party can move here instead.

    Returns
    -------
    array
        Unfolded; axes of free options have length 1.
    """
    joined = values.reshape(moves.unfolded)
    for place in reversed(moves.free):
        no, yes = (moves.index((place,), taken) for taken in (0, 1))
        joined = join(joined[no], joined[yes])
    for linked in moves.linked:
        joined = _switched(joined, moves, linked, (join, nothing), incoming=incoming)
    return joined


def _switched(
    values: npt.NDArray[Value],
    moves: Moves,
    linked: Linked,
    joining: tuple[np.ufunc, int],
    *,
    incoming: bool,
) -> npt.NDArray[Value]:
    join, nothing = joining
    joined = values.copy()
    choices = range(1 << len(linked.places))
    at = [moves.index(linked.places, choice) for choice in choices]
    for switch in linked.switches:
        ends = (switch.before, switch.after)
        here, there = reversed(ends) if incoming else ends
        found = values[at[there]]
        if switch.where is not None:
            found = np.where(switch.where, found, values.dtype.type(nothing))
        kept = joined[at[here]]
        join(kept, found, out=kept)
    return joined
