"""The part of a report on the road maps that are being followed."""

from detente.model.case import Case
from detente.report.document import Block, Document, Fold
from detente.report.naming import Names
from detente.report.pages.record.following import (
    following_blocks,
    following_heading,
)
from detente.study.record.following import follow_plan
from detente.study.record.reports import Rule


def followed_page(case: Case, names: Names) -> Document:
    """Tell what became of each road map that says since when it is followed.

    Parameters
    ----------
    case : Case
        A road map without `since` is a proposal, and is left out; so are all where
        there are no events.
    names : Names
        The case and the language.
    """
    if not case.events:
        return ()
    blocks: list[Block] = []
    for plan in case.negotiation.road_maps:
        if plan.since is None:
            continue
        found = follow_plan(case, plan, Rule(case.as_of))
        _, *told = following_blocks(found, names)
        heading = following_heading(found, names)
        blocks.append(Fold(heading, f"follow-{plan.id}", tuple(told)))
    return tuple(blocks)
