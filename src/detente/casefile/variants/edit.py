"""Named edits of a case: `options.relief.undo=never`.

A path is a chain of keys joined by dots. `options.ID` finds an option
whichever party owns it; an item of a list is named by its number from 0, or
by its `id`. Where keys contain dots, the longest that fits is taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from io import StringIO
from typing import Any, TypeAlias

from detente.casefile.nearest import did_you_mean
from detente.casefile.variants.open_text import round_trip
from detente.errors import Message

Key: TypeAlias = str | int
SECTIONS = frozenset(
    {
        *("sources", "bodies", "tracks", "terms", "projects", "preferences"),
        *("variants", "sees", "labels", "published", "patience", "types", "turnover"),
        *("guarantees", "deadlines", "roadmaps"),
    }
)
"""Mappings at the top of a case; setting something in a missing one starts it."""
_MOST_DOTS = 1_000
"""A key holds no more dots: so many pieces of a path may be one key."""
_FREE = frozenset({"weights", "set"})
"""Mappings whose keys may contain dots."""


class EditError(Exception):
    """An edit that fits nothing in the case.

    Attributes
    ----------
    message : Message
        What is wrong.
    hint : Message or None
        The nearest thing that would work.
    path : str
        The path as written.
    """

    def __init__(self, message: Message, hint: Message | None, path: str) -> None:
        self.message = message
        self.hint = hint
        self.path = path
        super().__init__(message, hint, path)

    def __str__(self) -> str:
        """Give the sentence."""
        return self.message


def parse_change(text: str) -> tuple[str, str]:
    """Split `path=value`.

    Parameters
    ----------
    text : str
        Such as `options.relief.undo=never`; spaces around the sign are dropped.

    Returns
    -------
    tuple of (str, str)
        The path and the value, as YAML text.

    Raises
    ------
    EditError
        Where the sign, or what stands before it, is missing.
    """
    path, sign, value = (part.strip() for part in text.partition("="))
    if not (path and sign):
        message = Message("'{text}' does not say what to set to what", text=text)
        hint = Message("write path=value, such as options.relief.undo=never")
        raise EditError(message, hint, path)
    return path, value


def apply_edits(
    data: dict[str, Any],
    changes: Sequence[tuple[str, object]],
    removals: Sequence[str] = (),
) -> dict[str, Any]:
    """Edit a case as plain data.

    Parameters
    ----------
    data : dict
        The case as read from YAML; it is left as it is.
    changes : sequence of (str, object)
        Paths and new values, made in this order. The last key may be new.
    removals : sequence of str
        Paths to take away after that, as they are before any is.

    Returns
    -------
    dict
        The edited copy; what stands under other keys is not copied.

    Raises
    ------
    EditError
        At the first path that leads nowhere.
    """
    edited = data.copy()
    paths = [*(path for path, _ in changes), *removals]
    for section in {_section(path) for path in paths} & data.keys():
        edited[section] = deepcopy(data[section])
    items = _Items()
    for path, value in changes:
        _set(edited, path, value, items)
    found = [_find(edited, path, items) for path in removals]
    places = {(id(parent), key): (parent, key) for parent, key in found}
    for parent, key in sorted(places.values(), key=_last_item_first):
        del parent[key]
    return edited


def edit_text(
    text: str, changes: Sequence[tuple[str, str]], removals: Sequence[str] = ()
) -> str:
    """Edit the text of a case, keeping its comments.

    Parameters
    ----------
    text : str
        A case file.
    changes : sequence of (str, str)
        Paths and new values, the values as YAML text.
    removals : sequence of str
        Paths to take away after that.

    Returns
    -------
    str
        The edited text; no line of it is folded.

    Raises
    ------
    EditError
        At the first path that leads nowhere.
    """
    yaml = round_trip(text)
    values = [(path, _value(yaml, path, new)) for path, new in changes]
    edited = apply_edits(yaml.load(text), values, removals)
    stream = StringIO()
    yaml.dump(edited, stream)
    return stream.getvalue()


def _value(yaml: Any, path: str, text: str) -> object:  # noqa: ANN401 - ruamel's
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - not before it is needed

    try:
        return yaml.load(text)
    except YAMLError:
        message = Message("'{text}' is not a value", text=text)
        hint = Message("put quotes around a text that contains ': ' or brackets")
        raise EditError(message, hint, path) from None


def _section(path: str) -> str:
    """Give the key of the case that a path leads into."""
    section = path.partition(".")[0]
    return "parties" if section == "options" else section


def _last_item_first(place: tuple[Any, Key]) -> int:
    return -place[1] if isinstance(place[1], int) else 0


def _set(data: dict[str, Any], path: str, value: object, items: "_Items") -> None:
    section = path.partition(".")[0]
    if section in SECTIONS and section != path and data.get(section) in (None, ""):
        data[section] = {}
    parent, key = _find(data, path, items, new=True)
    if isinstance(parent, list) and key == len(parent):
        parent.append(value)
    else:
        parent[key] = value


def _find(
    data: dict[str, Any], path: str, items: "_Items", *, new: bool = False
) -> tuple[Any, Key]:
    """Find the mapping or list that a path leads into, and the key in it.

    With `new`, the key itself need not exist.
    """
    key: Key
    node, above, rest = _start(data, path)
    while True:
        if isinstance(node, dict):
            key, rest = _key(node, rest, path, new=new, free=above in _FREE)
        elif isinstance(node, list):
            key, rest = items.split(node, rest, path, new=new)
        else:
            message = Message(
                "'{path}': there is nothing inside '{key}'", path=path, key=above
            )
            whole = path[: len(path) - len(rest) - 1]
            raise EditError(message, Message("set '{path}'", path=whole), path)
        if not rest:
            return node, key
        node, above = node[key], str(key)


def _start(data: dict[str, Any], path: str) -> tuple[Any, str, str]:
    """Find where a path starts: at the top, or among the options of a party."""
    section, _, rest = path.partition(".")
    if section != "options" or not rest:
        return data, "", path
    id_ = rest.partition(".")[0]
    for options in _options(data):
        if id_ in options:
            return options, "options", rest
    known = [option for options in _options(data) for option in options]
    raise _unknown(id_, known, path)


def _options(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    parties = data.get("parties")
    for party in parties.values() if isinstance(parties, dict) else ():
        options = party.get("options") if isinstance(party, dict) else None
        if isinstance(options, dict):
            yield options


def _key(
    node: dict[str, Any], rest: str, path: str, *, new: bool, free: bool
) -> tuple[str, str]:
    """Split the longest known key off a path; a `free` new one may hold dots."""
    pieces = rest.split(".")
    for count in range(min(len(pieces), _MOST_DOTS), 0, -1):
        key = ".".join(pieces[:count])
        if key in node:
            return key, ".".join(pieces[count:])
    if new and rest and (free or len(pieces) == 1):
        return rest, ""
    raise _unknown(rest if free else pieces[0], node, path)


class _Items:
    """Where the items of lists stand by their ids, for many edits of one list."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[list[Any], dict[str, int]]] = {}

    def split(
        self, node: list[Any], rest: str, path: str, *, new: bool
    ) -> tuple[int, str]:
        """Split the number or id of an item off a path; a new one may come last."""
        head, _, tail = rest.partition(".")
        count = len(node) + (new and not tail)
        if _NUMBER.fullmatch(head) and int(head) < count:
            return int(head), tail
        at = self._place(node, head)
        if at is not None:
            return at, tail
        ids = filter(None, map(_id_of, node))
        raise _unknown(head, [*ids, *map(str, range(count))], path)

    def _place(self, node: list[Any], name: str) -> int | None:
        _, places = self._places.get(id(node), (node, {}))
        at = places.get(name)
        if at is None or at >= len(node) or _id_of(node[at]) != name:
            backwards = reversed(list(enumerate(map(_id_of, node))))
            places = {known: place for place, known in backwards if known}
            self._places[id(node)] = node, places
        return places.get(name)


_NUMBER = re.compile("0|[1-9][0-9]{0,6}")


def _id_of(item: object) -> str | None:
    return item.get("id") if isinstance(item, dict) else None


def _unknown(key: str, known: Iterable[str], path: str) -> EditError:
    names = [str(name) for name in known]
    message = Message("'{path}' leads nowhere: there is no '{key}'", path=path, key=key)
    return EditError(message, did_you_mean(key, names), path)
