"""Variants of a case side by side."""

from collections.abc import Sequence
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load, variant_of
from detente.analysis.result import Result, beside
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    assumptions_of,
    open_static,
    open_whole,
)
from detente.engine import Engine
from detente.engine.budget import counted, kept
from detente.model.case import Case, Graph
from detente.model.concept import Assumptions
from detente.records import dataclass
from detente.report.data.record import standing_data
from detente.report.data.stability import assumptions_data, heading_data
from detente.report.document import Document, Paragraph
from detente.report.naming import Names
from detente.report.pages.overview.comparison import comparison_page
from detente.report.pages.stability.stable_sets import assumptions_line
from detente.study.check.warning import Remark
from detente.study.game.dynamics import open_dynamics
from detente.study.overview.comparison import Standing, stand, stand_in_time
from detente.study.stability.stable_sets import find_stable


@dataclass(frozen=True)
class ComparisonResult(Result):
    """The figures of the case and of its variants."""

    engine: Engine
    standings: tuple[Standing, ...]
    assumptions: Assumptions

    def aside(self) -> tuple[Remark, ...]:
        """Give what this takes no account of, in the case or in any variant."""
        cases = (each.case for each in self.standings)
        return tuple(dict.fromkeys(each for case in cases for each in beside(case)))

    def to_dict(self) -> dict[str, object]:
        """Give the figures of each variant, the case as written first."""
        found = [standing_data(each) for each in self.standings]
        assumed = assumptions_data(self.assumptions)
        return heading_data(self.engine) | {"variants": found, "assumptions": assumed}

    def document(self, names: Names) -> Document:
        """Show one column a variant."""
        assumed = Paragraph(assumptions_line(self.assumptions, names))
        return (*comparison_page(self.standings, names), assumed)


def compare(
    case: Readable,
    variants: Sequence[str] = (),
    setting: Setting = DEFAULT,
    *,
    in_time: bool = True,
    **read_as: Unpack[ReadAs],
) -> ComparisonResult:
    """Set a case and its variants side by side.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    variants : sequence of str
        Which variants; empty is all that the case has.
    setting : Setting
        Engine, memory, deadline.
    in_time : bool
        Whether road maps, exposure and fallbacks are compared too, in a case
        that has road maps.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ComparisonResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    chosen = list(variants) or [each.id for each in read.variants]
    engine = open_static(read, setting)
    cases = [("", read), *((name, variant_of(read, name)) for name in chosen)]
    assumptions = assumptions_of(setting)

    def standing(name: str, each: Case) -> Standing:
        opened = engine if each is read else open_static(each, setting)
        found = stand(name, find_stable(opened, assumptions=assumptions))
        if not in_time or not each.negotiation.road_maps or each.graph != Graph():
            return found
        widest = open_whole(each, setting)
        return stand_in_time(found, open_dynamics(widest.case, widest))

    standings = kept((standing(*each) for each in counted(cases)), least=1)
    return ComparisonResult(read, engine, standings, assumptions)
