"""The road maps of a case side by side."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack

from detente.analysis.deal.outliving import (
    UNASKED,
    Outlived,
    find_outliving,
    price_of_outliving,
)
from detente.analysis.reading import Readable, ReadAs, load, variant_of
from detente.analysis.result import Result
from detente.analysis.robustness.assumed_numbers import (
    NOTHING_ASSUMED,
    Hangs,
    find_hangs,
    in_draws,
)
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import open_timed, workers_of
from detente.engine.budget import counted, expect, kept, unless_stopped
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.report.data.deal import check_data, rounded_data
from detente.report.data.turnover import outlived_data
from detente.report.document import Document, Heading, Picture
from detente.report.naming import Names
from detente.report.pages.deal.exposure import rounded_blocks
from detente.report.pages.deal.plans_table import plans_table
from detente.report.pages.deal.road_maps import road_maps_page, road_maps_table
from detente.report.pages.time.outliving import outliving_blocks
from detente.study.deal.asymmetry import list_rounded
from detente.study.deal.mover_orders import MANY, MANY_ASKED
from detente.study.deal.self_enforcement import (
    check_going_along,
    check_road_map as study_check,
)
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.price import price_of_checks, price_of_verdicts
from detente.study.processors import Progress
from detente.study.record.claim import Finding
from detente.study.record.deal_claim import judge_deal_claims
from detente.study.robustness.deal_shares import READINGS
from detente.study.robustness.how_sure import best_how_sure, with_how_sure
from detente.study.robustness.verdict_shares import with_verdict_shares
from detente.study.search.best_deal import BestDeal, Standard, find_best_deal
from detente.study.time.successor_claim import judge_successor_claims

if TYPE_CHECKING:
    from detente.study.lever.effect import Effect

_QUICK = 0.25
"""Seconds that looking for a change may take on the first screen."""
_AT_ONCE = 1.0
"""Seconds that changes of leadership may take on the first screen."""


@dataclass(frozen=True)
class RoadMapsResult(Result):
    """The road maps of a case side by side.

    `moved` is the smallest clause or step by which one of them would come through,
    where none does, and finding it is quick. `dynamics` is the case in periods, with
    what was solved of it, for whoever asks on.
    """

    dynamics: Dynamics
    checks: tuple[RoadMapCheck, ...]
    hangs: Hangs = NOTHING_ASSUMED
    best: BestDeal | None = None
    full: bool = False
    outlived: Outlived = UNASKED
    moved: "Effect | None" = None

    def to_dict(self) -> dict[str, object]:
        """Give the judgement of each road map."""
        return {
            "roadmaps": [
                check_data(check) | outlived_data(self.outlived.of(check.road_map))
                for check in self.checks
            ],
            "rounded": [rounded_data(each) for each in list_rounded(self.case)],
            "robustness": self.hangs.to_dict(),
        }

    def document(self, names: Names) -> Document:
        """Show one row a road map; in full with slack and roundings."""
        if not self.checks:
            return road_maps_page(self.checks, names)
        outlived = self.outlived
        turned = outliving_blocks(outlived.checks, outlived.left_out, names)
        if not (self.full or names.plain):
            return (
                Heading(names.title(), 1),
                plans_table(self.checks, names, over=True),
                *turned,
                *self.hangs.blocks(names),
            )
        rounded = rounded_blocks(list_rounded(self.case), names)
        page = road_maps_page(self.checks, names)
        return (*page, *rounded, *turned, *self.hangs.blocks(names))

    def in_full(self) -> "RoadMapsResult":
        """Give the same answer, to be shown with slack, stage by stage."""
        return replace(self, full=True)

    def side_by_side(self, names: Names) -> Document:
        """Show the same as a part of a longer page."""
        return (road_maps_table(self.checks, names), *self.hangs.blocks(names))

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw the road maps side by side, and how likely each still stands when."""
        from detente.report.figure.road_maps import road_maps_picture  # noqa: PLC0415
        from detente.report.figure.survival import survival_picture  # noqa: PLC0415

        drawn = (
            road_maps_picture(self.checks, names),
            survival_picture(self.outlived.checks, names),
        )
        return tuple(picture for picture in drawn if picture is not None)


def list_road_maps(
    case: Readable,
    setting: Setting = DEFAULT,
    *,
    turnover: bool | None = None,
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
    turnover : bool or None
        Whether to say how likely each outlives those who sign it; None is where the
        case has `turnover` and that does not take long.
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
    more = price_of_outliving(dynamics, plans, asked=turnover)
    expect(price_of_checks(dynamics, plans, MANY_ASKED, undo=True) + drawn + more)
    readings = max(samples, READINGS), seed
    judged = _checked(dynamics, plans, plans, MANY_ASKED)
    checks = with_how_sure(dynamics, plans, judged, readings)
    workers = workers_of(setting, progress)
    hangs = find_hangs(dynamics, plans[: len(checks)], (samples, seed), workers)
    checks = in_draws(dynamics, plans, checks, hangs, workers)
    outlived = find_outliving(dynamics, plans, asked=turnover, workers=workers)
    return RoadMapsResult(read, dynamics, checks, hangs, outlived=outlived)


def _checked(
    dynamics: Dynamics,
    plans: tuple[RoadMap, ...],
    both_ways: Collection[RoadMap],
    most: int = MANY,
) -> tuple[RoadMapCheck, ...]:
    """Judge road maps as far as the time allows, one at least.

    Times to undo are rounded both ways for those of `both_ways`.
    """
    judged = (
        study_check(dynamics, plan, most, undo=plan in both_ways)
        for plan in counted(plans)
    )
    return kept(judged, least=min(len(plans), 1))


def judge_in_passing(
    case: Case,
    setting: Setting,
    findings: tuple[Finding, ...],
    *,
    over_before: bool = True,
) -> tuple[tuple[Finding, ...], RoadMapsResult]:
    """Judge the road maps, and the claims that wait for them.

    The first two questions are asked of draws of what is assumed, as that takes
    milliseconds; the third is not (`list_road_maps`, `claims`). Times to undo are
    rounded both ways where all sign and nobody calls it off: elsewhere it is over
    before anybody cheats.

    Parameters
    ----------
    case : Case
    setting : Setting
    findings : tuple of Finding
        The claims as the static study judges them.
    over_before : bool
        Whether it is asked who would cheat on road maps too that are over before,
        what each has without a deal, and whether claims are judged, which may ask just
        that.

    Returns
    -------
    (tuple of Finding, RoadMapsResult)
    """
    dynamics = open_timed(case, setting)
    plans = case.negotiation.road_maps
    before = [check_going_along(dynamics, plan, alone=over_before) for plan in plans]
    standing = [
        plan for plan, each in zip(plans, before, strict=True) if not each.over_before
    ]
    asked = plans if over_before else tuple(standing)
    checked = _checked(dynamics, asked, standing)
    known = {check.road_map: check for check in (*before, *checked)}
    # As many as there was time for.
    told = plans[: len(checked)] if over_before else plans
    checks = tuple(known[plan.id] for plan in told)
    checks = with_how_sure(dynamics, plans, checks)
    outlived = find_outliving(dynamics, plans, soon=_AT_ONCE)
    judged = findings
    if over_before:
        judged = judge_deal_claims(dynamics, findings, checks)
        judged = judge_successor_claims(case, judged, outlived.checks)
        again = partial(_again, case, setting)
        # Imported where needed, as are levers below: the first screen asks neither.
        from detente.study.lever.claim import judge_moving  # noqa: PLC0415

        judged = judge_moving(dynamics, judged, again, games=False)
    checks = with_verdict_shares(dynamics, plans, checks, (0, 0))
    hangs = find_hangs(dynamics, plans, (0, 0))
    best = unless_stopped(lambda: _best_deal(dynamics), None)
    moved = unless_stopped(lambda: _moved(dynamics, checks, setting), None)
    return judged, RoadMapsResult(
        case, dynamics, checks, hangs, best, outlived=outlived, moved=moved
    )


def _again(case: Case, setting: Setting, edits: tuple[str, ...]) -> Dynamics:
    """Open a case with edits made to its file."""
    return open_timed(variant_of(case, None, edits), setting)


def _moved(
    dynamics: Dynamics, checks: tuple[RoadMapCheck, ...], setting: Setting
) -> "Effect | None":
    """Find the smallest clause or step by which a road map comes through."""
    case = dynamics.case
    if not all(check.over_before for check in checks if check.calling_off):
        return None
    from detente.study.lever.change import is_agreed, plan_of  # noqa: PLC0415
    from detente.study.lever.effect import find_effects  # noqa: PLC0415
    from detente.study.lever.price import price_of_levers  # noqa: PLC0415
    from detente.study.lever.search import find_levers  # noqa: PLC0415

    signed = [each for each in checks if each.calling_off and each.calling_off.all_sign]
    for check in (*signed, *checks)[:1]:
        plan = plan_of(case, check.road_map)
        if price_of_levers(dynamics, plan, pairs=False) > _QUICK:
            return None
        levers = find_levers(dynamics, plan, is_agreed)
        again = partial(_again, case, setting)
        found = find_effects(dynamics, levers, again, most=1)
        told = [each for goal in levers.goals[::-1] for each in found.to(goal)]
        return told[0] if told else None
    return None


def _best_deal(dynamics: Dynamics) -> BestDeal | None:
    found = find_best_deal(dynamics)
    if found is None or found.standard is Standard.UNFINISHED:
        return None
    return best_how_sure(dynamics, found)
