"""Reading the shape of a file: pydantic's faults in our words, and going on.

What is refused is left out, so that the rest of the file can still be read and
all its faults come in one pass.
"""

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from detente.casefile.commas import comma_fault
from detente.casefile.limits import MOST_FAULTS
from detente.casefile.names import COMMON, no_id
from detente.casefile.nearest import did_you_mean, nearest
from detente.casefile.schema import CaseEntry
from detente.casefile.schema_shape import DIRECT, Group, keys_of
from detente.casefile.schema_values import shown
from detente.casefile.tree import Mapping, Place, Scalar, copied, place_of
from detente.errors import Location, Message, Problem

__all__ = ["read_shape"]

Path = tuple[str | int, ...]
_ROUNDS = 60
_BODIES = {"is", "value", "steps"}
"""Keys whose value may stand alone, so that nothing means that it is missing."""


def read_shape(data: Mapping, nowhere: Place) -> tuple[CaseEntry, tuple[Problem, ...]]:
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
    tuple of Problem
        All that was refused, and therefore left out.
    """
    try:
        return CaseEntry.model_validate(data), ()
    except ValidationError as error:
        faults = error.errors(include_url=False)
    told = faults[:MOST_FAULTS]
    misspelt = _misspelt(told)
    each = (
        _problem(fault, data, nowhere)
        for fault in told
        if (fault["type"] != "missing" or fault["loc"] not in misspelt)
        and not (_is_unknown(fault) and _after_cut(fault["loc"], data) > 1)
    )
    problems = tuple(dict.fromkeys(each))
    rest = copied(data)
    for _ in range(_ROUNDS):
        _prune(rest, faults)
        try:
            return CaseEntry.model_validate(rest), problems
        except ValidationError as error:
            faults = error.errors(include_url=False)
    return CaseEntry(), problems


def _misspelt(faults: Iterable[Any]) -> set[Path]:
    """Find the paths of keys that are there, but misspelt."""
    found: set[Path] = set()
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            *element, key = fault["loc"]
            meant = nearest(str(key), keys_of(_model(tuple(element))))
            if meant is not None:
                found.add((*element, meant))
    return found


def _problem(fault: Any, data: Mapping, nowhere: Place) -> Problem:  # noqa: ANN401
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
        case "extra_forbidden" if _after_cut(path, data):
            return _cut_text(path, data)
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
        steps = _steps(path[: at + 1], data) if part in COMMON else []
        if not steps or not issubclass(_model(path[:at]), Group):
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
    known = keys_of(_model(path[:-1]))
    element = _key(path[:-1])
    message = Message("{element} has no key '{key}'", element=element, key=shown(key))
    own = [name for name in known if name not in COMMON]
    hint = did_you_mean(key, known) or Message(
        "its keys are: {keys}", keys=", ".join(own or known)
    )
    if key in {"payoff", "payoffs"} and "ranking" in known:
        hint = Message("write a ranking, best first, or the payoffs as weights")
    return Problem("unknown-key", message, location, key, hint)


def _is_unknown(fault: Any) -> bool:  # noqa: ANN401
    return bool(fault["type"] == "extra_forbidden")


def _after_cut(path: Path, data: Mapping) -> int:
    """Count the pieces that a comma cut off a text, up to the key at a path.

    In `{name: Dig, deeply, now: yes}` that is one for `deeply`, and none for
    `now`, nor for what looks like a key.
    """
    entries, at = _beside(path, data)
    known = keys_of(_model(path[:-1]))
    for count, (key, value) in enumerate(reversed(entries[: at + 1])):
        if not isinstance(value, Scalar) or not value.plain:
            return 0
        if value:
            return count
        if nearest(key, known) or not isinstance(key, Scalar):
            return 0
        before = key.place.origin.text[: key.place.start].rstrip()
        if not before.endswith(","):
            return 0
    return 0


def _beside(path: Path, data: Mapping) -> tuple[list[tuple[str, Any]], int]:
    """Give the keys and values among which the key at a path stands, and where."""
    parent, part = _steps(path, data)[-1]
    entries = list(parent.items())
    return entries, next(at for at, (key, _) in enumerate(entries) if key == part)


def _cut_text(path: Path, data: Mapping) -> Problem:
    """Say which text a comma cut off before the key at a path, the first of some."""
    entries, at = _beside(path, data)
    pieces = [entries[at - 1][1]]
    while at < len(entries) and _after_cut((*path[:-1], str(entries[at][0])), data):
        pieces.append(entries[at][0])
        at += 1
    return comma_fault(pieces[0], ", ".join(pieces))


def _missing(path: Path, data: Mapping, location: Location) -> Problem:
    element, key = _key(path[:-1]), str(path[-1])
    message = Message("{element} needs the key '{key}'", element=element, key=key)
    steps = _steps(path[:-1], data)
    if steps and isinstance(steps[-1][1], int):
        message = Message(
            "number {number} of {element} needs the key '{key}'",
            number=steps[-1][1] + 1,
            element=element,
            key=key,
        )
    return Problem("missing-key", message, location)


def _model(path: Path) -> type[BaseModel]:
    """Find the model that reads what stands at a path."""
    found: type[BaseModel] = CaseEntry
    is_id = False
    for part in path:
        if isinstance(part, int) or is_id:
            is_id = False
            continue
        is_id = part == DIRECT
        for name, field in found.model_fields.items():
            if part == (field.alias or name):
                found = _inner(field.annotation) or found
                break
    return found


def _inner(annotation: object) -> type[BaseModel] | None:
    """Find the model inside optional, list and dict types."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner, get_args(annotation))), None)


def _steps(path: Path, data: Mapping) -> list[tuple[Any, str | int]]:
    """Walk down a path, over the parts that only the models have.

    Each step is a mapping or list, and the key or number taken in it.
    """
    steps: list[tuple[Any, str | int]] = []
    node: Any = data
    for part in path:
        is_key = isinstance(node, Mapping) and part in node
        is_item = isinstance(node, list) and isinstance(part, int) and part < len(node)
        if is_key or is_item:
            steps.append((node, part))
            node = node[part]
    return steps


def _place(path: Path, data: Mapping, *, at_key: bool = False) -> Place | None:
    """Find where to point: at a value, at the key of a mapping or list."""
    steps = _steps(path, data)
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
    steps = _steps(path, data)
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
        steps = _steps(path, data)
        if steps:
            parent, part = steps[-1]
            doomed.setdefault(id(parent), (parent, set()))[1].add(part)
    for parent, parts in doomed.values():
        if isinstance(parent, Mapping):
            for part in parts:
                parent.pop(str(part), None)
        else:
            parent[:] = [item for at, item in enumerate(parent) if at not in parts]
