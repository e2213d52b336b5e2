"""Trade-offs: sums of what a party weighs, and whether its numbers satisfy them.

Where it has no numbers, points are shared out that do.

References
----------
Novikoff, A. B. J. (1962). On convergence proofs on perceptrons. *Symposium on the
Mathematical Theory of Automata*, 12, 615-622.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from operator import add, mul

from detente.casefile.nearest import did_you_mean
from detente.casefile.read.context import Reading
from detente.casefile.schema.case import PreferenceEntry
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.formula import Formula, written
from detente.model.preference import POINTS, Preference, TradeOff, Weight
from detente.model.quantity import Amount, total
from detente.model.text import About

_PLUS = "+"
_CORRECTIONS = 20_000
"""So often points are moved before trade-offs are held to leave no room."""


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


def with_points(
    entry: PreferenceEntry, wants: Preference, reading: Reading
) -> Preference:
    """Share out points to a party that has trade-offs and no numbers.

    Parameters
    ----------
    entry : PreferenceEntry
        As written, without other faults and without weights.
    wants : Preference
        What was read from it.
    reading : Reading
        Where it is noted that no points satisfy the trade-offs.

    Returns
    -------
    Preference
        With a weight for each formula of its trade-offs, in the order in which they
        first stand there: assumed, from 0 to `POINTS`, and `POINTS` in all.
    """
    formulas = list(
        dict.fromkeys(
            formula for each in wants.tradeoffs for formula in (*each.more, *each.than)
        )
    )
    rows = [
        [each.more.count(formula) - each.than.count(formula) for formula in formulas]
        for each in wants.tradeoffs
    ]
    shares, broken = _shared_out(rows, len(formulas))
    if broken is not None:
        _no_room(entry.tradeoffs[broken].more, reading)
    low, high, about = Decimal(0), Decimal(POINTS), About(assumed=True)
    weights = tuple(
        Weight(formula, Amount(Fraction(POINTS * share, sum(shares)), low, high, about))
        for formula, share in zip(formulas, shares, strict=True)
    )
    return replace(wants, weights=weights, by_trade_offs=bool(weights))


def _shared_out(
    rows: Sequence[Sequence[int]], count: int
) -> tuple[list[int], int | None]:
    """Find whole numbers from 1 on under which every row gains at least 1.

    The perceptron: a row that is not satisfied is added. It ends wherever some
    numbers satisfy all rows by more than nothing (Novikoff 1962).

    Parameters
    ----------
    rows : sequence of sequence of int
        Each with `count` coefficients.
    count : int

    Returns
    -------
    (list of int, int or None)
        The numbers; the place of a row that they do not satisfy, if there is one.
    """
    numbers = [1] * count
    for _ in range(_CORRECTIONS):
        broken = next(
            (
                place
                for place, row in enumerate(rows)
                if sum(map(mul, row, numbers)) < 1
            ),
            None,
        )
        if broken is not None:
            numbers = list(map(add, numbers, rows[broken]))
        elif min(numbers, default=1) < 1:
            numbers = [max(number, 1) for number in numbers]
        else:
            return numbers, None
    return [1] * count, broken if broken is not None else 0


def _no_room(at: Scalar, reading: Reading) -> None:
    message = Message(
        "no points satisfy this trade-off together with the others, each of them by "
        "more than nothing"
    )
    hint = Message("leave one of them out; what a party does not want is worth `not x`")
    reading.fault("trade-off", message, at, hint)


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
