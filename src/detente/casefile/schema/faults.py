"""Reading the shape of a file: pydantic's faults in our words, and going on.

What is refused is left out, so that the rest of the file can still be read and
all its faults come in one pass.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from pydantic import ValidationError

from detente.casefile.faults import Faults
from detente.casefile.formula.names import COMMON, no_id
from detente.casefile.limits import MOST_FAULTS
from detente.casefile.nearest import did_you_mean, nearest
from detente.casefile.schema.cuts import Cuts
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.paths import Path, model_at, steps_to
from detente.casefile.schema.shape import DIRECT, Group, keys_of
from detente.casefile.schema.values import shown
from detente.casefile.yaml.tree import Mapping, Place, Scalar, copied, place_of
from detente.errors import Location, Message, Problem

__all__ = ["read_shape"]

_ROUNDS = 60
_TOLD = MOST_FAULTS + 1
"""Faults of one type that are looked at closely."""
_BODIES = {"is", "value", "steps"}
"""Keys whose value may stand alone, so that nothing means that it is missing."""


def read_shape(data: Mapping, nowhere: Place) -> tuple[CaseEntry, Faults]:
    """Read what has the right shape, and tell what has not.

    Parameters
    ----------
    data : Mapping
        The whole file.
    nowhere : Place
        Where to point for what has no place of its own.

    Returns
    -------
    CaseEntry
        All that could be read.
    Faults
        All that was refused, and therefore left out.
    """
    try:
        return CaseEntry.model_validate(data), Faults()
    except ValidationError as error:
        faults = error.errors(include_url=False)
    problems = _told(faults, data, nowhere)
    rest = copied(data)
    for _ in range(_ROUNDS):
        _prune(rest, faults)
        try:
            return CaseEntry.model_validate(rest), problems
        except ValidationError as error:
            faults = error.errors(include_url=False)
    return CaseEntry(), problems


def _told(faults: Iterable[Any], data: Mapping, nowhere: Place) -> Faults:
    """Tell the first faults of each type, and count the others."""
    by_type: dict[str, list[Any]] = {}
    for fault in faults:
        by_type.setdefault(fault["type"], []).append(fault)
    cuts = Cuts(data)
    misspelt = _misspelt(by_type.get("extra_forbidden", [])[:_TOLD])
    found = Faults()
    for kind, several in by_type.items():
        kept = (
            fault
            for fault in several
            if not (kind == "missing" and fault["loc"] in misspelt)
            and not (kind == "extra_forbidden" and cuts.after(fault["loc"]) > 1)
        )
        each = (_problem(fault, data, nowhere, cuts) for fault in islice(kept, _TOLD))
        problems = list(dict.fromkeys(each))
        found.extend(problems)
        if problems:
            found.count(problems[-1].code, sum(1 for _ in kept))
    return found


def _misspelt(faults: Iterable[Any]) -> set[Path]:
    """Find the paths of keys that are there, but misspelt."""
    found: set[Path] = set()
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            *element, key = fault["loc"]
            meant = nearest(str(key), keys_of(model_at(tuple(element))))
            if meant is not None:
                found.add((*element, meant))
    return found


def _problem(fault: Any, data: Mapping, nowhere: Place, cuts: Cuts) -> Problem:  # noqa: ANN401
    path, value = fault["loc"], fault["input"]
    reserved = _reserved(path, data)
    if reserved:
        return reserved
    key = _key(path)
    at_key = fault["type"] == "extra_forbidden"
    context = fault.get("ctx", {})
    place = place_of(context.get("at")) or _place(path, data, at_key=at_key)
    place = place or place_of(value) or nowhere
    location = place.location
    match fault["type"]:
        case "extra_forbidden" if cuts.after(path):
            return cuts.fault(path)
        case "extra_forbidden":
            return _unknown_key(path, location)
        case "missing" if path[-1] in _BODIES and _is_null(path[:-1], data):
            message = Message("{key} has no value", key=_key(path[:-1]))
            hint = Message("write one, or leave the key out")
            return Problem("no-value", message, location, None, hint)
        case "missing":
            return _missing(path, data, location)
    message = context.get("message") or Message("{key} cannot be read", key=key)
    if "key" in message.values:
        message = Message(message.template, **(message.values | {"key": key}))
    code, hint = fault["type"], context.get("hint")
    return Problem(code, message, location, _plain(value), hint)


def _reserved(path: Path, data: Mapping) -> Problem | None:
    """Tell of a key of every element that is used as the id of one."""
    for at, part in enumerate(path):
        steps = steps_to(path[: at + 1], data) if part in COMMON else []
        if not steps or not issubclass(model_at(path[:at]), Group):
            continue
        parent, key = steps[-1]
        message = no_id(str(key))
        place = next(place_of(known) for known in parent if known == key)
        if message and place and isinstance(parent[key], Mapping):
            hint = Message("give it another id")
            return Problem("reserved-id", message, place.location, str(key), hint)
    return None


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Scalar) else None


def _key(path: Path) -> str:
    """Name the last key of a path, with its element where it alone says little."""
    names = [part for part in path if isinstance(part, str) and part[0:1] != DIRECT]
    if names and names[-1] == "[key]":
        names.pop()
    while len(names) > 1 and names[-1] in {"is", "value", "of"}:
        names.pop()
    return shown(names[-1]) if names else Message("the case")


def _unknown_key(path: Path, location: Location) -> Problem:
    key = str(path[-1])
    known = keys_of(model_at(path[:-1]))
    element = _key(path[:-1])
    message = Message("{element} has no key '{key}'", element=element, key=shown(key))
    own = [name for name in known if name not in COMMON]
    hint = did_you_mean(key, known) or Message(
        "its keys are: {keys}", keys=", ".join(own or known)
    )
    if key in {"payoff", "payoffs"} and "ranking" in known:
        hint = Message("write a ranking, best first, or the payoffs as weights")
    return Problem("unknown-key", message, location, key, hint)


def _missing(path: Path, data: Mapping, location: Location) -> Problem:
    element, key = _key(path[:-1]), str(path[-1])
    message = Message("{element} needs the key '{key}'", element=element, key=key)
    steps = steps_to(path[:-1], data)
    if steps and isinstance(steps[-1][1], int):
        message = Message(
            "number {number} of {element} needs the key '{key}'",
            number=steps[-1][1] + 1,
            element=element,
            key=key,
        )
    return Problem("missing-key", message, location)


def _place(path: Path, data: Mapping, *, at_key: bool = False) -> Place | None:
    """Find where to point: at a value, at the key of a mapping or list."""
    steps = steps_to(path, data)
    if not steps:
        return None
    parent, part = steps[-1]
    if not isinstance(parent, Mapping):
        return place_of(parent[part])
    value = parent[str(part)]
    at_key = at_key or path[-1] == "[key]"
    if not at_key and isinstance(value, Scalar) and not value.is_null:
        return value.place
    key = next(known for known in parent if known == part)
    return place_of(key) or place_of(value)


def _is_null(path: Path, data: Mapping) -> bool:
    steps = steps_to(path, data)
    if not steps:
        return False
    parent, part = steps[-1]
    value = parent[part]
    return isinstance(value, Scalar) and value.is_null


def _prune(data: Mapping, faults: Iterable[Any]) -> None:
    """Take out what was refused; an element that lacks a key goes as a whole."""
    doomed: dict[int, tuple[Any, set[str | int]]] = {}
    for fault in faults:
        path = fault["loc"][:-1] if fault["type"] == "missing" else fault["loc"]
        steps = steps_to(path, data)
        if steps:
            parent, part = steps[-1]
            doomed.setdefault(id(parent), (parent, set()))[1].add(part)
    for parent, parts in doomed.values():
        if isinstance(parent, Mapping):
            for part in parts:
                parent.pop(str(part), None)
        else:
            parent[:] = [item for at, item in enumerate(parent) if at not in parts]
