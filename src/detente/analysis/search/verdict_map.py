"""Where a road map holds, over patience and a guarantee."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import known_guarantee, named_road_map, open_timed
from detente.engine.budget import expect
from detente.records import dataclass
from detente.report.data.search import verdict_map_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.search.verdict_map import verdict_map_page
from detente.study.price import price_of_verdicts
from detente.study.search.verdict_map import VerdictMap, map_verdicts


@dataclass(frozen=True)
class VerdictMapResult(Result):
    """The verdict on a road map over patience and a guarantee."""

    verdicts: VerdictMap

    def to_dict(self) -> dict[str, object]:
        """Give both axes and a verdict for every pair."""
        return verdict_map_data(self.verdicts)

    def document(self, names: Names) -> Document:
        """Draw it."""
        return verdict_map_page(self.verdicts, names)


def map_road_map(
    case: Readable,
    road_map: str,
    guarantee: str | None = None,
    grid: int = 9,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> VerdictMapResult:
    """Judge a road map over the patience of all and the size of a guarantee.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str
        Its name.
    guarantee : str or None
        The guarantee whose penalty per period varies; None makes one up
        against each party.
    grid : int
        How many values of each.
    setting : Setting
        Engine and memory.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    VerdictMapResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plan = named_road_map(read, road_map)
    known = None if guarantee is None else known_guarantee(read, guarantee)
    dynamics = open_timed(read, setting)
    expect(price_of_verdicts(dynamics, [plan]) * grid * grid)
    return VerdictMapResult(read, map_verdicts(dynamics, plan, known, grid))
