"""Trade-offs: sums of what a party weighs, and whether its numbers satisfy them."""

from collections.abc import Iterator
from fractions import Fraction

from detente.casefile.nearest import did_you_mean
from detente.casefile.read.context import Reading
from detente.casefile.schema.case import PreferenceEntry
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.formula import Formula, written
from detente.model.preference import Preference, TradeOff
from detente.model.quantity import total

_PLUS = "+"


def read_sum(text: Scalar, reading: Reading) -> tuple[Formula, ...]:
    """Read formulas with a plus sign between them."""
    return tuple(reading.formula(part) for part in _parts(text, reading))


def refuse_trade_offs(
    entry: PreferenceEntry, wants: Preference, reading: Reading
) -> None:
    """Refuse sums of what has no weight, and numbers that contradict a trade-off.

    Parameters
    ----------
    entry : PreferenceEntry
        As written, without other faults.
    wants : Preference
        What was read from it.
    reading : Reading
        Where faults are noted.
    """
    values = {weight.of: weight.amount.value for weight in wants.weights}
    known = [written(formula) for formula in values]
    for said, each in zip(entry.tradeoffs, wants.tradeoffs, strict=True):
        sides = ((said.more, each.more), (said.than, each.than))
        missing = [
            (part, formula)
            for text, formulas in sides
            for part, formula in zip(_parts(text, reading), formulas, strict=True)
            if formula not in values
        ]
        for part, formula in missing:
            message = Message(
                "'{formula}' has no weight of this party", formula=written(formula)
            )
            hint = did_you_mean(written(formula), known) or Message("give it a weight")
            reading.fault("not-weighed", message, part, hint)
        if not missing:
            more, than = (total(values[of] for of in side) for _, side in sides)
            if Fraction(more) < Fraction(than):
                _contradicted(said.more, (more, than), each, reading)


def _contradicted(
    at: Scalar, sums: tuple[object, object], each: TradeOff, reading: Reading
) -> None:
    message = Message(
        "the weights contradict this trade-off: {more} is worth {value}, less than "
        "{than}, which is worth {other}",
        more=each.text(each.more),
        value=str(sums[0]),
        than=each.text(each.than),
        other=str(sums[1]),
    )
    hint = Message("change the weights, or leave the trade-off out")
    reading.fault("trade-off", message, at, hint)


def _parts(text: Scalar, reading: Reading) -> Iterator[Scalar]:
    """Give the texts between the plus signs, each with its place."""
    whole, offset = reading.place(text), 0
    for part in text.split(_PLUS):
        start = offset + len(part) - len(part.lstrip())
        formula = part.strip()
        place = whole.part(text, start, max(len(formula), 1)) if formula else whole
        yield Scalar(formula, place, plain=text.plain)
        offset += len(part) + len(_PLUS)
