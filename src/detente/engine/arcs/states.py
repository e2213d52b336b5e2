"""The states of explicit graphs: written out, or the choices of options.

A case with up to `_MOST_FULL` options that are not settled has all choices as
states, numbered as on the cube. Beyond that only feasible states are kept, in
the same order.
"""

from typing import TypeAlias

import numpy as np

from detente.engine.arcs.search import find_feasible
from detente.engine.contract import Bools, Indices
from detente.engine.truth import Truth
from detente.model.case import Case
from detente.model.formula import TRUE, And, Formula, names

_MOST_FULL = 20


class ListedStates:
    """States that the case lists by id, all feasible."""

    def __init__(self, case: Case) -> None:
        self._ids = tuple(name for name, _ in case.graph.states)
        self._numbers = {name: number for number, name in enumerate(self._ids)}
        self._definitions = case.definitions
        self.shape: tuple[int, ...] = (len(self._ids),)
        self.codes: Indices = np.arange(len(self._ids))
        self.feasible: Bools = np.ones(self.shape, np.bool_)

    def holds(self, formula: Formula) -> Bools:
        """Where a formula holds; broadcasts to `shape`."""
        ids = np.arange(len(self._ids))
        named = {name: ids == self._numbers[name] for name in self._mentioned(formula)}
        return Truth(named, self._definitions).of(formula)

    def _mentioned(self, formula: Formula) -> set[str]:
        """Find the states that a formula names, through terms and projects."""
        seen: set[str] = set()
        waiting = [formula]
        while waiting:
            for name in names(waiting.pop()) - seen:
                seen.add(name)
                if name in self._definitions:
                    waiting.append(self._definitions[name])
        return seen & self._numbers.keys()

    def matching(self, pattern: str) -> Indices:
        """Give the number of the state with this id, as an array."""
        found = self._numbers.get(pattern)
        return np.array([] if found is None else [found], np.int64)

    def state(self, number: int) -> str:
        """Give the id of a state."""
        return self._ids[number]

    def number(self, state: str) -> int | None:
        """Give the number of the state with this id."""
        return self._numbers.get(state)


class ChosenStates:
    """Choices of options, ascending by the number they have on the cube.

    Parameters
    ----------
    case : Case
    most : int
        How many states may be searched.
    few : bool
        Whether only feasible states are kept however few options there are.

    Attributes
    ----------
    codes : int64 array, shape (n_states,)
        Bit j tells whether the j-th option that is not settled is taken.
    bits : mapping of str to int
        The bit of each option that is not settled.
    """

    def __init__(self, case: Case, most: int, *, few: bool = False) -> None:
        self._options = case.options
        free = [option.id for option in case.options if not option.settled]
        self.bits = {option: bit for bit, option in enumerate(free)}
        full = len(free) <= _MOST_FULL and not few
        self.codes: Indices = (
            np.arange(1 << len(free)) if full else find_feasible(case, most)
        )
        self.shape: tuple[int, ...] = (len(self.codes),)
        self._truth = Truth(
            {
                option.id: np.array([option.now])
                if option.settled
                else (self.codes >> self.bits[option.id] & 1).astype(np.bool_)
                for option in case.options
            },
            case.definitions,
        )
        rules = (TRUE, *(rule.formula for rule in case.constraints))
        self.feasible = np.broadcast_to(self.holds(And(rules)), self.shape).copy()

    def holds(self, formula: Formula) -> Bools:
        """Where a formula holds; broadcasts to `shape`."""
        return self._truth.of(formula)

    def matching(self, pattern: str) -> Indices:
        """Give the numbers of the states that a pattern of Y, N and - names."""
        fixed = wanted = 0
        for option, choice in zip(self._options, pattern, strict=True):
            if choice == "-":
                continue
            if option.settled:
                if option.now != (choice == "Y"):
                    return np.empty(0, np.int64)
                continue
            bit = 1 << self.bits[option.id]
            fixed |= bit
            wanted |= bit if choice == "Y" else 0
        if fixed == (1 << len(self.bits)) - 1:
            place = np.searchsorted(self.codes, wanted)
            return place + np.flatnonzero(self.codes[place : place + 1] == wanted)
        return np.flatnonzero(self.codes & fixed == wanted)

    def state(self, number: int) -> str:
        """Write a state as a string of Y and N, in option order."""
        code = int(self.codes[number])
        return "".join(
            "Y"
            if (option.now if option.settled else code >> self.bits[option.id] & 1)
            else "N"
            for option in self._options
        )

    def number(self, state: str) -> int | None:
        """Read a state; None where it is no string of Y and N for these options."""
        if len(state) != len(self._options) or set(state) - {"Y", "N"}:
            return None
        found = self.matching(state)
        return int(found[0]) if found.size else None


States: TypeAlias = ListedStates | ChosenStates


def count_states(case: Case) -> int:
    """Count the states that are numbered, as far as can be told beforehand.

    Parameters
    ----------
    case : Case
        With options, or with states that it lists.

    Returns
    -------
    int
        0 where only feasible states are numbered, which have to be searched.
    """
    if case.graph.states:
        return len(case.graph.states)
    n_options = sum(not option.settled for option in case.options)
    return 1 << n_options if n_options <= _MOST_FULL else 0


def open_states(case: Case, most: int) -> States:
    """Give the states of a case.

    Parameters
    ----------
    case : Case
        With options, or with states that it lists.
    most : int
        How many states may be searched.

    Returns
    -------
    ListedStates or ChosenStates

    Raises
    ------
    TooLargeError
        Where too many states would have to be searched.
    UnsupportedError
        Where the case has more options than a number has bits.
    """
    return ListedStates(case) if case.graph.states else ChosenStates(case, most)
