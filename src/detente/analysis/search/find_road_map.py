"""The best order of steps to a target."""

from dataclasses import replace
from functools import partial
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting, target_states
from detente.analysis.timed import open_timed
from detente.engine.budget import expect, unless_stopped
from detente.errors import Location, Message, Problem, QuestionError
from detente.records import dataclass
from detente.report.data.search import found_data, least_guarantee_data, route_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.search.found_road_map import found_page
from detente.report.pages.search.least_guarantee import least_guarantee_page
from detente.study.game.dynamics import Dynamics
from detente.study.price import price_of_stays
from detente.study.price_of_orders import price_of_find
from detente.study.robustness.how_sure import with_how_sure
from detente.study.search.exposure_frontier import ExposedRoute, list_exposed_routes
from detente.study.search.find_road_map import Found, find_road_map
from detente.study.search.guarantee_size import LeastGuarantee
from detente.study.search.least_guarantee import find_least_guarantee


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


def find_best_road_map(
    case: Readable,
    to: str | None,
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
    to : str or None
        Where it should end: a state or a formula. With None there is no answer, but
        a fault that says what to ask instead.
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
    if to is None:
        raise QuestionError([_no_target(objective)])
    dynamics = open_timed(read, setting)
    target = target_states(dynamics.engine, to)
    price = price_of_find(dynamics, target, objective, package)
    expect(price_of_stays(dynamics) + price)
    if objective == "guarantee":
        found, guarantees = find_least_guarantee(dynamics, target, package)
        if not any(each.road_map for each in guarantees):
            found = _how_sure(dynamics, found)
        return FoundResult(read, found, guarantees)
    found = find_road_map(dynamics, target, objective=objective, package=package)
    found = _how_sure(dynamics, found)
    routes: tuple[ExposedRoute, ...] = ()
    if objective == "exposure":
        listed = partial(list_exposed_routes, dynamics, found.target, package)
        routes = unless_stopped(listed, ())
    return FoundResult(read, found, routes=routes)


def _how_sure(dynamics: Dynamics, found: Found) -> Found:
    """Add how often the answers on an order come out."""
    if found.road_map is None or found.check is None:
        return found
    (check,) = with_how_sure(dynamics, [found.road_map], [found.check])
    return replace(found, check=check)


def _no_target(objective: str) -> Problem:
    message = Message("{objective} needs a target to reach", objective=objective)
    hint = Message(
        "name one with --to, or ask for the best deal anywhere (--objective gain)"
    )
    return Problem("no-target", message, Location("to"), "to", hint)
