"""Dates to come: for whom a threat, for whom a temptation, how late one may begin."""

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.endings import endings
from detente.report.naming import Names
from detente.report.step_words import steps_text
from detente.report.verdict_words import verdict_text
from detente.study.time.dates import DateStory, Stake
from detente.study.time.latest_start import LatestStart, Span

_SLIGHT = 1e-9
"""Less than this share of a payoff range is nothing."""


def dates_page(
    stories: tuple[DateStory, ...], starts: tuple[LatestStart, ...], names: Names
) -> Document:
    """Tell what each date to come changes, and for whom.

    Parameters
    ----------
    stories : tuple of DateStory
        By day.
    starts : tuple of LatestStart
        One a road map.
    names : Names

    Returns
    -------
    Document
    """
    title = names.say("{case}: the dates to come", case=names.title())
    blocks: list[Block] = [Heading(title, 1)]
    if not stories:
        none = names.say(
            "No date is to come: no deadline opens anything, and no right or guarantee "
            "ends."
        )
        return (*blocks, Paragraph(none))
    for story in stories:
        blocks += _story(story, names)
    blocks += _starts(starts, names)
    blocks.append(Paragraph(_assumed(names)))
    return tuple(blocks)


def _story(story: DateStory, names: Names) -> list[Block]:
    blocks: list[Block] = [Heading(_title(story, names))]
    if story.met:
        said = names.say("As things stand now nothing opens on that day.")
        blocks.append(Paragraph(said))
    if story.steps and story.owner is not None:
        said = names.say(
            "The best way for {party} to use it: {steps}.",
            party=names.party(story.owner),
            steps=steps_text(story.steps, names),
        )
        blocks.append(Paragraph(said))
    blocks.append(_stakes(story, names))
    if story.leads_to:
        ends = "; ".join(map(names.against_now, story.leads_to))
        said = names.say(
            "If everyone then plays for itself, that leads to {end}.", end=ends
        )
        blocks.append(Paragraph(said))
    if story.reasons:
        blocks.append(Listing(tuple(names.reason(each) for each in story.reasons)))
    return blocks


def _title(story: DateStory, names: Names) -> str:
    date = names.date(story.day)
    options = names.listed([names.quoted(names.option(x)) for x in story.options])
    if story.kind in ("right", "guarantee"):
        told = dict(endings(names, only=story.id))
        return told[story.day].rstrip(".")
    if story.kind == "becomes" or not story.options:
        return names.say("{date}: things change by themselves", date=date)
    if story.owner is None:
        return names.say("{date}: {options} opens", date=date, options=options)
    return names.say(
        "{date}: {options} opens to {party}",
        date=date,
        options=options,
        party=names.party(story.owner),
    )


def _stakes(story: DateStory, names: Names) -> Table:
    say = names.say
    opened = any(each.at_once is not None for each in story.stakes)
    columns = [
        Column[Stake]("party", say("party"), lambda each: names.party(each.party))
    ]
    if opened:
        columns += [
            Number(
                "at_once",
                say("at once, unanswered"),
                lambda each: _figure(each.at_once, each, names),
            ),
            Number(
                "answered",
                say("with the answer"),
                lambda each: _figure(each.answered, each, names),
            ),
            Column(
                "meaning", say("what it is"), lambda each: _meaning(story, each, names)
            ),
        ]
    columns += [
        Number(
            "waiting",
            say("the date itself"),
            lambda each: _figure(each.waiting, each, names),
        ),
        Column("gains", say("who gains by waiting"), lambda each: _waits(each, names)),
    ]
    caption = (
        say(
            "What taking it is worth to each against staying, per period; and what the "
            "coming of the date is worth if each plays for itself from now on"
        )
        if opened
        else say(
            "What the coming of the date is worth to each, per period, if each plays "
            "for itself from now on"
        )
    )
    return Rows(story.stakes, caption=caption).under(*columns)


def _sign(value: float | None, stake: Stake) -> int:
    if value is None or abs(value) <= _SLIGHT * max(stake.size, 1.0):
        return 0
    return 1 if value > 0 else -1


def _figure(value: float | None, stake: Stake, names: Names) -> str:
    if value is None:
        return "-"
    return names.figure(value if _sign(value, stake) else 0.0, "+.2f")


def _meaning(story: DateStory, stake: Stake, names: Names) -> str:
    """Say whether it is a temptation or a threat, before the answer and after it."""
    if stake.at_once is None:
        return "-"
    say, pair = names.say, (_sign(stake.at_once, stake), _sign(stake.answered, stake))
    if stake.party == story.owner:
        if pair[0] > 0:
            return (
                say("a temptation that pays")
                if pair[1] > 0
                else say("a temptation that the answer takes away")
            )
        return say("pays by what follows") if pair[1] > 0 else say("no temptation")
    if pair[1] < 0:
        owner = next((e for e in story.stakes if e.party == story.owner), None)
        if owner is None or _sign(owner.answered, owner) >= 0:
            return say("a threat")
        return say("a threat that costs {party}", party=names.party(owner.party))
    if pair[0] < 0:
        return say("a threat that the answer takes away")
    return say("a gain") if max(pair) > 0 else say("nothing")


def _waits(stake: Stake, names: Names) -> str:
    if stake.waiting is None:
        return names.say("not known")
    sign = _sign(stake.waiting, stake)
    if sign == 0:
        return names.say("nothing changes")
    return names.say("gains by waiting") if sign > 0 else names.say("loses by waiting")


def _starts(starts: tuple[LatestStart, ...], names: Names) -> list[Block]:
    asked = [each for each in starts if each.spans]
    if not asked:
        return []
    say = names.say
    rows = [(start, span) for start in asked for span in start.spans]
    table = Rows(
        rows,
        caption=say(
            "Each road map put off as a whole, all waiting as agreed where things stand"
        ),
    ).under(
        Column("road_map", say("road map"), lambda row: names.element(row[0].road_map)),
        Column("from", say("first step"), lambda row: _when(row[1], names)),
        Column("verdict", say("then"), lambda row: verdict_text(row[1].verdict, names)),
    )
    blocks: list[Block] = [Heading(say("How late may the first step come?")), table]
    if not all(each.every for each in asked):
        said = say("Of more than 60 periods only those around dates were tried.")
        blocks.append(Paragraph(said))
    return blocks


def _when(span: Span, names: Names) -> str:
    first = names.date(span.first)
    if span.last is None:
        return names.say("from {date} on", date=first)
    if span.last == span.first:
        return first
    return names.say(
        "from {date} until {until}", date=first, until=names.date(span.last)
    )


def _assumed(names: Names) -> str:
    order = names.case.negotiation.movers.parties or tuple(
        party.id for party in names.case.parties
    )
    return names.say(
        "Assumed: until a date all stay as things stand; after it, or a breach, the "
        "parties act in the order {parties}. A first step takes place in the period "
        "that begins on the day given.",
        parties=names.parties(order),
    )
