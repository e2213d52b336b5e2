"""How strongly each party is held where it stays."""

from collections.abc import Iterable, Mapping
from typing import TypeVar, Unpack

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
from detente.report.data.preference import strength_data
from detente.report.data.stability import Extent
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.preference.strength import strength_page, strength_table
from detente.study.check.warning import Remark
from detente.study.preference.strength_of_preference import (
    StrengthStudy,
    study_strength,
)

Found = TypeVar("Found")


@dataclass(frozen=True)
class StrengthResult(Result):
    """Who stays where, and how strongly each party is held.

    Attributes
    ----------
    study : StrengthStudy
        Arrays over the states, for those who go on computing.
    shown : bool array, shape (n_states,)
        The states asked for.
    party : str or None
        Whose verdicts are listed.
    """

    study: StrengthStudy
    shown: Bools
    party: str | None

    def equilibria(self, concept: str, kind: str = "general") -> tuple[str, ...]:
        """Give the equilibria under a concept: general, strong or weak ones.

        Raises
        ------
        ValueError
            For what was not asked for.
        """
        asked = asked_concept(concept, self.study.concepts)
        kinds = {
            "general": self.study.equilibria,
            "strong": self.study.strong_equilibria,
            "weak": self.study.weak_equilibria,
        }
        return states_named(
            self.study.engine, _of_kind(kind, kinds)(asked) & self.shown
        )

    def stable(
        self, concept: str, party: str, kind: str = "general"
    ) -> tuple[str, ...]:
        """Give the states at which a party is held: general, strong or weak.

        Raises
        ------
        ValueError
            For what was not asked for, or an unknown party.
        """
        position = self.study.engine.parties.index(party)
        held = self.study.sets[asked_concept(concept, self.study.concepts), position]
        kinds = {"general": held.general, "strong": held.strong, "weak": held.weak}
        return states_named(self.study.engine, _of_kind(kind, kinds) & self.shown)

    def aside(self) -> tuple[Remark, ...]:
        """Give what of the case this answer sets aside, as warnings."""
        return beside(self.case, "strong")

    def to_dict(self) -> dict[str, object]:
        """Give the states by concept and kind of stability."""
        extent = Extent(parties=None if self.party is None else (self.party,))
        return strength_data(self.study, self.shown, extent, self.aside())

    def document(self, names: Names) -> Document:
        """Show counts, and the equilibria by kind."""
        return strength_page(self.study, self.shown, self.party, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a state and concept."""
        return (strength_table(self.study, self.shown, self.party, names),)


def _of_kind(kind: str, kinds: Mapping[str, Found]) -> Found:
    if kind not in kinds:
        message = f"the kinds are {', '.join(kinds)}, not {kind}"
        raise ValueError(message)
    return kinds[kind]


def strength(
    case: Readable,
    concepts: Iterable[str] | None = None,
    *,
    where: str | None = None,
    party: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> StrengthResult:
    """Find how strongly each party is held where it stays.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case, with `strong` in the preferences of a party.
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
    StrengthResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    refuse_without(read, "strong")
    asked = core_concepts(concepts, setting)
    engine, shown = open_shown(read, where, party, setting)
    study = study_strength(engine, asked, setting.memory)
    return StrengthResult(read, study, shown, party)
