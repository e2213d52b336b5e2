"""An analysis as the customary tables of a graph-model paper."""

from collections.abc import Iterable
from pathlib import Path
from typing import Unpack

from detente.analysis.overview.analyze import Analysis, analyze
from detente.analysis.reading import Readable, ReadAs
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.records import dataclass
from detente.report.data.stability import assumptions_data, heading_data
from detente.report.document import Document, Heading, tables_of
from detente.report.naming import Names
from detente.report.pages.graph.paper import paper_page
from detente.report.plain import plain
from detente.report.words import words_of
from detente.study.graph.paper import PaperFigures, collect_figures


@dataclass(frozen=True)
class PaperTables(Result):
    """The customary tables: options, states, constraints, preferences, verdicts.

    Attributes
    ----------
    analysis : Analysis
        What they are made from.
    figures : PaperFigures
        The numbers of the states, and the ways from now.
    """

    analysis: Analysis
    figures: PaperFigures

    def to_dict(self) -> dict[str, object]:
        """Give every table with its keys and rows, in English."""
        tables = tables_of(self.document(Names(self.case, words_of("en", plain=True))))
        overview = self.analysis.overview
        return heading_data(self.figures.engine) | {
            "style": "gmcr",
            "complete": self.figures.complete,
            "tables": [
                {
                    "caption": table.caption,
                    "keys": list(table.keys),
                    "rows": [list(row) for row in table.rows],
                }
                for table in tables
            ],
            "assumptions": assumptions_data(overview.sets.assumptions),
            "warnings": plain(overview.remarks),
        }

    def document(self, names: Names) -> Document:
        """Give the tables with their notes."""
        return paper_page(self.figures, names)

    def sheet(self, names: Names) -> Document:
        """Give the same without the title."""
        blocks = self.document(names)
        return tuple(block for block in blocks if not isinstance(block, Heading))

    def save_arrays(self, path: Path) -> None:
        """Write the arrays behind it to a NumPy `.npz` file."""
        self.analysis.save_arrays(path)


def as_paper(analysis: Analysis) -> PaperTables:
    """Show an analysis as the customary tables of a graph-model paper."""
    figures = collect_figures(analysis.overview.sets)
    return PaperTables(analysis.case, analysis, figures)


def paper_tables(
    case: Readable,
    concepts: Iterable[str] | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> PaperTables:
    """Make the customary tables of a graph-model paper.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    concepts : iterable of str, or None
        Which concepts judge; None is R, GMR, SMR, SEQ, SSEQ.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    PaperTables
        With more than 100 feasible states only those that matter are listed.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    return as_paper(analyze(case, concepts, setting, deals=False, **read_as))
