"""How the numbers of states hold options: the one place that knows.

In a case with options a state is a number whose bit j says whether option j is
taken, counting those that are not settled. Sets of such places are numbers too.
All functions take whole numbers and arrays of them alike.
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias, TypeVar, overload

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.int64]
States = TypeVar("States", int, Numbers)


def is_taken(state: int, place: int) -> bool:
    """Tell whether a state has the option at a place, or a set the place.

    Parameters
    ----------
    state : int
        A state, or a set of places.
    place : int
        Of an option, from 0.

    Returns
    -------
    bool
    """
    return bool(state >> place & 1)


def taken(states: Numbers, place: int) -> npt.NDArray[np.bool_]:
    """Tell of each state whether it has the option at a place; same shape.

    Parameters
    ----------
    states : int64 array
    place : int
        Of an option, from 0.

    Returns
    -------
    bool array, shape of `states`
    """
    return (states >> place & 1).astype(np.bool_)


def as_set(places: Iterable[int]) -> int:
    """Write different places as one number.

    Parameters
    ----------
    places : iterable of int
        Different ones.

    Returns
    -------
    int
        Bit j is 1 where j is among them.
    """
    return sum(1 << place for place in places)


def as_states(choices: Iterable[npt.NDArray[np.bool_]], size: int) -> Numbers:
    """Write choices as numbers: one array of this size an option, in place order.

    Parameters
    ----------
    choices : iterable of bool array, shape (size,)
        Of each option, the first one at place 0: where it is taken.
    size : int
        How many states there are to write.

    Returns
    -------
    int64 array, shape (size,)
    """
    states = np.zeros(size, np.int64)
    for place, chosen in enumerate(choices):
        states |= sets_where(chosen, place)
    return states


def members(number: int) -> Iterator[int]:
    """Give the places in a set, ascending.

    Parameters
    ----------
    number : int
        A set, or the options taken in a state.

    Yields
    ------
    int
    """
    while number:
        yield (number & -number).bit_length() - 1
        number &= number - 1


def flipped(states: States, places: Iterable[int]) -> States:
    """Take what was not taken, and drop what was, at different places.

    Parameters
    ----------
    states : int or int64 array
    places : iterable of int
        Different ones.

    Returns
    -------
    int or int64 array, shape as given
    """
    return states ^ as_set(places)


@overload
def moved(states: int, flips: int) -> int: ...
@overload
def moved(states: int | Numbers, flips: Numbers) -> Numbers: ...
@overload
def moved(states: Numbers, flips: int) -> Numbers: ...
def moved(states: int | Numbers, flips: int | Numbers) -> int | Numbers:
    """Flip sets of places, written as numbers; arrays broadcast.

    Parameters
    ----------
    states, flips : int or int64 array
        States, and sets of places.

    Returns
    -------
    int or int64 array, shape of both together
    """
    return states ^ flips


def set_to(states: States, place: int, *, taken: bool) -> States:
    """Take the option at a place, or drop it, whether or not it was taken.

    Parameters
    ----------
    states : int or int64 array
    place : int
        Of an option, from 0.
    taken : bool
        What it is to be.

    Returns
    -------
    int or int64 array, shape as given
    """
    return states | 1 << place if taken else states & ~(1 << place)


def sets_where(true: npt.NDArray[np.bool_], place: int) -> Numbers:
    """Give the set of one place where something is true, else the empty one.

    Parameters
    ----------
    true : bool array
    place : int
        Of an option, from 0.

    Returns
    -------
    int64 array, shape of `true`
    """
    return true.astype(np.int64) << place


def differing(start: States, end: States) -> States:
    """Give the places at which two states differ, as a set.

    Parameters
    ----------
    start, end : int or int64 array
        States.

    Returns
    -------
    int or int64 array, shape as given
    """
    return start ^ end


def distance(start: int, end: int) -> int:
    """Count the places at which two states differ.

    Parameters
    ----------
    start, end : int
        States.

    Returns
    -------
    int
        0 for the same state.
    """
    return differing(start, end).bit_count()


def distances(states: Numbers, end: int) -> npt.NDArray[np.uint8]:
    """Count the places at which each of some states differs from one; same shape.

    Parameters
    ----------
    states : int64 array
    end : int
        The state that they are held against.

    Returns
    -------
    uint8 array, shape of `states`
    """
    counts: npt.NDArray[np.uint8] = np.bitwise_count(states ^ end)
    return counts


def joined(some: States, others: States) -> States:
    """Give the places that are in one of two sets, or in both.

    Parameters
    ----------
    some, others : int or int64 array
        Sets; arrays broadcast.

    Returns
    -------
    int or int64 array
    """
    return some | others


def without(some: States, others: States) -> States:
    """Give the places that are in the first of two sets alone.

    Parameters
    ----------
    some, others : int or int64 array
        Sets; arrays broadcast.

    Returns
    -------
    int or int64 array
    """
    return some & ~others


def subsets(number: int) -> Iterator[int]:
    """Give every set of some of the places, the empty set first, all of them last.

    Parameters
    ----------
    number : int
        A set.

    Yields
    ------
    int
    """
    part = 0
    while part != number:
        yield part
        # Counting up by one, with what is no member carried over at once.
        part = (part - number) & number
    yield number


def n_subsets(n_places: int) -> int:
    """Count the sets of so many places, and so the states of so many options.

    Parameters
    ----------
    n_places : int

    Returns
    -------
    int
        2 to this power.
    """
    return 1 << n_places
