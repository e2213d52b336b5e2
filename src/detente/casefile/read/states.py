"""States in a case file: those listed, their moves and labels, rankings, results."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from detente.casefile.formula.state import StateError, StateWords
from detente.casefile.limits import MOST_STATES_LISTED
from detente.casefile.nearest import did_you_mean
from detente.casefile.read.context import Reading
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.yaml.tree import Scalar, place_of
from detente.errors import Message
from detente.model.case import Graph
from detente.model.formula import TRUE, And, Formula, Name, Not
from detente.model.text import Text
from detente.records import dataclass

_CONCEPT = re.compile(r"R|GMR|SMR|SEQ|SSEQ|SIM|SEQ_SIM|NM|L[1-9][0-9]?")
_CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM", "SEQ_SIM", "L2", "L3", "NM")
_LABEL = re.compile(r"[^\W\d][\w.-]*|\d+")


@dataclass(slots=True)
class StateBook:
    """Reads the states of one file and keeps where each was written.

    Attributes
    ----------
    words : StateWords
        What a state may be called.
    written : list of (Scalar, str, bool)
        Every state as written and as read, and whether it must be feasible
        even in an edited case, where results and labels may have had their day.
    rankings : list
        Every ranking as written: ties of scalars with the state or pattern
        that each stands for.
    """

    reading: Reading
    words: StateWords
    written: list[tuple[Scalar, str, bool]] = field(default_factory=list)
    rankings: list[list[list[tuple[Scalar, str]]]] = field(default_factory=list)

    def state(self, text: Scalar, *, always: bool = False) -> str | None:
        """Read one state, which must be feasible; None where it is none."""
        state = self.named(text)
        if state is not None:
            self.written.append((text, state, always))
        return state

    def named(self, text: Scalar) -> str | None:
        """Read one state, feasible or not; None where it is none."""
        try:
            return self.words.read(str(text))
        except StateError as fault:
            place = place_of(text) or self.reading.nowhere
            place = place.part(text, fault.offset, fault.width)
            told = self.reading.problems.is_full(fault.code)
            hint = None if told else fault.hint
            self.reading.fault(fault.code, fault.message, place, hint)
            return None

    def states(
        self, texts: Iterable[Scalar], *, always: bool = False
    ) -> tuple[str, ...]:
        """Read several states, none of them twice."""
        seen: dict[str, None] = {}
        for text in texts:
            state = self.state(text, always=always)
            if state in seen:
                message = Message(
                    "the state '{state}' is listed twice", state=str(text)
                )
                self.reading.fault("listed-twice", message, text)
            elif state is not None:
                seen[state] = None
        return tuple(seen)

    def ranking(self, ties: Sequence[Sequence[Scalar]]) -> tuple[tuple[str, ...], ...]:
        """Read a ranking; that it has each feasible state once is judged later."""
        read = [[(text, self._pattern(text)) for text in tie] for tie in ties]
        known = [[(text, state) for text, state in tie if state] for tie in read]
        if known and len([1 for tie in read for _ in tie]) == sum(map(len, known)):
            self.rankings.append(known)
        return tuple(tuple(state for _, state in tie) for tie in known if tie)

    def kind(self, text: Scalar) -> Formula | None:
        """Read a state or a pattern as the formula that holds there.

        None where the text is neither, and so must be a formula; what is both
        is the formula.
        """
        word = str(text).strip()
        known = self.reading.names.of("options", "terms", "projects")
        is_formula = word in known or word in ("true", "false")
        if is_formula or not self.words.names_state(word):
            return None
        pattern = self._pattern(text)
        if pattern is None:
            return TRUE
        if self.words.states:
            return Name(pattern)
        return conjunction(zip(self.words.options, pattern, strict=True))

    def _pattern(self, text: Scalar) -> str | None:
        if self.words.states or "-" not in text or set(text) - set("YN-"):
            return self.named(text)
        if len(text) == len(self.words.options):
            return str(text)
        message = Message(
            "a pattern has {wanted} signs, one for each option, not {given}",
            wanted=len(self.words.options),
            given=len(text),
        )
        self.reading.fault("state-length", message, text)
        return None


def conjunction(choices: Iterable[tuple[str, str]]) -> Formula:
    """Give the formula of a pattern; of each option Y, N, or - for either."""
    literals: list[Formula] = [
        Name(option) if letter == "Y" else Not(Name(option))
        for option, letter in choices
        if letter != "-"
    ]
    if len(literals) < 2:  # noqa: PLR2004 - one needs no `and`
        return literals[0] if literals else TRUE
    return And(tuple(literals))


def open_book(entry: CaseEntry, reading: Reading) -> StateBook:
    """Collect what states may be called: the book knows the labels."""
    letters = dict.fromkeys(reading.names.owner, False)
    for party, told in entry.parties.items.items() if entry.parties else ():
        for name, option in told.options.items.items() if told.options else ():
            if reading.names.owner.get(name) == party:
                letters[name] = option.now
    now = "".join(["Y" if taken else "N" for taken in letters.values()])
    states = dict.fromkeys(map(str, entry.states))
    if states:
        now = str(entry.status_quo or next(iter(states)))
    labels: dict[str, str] = {}
    owner = reading.names.owner
    book = StateBook(reading, StateWords(list(letters), owner, now, states, labels))
    found = {}
    for label, text in entry.labels.items():
        state = book.state(text) if _label_is_fit(label, book) else None
        if state is not None:
            found[str(label)] = state
    labels.update(found)
    return book


def _label_is_fit(label: Scalar, book: StateBook) -> bool:
    options = len(book.words.options)
    spelt = len(label) == options and not set(label) - set("YN")
    if label != "now" and not spelt and _LABEL.fullmatch(label):
        return True
    message = Message("'{label}' cannot be a label", label=str(label))
    hint = Message("now, Y/N strings and changes name states already")
    book.reading.fault("label", message, label, hint)
    return False


def read_graph(entry: CaseEntry, reading: Reading, book: StateBook) -> Graph:
    """Read the states and moves that are written out."""
    if len(entry.states) > MOST_STATES_LISTED:
        message = Message(
            "the case lists {count} states; the most is {most}",
            count=len(entry.states),
            most=MOST_STATES_LISTED,
        )
        reading.fault("too-many-states", message, next(iter(entry.states)))
    if entry.states and reading.names.owner:
        message = Message("a case has either options or a list of states, not both")
        reading.fault("states-and-options", message, next(iter(entry.states)))
    states = tuple(
        (str(name), title or Text.plain(str(name)))
        for name, title in entry.states.items()
    )
    moves = tuple(
        (reading.refer(party, "party", "parties"), tuple(_moves(table, book)))
        for party, table in entry.moves.items()
    )
    return Graph(states, _status_quo(entry, reading), moves)


def _status_quo(entry: CaseEntry, reading: Reading) -> str | None:
    if not entry.states:
        if entry.status_quo is not None:
            message = Message("status_quo goes with a list of states")
            hint = Message("mark the options that are taken with now: yes")
            reading.fault("status-quo", message, entry.status_quo, hint)
        return None
    if entry.status_quo is None:
        message = Message("a case with a list of states needs the key 'status_quo'")
        reading.fault("status-quo", message, next(iter(entry.states)))
        return None
    if entry.status_quo not in entry.states:
        message = Message("there is no state '{state}'", state=str(entry.status_quo))
        nearest = did_you_mean(entry.status_quo, entry.states)
        reading.fault("unknown-state", message, entry.status_quo, nearest)
    return str(entry.status_quo)


def _moves(
    table: Mapping[Scalar, Sequence[Scalar]], book: StateBook
) -> Iterator[tuple[str, tuple[str, ...]]]:
    starts: set[str] = set()
    for text, targets in table.items():
        start = book.state(text, always=True)
        ends = book.states(targets, always=True)
        if start is None:
            continue
        if start in starts:
            message = Message("the moves from '{state}' stand here twice", state=start)
            book.reading.fault("listed-twice", message, text)
            continue
        starts.add(start)
        if start in ends:
            message = Message("a move from '{state}' leads to itself", state=start)
            book.reading.fault("move-nowhere", message, text)
        yield start, ends


def refuse_concepts(entry: CaseEntry, reading: Reading) -> None:
    """Refuse results under what is no concept."""
    for concept in entry.published.items if entry.published else ():
        if not _CONCEPT.fullmatch(concept):
            message = Message("there is no concept '{concept}'", concept=str(concept))
            concepts = ", ".join(_CONCEPTS)
            hint = did_you_mean(concept, _CONCEPTS)
            hint = hint or Message("the concepts are: {concepts}", concepts=concepts)
            reading.fault("unknown-concept", message, concept, hint)
