"""From what amount on a road map holds."""

from dataclasses import dataclass, replace
from typing import Unpack

from detente.analysis.deal.outliving import SOON
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed
from detente.engine.budget import expect, unless_stopped
from detente.errors import Message
from detente.report.data.search import thresholds_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.search.thresholds import thresholds_page
from detente.study.price import price_of_thresholds, price_of_turnovers
from detente.study.search.thresholds import Thresholds, find_thresholds
from detente.study.time.largest_turnover import largest_turnover

TURNOVER_LEFT_OUT = Message(
    "The largest turnover takes long to find here: ask with --turnover."
)


@dataclass(frozen=True)
class ThresholdsResult(Result):
    """Where a road map holds when one thing varies."""

    thresholds: Thresholds
    left_out: Message | None = None

    def to_dict(self) -> dict[str, object]:
        """Give the intervals."""
        return thresholds_data(self.thresholds)

    def document(self, names: Names) -> Document:
        """Show one row a thing that varies."""
        return thresholds_page(self.thresholds, names, self.left_out)


def road_map_thresholds(
    case: Readable,
    road_map: str,
    setting: Setting = DEFAULT,
    *,
    turnover: bool | None = None,
    **read_as: Unpack[ReadAs],
) -> ThresholdsResult:
    """Find the least patience and guarantees under which a road map holds.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str
        Its name.
    setting : Setting
        Engine and memory.
    turnover : bool or None
        Whether to find the largest chance of a change of leadership too; None
        is where the case has `turnover` and that does not take long.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ThresholdsResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plan = named_road_map(read, road_map)
    dynamics = open_timed(read, setting)
    asked = bool(read.negotiation.turnover) and turnover is not False
    more = price_of_turnovers(dynamics, plan) if asked else 0.0
    soon = turnover is True or more <= SOON
    more = more if soon else 0.0
    expect(price_of_thresholds(dynamics, plan) + more)
    found = find_thresholds(dynamics, plan)
    if not asked or found.reasons:
        return ThresholdsResult(read, found)
    if not soon:
        return ThresholdsResult(read, found, TURNOVER_LEFT_OUT)
    turned = unless_stopped(lambda: largest_turnover(dynamics, plan), None)
    if turned is None:
        return ThresholdsResult(read, found, TURNOVER_LEFT_OUT)
    thresholds = (*found.thresholds, *turned)
    return ThresholdsResult(read, replace(found, thresholds=thresholds))
