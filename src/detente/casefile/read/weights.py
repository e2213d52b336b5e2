"""Weights: each formula once, and sums that can be written."""

from fractions import Fraction
from math import lcm

from detente.casefile.limits import LONGEST_NUMBER
from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.schema.case import Weights
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.formula import Formula
from detente.model.preference import Weight


def read_weights(
    entry: Weights, reading: Reading, *, assumed: bool
) -> tuple[Weight, ...]:
    """Read what a party gains a period wherever formulas hold."""
    assumed = is_assumed(entry, assumed)
    given = [
        *entry.by_formula.items(),
        *((item.of, item.amount) for item in entry.listed),
    ]
    weights: list[Weight] = []
    seen: set[Formula] = set()
    for text, item in given:
        amount = reading.number(item, item.value, assumed)
        formula = reading.formula(text)
        if formula in seen:
            message = Message("'{formula}' has two weights", formula=str(text))
            reading.fault("two-weights", message, text, Message("add them up"))
        seen.add(formula)
        weights.append(Weight(formula, amount))
    _refuse_denominators(weights, [text for text, _ in given], reading)
    return tuple(weights)


def _refuse_denominators(
    weights: list[Weight], texts: list[Scalar], reading: Reading
) -> None:
    """Refuse fractions whose sums would have more digits than a number may have."""
    common = 1
    for weight, text in zip(weights, texts, strict=True):
        if isinstance(weight.amount.value, Fraction):
            common = lcm(common, weight.amount.value.denominator)
        if common >= 10**LONGEST_NUMBER:
            message = Message(
                "the fractions up to here have no common denominator of {most} digits",
                most=LONGEST_NUMBER,
            )
            hint = Message("write simpler fractions, or decimals")
            reading.fault("denominator", message, text, hint)
            return
