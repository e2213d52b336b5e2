"""The small parts of a case as plain data: texts, numbers, rules, wants.

`under` tells whether what a part stands under is assumed; the part inherits
it, so `assumed` is written only where the part differs.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from detente.casefile.yaml.emitter import Block, Lines, Node
from detente.model.case import Change
from detente.model.formula import FALSE, TRUE, Formula, written
from detente.model.preference import Comparison, Preference, Weight
from detente.model.quantity import AT_ONCE, Amount, Duration, Exact, Rate
from detente.model.text import About, Evidence, Text

__all__ = [
    "about_entries",
    "amount_node",
    "block",
    "change_node",
    "duration_node",
    "formula_node",
    "given",
    "lines",
    "preference_node",
    "rate_node",
    "several",
    "text_node",
    "unless",
]

LONGEST_KEY = 200
"""Longest formula that serves as a key; YAML ends keys at 1,024 characters."""


def given(entries: Mapping[str, Node | None]) -> dict[str, Node]:
    """Keep the entries that say something."""
    return {key: value for key, value in entries.items() if value is not None}


def unless(default: Formula, formula: Formula) -> Node | None:
    """Write a formula, or nothing for the default."""
    return None if formula == default else written(formula)


def several(items: Iterable[Node]) -> Node | None:
    """Write a list, or nothing for an empty one."""
    return list(items) or None


def lines(items: Iterable[Node]) -> Node | None:
    """Write a list, an item a line, or nothing for an empty one."""
    return Lines(items) or None


def block(entries: Iterable[tuple[str, Node]]) -> Node | None:
    """Write a mapping, a key a line, or nothing for an empty one."""
    return Block(entries) or None


def text_node(text: Text | None) -> Node | None:
    """Write a text, as a string or by language."""
    if text is None:
        return None
    versions = dict(text.versions)
    return versions[""] if list(versions) == [""] else dict(versions)


def about_entries(about: About, *, under: bool) -> dict[str, Node]:
    """Write what is said of an element, as keys of it."""
    return given(
        {
            "name": text_node(about.name),
            "note": text_node(about.note),
            "evidence": several(map(_evidence_node, about.evidence)),
            "assumed": None if about.assumed == under else about.assumed,
        }
    )


def _evidence_node(evidence: Evidence) -> Node:
    return given(
        {
            "source": evidence.source,
            "quote": evidence.quote,
            "place": evidence.place,
            "note": text_node(evidence.note),
        }
    )


def formula_node(formula: Formula, about: About, *, under: bool) -> Node:
    """Write a formula, in the long form where something is said of it."""
    entries = about_entries(about, under=under)
    return {"is": written(formula), **entries} if entries else written(formula)


def amount_node(amount: Amount | None, *, under: bool) -> Node | None:
    """Write a number, in the long form where it has a range or a description."""
    return None if amount is None else _short(_amount_entries(amount, under=under))


def rate_node(rate: Rate | None, *, under: bool) -> Node | None:
    """Write a number per unit of time."""
    if rate is None:
        return None
    return _short(_amount_entries(rate.amount, rate.per, under=under))


def _amount_entries(
    amount: Amount, per: str | None = None, *, under: bool
) -> dict[str, Node]:
    ends = [end for end in (amount.low, amount.high) if end is not None]
    return {
        "value": _per(amount.value, per),
        **({"range": [_per(end, per) for end in ends]} if ends else {}),
        **about_entries(amount.about, under=under),
    }


def _per(value: Exact, per: str | None) -> Node:
    if per is None:
        return value
    number = str(value) if isinstance(value, Fraction) else f"{value:f}"
    return f"{number} per {per}"


def duration_node(
    duration: Duration | None, default: Duration | None = None
) -> Node | None:
    """Write a duration, such as 3 months, or nothing for the default."""
    if duration is None or duration == default:
        return None
    plural = "" if duration.count == 1 else "s"
    return f"{duration.count:f} {duration.unit}{plural}"


def change_node(change: Change) -> Node | None:
    """Write when an option can be changed, and how long that takes."""
    takes = duration_node(change.takes, AT_ONCE)
    if change.never == FALSE:
        return takes
    if change.never == TRUE and takes is None:
        return "never"
    return given({"never": written(change.never), "takes": takes})


def preference_node(
    preference: Preference, options: Sequence[str] = (), *, under: bool
) -> Node:
    """Write what a party wants, as a list where statements are all there is.

    `options` are those of the case, where states are to be written as Y and N.
    """
    about = preference.about
    statements = Lines(
        formula_node(line.formula, line.about, under=about.assumed)
        for line in preference.statements
    )
    entries = given(
        {
            "statements": statements or None,
            "ranking": several(
                list(tie) if len(tie) > 1 else tie[0] for tie in preference.ranking
            ),
            "weights": _weights_node(preference.weights, under=about.assumed),
            "unknown": _comparisons_node(
                preference.unknown, options, under=about.assumed
            ),
            "strong": _comparisons_node(
                preference.strong, options, under=about.assumed
            ),
            **about_entries(about, under=under),
        }
    )
    return statements if list(entries) == ["statements"] else Block(entries)


def _comparisons_node(
    comparisons: Iterable[Comparison], options: Sequence[str], *, under: bool
) -> Node | None:
    """Write formulas and pairs, in the long form where something is said of one."""
    return several(_comparison_node(each, options, under=under) for each in comparisons)


def _comparison_node(
    comparison: Comparison, options: Sequence[str], *, under: bool
) -> Node:
    texts = comparison.texts(options)
    node: Node = texts[0] if len(texts) == 1 else list(texts)
    entries = about_entries(comparison.about, under=under)
    return {"is": node, **entries} if entries else node


def _weights_node(weights: tuple[Weight, ...], *, under: bool) -> Node | None:
    """Write weights by formula, or as a list where formulas repeat or are long."""
    if not weights:
        return None
    keys = [written(weight.of) for weight in weights]
    entries = [_amount_entries(weight.amount, under=under) for weight in weights]
    pairs = list(zip(keys, entries, strict=True))
    if len(set(keys)) == len(keys) and all(len(key) <= LONGEST_KEY for key in keys):
        return {key: _short(entry) for key, entry in pairs}
    return [{"of": key, **entry} for key, entry in pairs]


def _short(entries: dict[str, Node]) -> Node:
    """Write only the value where nothing else is said."""
    return entries["value"] if len(entries) == 1 else entries
