"""States as people write them: `now +yongbyon`, `YNNY`, a label, an id."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from detente.casefile.formula.faults import FormulaFault
from detente.casefile.formula.names import Names
from detente.casefile.formula.resolve import name_faults, parsed, resolved
from detente.casefile.nearest import did_you_mean, meant, nearest_option
from detente.casefile.yaml.tree import Origin, Place
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.formula import Formula
from detente.records import dataclass

_NOW = ("now", "сейчас")
"""What the present state is called in the languages of the report."""
_FEW = 12
"""So many names are listed in a hint."""
_CHANGES = re.compile(rf"(?:(?:{'|'.join(_NOW)})\b)?(?:\s*[+-]\s*[\w.]+)+")
_CHANGE = re.compile(r"([+-])\s*([\w.]+)")


class StateError(Exception):
    """A text that names no state.

    Attributes
    ----------
    message : Message
    code : str
    offset, width : int
        The part of the text that is wrong.
    """

    def __init__(
        self,
        message: Message,
        code: str,
        hint: Callable[[], Message | None],
        offset: int,
        width: int,
    ) -> None:
        self.code = code
        self.message = message
        self.offset = offset
        self.width = width
        self._hint = hint
        super().__init__(message)

    @property
    def hint(self) -> Message | None:
        """What may have been meant; it is looked for when it is asked."""
        return self._hint()


@dataclass(frozen=True, slots=True)
class StateWords:
    """All that is needed to read a state.

    Attributes
    ----------
    options : sequence of str
        In the order of the state string.
    owner : mapping of str to str
        The party of each option.
    now : str
        The state that holds now.
    states : mapping of str to None
        Ids in order, where the case lists its states.
    labels : mapping of str to str
        Names of states, and the states.
    """

    options: Sequence[str]
    owner: Mapping[str, str]
    now: str
    states: Mapping[str, None]
    labels: Mapping[str, str]

    def read(self, text: str) -> str:
        """Read a state; raise StateError where the text names none."""
        word = text.strip()
        if word in _NOW:
            return self.now
        if word in self.labels:
            return self.labels[word]
        if self.states:
            return self._listed(word)
        if word and not set(word) - set("YN"):
            return self._spelt(word)
        if _CHANGES.fullmatch(word):
            return self._changed(text)
        return self._unknown(word)

    def names_state(self, word: str) -> bool:
        """Tell whether a word has the look of a state, or of a pattern of Y, N, -."""
        if word in _NOW or word in self.labels or self.states:
            return word in _NOW or word in self.labels or word in self.states
        if word and not set(word) - set("YN-"):
            return True
        return _CHANGES.fullmatch(word) is not None

    def _listed(self, word: str) -> str:
        if word in self.states:
            return word
        message = Message("there is no state '{state}'", state=word)

        def hint() -> Message:
            first = ", ".join(islice(self.states, _FEW))
            return did_you_mean(word, [*self.states, *self.labels]) or Message(
                "the states are: {states}", states=first
            )

        raise StateError(message, "unknown-state", hint, 0, len(word))

    def _spelt(self, word: str) -> str:
        if len(word) == len(self.options):
            return word
        message = Message(
            "a state has {wanted} letters, one for each option, not {given}",
            wanted=len(self.options),
            given=len(word),
        )
        first = ", ".join(self.options[:_FEW])
        hint = Message("the options are: {options}", options=first)
        raise StateError(message, "state-length", lambda: hint, 0, len(word))

    def _changed(self, text: str) -> str:
        letters = dict(zip(self.options, self.now, strict=True))
        changed = set()
        for found in _CHANGE.finditer(text):
            option = self._option(found)
            if option in changed:
                message = Message("'{option}' is changed twice", option=option)
                offset, width = found.start(2), len(found[2])
                raise StateError(message, "changed-twice", _no_hint, offset, width)
            changed.add(option)
            letters[option] = "Y" if found[1] == "+" else "N"
        return "".join(letters.values())

    def _option(self, found: re.Match[str]) -> str:
        name = found[2]
        party, dot, option = name.rpartition(".")
        if option in self.owner and (not dot or self.owner[option] == party):
            return option
        message = Message("there is no option '{option}'", option=name)

        def hint() -> Message | None:
            return nearest_option(name, self.owner)

        raise StateError(message, "unknown-option", hint, found.start(2), len(name))

    def _unknown(self, word: str) -> str:
        message = Message("'{state}' names no state", state=word[:60])
        raise StateError(
            message, "state", lambda: self._meant(word), 0, max(1, len(word))
        )

    def _meant(self, word: str) -> Message:
        """Say what may have been meant by a word that names no state."""
        option = word.strip("+-")
        if option in self.owner:
            return Message("write now +{option}", option=option)
        if word and not set(word.upper()) - set("YN"):
            return Message("write {state}", state=word.upper())
        return meant(word, ["now", *self.labels]) or Message(
            "write now, changes such as now +a -b, Y and N, a label, or a road map"
        )


def _no_hint() -> None:
    """Give no hint."""


def _words(case: Case) -> StateWords:
    return StateWords(
        [option.id for option in case.options],
        {option.id: option.party for option in case.options},
        case.status_quo,
        dict.fromkeys(state for state, _ in case.graph.states),
        _along_road_maps(case) | dict(case.labels),
    )


def _along_road_maps(case: Case) -> dict[str, str]:
    """Name the states of every road map: `plan@2` after its stage 2, `plan` its end.

    Where an option, term or project has the same id as a road map, the bare id
    is theirs.
    """
    options = [option.id for option in case.options]
    taken = {*options, *case.definitions}
    named: dict[str, str] = {}
    for plan in case.negotiation.road_maps:
        states = plan.states(options, case.status_quo)
        named |= {f"{plan.id}@{stage}": state for stage, state in enumerate(states)}
        if plan.id not in taken:
            named[plan.id] = states[-1]
    return named


def read_state(text: str, case: Case) -> str:
    """Read a state that a person names.

    Parameters
    ----------
    text : str
        `now`, Y and N in option order, a label, changes from now such as
        `now +yongbyon -stop_tests`, the id of a listed state, or a road map:
        its id for its end, `small_deal@1` for what is after its stage 1.
    case : Case
        The case it is a state of.

    Returns
    -------
    str
        The Y/N string, or the id; whether it is feasible is not judged.

    Raises
    ------
    QuestionError
        Where the text names no state of the case.
    """
    try:
        return _words(case).read(text)
    except StateError as fault:
        location = Location("state", 1, fault.offset + 1, text, fault.width)
        problem = Problem(fault.code, fault.message, location, text, fault.hint)
        raise QuestionError([problem]) from None


def read_formula(text: str, case: Case) -> Formula:
    """Read a formula about a case that a person asks.

    Parameters
    ----------
    text : str
        Such as `relief and not dprk.stop_tests`.
    case : Case
        The case whose options, terms and projects it names.

    Returns
    -------
    Formula
        With every name an id of the case.

    Raises
    ------
    QuestionError
        Where the text is no formula, or names what the case does not have.
    """
    found = parsed(text)
    if isinstance(found, tuple):
        raise _question(text, found)
    faults = name_faults(text, found, _names(case))
    if faults:
        raise _question(text, faults)
    return resolved(found)


def _question(text: str, faults: Iterable[FormulaFault]) -> QuestionError:
    place = Place(Origin("formula", text), 0, len(text))
    return QuestionError(
        Problem(
            fault.code,
            fault.message,
            place.part(text, fault.offset, fault.width).location,
            text,
            fault.hint,
        )
        for fault in faults
    )


def _names(case: Case) -> Names:
    nowhere = Place(Origin("", ""), 0, 0)
    ids = {
        "parties": [party.id for party in case.parties],
        "options": [option.id for option in case.options],
        "terms": [term.id for term in case.terms],
        "projects": [project.id for project in case.projects],
        "states": [state for state, _ in case.graph.states],
    }
    sections = {key: dict.fromkeys(names, nowhere) for key, names in ids.items()}
    return Names(sections, {option.id: option.party for option in case.options})
