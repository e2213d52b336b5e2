"""What every part of the reader uses: the known names, the faults found so far."""

from collections.abc import Iterable
from dataclasses import field

from detente.casefile.faults import Faults
from detente.casefile.formula.faults import FormulaFault
from detente.casefile.formula.lookalike import in_latin, strange_letter
from detente.casefile.formula.names import COMMON, Names, no_id
from detente.casefile.formula.resolve import name_faults, parsed, resolved
from detente.casefile.nearest import did_you_mean
from detente.casefile.schema.shape import Element, EvidenceEntry
from detente.casefile.schema.times import (
    AmountEntry,
    AmountRange,
    LapseEntry,
    RateEntry,
)
from detente.casefile.yaml.tree import Place, Scalar, place_of
from detente.errors import Message, Problem
from detente.model.formula import TRUE, Formula
from detente.model.quantity import Amount, Exact, Lapse, Rate
from detente.model.text import UNDESCRIBED, About, Evidence
from detente.records import dataclass


def is_assumed(element: Element | None, inherited: bool) -> bool:  # noqa: FBT001
    """Tell whether an element is assumed, by itself or by what it stands under."""
    if element is None or element.assumed is None:
        return inherited
    return element.assumed


@dataclass(slots=True)
class Reading:
    """One reading of one file.

    Attributes
    ----------
    names : Names
        What the ids of the file name.
    nowhere : Place
        Where to point for what has no place of its own.
    problems : Faults
        The faults found so far.
    """

    names: Names
    nowhere: Place
    problems: Faults = field(default_factory=Faults)

    def fault(
        self, code: str, message: Message, at: object, hint: Message | None = None
    ) -> None:
        """Note a fault at a scalar, a place, or the first scalar of something."""
        place = at if isinstance(at, Place) else self.place(at)
        value = str(at) if isinstance(at, Scalar) else None
        self.problems.add(Problem(code, message, place.location, value, hint))

    def place(self, value: object) -> Place:
        """Find where something stands."""
        return place_of(value) or self.nowhere

    def refer(self, word: Scalar, kind: str, *sections: str) -> str:
        """Check that a word is the id of something; `kind` says of what."""
        if not self.names.has(word, *sections) and not self._is_told_of(word):
            self._unknown(word, kind, sections)
        return str(word)

    def _is_told_of(self, word: Scalar) -> bool:
        """Tell whether a key of every element was refused as an id already."""
        return word in COMMON and any(fault.value == word for fault in self.problems)

    def _unknown(self, word: Scalar, kind: str, sections: tuple[str, ...]) -> None:
        code = "unknown-" + kind.partition(" or ")[0].replace(" ", "-")
        message = Message(
            "there is no {kind} '{name}'", kind=_KINDS[kind], name=str(word)
        )
        hint = no_id(word)
        letter = strange_letter(word)
        if letter:
            message = Message(
                "the letter '{letter}' in '{value}' is Cyrillic",
                letter=letter,
                value=str(word),
            )
            hint = Message("write {id} in Latin letters", id=in_latin(word))
        elif hint is None and not self.problems.is_full(code):
            hint = did_you_mean(word, self.names.of(*sections)) or _first_of(sections)
        self.fault(code, message, word, hint)

    def refer_all(
        self, words: Iterable[Scalar], kind: str, *sections: str
    ) -> tuple[str, ...]:
        """Check each of several words, and that none is written twice."""
        seen: dict[str, None] = {}
        for word in words:
            if word in seen:
                message = Message("'{name}' is listed twice", name=str(word))
                self.fault("listed-twice", message, word)
                continue
            seen[self.refer(word, kind, *sections)] = None
        return tuple(seen)

    def formula(self, text: Scalar | None, default: Formula = TRUE) -> Formula:
        """Parse a formula and resolve its names."""
        if text is None:
            return default
        found = parsed(str(text))
        if isinstance(found, tuple):
            self._formula_faults(text, found)
            return default
        hinted = not self.problems.is_full("unknown-name")
        faults = name_faults(str(text), found, self.names, hinted=hinted)
        if faults:
            self._formula_faults(text, faults)
            return default
        return resolved(found)

    def _formula_faults(self, text: Scalar, faults: Iterable[FormulaFault]) -> None:
        whole = self.place(text)
        for fault in faults:
            if self.problems.is_full(fault.code):
                self.problems.count(fault.code, 1)
                continue
            place = whole.part(text, fault.offset, fault.width)
            self.fault(fault.code, fault.message, place, fault.hint)

    def about(self, element: Element | None, assumed: bool) -> About:  # noqa: FBT001
        """Give what is said of an element; `assumed` is what it inherits."""
        if element is None:
            return About(assumed=True) if assumed else UNDESCRIBED
        return About(
            element.name,
            element.note,
            tuple(map(self._evidence, element.evidence)),
            is_assumed(element, assumed),
        )

    def _evidence(self, entry: EvidenceEntry) -> Evidence:
        source = self.refer(entry.source, "source", "sources")
        return Evidence(source, entry.quote, entry.place, entry.note)

    def amount(self, entry: AmountEntry | None, assumed: bool) -> Amount | None:  # noqa: FBT001
        """Give a number with its range; `assumed` is what it inherits."""
        return None if entry is None else self.number(entry, entry.value, assumed)

    def number(
        self,
        entry: AmountRange,
        value: Exact,
        assumed: bool,  # noqa: FBT001
    ) -> Amount:
        """Give a number with the range and remarks that stand beside it."""
        low, high = entry.range or (None, None)
        return Amount(value, low, high, self.about(entry, assumed))

    def rate(self, entry: RateEntry, assumed: bool) -> Rate:  # noqa: FBT001
        """Give a number per unit of time; its range is in the same unit."""
        value, per, _ = entry.value
        low, high, _ = entry.range or (None, None, per)
        return Rate(Amount(value, low, high, self.about(entry, assumed)), per)

    def lapse(self, entry: LapseEntry, assumed: bool) -> Lapse:  # noqa: FBT001
        """Give a length of time with its range, which is in the same unit."""
        low, high, unit = entry.range or (None, None, entry.value.unit)
        about = self.about(entry, assumed)
        return Lapse(Amount(entry.value.count, low, high, about), unit)


_KINDS = {
    "body": Message("body"),
    "deadline": Message("deadline"),
    "element": Message("element"),
    "event": Message("event"),
    "leadership": Message("leadership"),
    "party": Message("party"),
    "party or body": Message("party or body"),
    "road map": Message("road map"),
    "scope": Message("scope"),
    "source": Message("source"),
    "step": Message("step"),
    "track": Message("track"),
    "variant": Message("variant"),
}
_WHERE_LISTED = {
    "bodies",
    "deadlines",
    "roadmaps",
    "scopes",
    "sources",
    "steps",
    "terms",
    "tracks",
    "types",
    "variants",
}


def _first_of(sections: tuple[str, ...]) -> Message | None:
    """Say where an id would have to stand, where that is a section of its own."""
    if sections[0] in _WHERE_LISTED:
        return Message("name it under {section}", section=sections[0])
    return None
