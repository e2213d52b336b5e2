"""What dates to come change, and how late a deal may begin."""

from collections.abc import Sequence
from functools import partial
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed
from detente.engine.budget import expect, unless_stopped
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.report.data.dates import dates_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.time.dates import dates_page
from detente.study.deal.mover_orders import MANY, MANY_ASKED, judged_orders
from detente.study.game.dynamics import Dynamics
from detente.study.price_in_time import price_of_dates
from detente.study.time.dates import DateStory
from detente.study.time.dates_in_orders import Dates, tell_in_orders
from detente.study.time.latest_start import LatestStart, find_latest_start


@dataclass(frozen=True)
class DatesResult(Result):
    """Each date to come, and how late each road map may begin."""

    found: Dates
    first_steps: tuple[LatestStart, ...]

    @property
    def dates(self) -> tuple[DateStory, ...]:
        """Each date, in the order of movers that the case or its file gives."""
        return self.found.stories

    def to_dict(self) -> dict[str, object]:
        """Give both, by date and by road map."""
        return dates_data(self.found, self.first_steps)

    def document(self, names: Names) -> Document:
        """Tell for whom each date is a threat, and for whom a temptation."""
        return dates_page(self.found, self.first_steps, names)


def deadlines(
    case: Readable,
    road_map: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> DatesResult:
    """Say what the dates to come change, for whom, and how late a deal may begin.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case; its deadlines, and the rights and guarantees that end.
    road_map : str or None
        The road map that is put off; None is every one of the case.
    setting : Setting
        Engine and memory.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    DatesResult
        Utility per period against staying as things are, larger is better: of taking
        what a date opens, at once and with the answer of all; and of the date itself,
        if everyone plays for itself from now on. Where the case does not say in which
        order the parties act, in every order.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plans = read.negotiation.road_maps
    if road_map is not None:
        plans = (named_road_map(read, road_map),)
    dynamics = open_timed(read, setting)
    expect(price_of_dates(dynamics, plans, MANY))
    return DatesResult(read, *find_dates(dynamics, plans))


def find_dates(
    dynamics: Dynamics, plans: Sequence[RoadMap], most: int = MANY
) -> tuple[Dates, tuple[LatestStart, ...]]:
    """Find what dates change, and how late road maps may begin.

    Parameters
    ----------
    dynamics : Dynamics
    plans : sequence of RoadMap
    most : int
        Of states times orders of movers; beyond it fewer orders are judged. What a date
        means, which is quick, is told in five times as many.

    Returns
    -------
    Dates, tuple of LatestStart
    """
    dates = tell_in_orders(dynamics, most * (MANY_ASKED // MANY))
    orders = judged_orders(dynamics, most)
    starts = (
        unless_stopped(partial(find_latest_start, dynamics, plan, orders), None)
        for plan in (plans if dates.stories else ())
    )
    return dates, tuple(each for each in starts if each is not None)
