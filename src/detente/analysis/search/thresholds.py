"""From what amount on a road map holds."""

from dataclasses import replace
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed
from detente.engine.budget import expect, unless_stopped
from detente.errors import Message
from detente.records import dataclass
from detente.report.data.search import detection_data, thresholds_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.search.detection import detection_section
from detente.report.pages.search.thresholds import thresholds_page
from detente.study.deal.road_map import lay_out
from detente.study.price import price_of_detection, price_of_thresholds
from detente.study.price_in_time import price_of_turnovers
from detente.study.search.detection import Detection, find_detection
from detente.study.search.thresholds import Thresholds, find_thresholds
from detente.study.time.largest_turnover import largest_turnover

_SOON = 5.0
"""Seconds that the largest turnover may take where it was not asked for."""
TURNOVER_LEFT_OUT = Message(
    "The largest turnover takes long to find here: ask with --turnover."
)


@dataclass(frozen=True)
class ThresholdsResult(Result):
    """Where a road map holds when one thing varies.

    `detection` is empty where nobody asked how soon breaches have to be noticed.
    """

    thresholds: Thresholds
    left_out: Message | None = None
    detection: tuple[Detection, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give the intervals; what has to be noticed where that was asked."""
        return thresholds_data(self.thresholds) | detection_data(self.detection)

    def document(self, names: Names) -> Document:
        """Show one row a thing that varies."""
        page = thresholds_page(self.thresholds, names, self.left_out)
        name = self.thresholds.road_map
        return (*page, *detection_section(self.detection, name, names))


def road_map_thresholds(
    case: Readable,
    road_map: str,
    setting: Setting = DEFAULT,
    *,
    turnover: bool | None = None,
    detection: bool | None = None,
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
    detection : bool or None
        Whether to find how soon, and how surely, breaches have to be noticed; None is
        where the case has `seen`.
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
    soon = turnover is True or more <= _SOON
    more = more if soon else 0.0
    if detection is None:
        detection = any(option.seen for option in read.options)
    watched = price_of_detection(dynamics, plan) if detection else 0.0
    expect(price_of_thresholds(dynamics, plan) + more + watched)
    found = find_thresholds(dynamics, plan)
    result = ThresholdsResult(read, found)
    if found.reasons:
        return result
    if detection:
        result = replace(
            result, detection=find_detection(dynamics, lay_out(dynamics, plan))
        )
    if not asked:
        return result
    turned = None
    if soon:
        turned = unless_stopped(lambda: largest_turnover(dynamics, plan), None)
    if turned is None:
        return replace(result, left_out=TURNOVER_LEFT_OUT)
    thresholds = (*found.thresholds, *turned)
    return replace(result, thresholds=replace(found, thresholds=thresholds))
