"""Whether a road map is self-enforcing, and why."""

from dataclasses import replace
from typing import Unpack

from detente.analysis.deal.outliving import find_outliving, price_of_outliving
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.robustness.assumed_numbers import (
    NOTHING_ASSUMED,
    Hangs,
    find_hangs,
    in_draws,
)
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed, workers_of
from detente.engine.budget import expect, unless_stopped
from detente.errors import Message
from detente.records import dataclass
from detente.report.data.deal import (
    beliefs_data,
    check_data,
    guarantor_data,
    orders_data,
    rounded_data,
    verification_data,
)
from detente.report.data.turnover import outlived_data, turnover_data
from detente.report.document import Document, Picture
from detente.report.naming import Names
from detente.report.pages.deal.exposure import rounded_blocks
from detente.report.pages.deal.guarantors import guarantors_section
from detente.report.pages.deal.ordinal import orders_section
from detente.report.pages.deal.road_map import check_page
from detente.report.pages.deal.slack_tables import slack_table
from detente.report.pages.deal.verification import verification_section
from detente.report.pages.time.borne import borne_blocks
from detente.report.pages.time.turnover import turnover_section
from detente.study.deal.asymmetry import list_rounded
from detente.study.deal.guarantor import GuarantorCheck, check_guarantors
from detente.study.deal.mover_orders import MANY_ASKED
from detente.study.deal.ordinal import OrdinalCheck, check_orders
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map as study_check
from detente.study.deal.verdict import RoadMapCheck
from detente.study.deal.verification import Verification, find_verification
from detente.study.price import price_of_checks, price_of_verdicts
from detente.study.robustness.deal_shares import READINGS
from detente.study.robustness.how_sure import with_how_sure
from detente.study.time.borne import Borne
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.successor import list_breaks


@dataclass(frozen=True)
class RoadMapResult(Result):
    """Whether one road map is self-enforcing, and why.

    `turnover` is None where leaders do not change, or where `left_out` says why
    it was not computed; `verification` is None where the case has no `seen`; `full` is
    whether it is shown with all its tables.
    """

    check: RoadMapCheck
    guarantors: tuple[GuarantorCheck, ...] = ()
    orders: tuple[OrdinalCheck, ...] = ()
    turnover: TurnoverCheck | None = None
    left_out: Message | None = None
    borne: tuple[Borne, ...] = ()
    hangs: Hangs = NOTHING_ASSUMED
    verification: Verification | None = None
    full: bool = False

    def in_full(self) -> "RoadMapResult":
        """Give the same answer, to be shown with all its tables."""
        return replace(self, full=True)

    def to_dict(self) -> dict[str, object]:
        """Give what SPEC section 5 prints for `roadmap check --format json`."""
        turnover = self.turnover
        return check_data(self.check) | {
            "rounded": [rounded_data(each) for each in list_rounded(self.case)],
            "robustness": self.hangs.to_dict(),
            "order_only_verdict": orders_data(self.orders),
            "guarantees": [guarantor_data(each) for each in self.guarantors],
            "beliefs": beliefs_data(self.case),
            "turnover": None
            if turnover is None
            else turnover_data(turnover, list_breaks(self.case, turnover), self.borne),
            **outlived_data(turnover),
            **verification_data(self.verification),
        }

    def document(self, names: Names) -> Document:
        """Tell who would sign, call it off or cheat; in full with all tables."""
        turnover = self.turnover
        breaks = () if turnover is None else list_breaks(self.case, turnover)
        section = turnover_section(
            turnover, breaks, self.left_out, names, full=self.full
        )
        guarantors = guarantors_section(self.guarantors, names, full=self.full)
        orders = orders_section(self.orders, names)
        rounded: Document = ()
        if self.full:
            rounded = rounded_blocks(list_rounded(self.case), names)
        page = check_page(self.check, names, full=self.full)
        borne = borne_blocks(turnover, self.borne, names)
        unseen = verification_section(self.verification, names, full=self.full)
        parts = (*rounded, *orders, *guarantors, *section, *borne)
        return (*page, *unseen, *parts)

    def sheet(self, names: Names) -> Document:
        """Give one row a stage and party."""
        return (slack_table(self.check, names),)

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw slack by stage and party, and how likely it still stands when."""
        from detente.report.figure.slack import slack_picture  # noqa: PLC0415
        from detente.report.figure.survival import survival_picture  # noqa: PLC0415

        turned = () if self.turnover is None else (self.turnover,)
        drawn = slack_picture(self.check, names), survival_picture(turned, names)
        return tuple(picture for picture in drawn if picture is not None)


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
    drawn = price_of_verdicts(dynamics, [plan]) * samples / setting.workers
    more = price_of_outliving(dynamics, [plan], asked=turnover)
    expect(price_of_checks(dynamics, [plan], MANY_ASKED, undo=True) + drawn + more)
    judged = study_check(dynamics, plan, MANY_ASKED, undo=True)
    readings = max(samples, READINGS), seed
    sure = with_how_sure(dynamics, [plan], [judged], readings)
    workers = workers_of(setting)
    hangs = find_hangs(dynamics, (plan,), (samples, seed), workers)
    check = in_draws(dynamics, (plan,), sure, hangs, workers)[0]
    possible = not layout.reasons
    outlived = find_outliving(dynamics, [plan], asked=turnover, workers=workers)
    return RoadMapResult(
        read,
        check,
        guarantors=unless_stopped(lambda: check_guarantors(dynamics, layout), ())
        if possible
        else (),
        orders=unless_stopped(lambda: check_orders(dynamics, layout), ())
        if possible
        else (),
        turnover=outlived.of(plan.id),
        left_out=outlived.left_out,
        borne=outlived.borne,
        hangs=hangs,
        verification=unless_stopped(lambda: find_verification(dynamics, layout), None)
        if possible
        else None,
    )
