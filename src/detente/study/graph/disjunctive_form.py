"""Formulas as patterns: which options have to be taken and which not.

A pattern fixes some options and leaves the others open, as `Y-N` does; a
formula holds exactly where one of its patterns fits. This is its disjunctive
normal form, with what is contained in another pattern left out.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import chain, combinations
from math import comb
from typing import TypeAlias

from detente.errors import Message, TooLargeError
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
)

Pattern: TypeAlias = frozenset[tuple[str, bool]]
"""Options that are fixed, and whether each is taken."""
Patterns: TypeAlias = tuple[Pattern, ...]

MOST_PATTERNS = 1_000
"""Patterns of one formula, at most."""
_ANY: Patterns = (frozenset(),)
_NONE: Patterns = ()
_LOOKED_AT = 16 * MOST_PATTERNS


def find_patterns(formula: Formula, meaning: Mapping[str, Formula]) -> Patterns:
    """Find the patterns of a formula.

    Parameters
    ----------
    formula : Formula
        Over options, and names that stand for formulas.
    meaning : mapping of str to Formula
        What those names stand for.

    Returns
    -------
    tuple of Pattern
        Empty where it never holds; one that is empty where it always does.

    Raises
    ------
    TooLargeError
        Where there are more than `MOST_PATTERNS`.
    """
    return _Reader(meaning).patterns(formula, wanted=True)


def spelled(pattern: Pattern, options: Iterable[str]) -> str:
    """Write a pattern with a sign for each option.

    Parameters
    ----------
    pattern : Pattern
        Pairs of an option and whether it is taken.
    options : iterable of str
        In the order in which they are written.

    Returns
    -------
    str
        Y taken, N not taken, - either.
    """
    fixed = dict(pattern)
    signs = {True: "Y", False: "N", None: "-"}
    return "".join(signs[fixed.get(option)] for option in options)


class _Reader:
    """Gives the patterns where a formula is true, or where it is false."""

    def __init__(self, meaning: Mapping[str, Formula]) -> None:
        self._meaning = meaning

    def patterns(self, formula: Formula, *, wanted: bool) -> Patterns:
        match formula:
            case Constant(value):
                return _ANY if value == wanted else ()
            case Name(id) if id in self._meaning:
                return self.patterns(self._meaning[id], wanted=wanted)
            case Name(id):
                return (frozenset({(id, wanted)}),)
            case Not(operand):
                return self.patterns(operand, wanted=not wanted)
            case And(operands):
                return self._joint(operands, wanted=wanted, all_of=wanted)
            case Or(operands):
                return self._joint(operands, wanted=wanted, all_of=not wanted)
            case Implies(premise, conclusion) | If(conclusion, premise):
                parts = (Not(premise), conclusion)
                return self._joint(parts, wanted=wanted, all_of=not wanted)
            case Iff(left, right):
                return self._parity((left, right), odd=not wanted)
            case Xor(operands):
                return self._parity(operands, odd=wanted)
            case Count(kind, bound, operands):
                return self._counted(kind, bound, operands, wanted=wanted)

    def _joint(
        self, parts: tuple[Formula, ...], *, wanted: bool, all_of: bool
    ) -> Patterns:
        found = [self.patterns(part, wanted=wanted) for part in parts]
        return reduce(_both, found, _ANY) if all_of else _simplest(chain(*found))

    def _parity(self, parts: tuple[Formula, ...], *, odd: bool) -> Patterns:
        even_so_far, odd_so_far = _ANY, _NONE
        for part in parts:
            true = self.patterns(part, wanted=True)
            false = self.patterns(part, wanted=False)
            even_so_far, odd_so_far = (
                _either(_both(even_so_far, false), _both(odd_so_far, true)),
                _either(_both(even_so_far, true), _both(odd_so_far, false)),
            )
        return odd_so_far if odd else even_so_far

    def _counted(
        self, kind: str, bound: int, parts: tuple[Formula, ...], *, wanted: bool
    ) -> Patterns:
        if kind == "exactly":
            least = self._counted("at_least", bound, parts, wanted=wanted)
            most = self._counted("at_most", bound, parts, wanted=wanted)
            return _both(least, most) if wanted else _either(least, most)
        at_least = (kind == "at_least") == wanted
        # Not at least k is at most k - 1, and the other way round.
        limit = bound if wanted else bound + (1 if kind == "at_most" else -1)
        needed = limit if at_least else len(parts) - limit
        if needed > len(parts):
            return ()
        return self._some(parts, max(needed, 0), wanted=at_least)

    def _some(
        self, parts: tuple[Formula, ...], needed: int, *, wanted: bool
    ) -> Patterns:
        """Give where at least so many parts are as wanted."""
        if comb(len(parts), needed) > MOST_PATTERNS:
            raise _too_many()
        return _simplest(
            pattern
            for chosen in combinations(parts, needed)
            for pattern in self._joint(chosen, wanted=wanted, all_of=True)
        )


def _both(first: Patterns, second: Patterns) -> Patterns:
    if len(first) * len(second) > _LOOKED_AT:
        raise _too_many()
    joint = (one | other for one in first for other in second)
    return _simplest(each for each in joint if len(dict(each)) == len(each))


def _either(first: Patterns, second: Patterns) -> Patterns:
    return _simplest((*first, *second))


def _simplest(patterns: Iterable[Pattern]) -> Patterns:
    """Leave out what another pattern contains; the order stays."""
    kept: list[Pattern] = []
    for each in patterns:
        if not any(other <= each for other in kept):
            kept = [*(other for other in kept if not each <= other), each]
        if len(kept) > MOST_PATTERNS:
            raise _too_many()
    return tuple(kept)


def _too_many() -> TooLargeError:
    return TooLargeError(
        Message("a formula has more than {most} patterns", most=MOST_PATTERNS),
        Message("split it into several constraints or statements"),
    )
