"""Who would not sign a road map, and who would call it off on the way."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed
from detente.errors import Message
from detente.records import dataclass
from detente.report.data.calling_off import calling_off_data
from detente.report.document import Document, Heading, Listing
from detente.report.naming import Names
from detente.report.pages.deal.calling_off import calling_off_section, signing_table
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.robustness.deal_shares import READINGS, DealDraws
from detente.study.robustness.how_sure import how_sure


@dataclass(frozen=True)
class CallingOffResult(Result):
    """Who would not sign a road map, and who would call it off on the way.

    `found` is None, and `reasons` say why, where it cannot be carried out.
    """

    road_map: str
    found: CallingOff | None
    reasons: tuple[Message, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give `signing`, `calling_off` and `nobody_calls_off` of SPEC, section 5."""
        reasons = [str(reason) for reason in self.reasons]
        data = {"roadmap": self.road_map} | calling_off_data(self.found)
        return data | {"reasons": reasons}

    def document(self, names: Names) -> Document:
        """Answer both questions, with what a road map is worth and what stopping is."""
        title = names.say("Road map: {name}", name=names.element(self.road_map))
        reasons = tuple(names.reason(reason) for reason in self.reasons)
        listed = (Listing(reasons),) if reasons else ()
        return (Heading(title, 1), *listed, *calling_off_section(self.found, names))

    def sheet(self, names: Names) -> Document:
        """Give what the road map is worth, a row a party."""
        return () if self.found is None else (signing_table(self.found, names),)


def calling_off(
    case: Readable,
    road_map: str,
    setting: Setting = DEFAULT,
    *,
    samples: int = READINGS,
    seed: int = 0,
    **read_as: Unpack[ReadAs],
) -> CallingOffResult:
    """Say who would not sign a road map, and who would call it off on the way.

    No game is solved for that: what follows once everything goes back hangs on
    nobody's wants.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str
        Its name.
    setting : Setting
        Engine and memory.
    samples, seed : int
        In how many draws of assumed numbers both are asked too, at least one, and their
        seed.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    CallingOffResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plan = named_road_map(read, road_map)
    dynamics = open_timed(read, setting)
    layout = lay_out(dynamics, plan)
    found = None
    if not layout.reasons:
        judged = find_calling_off(dynamics, layout)
        asked = DealDraws(dynamics, [layout])
        found = how_sure(asked, [judged], (samples, seed))[0]
    return CallingOffResult(read, plan.id, found, layout.reasons)
