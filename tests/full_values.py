"""Strategies for the small parts of a case: texts, numbers, formulas, wants."""

import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil, floor

from hypothesis import strategies as st

from detente.model.formula import (
    FALSE,
    TRUE,
    And,
    Count,
    If,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Xor,
    written,
)
from detente.model.preference import (
    Comparison,
    Preference,
    Statement,
    TradeOff,
    Weight,
)
from detente.model.quantity import DAYS, Amount, Duration, Lapse, Rate, total
from detente.model.text import About, Evidence, Text

SOURCES = ("daily", "record")
TRICKY = (
    *("", "yes", "No", "on", "y", "N", "null", "~", "true", "NaN", "none", "never"),
    *("1.5", "1e3", "0x1f", "0o7", ".5", "+1", "-1", "1_000", "12:30", "2019-04-23"),
    *("a: b", "key:", "# x", "a #b", "{a}", "[a]", "a, b", "---", "...", "- a", "-"),
    *("?", "=", "<<", "@a", "`a`", "%a", "!a", "&a", "*a", "|", ">", "'", '"', "\\"),
    *(" lead", "trail ", "\ttab", "one\ntwo", "one\ntwo\n", "\n", "one\n\ntwo", "a\n "),
    *(
        "one\n  two\n",
        " one\ntwo",
        "a\n\n",
        "«Ёлка»",
        "a\xa0b",
        "\u2028",
        "\ufeff",
        "𝛿",
    ),
)

_letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
words = st.sampled_from(TRICKY) | st.text(_letters | st.sampled_from("\n\t"))
texts = st.builds(Text.plain, words) | st.lists(
    st.tuples(st.sampled_from(["en", "ru", "zh-Hant"]), words),
    min_size=1,
    unique_by=lambda version: version[0],
).map(lambda versions: Text(tuple(versions)))
dates = st.dates(datetime.date(1000, 1, 1))


@cache
def some(strategy):
    """Mostly nothing, so that full cases stay small."""
    return st.none() | st.none() | st.none() | strategy


@cache
def one_of(ids):
    """One of the ids."""
    return st.sampled_from(ids)


@cache
def subsets(ids, least=0):
    """At most three of the ids in any order, each once."""
    drawn = st.lists(one_of(ids), min_size=least, max_size=3, unique=True)
    return drawn.map(tuple)


def _wider(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    counts = st.lists(inner, min_size=1, max_size=3).flatmap(_counts)
    joints = [st.builds(kind, several) for kind in (And, Or, Xor)]
    arrows = [st.builds(kind, inner, inner) for kind in (If, Implies, Iff)]
    return st.one_of(st.builds(Not, inner), counts, *joints, *arrows)


def _counts(operands):
    kinds = st.sampled_from(["at_least", "at_most", "exactly"])
    bounds = st.integers(0, len(operands))
    return st.builds(Count, kinds, bounds, st.just(tuple(operands)))


@cache
def formulas(ids, max_leaves=6):
    """Any formula over the ids."""
    leaves = st.sampled_from([*map(Name, ids), TRUE, FALSE])
    return st.recursive(leaves, _wider, max_leaves=max_leaves)


evidence = st.builds(
    Evidence, st.sampled_from(SOURCES), some(words), some(words), some(texts)
)
abouts = (
    st.just(About())
    | st.just(About())
    | st.builds(
        About,
        some(texts),
        some(texts),
        st.lists(evidence, max_size=2).map(tuple),
        st.booleans(),
    )
)


def exact(count, parts):
    """So many parts of one: a decimal where it is one."""
    if parts % 10 == 0 or count % parts == 0:
        return Decimal(count) / parts
    return Fraction(count, parts)


@cache
@st.composite
def amounts(draw, low="-50", high="50"):
    """A number, sometimes with a range around it."""
    parts = draw(st.sampled_from([10, 100, 1000, 3, 7]))
    ends = ceil(Fraction(low) * parts), floor(Fraction(high) * parts)
    drawn = [draw(st.integers(*ends)) for _ in range(3)]
    first, value, last = (exact(each, parts) for each in sorted(drawn))
    about = draw(abouts)
    if draw(st.booleans()):
        return Amount(value, about=about)
    return Amount(value, first, last, about)


durations = st.builds(
    Duration,
    st.sampled_from([Decimal(text) for text in ("0", "1", "2", "1.5", "30", "0.25")]),
    st.sampled_from(list(DAYS)),
)
chances = amounts("0", "1")


@cache
def rates(low="0", high="1", units=(None, *DAYS)):
    """A number per unit of time."""
    return st.builds(Rate, amounts(low, high), st.sampled_from(units))


@cache
def lapses():
    """A length of time with a range in the same unit."""
    counts = [Decimal(text) for text in ("0", "1", "1.5", "30")]

    def lapse(lengths, unit, about, *, ranged):
        low, value, high = sorted(lengths)
        if ranged:
            return Lapse(Amount(value, low, high, about), unit)
        return Lapse(Amount(value, about=about), unit)

    three = st.lists(st.sampled_from(counts), min_size=3, max_size=3)
    units = st.sampled_from(list(DAYS))
    return st.builds(lapse, three, units, abouts, ranged=st.booleans())


@cache
def _statements(ids):
    line = st.builds(Statement, formulas(ids, 3), abouts)
    return st.just(()) | st.lists(line, max_size=3).map(tuple)


@cache
def _weights(ids):
    weight = st.builds(Weight, formulas(ids, 3), amounts())
    listed = st.lists(weight, max_size=3, unique_by=lambda weight: weight.of)
    return st.just(()) | listed.map(tuple)


@cache
def comparisons(ids):
    """Pairs that a party compares in one way: by a formula, or of two kinds."""
    sides = formulas(ids, 3)
    pair = st.builds(Comparison, sides, st.none() | sides, abouts)
    return st.just(()) | st.lists(pair, max_size=2).map(tuple)


@st.composite
def preferences(draw, ids, states):
    """Any order over the formulas and the states of a case."""
    ranking = _ties(draw(st.permutations(states)), draw(st.integers(1, 3)))
    weights = draw(_weights(ids))
    return Preference(
        draw(_statements(ids)),
        draw(st.sampled_from([(), ranking])),
        weights,
        draw(abouts),
        tradeoffs=draw(_tradeoffs(weights)),
    )


@st.composite
def _tradeoffs(draw, weights):
    """Judgements that the weights satisfy."""
    if not weights:
        return ()
    values = {weight.of: weight.amount.value for weight in weights}
    side = st.lists(
        st.sampled_from(sorted(values, key=written)), min_size=1, max_size=3
    )
    found = []
    for _ in range(draw(st.integers(0, 2))):
        sides = draw(side), draw(side)
        than, more = sorted(
            sides, key=lambda each: Fraction(total(values[of] for of in each))
        )
        found.append(TradeOff(tuple(more), tuple(than), draw(abouts)))
    return tuple(found)


def _ties(states, size):
    return tuple(
        tuple(states[start : start + size]) for start in range(0, len(states), size)
    )
