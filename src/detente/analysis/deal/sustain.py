"""Where all could stay, whatever the order."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting, target_states
from detente.analysis.timed import open_timed
from detente.engine.budget import expect
from detente.records import dataclass
from detente.report.data.search import sustained_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.deal.sustain import sustain_page
from detente.study.deal.sustain import Sustained, find_sustained
from detente.study.price import price_of_stays


@dataclass(frozen=True)
class SustainResult(Result):
    """Where all could stay, whatever the order."""

    sustained: Sustained

    def to_dict(self) -> dict[str, object]:
        """Give counts, the best state, the targets and each fallback."""
        return sustained_data(self.sustained)

    def document(self, names: Names) -> Document:
        """Show the same."""
        return sustain_page(self.sustained, names)


def sustain(
    case: Readable,
    to: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> SustainResult:
    """Find where all could stay, whatever the order.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    dynamics = open_timed(read, setting)
    expect(price_of_stays(dynamics))
    target = None if to is None else target_states(dynamics.engine, to)
    return SustainResult(read, find_sustained(dynamics, target))
