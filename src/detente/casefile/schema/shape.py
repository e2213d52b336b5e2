"""Shapes shared by all sections: elements, groups of elements, short forms.

`DIRECT` and `LISTED` are keys that no file can hold: under them stands what
the file has directly in a mapping or list, beside the keys that every element
takes.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Generic, Self, TypeAlias, TypeVar, cast

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
    Number,
    PerTime,
    Plain,
    Range,
    RangeFromZero,
    RateRange,
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
    "Amount",
    "AmountEntry",
    "AmountRange",
    "Element",
    "EvidenceEntry",
    "Filled",
    "Group",
    "Listed",
    "Maps",
    "Names",
    "OneOrMore",
    "RateEntry",
    "Short",
    "Size",
    "SizeEntry",
    "Strict",
    "WordGroup",
    "keys_of",
    "split",
]

Json: TypeAlias = dict[str, Any]
Item = TypeVar("Item")

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


class Filled:
    """A list with something in it."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Refuse an empty list."""
        return core_schema.no_info_after_validator_function(_filled, handler(source))


def _filled(value: list[Item]) -> list[Item]:
    if not value:
        message = Message("{key} has a place without a state", key=KEY)
        raise refusal(message, "no-state", Message("write one, or take the place out"))
    return value


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


class AmountRange(Element):
    """A number in its long form."""

    range: Range | None = None


class AmountEntry(AmountRange):
    """A number with the range over which it may vary."""

    value: Number


class SizeEntry(AmountEntry):
    """A number of which neither itself nor its range may go below zero."""

    range: RangeFromZero | None = None


class RateEntry(Element):
    """A number per unit of time."""

    value: PerTime
    range: RateRange | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if self.range and self.range[2] not in {None, self.value[1]}:
            message = Message(
                "{key}: the range is in another unit than the number", key=KEY
            )
            raise refusal(message, "range")
        return self


Amount: TypeAlias = Annotated[AmountEntry, Short("value")]
Size: TypeAlias = Annotated[SizeEntry, Short("value")]
