"""Formulas as written to formulas about the ids of a case."""

import re
from functools import lru_cache

from detente.casefile.formula.faults import FormulaFault, FormulaSyntaxError
from detente.casefile.formula.names import PROPOSITIONS, Names, no_id
from detente.casefile.formula.parse import parse_formula
from detente.casefile.limits import MOST_FAULTS
from detente.casefile.nearest import did_you_mean, nearest_option
from detente.errors import Message
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

_NAME = re.compile(r"[\w.]+")


@lru_cache(maxsize=8192)
def parsed(text: str) -> Formula | tuple[FormulaFault, ...]:
    """Parse a formula, once; give its faults where it is none."""
    try:
        return parse_formula(text)
    except FormulaSyntaxError as error:
        return error.faults


def name_faults(
    text: str, formula: Formula, known: Names, *, hinted: bool = True
) -> list[FormulaFault]:
    """Find the names of a formula that the case does not have.

    Parameters
    ----------
    text : str
        The formula as written.
    formula : Formula
        The same, parsed.
    known : Names
        The ids of the case.
    hinted : bool
        Whether to look for what may have been meant.

    Returns
    -------
    list of FormulaFault
        One for each unknown name, where it stands first.
    """
    faults: list[FormulaFault] = []
    stands = {found[0]: found.start() for found in reversed([*_NAME.finditer(text)])}
    for name in names(formula):
        party, dot, option = name.rpartition(".")
        if dot:
            fine = known.owner.get(option) == party
        else:
            fine = known.has(name, *PROPOSITIONS)
        if not fine:
            hinted = hinted and len(faults) < MOST_FAULTS
            message, hint = _unknown(name, known, hinted=hinted)
            offset = stands.get(name, 0)
            faults.append(
                FormulaFault("unknown-name", message, offset, len(name), hint)
            )
    return sorted(faults, key=lambda fault: fault.offset)


def _unknown(
    name: str, known: Names, *, hinted: bool
) -> tuple[Message, Message | None]:
    if "." in name:
        message = Message("there is no option '{name}'", name=name)
        return message, nearest_option(name, known.owner) if hinted else None
    if name in known.sections["parties"]:
        message = Message("'{name}' is a party; a formula is about options", name=name)
        if not hinted:
            return message, None
        options = [option for option, party in known.owner.items() if party == name]
        hint = Message("its options are: {options}", options=", ".join(options))
        return message, hint if options else None
    if known.sections["options"]:
        message = Message("there is no option, term or project '{name}'", name=name)
    else:
        message = Message("there is no state, term or project '{name}'", name=name)
    if not hinted:
        return message, None
    return message, no_id(name) or did_you_mean(name, known.of(*PROPOSITIONS))


@lru_cache(maxsize=8192)
def resolved(formula: Formula) -> Formula:
    """Give the formula with `party.option` written as the option's id."""
    if not any("." in name for name in names(formula)):
        return formula
    return _renamed(formula)


def _renamed(formula: Formula) -> Formula:
    match formula:
        case Constant():
            return formula
        case Name(id):
            return Name(id.rpartition(".")[2])
        case Not(operand):
            return Not(_renamed(operand))
        case And(operands) | Or(operands) | Xor(operands):
            return type(formula)(tuple(map(_renamed, operands)))
        case Implies(first, second) | If(first, second) | Iff(first, second):
            return type(formula)(_renamed(first), _renamed(second))
        case Count(kind, bound, operands):
            return Count(kind, bound, tuple(map(_renamed, operands)))
