"""Shapes shared by all sections: elements, groups of elements, short forms.

`DIRECT` and `LISTED` are keys that no file can hold: under them stands what
the file has directly in a mapping or list, beside the keys that every element
takes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from inspect import get_annotations
from types import MappingProxyType
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    Self,
    TypeAlias,
    TypeVar,
    cast,
    get_args,
    get_origin,
)

from detente.casefile.formula.names import COMMON
from detente.casefile.schema.values import (
    KEY,
    LANGUAGE,
    Called,
    Id,
    Into,
    Makes,
    Means,
    Plain,
    Refers,
    RefersInTurn,
    Spread,
    Texts,
    Truth,
    Word,
    refusal,
    shown,
)
from detente.casefile.yaml.tree import Mapping as Branch, Scalar, Value
from detente.errors import Message
from detente.records import dataclass

Item = TypeVar("Item")
Entry = TypeVar("Entry", bound="type[Strict]")
Kind: TypeAlias = Any
"""The type of a value: an entry, a group of some, or what marks say of it."""

DIRECT: Final = "\0"
LISTED: Final = "\0\0"


NO_KEYS: Final[Mapping[Any, Any]] = MappingProxyType({})
"""What a mapping by names is where nothing is written."""


class Strict:
    """A mapping with the keys named here and no other.

    A key is an attribute with a type; one without a value here must be written.
    `whole` is what messages call a whole file of this shape.
    """

    whole = Message("the case")

    @classmethod
    def made(cls, written: Mapping[str, object]) -> Self:
        """Make an entry of what is written, by attribute."""
        entry = cls()
        vars(entry).update(written)
        return entry

    @classmethod
    def opened(cls, value: object) -> Branch:
        """Give a value as the mapping that it stands for, or refuse it."""
        if isinstance(value, Branch):
            return value
        names = [key for key in keys_of(cls) if key not in COMMON]
        hint = Message("its keys are: {keys}", keys=", ".join(names)) if names else None
        return mapping(value, hint)

    def check(self) -> None:
        """Refuse what no key is wrong with by itself."""


def outer(kind: Kind) -> Any:  # noqa: ANN401
    """Give the type that is made of others, such as a list; None for a plain one."""
    return get_origin(kind)


def class_of(kind: Kind) -> type[Strict] | None:
    """Give the class of an entry, or of a group of some; None for other types."""
    model = outer(kind) or kind
    return model if isinstance(model, type) and issubclass(model, Strict) else None


@cache
def declared(kind: Kind) -> dict[str, Kind]:
    """Give the attributes of an entry with their types, by the keys of a file."""
    model, inner = outer(kind) or kind, get_args(kind)
    found: dict[str, Kind] = {}
    for parent in reversed(model.__mro__):
        found |= get_annotations(parent)
    return {
        name: each[inner] if inner and getattr(each, "__parameters__", ()) else each
        for name, each in found.items()
    }


def alias(attribute: str, kind: Kind) -> str:
    """Give the key of a file under which an attribute stands."""
    names = (mark.name for mark in marks(kind) if isinstance(mark, Called))
    return next(names, attribute)


def keys_of(kind: Kind) -> list[str]:
    """Give the keys that a file can use for an entry."""
    names = [alias(name, each) for name, each in declared(kind).items()]
    return [name for name in names if not name.startswith(DIRECT)]


class Short:
    """What may stand for the mapping {key: it}.

    `takes` says which: a single `value`, a `list`, `both`, or a `text`, that is
    a value or a map of languages.
    """

    def __init__(self, key: str, takes: str = "value") -> None:
        self.key = key
        self.takes = takes

    def opened(self, value: object, known: list[str]) -> object:
        """Widen a value that is short for an entry with some keys."""
        return self._wide(value) if self._is_short(value, known) else value

    def _wide(self, value: object) -> Branch:
        wide = Branch({self.key: cast("Value", value)})
        wide.place = getattr(value, "place", None)
        return wide

    def _is_short(self, value: object, known: list[str]) -> bool:
        if isinstance(value, list):
            return self.takes in {"list", "both"}
        if isinstance(value, Mapping):
            is_text = all(LANGUAGE.fullmatch(key) and key not in known for key in value)
            return self.takes == "text" and bool(value) and is_text
        return self.takes != "list" and not getattr(value, "is_null", False)


@dataclass(frozen=True, slots=True)
class Lists:
    """A list; with `single` one value may stand for the list of it.

    With `filled` something stands in it.
    """

    single: bool
    filled: bool = False

    def opened(self, value: object) -> Sequence[object]:
        """Give the items, or refuse what is no list."""
        if isinstance(value, list):
            return value
        if isinstance(value, Scalar) and value.is_null:
            return ()
        if self.single:
            return (value,)
        if isinstance(value, Mapping):
            message = Message("{key} must be a list, not a mapping", key=KEY)
        else:
            message = Message(
                "{key} must be a list, not '{value}'", key=KEY, value=shown(value)
            )
        raise refusal(message, "list", Message("write it as in [a, b]"))

    def check(self, items: Sequence[object]) -> None:
        """Refuse an empty list where something must stand."""
        if self.filled and not items:
            message = Message("{key} has a place without a state", key=KEY)
            hint = Message("write one, or take the place out")
            raise refusal(message, "no-state", hint)


class Maps:
    """A mapping by keys of any kind; nothing at all is an empty one."""


def mapping(value: object, hint: Message | None = None) -> Branch:
    """Give a value that is a mapping, or refuse it."""
    if isinstance(value, Branch):
        return value
    if isinstance(value, list):
        message = Message("{key} must be a mapping, not a list", key=KEY)
        raise refusal(message, "mapping", hint)
    if isinstance(value, Scalar) and value.is_null:
        return Branch()
    message = Message(
        "{key} must be a mapping, not '{value}'", key=KEY, value=shown(value)
    )
    raise refusal(message, "mapping", hint)


Listed: TypeAlias = Annotated[Sequence[Item], Lists(single=False)]
OneOrMore: TypeAlias = Annotated[Sequence[Item], Lists(single=True)]
Names: TypeAlias = Annotated[Sequence[Word], Lists(single=True)]


class EvidenceEntry(Strict):
    """What a source says for an element."""

    source: Word
    quote: Plain | None = None
    place: Plain | None = None
    note: Texts | None = None


class Element(Strict):
    """The keys that everything in a case may have."""

    name: Texts | None = None
    note: Texts | None = None
    evidence: OneOrMore[EvidenceEntry] = ()
    assumed: Truth | None = None


def split(value: object) -> object:
    """Move all but the common keys of a mapping under `DIRECT`."""
    if not isinstance(value, Mapping):
        return value
    group = Branch()
    items = Branch()
    items.place = group.place = getattr(value, "place", None)
    for key, item in value.items():
        (group if key in COMMON else items)[key] = item
    group[DIRECT] = items
    return group


class Group(Element, Generic[Item]):
    """Elements by id."""

    items: Annotated[Mapping[Id, Item], Called(DIRECT)] = NO_KEYS

    @classmethod
    def opened(cls, value: object) -> Branch:
        """Put the elements apart from what is said of all."""
        return super().opened(split(value))


class WordGroup(Group[Item], Generic[Item]):
    """Elements by a word that need not be an id."""

    items: Annotated[Mapping[Word, Item], Called(DIRECT)] = NO_KEYS


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an entry: in a file it is `name`, in the entry `attribute`.

    It goes into `field` of the record, or of the record that stands in the field
    before the dot; `mark` says what it means, where that is not what its type reads.
    `model` is the entry that stands under it, if one does; `by_name` tells whether
    it is a mapping by names that a file chooses.
    """

    name: str
    attribute: str
    field: str
    mark: Means | Refers | RefersInTurn | Makes | Spread | None
    model: type[Strict] | None
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

    entry: type[Strict]
    first: tuple[str, ...] = ()
    alone: str | None = None


SHAPES: Final[dict[type, Shape]] = {}
"""How each record stands in a file."""
_RECORDS: Final[dict[type[Strict], type]] = {}


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


def record_of(entry: Strict) -> type:
    """Give the record that an entry makes."""
    return _RECORDS[type(entry)]


@cache
def keys(entry: Kind) -> tuple[Key, ...]:
    """Give the keys of an entry that only it has, in their order."""
    kinds = declared(entry).items()
    return tuple(_key(name, kind, entry) for name, kind in kinds if name not in COMMON)


def _key(attribute: str, kind: Kind, entry: type[Strict]) -> Key:
    name = alias(attribute, kind)
    known = list(marks(kind))
    return Key(
        attribute if name.startswith(DIRECT) else name,
        attribute,
        next((mark.field for mark in known if isinstance(mark, Into)), attribute),
        next((mark for mark in known if isinstance(mark, _MEANINGS)), None),
        class_of(kind_in(kind)),
        _is_by_name(kind),
        not hasattr(entry, attribute),
    )


_MEANINGS = (Means, Refers, RefersInTurn, Makes, Spread)


def marks(kind: Kind) -> Iterator[Any]:
    """Give what a type is marked with, outer marks first."""
    if class_of(kind):
        return
    parts = get_args(kind)[::-1]
    yield from (part for part in parts if isinstance(part, (*_MEANINGS, Called, Into)))
    for part in parts:
        yield from marks(part)


def kind_in(kind: Kind) -> Kind:
    """Find the entry inside optional, list and dict types; None where there is none."""
    if class_of(kind):
        return kind
    return next(filter(None, map(kind_in, get_args(kind))), None)


def _is_by_name(kind: Kind) -> bool:
    """Tell whether a type is a mapping by names, such as a group of elements."""
    model = class_of(kind)
    if model:
        return issubclass(model, Group)
    return outer(kind) is Mapping or any(map(_is_by_name, get_args(kind)))
