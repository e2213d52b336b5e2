"""What happened and what was said: sources, events, claims, results, variants."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from detente.casefile.formula.names import ID
from detente.casefile.schema.case import States, is_listed
from detente.casefile.schema.shape import (
    DIRECT,
    LISTED,
    NO_KEYS,
    Element,
    Group,
    Listed,
    Maps,
    Names,
    Short,
    Strict,
    becomes,
    keys_of,
    mapping,
)
from detente.casefile.schema.times import Day, DayOrYear, Share
from detente.casefile.schema.values import (
    KEY,
    Called,
    FormulaText,
    Id,
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
    DeadlineName,
    Ended,
    EventKind,
    EventName,
    Meetings,
    MovedTo,
    Nothing,
    Opinion,
    OptionName,
    Pair,
    Parties,
    Preferred,
    RoadMapName,
    Rounds,
    ScopeName,
    SourceName,
    Stronger,
)
from detente.casefile.yaml.tree import Mapping as Branch
from detente.errors import Message
from detente.model.case import Published, Topic, Variant, View
from detente.model.event import Claim, Event, Scope, Source


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
    "message": (
        "to",
        Message("a message needs the key 'to'"),
        Message("name whom it was for"),
    ),
    "begun": (
        "option",
        Message("what was begun needs the key 'option'"),
        Message("name the option on which work began"),
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
    parties: Actors = ()
    option: OptionName | None = None
    value: Opinion | None = None
    condition: Annotated[FormulaText, Called("if")] | None = None
    on: Annotated[Word, Means.ELEMENT] | None = None
    roadmap: Annotated[RoadMapName, Into("road_map")] | None = None
    outcome: Plain | None = None
    disputed: Truth = False
    lawful: Truth = False
    title: Texts | None = None
    place: Plain | None = None
    source: SourceName | None = None
    quote: Plain | None = None
    expires: Day | None = None
    to: Actors = ()
    through: Actors = ()
    tags: Names = ()
    supersedes: EventName | None = None

    def check(self) -> None:
        """Refuse days out of order, and an event that says too little."""
        self._refuse_disorder()
        self._refuse_silence()

    def _refuse_disorder(self) -> None:
        for key, day in (("end", self.end), ("expires", self.expires)):
            if day and day < self.date:
                message = Message(
                    "{name} is {day}, before the date {date}",
                    name=key,
                    day=day.isoformat(),
                    date=self.date.isoformat(),
                )
                raise refusal(message, "date-order")

    def _refuse_silence(self) -> None:
        key, message, hint = _NEEDED.get(self.kind, ("kind", None, None))
        if message and not getattr(self, key):
            raise refusal(message, "missing-key", hint)
        if self.lawful and self.kind != "breach":
            message = Message("lawful: only a breach can be an exit that was allowed")
            hint = Message("write kind: breach, or leave lawful out")
            raise refusal(message, "lawful", hint)
        named = all(ID.fullmatch(party) for party in self.parties)
        if self.kind == "meeting" and named and len(self.parties) < 2:  # noqa: PLR2004
            message = Message("a meeting needs two parties or bodies, or more")
            raise refusal(message, "missing-key", Message("name all who met"))


@becomes(Scope)
class ScopeEntry(Element):
    """What counts for or against some options."""

    option: Annotated[Names, Means.OPTION, Into("options")]
    counts: Names

    def check(self) -> None:
        """Refuse a scope of nothing."""
        for key, listed in (("option", self.option), ("counts", self.counts)):
            if not listed:
                message = Message("{key} has no value", key=key)
                hint = Message("write one, or leave the scope out")
                raise refusal(message, "no-value", hint)


class FollowedEntry(Strict):
    """The road map that was followed, up to a day, in a scope."""

    plan: RoadMapName
    until: Day | None = None
    scope: ScopeName | None = None


class MovesEntry(Strict):
    """The road map that a change moves: one that is given, or any single one."""

    roadmap: RoadMapName
    by: Parties = ()
    to: MovedTo | None = None
    changes: Annotated[Mapping[Word, Any], Maps(), Means.EDITS, Called("set")] = NO_KEYS


class ForcesEntry(Strict):
    """Who, as one, bring something about whatever the others do."""

    coalition: Parties
    to: FormulaText
    within: Rounds | None = None
    chance: Share | None = None


class TestEntry(Strict):
    """A claim as something the model can answer."""

    formula: FormulaText | None = None
    stable: FormulaText | None = None
    better: Annotated[Pair, Refers("road map", "roadmaps")] | None = None
    holds: RoadMapName | None = None
    fails: RoadMapName | None = None
    more_exposed: Annotated[Pair, Refers("party", "parties")] | None = None
    followed: Annotated[FollowedEntry, Short("plan")] | None = None
    moves: Annotated[MovesEntry, Short("roadmap")] | None = None
    prefers: Preferred | None = None
    stronger: Stronger | None = None
    deadline: DeadlineName | None = None
    ended_by: Ended | None = None
    met: Listed[Meetings] | None = None
    forces: ForcesEntry | None = None
    word: Annotated[Nothing, Called(DIRECT)] | None = None

    def check(self) -> None:
        """Refuse no question, and several."""
        asked = vars(self)
        if len(asked) > 1 or not asked:
            message = Message(
                "{key} needs one question, not {count}", key=KEY, count=len(asked)
            )
            hint = Message("its keys are: {keys}", keys=", ".join(keys_of(type(self))))
            raise refusal(message, "test", hint)


@becomes(Claim)
class ClaimEntry(Element):
    """What a source asserts."""

    source: SourceName | None = None
    place: Plain | None = None
    quote: Plain | None = None
    by: Actors = ()
    kind: ClaimKind
    about: Annotated[Names, Means.MENTION, Into("on")] = ()
    test: Annotated[TestEntry, Short(DIRECT)] | None = None


class Claims(Group[ClaimEntry]):
    """Claims by id, or in a list."""

    items: Annotated[Mapping[Id, ClaimEntry], Called(DIRECT)] = NO_KEYS
    listed: Annotated[Sequence[ClaimEntry], Called(LISTED)] = ()

    @classmethod
    def opened(cls, value: object) -> Branch:
        """Put the claims of a mapping apart from what is said of all."""
        return mapping(value) if is_listed(value) else super().opened(value)


@becomes(Published, alone="equilibria")
class PublishedEntry(Element):
    """What a source prints under one concept."""

    equilibria: Listed[StateText] | None = None
    stable: Annotated[Mapping[Word, States], Maps()] = NO_KEYS


@becomes(Variant)
class VariantEntry(Element):
    """A named edit of the case."""

    title: Texts | None = None
    changes: Annotated[Mapping[Word, Any], Maps(), Means.EDITS, Called("set")] = NO_KEYS
    removals: Annotated[Names, Called("remove")] = ()


@becomes(View)
class ViewEntry(VariantEntry):
    """The case as one party sees it."""

    only: FormulaText | None = None
