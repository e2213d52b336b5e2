"""Events, claims, variants and views."""

from collections.abc import Iterator

from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.read.road_maps import read_option
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.records import (
    ClaimEntry,
    EventEntry,
    TestEntry,
    VariantEntry,
)
from detente.casefile.yaml.one_line import yaml_line
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.case import Variant, View
from detente.model.event import Claim, Event, Test
from detente.model.formula import TRUE

__all__ = ["read_claims", "read_events", "read_variants", "read_views"]


def read_events(entry: CaseEntry, reading: Reading) -> Iterator[Event]:
    """Read what happened, in file order."""
    assumed = is_assumed(entry, inherited=False)
    seen: set[str] = set()
    for item in entry.events:
        if item.id in seen:
            message = Message("the event '{name}' stands here twice", name=str(item.id))
            reading.fault("duplicate-id", message, item.id)
        elif item.id is not None:
            seen.add(str(item.id))
        yield _event(item, reading, assumed=assumed)


def _event(entry: EventEntry, reading: Reading, *, assumed: bool) -> Event:
    about = entry.on
    if about is not None:
        _refer_anything(about, reading)
    condition = None if entry.condition is None else reading.formula(entry.condition)
    return Event(
        entry.date,
        entry.kind,
        None if entry.id is None else str(entry.id),
        entry.end,
        entry.expires,
        reading.refer_all(entry.parties, "party or body", "parties", "bodies"),
        entry.option and read_option(entry.option, reading),
        entry.value,
        condition,
        None if about is None else str(about),
        entry.roadmap and reading.refer(entry.roadmap, "road map", "roadmaps"),
        entry.outcome,
        entry.disputed,
        entry.title,
        entry.place,
        entry.source and reading.refer(entry.source, "source", "sources"),
        entry.quote,
        reading.about(entry, assumed),
    )


def _refer_anything(word: Scalar, reading: Reading) -> str:
    """Check that a word is the id of something; `party.option` is the option's."""
    party, dot, option = word.rpartition(".")
    if dot and reading.names.owner.get(option) == party:
        return option
    return reading.refer(word, "element", *reading.names.sections)


def read_claims(entry: CaseEntry, reading: Reading) -> tuple[Claim, ...]:
    """Read what sources assert."""
    group = entry.claims
    if group is None:
        return ()
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    named = [(str(name), item) for name, item in group.items.items()]
    listed = [(f"claim_{at}", item) for at, item in enumerate(group.listed, 1)]
    return tuple(
        _claim(name, item, reading, assumed=assumed) for name, item in named + listed
    )


def _claim(name: str, entry: ClaimEntry, reading: Reading, *, assumed: bool) -> Claim:
    return Claim(
        name,
        entry.kind,
        entry.source and reading.refer(entry.source, "source", "sources"),
        entry.place,
        entry.quote,
        reading.refer_all(entry.by, "party or body", "parties", "bodies"),
        tuple(_refer_anything(word, reading) for word in entry.about),
        _test(entry.test, reading),
        reading.about(entry, assumed),
    )


def _test(entry: TestEntry | None, reading: Reading) -> Test:
    if entry is None:
        return Test("none")
    for kind, text in (("formula", entry.formula), ("stable", entry.stable)):
        if text is not None:
            return Test(kind, reading.formula(text, TRUE))
    plans = {
        "better": entry.better,
        "holds": entry.holds and (entry.holds,),
        "fails": entry.fails and (entry.fails,),
        "followed": entry.followed and (entry.followed,),
    }
    for kind, words in plans.items():
        if words:
            names = (reading.refer(word, "road map", "roadmaps") for word in words)
            return Test(kind, names=tuple(names))
    if entry.more_exposed:
        parties = (
            reading.refer(word, "party", "parties") for word in entry.more_exposed
        )
        return Test("more_exposed", names=tuple(parties))
    if entry.met is not None:
        met = tuple(
            (_actor(first, reading), _actor(second, reading), count)
            for first, second, count in entry.met
        )
        return Test("met", met=met)
    return Test("none")


def _actor(word: Scalar, reading: Reading) -> str:
    return reading.refer(word, "party or body", "parties", "bodies")


def read_variants(entry: CaseEntry, reading: Reading) -> tuple[Variant, ...]:
    """Read the named edits; whether they fit is judged by making them."""
    group = entry.variants
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    return tuple(
        _variant(str(name), item, reading, assumed=assumed)
        for name, item in (group.items if group else {}).items()
    )


def _variant(
    name: str, entry: VariantEntry, reading: Reading, *, assumed: bool
) -> Variant:
    about = reading.about(entry, assumed)
    return Variant(name, entry.title, *_edits(entry), about)


def _edits(
    entry: VariantEntry,
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    changes = ((str(path), yaml_line(value)) for path, value in entry.changes.items())
    return tuple(changes), tuple(map(str, entry.removals))


def read_views(entry: CaseEntry, reading: Reading) -> tuple[View, ...]:
    """Read what parties see; whether it makes a case is judged by making it."""
    group = entry.sees
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    return tuple(
        View(
            reading.refer(party, "party", "parties"),
            item.title,
            *_edits(item),
            reading.formula(item.only),
            reading.about(item, assumed),
        )
        for party, item in (group.items if group else {}).items()
    )
