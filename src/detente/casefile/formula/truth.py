"""Where formulas hold, over all states at once.

A set of states is one whole number: bit k stands for the state in which
option j (counting the options given) has the value of bit j of k. A formula
is then a few operations on numbers of 2 to the power of n bits.
"""

from collections.abc import Mapping, Sequence
from typing import Self

from detente.model.formula import (
    And,
    Constant,
    Count,
    Formula,
    If,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Xor,
    innermost_first,
    parts,
)


class TruthTable:
    """Sets of states of a few options, the others being fixed.

    Parameters
    ----------
    options : sequence of str
        The options that vary; bit j of a state is the j-th.
    fixed : mapping of str to bool
        The value of every other option.
    definitions : mapping of str to Formula
        Terms and projects.

    Attributes
    ----------
    all : int
        Every state.
    """

    def __init__(
        self,
        options: Sequence[str],
        fixed: Mapping[str, bool],
        definitions: Mapping[str, Formula],
    ) -> None:
        self.options = tuple(options)
        self.all = (1 << (1 << len(self.options))) - 1
        self._definitions = definitions
        self._known = {name: self.all if value else 0 for name, value in fixed.items()}
        for position, option in enumerate(self.options):
            self._known[option] = self._axis(position)

    @classmethod
    def of_states(
        cls,
        options: Sequence[str],
        states: Sequence[str],
        definitions: Mapping[str, Formula],
    ) -> Self:
        """Look at some states only; bit k stands for the k-th.

        Parameters
        ----------
        options : sequence of str
            All options.
        states : sequence of str
            Y and N in the order of the options.
        definitions : mapping of str to Formula
            Terms and projects.
        """
        table = cls((), {}, definitions)
        table.all = (1 << len(states)) - 1
        digits = "".join(states).translate(_DIGITS)
        for position, option in enumerate(options):
            column = digits[position :: len(options)]
            table._known[option] = int(column[::-1] or "0", 2)
        return table

    @classmethod
    def of_names(cls, names: Sequence[str], definitions: Mapping[str, Formula]) -> Self:
        """Look at states that have names; in each its own name alone is true."""
        table = cls((), {}, definitions)
        table.all = (1 << len(names)) - 1
        table._known = {name: 1 << place for place, name in enumerate(names)}
        return table

    def taken(self, option: str) -> int:
        """Give the states in which an option is taken."""
        return self._known[option]

    def _axis(self, position: int) -> int:
        """Give the states in which one option is taken: half of every block."""
        half = 1 << position
        block = ((1 << half) - 1) << half
        width = 2 * half
        while width < 1 << len(self.options):
            block |= block << width
            width *= 2
        return block

    def where(self, formula: Formula) -> int:
        """Give the states in which a formula holds."""
        if isinstance(formula, Name):
            return self._named(formula.id)
        sets = [self.where(part) for part in parts(formula)]
        match formula:
            case Constant(value):
                return self.all if value else 0
            case Not():
                return self.all ^ sets[0]
            case And():
                return self._both(sets)
            case Or():
                return self.all ^ self._both([self.all ^ part for part in sets])
            case Xor():
                return self._odd(sets)
            case Implies():
                return (self.all ^ sets[0]) | sets[1]
            case If():
                return sets[0] | (self.all ^ sets[1])
            case Iff():
                return self.all ^ sets[0] ^ sets[1]
            case Count(kind, bound):
                return self._counted(kind, bound, sets)

    def _named(self, name: str) -> int:
        if name not in self._known:
            for each in innermost_first(name, self._definitions, self._known):
                self._known[each] = self.where(self._definitions[each])
        return self._known[name]

    def _both(self, sets: Sequence[int]) -> int:
        result = self.all
        for part in sets:
            result &= part
        return result

    def _odd(self, sets: Sequence[int]) -> int:
        result = 0
        for part in sets:
            result ^= part
        return result

    def _counted(self, kind: str, bound: int, sets: Sequence[int]) -> int:
        """Count the sets that hold, in binary: one set of states a digit."""
        digits: list[int] = []
        for part in sets:
            carry = part
            for place, digit in enumerate(digits):
                digits[place], carry = digit ^ carry, digit & carry
            if carry:
                digits.append(carry)
        above, same = self._beside(digits, bound)
        return {
            "at_least": above | same,
            "at_most": self.all ^ above,
            "exactly": same,
        }[kind]

    def _beside(self, digits: Sequence[int], bound: int) -> tuple[int, int]:
        """Give the states whose count is above a bound, and those where it is it."""
        above, same = 0, self.all
        for place in reversed(range(max(len(digits), bound.bit_length()))):
            digit = digits[place] if place < len(digits) else 0
            if bound >> place & 1:
                same &= digit
            else:
                above |= same & digit
                same &= self.all ^ digit
        return above, same


_DIGITS = str.maketrans("YN", "10")
