"""Who stays where, if parties do not know all that they want."""

from collections.abc import Iterable
from typing import Unpack

from detente.analysis.preference.asked import (
    asked_concept,
    core_concepts,
    open_shown,
    refuse_without,
    states_named,
)
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result, beside
from detente.analysis.setting import DEFAULT, Setting
from detente.engine import Bools
from detente.records import dataclass
from detente.report.data.preference import unknown_data
from detente.report.data.stability import Extent
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.preference.unknown import unknown_page, unknown_table
from detente.study.check.warning import Remark
from detente.study.preference.unknown_preference import (
    READINGS,
    Reading,
    UnknownStudy,
    study_unknown,
)


@dataclass(frozen=True)
class UnknownResult(Result):
    """Who stays where, under the four readings of what is unknown.

    Attributes
    ----------
    study : UnknownStudy
        Arrays over the states, for those who go on computing.
    shown : bool array, shape (n_states,)
        The states asked for.
    party : str or None
        Whose verdicts are listed.
    """

    study: UnknownStudy
    shown: Bools
    party: str | None

    def equilibria(self, reading: str, concept: str) -> tuple[str, ...]:
        """Give the equilibria under a reading (a, b, c, d) and a concept.

        Raises
        ------
        ValueError
            For what was not asked for.
        """
        found = self.study.equilibria(
            _reading(reading), asked_concept(concept, self.study.concepts)
        )
        return states_named(self.study.engine, found & self.shown)

    def stable(self, reading: str, concept: str, party: str) -> tuple[str, ...]:
        """Give the states that a party would stay at under a reading and a concept.

        Raises
        ------
        ValueError
            For what was not asked for, or an unknown party.
        """
        position = self.study.engine.parties.index(party)
        key = (_reading(reading), asked_concept(concept, self.study.concepts), position)
        return states_named(self.study.engine, self.study.sets[key] & self.shown)

    def aside(self) -> tuple[Remark, ...]:
        """Give what of the case this answer sets aside, as warnings."""
        return beside(self.case, "unknown")

    def to_dict(self) -> dict[str, object]:
        """Give the states by concept and reading."""
        extent = Extent(parties=None if self.party is None else (self.party,))
        return unknown_data(self.study, self.shown, extent, self.aside())

    def document(self, names: Names) -> Document:
        """Show the four readings side by side."""
        return unknown_page(self.study, self.shown, self.party, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a state and concept."""
        return (unknown_table(self.study, self.shown, self.party, names),)


def unknown_stability(
    case: Readable,
    concepts: Iterable[str] | None = None,
    *,
    where: str | None = None,
    party: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> UnknownResult:
    """Find who stays where, if parties do not know all that they want.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case, with `unknown` in the preferences of a party.
    concepts : iterable of str, or None
        Of R, GMR, SMR, SEQ and SSEQ; None is all.
    where : str or None
        List only states where this formula holds.
    party : str or None
        Whose verdicts are listed; None lists equilibria.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    UnknownResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    refuse_without(read, "unknown")
    asked = core_concepts(concepts, setting)
    engine, shown = open_shown(read, where, party, setting)
    study = study_unknown(engine, asked, setting.memory)
    return UnknownResult(read, study, shown, party)


def _reading(reading: str) -> Reading:
    for each in READINGS:
        if each == reading:
            return each
    message = f"the readings are a, b, c and d, not {reading}"
    raise ValueError(message)
