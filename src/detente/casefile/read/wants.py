"""What parties want: statements, rankings, weights; what is unknown or strong."""

from fractions import Fraction
from math import lcm

from detente.casefile.limits import LONGEST_NUMBER
from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.read.states import StateBook
from detente.casefile.schema.case import ComparisonEntry, PreferenceEntry, Weights
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.formula import Formula
from detente.model.preference import Comparison, Preference, Statement, Weight

__all__ = ["read_preference", "read_preferences"]


def read_preferences(
    entry: CaseEntry, reading: Reading, book: StateBook
) -> tuple[tuple[str, Preference], ...]:
    """Read the preferences of each party that has any."""
    group = entry.preferences
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    wants = []
    for party, item in (group.items if group else {}).items():
        name = reading.refer(party, "party", "parties")
        wants.append((name, read_preference(item, reading, book, assumed=assumed)))
    return tuple(wants)


def read_preference(
    entry: PreferenceEntry | None,
    reading: Reading,
    book: StateBook,
    *,
    assumed: bool,
) -> Preference:
    """Read what one party, or one leadership of it, wants."""
    if entry is None:
        return Preference()
    about = reading.about(entry, assumed)
    statements = tuple(
        Statement(reading.formula(item.formula), reading.about(item, about.assumed))
        for item in entry.statements
    )
    return Preference(
        statements,
        book.ranking(entry.ranking),
        _weights(entry.weights, reading, assumed=about.assumed),
        about,
        _comparisons(entry.unknown, book, assumed=about.assumed),
        _comparisons(entry.strong, book, assumed=about.assumed),
    )


def _comparisons(
    entries: list[ComparisonEntry], book: StateBook, *, assumed: bool
) -> tuple[Comparison, ...]:
    return tuple(_comparison(entry, book, assumed=assumed) for entry in entries)


def _comparison(
    entry: ComparisonEntry, book: StateBook, *, assumed: bool
) -> Comparison:
    first, second = entry.compared
    about = book.reading.about(entry, assumed)
    if second is None:
        return Comparison(book.reading.formula(first), None, about)
    return Comparison(_kind(first, book), _kind(second, book), about)


def _kind(text: Scalar, book: StateBook) -> Formula:
    """Read a kind of states: one state, a pattern, or a formula."""
    states = book.kind(text)
    return book.reading.formula(text) if states is None else states


def _weights(
    entry: Weights | None, reading: Reading, *, assumed: bool
) -> tuple[Weight, ...]:
    if entry is None:
        return ()
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
