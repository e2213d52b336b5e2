"""The ids of a case: what each names, and that none names two things.

They are taken from the file as it stands, so that an element that cannot be
read is still known by name and causes no second fault.
"""

import re
from collections.abc import Iterator
from dataclasses import field

from detente.casefile.faults import Faults
from detente.casefile.formula.faults import KEYWORDS
from detente.casefile.formula.lookalike import in_latin
from detente.casefile.yaml.tree import Mapping, Place, Scalar, place_of
from detente.errors import Message, Problem
from detente.records import dataclass

ID = re.compile(r"[a-z][a-z0-9_]*")
"""What an id looks like."""
COMMON = ("name", "note", "evidence", "assumed")
"""The keys that every element takes, which are therefore no ids."""

_SECTIONS = (
    "sources",
    "bodies",
    "tracks",
    "terms",
    "projects",
    "claims",
    "variants",
    "types",
    "guarantees",
    "deadlines",
    "roadmaps",
    "scopes",
    "parties",
)


@dataclass(slots=True)
class Names:
    """The ids of a case by what they name.

    Attributes
    ----------
    sections : dict of str to dict of str to Place
        By key of the case: `parties`, `terms`, `roadmaps` and so on, and
        `options`, `events`.
    owner : dict of str to str
        The party of each option.
    """

    sections: dict[str, dict[str, Place]] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)

    def of(self, *sections: str) -> list[str]:
        """Give the ids of some sections, in file order."""
        return [name for section in sections for name in self.sections[section]]

    def are_those_of(self, other: "Names") -> bool:
        """Tell whether the same ids name the same kinds of things."""
        same_owner = self.owner is other.owner or self.owner == other.owner
        return same_owner and all(
            ids is other.sections[key] or ids.keys() == other.sections[key].keys()
            for key, ids in self.sections.items()
        )

    def has(self, name: str, *sections: str) -> bool:
        """Tell whether one of some sections has an id."""
        return any(name in self.sections[section] for section in sections)


def no_id(word: str) -> Message | None:
    """Say that a word is a key of every element, where it is one."""
    if word not in COMMON:
        return None
    return Message("'{key}' is a key of every element and cannot be an id", key=word)


def known_names(
    data: Mapping, nowhere: Place, before: tuple[Mapping, Names] | None = None
) -> tuple[Names, Faults]:
    """Collect the ids of a case.

    Parameters
    ----------
    data : Mapping
        The file, of any shape.
    nowhere : Place
        Where to point for an id that has no place of its own.
    before : tuple of (Mapping, Names) or None
        The same file before some of its sections were edited, and its ids, in
        which there is no fault: sections that are left are not searched again.

    Returns
    -------
    Names
        What is known.
    Faults
        Ids given twice in the one name space of options, terms, projects and
        parties, and ids that are words of formulas.
    """
    names = Names()
    problems = Faults()
    changed = set()
    for key in (*_SECTIONS, "labels", "states", "events"):
        if before is not None and data.get(key) is before[0].get(key):
            names.sections[key] = before[1].sections[key]
        else:
            changed.add(key)
            names.sections[key] = _found(key, data.get(key), nowhere)
    if before is not None and "parties" not in changed:
        names.sections["options"] = before[1].sections["options"]
        names.owner = before[1].owner
    else:
        problems.extend(_owned(data, names, nowhere))
    if changed & _KINDS.keys():
        problems.extend(_clashes(names, nowhere))
        problems.extend(_reserved(names))
    return names, problems


def _found(key: str, section: object, nowhere: Place) -> dict[str, Place]:
    if key in {"labels", "states"}:
        return _words(section, nowhere)
    if key == "events":
        return dict(_event_ids(section, nowhere))
    return _ids(section, nowhere)


def _owned(data: Mapping, names: Names, nowhere: Place) -> Iterator[Problem]:
    """Collect the options and whose they are; give those named twice."""
    names.sections["options"] = {}
    for party, option, place in _options(data, nowhere):
        if option in names.owner:
            first = names.sections["options"][option]
            yield _twice(option, place, _KINDS["options"], first)
            continue
        names.owner[option] = party
        names.sections["options"][option] = place


def _words(section: object, nowhere: Place) -> dict[str, Place]:
    """Collect what may be written in any letters."""
    words = section if isinstance(section, Mapping) else Mapping()
    return {str(key): place_of(key) or nowhere for key in words}


def _ids(section: object, nowhere: Place) -> dict[str, Place]:
    """Collect ids, those with look-alike letters as they were meant."""
    if isinstance(section, Mapping):
        own = (key for key in section if key not in COMMON)
        return {in_latin(key): place_of(key) or nowhere for key in own}
    if isinstance(section, list):
        places = (place_of(item) or nowhere for item in section)
        return {f"claim_{at + 1}": place for at, place in enumerate(places)}
    return {}


def _options(data: Mapping, nowhere: Place) -> Iterator[tuple[str, str, Place]]:
    parties = data.get("parties")
    if not isinstance(parties, Mapping):
        return
    for party, entry in parties.items():
        if party not in COMMON and isinstance(entry, Mapping):
            for option, place in _ids(entry.get("options"), nowhere).items():
                yield in_latin(party), option, place


def _event_ids(events: object, nowhere: Place) -> Iterator[tuple[str, Place]]:
    if isinstance(events, list):
        for event in events:
            name = event.get("id") if isinstance(event, Mapping) else None
            if isinstance(name, Scalar):
                yield str(name), place_of(name) or nowhere


PROPOSITIONS = ("options", "terms", "projects", "states")
"""The sections whose ids formulas can use."""

_KINDS = {
    "parties": Message("a party"),
    "options": Message("an option"),
    "terms": Message("a term"),
    "projects": Message("a project"),
}


def _clashes(names: Names, nowhere: Place) -> Iterator[Problem]:
    taken: dict[str, tuple[Message, Place]] = {}
    for section, kind in _KINDS.items():
        for name, place in names.sections[section].items():
            if name in taken:
                first = taken[name]
                if _is_later(first[1], place, nowhere):
                    yield _twice(name, first[1], kind, place)
                else:
                    yield _twice(name, place, *first)
            else:
                taken[name] = kind, place


def _is_later(first: Place, second: Place, nowhere: Place) -> bool:
    """Tell whether the first of two places comes later; edits come last."""
    if first.origin is second.origin:
        return first.start > second.start
    return first.origin is not nowhere.origin


def _twice(name: str, place: Place, kind: Message, first: Place) -> Problem:
    message = Message(
        "'{name}' is already {kind}, on line {line}",
        name=name,
        kind=kind,
        line=first.location.line,
    )
    hint = Message("options, terms, projects and parties need different ids")
    return Problem("duplicate-id", message, place.location, name, hint)


def _reserved(names: Names) -> Iterator[Problem]:
    for section in _KINDS:
        for name, place in names.sections[section].items():
            if name in KEYWORDS:
                message = Message("'{name}' is a word of formulas", name=name)
                hint = Message("give it another id")
                yield Problem("reserved-id", message, place.location, name, hint)
