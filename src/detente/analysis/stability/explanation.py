"""Why a state holds, or does not."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    open_static,
    party_position,
    read_concepts,
    refuse_unexplained,
    state_number,
)
from detente.engine import Engine
from detente.model.concept import Concept
from detente.records import dataclass
from detente.report.data.stability import explanation_data, heading_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.stability.explanation import (
    explanation_page,
    explanation_table,
)
from detente.study.stability.explanation import (
    Explanation,
    explain as study_explanation,
)


@dataclass(frozen=True)
class ExplanationResult(Result):
    """Why a state holds, or does not, for some parties under some concepts."""

    engine: Engine
    explanations: tuple[Explanation, ...]

    def to_dict(self) -> dict[str, object]:
        """Give every improvement with its sanction."""
        verdicts = [explanation_data(each) for each in self.explanations]
        state = self.explanations[0].state
        return heading_data(self.engine) | {"state": state, "verdicts": verdicts}

    def document(self, names: Names) -> Document:
        """Give the verdicts in sentences."""
        return explanation_page(self.explanations, names)

    def sheet(self, names: Names) -> Document:
        """Give one row an improvement."""
        return (explanation_table(self.explanations, names),)


def explain(
    case: Readable,
    state: str = "now",
    party: str | None = None,
    concept: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> ExplanationResult:
    """Say why a state holds, or does not.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    state : str
        `now`, a Y/N string, a label, or changes from now.
    party, concept : str or None
        Whose verdict, and what it expects; None is every party, and SEQ.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ExplanationResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    index = state_number(engine, state)
    parties = engine.parties if party is None else (party,)
    asked = read_concepts([concept or Concept.SEQ], "--concept")
    refuse_unexplained(asked, setting)
    explained = tuple(
        study_explanation(engine, index, party_position(engine, each), wanted)
        for wanted in asked
        for each in parties
    )
    return ExplanationResult(read, engine, explained)
