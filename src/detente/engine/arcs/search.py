"""Few feasible states among many options, found option by option.

Choices are made one option after another; a part of a choice is given up as
soon as some constraint can no longer hold. What a formula can still become is
a pair of arrays: where it can be true, and where it can be false.
"""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from detente.engine.budget import tick
from detente.engine.contract import Bools, Indices
from detente.errors import Message, TooLargeError, UnsupportedError
from detente.model.case import Case
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
    names,
)

_MOST_PARTS = 1 << 22
_MOST_OPTIONS = 62

Outlook: TypeAlias = tuple[Bools, Bools]


def find_feasible(case: Case, most: int) -> Indices:
    """Find the feasible states of a case with many options.

    Parameters
    ----------
    case : Case
        A case with options.
    most : int
        How many choices may be open at any time.

    Returns
    -------
    int64 array, shape (n_feasible,)
        Ascending; bit j tells whether the j-th option that is not settled is
        taken.

    Raises
    ------
    TooLargeError
        Where the constraints leave too many choices open on the way.
    UnsupportedError
        Where the options are more than a number has bits.
    """
    bits = {o.id: bit for bit, o in enumerate(o for o in case.options if not o.settled)}
    if len(bits) > _MOST_OPTIONS:
        raise UnsupportedError(
            Message(
                "the engine arcs takes up to {most} options, and {count} can change",
                most=_MOST_OPTIONS,
                count=len(bits),
            ),
            Message("settle some options with 'undo: never' or 'redo: never'"),
        )
    search = _Search(case, bits)
    found = np.zeros(1, np.int64)
    for option in search.order:
        tick()
        found = np.concatenate([found, found | (1 << bits[option])])
        found = found[search.possible(found, option)]
        if len(found) > min(most, _MOST_PARTS):
            raise _too_many(min(most, _MOST_PARTS), len(bits))
    return np.sort(found)


class _Search:
    """What is decided so far, and which constraints that leaves possible."""

    def __init__(self, case: Case, bits: Mapping[str, int]) -> None:
        self._bits = bits
        self._now = {o.id: o.now for o in case.options if o.settled}
        self._definitions = case.definitions
        self._rules = [rule.formula for rule in case.constraints]
        self._looks = [self._options_in(rule) & bits.keys() for rule in self._rules]
        self._decided: set[str] = set()
        self.order = self._ordered()

    def _ordered(self) -> list[str]:
        """Order the options so that constraints are judged as early as can be."""
        order: dict[str, None] = {}
        waiting = [set(looks) for looks in self._looks]
        while waiting:
            nearest = min(waiting, key=len)
            waiting.remove(nearest)
            fresh = sorted(nearest, key=self._bits.__getitem__)
            order.update(dict.fromkeys(fresh))
            for looks in waiting:
                looks.difference_update(fresh)
        return [*order, *(option for option in self._bits if option not in order)]

    def _options_in(self, formula: Formula) -> set[str]:
        found = set()
        for name in names(formula):
            inner = self._definitions.get(name)
            found |= {name} if inner is None else self._options_in(inner)
        return found

    def possible(self, parts: Indices, option: str) -> Bools:
        """Decide an option; tell which parts no constraint on it rules out."""
        self._decided.add(option)
        kept: Bools = np.ones(len(parts), np.bool_)
        for rule, looks in zip(self._rules, self._looks, strict=True):
            if option in looks:
                kept &= self._outlook(rule, parts)[0]
        return kept

    def _outlook(self, formula: Formula, parts: Indices) -> Outlook:
        """Find where a formula can become true, and where false."""
        match formula:
            case Constant(value):
                return np.array([value]), np.array([not value])
            case Name(id):
                return self._named(id, parts)
            case Not(operand):
                true, false = self._outlook(operand, parts)
                return false, true
            case And(operands):
                return _counted(self._all(operands, parts), len(operands), None)
            case Or(operands):
                return _counted(self._all(operands, parts), 1, None)
            case Xor(operands):
                return _odd(self._all(operands, parts))
            case Implies(premise, conclusion) | If(conclusion, premise):
                return self._outlook(Or((conclusion, Not(premise))), parts)
            case Iff(left, right):
                return _odd(self._all((Not(left), right), parts))
            case Count(kind, bound, operands):
                least = None if kind == "at_most" else bound
                most = None if kind == "at_least" else bound
                return _counted(self._all(operands, parts), least, most)

    def _named(self, name: str, parts: Indices) -> Outlook:
        if name in self._definitions:
            return self._outlook(self._definitions[name], parts)
        if name in self._now:
            return np.array([self._now[name]]), np.array([not self._now[name]])
        if name not in self._decided:
            return np.array([True]), np.array([True])
        taken = (parts >> self._bits[name] & 1).astype(np.bool_)
        return taken, ~taken

    def _all(self, operands: tuple[Formula, ...], parts: Indices) -> list[Outlook]:
        return [self._outlook(operand, parts) for operand in operands]


def _counted(outlooks: list[Outlook], least: int | None, most: int | None) -> Outlook:
    """Judge bounds on how many operands are true."""
    fewest, highest = np.zeros(1, np.int64), np.zeros(1, np.int64)
    for true, false in outlooks:
        fewest, highest = fewest + ~false, highest + true
    low = 0 if least is None else least
    high = len(outlooks) if most is None else most
    return (highest >= low) & (fewest <= high), (fewest < low) | (highest > high)


def _odd(outlooks: list[Outlook]) -> Outlook:
    """Judge whether an odd number of operands is true."""
    odd, open_ = np.zeros(1, np.bool_), np.zeros(1, np.bool_)
    for true, false in outlooks:
        odd, open_ = odd ^ true, open_ | (true & false)
    return odd | open_, ~odd | open_


def _too_many(most: int, n_options: int) -> TooLargeError:
    return TooLargeError(
        Message(
            "the constraints leave more than {most} choices open among {count} options",
            most=most,
            count=n_options,
        ),
        Message("add constraints, or settle some options"),
    )
