"""YAML text to a tree of mappings, lists and scalars; nothing is executed."""

import re
from contextlib import suppress
from dataclasses import field
from typing import Any

from detente.casefile.faults import Faults
from detente.casefile.limits import MOST_DEEP, MOST_NODES
from detente.casefile.nearest import did_you_mean
from detente.casefile.yaml.commas import rejoined
from detente.casefile.yaml.faults import yaml_fault
from detente.casefile.yaml.tree import (
    Listing,
    Mapping,
    Origin,
    Place,
    Scalar,
    Value,
    copied,
    depth,
    place_of,
)
from detente.errors import CaseError, Message, Problem
from detente.records import dataclass

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_TURNS = "\u202a-\u202e\u2066-\u2069"
"""What turns the order of the letters around it, so that a name reads as another."""
_TURNING = re.compile(f"[{_TURNS}]")
_STRANGE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_TURNS}\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
"""Half characters that are one together, as JSON escapes it."""
_SLOW = 300_000
"""Characters that the scanner in Python reads in a few seconds."""
_TAG = "tag:yaml.org,2002:"
_TAGS = {_TAG + kind for kind in ("str", "int", "float", "bool", "null", "map", "seq")}


@dataclass(frozen=True, slots=True)
class Tree:
    """What a text says, and the faults that did not keep it from being read."""

    origin: Origin
    data: Value
    problems: Faults


def parse_tree(text: str, file: str) -> Tree:
    """Read YAML.

    Parameters
    ----------
    text : str
        One document.
    file : str
        Its name in messages.

    Returns
    -------
    Tree
        Tags are never followed; aliases are copies.

    Raises
    ------
    CaseError
        Where the text is no YAML, or beyond the limits.
    """
    origin = Origin(file, text.removeprefix("\ufeff"))
    refuse_unprintable(origin)
    builder = _build(origin)
    if builder.root is None or getattr(builder.root, "is_null", False):
        message = Message("there is nothing in it")
        hint = Message("a case starts with the line: detente: 1")
        raise _fatal(message, "empty", Place(origin, 0, 0), hint)
    return Tree(origin, builder.root, builder.problems)


def refuse_unprintable(origin: Origin) -> None:
    """Refuse text with characters that are no text, such as escapes."""
    found = _UNPRINTABLE.search(origin.text)
    if found:
        message = Message(
            "this is not text: it holds the character {number}",
            number=f"U+{ord(found[0]):04X}",
        )
        hint = Message("a case is a text file in UTF-8")
        place = Place(origin, found.start(), found.end())
        problem = Problem("binary", message, place.location, found[0], hint)
        raise CaseError([problem])


def _fatal(
    message: Message, code: str, place: Place, hint: Message | None = None
) -> CaseError:
    return CaseError([Problem(code, message, place.location, None, hint)])


def refuse_turning(origin: Origin) -> None:
    """Refuse text with characters that turn the order of letters."""
    found = _TURNING.search(origin.text)
    if found:
        place = Place(origin, found.start(), found.end())
        raise CaseError([strange_character(found[0], place)])


def strange_in(text: str) -> str | None:
    """Find a character that no text of a case may hold; None where there is none."""
    found = _STRANGE.search(text)
    return None if found is None else found[0]


def strange_character(character: str, place: Place) -> Problem:
    """Say that a text cannot hold a character."""
    message = Message(
        "a text cannot hold the character {number}", number=f"U+{ord(character):04X}"
    )
    return Problem("character", message, place.location)


def _build(origin: Origin) -> "_Builder":
    """Read by the compiled scanner, and text it refuses by the one in Python.

    The first is many times faster, the second says better what is wrong.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - not before it is needed
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    is_long = len(origin.text) > _SLOW
    if not is_long:
        with suppress(YAMLError, ValueError):
            return _fed(origin, YAML(typ="safe"))
    try:
        return _fed(origin, YAML(typ="safe", pure=not is_long))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        since = getattr(error.context_mark, "index", None)
        reason = str(error.problem or error.context)
        problem = yaml_fault(origin, reason, getattr(mark, "index", 0), since)
        raise CaseError([problem]) from None
    except (YAMLError, ValueError, OverflowError) as error:
        raise CaseError([yaml_fault(origin, str(error), 0, None)]) from None


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _fed(origin: Origin, yaml: Any) -> "_Builder":  # noqa: ANN401 - ruamel has no types
    builder = _Builder(origin)
    for event in yaml.parse(origin.text):
        builder.feed(event)
    return builder


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    value: Mapping | Listing
    start: int
    anchor: str | None
    nodes: int
    in_braces: bool
    key: Scalar | None = None
    keyed: bool = False


@dataclass(slots=True)
class _Builder:
    """Puts the events together; `root` is the document once it is complete."""

    origin: Origin
    root: Value | None = None
    problems: Faults = field(default_factory=Faults)
    opened: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)
    nodes: int = 0

    def feed(self, event: Any) -> None:  # noqa: ANN401 - ruamel has no types
        """Take the next event."""
        match type(event).__name__:
            case "ScalarEvent":
                self._count(1, event)
                self._scalar(event)
            case "MappingStartEvent" | "SequenceStartEvent":
                self._count(1, event)
                self._start(event)
            case "MappingEndEvent" | "SequenceEndEvent":
                self._end(event)
            case "AliasEvent":
                self._alias(event)
            case "DocumentStartEvent" if self.root is not None:
                message = Message("a second document starts here")
                hint = Message("keep one case in one file")
                raise _fatal(message, "documents", self._place(event), hint)

    def _place(self, event: Any) -> Place:  # noqa: ANN401
        return Place(self.origin, event.start_mark.index, event.end_mark.index)

    def _count(self, nodes: int, event: Any) -> None:  # noqa: ANN401
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            message = Message(
                "there are more than {most} values here, aliases expanded",
                most=MOST_NODES,
            )
            raise _fatal(message, "too-many-values", self._place(event))

    def _scalar(self, event: Any) -> None:  # noqa: ANN401
        place = self._place(event)
        plain = not event.style and self._untagged(event)
        value = Scalar(_PAIR.sub(_joined, event.value), place, plain=plain)
        strange = _STRANGE.search(value)
        if strange:
            self.problems.add(strange_character(strange[0], place))
            value = Scalar(_STRANGE.sub(" ", value), place, plain=plain)
        if event.anchor:
            self.anchors[event.anchor] = value, 1
        self._add(value)

    def _untagged(self, event: Any) -> bool:  # noqa: ANN401
        """Tell whether an event has no tag, refusing all but the plain ones."""
        tag = str(event.tag) if event.tag else ""
        if tag and tag != "!" and tag not in _TAGS:
            message = Message("tags are not followed here: {tag}", tag=tag)
            place = self._place(event)
            self._problem("tag", message, place, Message("write the plain value"))
        return not tag

    def _start(self, event: Any) -> None:  # noqa: ANN401
        if len(self.opened) >= MOST_DEEP:
            message = Message("this is nested more than {most} deep", most=MOST_DEEP)
            raise _fatal(message, "too-deep", self._place(event))
        self._untagged(event)
        is_mapping = type(event).__name__ == "MappingStartEvent"
        value = Mapping() if is_mapping else Listing()
        start = event.start_mark.index
        in_braces = bool(event.flow_style)
        self.opened.append(_Open(value, start, event.anchor, self.nodes, in_braces))

    def _end(self, event: Any) -> None:  # noqa: ANN401
        done = self.opened.pop()
        done.value.place = Place(self.origin, done.start, event.end_mark.index)
        if done.in_braces:
            self.problems.extend(rejoined(done.value))
        if done.anchor:
            self.anchors[done.anchor] = done.value, self.nodes - done.nodes + 1
        self._add(done.value)

    def _alias(self, event: Any) -> None:  # noqa: ANN401
        name, place = event.anchor, self._place(event)
        if any(name == part.anchor for part in self.opened):
            message = Message("'*{name}' stands inside what it names", name=name)
            raise _fatal(message, "alias-recursive", place)
        if name not in self.anchors:
            message = Message("nothing is marked '&{name}' before this", name=name)
            hint = did_you_mean(name, self.anchors)
            raise _fatal(message, "alias-unknown", place, hint)
        value, nodes = self.anchors[name]
        self._count(nodes, event)
        if len(self.opened) + depth(value) > MOST_DEEP:
            message = Message("this is nested more than {most} deep", most=MOST_DEEP)
            raise _fatal(message, "too-deep", place)
        self._add(copied(value))

    def _add(self, value: Value) -> None:
        if not self.opened:
            self.root = value
            return
        parent = self.opened[-1]
        if isinstance(parent.value, Listing):
            parent.value.append(value)
        elif not parent.keyed:
            parent.key, parent.keyed = self._key(value, parent.value), True
        else:
            if parent.key is not None:
                parent.value[parent.key] = value
            parent.keyed = False

    def _key(self, key: Value, mapping: Mapping) -> Scalar | None:
        """Accept a key, or report it and give None: its value is then left out."""
        place = key.place or Place(self.origin, 0, 0)
        if not isinstance(key, Scalar):
            message = Message("a mapping or list cannot be a key")
            self._problem("key", message, place)
            return None
        if key in mapping:
            if self.problems.is_full("duplicate-key"):
                self.problems.count("duplicate-key", 1)
                return None
            first = next(known for known in mapping if known == key)
            message = Message(
                "'{key}' is written twice here, first on line {line}",
                key=key,
                line=(place_of(first) or place).location.line,
            )
            self._problem("duplicate-key", message, place, Message("keep one of them"))
            return None
        return key

    def _problem(
        self, code: str, message: Message, place: Place, hint: Message | None = None
    ) -> None:
        self.problems.add(Problem(code, message, place.location, None, hint))
