"""The parts of a report on dates to come, and on what nobody would notice."""

from collections.abc import Sequence
from functools import partial

from detente.analysis.time.dates import find_dates
from detente.engine.budget import unless_stopped
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.report.document import Block, Document, Fold, Paragraph
from detente.report.naming import Names
from detente.report.pages.deal.verification import seen_blocks, unnoticed_blocks
from detente.report.pages.search.detection import detection_blocks, needed
from detente.report.pages.time.dates import dates_part
from detente.study.deal.mover_orders import MANY
from detente.study.deal.road_map import lay_out
from detente.study.deal.verification import Verification, find_verification
from detente.study.game.dynamics import Dynamics
from detente.study.price import price_of_detection
from detente.study.price_in_time import price_of_dates
from detente.study.search.detection import Detection, find_detection
from detente.study.time.dates_in_orders import Dates
from detente.study.time.latest_start import LatestStart

_SOON = 9.0
"""Seconds, as estimated, that either part may take where not all is asked for."""


@dataclass(frozen=True)
class Watched:
    """One road map, what could be done on it unnoticed, what has to be noticed.

    `detection` is None where it was left out because it takes long.
    """

    road_map: str
    verification: Verification | None
    detection: tuple[Detection, ...] | None


@dataclass(frozen=True)
class TimeParts:
    """What a report tells of dates and of verification; `dates` None where too long."""

    dates: Dates | None = None
    starts: tuple[LatestStart, ...] = ()
    watched: tuple[Watched, ...] = ()
    order: tuple[str, ...] = ()


NO_TIME = TimeParts()


def find_time_parts(
    dynamics: Dynamics, failing: frozenset[str], *, full: bool = False
) -> TimeParts:
    """Find what a report tells of dates and of verification.

    Parameters
    ----------
    dynamics : Dynamics
        The case, with options and road maps; threats solved before are kept in it.
    failing : frozenset of str
        Road maps that fail.
    full : bool
        Whether it is told however long that takes.

    Returns
    -------
    TimeParts
    """
    case = dynamics.case
    plans = case.negotiation.road_maps
    most = MANY if full else _orders_in_time(dynamics)
    dates: Dates | None = None
    starts: tuple[LatestStart, ...] = ()
    if most is not None:
        dates, starts = find_dates(dynamics, plans, most)
    if not any(option.seen for option in case.options):
        # What fails although all is seen at once needs no watching.
        plans = tuple(plan for plan in plans if plan.id not in failing)
    watched = tuple(_watched(dynamics, plans, full=full))
    order = tuple(dynamics.parties[turn.party] for turn in dynamics.turns if turn.bits)
    return TimeParts(dates, starts, watched, order)


def price_of_time_parts(dynamics: Dynamics, *, full: bool = False) -> float:
    """Give about how many seconds `find_time_parts` takes."""
    plans = dynamics.case.negotiation.road_maps
    most = MANY if full else _orders_in_time(dynamics)
    dates = 0.0 if most is None else price_of_dates(dynamics, plans, most)
    watching = sum(price_of_detection(dynamics, plan) for plan in plans)
    return dates + (watching if full else min(watching, _SOON))


def _orders_in_time(dynamics: Dynamics) -> int | None:
    """Give how much may go into orders of movers; None where no dates can be told."""
    plans = dynamics.case.negotiation.road_maps
    fits = (m for m in (MANY, 0) if price_of_dates(dynamics, plans, m) <= _SOON)
    return next(fits, None)


def _watched(
    dynamics: Dynamics, plans: Sequence[RoadMap], *, full: bool
) -> list[Watched]:
    """Take the cheapest first, as far as the time for it reaches."""
    found: dict[str, Watched] = {}
    left = _SOON
    for plan in sorted(plans, key=lambda plan: price_of_detection(dynamics, plan)):
        layout = lay_out(dynamics, plan)
        if layout.reasons:
            continue
        left -= 0.0 if full else price_of_detection(dynamics, plan)
        verified = unless_stopped(partial(find_verification, dynamics, layout), None)
        detected = None
        if left >= 0:
            detected = unless_stopped(partial(find_detection, dynamics, layout), None)
        found[plan.id] = Watched(plan.id, verified, detected)
    return [found[plan.id] for plan in plans if plan.id in found]


def dates_page_part(found: TimeParts, case: Case, names: Names) -> Document:
    """Tell for whom each date is a threat, and how late a deal may begin.

    Parameters
    ----------
    found : TimeParts
    case : Case
    names : Names
    """
    if found.dates is None:
        if not case.negotiation.deadlines:
            return ()
        said = names.say(
            "What the dates to come are worth to each was not worked out here (it "
            "takes a while: `detente deadlines CASE`)."
        )
        return (Paragraph(said),)
    return dates_part(found.dates, found.starts, names)


def watching_part(found: TimeParts, names: Names) -> Document:
    """Tell whose step is seen by whom, and what has to be noticed how soon.

    Parameters
    ----------
    found : TimeParts
    names : Names

    Returns
    -------
    Document
        Empty where no road map could be judged.
    """
    if not found.watched:
        return ()
    blocks: list[Block] = seen_blocks(names)
    for each in found.watched:
        inner: list[Block] = []
        title = names.element(each.road_map)
        if each.verification is not None and each.verification.breaches:
            inner += unnoticed_blocks(each.verification, names)
        if each.detection:
            inner += detection_blocks(each.detection, each.road_map, names)
            need = needed(each.detection, names)
            title = names.say("{plan}: {need}", plan=title, need=need)
        if inner:
            anchor = f"watch-{each.road_map}"
            blocks.append(Fold(title, anchor, tuple(inner), printed=False))
    if any(each.detection for each in found.watched):
        said = names.say(
            "How soon a breach has to be noticed is told for parties that act after it "
            "in the order {parties}.",
            parties=names.parties(found.order),
        )
        blocks.append(Paragraph(said))
    late = [each.road_map for each in found.watched if each.detection is None]
    if late:
        said = names.say(
            "How soon a breach has to be noticed was not worked out here for {plans} "
            "(it takes a while: "
            "`detente roadmap thresholds CASE ROADMAP --detection`).",
            plans=names.listed([names.quoted(names.element(each)) for each in late]),
        )
        blocks.append(Paragraph(said))
    return tuple(blocks)
