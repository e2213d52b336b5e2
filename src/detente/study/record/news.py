"""What new events change: each step before and now."""

from collections.abc import Iterator, Sequence

from detente.model.case import Case
from detente.model.event import Event
from detente.model.road_map import Step
from detente.records import dataclass
from detente.study.record.course import Course, Standing
from detente.study.record.following import Following
from detente.study.record.reports import reports_of


@dataclass(frozen=True, slots=True)
class Shift:
    """A step that stands otherwise than before, or was broken again.

    `again` is on how many more days it was broken; `scope` what counts for that,
    where that is not how the step is read.
    """

    stage: int
    step: Step
    party: str
    before: Standing
    now: Standing
    again: int
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A new event, and the steps of the road map that it speaks of.

    Attributes
    ----------
    event : Event
    steps : tuple of Step
        Those of its option, or all of a road map that it names.
    counts : bool
        Whether it tells how one of them stands, as they are read.
    is_due : bool
        Whether it lies after the last day that counts.
    is_corrected : bool
        Whether another event corrects it.
    """

    event: Event
    steps: tuple[Step, ...]
    counts: bool
    is_due: bool
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a road map was last followed.

    Attributes
    ----------
    before : Following
        As it was then.
    shifts : tuple of Shift
        As the steps are read, then in other scopes.
    items : tuple of Item
        The new events, in file order.
    """

    before: Following
    shifts: tuple[Shift, ...]
    items: tuple[Item, ...]


def find_news(
    case: Case, now: Following, before: Following, events: Sequence[Event]
) -> News:
    """Compare a road map as it is followed now with what was known before.

    Parameters
    ----------
    case : Case
        With all events.
    now, before : Following
        The same road map.
    events : sequence of Event
        Those that are new.

    Returns
    -------
    News
    """
    stage_of = {
        course.step: stage.stage for stage in now.stages for course in stage.courses
    }
    pairs: list[tuple[Course, Course, str | None]] = [
        (old, new, None) for old, new in zip(before.courses, now.courses, strict=True)
    ]
    pairs += [
        (old.course, new.course, new.scope.id)
        for old, new in zip(before.scopes, now.scopes, strict=True)
        if not new.is_read
    ]
    return News(
        before=before,
        shifts=tuple(
            Shift(
                stage=stage_of[new.step],
                step=new.step,
                party=new.party,
                before=old.standing,
                now=new.standing,
                again=again,
                scope=scope,
            )
            for old, new, scope in pairs
            if (again := len(set(new.against) - set(old.against)))
            or old.standing is not new.standing
        ),
        items=tuple(_items(case, now, events)),
    )


def _items(case: Case, now: Following, events: Sequence[Event]) -> Iterator[Item]:
    steps = list(dict.fromkeys(course.step for course in now.courses))
    told = {
        id(report.event)
        for step in steps
        for report in reports_of(case, step, now.rule)
    }
    standing = set(map(id, case.standing_events))
    as_of = now.rule.as_of
    for event in events:
        about = [step for step in steps if step.option == event.option]
        if event.road_map == now.plan.id:
            about = steps
        yield Item(
            event=event,
            steps=tuple(about),
            counts=id(event) in told,
            is_due=as_of is not None and event.date > as_of,
            is_corrected=id(event) not in standing,
        )
