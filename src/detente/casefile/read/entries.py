"""Records of the model from the entries of a file, as the keys declare them."""

from collections.abc import Callable, Iterator
from typing import Any

from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.read.states import StateBook
from detente.casefile.read.steps import (
    read_option,
    read_options,
    read_step,
    read_together,
)
from detente.casefile.read.trade_offs import read_sum, refuse_trade_offs, with_points
from detente.casefile.read.weights import read_weights
from detente.casefile.schema.case import (
    ChangeEntry,
    ComparisonEntry,
    PreferenceEntry,
    Weights,
)
from detente.casefile.schema.records import (
    Claims,
    FollowedEntry,
    ForcesEntry,
    MovesEntry,
    TestEntry,
)
from detente.casefile.schema.shape import (
    Element,
    Group,
    Key,
    Kind,
    Strict,
    keys,
    record_of,
)
from detente.casefile.schema.times import AmountEntry, LapseEntry, RateEntry
from detente.casefile.schema.values import Makes, Means, Refers, RefersInTurn, Spread
from detente.casefile.yaml.one_line import yaml_line
from detente.casefile.yaml.tree import Scalar
from detente.model.case import Change
from detente.model.event import Test
from detente.model.formula import FALSE, TRUE, Formula
from detente.model.preference import Comparison, Preference
from detente.model.quantity import AT_ONCE
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Entries:
    """Makes the records of one file; `assumed` is what an entry inherits."""

    reading: Reading
    book: StateBook

    def fields(
        self, entry: Strict, ids: tuple[str, ...] = (), *, assumed: bool
    ) -> Iterator[tuple[str, Any]]:
        """Give what the keys that are written become, by field of the record."""
        kind: Kind = type(entry)
        for key in keys(kind):
            value = getattr(entry, key.attribute)
            if value is None or key.mark in (Means.APART, Means.NOTHING):
                continue
            if isinstance(key.mark, Spread):
                under = is_assumed(value, assumed)
                inner = self.fields(value, assumed=under)
                yield from ((key.mark.prefix + name, part) for name, part in inner)
            else:
                yield key.field, self._value(value, key, ids, assumed=assumed)

    def _value(
        self, value: object, key: Key, ids: tuple[str, ...], *, assumed: bool
    ) -> object:
        """Give what a value means: as marked, else by what it is."""
        if isinstance(value, Group):
            inherited = is_assumed(value, assumed)
            return tuple(self._members(value, key, ids, assumed=inherited))
        if isinstance(key.mark, Refers):
            return self._referred(value, key.mark, is_required=key.is_required)
        if isinstance(key.mark, RefersInTurn):
            return self._in_turn(value, key.mark)
        if isinstance(key.mark, Means):
            return _MEANINGS[key.mark](self, value)
        if isinstance(value, list):
            return tuple(self._part(each, key, assumed=assumed) for each in value)
        return self._part(value, key, assumed=assumed)

    def _referred(self, value: Any, to: Refers, *, is_required: bool) -> object:  # noqa: ANN401
        if isinstance(value, list):
            return self.reading.refer_all(value, to.kind, *to.sections)
        if isinstance(value, tuple):
            refer = self.reading.refer
            return tuple(refer(each, to.kind, *to.sections) for each in value)
        if value or is_required:
            return self.reading.refer(value, to.kind, *to.sections)
        return None

    def _in_turn(self, value: Any, to: RefersInTurn) -> tuple[object, ...]:  # noqa: ANN401
        return tuple(
            self.reading.refer(word, each.kind, *each.sections)
            for word, each in zip(value, to.places, strict=True)
        )

    def _part(self, value: object, key: Key, *, assumed: bool) -> object:
        match value:
            case Scalar():
                return str(value)
            case AmountEntry():
                return self.reading.amount(value, assumed)
            case LapseEntry():
                return self.reading.lapse(value, assumed)
            case RateEntry():
                return self.reading.rate(value, assumed)
            case ChangeEntry():
                return self._change(value)
            case TestEntry():
                return self._test(value)
            case Weights():
                return read_weights(value, self.reading, assumed=assumed)
            case ComparisonEntry():
                return self._comparison(value, assumed=assumed)
            case Element():
                return self._record(value, key, assumed=assumed)
        return value

    def _members(
        self, group: Group[Any], key: Key, ids: tuple[str, ...], *, assumed: bool
    ) -> Iterator[object]:
        """Give the records of a group by id; `ids` are those of what it stands in."""
        for word, item in group.items.items():
            if ids and self.reading.names.owner.get(word) != ids[0]:
                continue  # another option has this id
            name = str(word)
            if isinstance(key.mark, Refers):
                self._referred(word, key.mark, is_required=True)
            for each in item if isinstance(item, list) else [item]:
                if record_of(each) is Preference:
                    yield name, self._record(each, key, assumed=assumed)
                else:
                    yield self._record(each, key, name, *ids, assumed=assumed)

        listed = group.listed if isinstance(group, Claims) else ()
        for at, item in enumerate(listed, 1):
            yield self._record(item, key, f"claim_{at}", assumed=assumed)

    def _record(self, entry: Element, key: Key, *ids: str, assumed: bool) -> object:
        about = self.reading.about(entry, assumed)
        made = key.mark.record if isinstance(key.mark, Makes) else None
        made = made or record_of(entry)
        known = len(self.reading.problems)
        fields = self.fields(entry, ids, assumed=about.assumed)
        record = made(*ids, **dict(fields), about=about)
        if isinstance(entry, PreferenceEntry) and len(self.reading.problems) == known:
            if entry.weights is None:
                return with_points(entry, record, self.reading)
            refuse_trade_offs(entry, record, self.reading)
        return record

    def _change(self, entry: ChangeEntry) -> Change:
        if entry.direct is None:
            return Change(TRUE)
        never = self.reading.formula(entry.never, FALSE)
        return Change(never, entry.takes or entry.direct or AT_ONCE)

    def _test(self, entry: TestEntry) -> Test:
        found = {key.name: key for key in keys(TestEntry)}
        for name, value in self.fields(entry, assumed=False):
            match value, found[name].mark:
                case ((None | "none"), _):
                    continue
                case FollowedEntry(), _:
                    return self._followed(value)
                case MovesEntry(), _:
                    return self._moves(value)
                case ForcesEntry(), _:
                    return self._forces(value)
                case _, Means.FORMULA:
                    return Test(name, value)
                case _, Refers() | RefersInTurn():
                    names = (value,) if isinstance(value, str) else value
                    return Test(name, names=names)
                case _:
                    return Test(name, met=value)
        return Test("none")

    def _followed(self, entry: FollowedEntry) -> Test:
        found = dict(self.fields(entry, assumed=False))
        return Test(
            "followed",
            names=(found["plan"],),
            until=found.get("until"),
            scope=found.get("scope"),
        )

    def _moves(self, entry: MovesEntry) -> Test:
        found = dict(self.fields(entry, assumed=False))
        names = (found["roadmap"], *found.get("by", ()))
        return Test(
            "moves",
            names=names,
            changes=found.get("changes", ()),
            goal=found.get("to"),
        )

    def _forces(self, entry: ForcesEntry) -> Test:
        found = dict(self.fields(entry, assumed=False))
        return Test(
            "forces",
            found["to"],
            found["coalition"],
            within=found.get("within"),
            chance=found.get("chance"),
        )

    def _comparison(self, entry: ComparisonEntry, *, assumed: bool) -> Comparison:
        first, second = entry.compared
        about = self.reading.about(entry, assumed)
        if second is None:
            return Comparison(self.reading.formula(first), None, about)
        return Comparison(self._kind(first), self._kind(second), about)

    def _kind(self, text: Scalar) -> Formula:
        """Read a kind of states: one state, a pattern, or a formula."""
        states = self.book.kind(text)
        return self.reading.formula(text) if states is None else states


def _states(
    entries: Entries, value: Scalar | list[Scalar] | dict[Scalar, Any]
) -> object:
    if isinstance(value, Scalar):
        return entries.book.state(value)
    if isinstance(value, list):
        return entries.book.states(value)
    return tuple(
        (entries.reading.refer(party, "party", "parties"), entries.book.states(states))
        for party, states in value.items()
    )


def _option(entries: Entries, value: Scalar | list[Scalar]) -> object:
    if isinstance(value, Scalar):
        return read_option(value, entries.reading) if value else None
    return tuple(read_option(word, entries.reading) for word in value)


def _mention(entries: Entries, word: Scalar) -> str:
    """Check that a word is the id of something; `party.option` is the option's."""
    party, dot, option = word.rpartition(".")
    owner = entries.reading.names.owner
    if dot and owner.get(option) == party:
        return option
    return entries.reading.refer(word, "element", *entries.reading.names.sections)


def _element(entries: Entries, word: Scalar) -> str:
    _mention(entries, word)
    return str(word)


def _meetings(entries: Entries, value: list[tuple[Scalar, Scalar, int]]) -> object:
    actors = "party or body", "parties", "bodies"
    return tuple(
        (
            entries.reading.refer(who, *actors),
            entries.reading.refer(whom, *actors),
            count,
        )
        for who, whom, count in value
    )


_MEANINGS: dict[Means, Callable[[Entries, Any], object]] = {
    Means.FORMULA: lambda entries, text: entries.reading.formula(text),
    Means.SUM: lambda entries, text: read_sum(text, entries.reading),
    Means.STATE: _states,
    Means.RANKING: lambda entries, ties: entries.book.ranking(ties),
    Means.OPTION: _option,
    Means.OPTIONS_OR_ANY: lambda entries, words: read_options(words, entries.reading),
    Means.STEP: lambda entries, words: tuple(
        step for word in words if (step := read_step(word, entries.reading))
    ),
    Means.STEPS_TOGETHER: lambda entries, words: read_together(words, entries.reading),
    Means.ELEMENT: _element,
    Means.MENTION: lambda entries, words: tuple(
        _mention(entries, word) for word in words
    ),
    Means.MEETINGS: _meetings,
    Means.ENDS: lambda entries, ends: tuple(
        (read_option(word, entries.reading) if word else "", day) for word, day in ends
    ),
    Means.EDITS: lambda _, edits: tuple(
        (str(path), yaml_line(value)) for path, value in edits.items()
    ),
}
