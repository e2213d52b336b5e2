"""Whether all, some or no weights let each party sign a road map, and go along."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed
from detente.errors import Message
from detente.records import dataclass
from detente.report.data.going_along import going_along_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.robustness.going_along import going_along_page
from detente.study.deal.road_map import lay_out
from detente.study.robustness.going_along import GoingAlong, find_going_along


@dataclass(frozen=True)
class GoingAlongResult(Result):
    """Whether all, some or no numbers let each party sign a road map, and go along.

    `found` is empty, and `reasons` say why, where it cannot be carried out.
    """

    road_map: str
    found: tuple[GoingAlong, ...]
    reasons: tuple[Message, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give both answers by party, with the numbers that decide."""
        return {
            "roadmap": self.road_map,
            "parties": going_along_data(self.found),
            "reasons": [str(reason) for reason in self.reasons],
        }

    def document(self, names: Names) -> Document:
        """Say it in a sentence a party, then the figures and what decides."""
        return going_along_page(self.road_map, self.found, self.reasons, names)


def going_along(
    case: Readable,
    road_map: str,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> GoingAlongResult:
    """Say whether all, some or no numbers let each party sign and go along.

    Its assumed weights and costs go over their ranges, as far as its trade-offs let
    them; patience and what is not assumed are as written. The answers are exact, by
    linear programmes (extra `opt`): nothing is drawn.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str
        Its name.
    setting : Setting
        Engine and memory.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    GoingAlongResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError
    UnsupportedError
        Also where the package scipy is not installed.
    """
    read = load(case, **read_as)
    plan = named_road_map(read, road_map)
    dynamics = open_timed(read, setting)
    layout = lay_out(dynamics, plan)
    found = () if layout.reasons else find_going_along(dynamics, layout)
    return GoingAlongResult(read, plan.id, found, layout.reasons)
