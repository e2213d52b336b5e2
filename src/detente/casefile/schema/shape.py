"""Shapes shared by all sections: elements, groups of elements, short forms.

`DIRECT` and `LISTED` are keys that no file can hold: under them stands what
the file has directly in a mapping or list, beside the keys that every element
takes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, Generic, TypeAlias, TypeVar, cast, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import core_schema

from detente.casefile.formula.names import COMMON
from detente.casefile.schema.values import (
    KEY,
    LANGUAGE,
    Id,
    Into,
    Makes,
    Means,
    Plain,
    Refers,
    Spread,
    Texts,
    Truth,
    Word,
    refusal,
    shown,
)
from detente.casefile.yaml.tree import Mapping as Branch, Scalar, Value
from detente.errors import Message

__all__ = [
    "DIRECT",
    "LISTED",
    "SHAPES",
    "Element",
    "EvidenceEntry",
    "Group",
    "Key",
    "Listed",
    "Maps",
    "Names",
    "OneOrMore",
    "Shape",
    "Short",
    "Strict",
    "WordGroup",
    "becomes",
    "keys",
    "keys_of",
    "model_in",
    "record_of",
    "split",
]

Json: TypeAlias = dict[str, Any]
Item = TypeVar("Item")
Entry = TypeVar("Entry", bound=type[BaseModel])

DIRECT: Final = "\0"
LISTED: Final = "\0\0"


class Strict(BaseModel):
    """A mapping with the keys named here and no other."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, value: object) -> object:
        if isinstance(value, Mapping):
            return value
        keys = [key for key in keys_of(cls) if key not in COMMON]
        hint = Message("its keys are: {keys}", keys=", ".join(keys)) if keys else None
        return _mapping(value, hint)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Give the keys that a file can use for a model."""
    named = [field.alias or name for name, field in model.model_fields.items()]
    return [name for name in named if not name.startswith(DIRECT)]


class Short:
    """What may stand for the mapping {key: it}.

    `takes` says which: a single `value`, a `list`, `both`, or a `text`, that is
    a value or a map of languages.
    """

    def __init__(self, key: str, takes: str = "value") -> None:
        self.key = key
        self.takes = takes
        self._model: type[BaseModel] = BaseModel

    def __get_pydantic_core_schema__(
        self, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Widen the value before it is read."""
        known = keys_of(source)
        self._model = source

        def widen(value: object) -> object:
            return self._wide(value) if self._is_short(value, known) else value

        return core_schema.no_info_before_validator_function(widen, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> Json:
        """Accept what the key itself accepts."""
        whole = handler(schema)
        try:
            short = handler.resolve_ref_schema(whole)["properties"][self.key]
        except LookupError:  # what is first used in a shape that is used twice
            short = self._alone()
        return {"anyOf": [short, whole]}

    def _alone(self) -> Json:
        """Describe what the key accepts, where it refers to no other shape."""
        fields = self._model.model_fields.items()
        field = next(each for name, each in fields if self.key in (name, each.alias))
        reads = next(each for each in field.metadata if hasattr(each, "schema"))
        return dict(reads.schema)

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


class Lists:
    """A list; with `single` one value may stand for the list of it."""

    def __init__(self, *, single: bool) -> None:
        self.single = single

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Widen the value, or refuse it, before it is read."""
        return core_schema.no_info_before_validator_function(
            self._widen, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> Json:
        """Accept the list, nothing at all, and one item where that is allowed."""
        listed = handler(schema)
        single = [listed["items"]] if self.single else []
        return {"anyOf": [*single, listed, {"const": None}]}

    def _widen(self, value: object) -> object:
        if isinstance(value, list):
            return value
        if isinstance(value, Scalar) and value.is_null:
            return []
        if self.single:
            return [value]
        if isinstance(value, Mapping):
            message = Message("{key} must be a list, not a mapping", key=KEY)
        else:
            message = Message(
                "{key} must be a list, not '{value}'", key=KEY, value=shown(value)
            )
        raise refusal(message, "list", Message("write it as in [a, b]"))


class Maps:
    """A mapping by keys of any kind; nothing at all is an empty one."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Refuse what is no mapping before it is read."""
        return core_schema.no_info_before_validator_function(_mapping, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> Json:
        """Accept the mapping, or nothing at all."""
        return {"anyOf": [handler(schema), {"const": None}]}


def _mapping(value: object, hint: Message | None = None) -> object:
    if isinstance(value, Mapping):
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


Listed: TypeAlias = Annotated[list[Item], Lists(single=False)]
OneOrMore: TypeAlias = Annotated[list[Item], Lists(single=True)]
Names: TypeAlias = Annotated[list[Word], Lists(single=True)]


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
    evidence: OneOrMore[EvidenceEntry] = Field(default_factory=list)
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

    items: dict[Id, Item] = Field(default_factory=dict, alias=DIRECT)

    @model_validator(mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split(value)


class WordGroup(Group[Item], Generic[Item]):
    """Elements by a word that need not be an id."""

    items: dict[Word, Item] = Field(default_factory=dict, alias=DIRECT)


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
