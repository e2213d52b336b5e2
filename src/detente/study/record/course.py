"""The course of one step: what was reported of it, and how it then stood.

An event reports of a step that it is as the road map asks, or that it is not. Where
sources contradict each other, or an event is disputed, the step is disputed: nothing
is merged.
"""

import datetime
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

from detente.model.case import Case
from detente.model.event import Event
from detente.model.road_map import RoadMap, Step
from detente.records import dataclass
from detente.study.record.reports import (
    Report,
    Rule,
    is_in_time,
    opposed,
    reports_of,
)

_WORDS = frozenset({"statement", "message"})


class Standing(StrEnum):
    """How far a step or a stage has come."""

    NOT_BEGUN = "not begun"
    DECLARED = "declared"
    BEGUN = "begun"
    DONE = "done"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    REVERSED = "reversed"

    @property
    def holds(self) -> bool:
        """Whether it is as the road map asks, and nobody says otherwise."""
        return self in (Standing.DONE, Standing.VERIFIED)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a step came to stand otherwise."""

    day: datetime.date
    standing: Standing


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one step.

    Attributes
    ----------
    step : Step
    party : str
        Who owes it.
    held : bool
        Whether it was so from the start.
    turns : tuple of Turn
        By day: done, disputed, reversed.
    begun, declared, verified : date or None
        The first day on which it was begun, was promised, and the newest on which
        it was verified as it now stands.
    against : tuple of date
        The days on which it was broken, one for what sources date apart within
        the tolerance: the first is when it was reversed, later ones repeat it.
    lawful : bool
        Whether all that was reported against it on the day on which it was first
        reversed was an exit that the commitment itself allows for.
    ended : date or None
        The day from which it is owed no longer, where that has come; what was
        reported from then on is not told.
    """

    step: Step
    party: str
    held: bool
    turns: tuple[Turn, ...] = ()
    begun: datetime.date | None = None
    declared: datetime.date | None = None
    verified: datetime.date | None = None
    against: tuple[datetime.date, ...] = ()
    lawful: bool = False
    ended: datetime.date | None = None

    @property
    def done(self) -> datetime.date | None:
        """The first day on which it was done; None where it never was, or held."""
        return next((t.day for t in self.turns if t.standing is Standing.DONE), None)

    @property
    def ever(self) -> bool:
        """Whether it held from the start, or was done at some time."""
        return self.held or self.done is not None

    @property
    def since(self) -> datetime.date | None:
        """The day since which it stands as it does; None from the start."""
        return self.turns[-1].day if self.turns else None

    @property
    def broken(self) -> tuple[datetime.date, ...]:
        """The days on which it was reversed after it had stood."""
        return tuple(t.day for t in self.turns if t.standing is Standing.REVERSED)

    @property
    def standing(self) -> Standing:
        """How it stands at the end."""
        standing = self.turns[-1].standing if self.turns else Standing.NOT_BEGUN
        if self.held and not self.turns:
            standing = Standing.DONE
        if standing is Standing.DONE and self.verified is not None:
            return Standing.VERIFIED
        if standing is not Standing.NOT_BEGUN:
            return standing
        if self.begun is not None:
            return Standing.BEGUN
        return Standing.NOT_BEGUN if self.declared is None else Standing.DECLARED

    def at(self, day: datetime.date) -> Standing:
        """Give how it stood at the end of a day: done, disputed, reversed or not."""
        place = bisect_right(self.turns, day, key=_day_of)
        if place:
            return self.turns[place - 1].standing
        return Standing.DONE if self.held else Standing.NOT_BEGUN


def _day_of(turn: Turn) -> datetime.date:
    return turn.day


def follow_step(case: Case, step: Step, rule: Rule, plan: RoadMap) -> Course:
    """Follow one step through the events.

    Parameters
    ----------
    case : Case
    step : Step
    rule : Rule
    plan : RoadMap
        The state in which it starts, and the day from which it asks nothing more.

    Returns
    -------
    Course
    """
    end = plan.end_of(step.option)
    is_over = end is not None and rule.as_of is not None and rule.as_of >= end
    if end is not None and is_over:
        rule = replace(rule, as_of=end - datetime.timedelta(days=1))
    known = reports_of(case, step, replace(rule, as_of=None))
    held = _held(case, step, known, rule, plan.start)
    own = [each for each in known if is_in_time(each.day, rule)]
    begun = _begun(case, step, known, rule)
    turns = tuple(_turns(own, rule, begun, held=held))
    return Course(
        step=step,
        party=case.option[step.option].party,
        held=held,
        turns=turns,
        begun=begun,
        declared=_declared(case, step, rule),
        verified=_verified(own, turns, rule),
        against=_against(own, turns, rule),
        lawful=_is_lawful(own, turns),
        ended=end if is_over else None,
    )


def _held(
    case: Case,
    step: Step,
    reports: Sequence[Report],
    rule: Rule,
    start: str | None,
) -> bool:
    """Tell whether a step was so at the start.

    By the state that the road map starts in; else by the newest report before; else,
    where no event speaks of it at all, by what the file says of now.
    """
    place = [option.id for option in case.options].index(step.option)
    if start is not None:
        return (start[place] == "Y") is step.taken
    if rule.since is not None:
        before = [each for each in reports if each.day < rule.since]
        if before:
            torn = opposed(before, rule.tolerance)
            last = _reading(before[-1], is_opposed=torn[-1])
            return last is Standing.DONE
    if reports:
        return False
    return case.option[step.option].now is step.taken


def _turns(
    reports: Sequence[Report],
    rule: Rule,
    begun: datetime.date | None,
    *,
    held: bool,
) -> list[Turn]:
    """Give the days on which a step came to stand otherwise.

    What was never begun is not undone.
    """
    turns: list[Turn] = []
    standing = Standing.DONE if held else Standing.NOT_BEGUN
    ever = held
    torn = opposed(reports, rule.tolerance)
    for at, report in enumerate(reports):
        is_last_of_day = at + 1 == len(reports) or reports[at + 1].day > report.day
        if not is_last_of_day:
            continue
        now = _reading(report, is_opposed=torn[at])
        ever = ever or (begun is not None and begun <= report.day)
        if now is Standing.REVERSED and not ever:
            now = Standing.NOT_BEGUN
        ever = ever or now is Standing.DONE
        if now is not standing:
            turns.append(Turn(report.day, now))
            standing = now
    return turns


def _reading(report: Report, *, is_opposed: bool) -> Standing:
    """Read how a step stands by the newest report."""
    if report.event.disputed or is_opposed:
        return Standing.DISPUTED
    return Standing.DONE if report.says else Standing.REVERSED


def _begun(
    case: Case, step: Step, reports: Sequence[Report], rule: Rule
) -> datetime.date | None:
    """Give the first day on which it was begun, or of what did it."""
    days = [each.event.date for each in reports if each.says]
    days += [
        event.date
        for event in case.standing_events
        if event.kind == "begun"
        and event.option == step.option
        and event.taken is step.taken
    ]
    return min((day for day in days if is_in_time(day, rule)), default=None)


def _declared(case: Case, step: Step, rule: Rule) -> datetime.date | None:
    """Give the first day of a promise of it that is still good."""
    days = [
        event.date
        for event in case.standing_events
        if event.option == step.option
        and event.kind in _WORDS
        and event.taken is step.taken
        and is_in_time(event.date, rule)
        and not _is_expired(event, rule)
    ]
    return min(days, default=None)


def _is_expired(event: Event, rule: Rule) -> bool:
    return (
        event.expires is not None
        and rule.as_of is not None
        and event.expires < rule.as_of
    )


def _verified(
    reports: Sequence[Report], turns: Sequence[Turn], rule: Rule
) -> datetime.date | None:
    """Give the newest day on which it was verified as it stands now."""
    if turns and turns[-1].standing is not Standing.DONE:
        return None
    since = turns[-1].day if turns else datetime.date.min
    days = [
        each.day
        for each in reports
        if each.says
        and each.event.kind == "verification"
        and (since - each.day).days <= rule.tolerance
    ]
    return max(days, default=None)


def _is_lawful(reports: Sequence[Report], turns: Sequence[Turn]) -> bool:
    broken = [turn.day for turn in turns if turn.standing is Standing.REVERSED]
    if not broken:
        return False
    first = [r.event for r in reports if not r.says and r.day == broken[0]]
    return all(event.lawful for event in first)


def _against(
    reports: Sequence[Report], turns: Sequence[Turn], rule: Rule
) -> tuple[datetime.date, ...]:
    """Give the days of breaking since it was last reversed; none where it was not."""
    broken = [turn.day for turn in turns if turn.standing is Standing.REVERSED]
    if not broken:
        return ()
    after = [each for each in reports if not each.says and each.day >= broken[0]]
    days = [after[0].day] if after else []
    for before, each in pairwise(after):
        is_other = each.event.source != before.event.source
        near = (each.day - before.day).days <= rule.tolerance
        same = each.day == before.day or (is_other and near)
        if not same:
            days.append(each.day)
    return tuple(days)
