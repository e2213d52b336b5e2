"""A road map that is followed, as plain dictionaries."""

from detente.model.road_map import Step
from detente.report.plain import Data, declare, fields, plain
from detente.report.words import words_of
from detente.study.record.contradiction import Contradiction
from detente.study.record.course import Course, Turn
from detente.study.record.following import (
    Early,
    Following,
    InScope,
    Owed,
    StageCourse,
)
from detente.study.record.monthly import Month
from detente.study.record.news import Item, News, Shift
from detente.study.record.reports import Report

declare(Turn, "date=day standing")
declare(Early, "stage step party date=day before")
declare(Owed, "stage step party why since due overdue")
declare(Shift, "stage step party scope before now again")
declare(Contradiction, "step reports")
declare(
    StageCourse,
    "stage standing reached turn due begun done verified reversed held steps=courses",
)
declare(Month, "date=day due standing disputed done score at_best")


def following_data(found: Following, news: News | None) -> Data:
    """Write what became of a road map."""
    rule = found.rule
    return fields(
        found,
        "roadmap since as_of tolerance_days scope followed stages_done "
        "stages_done_at_best stages_count stages owed next early scopes "
        "contradictions months news",
        roadmap=found.plan.id,
        since=rule.since,
        as_of=rule.as_of,
        tolerance_days=rule.tolerance,
        scope=rule.scope,
        followed=found.is_followed,
        stages_done=found.in_order,
        stages_done_at_best=found.possible,
        stages_count=len(found.stages),
        next=found.ahead,
        news=news,
    )


@plain.register
def _step(step: Step) -> str:
    return step.option if step.taken else f"not {step.option}"


@plain.register
def _course(course: Course) -> Data:
    return fields(
        course,
        "step party standing held declared begun done since verified broken "
        "against lawful ended turns",
    )


@plain.register
def _report(report: Report) -> Data:
    event = report.event
    return fields(
        report,
        "date=day says event kind source disputed title",
        event=event.id,
        kind=event.kind,
        source=event.source,
        disputed=event.disputed,
        title=words_of("en").text(event.title) or None,
    )


@plain.register
def _in_scope(each: InScope) -> Data:
    return {"scope": each.scope.id, "is_read": each.is_read} | _course(each.course)


@plain.register
def _news(news: News) -> Data:
    return fields(
        news,
        "compared_with stages_done_before shifts events=items",
        compared_with=news.before.rule.as_of,
        stages_done_before=news.before.in_order,
    )


@plain.register
def _item(item: Item) -> Data:
    event = item.event
    return fields(
        item,
        "id date kind option value title steps counts due=is_due "
        "corrected=is_corrected",
        id=event.id,
        date=event.date,
        kind=event.kind,
        option=event.option,
        value=event.value,
        title=words_of("en").text(event.title) or None,
    )
