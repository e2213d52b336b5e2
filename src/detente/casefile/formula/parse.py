"""Formulas from text.

The grammar stands in `formula.lark`; from the weakest binding to the strongest::

    chain       = or [("implies" | "if" | "iff") or]
    or          = xor {"or" xor}
    xor         = and {"xor" and}
    and         = not {"and" not}
    not         = "not" not | atom
    atom        = name | "true" | "false" | "(" chain ")"
                | ("at_least" | "at_most" | "exactly") "(" number {"," chain} ")"
    name        = id | id "." id

The parser keeps its own stack and builds the tree as it reads, so no text,
however deep, exhausts Python's.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, cast

from detente.casefile.formula.faults import (
    FormulaFault,
    FormulaSyntaxError,
    Word,
    fault_at,
    scan,
)
from detente.errors import Message
from detente.model.formula import (
    FALSE,
    TRUE,
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
    brief,
    depth,
)

if TYPE_CHECKING:
    from lark import Lark, Token

LONGEST = 10_000
"""Most characters of a formula."""
DEEPEST = 100
"""Most parentheses and `not`s inside each other."""

_ARROWS: dict[str, type[Implies] | type[If] | type[Iff]] = {
    "implies": Implies,
    "if": If,
    "iff": Iff,
}


def parse_formula(text: str) -> Formula:
    """Read a formula.

    Parameters
    ----------
    text : str
        Such as `not strike and at_least(2, a, b, c)`. `a and b and c` gives
        one `And` of three; groups in parentheses stay nested.

    Returns
    -------
    Formula
        The tree; `written` of it reads back as the same tree.

    Raises
    ------
    FormulaSyntaxError
        With what is wrong, where, and what to write instead.
    """
    from lark import UnexpectedToken  # noqa: PLC0415 - not before it is needed

    words = _words(text)
    try:
        formula = cast("Formula", _parser().parse(text))
    except UnexpectedToken as error:
        at = error.token.start_pos if error.token.type != "$END" else len(text)
        raise FormulaSyntaxError([fault_at(words, at)]) from None
    if depth(formula) > DEEPEST + 1:
        raise FormulaSyntaxError([_deep_fault(0)])
    return formula


@cache
def _parser() -> "Lark":
    from lark import Lark  # noqa: PLC0415 - not before it is needed

    folder = files("detente.casefile").joinpath("formula")
    grammar = folder.joinpath("formula.lark").read_text("utf-8")
    builder = cast("Any", _Builder())
    return Lark(grammar, parser="lalr", lexer="basic", transformer=builder)


def _words(text: str) -> tuple[Word, ...]:
    """Split the text, refusing strange signs and anything beyond the limits."""
    if len(text) > LONGEST:
        length = len(text)
        message = Message(
            "the formula has {length} characters; the most is {most}",
            length=length,
            most=LONGEST,
        )
        hint = Message("name parts of it under terms")
        raise FormulaSyntaxError([FormulaFault("formula-long", message, 0, 1, hint)])
    words, faults = scan(text)
    if faults:
        raise FormulaSyntaxError(faults)
    _refuse_depth(words)
    return words


def _refuse_depth(words: Sequence[Word]) -> None:
    outer: list[int] = []
    depth = 0
    for word in words:
        if word.text == "(":
            outer.append(depth)
            depth += 1
        elif word.text == "not":
            depth += 1
        elif word.text == ")":
            depth = outer.pop() if outer else 0
        else:
            depth = outer[-1] + 1 if outer else 0
        if depth > DEEPEST:
            raise FormulaSyntaxError([_deep_fault(word.offset)])


def _deep_fault(offset: int) -> FormulaFault:
    message = Message("the formula is nested more than {most} deep", most=DEEPEST)
    hint = Message("name parts of it under terms")
    return FormulaFault("formula-deep", message, offset, 1, hint)


class _Builder:
    """What each rule of the grammar stands for."""

    def name(self, children: "list[Token]") -> Formula:
        return Name(str(children[0]))

    def true(self, _: list[object]) -> Constant:
        return TRUE

    def false(self, _: list[object]) -> Constant:
        return FALSE

    def negation(self, children: list[Formula]) -> Formula:
        return Not(children[0])

    def conjunction(self, children: list[Formula]) -> Formula:
        return And(tuple(children))

    def parity(self, children: list[Formula]) -> Formula:
        return Xor(tuple(children))

    def disjunction(self, children: list[Formula]) -> Formula:
        return Or(tuple(children))

    def chain(self, children: list[Any]) -> Formula:
        operands: list[Formula] = children[::2]
        arrows: list[Token] = children[1::2]
        if len(arrows) > 1:
            raise FormulaSyntaxError([_two_readings(operands, arrows)])
        if not arrows:
            return operands[0]
        return _ARROWS[arrows[0]](*operands)

    def count(self, children: list[Any]) -> Formula:
        kind, number, *operands = children
        digits = number.lstrip("0") or "0"
        if len(digits) > len(str(LONGEST)) or int(digits) > len(operands):
            raise FormulaSyntaxError([_bound_fault(kind, number, len(operands))])
        keyword = cast("Literal['at_least', 'at_most', 'exactly']", str(kind))
        return Count(keyword, int(digits), tuple(operands))


def _two_readings(operands: "list[Formula]", arrows: "list[Token]") -> FormulaFault:
    first, second = arrows[:2]
    message = Message(
        "'{first}' and then '{second}' can be read in two ways",
        first=str(first),
        second=str(second),
    )
    one, two, three = operands[:3]
    left = _ARROWS[second](_ARROWS[first](one, two), three)
    right = _ARROWS[first](one, _ARROWS[second](two, three))
    hint = Message("write {left} or {right}", left=brief(left), right=brief(right))
    if len(arrows) > 2:  # noqa: PLR2004 - more than the two that are told
        hint = Message("put parentheses around what belongs together")
    offset = second.start_pos or 0
    return FormulaFault("formula-two-readings", message, offset, len(second), hint)


def _bound_fault(kind: "Token", number: "Token", count: int) -> FormulaFault:
    return FormulaFault(
        "formula-bound",
        Message(
            "{kind} {bound} is asked of {count} formulas",
            kind=str(kind),
            bound=str(number),
            count=count,
        ),
        number.start_pos or 0,
        len(number),
        Message("write a number from 0 to {count}", count=count),
    )
