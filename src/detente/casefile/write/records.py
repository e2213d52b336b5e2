"""Records of the model as the entries of a file, as the keys declare them."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias, cast

from detente.casefile.schema.shape import SHAPES, Key, Kind, keys
from detente.casefile.schema.values import Means, Spread
from detente.casefile.write.parts import (
    about_entries,
    amount_node,
    change_node,
    duration_node,
    lapse_node,
    rate_node,
    text_node,
    weights_node,
)
from detente.casefile.yaml.emitter import Block, Lines, Node, Raw
from detente.model.case import Case, Change, Constraint, Party
from detente.model.event import Event, Test
from detente.model.formula import Formula, written
from detente.model.preference import Comparison, Preference, Statement, TradeOff
from detente.model.quantity import Amount, Duration, Lapse, Rate
from detente.model.road_map import Step, Turnover
from detente.model.text import Text
from detente.records import dataclass

_LINES = (Constraint, Event, Statement, TradeOff, Turnover)
"""Records of which a list stands an item a line."""
_BLOCKS = (Party, Preference)
"""Records that stand a key a line."""
_FLAT = frozenset({"bodies", "labels", "stable", "states", "terms", "tracks"})
"""Mappings by names that stand on one line where they fit."""
_SINGLE = frozenset({"deadline", "fails", "holds"})
"""Tests that ask of one road map or deadline."""


@dataclass(frozen=True, slots=True)
class Records:
    """Writes the records of one case.

    `options` are those of the case, where states are to be written as Y and N;
    `under` tells whether what a record stands under is assumed.
    """

    options: Sequence[str] = ()

    def entries(
        self, record: object, entry: Kind, prefix: str = "", *, under: bool
    ) -> dict[str, Node]:
        """Write the keys that say something, but for those of every element."""
        nodes = ((key, self._node(record, key, prefix, under)) for key in keys(entry))
        return {key.name: node for key, node in nodes if node is not None}

    def _node(
        self,
        record: object,
        key: Key,
        prefix: str,
        under: bool,  # noqa: FBT001
    ) -> Node | None:
        if key.mark is Means.NOTHING:
            return None
        if isinstance(key.mark, Spread) and key.model:
            inner = self.entries(record, key.model, key.mark.prefix, under=under)
            # What stands alone may be a 0, which says something.
            return _alone(inner, key.mark) if inner else None
        owner, _, name = (prefix + key.field).rpartition(".")
        holder: Any = attrgetter(owner)(record) if owner else record
        value = getattr(holder, name)
        if key.name in _PARTICULAR:
            return _PARTICULAR[key.name](self, record, value, under)
        if value == holder.__dataclass_fields__[name].default:
            return None
        return self._value(value, key, under=under)

    def _value(self, value: object, key: Key, *, under: bool) -> Node:
        if not isinstance(value, tuple):
            return self.part(value, under=under)
        if key.by_name:
            named = {
                name: self.part(part, under=under) for name, part in map(_named, value)
            }
            return named if key.name in _FLAT else Block(named)
        parts = [self.part(each, under=under) for each in value]
        return Lines(parts) if value and isinstance(value[0], _LINES) else parts

    def part(self, value: Any, *, under: bool) -> Node:  # noqa: ANN401 - a field of any record
        """Write what stands in a field of a record, or in a list there."""
        match value:
            case Text():
                return text_node(value)
            case Duration():
                return duration_node(value)
            case Amount():
                return amount_node(value, under=under)
            case Lapse():
                return lapse_node(value, under=under)
            case Rate():
                return rate_node(value, under=under)
            case Change():
                return change_node(value) or "at once"
            case Step(option=option, taken=taken):
                return option if taken else f"not {option}"
            case Comparison():
                return self._comparison(value, under=under)
            case tuple():
                return list(value)
        if isinstance(value, Formula):
            return written(value)
        return self._record(value, under=under) if type(value) in SHAPES else value

    def _record(self, record: Any, *, under: bool) -> Node:  # noqa: ANN401
        """Write a record, as one value where nothing else is said."""
        shape = SHAPES[type(record)]
        about = about_entries(record.about, under=under)
        first = {key: about[key] for key in shape.first if key in about}
        own = self.entries(record, shape.entry, under=record.about.assumed)
        entries = first | own | about
        if list(entries) == [shape.alone]:
            return next(iter(entries.values()))
        return Block(entries) if isinstance(record, _BLOCKS) else entries

    def _comparison(self, comparison: Comparison, *, under: bool) -> Node:
        texts = comparison.texts(self.options)
        node: Node = texts[0] if len(texts) == 1 else list(texts)
        about = about_entries(comparison.about, under=under)
        return {"is": node, **about} if about else node


def _alone(entries: dict[str, Node], spread: Spread) -> Node:
    if list(entries) != [spread.alone]:
        return entries
    (node,) = entries.values()
    if spread.single and isinstance(node, list) and len(node) == 1:
        node = cast("Node", node[0])
    return node


def _named(member: Any) -> tuple[str, object]:  # noqa: ANN401
    """Give the name of a member of a mapping, which a record holds first."""
    if isinstance(member, tuple):
        return member
    return getattr(member, fields(member)[0].name), member


Particular: TypeAlias = Callable[[Records, Any, Any, bool], Node | None]


def _events(records: Records, case: Case, events: Any, under: bool) -> Node | None:  # noqa: ANN401, FBT001
    if case.events_file:
        return case.events_file
    return Lines(records.part(event, under=under) for event in events) or None


def _patience(
    records: Records,
    _: object,
    patience: tuple[tuple[str, Rate], ...],
    under: bool,  # noqa: FBT001
) -> Node | None:
    by_party = {party: records.part(rate, under=under) for party, rate in patience}
    return by_party[""] if list(by_party) == [""] else by_party or None


def _turnover(
    records: Records,
    _: object,
    turnover: tuple[Turnover, ...],
    under: bool,  # noqa: FBT001
) -> Node | None:
    by_party = groupby(turnover, attrgetter("party"))
    return (
        Block(
            (party, Lines(records.part(each, under=under) for each in changes))
            for party, changes in by_party
        )
        or None
    )


def _test(test: Test) -> Node | None:
    if test.kind == "none":
        return None
    if test.kind == "forces":
        return {"forces": _forces(test)}
    if test.formula is not None:
        return {test.kind: written(test.formula)}
    if test.kind == "met":
        return {"met": [list(meeting) for meeting in test.met]}
    if test.kind == "followed":
        return {"followed": _followed(test)}
    if test.kind == "moves":
        return {"moves": _moves(test)}
    names = list(test.names)
    return {test.kind: names[0] if test.kind in _SINGLE else names}


def _until(until: date | tuple[tuple[str, date], ...] | None) -> Node | None:
    """Write the day on which something ends, or the days by option."""
    if not isinstance(until, tuple):
        return until
    by_option: dict[str, Node] = dict(until)
    return by_option[""] if list(by_option) == [""] else by_option or None


def _forces(test: Test) -> Node:
    asked: dict[str, Node | None] = {"coalition": list(test.names)}
    if test.formula is not None:
        asked["to"] = written(test.formula)
    asked["within"] = test.within
    if test.chance is not None:
        asked["chance"] = amount_node(test.chance, under=False)
    return {key: value for key, value in asked.items() if value is not None}


def _followed(test: Test) -> Node:
    asked = {"plan": test.names[0], "until": test.until, "scope": test.scope}
    written = {key: value for key, value in asked.items() if value is not None}
    return written if len(written) > 1 else test.names[0]


def _moves(test: Test) -> Node:
    name, *parties = test.names
    more: dict[str, Node] = {"by": list(parties)} if parties else {}
    if test.goal is not None:
        more["to"] = test.goal
    if test.changes:
        more["set"] = {path: Raw(new) for path, new in test.changes}
    return {"roadmap": name, **more} if more else name


_PARTICULAR: dict[str, Particular] = {
    "events": _events,
    "patience": _patience,
    "turnover": _turnover,
    "test": lambda _, __, test, ___: _test(test),
    "moves": lambda _, __, moves, ___: (
        Block(
            (party, {state: list(targets) for state, targets in rows})
            for party, rows in moves
        )
        or None
    ),
    "ranking": lambda _, __, ranking, ___: (
        [list(tie) if len(tie) > 1 else tie[0] for tie in ranking] or None
    ),
    "set": lambda _, __, edits, ___: (
        Block((path, Raw(new)) for path, new in edits) or None
    ),
    "until": lambda _, __, until, ___: _until(until),
    "undoing": lambda _, __, options, ___: list(options) or "any",
    "more": lambda _, each, side, ___: each.text(side),
    "than": lambda _, each, side, ___: each.text(side),
    "weights": lambda _, each, weights, under: (
        None if each.by_trade_offs else weights_node(weights, under=under)
    ),
}
