"""Formulas by the names of what they speak of."""

from detente.model.formula import And, Formula, Implies, Name, Not, Or, written
from detente.report.naming import Names


def told_formula(formula: Formula, names: Names) -> str:
    """Write a formula as in the case file, or by names where names alone are told."""
    return formula_text(formula, names) if names.spoken else written(formula)


def formula_text(formula: Formula, names: Names) -> str:
    """Tell a formula by the names of what it speaks of, as far as words go.

    Parameters
    ----------
    formula : Formula
    names : Names

    Returns
    -------
    str
        What has no plain words is written as in the case file.
    """
    match formula:
        case Name(id):
            # A track may have the id of an option: formulas speak of options.
            spoken_of = names.option if id in names.case.option else names.element
            return names.quoted(spoken_of(id))
        case Not(operand):
            return names.say("the absence of {what}", what=formula_text(operand, names))
        case And(operands):
            return _together(operands, names)
        case Implies(first, second):
            return names.say(
                "{first} only with {second}",
                first=formula_text(first, names),
                second=formula_text(second, names),
            )
        case Or(operands):
            return _either([formula_text(each, names) for each in operands], names)
    return names.quoted(written(formula))


def _together(operands: tuple[Formula, ...], names: Names) -> str:
    there = [formula_text(each, names) for each in operands if not _missing(each)]
    missing = [
        formula_text(each.operand, names) for each in operands if isinstance(each, Not)
    ]
    if not there:
        return names.say("the absence of {what}", what=_either(missing, names))
    if not missing:
        return names.say("{what} together", what=names.listed(there))
    return names.say(
        "{what} without {missing}",
        what=names.listed(there),
        missing=_either(missing, names),
    )


def _missing(formula: Formula) -> bool:
    return isinstance(formula, Not)


def _either(said: list[str], names: Names) -> str:
    if len(said) == 1:
        return said[0]
    return names.say("{first} or {last}", first=", ".join(said[:-1]), last=said[-1])
