"""Single values of a case file: how each is read, its JSON Schema, what it means.

A refusal says `{key}` for the key under which the value stands; it is filled
in when the refusals of a whole file are collected.
"""

import re
from collections.abc import Callable, Mapping
from enum import Enum, auto
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from detente.casefile.formula.lookalike import in_latin, strange_letter
from detente.casefile.formula.names import ID
from detente.casefile.limits import LONGEST_NUMBER
from detente.casefile.yaml.number import FRACTION, NUMBER, decimal, number
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.quantity import DAYS, Exact
from detente.model.text import Text
from detente.records import dataclass

KEY = "{key}"
Json: TypeAlias = dict[str, Any]

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_UNITS = "|".join(DAYS)
_RATE = re.compile(rf"(\S+)(?:\s+per\s+({_UNITS}|period))?")
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
_SHOWN = 60


class RefusalError(Exception):
    """A value that a key cannot have; `at` is the part of it to point at, if any."""

    def __init__(
        self, message: Message, code: str, hint: Message | None, at: object
    ) -> None:
        self.message = message
        self.code = code
        self.hint = hint
        self.at = at
        super().__init__(message)


def refusal(
    message: Message, code: str, hint: Message | None = None, at: object = None
) -> RefusalError:
    """Make the error by which a value is refused, `at` a part of it if given."""
    return RefusalError(message, code, hint, at)


def shown(text: object) -> str:
    """Give a text as messages quote it: on one line, cut where it is long."""
    line = " ".join(str(text).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


class Means(Enum):
    """What a text, or a list of texts, means."""

    FORMULA = auto()
    SUM = auto()
    """Formulas with a plus sign between them."""
    STATE = auto()
    RANKING = auto()
    OPTION = auto()
    OPTIONS_OR_ANY = auto()
    STEP = auto()
    STEPS_TOGETHER = auto()
    ELEMENT = auto()
    """An id of anything, kept as written."""
    MENTION = auto()
    """An id of anything; of `party.option` the option."""
    MEETINGS = auto()
    EDITS = auto()
    ENDS = auto()
    """A day by option, or one day for all."""
    APART = auto()
    """What only other keys give a meaning to; the section reads it."""
    NOTHING = auto()
    """What stands in no field of its own."""


class Refers:
    """The id of something in one of some sections; `kind` says of what."""

    def __init__(self, kind: str, *sections: str) -> None:
        self.kind = kind
        self.sections = sections


class RefersInTurn:
    """Ids of several things in a fixed order, each in sections of its own."""

    def __init__(self, *places: Refers) -> None:
        self.places = places


@dataclass(frozen=True, slots=True)
class Into:
    """The field of the record, where it is not called as the key's attribute."""

    field: str


@dataclass(frozen=True, slots=True)
class Makes:
    """The record, of an entry that can become several."""

    record: type


@dataclass(frozen=True, slots=True)
class Spread:
    """Keys whose values are fields of the record itself, with a prefix.

    `alone` is what stands for the mapping where nothing else is said; with
    `single`, one in a list of it stands without the list.
    """

    prefix: str
    alone: str | None = None
    single: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """The name of a key in a file, where its attribute has another."""

    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Read:
    """A value that a function reads, with the JSON Schema of what it accepts."""

    read: Callable[[Any], Any]
    schema: Json


def plain(value: object) -> Scalar:
    """Accept a single value that is not empty."""
    if isinstance(value, Mapping):
        message = Message("{key} must be a single value, not a mapping", key=KEY)
        raise refusal(message, "single-value")
    if not isinstance(value, Scalar):
        message = Message("{key} must be a single value, not a list", key=KEY)
        raise refusal(message, "single-value")
    if value.is_null:
        message = Message("{key} has no value", key=KEY)
        hint = Message("write one, or leave the key out")
        raise refusal(message, "no-value", hint)
    return value


def truth(value: object) -> bool:
    """Read yes, no, true or false."""
    text = plain(value)
    if text not in _TRUTHS:
        message = Message(
            "{key} must be yes or no, not '{value}'", key=KEY, value=shown(text)
        )
        raise refusal(message, "truth", Message("write yes or no"))
    return _TRUTHS[text]


def _unquoted(text: Scalar) -> Exact | None:
    """Read a number; in quotes only a fraction, which JSON cannot write else."""
    found = number(text)
    return found if text.plain or isinstance(found, Fraction) else None


def _number(value: object) -> Exact:
    text = plain(value)
    found = _unquoted(text)
    if found is None:
        message = Message(
            "{key} must be a number, not '{value}'", key=KEY, value=shown(text)
        )
        raise refusal(message, "number", _number_hint(text), text)
    return found


def _number_hint(text: Scalar) -> Message:
    if not text.plain and decimal(text) is not None:
        return Message("write {value} without quotes", value=str(text))
    if re.fullmatch(r"[-+]?\d+,\d+", text):
        return Message("write {value}", value=text.replace(",", "."))
    fraction = FRACTION.fullmatch(text)
    if fraction and not int(fraction[2]):
        return Message("nothing can be divided by 0")
    if fraction or NUMBER.fullmatch(text):
        return Message("write at most {most} digits", most=LONGEST_NUMBER)
    return Message("write a number such as 1.5 or 1/3")


def _range(value: object) -> tuple[Exact, Exact]:
    low, high = (_number(end) for end in ends(value))
    refuse_reversed(low, high)
    return low, high


def _range_from_zero(value: object) -> tuple[Exact, Exact]:
    low, high = _range(value)
    if low < 0:
        message = Message("{key} goes below zero: {low}", key=KEY, low=str(low))
        hint = Message("write [0, {high}]", high=str(high)) if high >= 0 else None
        raise refusal(message, "range-negative", hint)
    return low, high


def ends(value: object, example: str = "[3, 8]") -> list[object]:
    """Give the low and the high end of a range, or say how one is written."""
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - low, high
        message = Message("{key} must be a low and a high number", key=KEY)
        hint = Message("write it as in {example}", example=example)
        raise refusal(message, "range", hint)
    return value


def refuse_reversed(low: Exact, high: Exact) -> None:
    """Refuse a range that starts above its end."""
    if low > high:
        message = Message(
            "{key} starts above its end: {low} is more than {high}",
            key=KEY,
            low=str(low),
            high=str(high),
        )
        hint = Message("write [{low}, {high}]", low=str(high), high=str(low))
        raise refusal(message, "range", hint)


def _rate(value: object) -> tuple[Exact, str | None, Scalar]:
    text = plain(value)
    found = _RATE.fullmatch(text)
    amount = number(found[1]) if found and found[2] else _unquoted(text)
    if found is None or amount is None:
        message = Message(
            "{key} must be a number, or a number per year, not '{value}'",
            key=KEY,
            value=shown(text),
        )
        hint = Message("write it as in 0.9 per year")
        raise refusal(message, "rate", hint, text)
    return amount, None if found[2] == "period" else found[2], text


def _rate_range(value: object) -> tuple[Exact, Exact, str | None]:
    (low, unit, _), (high, other, _) = (_rate(end) for end in ends(value))
    if unit != other:
        raise refusal(Message("{key} has ends in different units", key=KEY), "range")
    refuse_reversed(low, high)
    return low, high, unit


def _texts(value: object) -> Text:
    if not isinstance(value, Mapping):
        return Text.plain(str(plain(value)))
    if not value:
        raise refusal(Message("{key} has no text", key=KEY), "no-value")
    for language in value:
        if not LANGUAGE.fullmatch(language):
            message = Message(
                "{key}: '{language}' is not the code of a language",
                key=KEY,
                language=shown(language),
            )
            hint = (
                Message("put a text with a comma in quotes")
                if " " in str(language) or getattr(value[language], "is_null", False)
                else Message("write a text, or a map such as en: ..., ru: ...")
            )
            raise refusal(message, "language", hint, language)
    versions = ((str(key), str(_version_in(key, value[key]))) for key in value)
    return Text(tuple(versions))


def _version_in(language: str, value: object) -> Scalar:
    if isinstance(value, Scalar) and not value.is_null:
        return value
    message = Message(
        "{key} needs a text in the language '{language}'", key=KEY, language=language
    )
    raise refusal(message, "language", None, language)


def _id(value: object) -> Scalar:
    text = plain(value)
    if not ID.fullmatch(text):
        raise refusal(_id_fault(text), "id", _id_hint(text))
    return text


def _id_fault(text: str) -> Message:
    letter = strange_letter(text)
    if letter is None:
        return Message("'{value}' cannot be an id", value=shown(text))
    return Message(
        "the letter '{letter}' in '{value}' is Cyrillic",
        letter=letter,
        value=shown(text),
    )


def _id_hint(text: str) -> Message:
    latin = in_latin(text)
    if latin != text and ID.fullmatch(latin.lower()):
        return Message("write {id} in Latin letters", id=latin.lower())
    if ":" in text:
        return Message("write a space after the colon")
    meant = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    if ID.fullmatch(meant):
        return Message("write {id}", id=meant)
    return Message("an id starts with a small letter; then a to z, digits and _")


def _text_or_nothing(value: object) -> Text | None:
    return None if isinstance(value, Scalar) and value.is_null else _texts(value)


def _version(value: object) -> int:
    text = plain(value)
    if text != "1":
        message = Message(
            "this version of Detente reads the format 1, not '{value}'",
            value=shown(text),
        )
        raise refusal(message, "version", Message("write detente: 1"))
    return 1


_TEXT: Json = {"type": ["string", "number", "boolean"]}
_NUMBERS: Json = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": "^[-+]?[0-9]+/[0-9]+$", "examples": ["1/3"]},
    ]
}
_TEXTS: list[Json] = [
    _TEXT,
    {"type": "object", "minProperties": 1, "additionalProperties": _TEXT},
]


def _pair(end: Json) -> Json:
    return {"type": "array", "items": end, "minItems": 2, "maxItems": 2}


Plain = Annotated[str, Read(lambda value: str(plain(value)), _TEXT)]
"""Any text in one language."""
Word = Annotated[Scalar, Read(plain, _TEXT)]
"""The id of something named elsewhere; it keeps its place."""
Id = Annotated[Scalar, Read(_id, {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"})]
"""The id that an element gets here."""
FormulaText = Annotated[
    Scalar, Read(plain, {"type": ["string", "boolean"]}), Means.FORMULA
]
"""A formula, not yet parsed; it keeps its place."""
SumText = Annotated[Scalar, Read(plain, {"type": ["string", "boolean"]}), Means.SUM]
"""Formulas with plus signs between them, not yet parsed; it keeps its place."""
StateText = Annotated[Scalar, Read(plain, {"type": ["string", "number"]}), Means.STATE]
"""A state as written; it keeps its place."""
Truth = Annotated[bool, Read(truth, {"enum": ["yes", "no", True, False]})]
Number = Annotated[Exact, Read(_number, _NUMBERS)]
PerTime = Annotated[
    tuple[Exact, str | None, Scalar],
    Read(_rate, {"type": ["number", "string"], "examples": ["0.9 per year"]}),
]
"""A number, its unit of time, and the text, which keeps its place."""
Range = Annotated[tuple[Exact, Exact], Read(_range, _pair(_NUMBERS))]
RangeFromZero = Annotated[tuple[Exact, Exact], Read(_range_from_zero, _pair(_NUMBERS))]
RateRange = Annotated[
    tuple[Exact, Exact, str | None],
    Read(_rate_range, _pair({"type": ["number", "string"]})),
]
Texts = Annotated[Text, Read(_texts, {"anyOf": _TEXTS})]
StateName = Annotated[
    Text | None, Read(_text_or_nothing, {"anyOf": [*_TEXTS, {"const": None}]})
]
Version = Annotated[int, Read(_version, {"const": 1})]
