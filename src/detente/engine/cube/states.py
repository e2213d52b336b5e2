"""The states of the cube: their numbers, their strings, where formulas hold.

State k has the option with bit j of k taken, counting only options that are
not settled, the first being the lowest bit. Arrays here have one axis of
length 2 for each option, the last option first, but the lowest six options
share the last axis, so that inner loops are long.
"""

import numpy as np
import numpy.typing as npt

from detente.engine.truth import Truth
from detente.model.case import Case, Option
from detente.model.formula import TRUE, And, Formula

_SHARED = 6
_LETTERS = str.maketrans("01", "NY")
_DIGITS = str.maketrans("NY", "01")

Bools = npt.NDArray[np.bool_]


class CubeSpace:
    """All choices of the options that are not settled.

    Parameters
    ----------
    case : Case
        A case with options.

    Attributes
    ----------
    options : tuple of Option
        Those that are not settled: the bits of a state's number.
    n_states : int
    shape : tuple of int
        Of an array over all states, in the order of their numbers.
    """

    def __init__(self, case: Case) -> None:
        self._all = case.options
        self.options = tuple(option for option in case.options if not option.settled)
        self.n_states = 1 << len(self.options)
        self._for_good = tuple(
            ("Y" if option.now else "N") if option.settled else None
            for option in case.options
        )
        self._n_shared = min(len(self.options), _SHARED)
        n_long = len(self.options) - self._n_shared
        self.shape = (*(2,) * n_long, 1 << self._n_shared)
        taken = {option.id: self._taken(option) for option in case.options}
        self._truth = Truth(taken, case.definitions)

    def _taken(self, option: Option) -> Bools:
        shape = [1] * len(self.shape)
        if option.settled:
            return np.full(shape, option.now)
        bit = self.options.index(option)
        if bit >= self._n_shared:
            shape[len(self.options) - 1 - bit] = 2
            return np.array([False, True]).reshape(shape)
        shape[-1] = self.shape[-1]
        return (np.arange(self.shape[-1]) >> bit & 1).astype(np.bool_).reshape(shape)

    def holds(self, formula: Formula) -> Bools:
        """Where a formula holds; broadcasts to `shape`."""
        return self._truth.of(formula)

    def everywhere(self, formula: Formula) -> Bools:
        """Where a formula holds; shape (n_states,), read-only."""
        full = np.broadcast_to(self.holds(formula), self.shape).reshape(-1)
        full.flags.writeable = False
        return full

    def by_option(self, formula: Formula) -> Bools:
        """Where a formula holds, one axis for each option, the last one first."""
        where = self.holds(formula)
        length = 2 if where.shape[-1] > 1 else 1
        return where.reshape(*where.shape[:-1], *(length,) * self._n_shared)

    def feasible(self, case: Case) -> Bools:
        """Where every constraint holds; shape (n_states,), read-only."""
        constraints = tuple(constraint.formula for constraint in case.constraints)
        return self.everywhere(And((TRUE, *constraints)))

    def matching(self, pattern: str) -> npt.NDArray[np.int64]:
        """Give the numbers of the states that a pattern of Y, N and - names."""
        numbers = np.zeros(1, np.int64)
        bit = 1
        for option, wanted in zip(self._all, pattern, strict=True):
            if option.settled:
                if wanted == ("N" if option.now else "Y"):
                    return numbers[:0]
                continue
            if wanted == "Y":
                numbers |= bit
            if wanted == "-":
                numbers = np.concatenate([numbers, numbers | bit])
            bit <<= 1
        return numbers

    def state(self, number: int) -> str:
        """Write a state as a string of Y and N, in option order."""
        bits = f"{number:0{len(self.options)}b}".translate(_LETTERS)
        free = iter(bits[::-1])
        return "".join(letter or next(free) for letter in self._for_good)

    def number(self, state: str) -> int | None:
        """Read a state; None where it is no string of Y and N for these options."""
        if len(state) != len(self._all) or set(state) - {"Y", "N"}:
            return None
        free = []
        for settled, choice in zip(self._for_good, state, strict=True):
            if not settled:
                free.append(choice)
            elif settled != choice:
                return None
        return int("".join(reversed(free)).translate(_DIGITS) or "0", 2)
