"""One step read in several ways: by what is counted, and by whose word."""

from collections.abc import Sequence

from detente.report.document import Cell, Column, Number, Rows, Table
from detente.report.naming import Names
from detente.report.pages.record.standing_words import (
    done_text,
    standing_text,
    step_text,
)
from detente.study.record.contradiction import Contradiction
from detente.study.record.course import Course
from detente.study.record.following import Following, InScope
from detente.study.record.reports import Report

_SHOWN = 40
"""So many reports that contradict each other are listed, the newest."""


def scopes_table(scopes: Sequence[InScope], found: Following, names: Names) -> Table:
    """Give a row a step and scope: when it was broken, how often, kept until when."""
    say = names.say
    return Rows(scopes, say("The same step, by what is counted")).under(
        Column("step", say("step"), lambda each: step_text(each.course.step, names)),
        Column("scope", say("what counts"), lambda each: _scope(each, names)),
        Column("done", say("done"), lambda each: done_text(each.course, names)),
        Column(
            "broken",
            say("first broken"),
            lambda each: _first_broken(each.course, names),
        ),
        Number(
            "days",
            say("days broken"),
            lambda each: Cell.whole(len(each.course.against)),
        ),
        Column("kept", say("kept until"), lambda each: _kept_until(each, found, names)),
    )


def _scope(each: InScope, names: Names) -> str:
    name = names.element(each.scope.id)
    if each.is_read:
        name = names.say("{scope} (read so here)", scope=name)
    return Cell(name, each.scope.id)


def _first_broken(course: Course, names: Names) -> str:
    return names.day(course.broken[0] if course.broken else None)


def _kept_until(each: InScope, found: Following, names: Names) -> str:
    """Give the day up to which a step was kept without a break."""
    course = each.course
    if course.broken:
        return names.day(course.broken[0])
    if not course.standing.holds:
        return Cell(standing_text(course.standing, names), None)
    return names.day(found.rule.as_of)


def contradictions_table(found: Sequence[Contradiction], names: Names) -> Table:
    """Give a row a report, those that cannot all be right one under the other."""
    say = names.say
    rows = [(each, report) for each in found for report in each.reports]
    titles = {each.id: each.title for each in names.case.sources}
    caption = say("What sources say otherwise of one thing, side by side")
    if len(rows) > _SHOWN and not names.plain:
        caption = names.count(
            "The newest of {all} reports that contradict others (JSON has all)",
            "The {n} newest of {all} reports that contradict others (JSON has all)",
            _SHOWN,
            all=names.number(len(rows)),
        )
        rows = sorted(rows, key=lambda each: each[1].day)[-_SHOWN:]
    return Rows(rows, caption).under(
        Column("step", say("step"), lambda each: step_text(each[0].step, names)),
        Column("date", say("date"), lambda each: names.day(each[1].day)),
        Column("says", say("it says"), lambda each: _says(each[1], names)),
        Column(
            "source",
            say("source"),
            lambda each: names.text(
                titles.get(each[1].event.source or ""), each[1].event.source or "-"
            ),
        ),
        Column(
            "event", say("event"), lambda each: names.text(each[1].event.title, "-")
        ),
    )


def _says(report: Report, names: Names) -> str:
    said = names.say("done") if report.says else names.say("not done")
    if report.event.disputed:
        return names.say("{said}, and that is disputed", said=said)
    return said
