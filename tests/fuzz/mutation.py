"""Texts spoilt at random, in ways in which people and programs spoil them."""

import json
import re
from collections.abc import Sequence
from random import Random
from typing import Any

__all__ = ["spoilt", "spoilt_data", "spoilt_table"]

PIECES = (
    *("yes", "no", "never", "[]", "{}", "~", "[[]]", "0", "-1", "1e400", "1/0", "1/3"),
    *(".inf", "nan", "\xb2", "9999-12-31", "0001-01-01", "2019-02-30", "*a", "'", '"'),
    *("?", "|", "#", "(", ")", "NN", "YY", "now", "true", "false", "a.b.c", "e.csv"),
    *("", "at once", "{a: b}", "- a", "1 day", "0 days", "1000000 years", "1e-29 days"),
    *("0.99999999999999999999", "9" * 40, "x" * 70, "&a ", "!!int ", "!x ", "now +x"),
    *("\n", "\n  ", "\t", "\r", "\x1b[31m", "\x00", "\u202e", "\ud800", "\ufeff"),
    *(": ", ", ", "---\n", "not ", " implies ", " and ", "at_least(1, ", "\u0435"),
)
"""What is put into a text."""
_WORD = re.compile(r"[\w.]+|[^\w\s]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def spoilt(text: str, others: Sequence[str], random: Random) -> str:
    """Change a text in one to six places; `others` lend it some of theirs."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 6))):
        change = random.choice(
            (_cut, _put, _put, _replace, _replace, _replace, _number, _lines, _repeat)
        )
        text = change(text, random)
        if random.random() < 0.1:
            text = _grafted(text, random.choice(others), random)
    return text


def _spot(text: str, random: Random) -> int:
    return random.randint(0, len(text))


def _cut(text: str, random: Random) -> str:
    start = _spot(text, random)
    return text[:start] + text[start + random.choice((1, 2, 5, 40)) :]


def _put(text: str, random: Random) -> str:
    start = _spot(text, random)
    return text[:start] + random.choice(PIECES) + text[start:]


def _replace(text: str, random: Random) -> str:
    """Put another word of the text, or a piece, in the place of one."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    old, new = random.choice(words), random.choice(words)[0]
    new = random.choice(PIECES) if random.random() < 0.5 else new
    return text[: old.start()] + new + text[old.end() :]


def _number(text: str, random: Random) -> str:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return text
    old = random.choice(numbers)
    new = random.choice(("0", "1", "-1", "1e30", "1e-30", "1/7", "0.999999", "7e9"))
    return text[: old.start()] + new + text[old.end() :]


def _lines(text: str, random: Random) -> str:
    """Move, double, drop or indent a few lines."""
    lines = text.split("\n")
    start = random.randrange(len(lines))
    some = lines[start : start + random.choice((1, 1, 2, 5))]
    rest = lines[:start] + lines[start + len(some) :]
    match random.randrange(4):
        case 0:
            at = random.randint(0, len(rest))
            lines = rest[:at] + some + rest[at:]
        case 1:
            lines = lines[:start] + some + lines[start:]
        case 2:
            lines = rest
        case _:
            indent = random.choice(("  ", " ", "    ", "\t"))
            lines[start : start + len(some)] = [indent + line for line in some]
    return "\n".join(lines)


def _repeat(text: str, random: Random) -> str:
    """Write a part of the text many times over."""
    start = _spot(text, random)
    part = text[start : start + random.choice((1, 3, 12, 60))]
    times = random.choice((2, 10, 100, 2_000 // (len(part) + 1)))
    return text[:start] + part * times + text[start:]


def _grafted(text: str, other: str, random: Random) -> str:
    """Take the beginning of one text and the end of another."""
    return text[: _spot(text, random)] + other[_spot(other, random) :]


def spoilt_data(text: str, random: Random) -> str:
    """Change JSON where it stays JSON: values, keys, kinds, depth, repetition."""
    data = json.loads(text)
    for _ in range(random.choice((1, 1, 2, 4))):
        _change_data(data, random)
    return json.dumps(data, ensure_ascii=random.random() < 0.5)


def _change_data(data: Any, random: Random) -> None:
    spots = list(_spots(data))
    if not spots:
        return
    parent, key = random.choice(spots)
    other, name = random.choice(spots)
    values: list[Any] = [
        None,
        True,
        0,
        -1,
        10**30,
        1.5,
        "",
        "x",
        [],
        {},
        [[]],
        "\ud800",
        [None],
    ]
    match random.randrange(4):
        case 0:
            parent[key] = random.choice(values)
        case 1:
            parent[key] = json.loads(json.dumps(other[name]))
        case 2:
            del parent[key]
        case _:
            value = parent[key]
            parent[key] = value * 50 if isinstance(value, (list, str)) else [value]


def _spots(data: Any) -> Any:
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(pairs):
        yield data, key
        if isinstance(value, (dict, list)):
            yield from _spots(value)


def spoilt_table(text: str, random: Random) -> bytes:
    """Change a table of cells, now and then its bytes too."""
    for _ in range(random.choice((1, 1, 2, 5))):
        text = random.choice((_cut, _put, _replace, _lines, _repeat))(text, random)
    raw = text.encode("utf-8", "surrogatepass")
    if random.random() < 0.1:
        raw = text.encode("utf-16", "surrogatepass")
    if random.random() < 0.1:
        at = random.randint(0, len(raw))
        raw = raw[:at] + random.randbytes(3) + raw[at:]
    return raw
