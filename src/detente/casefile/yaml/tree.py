"""A text as plain data whose every key and value knows where it stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import Self, TypeVar

from detente.errors import Location
from detente.records import dataclass

_BEFORE, _AFTER = 100, 200
"""So many characters around a place are kept as its excerpt."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, eq=False)
class Origin:
    """A text and the name that messages give it."""

    file: str
    text: str = field(repr=False)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line starts."""
        breaks = re.finditer("\n", self.text)
        return [0, *(found.end() for found in breaks)]

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Give itself: it never changes."""
        return self


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """The characters from `start` up to `end` of a text."""

    origin: Origin
    start: int
    end: int

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Give itself: it never changes."""
        return self

    @property
    def location(self) -> Location:
        """Line and column of the start; the width ends with the excerpt."""
        text, starts = self.origin.text, self.origin.starts
        line = bisect_right(starts, self.start)
        first = starts[line - 1]
        last = starts[line] - 1 if line < len(starts) else len(text)
        # A fault keeps a part of a long line: a thousand faults on one line
        # would keep the line a thousand times.
        begin = max(first, self.start - _BEFORE)
        excerpt = text[begin : min(last, self.start + _AFTER)].rstrip("\r")
        width = max(1, min(self.end, begin + len(excerpt)) - self.start)
        column = self.start - first + 1
        return Location(self.origin.file, line, column, excerpt, width, begin - first)

    def holds(self, location: Location) -> bool:
        """Tell whether a location lies in this place."""
        first = self.location
        lines = self.origin.text.count("\n", self.start, self.end)
        inside = first.line <= location.line <= first.line + lines
        after = location.line > first.line or location.column >= first.column
        return location.file == self.origin.file and inside and after

    def part(self, value: str, offset: int, width: int) -> "Place":
        """Find a part of the value that is written here.

        Parameters
        ----------
        value : str
            What the place reads as, without quotes and with lines joined.
        offset, width : int
            The part of it.

        Returns
        -------
        Place
            The part, or the whole where it cannot be told apart.
        """
        text = self.origin.text
        start = self.start
        if text[start : start + 1] in {">", "|"}:
            start = text.find("\n", start)
        elif text[start : start + 1] in {'"', "'"}:
            start += 1
        solid = sum(1 for letter in value[:offset] if not letter.isspace())
        for index in range(start, self.end):
            if text[index].isspace():
                continue
            if solid == 0:
                same = text[index : index + width] == value[offset : offset + width]
                return Place(self.origin, index, index + width) if same else self
            solid -= 1
        return self


class Scalar(str):
    """A text as written: what it means depends on where it stands.

    Attributes
    ----------
    place : Place
        Where it stands.
    plain : bool
        Whether it is written without quotes.
    """

    __slots__ = ("place", "plain")
    place: Place
    plain: bool

    def __new__(cls, text: str, place: Place, *, plain: bool = True) -> Self:
        """Mark a text with its place."""
        scalar = super().__new__(cls, text)
        scalar.place = place
        scalar.plain = plain
        return scalar

    @property
    def is_null(self) -> bool:
        """Whether nothing is written: `key:`, `~` or `null`."""
        return self.plain and self in NULLS

    def __copy__(self) -> Self:
        """Give itself: it never changes."""
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Give itself: it never changes."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Be plain text elsewhere."""
        return str, (str(self),)


class Mapping(dict[str, "Value"]):
    """Keys and values; the keys are scalars, with places of their own."""

    place: Place | None = None

    def copy(self) -> "Mapping":
        """Copy the mapping, not what is in it."""
        mapping = Mapping(self)
        mapping.place = self.place
        return mapping

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Copy mappings and lists, as scalars never change."""
        return copied(self)


class Listing(list["Value"]):
    """Values in order."""

    place: Place | None = None

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Copy mappings and lists, as scalars never change."""
        return copied(self)


Value = Scalar | Mapping | Listing


def place_of(value: object) -> Place | None:
    """Find where a value stands: its own place, else that of its first part."""
    for part in _parts(value):
        place = getattr(part, "place", None)
        if isinstance(place, Place):
            return place
    return None


def _parts(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _parts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _parts(item)


Kind = TypeVar("Kind", bound="Scalar | Mapping | Listing")


def copied(value: Kind) -> Kind:
    """Copy mappings and lists all the way down; scalars never change."""
    if isinstance(value, Mapping):
        mapping = type(value)({key: copied(item) for key, item in value.items()})
        mapping.place = value.place
        return mapping
    if isinstance(value, Listing):
        listing = type(value)(copied(item) for item in value)
        listing.place = value.place
        return listing
    return value


def size(value: object) -> int:
    """Count the keys and values of a mapping or list, all the way down."""
    if isinstance(value, dict):
        return 1 + sum(1 + size(item) for item in value.values())
    if isinstance(value, list):
        return 1 + sum(map(size, value))
    return 1


def depth(value: Value) -> int:
    """Count how many mappings and lists stand inside each other."""
    if isinstance(value, Scalar):
        return 0
    parts = value.values() if isinstance(value, Mapping) else value
    return 1 + max(map(depth, parts), default=0)


def adopted(value: object, place: Place) -> Value:
    """Give plain mappings, lists and texts a place, where they have none."""
    if isinstance(value, Scalar):
        return value
    if isinstance(value, dict):
        mapping = Mapping(
            {_key(key, place): adopted(item, place) for key, item in value.items()}
        )
        mapping.place = getattr(value, "place", place)
        return mapping
    if isinstance(value, list):
        listing = Listing(adopted(item, place) for item in value)
        listing.place = getattr(value, "place", place)
        return listing
    return Scalar("" if value is None else str(value), place)


def _key(key: object, place: Place) -> Scalar:
    return key if isinstance(key, Scalar) else Scalar(str(key), place)
