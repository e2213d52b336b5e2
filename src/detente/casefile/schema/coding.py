"""The keys of a coding sheet: what may be coded of a deal, and how it is written."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, TypeAlias

from detente.casefile.nearest import did_you_mean
from detente.casefile.schema.records import SourceEntry
from detente.casefile.schema.shape import (
    Element,
    Group,
    Listed,
    Lists,
    OneOrMore,
    Short,
    Strict,
)
from detente.casefile.schema.times import Day, Length
from detente.casefile.schema.values import (
    KEY,
    Plain,
    Read,
    Texts,
    Truth,
    Word,
    plain,
    refusal,
    shown,
)
from detente.errors import Message
from detente.model.coding import (
    SIZES,
    Enforcing,
    Seeing,
    SeenWithin,
    Undoing,
)

MOST_STAGES = 99


def _one_of(kind: type[StrEnum]) -> Read:
    words = tuple(each.value for each in kind)

    def read(value: object) -> StrEnum:
        text = plain(value)
        if text in words:
            return kind(str(text))
        message = Message(
            "{key} must be one of {words}, not '{value}'",
            key=KEY,
            words=", ".join(words),
            value=shown(text),
        )
        raise refusal(message, "word", did_you_mean(text, words))

    return Read(read, {"enum": list(words)})


def _size(value: object) -> int:
    text = plain(value)
    if text in map(str, SIZES):
        return int(text)
    message = Message(
        "{key} must be 1 (small), 2 (middle) or 4 (the main thing), not '{value}'",
        key=KEY,
        value=shown(text),
    )
    raise refusal(message, "size")


def _version(key: str) -> Callable[[object], int]:
    def read(value: object) -> int:
        text = plain(value)
        if text != "1":
            message = Message(
                "this version of Detente reads {key} of version 1, not '{value}'",
                key=key,
                value=shown(text),
            )
            raise refusal(message, "version", Message("write {key}: 1", key=key))
        return 1

    return read


def _stage(value: object) -> int:
    text = plain(value)
    if text.isdecimal() and 0 < int(text) <= MOST_STAGES:
        return int(text)
    message = Message(
        "{key} is the number of a stage, not '{value}'", key=KEY, value=text
    )
    raise refusal(message, "stage")


Undo = Annotated[Undoing, _one_of(Undoing)]
SeenBy = Annotated[Seeing, _one_of(Seeing)]
Within = Annotated[SeenWithin, _one_of(SeenWithin)]
Kind = Annotated[Enforcing, _one_of(Enforcing)]
Size = Annotated[int, Read(_size, {"enum": list(SIZES)})]
Coding = Annotated[int, Read(_version("coding"), {"const": 1})]
Outcomes = Annotated[int, Read(_version("outcomes"), {"const": 1})]
Stage = Annotated[int, Read(_stage, {"type": "integer", "minimum": 1})]
Ids: TypeAlias = Annotated[Sequence[Word], Lists(single=True)]


class Sourced(Element):
    """An entry that has to say where it stands."""

    def check(self) -> None:
        """Refuse what names no source."""
        if not self.evidence:
            message = Message("{key} names no source", key=KEY)
            hint = Message("write evidence: [{source: ID, place: Article 3}]")
            raise refusal(message, "no-source", hint)


class ActorEntry(Element):
    """A party, or who else stands behind the deal."""

    country: Word | None = None


class StepEntry(Sourced):
    """A step that the text lists."""

    owner: Word
    gains: Ids
    undo: Undo
    size: Size
    seen_by: SeenBy
    seen_within: Within
    now: Truth = False

    def check(self) -> None:
        """Refuse what is seen by nobody and yet in time, or names no source."""
        if (self.seen_by is Seeing.NOBODY) != (self.seen_within is SeenWithin.NEVER):
            message = Message(
                "{key}: what nobody sees is seen never, and the reverse", key=KEY
            )
            hint = Message("write seen_by: nobody with seen_within: never")
            raise refusal(message, "seen", hint)
        super().check()


class StageEntry(Sourced):
    """Steps that the text puts together."""

    steps: Ids
    date: Day | None = None
    within: Length | None = None
    vague: Truth = False

    def check(self) -> None:
        """Refuse two times for one stage."""
        if self.date and self.within:
            message = Message("{key} has a date and a length of time", key=KEY)
            raise refusal(message, "stage-time", Message("keep the one in the text"))
        super().check()


class EnforcementEntry(Sourced):
    """What stands behind the deal."""

    kind: Kind
    by: Ids = ()
    against: Ids = ()


class LeadershipEntry(Sourced):
    """Who may follow those who sign, by the calendar."""

    changes: OneOrMore[Day] = ()
    rejected: Truth = False


class CodingEntry(Strict):
    """Everything that a coding sheet may say."""

    whole = Message("the sheet")
    coding: Coding | None = None
    title: Texts | None = None
    signed: Day | None = None
    coder: Plain | None = None
    note: Texts | None = None
    sources: Group[Annotated[SourceEntry, Short("title", "text")]] | None = None
    parties: Group[ActorEntry] | None = None
    outside: Group[ActorEntry] | None = None
    steps: Group[StepEntry] | None = None
    stages: Listed[StageEntry] = ()
    enforcement: Listed[EnforcementEntry] = ()
    leaderships: Group[LeadershipEntry] | None = None


class OmissionEntry(Sourced):
    """The first omission that the text's own monitor names, or a withdrawal."""

    date: Day
    stage: Stage | None = None
    party: Word
    what: Texts | None = None


class OutcomeEntry(Sourced):
    """What happened to a deal."""

    standing_after_five_years: Truth
    first_omission: OmissionEntry | None = None
    disputed: Truth = False


class OutcomesEntry(Strict):
    """What happened to deals, in a file apart from how they are coded."""

    whole = Message("the file of outcomes")
    outcomes: Outcomes | None = None
    sources: Group[Annotated[SourceEntry, Short("title", "text")]] | None = None
    deals: Group[OutcomeEntry] | None = None
