"""Exposure, and which road map holds by itself."""

from dataclasses import dataclass

from detente.analysis.asking import DEFAULT, Setting, target_states
from detente.analysis.questions import Readable, load
from detente.analysis.result import Result
from detente.engine import open_engine
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.report.data import heading_data
from detente.report.deal_data import (
    asymmetry_data,
    check_data,
    exposure_data,
    found_data,
    robust_data,
    rounded_data,
    sustained_data,
    thresholds_data,
)
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.exposure import exposure_page
from detente.report.pages.road_map import (
    check_page,
    found_page,
    road_maps_page,
    slack_table,
    thresholds_page,
)
from detente.report.pages.robust import robust_page
from detente.report.pages.sustain import sustain_page
from detente.study.asymmetry import Asymmetry, Rounded, list_asymmetry, list_rounded
from detente.study.dynamics import Dynamics, open_dynamics
from detente.study.exposure import Exposure, find_exposure
from detente.study.find_road_map import Found, find_road_map
from detente.study.road_map import lay_out
from detente.study.robust import Robustness, study_robustness
from detente.study.self_enforcement import check_road_map as study_check
from detente.study.sustain import Sustained, find_sustained
from detente.study.thresholds import Thresholds, find_thresholds
from detente.study.verdict import RoadMapCheck

__all__ = [
    "ExposureResult",
    "FoundResult",
    "RoadMapResult",
    "RoadMapsResult",
    "RobustResult",
    "SustainResult",
    "ThresholdsResult",
    "check_road_map",
    "exposure",
    "find_best_road_map",
    "list_road_maps",
    "road_map_thresholds",
    "robust",
    "robust_cost",
    "sustain",
]


_SOON = 2_000_000
"""States times samples times road maps that take about a minute."""


@dataclass(frozen=True)
class ExposureResult(Result):
    """Who holds what, and what each party stands to lose on each road map."""

    dynamics: Dynamics
    asymmetry: tuple[Asymmetry, ...]
    rounded: tuple[Rounded, ...]
    exposures: tuple[tuple[str, tuple[Exposure, ...]], ...]

    def to_dict(self) -> dict[str, object]:
        """Give the asymmetry table and the exposure on each road map."""
        return heading_data(self.dynamics.engine) | {
            "asymmetry": [asymmetry_data(each) for each in self.asymmetry],
            "rounded": [rounded_data(each) for each in self.rounded],
            "roadmaps": {plan: exposure_data(each) for plan, each in self.exposures},
        }

    def document(self, names: Names) -> Document:
        """Show both."""
        return exposure_page(self.asymmetry, self.rounded, self.exposures, names)


@dataclass(frozen=True)
class RoadMapResult(Result):
    """Whether one road map is self-enforcing, and why."""

    check: RoadMapCheck

    def to_dict(self) -> dict[str, object]:
        """Give what SPEC section 5 prints for `roadmap check --format json`."""
        return check_data(self.check)

    def document(self, names: Names) -> Document:
        """Tell the verdict, the binding breach, and slack by stage and party."""
        return check_page(self.check, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a stage and party."""
        return (slack_table(self.check, names),)


@dataclass(frozen=True)
class RoadMapsResult(Result):
    """The road maps of a case side by side."""

    checks: tuple[RoadMapCheck, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the judgement of each road map."""
        return {"roadmaps": [check_data(check) for check in self.checks]}

    def document(self, names: Names) -> Document:
        """Show one row a road map."""
        return road_maps_page(self.checks, names)


@dataclass(frozen=True)
class ThresholdsResult(Result):
    """Where a road map holds when one thing varies."""

    thresholds: Thresholds

    def to_dict(self) -> dict[str, object]:
        """Give the intervals."""
        return thresholds_data(self.thresholds)

    def document(self, names: Names) -> Document:
        """Show one row a thing that varies."""
        return thresholds_page(self.thresholds, names)


@dataclass(frozen=True)
class FoundResult(Result):
    """The best order of steps to a target."""

    found: Found

    def to_dict(self) -> dict[str, object]:
        """Give the stages, the judgement, and what stands in the way."""
        return found_data(self.found)

    def document(self, names: Names) -> Document:
        """Show the stages, then the judgement."""
        return found_page(self.found, names)


@dataclass(frozen=True)
class RobustResult(Result):
    """How far the verdicts on road maps hang on what is assumed."""

    robustness: Robustness

    def to_dict(self) -> dict[str, object]:
        """Give shares, comparisons, and what flips each verdict soonest."""
        return robust_data(self.robustness)

    def document(self, names: Names) -> Document:
        """Show the same."""
        return robust_page(self.robustness, names)


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


def exposure(
    case: Readable, road_map: str | None = None, setting: Setting = DEFAULT
) -> ExposureResult:
    """Say who holds what, and what each party stands to lose.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str or None
        The road map to follow; None is all of them.
    setting : Setting
        Engine and memory.

    Returns
    -------
    ExposureResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    plans = read.negotiation.road_maps if road_map is None else (_plan(read, road_map),)
    dynamics = _open(read, setting)
    exposures = tuple(
        (plan.id, find_exposure(dynamics, lay_out(dynamics, plan))) for plan in plans
    )
    asymmetry, rounded = list_asymmetry(read), list_rounded(read)
    return ExposureResult(read, dynamics, asymmetry, rounded, exposures)


def list_road_maps(case: Readable, setting: Setting = DEFAULT) -> RoadMapsResult:
    """Judge every road map of a case.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    dynamics = _open(read, setting)
    checks = tuple(study_check(dynamics, plan) for plan in read.negotiation.road_maps)
    return RoadMapsResult(read, checks)


def check_road_map(
    case: Readable, road_map: str, setting: Setting = DEFAULT
) -> RoadMapResult:
    """Judge whether a road map is self-enforcing.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    plan = _plan(read, road_map)
    return RoadMapResult(read, study_check(_open(read, setting), plan))


def road_map_thresholds(
    case: Readable, road_map: str, setting: Setting = DEFAULT
) -> ThresholdsResult:
    """Find the least patience and guarantees under which a road map holds.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    plan = _plan(read, road_map)
    return ThresholdsResult(read, find_thresholds(_open(read, setting), plan))


def find_best_road_map(
    case: Readable,
    to: str,
    objective: str = "slack",
    package: int = 1,
    setting: Setting = DEFAULT,
) -> FoundResult:
    """Find the best order of steps from now to a target.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    to : str
        Where it should end: a state or a formula.
    objective : str
        slack or exposure.
    package : int
        At most so many steps in a stage.
    setting : Setting
        Engine and memory.

    Returns
    -------
    FoundResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    dynamics = _open(read, setting)
    target = target_states(dynamics.engine, to)
    found = find_road_map(dynamics, target, objective=objective, package=package)
    return FoundResult(read, found)


def sustain(
    case: Readable, to: str | None = None, setting: Setting = DEFAULT
) -> SustainResult:
    """Find where all could stay, whatever the order.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    dynamics = _open(read, setting)
    target = None if to is None else target_states(dynamics.engine, to)
    return SustainResult(read, find_sustained(dynamics, target))


def robust(
    case: Readable, samples: int = 200, seed: int = 0, setting: Setting = DEFAULT
) -> RobustResult:
    """Vary what is assumed over its ranges, and judge every road map each time.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    samples : int
        How many draws of all assumptions at once.
    seed : int
        The same seed gives the same draws.
    setting : Setting
        Engine and memory.

    Returns
    -------
    RobustResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    dynamics = _open(read, setting)
    plans = read.negotiation.road_maps
    found = study_robustness(dynamics, plans, samples=samples, seed=seed)
    return RobustResult(read, found)


def robust_cost(case: Case, samples: int) -> Message | None:
    """Say beforehand where a study of robustness takes long.

    Returns
    -------
    Message or None
        None where it is a matter of seconds.
    """
    free = sum(not option.settled for option in case.options)
    plans = len(case.negotiation.road_maps)
    if 2**free * samples * plans < _SOON:
        return None
    return Message(
        "{samples} samples of {plans} road maps over {states} states may take hours; "
        "--samples asks for fewer, --time sets an end",
        samples=samples,
        plans=plans,
        states=2**free,
    )


def _open(case: Case, setting: Setting) -> Dynamics:
    return open_dynamics(case, open_engine(case, setting.engine, setting.memory))


def _plan(case: Case, name: str) -> RoadMap:
    plans = {plan.id: plan for plan in case.negotiation.road_maps}
    if name in plans:
        return plans[name]
    message = Message("there is no road map '{name}'", name=name)
    hint = (
        Message("the road maps are: {known}", known=", ".join(plans))
        if plans
        else Message("write one under `roadmaps`")
    )
    raise QuestionError(
        [Problem("unknown-road-map", message, Location(name), name, hint)]
    )
