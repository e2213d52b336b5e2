"""What would move a road map: the smallest changes of the case that mend it."""

from dataclasses import dataclass
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load, variant_of
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed
from detente.report.data.lever import levers_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.lever.levers import levers_page, levers_table
from detente.study.game.dynamics import Dynamics
from detente.study.lever.effect import Effects, find_effects
from detente.study.lever.search import find_levers


@dataclass(frozen=True)
class LeversResult(Result):
    """What would move a road map: the smallest changes, smallest first."""

    found: Effects

    def to_dict(self) -> dict[str, object]:
        """Give how far it comes, and for each goal the levers with what they change."""
        return levers_data(self.found)

    def document(self, names: Names) -> Document:
        """Say it change by change, then set them side by side."""
        return levers_page(self.found, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a lever."""
        return (levers_table(self.found, names),)


def levers(
    case: Readable,
    road_map: str,
    setting: Setting = DEFAULT,
    *,
    most: int = 2,
    **read_as: Unpack[ReadAs],
) -> LeversResult:
    """Find the smallest changes by which a road map comes further.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str
        Its name.
    setting : Setting
        Engine and memory.
    most : int
        So many changes of a kind are told for each goal.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    LeversResult
        Every change that is told was made in the file, by `edits`, and judged again.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plan = named_road_map(read, road_map)
    dynamics = open_timed(read, setting)

    def again(edits: tuple[str, ...]) -> Dynamics:
        return open_timed(variant_of(read, None, edits), setting)

    found = find_levers(dynamics, plan)
    return LeversResult(read, find_effects(dynamics, found, again, most))
