"""Formulas as written to formulas about the ids of a case."""

import re
from functools import lru_cache

from detente.casefile.formula import parse_formula
from detente.casefile.formula_fault import FormulaFault, FormulaSyntaxError
from detente.casefile.names import Names, no_id
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

__all__ = ["name_faults", "parsed", "resolved"]


@lru_cache(maxsize=8192)
def parsed(text: str) -> Formula | tuple[FormulaFault, ...]:
    """Parse a formula, once; give its faults where it is none."""
    try:
        return parse_formula(text)
    except FormulaSyntaxError as error:
        return error.faults


def name_faults(text: str, formula: Formula, known: Names) -> list[FormulaFault]:
    """Find the names of a formula that the case does not have.

    Parameters
    ----------
    text : str
        The formula as written.
    formula : Formula
        The same, parsed.
    known : Names
        The ids of the case.

    Returns
    -------
    list of FormulaFault
        One for each unknown name, where it stands first.
    """
    propositions = set(known.propositions)
    faults = []
    for name in names(formula):
        party, dot, option = name.rpartition(".")
        fine = known.owner.get(option) == party if dot else name in propositions
        if not fine:
            found = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", text)
            offset = found.start() if found else 0
            message, hint = _unknown(name, known)
            fault = FormulaFault("unknown-name", message, offset, len(name), hint)
            faults.append(fault)
    return sorted(faults, key=lambda fault: fault.offset)


def _unknown(name: str, known: Names) -> tuple[Message, Message | None]:
    if "." in name:
        message = Message("there is no option '{name}'", name=name)
        return message, nearest_option(name, known.owner)
    if name in known.sections["parties"]:
        options = [option for option, party in known.owner.items() if party == name]
        message = Message("'{name}' is a party; a formula is about options", name=name)
        hint = Message("its options are: {options}", options=", ".join(options))
        return message, hint if options else None
    if known.sections["options"]:
        message = Message("there is no option, term or project '{name}'", name=name)
    else:
        message = Message("there is no state, term or project '{name}'", name=name)
    return message, no_id(name) or did_you_mean(name, known.propositions)


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
