"""The road maps in the report: side by side, then each with its stages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from detente.report.document import (
    Block,
    Column,
    Document,
    Fold,
    Marked,
    Number,
    Paragraph,
    Table,
)
from detente.report.figure.road_maps import road_maps_picture
from detente.report.figure.slack import slack_picture
from detente.report.naming import Names
from detente.report.pages.deal.calling_off import calling_off_section
from detente.report.pages.deal.plan_line import plan_line
from detente.report.pages.deal.road_map import check_page, stages_listing
from detente.report.pages.deal.road_maps import road_maps_table
from detente.report.pages.robustness.robust import robust_blocks
from detente.report.quantity import percent
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.robustness.robust import Robustness, Share

_TONES = {
    Verdict.PROVED: "good",
    Verdict.REFUTED: "bad",
    Verdict.DEPENDS: "open",
    Verdict.IMPOSSIBLE: "bad",
    None: "open",
}


def plans_page(
    checks: tuple[RoadMapCheck, ...],
    robustness: Robustness | None,
    names: Names,
    *,
    full: bool = False,
) -> Document:
    """Set the road maps side by side, then tell each one stage by stage.

    Parameters
    ----------
    checks : tuple of RoadMapCheck
        The road maps, judged.
    robustness : Robustness or None
        How often each verdict holds over the ranges of what is assumed; None
        where nothing is.
    names : Names
        The case and the language.
    full : bool
        Whether slack is drawn too, and told where a road map is over before.
    """
    if not checks:
        return ()
    shares = {} if robustness is None else {s.road_map: s for s in robustness.shares}
    table = _linked(checks, shares, names)
    told = [_fold(check, names, full=full) for check in checks]
    if robustness is not None:
        title = names.say("How far these verdicts hang on assumed numbers")
        blocks = tuple(robust_blocks(robustness, names))
        told.append(Fold(title, "robustness", blocks))
    if full:
        together = road_maps_picture(checks, names)
        pictures = () if together is None else (together,)
        return (table, *pictures, *told)
    side_by_side = names.say("Side by side, and what would follow a breach")
    return (*told, Fold(side_by_side, "verdicts", (table,), printed=False))


def _linked(
    checks: tuple[RoadMapCheck, ...], shares: Mapping[str, Share], names: Names
) -> Table:
    """Let the table lead to each road map, its verdicts standing out.

    Beside each verdict stands how often it came out.
    """
    table = road_maps_table(checks, names)
    place = table.keys.index("verdict")
    rows = []
    for check, row in zip(checks, table.rows, strict=True):
        cells: list[str] = list(row)
        cells[0] = Marked(row[0], target=f"plan-{check.road_map}")
        doubtful = check.close or check.over_before
        tone = "open" if doubtful else _TONES[check.verdict]
        cells[place] = Marked(row[place], tone=tone)
        rows.append(tuple(cells))
    table = replace(table, rows=tuple(rows))
    if not shares:
        return table
    drawn = [shares.get(check.road_map) for check in checks]
    same = [percent(each.same) if each else "-" for each in drawn]
    key = Column[Any]("share", "share")
    data = (each.widened(len(each.columns), key, same) for each in table.data)
    share = Number[Any]("share", names.say("in draws of the assumed numbers"))
    told = [
        Marked(percent(each.same), target="robustness")
        if each and each.verdict
        else "-"
        for each in drawn
    ]
    return replace(table.widened(place + 1, share, told), data=tuple(data))


def _fold(check: RoadMapCheck, names: Names, *, full: bool) -> Fold:
    """Tell one road map; in short no more of what is over before anybody cheats."""
    blocks: list[Block] = []
    note = names.text(names.case.elements[check.road_map].note)
    if note:
        blocks.append(Paragraph(note))
    drawn = slack_picture(check, names) if full else None
    if drawn is not None:
        blocks.append(drawn)
    if check.over_before and not full:
        blocks += stages_listing(check, names)
        blocks += calling_off_section(check.calling_off, names, full=False)
    else:
        # The page of its own begins with a title, which the fold has already.
        blocks += check_page(check, names, full=full)[1:]
    return Fold(plan_line(check, names), f"plan-{check.road_map}", tuple(blocks))
