"""Reading the shape of a file: what is refused is told in our words, and left out.

So the rest of the file can still be read, and all its faults come in one pass.
"""

from collections.abc import Callable, Iterable, Mapping as AnyMapping, Sequence
from dataclasses import field
from functools import cache, partial
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Final, TypeAlias, TypeVar, Union, cast, get_args

from detente.casefile.faults import Faults
from detente.casefile.formula.names import COMMON, no_id
from detente.casefile.limits import MOST_FAULTS
from detente.casefile.nearest import meant, nearest
from detente.casefile.schema.cuts import Cuts
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.paths import Path, model_at, steps_to
from detente.casefile.schema.shape import (
    DIRECT,
    Group,
    Kind,
    Lists,
    Maps,
    Short,
    Strict,
    alias,
    class_of,
    declared,
    keys_of,
    mapping,
    outer,
)
from detente.casefile.schema.values import Read, RefusalError, shown
from detente.casefile.yaml.tree import Mapping, Place, Scalar, place_of
from detente.errors import Location, Message, Problem
from detente.records import dataclass

Entry = TypeVar("Entry", bound=Strict)

_TOLD = MOST_FAULTS + 1
"""Faults of one type that are looked at closely."""
_BODIES = {"is", "value", "steps"}
"""Keys whose value may stand alone, so that nothing means that it is missing."""
_REFUSED: Final = object()


@dataclass(slots=True)
class _Fault:
    """A value that is refused, a key that is missing or unknown.

    `path` leads there from the end: each reader adds what leads to its part.
    """

    type: str
    value: object
    why: RefusalError | None = None
    steps: list[str | int] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return tuple(reversed(self.steps))


_Reader: TypeAlias = Callable[[Any, list[_Fault]], Any]
"""Gives what a value is read as, or that it is refused, for which there are faults."""


def read_shape(data: Mapping, nowhere: Place) -> tuple[CaseEntry, Faults]:
    """Read a case that has the right shape, and tell what has not.

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
    return read_entry(CaseEntry, data, nowhere)


def read_entry(
    root: type[Entry], data: Mapping, nowhere: Place
) -> tuple[Entry, Faults]:
    """Read a whole file by any entry; parameters and result as of `read_shape`.

    Where a key is missing that must be written, the entry has what else was read.
    """
    faults: list[_Fault] = []
    kind: Kind = root
    found = _reader(kind)(data, faults)
    entry = root.made({}) if found is _REFUSED else cast("Entry", found)
    return entry, _told(faults, data, nowhere, root) if faults else Faults()


@cache
def _reader(kind: Kind) -> _Reader:
    """Give what reads the values of a type, as its marks say."""
    origin, inner = outer(kind), get_args(kind)
    if class_of(kind):
        return _entry_reader(kind)
    if origin is Annotated:
        return _marked_reader(inner[0], inner[1:])
    if origin in (Union, UnionType):
        return _reader(inner[0])
    if origin is Sequence:
        return _list_reader(_reader(inner[0]))
    if origin is AnyMapping:
        return _table_reader(_reader(inner[0]), _reader(inner[1]))
    return _as_it_is


def _marked_reader(kind: Kind, marks: Sequence[object]) -> _Reader:
    read: _Reader | None = None
    for mark in marks:
        match mark:
            case Read():
                read = _opened(mark.read)
            case Lists():
                read = _list_reader(_reader(get_args(kind)[0]), mark)
            case Maps():
                read = _opened(mapping, _reader(kind))
            case Short():
                read = _opened(partial(mark.opened, known=keys_of(kind)), _reader(kind))
    return read or _reader(kind)


def _as_it_is(value: object, _: list[_Fault]) -> object:
    return value


def _opened(opened: Callable[[Any], Any], inner: _Reader | None = None) -> _Reader:
    """Read what a function makes of a value, unless it refuses it."""

    def read(value: object, faults: list[_Fault]) -> object:
        try:
            value = opened(value)
        except RefusalError as error:
            faults.append(_Fault(error.code, value, error))
            return _REFUSED
        return inner(value, faults) if inner else value

    return read


def _part(
    value: object, read: _Reader, faults: list[_Fault], *steps: str | int
) -> object:
    """Read a part; its faults are found by the steps that lead to it."""
    before = len(faults)
    part = read(value, faults)
    if len(faults) > before:
        for fault in faults[before:]:
            fault.steps.extend(reversed(steps))
    return part


def _list_reader(inner: _Reader, lists: Lists | None = None) -> _Reader:
    def read(value: list[object], faults: list[_Fault]) -> object:
        before = len(faults)
        try:
            items = lists.opened(value) if lists else value
            parts = (_part(item, inner, faults, at) for at, item in enumerate(items))
            found = [part for part in parts if part is not _REFUSED]
            if items is not value and items and not found:
                return _REFUSED  # the one value that stood for the list
            if lists:
                lists.check(found)
        except RefusalError as error:
            if len(faults) == before:
                faults.append(_Fault(error.code, value, error))
            return _REFUSED
        return found

    return read


def _table_reader(name_reader: _Reader, inner: _Reader) -> _Reader:
    def read(value: Mapping, faults: list[_Fault]) -> object:
        found: dict[object, object] = {}
        for key, item in value.items():
            name = _part(key, name_reader, faults, str(key), "[key]")
            part = _part(item, inner, faults, str(key))
            if name is not _REFUSED and part is not _REFUSED:
                found[name] = part
        return found

    return read


def _entry_reader(kind: Kind) -> _Reader:
    model = class_of(kind) or Strict
    known = {
        alias(name, each): (name, _reader(each))
        for name, each in declared(kind).items()
    }
    required = [
        (key, name) for key, (name, _) in known.items() if not hasattr(model, name)
    ]

    places = {key: place for place, key in enumerate(known)}

    def in_order(fault: _Fault) -> int:
        return places.get(str(fault.steps[-1]), len(places))

    def read(value: Mapping, faults: list[_Fault]) -> object:
        before = len(faults)
        found: dict[str, object] = {}
        for key, item in value.items():
            if key not in known:
                faults.append(_Fault("extra_forbidden", item, None, [str(key)]))
                continue
            name, inner = known[key]
            so_far = len(faults)
            part = inner(item, faults)
            if part is not _REFUSED:
                found[name] = part
            for fault in faults[so_far:] if len(faults) > so_far else ():
                fault.steps.append(key)
        lacking = [key for key, name in required if name not in found]
        missing = (key for key in lacking if key not in value)
        faults.extend(_Fault("missing", value, None, [key]) for key in missing)
        if len(faults) > before:
            faults[before:] = sorted(faults[before:], key=in_order)
        if lacking:
            return _REFUSED
        entry = model.made(found)
        try:
            entry.check()
        except RefusalError as error:
            if len(faults) == before:
                faults.append(_Fault(error.code, value, error))
            return _REFUSED
        return entry

    return _opened(model.opened, read)


def _told(
    faults: Iterable[_Fault], data: Mapping, nowhere: Place, root: Kind
) -> Faults:
    """Tell the first faults of each type, and count the others."""
    by_type: dict[str, list[_Fault]] = {}
    for fault in faults:
        by_type.setdefault(fault.type, []).append(fault)
    cuts = Cuts(data, root)
    misspelt = _misspelt(by_type.get("extra_forbidden", [])[:_TOLD], root)
    found = Faults()
    for kind, several in by_type.items():
        kept = (
            fault
            for fault in several
            if not (kind == "missing" and fault.path in misspelt)
            and not (kind == "extra_forbidden" and cuts.after(fault.path) > 1)
        )
        each = (_problem(fault, data, nowhere, cuts) for fault in islice(kept, _TOLD))
        problems = list(dict.fromkeys(each))
        found.extend(problems)
        if problems:
            found.count(problems[-1].code, sum(1 for _ in kept))
    return found


def _misspelt(faults: Iterable[_Fault], root: Kind) -> set[Path]:
    """Find the paths of keys that are there, but misspelt."""
    found: set[Path] = set()
    for fault in faults:
        if fault.type == "extra_forbidden":
            *element, key = fault.path
            near = nearest(str(key), keys_of(model_at(tuple(element), root)))
            if near is not None:
                found.add((*element, near))
    return found


def _problem(fault: _Fault, data: Mapping, nowhere: Place, cuts: Cuts) -> Problem:
    path, value, why = fault.path, fault.value, fault.why
    reserved = _reserved(path, data, cuts.root)
    if reserved:
        return reserved
    key = _key(path, cuts.root)
    unknown = fault.type == "extra_forbidden"
    place = (why and place_of(why.at)) or _place(path, data, at_key=unknown)
    location = (place or place_of(value) or nowhere).location
    if why:
        said = why.message
        if "key" in said.values:
            said = Message(said.template, **(said.values | {"key": key}))
        return Problem(why.code, said, location, _plain(value), why.hint)
    if unknown:
        cut = cuts.after(path)
        return cuts.fault(path) if cut else _unknown_key(path, location, cuts.root)
    if path[-1] in _BODIES and _is_null(path[:-1], data):
        message = Message("{key} has no value", key=_key(path[:-1], cuts.root))
        hint = Message("write one, or leave the key out")
        return Problem("no-value", message, location, None, hint)
    return _missing(path, data, location, cuts.root)


def _reserved(path: Path, data: Mapping, root: Kind) -> Problem | None:
    """Tell of a key of every element that is used as the id of one."""
    for at, part in enumerate(path):
        steps = steps_to(path[: at + 1], data) if part in COMMON else []
        if not steps or not issubclass(
            class_of(model_at(path[:at], root)) or object, Group
        ):
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


def _key(path: Path, root: Kind) -> str:
    """Name the last key of a path, with its element where it alone says little."""
    names = [part for part in path if isinstance(part, str) and part[0:1] != DIRECT]
    if names and names[-1] == "[key]":
        names.pop()
    # The value of an event is a key of its own, and not that of a number's long form.
    if names[:1] != ["events"]:
        while len(names) > 1 and names[-1] in {"is", "value", "of"}:
            names.pop()
    whole = class_of(root) or Strict
    return shown(names[-1]) if names else whole.whole


def _unknown_key(path: Path, location: Location, root: Kind) -> Problem:
    key = str(path[-1])
    known = keys_of(model_at(path[:-1], root))
    element = _key(path[:-1], root)
    message = Message("{element} has no key '{key}'", element=element, key=shown(key))
    own = [name for name in known if name not in COMMON]
    hint = meant(key, known) or Message(
        "its keys are: {keys}", keys=", ".join(own or known)
    )
    if key in {"payoff", "payoffs"} and "ranking" in known:
        hint = Message("write a ranking, best first, or the payoffs as weights")
    return Problem("unknown-key", message, location, key, hint)


def _missing(path: Path, data: Mapping, location: Location, root: Kind) -> Problem:
    element, key = _key(path[:-1], root), str(path[-1])
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
