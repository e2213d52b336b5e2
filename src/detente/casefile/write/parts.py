"""The small parts of a case as plain data: texts, numbers, rules, wants.

`under` tells whether what a part stands under is assumed; the part inherits
it, so `assumed` is written only where the part differs.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from detente.casefile.yaml.emitter import Node
from detente.model.case import Change
from detente.model.formula import FALSE, TRUE, written
from detente.model.preference import Weight
from detente.model.quantity import AT_ONCE, Amount, Duration, Exact, Lapse, Rate
from detente.model.text import About, Evidence, Text

LONGEST_KEY = 200
"""Longest formula that serves as a key; YAML ends keys at 1,024 characters."""


def given(entries: Mapping[str, Node | None]) -> dict[str, Node]:
    """Keep the entries that say something."""
    return {key: value for key, value in entries.items() if value is not None}


def text_node(text: Text) -> Node:
    """Write a text, as a string or by language."""
    versions = dict(text.versions)
    return versions[""] if list(versions) == [""] else dict(versions)


def _text(text: Text | None) -> Node | None:
    return None if text is None else text_node(text)


def about_entries(about: About, *, under: bool) -> dict[str, Node]:
    """Write what is said of an element, as keys of it."""
    return given(
        {
            "name": _text(about.name),
            "note": _text(about.note),
            "evidence": list(map(_evidence_node, about.evidence)) or None,
            "assumed": None if about.assumed == under else about.assumed,
        }
    )


def _evidence_node(evidence: Evidence) -> Node:
    return given(
        {
            "source": evidence.source,
            "quote": evidence.quote,
            "place": evidence.place,
            "note": _text(evidence.note),
        }
    )


def amount_node(amount: Amount, *, under: bool) -> Node:
    """Write a number, in the long form where it has a range or a description."""
    return _short(_amount_entries(amount, under=under))


def rate_node(rate: Rate, *, under: bool) -> Node:
    """Write a number per unit of time."""
    return _short(_amount_entries(rate.amount, rate.per, under=under))


def lapse_node(lapse: Lapse, *, under: bool) -> Node:
    """Write a length of time that may vary."""
    amount, unit = lapse.amount, lapse.unit
    ends = [end for end in (amount.low, amount.high) if end is not None]
    lengths = {"range": [_length(end, unit) for end in ends]} if ends else {}
    about = about_entries(amount.about, under=under)
    return _short({"value": _length(amount.value, unit), **lengths, **about})


def _length(count: Exact, unit: str) -> Node:
    # A length that is read is a decimal; one that a program made may be a fraction.
    exact = count if isinstance(count, Decimal) else Decimal(repr(float(count)))
    return duration_node(Duration(exact, unit))


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


def duration_node(duration: Duration) -> str:
    """Write a duration, such as 3 months."""
    plural = "" if duration.count == 1 else "s"
    return f"{duration.count:f} {duration.unit}{plural}"


def change_node(change: Change) -> Node | None:
    """Write when an option can be changed, and how long that takes."""
    takes = None if change.takes == AT_ONCE else duration_node(change.takes)
    if change.never == FALSE:
        return takes
    if change.never == TRUE and takes is None:
        return "never"
    return given({"never": written(change.never), "takes": takes})


def weights_node(weights: tuple[Weight, ...], *, under: bool) -> Node | None:
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
