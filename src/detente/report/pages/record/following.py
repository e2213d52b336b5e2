"""A road map against what happened: what was done, what is owed, what comes next."""

import datetime
from collections.abc import Iterator, Sequence

from detente.model.road_map import Step
from detente.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.record.months import months_blocks
from detente.report.pages.record.news import news_blocks
from detente.report.pages.record.readings import contradictions_table, scopes_table
from detente.report.pages.record.standing_words import (
    done_text,
    standing_text,
    step_text,
)
from detente.study.record.course import Course, Standing
from detente.study.record.following import (
    Following,
    Owed,
    StageCourse,
)
from detente.study.record.news import News


def following_page(found: Following, news: News | None, names: Names) -> Document:
    """Tell how far a road map was followed, stage by stage."""
    return (
        Heading(names.title(), 1),
        *following_blocks(found, names),
        *news_blocks(news, names),
    )


def following_tables(found: Following, names: Names) -> Document:
    """Give the rows for programs: steps, scopes, contradictions."""
    tables = [_days_table(found, names)]
    if found.scopes:
        tables.append(scopes_table(found.scopes, found, names))
    if found.contradictions:
        tables.append(contradictions_table(found.contradictions, names))
    return tuple(tables)


def following_blocks(found: Following, names: Names) -> list[Block]:
    """Tell all but what is new."""
    say = names.say
    blocks: list[Block] = [
        Heading(following_heading(found, names)),
        *(Paragraph(each) for each in _said(found, names)),
        steps_table(found, names),
        *_owed(found, names),
    ]
    if found.scopes:
        blocks += [
            Heading(say("What counts as breaking it")),
            scopes_table(found.scopes, found, names),
        ]
    if found.contradictions:
        blocks += [
            Heading(say("Sources that contradict each other")),
            contradictions_table(found.contradictions, names),
        ]
    return [*blocks, *months_blocks(found, names)]


def following_heading(found: Following, names: Names) -> str:
    """Say which road map is followed, from when to when, by which scope."""
    name = names.quoted(names.element(found.plan.id))
    if _is_commitment(found, names):
        name = names.quoted(step_text(found.plan.stages[0].steps[0], names))
    if found.rule.scope is not None:
        name = names.say(
            "{plan}, by what counts as {scope}",
            plan=name,
            scope=names.quoted(names.element(found.rule.scope)),
        )
    since, as_of = found.rule.since, found.rule.as_of
    if since is not None and as_of is not None and since > as_of:
        return names.say("{plan}: to begin on {since}", plan=name, since=since)
    if since is not None and as_of is not None:
        return names.say(
            "{plan}: followed from {since} to {as_of}",
            plan=name,
            since=since,
            as_of=as_of,
        )
    if as_of is not None:
        return names.say("{plan}: followed up to {as_of}", plan=name, as_of=as_of)
    return names.say("{plan}: followed", plan=name)


def _said(found: Following, names: Names) -> Iterator[str]:
    """Say in a few sentences how it stands."""
    say = names.say
    n_stages = len(found.stages)
    if n_stages > 1:
        yield _stages_said(found, names)
    for stage in found.stages:
        for course in stage.courses:
            if course.broken or course.standing is Standing.DISPUTED:
                yield _trouble(course, stage, names)
            elif n_stages == 1:
                yield _kept(course, found, names)
    for early in found.early:
        missing = names.listed(
            [names.quoted(step_text(s, names)) for s in early.before]
        )
        yield say(
            "Out of order: {party} did {step} on {day}, while {missing} did not stand.",
            party=names.party(early.party),
            step=names.quoted(step_text(early.step, names)),
            day=early.day,
            missing=missing,
        )
    if found.rule.since is None and not _is_commitment(found, names):
        yield say(
            "The road map does not say since when it is followed (key `since`): it is "
            "read from the first event."
        )


def _is_commitment(found: Following, names: Names) -> bool:
    """Tell whether one step is followed, and no road map of the case."""
    return found.plan not in names.case.negotiation.road_maps


def _stages_said(found: Following, names: Names) -> str:
    n_stages = len(found.stages)
    said = names.count(
        "{done} of {n} stage stands.",
        "{done} of {n} stages stand.",
        n_stages,
        done=names.number(found.in_order),
    )
    if found.possible > found.in_order:
        said += " " + names.say(
            "If what is disputed is taken as done: {possible}.",
            possible=names.number(found.possible),
        )
    return said


def _kept(course: Course, found: Following, names: Names) -> str:
    """Say since when a step stands, or that it does not."""
    step, as_of = step_text(course.step, names), found.rule.as_of
    if not course.standing.holds:
        return names.say(
            "{step}: {standing}.",
            step=step,
            standing=standing_text(course.standing, names),
        )
    if as_of is None or course.since is None:
        return names.say("{step}: kept.", step=step)
    return names.say(
        "{step}: kept from {since} to {as_of}.",
        step=step,
        since=course.since,
        as_of=as_of,
    )


def _trouble(course: Course, stage: StageCourse, names: Names) -> str:
    """Say when a step was broken or disputed, and how the others stood then."""
    step = step_text(course.step, names)
    if course.broken and not course.ever:
        return names.say(
            "{step}: begun on {begun}, taken back on {day}.",
            step=step,
            begun=course.begun or "-",
            day=course.broken[0],
        )
    if course.lawful:
        return names.say(
            "{step}: left by {party} on {day}, by an exit that was allowed.",
            step=step,
            party=names.party(course.party),
            day=course.broken[0],
        )
    if course.broken:
        said = names.say(
            "{step}: broken by {party} on {day}",
            step=step,
            party=names.party(course.party),
            day=course.broken[0],
        )
        again = len(course.against) - 1
        if again > 0:
            said += names.count(
                ", and on {n} more day after that",
                ", and on {n} more days after that",
                again,
            )
        return said + _others(course, stage, names) + _lately(course, names) + "."
    return names.say(
        "{step}: disputed since {day}.", step=step, day=course.since or "-"
    )


def _lately(course: Course, names: Names) -> str:
    """Tell how a step that was broken stands now, where that is otherwise."""
    day = course.since or "-"
    if course.standing is Standing.DISPUTED:
        return names.say("; disputed since {day}", day=day)
    return (
        names.say("; kept again since {day}", day=day) if course.standing.holds else ""
    )


def _others(course: Course, stage: StageCourse, names: Names) -> str:
    """Tell which other steps of the stage were taken back or disputed by then."""
    day = course.broken[0]
    others = [(other, other.at(day)) for other in stage.courses if other is not course]
    fallen = [
        names.say(
            "{step}: {standing}",
            step=names.quoted(step_text(other.step, names)),
            standing=standing_text(standing, names),
        )
        for other, standing in others
        if standing in (Standing.REVERSED, Standing.DISPUTED)
    ]
    if fallen:
        return names.say("; by then, {others}", others=", ".join(fallen))
    if others and all(standing.holds for _, standing in others):
        return names.say("; all else in this stage stood then")
    return ""


def steps_table(found: Following, names: Names) -> Table:
    """Give a row a step: how it stands, and what happened to it when."""
    say = names.say
    rows = [(stage, course) for stage in found.stages for course in stage.courses]
    return Rows(rows, say("Stage by stage: what was done, and when")).under(
        Number("stage", say("stage"), lambda each: Cell.whole(each[0].stage)),
        Column("step", say("step"), lambda each: step_text(each[1].step, names)),
        Column("party", say("by"), lambda each: names.party(each[1].party)),
        Column(
            "standing",
            say("so far"),
            lambda each: standing_text(each[1].standing, names),
        ),
        Column("when", say("when"), lambda each: _when(each[1], names)),
    )


def _when(course: Course, names: Names) -> str:
    """Tell the days of a step in their order."""
    say = names.say
    if course.held and not course.turns:
        return say("from the start")
    begun = None if course.begun == course.done else course.begun
    told = [
        (day, said)
        for day, said in (
            (course.declared, say("declared")),
            (begun, say("begun")),
            *((turn.day, standing_text(turn.standing, names)) for turn in course.turns),
            (course.verified, say("verified")),
            (course.ended, say("owed no longer from")),
        )
        if day is not None
    ]
    days = [f"{said} {names.day(day)}" for day, said in sorted(told, key=_day)]
    return "; ".join(days) or "-"


def _day(told: tuple[datetime.date, str]) -> datetime.date:
    return told[0]


def _days_table(found: Following, names: Names) -> Table:
    """Give a row a step, and a column for each kind of day."""
    say = names.say
    rows = [(stage, course) for stage in found.stages for course in stage.courses]
    return Rows(rows, say("Stage by stage: what was done, and when")).under(
        Number("stage", say("stage"), lambda each: Cell.whole(each[0].stage)),
        Column("step", say("step"), lambda each: step_text(each[1].step, names)),
        Column("party", say("by"), lambda each: names.party(each[1].party)),
        Column("declared", say("declared"), lambda each: names.day(each[1].declared)),
        Column("begun", say("begun"), lambda each: _begun(each[1], names)),
        Column("done", say("done"), lambda each: done_text(each[1], names)),
        Column("verified", say("verified"), lambda each: names.day(each[1].verified)),
        Column("broken", say("broken"), lambda each: _broken(each[1], names)),
        Column(
            "standing",
            say("so far"),
            lambda each: standing_text(each[1].standing, names),
        ),
    )


def _begun(course: Course, names: Names) -> str:
    return names.say("from the start") if course.held else names.day(course.begun)


def _broken(course: Course, names: Names) -> str:
    return ", ".join(names.day(day) for day in course.broken) or "-"


def _owed(found: Following, names: Names) -> Iterator[Block]:
    say = names.say
    if found.owed:
        yield Heading(say("Owed now"))
        yield Listing(tuple(_owing(each, names) for each in found.owed))
    else:
        yield Paragraph(say("Nothing is owed now."))
    if found.ahead:
        yield Paragraph(say("After that: {steps}.", steps=_ahead(found.ahead, names)))


def _ahead(steps: Sequence[Step], names: Names) -> str:
    return "; ".join(
        names.say(
            "{step} ({party})",
            step=step_text(step, names),
            party=names.party(names.case.option[step.option].party),
        )
        for step in steps
    )


def _owing(each: Owed, names: Names) -> str:
    party, step = names.party(each.party), step_text(each.step, names)
    since = each.since or "-"
    if each.why is Standing.REVERSED:
        return names.say(
            "{party}: {step}, taken back on {day}", party=party, step=step, day=since
        )
    if each.why is Standing.DISPUTED:
        return names.say(
            "{party}: {step}, disputed since {day}", party=party, step=step, day=since
        )
    if each.since is None:
        return names.say("{party}: {step}", party=party, step=step)
    said = names.say("{party}: {step}, since {day}", party=party, step=step, day=since)
    if each.due is None:
        return said
    due = each.due
    more = (
        names.say("was due on {day}", day=due)
        if each.overdue
        else names.say("due by {day}", day=due)
    )
    return f"{said}; {more}"
