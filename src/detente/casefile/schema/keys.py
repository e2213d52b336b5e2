"""What each key becomes in the model, declared once for reading and for writing.

`becomes` says of an entry which record it makes. A key goes into the field of its
name, as what its type reads; a mark in its type says where something else is meant.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel

from detente.casefile.formula.names import COMMON

__all__ = [
    "SHAPES",
    "Into",
    "Key",
    "Makes",
    "Means",
    "Refers",
    "Shape",
    "Spread",
    "becomes",
    "keys",
    "model_in",
    "record_of",
]

Entry = TypeVar("Entry", bound=type[BaseModel])


class Means(Enum):
    """What a text, or a list of texts, means."""

    FORMULA = auto()
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
    APART = auto()
    """What only other keys give a meaning to; the section reads it."""
    NOTHING = auto()
    """What stands in no field of its own."""


class Refers:
    """The id of something in one of some sections; `kind` says of what."""

    def __init__(self, kind: str, *sections: str) -> None:
        self.kind = kind
        self.sections = sections


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
class Key:
    """One key of an entry.

    Attributes
    ----------
    name : str
        In a file.
    attribute : str
        In the entry.
    field : str
        In the record; after a dot, in the record that stands in that field.
    mark : object
        What it means; None where that is what its type reads.
    model : type or None
        The entry that stands under it, if one does.
    by_name : bool
        Whether it is a mapping by names that a file chooses.
    is_required : bool
    """

    name: str
    attribute: str
    field: str
    mark: Means | Refers | Makes | Spread | None
    model: type[BaseModel] | None
    by_name: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """How a record stands in a file.

    Attributes
    ----------
    entry : type
        Its keys.
    first : tuple of str
        Keys of every element that stand before its own.
    alone : str or None
        The key whose value stands for the whole where nothing else is said.
    """

    entry: type[BaseModel]
    first: tuple[str, ...] = ()
    alone: str | None = None


SHAPES: Final[dict[type, Shape]] = {}
"""How each record stands in a file."""
_RECORDS: Final[dict[type[BaseModel], type]] = {}


def becomes(
    *records: type, first: tuple[str, ...] = (), alone: str | None = None
) -> Callable[[Entry], Entry]:
    """Declare which record an entry makes; of several, its place says which."""

    def declared(entry: Entry) -> Entry:
        _RECORDS[entry] = records[0]
        for record in records:
            SHAPES[record] = Shape(entry, first, alone)
        return entry

    return declared


def record_of(entry: type[BaseModel]) -> type:
    """Give the record that an entry makes."""
    return _RECORDS[entry]


@cache
def keys(entry: type[BaseModel]) -> tuple[Key, ...]:
    """Give the keys of an entry that only it has, in their order."""
    return tuple(_key(name, entry) for name in entry.model_fields if name not in COMMON)


def _key(attribute: str, entry: type[BaseModel]) -> Key:
    declared = entry.model_fields[attribute]
    alias = declared.alias or attribute
    marks = [*reversed(declared.metadata), *_marks(declared.annotation)]
    mark = next((mark for mark in marks if isinstance(mark, _MEANINGS)), None)
    into = next((mark.field for mark in marks if isinstance(mark, Into)), attribute)
    model = model_in(declared.annotation)
    return Key(
        attribute if alias.startswith("\0") else alias,
        attribute,
        into,
        mark,
        model,
        _is_by_name(declared.annotation),
        declared.is_required(),
    )


_MEANINGS = (Means, Refers, Makes, Spread)


def _marks(annotation: object) -> Iterator[Any]:
    """Give what a type is marked with, outer marks first."""
    parts = get_args(annotation)[::-1]
    yield from (part for part in parts if isinstance(part, (*_MEANINGS, Into)))
    for part in parts:
        yield from _marks(part)


def model_in(annotation: object) -> type[BaseModel] | None:
    """Find the model inside optional, list and dict types."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(model_in, get_args(annotation))), None)


def _is_by_name(annotation: object) -> bool:
    """Tell whether a type is a mapping by names, such as a group of elements."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "items" in annotation.model_fields
    if getattr(annotation, "__origin__", None) is dict:
        return True
    return any(_is_by_name(part) for part in get_args(annotation))
