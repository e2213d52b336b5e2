"""Parties and options, sources, bodies, tracks, terms, projects, constraints."""

from collections.abc import Iterator

from detente.casefile.limits import MOST_OPTIONS, MOST_TERMS_DEEP
from detente.casefile.reading import Reading, is_assumed
from detente.casefile.schema import CaseEntry
from detente.casefile.schema_case import ChangeEntry, OptionEntry, PartyEntry
from detente.casefile.schema_records import TopicEntry
from detente.casefile.schema_shape import Group
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
from detente.model.formula import FALSE, TRUE, names
from detente.model.quantity import AT_ONCE

__all__ = [
    "read_constraints",
    "read_parties",
    "read_projects",
    "read_sources",
    "read_terms",
    "read_topics",
    "refuse_cycles",
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


def refuse_cycles(
    terms: tuple[Term, ...], projects: tuple[Project, ...], reading: Reading
) -> None:
    """Refuse terms and projects that are defined by themselves, or too deep."""
    used = {term.id: names(term.formula) for term in terms}
    used |= {project.id: names(project.formula) for project in projects}
    used = {name: parts & used.keys() for name, parts in used.items()}
    height = _heights(used)
    left = {name: parts for name, parts in used.items() if name not in height}
    places = reading.names.sections["terms"] | reading.names.sections["projects"]
    while left:
        ring = _ring(left)
        message = Message(
            "'{name}' is defined by itself: {ring}",
            name=ring[0],
            ring=" > ".join([*ring, ring[0]]),
        )
        reading.fault("cycle", message, places[ring[0]])
        left = _tangled({name: left[name] for name in left if name not in ring})
    deepest = max(height, key=lambda name: height[name], default=None)
    if deepest and height[deepest] > MOST_TERMS_DEEP:
        message = Message(
            "terms stand inside each other more than {most} deep", most=MOST_TERMS_DEEP
        )
        reading.fault("terms-deep", message, places[deepest])


def _heights(uses: dict[str, frozenset[str]]) -> dict[str, int]:
    """Count how deep the definitions go that lead to no cycle."""
    users: dict[str, list[str]] = {name: [] for name in uses}
    for name, parts in uses.items():
        for part in parts:
            users[part].append(name)
    waits = {name: len(parts) for name, parts in uses.items()}
    ready = [name for name, count in waits.items() if count == 0]
    height: dict[str, int] = {}
    for name in ready:
        height[name] = 1 + max((height[part] for part in uses[name]), default=0)
        for user in users[name]:
            waits[user] -= 1
            if waits[user] == 0:
                ready.append(user)
    return height


def _tangled(uses: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Keep the names that lead, however far, to a cycle."""
    while True:
        left = {name: parts for name, parts in uses.items() if parts & uses.keys()}
        if len(left) == len(uses):
            return left
        uses = left


def _ring(uses: dict[str, frozenset[str]]) -> list[str]:
    """Follow what uses what until a name comes back; the first in the file leads."""
    path = [next(iter(uses))]
    while (step := min(uses[path[-1]] & uses.keys())) not in path:
        path.append(step)
    ring = path[path.index(step) :]
    first = min(ring, key=list(uses).index)
    at = ring.index(first)
    return ring[at:] + ring[:at]
