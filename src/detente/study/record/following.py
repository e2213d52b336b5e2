"""A road map against the events: stage by stage, who owes what since when."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from detente.model.case import Case
from detente.model.event import Scope
from detente.model.road_map import RoadMap, Stage, Step
from detente.records import dataclass
from detente.study.record.contradiction import Contradiction, contradictions
from detente.study.record.course import Course, Standing, follow_step
from detente.study.record.monthly import Month, score_by_month
from detente.study.record.reports import Rule


@dataclass(frozen=True, slots=True)
class StageCourse:
    """What became of a stage.

    Attributes
    ----------
    stage : int
        From 1.
    courses : tuple of Course
        Its steps.
    reached : bool
        Whether every earlier stage was done at some time: its turn has come.
    turn, due : date or None
        The day on which its turn came, and by which its steps are due: the length
        of the stage later. None where they are not known.
    begun, done, verified, reversed : date or None
        The first day on which something of it was begun; on which all of it stood;
        on which all of it was verified as it stands; on which a part of it was
        undone after that.
    held : bool
        Whether all of it stood from the start, so that it is passed over.
    """

    stage: int
    courses: tuple[Course, ...]
    reached: bool
    turn: datetime.date | None
    due: datetime.date | None
    begun: datetime.date | None
    done: datetime.date | None
    verified: datetime.date | None
    reversed: datetime.date | None
    held: bool

    @property
    def holds(self) -> bool:
        """Whether all of it stands, and nobody says otherwise."""
        return all(course.standing.holds for course in self.courses)

    @property
    def standing(self) -> Standing:
        """How it stands at the end."""
        parts = [course.standing for course in self.courses]
        if self.holds:
            return Standing.VERIFIED if self.verified else Standing.DONE
        for standing in (Standing.REVERSED, Standing.DISPUTED):
            if standing in parts:
                return standing
        if self.begun is not None or any(part.holds for part in parts):
            return Standing.BEGUN
        return Standing.DECLARED if Standing.DECLARED in parts else Standing.NOT_BEGUN


@dataclass(frozen=True, slots=True)
class Owed:
    """A step that a party owes now.

    `why` is not begun, declared, begun, reversed or disputed; `since` the day on which
    its turn came, or on which it was undone or disputed; None from the start. It is
    `overdue` after `due` by more than the tolerance.
    """

    stage: int
    step: Step
    party: str
    why: Standing
    since: datetime.date | None
    due: datetime.date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Early:
    """A step that was done out of order, and those that did not stand then."""

    stage: int
    step: Step
    party: str
    day: datetime.date
    before: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class InScope:
    """The course of a step in one scope; `is_read` where the answer reads it so."""

    scope: Scope
    course: Course
    is_read: bool


@dataclass(frozen=True, slots=True)
class Following:
    """A road map against the events.

    Attributes
    ----------
    plan : RoadMap
    rule : Rule
        By what it was read; `since` is the day from which it was followed.
    stages : tuple of StageCourse
    in_order : int
        How many stages from the first on stand.
    possible : int
        The same, with what is disputed taken as done.
    early : tuple of Early
    owed : tuple of Owed
        What is owed now, by whom.
    ahead : tuple of Step
        What the stage after that asks for.
    scopes : tuple of InScope
        Each step in each scope that reads its option.
    contradictions : tuple of Contradiction
    months : tuple of Month
        The score at the end of each month.
    """

    plan: RoadMap
    rule: Rule
    stages: tuple[StageCourse, ...]
    in_order: int
    possible: int
    early: tuple[Early, ...]
    owed: tuple[Owed, ...]
    ahead: tuple[Step, ...]
    scopes: tuple[InScope, ...]
    contradictions: tuple[Contradiction, ...]
    months: tuple[Month, ...]

    @property
    def courses(self) -> tuple[Course, ...]:
        """The steps of all stages, in their order."""
        return tuple(course for stage in self.stages for course in stage.courses)

    @property
    def n_done(self) -> int:
        """How many of the stages in order were done since it began."""
        return sum(not stage.held for stage in self.stages[: self.in_order])

    @property
    def n_possible(self) -> int:
        """The same, with what is disputed taken as done."""
        return sum(not stage.held for stage in self.stages[: self.possible])

    @property
    def is_followed(self) -> bool | None:
        """Whether a stage was done, and none out of order; None where disputed.

        Stages that stood from the start do not count: nothing was done for them.
        """
        if self.early:
            return False
        if self.n_done:
            return True
        return None if self.n_possible else False


def follow_plan(case: Case, plan: RoadMap, rule: Rule) -> Following:
    """Compare the events with a road map.

    Parameters
    ----------
    case : Case
        Its events; what a later one corrects does not count.
    plan : RoadMap
        Followed from its `since`, else from its `date`, else from the first event.
    rule : Rule
        The last day that counts, the tolerance, the scope; `since` is the road map's.

    Returns
    -------
    Following
    """
    rule = replace(rule, since=plan.since or plan.date)
    courses = [
        tuple(follow_step(case, step, rule, plan) for step in stage.steps)
        for stage in plan.stages
    ]
    stages = tuple(_stages(case, plan, rule, courses))
    lengths = [_length(case, stage) for stage in plan.stages]
    return Following(
        plan=plan,
        rule=rule,
        stages=stages,
        in_order=_first_that(stage.holds for stage in stages),
        possible=_first_that(_may_hold(stage) for stage in stages),
        early=tuple(_early(stages, rule)),
        owed=tuple(_owed(stages, rule)),
        ahead=_ahead(plan, stages),
        scopes=tuple(_scopes(case, plan, rule)),
        contradictions=contradictions(case, plan, rule),
        months=score_by_month(courses, lengths, rule),
    )


def _stages(
    case: Case, plan: RoadMap, rule: Rule, courses: Sequence[tuple[Course, ...]]
) -> Iterator[StageCourse]:
    reached, turn = True, rule.since
    for at, (stage, own) in enumerate(zip(plan.stages, courses, strict=True), 1):
        whole = [day for day in _days(own) if _whole(own, day)]
        held = all(course.held for course in own)
        done = None if held else min(whole, default=None)
        length = _length(case, stage)
        yield StageCourse(
            stage=at,
            courses=own,
            reached=reached,
            turn=turn if reached else None,
            due=_later(turn, length) if reached else None,
            begun=min((each.begun for each in own if each.begun), default=None),
            done=done,
            verified=_verified(own),
            reversed=_reversed(own, done, held=held),
            held=held,
        )
        reached = reached and (held or done is not None)
        turn = max(filter(None, (turn, done)), default=None)


def _days(courses: Sequence[Course]) -> list[datetime.date]:
    return sorted({turn.day for course in courses for turn in course.turns})


def _whole(courses: Sequence[Course], day: datetime.date) -> bool:
    return all(course.at(day) is Standing.DONE for course in courses)


def _length(case: Case, stage: Stage) -> int:
    """Give the days a stage may take: `within`, or its longest step; else a period."""
    takes = [case.option[step.option].takes for step in stage.steps]
    known = [each.days for each in (stage.within, *takes) if each is not None]
    return ceil(max(known, default=case.negotiation.period.days))


def _later(day: datetime.date | None, n_days: int) -> datetime.date | None:
    """Give the day so many days later; None beyond the calendar."""
    if day is None or day.toordinal() + n_days > datetime.date.max.toordinal():
        return None
    return day + datetime.timedelta(days=n_days)


def _verified(courses: Sequence[Course]) -> datetime.date | None:
    days = [course.verified for course in courses]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _reversed(
    courses: Sequence[Course], done: datetime.date | None, *, held: bool
) -> datetime.date | None:
    """Give the first day on which a part was undone after all of it had stood."""
    if done is None and not held:
        return None
    days = [
        day
        for course in courses
        for day in course.broken
        if done is None or day >= done
    ]
    return min(days, default=None)


def _first_that(stand: Iterator[bool]) -> int:
    """Count how many stand before the first that does not."""
    n_standing = 0
    for stands in stand:
        if not stands:
            break
        n_standing += 1
    return n_standing


def _may_hold(stage: StageCourse) -> bool:
    return all(
        course.standing.holds or course.standing is Standing.DISPUTED
        for course in stage.courses
    )


def _early(stages: Sequence[StageCourse], rule: Rule) -> Iterator[Early]:
    """Find the steps that were done while an earlier stage did not stand."""
    earlier: list[Course] = []
    for stage in stages:
        for course in stage.courses:
            day = course.done
            if day is None:
                continue
            missing = tuple(e.step for e in earlier if not _stood(e, day, rule))
            if missing:
                yield Early(stage.stage, course.step, course.party, day, missing)
        earlier += stage.courses


def _stood(course: Course, day: datetime.date, rule: Rule) -> bool:
    """Tell whether a step stood around a day, or some say that it did."""
    first, last = (day.toordinal() + sign * rule.tolerance for sign in (-1, 1))
    near = (
        turn.standing for turn in course.turns if first <= turn.day.toordinal() <= last
    )
    before = course.at(datetime.date.fromordinal(max(first, 1)))
    return any(each in (Standing.DONE, Standing.DISPUTED) for each in (before, *near))


def _owed(stages: Sequence[StageCourse], rule: Rule) -> Iterator[Owed]:
    """Give what does not stand of every stage whose turn has come."""
    for stage in stages:
        for course in stage.courses:
            standing = course.standing
            if not stage.reached or standing.holds or course.ended is not None:
                continue
            undone = standing in (Standing.REVERSED, Standing.DISPUTED)
            due = None if undone else stage.due
            yield Owed(
                stage=stage.stage,
                step=course.step,
                party=course.party,
                why=standing,
                since=course.since if undone else stage.turn,
                due=due,
                overdue=_is_overdue(due, rule),
            )


def _is_overdue(due: datetime.date | None, rule: Rule) -> bool:
    if due is None or rule.as_of is None:
        return False
    return (rule.as_of - due).days > rule.tolerance


def _ahead(plan: RoadMap, stages: Sequence[StageCourse]) -> tuple[Step, ...]:
    """Give the steps of the first stage whose turn has not come."""
    later = [stage for stage in stages if not stage.reached]
    return plan.stages[later[0].stage - 1].steps if later else ()


def _scopes(case: Case, plan: RoadMap, rule: Rule) -> Iterator[InScope]:
    """Follow each step in each scope that reads its option."""
    for stage in plan.stages:
        for step in stage.steps:
            own = [each for each in case.scopes if step.option in each.options]
            read = next((each for each in own if each.id == rule.scope), None)
            for scope in own:
                asked = replace(rule, scope=scope.id)
                course = follow_step(case, step, asked, plan)
                yield InScope(scope, course, is_read=scope is (read or own[0]))
