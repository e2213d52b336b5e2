"""Formulas over options, terms and projects, as trees.

`and`, `or` and `xor` take two or more operands; `if`, `implies` and `iff`
take exactly two. A name is an id of the case; what a term or project stands
for is found through `Case.definitions`.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Literal, TypeAlias

from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """True or false, whatever the state."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name:
    """An option, term or project: true where it is taken or holds."""

    id: str


@dataclass(frozen=True, slots=True)
class Not:
    """True where the operand is false."""

    operand: "Formula"


@dataclass(frozen=True, slots=True)
class And:
    """True where every operand is."""

    operands: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """True where some operand is."""

    operands: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Xor:
    """True where an odd number of operands is."""

    operands: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """`premise implies conclusion`: true unless premise without conclusion."""

    premise: "Formula"
    conclusion: "Formula"


@dataclass(frozen=True, slots=True)
class If:
    """`conclusion if premise`: the same, written the other way round."""

    conclusion: "Formula"
    premise: "Formula"


@dataclass(frozen=True, slots=True)
class Iff:
    """True where both sides are equal."""

    left: "Formula"
    right: "Formula"


@dataclass(frozen=True, slots=True)
class Count:
    """True where the number of true operands stands to `bound` as `kind` says."""

    kind: Literal["at_least", "at_most", "exactly"]
    bound: int
    operands: tuple["Formula", ...]


Formula: TypeAlias = Constant | Name | Not | And | Or | Xor | Implies | If | Iff | Count

TRUE = Constant(value=True)
FALSE = Constant(value=False)

_STRENGTH = {Iff: 1, If: 2, Implies: 2, Or: 3, Xor: 4, And: 5, Not: 6}
_JOINT = {And: " and ", Or: " or ", Xor: " xor "}


def parts(formula: Formula) -> tuple[Formula, ...]:
    """Give the operands of a formula, in the order they are written."""
    match formula:
        case Not(operand):
            return (operand,)
        case And(operands) | Or(operands) | Xor(operands) | Count(operands=operands):
            return operands
        case Implies(first, second) | If(first, second) | Iff(first, second):
            return (first, second)
        case _:
            return ()


def names(formula: Formula) -> frozenset[str]:
    """Give the ids that a formula mentions."""
    if isinstance(formula, Name):
        return frozenset({formula.id})
    return frozenset().union(*(names(part) for part in parts(formula)))


def depth(formula: Formula) -> int:
    """Count the formulas inside each other, the innermost names included."""
    levels, below = 0, [formula]
    while below:
        levels += 1
        below = [part for each in below for part in parts(each)]
    return levels


def innermost_first(
    name: str, definitions: Mapping[str, Formula], known: Container[str]
) -> Iterator[str]:
    """Give what has to be known before a name is, and then the name.

    Each is to be in `known` before the next is asked for. Definitions are
    followed without recursion: terms of terms with long formulas would be too
    deep for it.
    """
    waiting = [name]
    while waiting:
        missing = [
            part for part in names(definitions[waiting[-1]]) if part not in known
        ]
        waiting.extend(missing)
        if not missing:
            last = waiting.pop()
            if last not in known:
                yield last


def holds(formula: Formula, truth: Callable[[str], bool]) -> bool:
    """Judge a formula where `truth` says which names are true."""
    match formula:
        case Name(id):
            return truth(id)
        case Constant(value):
            return value
    values = [holds(part, truth) for part in parts(formula)]
    match formula:
        case Not():
            return not values[0]
        case And():
            return all(values)
        case Or():
            return any(values)
        case Xor():
            return sum(values) % 2 == 1
        case Implies():
            return not values[0] or values[1]
        case If():
            return values[0] or not values[1]
        case Iff():
            return values[0] == values[1]
        case Count(kind, bound):
            return compare(sum(values), kind, bound)


def compare(count: int, kind: str, bound: int) -> bool:
    """Tell whether a count of true operands satisfies the bound."""
    if kind == "at_least":
        return count >= bound
    if kind == "at_most":
        return count <= bound
    return count == bound


def written(formula: Formula) -> str:
    """Write a formula in its canonical form, with no needless parentheses."""
    match formula:
        case Constant(value):
            return "true" if value else "false"
        case Name(id):
            return id
        case Not(operand):
            return "not " + _inside(operand, formula)
        case And(operands) | Or(operands) | Xor(operands):
            joint = _JOINT[type(formula)]
            return joint.join(_inside(part, formula) for part in operands)
        case Implies(first, second):
            return f"{_inside(first, formula)} implies {_inside(second, formula)}"
        case If(first, second):
            return f"{_inside(first, formula)} if {_inside(second, formula)}"
        case Iff(first, second):
            return f"{_inside(first, formula)} iff {_inside(second, formula)}"
        case Count(kind, bound, operands):
            return f"{kind}({', '.join([str(bound), *map(written, operands)])})"


def brief(formula: Formula) -> str:
    """Write a formula for a sentence, cut where it is as long as a table."""
    text = written(formula)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


_LONGEST = 160


def _inside(part: Formula, whole: Formula) -> str:
    inner, outer = _STRENGTH.get(type(part), 9), _STRENGTH[type(whole)]
    bare = inner > outer or (isinstance(whole, Not) and isinstance(part, Not))
    chained = outer <= _STRENGTH[If] and inner <= _STRENGTH[If]
    return written(part) if bare and not chained else f"({written(part)})"
