"""Where formulas hold, as arrays that broadcast over the states.

A formula over few options is evaluated on an array with a long axis only
where it mentions an option; the full array over the states is made at the
end, if at all. What a term or project stands for is evaluated once.
"""

from collections.abc import Mapping
from functools import reduce

import numpy as np
import numpy.typing as npt

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
)


class Truth:
    """Evaluates the formulas of one case over all states at once.

    Parameters
    ----------
    options : mapping of str to bool array
        For each option, where it is taken; all arrays have the same number of
        axes and broadcast against each other.
    definitions : mapping of str to Formula
        What each term and project stands for; without cycles.
    """

    def __init__(
        self,
        options: Mapping[str, npt.NDArray[np.bool_]],
        definitions: Mapping[str, Formula],
    ) -> None:
        self._known = dict(options)
        self._definitions = definitions
        axes = max((array.ndim for array in options.values()), default=1)
        self._constant = {
            value: np.full((1,) * axes, fill_value=value) for value in (False, True)
        }

    def of(self, formula: Formula) -> npt.NDArray[np.bool_]:
        """Evaluate a formula.

        Parameters
        ----------
        formula : Formula
            Over options, terms and projects of the case.

        Returns
        -------
        bool array
            With the axes of the options' arrays, each of them long only where
            the formula depends on it; not to be written to.
        """
        match formula:
            case Constant(value):
                return self._constant[value]
            case Name(id):
                return self._named(id)
            case Not(operand):
                return ~self.of(operand)
            case And(operands):
                return reduce(np.logical_and, map(self.of, operands))
            case Or(operands):
                return reduce(np.logical_or, map(self.of, operands))
            case Xor(operands):
                return reduce(np.logical_xor, map(self.of, operands))
            case Implies(premise, conclusion) | If(conclusion, premise):
                return self.of(conclusion) | ~self.of(premise)
            case Iff(left, right):
                return ~(self.of(left) ^ self.of(right))
            case Count():
                return self._counted(formula)

    def _named(self, name: str) -> npt.NDArray[np.bool_]:
        if name not in self._known:
            for each in innermost_first(name, self._definitions, self._known):
                self._known[each] = self.of(self._definitions[each])
        return self._known[name]

    def _counted(self, formula: Count) -> npt.NDArray[np.bool_]:
        whole = (self.of(part).astype(np.int16) for part in formula.operands)
        count = reduce(np.add, whole)
        if formula.kind == "at_least":
            return np.asarray(count >= formula.bound)
        if formula.kind == "at_most":
            return np.asarray(count <= formula.bound)
        return np.asarray(count == formula.bound)
