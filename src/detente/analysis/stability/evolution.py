"""How a dispute can move from a state."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    assumptions_of,
    open_static,
    state_number,
    target_states,
)
from detente.engine import Engine
from detente.model.concept import CORE_CONCEPTS, Assumptions
from detente.records import dataclass
from detente.report.data.stability import assumptions_data, evolution_data, heading_data
from detente.report.document import Document, Paragraph
from detente.report.naming import Names
from detente.report.pages.stability.evolution import evolution_page
from detente.report.pages.stability.stable_sets import assumptions_line
from detente.study.stability.evolution import Evolution, evolve as study_evolution
from detente.study.stability.stable_sets import find_stable


@dataclass(frozen=True)
class EvolutionResult(Result):
    """How the dispute can move from a state."""

    engine: Engine
    evolution: Evolution
    target: str
    assumptions: Assumptions

    def to_dict(self) -> dict[str, object]:
        """Give what is reached and the shortest ways."""
        return (
            heading_data(self.engine)
            | evolution_data(self.evolution)
            | {"assumptions": assumptions_data(self.assumptions)}
        )

    def document(self, names: Names) -> Document:
        """Show what is reached and the shortest way to the target."""
        assumed = Paragraph(assumptions_line(self.assumptions, names))
        return (*evolution_page(self.evolution, names, self.target), assumed)


def evolve(
    case: Readable,
    to: str | None = None,
    start: str = "now",
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> EvolutionResult:
    """Find how a dispute can move from a state.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    to : str or None
        Where one would like to get: a state or a formula.
    start : str
        Where it begins; by default now.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    EvolutionResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    index = state_number(engine, start)
    targets = None if to is None else target_states(engine, to)
    assumptions = assumptions_of(setting)
    sets = find_stable(engine, CORE_CONCEPTS, assumptions)
    evolution = study_evolution(engine, index, sets, targets)
    return EvolutionResult(read, engine, evolution, to or "", assumptions)
