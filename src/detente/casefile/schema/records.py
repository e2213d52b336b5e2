"""What happened and what was said: sources, events, claims, results, variants."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from detente.casefile.formula.names import ID
from detente.casefile.schema.case import States, is_listed
from detente.casefile.schema.shape import (
    DIRECT,
    LISTED,
    Element,
    Group,
    Listed,
    Maps,
    Names,
    Short,
    Strict,
    becomes,
    keys_of,
    split,
)
from detente.casefile.schema.times import Day, DayOrYear
from detente.casefile.schema.values import (
    KEY,
    FormulaText,
    Into,
    Means,
    Plain,
    Refers,
    StateText,
    Texts,
    Truth,
    Word,
    refusal,
)
from detente.casefile.schema.words import (
    Actors,
    ClaimKind,
    EventKind,
    Meetings,
    Nothing,
    Opinion,
    OptionName,
    Pair,
    RoadMapName,
    SourceName,
)
from detente.errors import Message
from detente.model.case import Published, Topic, Variant, View
from detente.model.event import Claim, Event, Source

__all__ = [
    "ClaimEntry",
    "Claims",
    "EventEntry",
    "PublishedEntry",
    "SourceEntry",
    "TestEntry",
    "TopicEntry",
    "VariantEntry",
    "ViewEntry",
]


@becomes(Source)
class SourceEntry(Element):
    """Where something is written."""

    title: Texts | None = None
    author: Texts | None = None
    publisher: Texts | None = None
    date: DayOrYear | None = None
    url: Plain | None = None
    file: Plain | None = None


@becomes(Topic)
class TopicEntry(Element):
    """A body or a track."""


_NEEDED = {
    "offer": (
        "condition",
        Message("an offer needs the key 'if'"),
        Message("write what it asks for; a word without a condition is a statement"),
    ),
    "position": (
        "on",
        Message("a position needs the key 'on'"),
        Message("name what it is about"),
    ),
    "deed": (
        "option",
        Message("a deed needs the key 'option'"),
        Message("name the option that was taken or undone"),
    ),
    "verification": (
        "option",
        Message("a verification needs the key 'option'"),
        Message("name the option that was looked at"),
    ),
    "kept": (
        "parties",
        Message("a commitment kept needs the key 'parties'"),
        Message("name who kept it"),
    ),
    "breach": (
        "parties",
        Message("a breach needs the key 'parties'"),
        Message("name who broke its word"),
    ),
}
"""By kind of event, what it means nothing without."""


@becomes(Event)
class EventEntry(Element):
    """Something dated."""

    id: Word | None = None
    date: Day
    end: Day | None = None
    kind: EventKind
    parties: Actors = Field(default_factory=list)
    option: OptionName | None = None
    value: Opinion | None = None
    condition: FormulaText | None = Field(default=None, alias="if")
    on: Annotated[Word, Means.ELEMENT] | None = None
    roadmap: Annotated[RoadMapName, Into("road_map")] | None = None
    outcome: Plain | None = None
    disputed: Truth = False
    title: Texts | None = None
    place: Plain | None = None
    source: SourceName | None = None
    quote: Plain | None = None
    expires: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for key, day in (("end", self.end), ("expires", self.expires)):
            if day and day < self.date:
                message = Message(
                    "{name} is {day}, before the date {date}",
                    name=key,
                    day=day.isoformat(),
                    date=self.date.isoformat(),
                )
                raise refusal(message, "date-order")
        return self

    @model_validator(mode="after")
    def _says_enough(self) -> Self:
        key, message, hint = _NEEDED.get(self.kind, ("kind", None, None))
        if message and not getattr(self, key):
            raise refusal(message, "missing-key", hint)
        named = all(ID.fullmatch(party) for party in self.parties)
        if self.kind == "meeting" and named and len(self.parties) < 2:  # noqa: PLR2004
            message = Message("a meeting needs two parties or bodies, or more")
            raise refusal(message, "missing-key", Message("name all who met"))
        return self


class TestEntry(Strict):
    """A claim as something the model can answer."""

    formula: FormulaText | None = None
    stable: FormulaText | None = None
    better: Annotated[Pair, Refers("road map", "roadmaps")] | None = None
    holds: RoadMapName | None = None
    fails: RoadMapName | None = None
    more_exposed: Annotated[Pair, Refers("party", "parties")] | None = None
    followed: RoadMapName | None = None
    met: Listed[Meetings] | None = None
    word: Nothing | None = Field(default=None, alias=DIRECT)

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        asked = self.model_fields_set
        if len(asked) > 1 or not asked:
            message = Message(
                "{key} needs one question, not {count}", key=KEY, count=len(asked)
            )
            hint = Message("its keys are: {keys}", keys=", ".join(keys_of(type(self))))
            raise refusal(message, "test", hint)
        return self


@becomes(Claim)
class ClaimEntry(Element):
    """What a source asserts."""

    source: SourceName | None = None
    place: Plain | None = None
    quote: Plain | None = None
    by: Actors = Field(default_factory=list)
    kind: ClaimKind
    about: Annotated[Names, Means.MENTION, Into("on")] = Field(default_factory=list)
    test: Annotated[TestEntry, Short(DIRECT)] | None = None


class Claims(Group[ClaimEntry]):
    """Claims by id, or in a list."""

    listed: list[ClaimEntry] = Field(default_factory=list, alias=LISTED)

    @model_validator(mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return value if is_listed(value) else split(value)


@becomes(Published, alone="equilibria")
class PublishedEntry(Element):
    """What a source prints under one concept."""

    equilibria: Listed[StateText] | None = None
    stable: Annotated[dict[Word, States], Maps()] = Field(default_factory=dict)


@becomes(Variant)
class VariantEntry(Element):
    """A named edit of the case."""

    title: Texts | None = None
    changes: Annotated[dict[Word, Any], Maps(), Means.EDITS] = Field(
        default_factory=dict, alias="set"
    )
    removals: Names = Field(default_factory=list, alias="remove")


@becomes(View)
class ViewEntry(VariantEntry):
    """The case as one party sees it."""

    only: FormulaText | None = None
