"""Where formulas hold, over all states at once.

A set of states is one whole number: bit k stands for the state in which
option j (counting the options given) has the value of bit j of k. A formula
is then a few operations on numbers of 2 to the power of n bits.
"""

from collections.abc import Mapping, Sequence

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
    parts,
)

__all__ = ["TruthTable"]


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
            self._known[name] = self.where(self._definitions[name])
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
        """Count the sets that hold, keeping the states of every count apart."""
        exactly = [self.all]
        for part in sets:
            stay = [states & ~part for states in exactly]
            rise = [states & part for states in exactly]
            exactly = [a | b for a, b in zip([*stay, 0], [0, *rise], strict=True)]
        chosen = {
            "at_least": exactly[bound:],
            "at_most": exactly[: bound + 1],
            "exactly": exactly[bound : bound + 1],
        }[kind]
        return self._odd(chosen)
