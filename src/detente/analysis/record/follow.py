"""A road map against what happened."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from detente import __version__
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.record.added import with_events
from detente.analysis.record.asked import (
    AsOf,
    Length,
    commitment,
    day_of,
    days_of,
    known_scope,
)
from detente.analysis.result import Result
from detente.casefile import Layout
from detente.records import dataclass
from detente.report.data.following import following_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.record.following import following_page, following_tables
from detente.report.words import words_of
from detente.study.record.following import Following, follow_plan
from detente.study.record.news import News, find_news
from detente.study.record.reports import Rule


class FollowAs(ReadAs, total=False):
    """How a road map is followed, and how the case is read."""

    scope: str | None
    tolerance: Length
    as_of: AsOf
    changed_since: AsOf


@dataclass(frozen=True)
class FollowResult(Result):
    """What became of a road map, stage by stage; who owes what since when.

    Attributes
    ----------
    following : Following
    news : News or None
        What new events changed; None where there is nothing to compare with.
    """

    following: Following
    news: News | None = None

    def to_dict(self) -> dict[str, object]:
        """Give what became of the road map."""
        title = words_of("en").text(self.case.title)
        head = {"detente": __version__, "case": title}
        return head | following_data(self.following, self.news)

    def document(self, names: Names) -> Document:
        """Tell stage by stage what was done, what is owed, what comes next."""
        return following_page(self.following, self.news, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a step."""
        return following_tables(self.following, names)


def follow(
    case: Readable,
    road_map: str,
    *,
    events: str | Path | Sequence[str | Path] = (),
    layout: Layout | None = None,
    **asked: Unpack[FollowAs],
) -> FollowResult:
    """Compare what happened with a road map, or with one step that is to be kept.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case and its events.
    road_map : str
        Its id; or a step (an option, or ``not`` and an option): a commitment that
        is followed by itself from the first event that speaks of it.
    events : path, or sequence of paths
        CSV files, or bundled tables, whose events are added to those of the case.
    layout : Layout or None
        How the columns of `events` are read, where the files were made elsewhere.
    **asked : FollowAs
        `scope`, a scope of the case: what counts for its options; else their first
        one. `tolerance`, by how many days two sources may date one thing apart: 1
        (the default) or ``1 day``. `as_of`, the last day that counts: else that of
        the case, or of the newest event of `events` where that is later.
        `changed_since`: compare with what the case without `events` said up to this
        day; else that of the case where there are `events`, else nothing is
        compared. `variant` and `edits`, as of `load`.

    Returns
    -------
    FollowResult

    Raises
    ------
    CaseError, QuestionError
        The first also for what is wrong with `events`, each fault at its place.
    """
    read = load(case, variant=asked.get("variant"), edits=asked.get("edits", ()))
    whole = with_events(read, events, layout or Layout())
    plan = commitment(whole, road_map)
    added = whole.events[len(read.events) :]
    last = max((event.date for event in added), default=None)
    rule = Rule(
        as_of=day_of(asked.get("as_of"), "as_of") or _latest(read.as_of, last),
        tolerance=days_of(asked.get("tolerance", 1)),
        scope=known_scope(whole, asked.get("scope"), plan),
    )
    found = follow_plan(whole, plan, rule)
    known = day_of(asked.get("changed_since"), "changed_since")
    if not added and known is None:
        return FollowResult(whole, found)
    earlier = replace(rule, as_of=known or read.as_of)
    before = follow_plan(read, plan, earlier)
    return FollowResult(whole, found, find_news(whole, found, before, added))


def _latest(
    day: datetime.date | None, other: datetime.date | None
) -> datetime.date | None:
    return max((each for each in (day, other) if each is not None), default=None)
