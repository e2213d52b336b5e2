"""What would make a situation last and come about."""

from collections.abc import Iterable
from itertools import islice
from typing import Unpack

from detente.analysis.preference.asked import core_concepts
from detente.analysis.preference.edit_text import edit_texts
from detente.analysis.preference.hypergame import open_views
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result, beside
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    as_wanted,
    open_static,
    target_states,
)
from detente.engine.budget import finishing
from detente.errors import CaseError
from detente.model.case import Case
from detente.model.concept import Concept
from detente.records import dataclass
from detente.report.data.inverse import inverse_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.preference.inverse import inverse_page, levers_table
from detente.study.check.warning import Remark
from detente.study.preference.inverse import study_inverse
from detente.study.preference.inverse_answer import Inverse
from detente.study.preference.inverse_check import Checked, check_lever
from detente.study.preference.inverse_lever import Asked, Lever

LISTED = 3
"""So many levers of each role are asked again and listed, the smallest first."""


@dataclass(frozen=True)
class InverseResult(Result):
    """What would make a situation last and come about.

    Attributes
    ----------
    study : Inverse
        How the situations asked about stand, what each party would have to want, how
        much was tried, and every lever found.
    target : str
        As it was asked for.
    levers : tuple of Checked
        The smallest of each role, asked again of the edited case.
    n_refuted : int
        How many were found that the edited case does not bear out; 0 unless a rule of
        the file forbids the edit.
    """

    study: Inverse
    target: str
    levers: tuple[Checked, ...]
    n_refuted: int

    def aside(self) -> tuple[Remark, ...]:
        """Give what of the case this answer sets aside, as warnings."""
        return beside(self.case, "sees")

    def to_dict(self) -> dict[str, object]:
        """Give the levers, what each party has to want, and what was tried."""
        return inverse_data(self.study, self.target, self.levers)

    def document(self, names: Names) -> Document:
        """Show the levers by who could make them, and the conditions."""
        return inverse_page(self.study, self.target, self.levers, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a lever."""
        return (levers_table(self.levers, names),)


def inverse(
    case: Readable,
    to: str,
    concept: str | None = None,
    *,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> InverseResult:
    """Find the least changes that make a situation last and come about.

    Single changes are tried, and pairs where none of them suffices: one statement or
    situation in another place of what a party wants, one option that can or cannot be
    undone or taken, one listed move barred or taken back. For the situation nearest to
    it, what each party has to want is told, and no weaker condition would do.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    to : str
        A state or a formula.
    concept : str or None
        Of R, GMR, SMR, SEQ and SSEQ; None is SEQ.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    InverseResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError

    References
    ----------
    Kinsara, Kilgour and Hipel (2015) for the inverse question.
    """
    read = load(case, **read_as)
    (judged,) = core_concepts([concept or Concept.SEQ], setting)
    asked = Asked(
        as_wanted(read, setting),
        judged,
        lambda each: open_static(each, setting),
        lambda engine: target_states(engine, to) & engine.feasible,
    )
    study = study_inverse(asked, open_views(read, setting))
    with finishing():
        chosen = tuple(_listed(study.levers))
        checked = [_checked(read, each, judged, setting) for each in chosen]
    held = tuple(each for each in checked if each is not None)
    return InverseResult(read, study, to, held, len(checked) - len(held))


def _listed(levers: Iterable[Lever]) -> Iterable[Lever]:
    """Choose the smallest of those that the same third parties could make."""
    by_role: dict[frozenset[str], list[Lever]] = {}
    for lever in levers:
        by_role.setdefault(lever.roles, []).append(lever)
    for found in by_role.values():
        yield from islice(found, LISTED)


def _checked(
    case: Case, lever: Lever, concept: Concept, setting: Setting
) -> Checked | None:
    """Apply the edits of a lever as a person would, and ask again."""
    texts = edit_texts(case, lever)
    try:
        edited = load(case, edits=texts)
    except CaseError:
        return None
    return check_lever(open_static(edited, setting), lever, texts, concept)
