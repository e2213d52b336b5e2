"""Parties and options, sources, bodies, tracks, terms, projects, constraints."""

from collections.abc import Iterator

from detente.casefile.limits import MOST_OPTIONS
from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.schema.case import ChangeEntry, OptionEntry, PartyEntry
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.records import TopicEntry
from detente.casefile.schema.shape import Group
from detente.errors import Message
from detente.model.case import (
    Change,
    Constraint,
    Option,
    Party,
    Project,
    Term,
    Topic,
)
from detente.model.event import Source
from detente.model.formula import FALSE, TRUE
from detente.model.quantity import AT_ONCE

__all__ = [
    "read_constraints",
    "read_parties",
    "read_projects",
    "read_sources",
    "read_terms",
    "read_topics",
]


def read_sources(entry: CaseEntry, reading: Reading) -> tuple[Source, ...]:
    """Read where things are written."""
    group = entry.sources
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    return tuple(
        Source(
            str(name),
            item.title,
            item.author,
            item.publisher,
            item.date,
            item.url,
            item.file,
            reading.about(item, assumed),
        )
        for name, item in (group.items if group else {}).items()
    )


def read_topics(
    group: Group[TopicEntry] | None, reading: Reading, *, assumed: bool
) -> tuple[Topic, ...]:
    """Read bodies or tracks."""
    assumed = is_assumed(group, assumed)
    items = group.items if group else {}
    return tuple(
        Topic(str(name), reading.about(item, assumed)) for name, item in items.items()
    )


def read_parties(entry: CaseEntry, reading: Reading) -> tuple[Party, ...]:
    """Read who decides, and what each can do."""
    group = entry.parties
    items = group.items if group else {}
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    options = list(reading.names.owner)
    if len(options) > MOST_OPTIONS:
        message = Message(
            "the case has {count} options; the most is {most}",
            count=len(options),
            most=MOST_OPTIONS,
        )
        place = reading.names.sections["options"][options[MOST_OPTIONS]]
        reading.fault("too-many-options", message, place)
    return tuple(
        Party(
            str(name),
            tuple(_options(str(name), item, reading, assumed=assumed)),
            reading.about(item, assumed),
        )
        for name, item in items.items()
    )


def _options(
    party: str, entry: PartyEntry, reading: Reading, *, assumed: bool
) -> Iterator[Option]:
    group = entry.options
    assumed = is_assumed(group, is_assumed(entry, assumed))
    for name, item in (group.items if group else {}).items():
        if reading.names.owner.get(name) == party:
            yield _option(str(name), party, item, reading, assumed)


def _option(
    name: str,
    party: str,
    entry: OptionEntry,
    reading: Reading,
    assumed: bool,  # noqa: FBT001
) -> Option:
    assumed = is_assumed(entry, assumed)
    cost = entry.cost
    do = undo = None
    if cost is not None:
        priced = is_assumed(cost, assumed)
        do = reading.amount(cost.do, priced)
        undo = reading.amount(cost.undo, priced)
        if cost.value is not None:
            do = reading.number(cost, cost.value, assumed)
    return Option(
        name,
        party,
        entry.now,
        _change(entry.undo, reading),
        _change(entry.redo, reading),
        reading.formula(entry.requires),
        entry.takes,
        do,
        undo,
        entry.track and reading.refer(entry.track, "track", "tracks"),
        reading.refer_all(entry.verify, "body", "bodies", "parties"),
        reading.about(entry, assumed),
    )


def _change(entry: ChangeEntry | None, reading: Reading) -> Change:
    if entry is None:
        return Change()
    if entry.direct is None:
        return Change(TRUE)
    never = reading.formula(entry.never, FALSE)
    return Change(never, entry.takes or entry.direct or AT_ONCE)


def read_terms(entry: CaseEntry, reading: Reading) -> tuple[Term, ...]:
    """Read the named formulas."""
    group = entry.terms
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    items = group.items if group else {}
    return tuple(
        Term(str(name), reading.formula(item.formula), reading.about(item, assumed))
        for name, item in items.items()
    )


def read_projects(entry: CaseEntry, reading: Reading) -> tuple[Project, ...]:
    """Read the joint undertakings."""
    group = entry.projects
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    return tuple(
        Project(
            str(name),
            reading.refer_all(item.parties, "party", "parties"),
            reading.formula(item.needs),
            reading.formula(item.blocked_by, FALSE),
            item.track and reading.refer(item.track, "track", "tracks"),
            reading.about(item, assumed),
        )
        for name, item in (group.items if group else {}).items()
    )


def read_constraints(entry: CaseEntry, reading: Reading) -> tuple[Constraint, ...]:
    """Read what every feasible state satisfies."""
    assumed = is_assumed(entry, inherited=False)
    return tuple(
        Constraint(reading.formula(item.formula), reading.about(item, assumed))
        for item in entry.constraints
    )
