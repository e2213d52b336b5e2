"""What would make a deal hold: the best order, thresholds, where all could stay."""

from dataclasses import dataclass, replace
from typing import Unpack

from detente.analysis.asked_road_map import known_guarantee, named_road_map, open_timed
from detente.analysis.asking import DEFAULT, Setting, target_states
from detente.analysis.deals import SOON_TURNED
from detente.analysis.questions import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.engine.budget import expect, unless_stopped
from detente.errors import Message
from detente.report.deal_search_data import (
    found_data,
    least_guarantee_data,
    route_data,
    sustained_data,
    thresholds_data,
    verdict_map_data,
)
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.found_road_map import found_page
from detente.report.pages.least_guarantee import least_guarantee_page
from detente.report.pages.sustain import sustain_page
from detente.report.pages.thresholds import thresholds_page
from detente.report.pages.verdict_map import verdict_map_page
from detente.study.exposed_routes import ExposedRoute, list_exposed_routes
from detente.study.find_road_map import Found, find_road_map
from detente.study.guarantee_size import LeastGuarantee
from detente.study.largest_turnover import largest_turnover
from detente.study.least_guarantee import find_least_guarantee
from detente.study.price import (
    price_of_stays,
    price_of_thresholds,
    price_of_turnovers,
    price_of_verdicts,
)
from detente.study.successor import turnover_size
from detente.study.sustain import Sustained, find_sustained
from detente.study.thresholds import Thresholds, find_thresholds
from detente.study.verdict_map import VerdictMap, map_verdicts

__all__ = [
    "FoundResult",
    "SustainResult",
    "ThresholdsResult",
    "VerdictMapResult",
    "find_best_road_map",
    "map_road_map",
    "road_map_thresholds",
    "sustain",
]


_JUDGED = 200
"""How often a road map is judged to find how much turnover it bears, about."""

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


@dataclass(frozen=True)
class FoundResult(Result):
    """The best order of steps to a target."""

    found: Found
    guarantees: tuple[LeastGuarantee, ...] = ()
    routes: tuple[ExposedRoute, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give the stages, the judgement, and what stands in the way."""
        data = found_data(self.found)
        if self.found.objective == "guarantee":
            data["guarantees"] = [
                least_guarantee_data(each) for each in self.guarantees
            ]
        if self.found.objective == "exposure":
            parties = tuple(party.id for party in self.case.parties)
            data["routes"] = [route_data(each, parties) for each in self.routes]
        return data

    def document(self, names: Names) -> Document:
        """Show the stages, then the judgement."""
        if self.found.objective == "guarantee":
            return least_guarantee_page(self.found, self.guarantees, names)
        return found_page(self.found, names, self.routes)


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
    size = turnover_size(read, dynamics.engine.n_states)
    soon = turnover is True or size * _JUDGED <= SOON_TURNED
    more = price_of_turnovers(dynamics, plan) if asked and soon else 0.0
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


def find_best_road_map(
    case: Readable,
    to: str,
    objective: str = "slack",
    package: int = 1,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> FoundResult:
    """Find the best order of steps from now to a target.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    to : str
        Where it should end: a state or a formula.
    objective : str
        slack, exposure or guarantee.
    package : int
        At most so many steps in a stage.
    setting : Setting
        Engine and memory.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    FoundResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    dynamics = open_timed(read, setting)
    target = target_states(dynamics.engine, to)
    expect(price_of_stays(dynamics))
    if objective == "guarantee":
        found, guarantees = find_least_guarantee(dynamics, target, package)
        return FoundResult(read, found, guarantees)
    found = find_road_map(dynamics, target, objective=objective, package=package)
    routes: tuple[ExposedRoute, ...] = ()
    if objective == "exposure":
        routes = list_exposed_routes(dynamics, found.target, package)
    return FoundResult(read, found, routes=routes)


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
