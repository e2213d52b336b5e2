"""JSON whose faults are told with their path: `$.options[2].name`."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn, Self, TypeVar

from detente.casefile.faults import Faults
from detente.casefile.limits import MOST_DEEP
from detente.casefile.nearest import did_you_mean
from detente.casefile.yaml.syntax import strange_in
from detente.errors import CaseError, Location, Message, Problem

Kind = TypeVar("Kind")


def parse_json(text: str, file: str) -> object:
    """Read JSON.

    Raises
    ------
    CaseError
        Where the text is no JSON, with line and column; where a key stands
        twice in one object, with its path; where it is too deep.
    """
    deep = _too_deep(text)
    if deep is not None:
        message = Message("brackets stand more than {most} deep here", most=MOST_DEEP)
        raise CaseError([Problem("too-deep", message, _place(text, deep, file))])
    try:
        whole = json.loads(
            text, parse_constant=_no_number, object_pairs_hook=_Object.of_pairs
        )
    except json.JSONDecodeError as error:
        place = _place(text, error.pos, file)
        raise CaseError([_malformed(text, error, place)]) from None
    except ValueError as error:
        message = Message("this is not well-formed JSON: {reason}", reason=str(error))
        raise CaseError([Problem("syntax", message, Location(file))]) from None
    twice = [_twice(path, key, file) for path, key in _repeated(whole, "$")]
    if twice:
        raise CaseError(twice)
    return whole


class _Object(dict[str, Any]):
    """An object of JSON with the keys that stood in it twice."""

    repeated: tuple[str, ...] = ()

    @classmethod
    def of_pairs(cls, pairs: list[tuple[str, Any]]) -> Self:
        made = cls(pairs)
        if len(made) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            made.repeated = tuple(key for key, count in counts.items() if count > 1)
        return made


def _repeated(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Find the keys that stand twice, with the path of their object."""
    if isinstance(value, _Object):
        for key in value.repeated:
            yield path, key
        for key, item in value.items():
            yield from _repeated(item, f"{path}.{key}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _repeated(item, f"{path}[{place}]")


def _twice(path: str, key: str, file: str) -> Problem:
    message = Message("the key '{key}' stands here twice", key=_cut(key))
    place = Location(f"{file}: {path}")
    return Problem("duplicate-key", message, place, key, Message("keep one of them"))


_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"?|[][{}]', re.DOTALL)


def _too_deep(text: str) -> int | None:
    """Find where brackets get too deep, those in texts left out."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth > MOST_DEEP:
                return found.start()
        elif found[0] in "]}":
            depth -= 1
    return None


def _place(text: str, position: int, file: str) -> Location:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    excerpt = text[position - column + 1 :].partition("\n")[0]
    return Location(file, line, column, excerpt)


def _malformed(text: str, error: json.JSONDecodeError, place: Location) -> Problem:
    if "\0" in text:
        message = Message("the file holds the character U+0000, which JSON does not")
        hint = Message("save it as UTF-8, not as UTF-16")
        return Problem("syntax", message, replace(place, excerpt=""), hint=hint)
    if not text.strip():
        message = Message("there is nothing in it")
        return Problem("empty", message, Location(place.file))
    # The decoder says in English only what it finds; the rest of a template is new.
    known = _REASONS.get(error.msg.removesuffix(" at").removesuffix(" starting"))
    reason = known or error.msg
    message = Message("this is not well-formed JSON: {reason}", reason=reason)
    return Problem("syntax", message, place)


_REASONS = {
    "Expecting value": Message("a value is missing here"),
    "Expecting property name enclosed in double quotes": Message(
        "a key in double quotes is missing here"
    ),
    "Illegal trailing comma before end of object": Message(
        "a comma stands before the closing bracket"
    ),
    "Illegal trailing comma before end of array": Message(
        "a comma stands before the closing bracket"
    ),
    "Expecting ':' delimiter": Message("a colon is missing here"),
    "Expecting ',' delimiter": Message("a comma is missing here"),
    "Unterminated string": Message("a text that begins here has no closing quote"),
    "Invalid control character": Message("a text goes on in the next line"),
    "Invalid \\escape": Message("a backslash stands before what it cannot escape"),
    "Invalid \\uXXXX escape": Message("four digits are missing after this \\u"),
    "Extra data": Message("the file goes on after its end"),
}


def _no_number(name: str) -> NoReturn:
    message = f"{name} is no number"
    raise ValueError(message)


class JsonReading:
    """One reading of one file: gives values of the kind wanted, notes the others.

    Attributes
    ----------
    problems : Faults
        The faults found so far.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems = Faults()

    def fault(
        self,
        code: str,
        message: Message,
        path: str,
        value: object = None,
        hint: Message | None = None,
    ) -> None:
        """Note a fault at a path."""
        place = Location(f"{self.file}: {path}")
        self.problems.add(Problem(code, message, place, value, hint))

    def finish(self) -> None:
        """Raise everything found; do nothing where all is well."""
        if self.problems:
            raise CaseError(self.problems)

    def mapping(self, value: object, path: str) -> dict[str, Any]:
        """Give an object; an empty one where it is none."""
        return value if isinstance(value, dict) else self._not(value, path, {})

    def listing(self, value: object, path: str) -> list[Any]:
        """Give a list; an empty one where it is none."""
        return value if isinstance(value, list) else self._not(value, path, [])

    def text(self, value: object, path: str) -> str:
        """Give a text that is not empty; "" where it is none."""
        if not isinstance(value, str):
            return self._not(value, path, "")
        line = " ".join(value.split())
        strange = strange_in(line)
        if strange is not None:
            code = f"U+{ord(strange):04X}"
            message = Message("a text cannot hold the character {code}", code=code)
            self.fault("character", message, path, value)
            return ""
        if not line:
            self.fault("empty-text", Message("this text is empty"), path, value)
        return line

    def truth(self, value: object, path: str) -> bool:
        """Give a truth value; false where it is none."""
        default = False
        return value if isinstance(value, bool) else self._not(value, path, default)

    def number(self, value: object, path: str, below: int) -> int | None:
        """Give a whole number from 0 and below a bound; None where it is none."""
        found = self.whole(value, path)
        if found is None or 0 <= found < below:
            return found
        message = Message("there is no option {number}", number=value)
        hint = (
            Message("write a number from 0 to {last}", last=below - 1)
            if below
            else Message("the file lists no options")
        )
        self.fault("unknown-option", message, path, value, hint)
        return None

    def whole(self, value: object, path: str) -> int | None:
        """Give a whole number; None where it is none."""
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._not(value, path, 0)
        return None

    def one_of(self, value: object, path: str, known: tuple[str, ...]) -> str:
        """Give one of some words; the first where it is none."""
        if value in known:
            return str(value)
        message = Message("{value} cannot stand here", value=_short(value))
        hint = did_you_mean(str(value), known) or Message(
            "write one of: {known}", known=", ".join(known)
        )
        self.fault("value", message, path, value, hint)
        return known[0]

    def _not(self, value: object, path: str, default: Kind) -> Kind:
        kinds = {
            dict: Message("an object"),
            list: Message("a list"),
            str: Message("a text"),
            bool: Message("true or false"),
            int: Message("a whole number"),
        }
        message = Message(
            "this must be {kind}, not {value}",
            kind=kinds[type(default)],
            value=_short(value),
        )
        hint = None
        if value is None:
            message = Message("{kind} is missing here", kind=kinds[type(default)])
        elif type(default) is int:
            hint = _without_quotes(value)
        self.fault("type", message, path, value, hint)
        return default


def _without_quotes(value: object) -> Message | None:
    """Say how to write a number that stands as a text or with a point."""
    text = str(value).strip()
    if isinstance(value, float) and value.is_integer():
        return Message("write {value}", value=int(value))
    if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", text):
        return Message("write {value} without quotes", value=text)
    return None


_SHORT = 40


def _short(value: object) -> str:
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT] + "..."
