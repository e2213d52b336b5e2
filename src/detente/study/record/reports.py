"""What events report of a step, and where their sources contradict each other."""

import datetime
from collections import Counter, deque
from collections.abc import Sequence

from detente.model.case import Case
from detente.model.event import Event, Scope
from detente.model.road_map import Step
from detente.records import dataclass

_SAYS = frozenset({"deed", "breach", "kept", "verification"})
"""Kinds of events that report whether an option is taken."""


@dataclass(frozen=True, slots=True)
class Rule:
    """By what events are read.

    Attributes
    ----------
    as_of : date or None
        The last day that counts; None is every day.
    since : date or None
        The day from which the road map is followed; None is the first event.
    tolerance : int
        By how many days two sources may date one thing apart.
    scope : str or None
        What counts for the options of this scope; others, and all where it is
        None, are read by their first scope.
    """

    as_of: datetime.date | None = None
    since: datetime.date | None = None
    tolerance: int = 1
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What an event says of a step: whether it is as the road map asks."""

    day: datetime.date
    says: bool
    event: Event


def scope_of(case: Case, option: str, scope: str | None) -> Scope | None:
    """Give the scope by which an option is read; None where every event counts."""
    own = [each for each in case.scopes if option in each.options]
    asked = (each for each in own if each.id == scope)
    return next(asked, own[0] if own else None)


def counts(event: Event, scope: Scope | None, *, says: bool) -> bool:
    """Tell whether an event counts in a scope.

    A step is broken by anything that the scope counts, and is done only by what
    covers all that it counts. An event without tags counts in every scope.
    """
    if scope is None or not event.tags:
        return True
    tags = {tag.casefold() for tag in event.tags}
    counted = {tag.casefold() for tag in scope.counts}
    return counted <= tags if says else bool(counted & tags)


def reports_of(case: Case, step: Step, rule: Rule) -> tuple[Report, ...]:
    """Give what events say of a step, by day, up to the last day that counts.

    A deed with a last day does what the step asks on that day, and undoes it on the
    first. What was kept or broken, without a value, is the step as it is asked for.
    """
    scope = scope_of(case, step.option, rule.scope)
    found = []
    for event in case.standing_events:
        if event.option != step.option or event.kind not in _SAYS:
            continue
        says = _says(event, step)
        day = (event.end or event.date) if says else event.date
        if counts(event, scope, says=says) and not _is_later(day, rule):
            found.append(Report(day, says, event))
    return tuple(sorted(found, key=lambda report: report.day))


def _says(event: Event, step: Step) -> bool:
    if event.value is None and event.kind in {"breach", "kept"}:
        return event.kind == "kept"
    return event.taken is step.taken


def _is_later(day: datetime.date, rule: Rule) -> bool:
    return rule.as_of is not None and day > rule.as_of


def is_in_time(day: datetime.date, rule: Rule) -> bool:
    """Tell whether a day lies between the first and the last that count."""
    is_early = rule.since is not None and day < rule.since
    return not is_early and not _is_later(day, rule)


def opposed(reports: Sequence[Report], tolerance: int) -> list[bool]:
    """Tell of each report whether another source said the opposite before.

    Parameters
    ----------
    reports : sequence of Report
        By day, up or down.
    tolerance : int
        By how many days two reports may lie apart to speak of one thing.

    Returns
    -------
    list of bool
        True where one that stands before it in the sequence, within the tolerance,
        says otherwise and comes from another source.
    """
    near: deque[Report] = deque()
    known: Counter[tuple[bool, str | None]] = Counter()
    found = []
    for report in reports:
        while near and abs((report.day - near[0].day).days) > tolerance:
            gone = near.popleft()
            known[gone.says, gone.event.source] -= 1
        found.append(
            any(
                n_reports and says is not report.says and source != report.event.source
                for (says, source), n_reports in known.items()
            )
        )
        near.append(report)
        known[report.says, report.event.source] += 1
    return found
