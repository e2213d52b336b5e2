"""What new events change in a road map that is followed."""

from collections import Counter

from detente.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Listing,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.record.standing_words import standing_text, step_text
from detente.study.record.course import Standing
from detente.study.record.news import Item, News, Shift

_SHOWN = 20
"""So many new events are listed, the newest; all are counted."""


def news_blocks(news: News | None, names: Names) -> list[Block]:
    """Say what stands otherwise than before, and what each new event is for."""
    if news is None:
        return []
    say = names.say
    day = news.before.rule.as_of
    heading = (
        say("What has changed")
        if day is None
        else say("What has changed since {day}", day=day)
    )
    blocks: list[Block] = [Heading(heading)]
    if all(each.scope is not None for each in news.shifts):
        blocks.append(Paragraph(say("No step stands otherwise than before.")))
    if news.shifts:
        blocks.append(Listing(tuple(_shift(each, names) for each in news.shifts)))
    if news.items:
        blocks += [Paragraph(_counted(news, names)), _items(news, names)]
    return blocks


def _counted(news: News, names: Names) -> str:
    """Say how many new events there are, and what they are for."""
    uses = Counter(_use(each, names) for each in news.items)
    told = "; ".join(f"{use} ({names.number(n)})" for use, n in uses.items())
    n_new = len(news.items)
    return names.count(
        "{n} new event: {uses}.", "{n} new events: {uses}.", n_new, uses=told
    )


def _shift(each: Shift, names: Names) -> str:
    step, party = step_text(each.step, names), names.party(each.party)
    if each.scope is not None:
        step = names.say(
            "by {scope}: {step}",
            scope=names.quoted(names.element(each.scope)),
            step=step,
        )
    if each.before is each.now:
        return names.count(
            "{step} ({party}): broken on {n} more day",
            "{step} ({party}): broken on {n} more days",
            each.again,
            step=step,
            party=party,
        )
    said = names.say(
        "{step} ({party}): {before} before, {now} now",
        step=step,
        party=party,
        before=standing_text(each.before, names),
        now=standing_text(each.now, names),
    )
    if each.now is Standing.REVERSED and each.again > 1:
        said += names.count(", broken on {n} day", ", broken on {n} days", each.again)
    return said


def _items(news: News, names: Names) -> Table:
    say = names.say
    caption = say("The new events, and what each is for")
    shown = news.items
    if len(shown) > _SHOWN and not names.plain:
        caption = names.count(
            "The newest event, and what it is for (JSON has all)",
            "The {n} newest events, and what each is for (JSON has all)",
            _SHOWN,
        )
        shown = tuple(sorted(shown, key=lambda each: each.event.date)[-_SHOWN:])
    return Rows(shown, caption).under(
        Column("date", say("date"), lambda each: names.day(each.event.date)),
        Column("event", say("event"), lambda each: _event(each, names)),
        Column("steps", say("step"), lambda each: _steps(each, names)),
        Column("use", say("what it is for"), lambda each: _use(each, names)),
    )


def _event(item: Item, names: Names) -> str:
    return names.text(item.event.title, item.event.id or "-")


def _steps(item: Item, names: Names) -> str:
    return "; ".join(step_text(step, names) for step in item.steps) or "-"


def _use(item: Item, names: Names) -> Cell:
    if item.is_corrected:
        return Cell(names.say("corrected by a later event"), "corrected")
    if item.is_due:
        return Cell(names.say("due: after the last day that counts"), "due")
    if item.counts:
        return Cell(names.say("tells how the step stands"), "counts")
    if not item.steps:
        return Cell(names.say("about no step of this road map"), "elsewhere")
    if item.event.kind in {"deed", "breach", "kept", "verification"}:
        return Cell(names.say("not counted in this scope"), "out of scope")
    return Cell(names.say("a word, not a deed"), "word")
