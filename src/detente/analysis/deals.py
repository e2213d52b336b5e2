"""Exposure, and which road map holds by itself."""

from dataclasses import dataclass, replace
from typing import Unpack

from detente.analysis.asked_road_map import named_road_map, open_timed, workers_of
from detente.analysis.asking import DEFAULT, Setting
from detente.analysis.hangs import NOTHING_ASSUMED, Hangs, find_hangs
from detente.analysis.questions import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.engine.budget import counted, expect, kept, unless_stopped
from detente.errors import Message
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.report.data import heading_data
from detente.report.deal_data import (
    asymmetry_data,
    check_data,
    exposure_data,
    guarantor_data,
    orders_data,
    rounded_data,
    turnover_data,
)
from detente.report.document import Document, Picture
from detente.report.naming import Names
from detente.report.pages.exposure import exposure_page, rounded_blocks
from detente.report.pages.guarantors import guarantors_section
from detente.report.pages.ordinal import orders_section
from detente.report.pages.road_map import (
    check_page,
    road_maps_page,
    road_maps_table,
    slack_table,
)
from detente.report.pages.turnover import turnover_section
from detente.study.asymmetry import Asymmetry, Rounded, list_asymmetry, list_rounded
from detente.study.claim import Finding
from detente.study.deal_claim import judge_deal_claims
from detente.study.dynamics import Dynamics
from detente.study.exposure import Exposure, find_exposure
from detente.study.guarantor import GuarantorCheck, check_guarantors
from detente.study.ordinal import OrdinalCheck, check_orders
from detente.study.price import (
    price_of_checks,
    price_of_turnover,
    price_of_verdicts,
)
from detente.study.road_map import lay_out
from detente.study.self_enforcement import check_road_map as study_check
from detente.study.successor import list_breaks, turnover_size
from detente.study.turnover import TurnoverCheck, check_turnover
from detente.study.verdict import RoadMapCheck
from detente.study.workers import Progress

__all__ = [
    "ExposureResult",
    "RoadMapResult",
    "RoadMapsResult",
    "check_road_map",
    "exposure",
    "judge_in_passing",
    "list_road_maps",
]

_ORDERS = 100_000
"""So many states times orders of movers are judged where one road map is asked."""


TURNOVER_LEFT_OUT = Message(
    "What changes of leadership do to it takes a while: ask with --turnover."
)
SOON_TURNED = 2_000_000
"""States times leaders times periods that take a few seconds."""


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

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw each party's exposure, one picture a road map."""
        from detente.report.figure.exposure import exposure_picture  # noqa: PLC0415

        drawn = (exposure_picture(*each, names) for each in self.exposures)
        return tuple(picture for picture in drawn if picture is not None)


@dataclass(frozen=True)
class RoadMapResult(Result):
    """Whether one road map is self-enforcing, and why.

    `turnover` is None where leaders do not change, or where `left_out` says why
    it was not computed.
    """

    check: RoadMapCheck
    guarantors: tuple[GuarantorCheck, ...] = ()
    orders: tuple[OrdinalCheck, ...] = ()
    turnover: TurnoverCheck | None = None
    left_out: Message | None = None
    hangs: Hangs = NOTHING_ASSUMED

    def to_dict(self) -> dict[str, object]:
        """Give what SPEC section 5 prints for `roadmap check --format json`."""
        turnover = self.turnover
        return check_data(self.check) | {
            "rounded": [rounded_data(each) for each in list_rounded(self.case)],
            "robustness": self.hangs.to_dict(),
            "order_only_verdict": orders_data(self.orders),
            "guarantees": [guarantor_data(each) for each in self.guarantors],
            "turnover": None
            if turnover is None
            else turnover_data(turnover, list_breaks(self.case, turnover)),
        }

    def document(self, names: Names) -> Document:
        """Tell the verdict, the binding breach, and slack by stage and party."""
        turnover = self.turnover
        breaks = () if turnover is None else list_breaks(self.case, turnover)
        section = turnover_section(turnover, breaks, self.left_out, names)
        guarantors = guarantors_section(self.guarantors, names)
        orders = orders_section(self.orders, names)
        rounded = rounded_blocks(list_rounded(self.case), names)
        page = check_page(self.check, names)
        return (*page, *rounded, *orders, *guarantors, *section)

    def sheet(self, names: Names) -> Document:
        """Give one row a stage and party."""
        return (slack_table(self.check, names),)

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw slack by stage and party."""
        from detente.report.figure.slack import slack_picture  # noqa: PLC0415

        picture = slack_picture(self.check, names)
        return () if picture is None else (picture,)


@dataclass(frozen=True)
class RoadMapsResult(Result):
    """The road maps of a case side by side."""

    checks: tuple[RoadMapCheck, ...]
    hangs: Hangs = NOTHING_ASSUMED

    def to_dict(self) -> dict[str, object]:
        """Give the judgement of each road map."""
        return {
            "roadmaps": [check_data(check) for check in self.checks],
            "rounded": [rounded_data(each) for each in list_rounded(self.case)],
            "robustness": self.hangs.to_dict(),
        }

    def document(self, names: Names) -> Document:
        """Show one row a road map."""
        if not self.checks:
            return road_maps_page(self.checks, names)
        rounded = rounded_blocks(list_rounded(self.case), names)
        page = road_maps_page(self.checks, names)
        return (*page, *rounded, *self.hangs.blocks(names))

    def side_by_side(self, names: Names) -> Document:
        """Show the same as a part of a longer page."""
        return (road_maps_table(self.checks, names), *self.hangs.blocks(names))

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw the road maps side by side."""
        from detente.report.figure.road_maps import road_maps_picture  # noqa: PLC0415

        picture = road_maps_picture(self.checks, names)
        return () if picture is None else (picture,)


def exposure(
    case: Readable,
    road_map: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
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
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ExposureResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plans = (
        read.negotiation.road_maps
        if road_map is None
        else (named_road_map(read, road_map),)
    )
    dynamics = open_timed(read, setting)
    exposures = kept(
        (plan.id, find_exposure(dynamics, lay_out(dynamics, plan)))
        for plan in counted(plans)
    )
    asymmetry, rounded = list_asymmetry(read), list_rounded(read)
    return ExposureResult(read, dynamics, asymmetry, rounded, exposures)


def list_road_maps(
    case: Readable,
    setting: Setting = DEFAULT,
    *,
    samples: int = 0,
    seed: int = 0,
    progress: Progress | None = None,
    **read_as: Unpack[ReadAs],
) -> RoadMapsResult:
    """Judge every road map of a case.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    setting : Setting
        Engine and memory.
    samples, seed : int
        Under how many draws of assumed numbers each is judged too, 0 being
        none, and their seed.
    progress : function of two ints, or None
        Told how much of that is done, and of how much.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    RoadMapsResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    dynamics = open_timed(read, setting)
    plans = read.negotiation.road_maps
    drawn = price_of_verdicts(dynamics, plans) * samples / setting.workers
    expect(price_of_checks(dynamics, plans) + drawn)
    checks = _checked(dynamics, plans)
    workers = workers_of(setting, progress)
    hangs = find_hangs(dynamics, plans[: len(checks)], (samples, seed), workers)
    return RoadMapsResult(read, checks, hangs)


def _checked(
    dynamics: Dynamics, plans: tuple[RoadMap, ...]
) -> tuple[RoadMapCheck, ...]:
    """Judge road maps as far as the time allows, one at least."""
    judged = (study_check(dynamics, plan) for plan in counted(plans))
    return kept(judged, least=min(len(plans), 1))


def judge_in_passing(
    case: Case, setting: Setting, findings: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], RoadMapsResult]:
    """Judge the road maps, and the claims that wait for them.

    Nothing assumed is varied: that takes longer (`list_road_maps`, `claims`).

    Parameters
    ----------
    case : Case
    setting : Setting
    findings : tuple of Finding
        The claims as the static study judges them.

    Returns
    -------
    (tuple of Finding, RoadMapsResult)
    """
    dynamics = open_timed(case, setting)
    plans = case.negotiation.road_maps
    checks = _checked(dynamics, plans)
    judged = judge_deal_claims(dynamics, findings, checks)
    hangs = find_hangs(dynamics, plans, (0, 0))
    return judged, RoadMapsResult(case, checks, hangs)


def check_road_map(
    case: Readable,
    road_map: str,
    setting: Setting = DEFAULT,
    *,
    turnover: bool | None = None,
    samples: int = 0,
    seed: int = 0,
    **read_as: Unpack[ReadAs],
) -> RoadMapResult:
    """Judge whether a road map is self-enforcing.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str
        Its name.
    setting : Setting
        Engine and memory.
    turnover : bool or None
        Whether to say what changes of leadership do to it; None is where the
        case has `turnover` and that does not take long.
    samples, seed : int
        Under how many draws of assumed numbers it is judged too, 0 being
        none, and their seed.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    RoadMapResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plan = named_road_map(read, road_map)
    dynamics = open_timed(read, setting)
    layout = lay_out(dynamics, plan)
    asked = bool(read.negotiation.turnover) and turnover is not False
    size = turnover_size(read, dynamics.engine.n_states)
    soon = turnover is True or size <= SOON_TURNED
    drawn = price_of_verdicts(dynamics, [plan]) * samples / setting.workers
    more = price_of_turnover(dynamics, plan) if asked and soon else 0.0
    expect(price_of_checks(dynamics, [plan], _ORDERS) + drawn + more)
    check = study_check(dynamics, plan, _ORDERS)
    possible = not layout.reasons
    workers = workers_of(setting)
    result = RoadMapResult(
        read,
        check,
        guarantors=unless_stopped(lambda: check_guarantors(dynamics, layout), ())
        if possible
        else (),
        orders=unless_stopped(lambda: check_orders(dynamics, layout), ())
        if possible
        else (),
        hangs=find_hangs(dynamics, (plan,), (samples, seed), workers),
    )
    if not asked:
        return result
    if not soon:
        return replace(result, left_out=TURNOVER_LEFT_OUT)
    turned = unless_stopped(lambda: check_turnover(dynamics, plan), None)
    left_out = TURNOVER_LEFT_OUT if turned is None else None
    return replace(result, turnover=turned, left_out=left_out)
