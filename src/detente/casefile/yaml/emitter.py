"""Plain data as YAML text that people like to read.

Short mappings and lists stand on one line in braces and brackets; long ones,
and those marked as `Block` or `Lines`, a key or an item a line. No value is
ever folded. Strings are quoted wherever a reader of YAML 1.1 or 1.2 could
take them for something else.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

WIDTH = 100
"""Longest line of a mapping or list in braces or brackets, in characters."""


class Raw(str):
    """A value that is YAML text on one line already."""

    __slots__ = ()


class Block(dict[str, "Node"]):
    """A mapping that stands a key a line, however short."""


class Lines(list["Node"]):
    """A list that stands an item a line, however short."""


Scalar: TypeAlias = str | bool | int | Decimal | Fraction | datetime.date
Node: TypeAlias = Scalar | Mapping[str, "Node"] | Sequence["Node"]

BRACKETS = ",[]{}?"
"""Signs that end a plain string in braces and brackets."""
_RESERVED = frozenset({*"yn~", "yes", "no", "on", "off", "true", "false", "null"})
_NUMERIC = re.compile(r"[0-9][0-9_.:eExXa-fA-FoO+\-TZtz ]*")
_STARTS = "-?:,[]{}#&*!|>'\"%@`=<.~+"
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufeff\ufffe\uffff]"
)


def emit(tree: Mapping[str, Node]) -> str:
    """Write a document.

    Parameters
    ----------
    tree : mapping of str to node
        Its keys and values, in the order to write.

    Returns
    -------
    str
        YAML text; a key whose value takes several lines stands between blank
        lines.
    """
    sections = ["\n".join(_mapping({key: tree[key]}, "")) for key in tree]
    text = ""
    for before, section in zip(["", *sections], sections, strict=False):
        apart = before and "\n" in before + section
        text += ("\n" if apart else "") + section + "\n"
    return text


def flow(value: Node) -> str:
    """Write a value on one line, as it can stand in braces or brackets."""
    if isinstance(value, Mapping):
        pairs = (f"{_scalar(key, BRACKETS)}: {flow(value[key])}" for key in value)
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, Scalar):
        return _scalar(value, BRACKETS)
    return f"[{', '.join(map(flow, value))}]"


def _mapping(tree: Mapping[str, Node], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{indent}{_scalar(key)}:", value, indent)


def _sequence(items: Sequence[Node], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Scalar) or _is_short(item, len(indent)):
            yield from _entry(f"{indent}-", item, indent)
        else:
            first, *others = _nested(item, indent + "  ")
            yield f"{indent}- {first.removeprefix(indent + '  ')}"
            yield from others


def _nested(value: Mapping[str, Node] | Sequence[Node], indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        return _mapping(value, indent)
    return _sequence(value, indent)


def _entry(head: str, value: Node, indent: str) -> Iterator[str]:
    """Write a key or a dash and what follows it."""
    if isinstance(value, str) and _is_literal(value):
        yield f"{head} |" if value.endswith("\n") else f"{head} |-"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{indent}  {line}" if line else ""
    elif isinstance(value, Scalar):
        yield f"{head} {_scalar(value)}"
    elif _is_short(value, len(head)):
        yield f"{head} {flow(value)}"
    else:
        yield head
        yield from _nested(value, indent + "  ")


def _is_short(value: Mapping[str, Node] | Sequence[Node], before: int) -> bool:
    """Tell whether a mapping or list fits on the line, `before` being taken."""
    if not value:
        return True
    return not _is_tall(value) and before + 1 + len(flow(value)) <= WIDTH


def _is_tall(value: Node) -> bool:
    """Tell whether something in a value needs lines of its own."""
    if isinstance(value, Scalar):
        return isinstance(value, Raw) or (isinstance(value, str) and _is_literal(value))
    if isinstance(value, Block | Lines) and value:
        return True
    parts = value.values() if isinstance(value, Mapping) else value
    return any(map(_is_tall, parts))


def _is_literal(text: str) -> bool:
    """Tell whether a text of several lines can stand as it is."""
    lines = text.removesuffix("\n").split("\n")
    if "\n" not in text or not lines[-1] or lines[0][:1] in {"", " "}:
        return False
    return not any(_HIDDEN.search(line) or line.isspace() for line in lines)


def _scalar(value: Scalar, separators: str = "") -> str:
    """Write a scalar; a plain string must not contain the `separators`."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case Fraction():
            return str(value)
        case datetime.date():
            return value.isoformat()
        case Raw():
            return str(value)
        case str():
            plain = _is_plain(value) and not any(sign in value for sign in separators)
            return value if plain else quoted(value)
        case _:
            return str(value)


def _is_plain(text: str) -> bool:
    """Tell whether any YAML reader takes the bare text for this string."""
    if not text or text != text.strip() or text[0] in _STARTS:
        return False
    if text.lower() in _RESERVED or _NUMERIC.fullmatch(text):
        return False
    return not (":" in text or "#" in text or _HIDDEN.search(text))


def is_seen(text: str) -> bool:
    """Tell whether every character can stand in a file as it is, on one line."""
    return _HIDDEN.search(text) is None


def quoted(text: str) -> str:
    """Write a string in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_HIDDEN.sub(_escape, escaped)}"'


def _escape(hidden: re.Match[str]) -> str:
    short = {"\n": "\\n", "\t": "\\t"}.get(hidden[0])
    return short or f"\\U{ord(hidden[0]):08x}"
