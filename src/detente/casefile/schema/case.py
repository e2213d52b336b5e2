"""What the parties can do and want: parties, rules, preferences, states."""

from typing import Annotated, Self, TypeAlias

from pydantic import Field, GetCoreSchemaHandler, model_validator
from pydantic_core import core_schema

from detente.casefile.formula.names import COMMON
from detente.casefile.schema.shape import (
    DIRECT,
    LISTED,
    Element,
    Group,
    Listed,
    Names,
    OneOrMore,
    Short,
    Strict,
    becomes,
    split,
)
from detente.casefile.schema.times import (
    Amount,
    AmountEntry,
    AmountRange,
    Length,
    NeverOr,
    Size,
    SizeEntry,
)
from detente.casefile.schema.values import (
    KEY,
    FormulaText,
    Makes,
    Means,
    Number,
    RangeFromZero,
    Refers,
    Spread,
    StateText,
    Truth,
    refusal,
)
from detente.casefile.schema.words import Compared, Parties, TrackName
from detente.errors import Message
from detente.model.case import Constraint, Option, Party, Project, Term
from detente.model.preference import Preference, Statement
from detente.model.quantity import AT_ONCE

__all__ = [
    "ChangeEntry",
    "ComparisonEntry",
    "FormulaEntry",
    "OptionEntry",
    "PartyEntry",
    "PreferenceEntry",
    "ProjectEntry",
    "Sentence",
    "States",
    "Wants",
    "WeightEntry",
    "Weights",
]

States: TypeAlias = OneOrMore[StateText]


@becomes(Term, Constraint, Statement, alone="is")
class FormulaEntry(Element):
    """A formula in its long form: a term, a constraint, a statement."""

    formula: FormulaText = Field(alias="is")


Sentence: TypeAlias = Annotated[FormulaEntry, Short("is")]


class ChangeEntry(Strict):
    """When an option cannot be changed, and how long changing it takes."""

    never: FormulaText | None = None
    takes: Length | None = None
    direct: NeverOr = Field(default=AT_ONCE, alias=DIRECT)


class CostEntry(AmountRange):
    """What doing and undoing an option costs, once."""

    do: Size | None = None
    undo: Size | None = None
    value: Annotated[Number, Means.NOTHING] | None = None
    range: Annotated[RangeFromZero, Means.NOTHING] | None = None

    @model_validator(mode="after")
    def _never_negative(self) -> Self:
        amounts = [part.value for part in (self.do, self.undo) if part]
        if any(amount < 0 for amount in (*amounts, self.value or 0)):
            message = Message("{key} cannot be negative", key=KEY)
            hint = Message("write a gain as a weight")
            raise refusal(message, "cost-negative", hint)
        if self.value is not None and amounts:
            message = Message("{key} has both value and do or undo", key=KEY)
            raise refusal(message, "cost", Message("keep do and undo"))
        if self.value is not None:
            whole = {name: getattr(self, name) for name in SizeEntry.model_fields}
            self.do = SizeEntry.model_construct(self.model_fields_set, **whole)
        return self


Cost: TypeAlias = Annotated[CostEntry, Short("value"), Spread("cost_", alone="do")]


@becomes(Option, first=("name",))
class OptionEntry(Element):
    """A step that a party can take or not."""

    now: Truth = False
    undo: Annotated[ChangeEntry, Short(DIRECT)] | None = None
    redo: Annotated[ChangeEntry, Short(DIRECT)] | None = None
    requires: FormulaText | None = None
    takes: Length | None = None
    cost: Cost | None = None
    track: TrackName | None = None
    verify: Annotated[Names, Refers("body", "bodies", "parties")] = Field(
        default_factory=list
    )


@becomes(Party, first=COMMON)
class PartyEntry(Element):
    """One who decides."""

    options: Group[OptionEntry] | None = None


@becomes(Project, first=("name",))
class ProjectEntry(Element):
    """A joint undertaking."""

    parties: Parties = Field(default_factory=list)
    needs: FormulaText | None = None
    blocked_by: FormulaText | None = None
    track: TrackName | None = None


class WeightEntry(AmountRange):
    """A weight in a list; its number may have the long form too."""

    of: FormulaText
    value: Amount

    @model_validator(mode="before")
    @classmethod
    def _said_once(cls, value: object) -> object:
        number = value.get("value") if isinstance(value, dict) else None
        if isinstance(value, dict) and isinstance(number, dict):
            for key in number:
                if key in value and key != "value":
                    message = Message(
                        "{key}: '{said}' stands beside the number too",
                        key=KEY,
                        said=str(key),
                    )
                    raise refusal(
                        message, "said-twice", Message("keep one of them"), key
                    )
        return value

    @property
    def amount(self) -> AmountEntry:
        """The number, with what is said beside it."""
        beside = self.model_fields_set - {"of", "value"}
        return self.value.model_copy(
            update={name: getattr(self, name) for name in beside}
        )


class Weights(Element):
    """Utility per period wherever a formula is true."""

    by_formula: dict[FormulaText, Amount] = Field(default_factory=dict, alias=DIRECT)
    listed: list[WeightEntry] = Field(default_factory=list, alias=LISTED)

    @model_validator(mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return value if is_listed(value) else split(value)


def is_listed(value: object) -> bool:
    """Tell whether a list has been put under its key already."""
    return isinstance(value, dict) and LISTED in value


class ComparisonEntry(Element):
    """Pairs of states: those that differ in a formula, or of two kinds."""

    compared: Compared = Field(alias="is")


Comparisons: TypeAlias = Listed[Annotated[ComparisonEntry, Short("is", "both")]]


class Filled:
    """A list with something in it."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Refuse an empty list."""
        return core_schema.no_info_after_validator_function(_filled, handler(source))


def _filled(value: list[object]) -> list[object]:
    if not value:
        message = Message("{key} has a place without a state", key=KEY)
        raise refusal(message, "no-state", Message("write one, or take the place out"))
    return value


@becomes(Preference, alone="statements")
class PreferenceEntry(Element):
    """What a party wants."""

    statements: Annotated[Listed[Sentence], Makes(Statement)] = Field(
        default_factory=list
    )
    ranking: Annotated[Listed[Annotated[States, Filled()]], Means.RANKING] = Field(
        default_factory=list
    )
    weights: Annotated[Weights, Short(LISTED, "list")] | None = None
    unknown: Comparisons = Field(default_factory=list)
    strong: Comparisons = Field(default_factory=list)


Wants: TypeAlias = Annotated[PreferenceEntry, Short("statements", "list")]
