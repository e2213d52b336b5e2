"""What is odd about a case."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting, open_static, open_widest
from detente.engine import Engine
from detente.records import dataclass
from detente.report.data.stability import heading_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.check.case_check import check_page
from detente.report.plain import plain
from detente.study.check.disagreement import Disagreement, disagreement
from detente.study.check.warning import Remark
from detente.study.check.warnings import review


@dataclass(frozen=True)
class Check(Result):
    """A case that is right, and what is odd about it.

    Attributes
    ----------
    engine : Engine
        The case on the side of its deadlines that was asked for.
    n_opened : int
        How many situations there are with what the deadlines open.
    """

    engine: Engine
    n_opened: int
    remarks: tuple[Remark, ...]
    disagreements: tuple[Disagreement, ...]

    def aside(self) -> tuple[Remark, ...]:
        """Give nothing more: it stands among the remarks."""
        return ()

    def to_dict(self) -> dict[str, object]:
        """Give sizes, warnings, and where order and weights disagree."""
        return heading_data(self.engine) | {
            "feasible_opened": self.n_opened,
            "problems": [],
            "warnings": plain(self.remarks),
            "order_against_weights": plain(self.disagreements),
        }

    def document(self, names: Names) -> Document:
        """Show what the case holds."""
        return check_page(
            self.engine, self.n_opened, self.remarks, self.disagreements, names
        )


def check(
    case: Readable, setting: Setting = DEFAULT, **read_as: Unpack[ReadAs]
) -> Check:
    """Read a case and say what is odd about it.

    Raises
    ------
    CaseError
        With everything that is wrong, in `problems`.
    TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    widest = open_widest(engine, read, setting)
    disagreements = disagreement(widest)
    remarks = review(widest, disagreements)
    return Check(read, engine, widest.n_feasible, remarks, disagreements)
