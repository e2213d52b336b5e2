"""Dates to come: for whom a threat, for whom a temptation, how late one may begin."""

from itertools import groupby
from typing import TypeAlias

from detente.report.document import (
    Block,
    Column,
    Document,
    Fold,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.endings import endings
from detente.report.naming import Names
from detente.report.pages.time.late_starts import late_starts
from detente.report.step_words import steps_text
from detente.study.time.dates import DateStory, Stake
from detente.study.time.dates_in_orders import Dates, Meaning, Ordered, Waits
from detente.study.time.latest_start import LatestStart

Row: TypeAlias = tuple[Stake, Ordered]


def dates_page(dates: Dates, starts: tuple[LatestStart, ...], names: Names) -> Document:
    """Tell what each date to come changes, and for whom.

    Parameters
    ----------
    dates : Dates
    starts : tuple of LatestStart
        One a road map.
    names : Names

    Returns
    -------
    Document
    """
    title = names.say("{case}: the dates to come", case=names.title())
    blocks: list[Block] = [Heading(title, 1)]
    if not dates.stories:
        none = names.say(
            "No date is to come: no deadline opens anything, and no right or guarantee "
            "ends."
        )
        return (*blocks, Paragraph(none))
    for story, ordered in zip(dates.stories, dates.ordered, strict=True):
        blocks += [*_story(story, ordered, names), _figures(story, ordered, names)]
        blocks += _after(story, names)
    blocks += late_starts(starts, names)
    blocks.append(Paragraph(_assumed(dates, names)))
    return tuple(blocks)


def dates_part(dates: Dates, starts: tuple[LatestStart, ...], names: Names) -> Document:
    """Tell the same in a report: its figures are folded.

    Parameters
    ----------
    dates, starts, names
        As for `dates_page`.

    Returns
    -------
    Document
        Empty where no date is to come.
    """
    if not dates.stories:
        return ()
    blocks: list[Block] = []
    for story, ordered in zip(dates.stories, dates.ordered, strict=True):
        table = _figures(story, ordered, names)
        figures = names.say("What the date is worth to each, in figures")
        anchor = f"date-{story.id}"
        blocks += [*_story(story, ordered, names), *_after(story, names)]
        blocks.append(Fold(figures, anchor, (table,), printed=False))
    blocks += late_starts(starts, names)
    return (*blocks, Paragraph(_assumed(dates, names)))


def _story(story: DateStory, ordered: tuple[Ordered, ...], names: Names) -> list[Block]:
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
    blocks.append(Listing((*_meanings(story, ordered, names), *_waits(ordered, names))))
    return blocks


def _after(story: DateStory, names: Names) -> list[Block]:
    blocks: list[Block] = []
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


def _meanings(
    story: DateStory, ordered: tuple[Ordered, ...], names: Names
) -> list[str]:
    """Say what it is to whom that what a date opens is taken: its owner first."""
    told = [
        (_meaning_text(story, each, names), each.party)
        for each in sorted(ordered, key=lambda each: each.party != story.owner)
        if each.meanings[0][0] is not None
    ]
    return _by_words(told, names)


def _waits(ordered: tuple[Ordered, ...], names: Names) -> list[str]:
    """Say who gains by waiting for a date, and who loses."""
    told = sorted(
        ((_waits_text(each, names), each.party) for each in ordered),
        key=lambda pair: pair[0],
    )
    return _by_words(told, names)


def _by_words(told: list[tuple[str, str]], names: Names) -> list[str]:
    """Put parties of which the same is said into one line."""
    lines = []
    for words, group in groupby(told, key=lambda pair: pair[0]):
        parties = tuple(party for _, party in group)
        everybody = len(parties) == len(names.case.parties) > 1
        who = names.say("everybody") if everybody else names.parties(parties)
        lines.append(f"{who}: {words}")
    return lines


def _meaning_text(story: DateStory, each: Ordered, names: Names) -> str:
    words = _meaning_words(story, names)
    said = [(words[x], n) for x, n in each.meanings]
    if not each.first:
        return _in_orders(said, names)
    first, second = each.first
    return names.say(
        "{one} where {first} acts before {second}, else {other}",
        one=said[0][0],
        other=said[1][0],
        first=names.party(first),
        second=names.party(second),
    )


def _waits_text(each: Ordered, names: Names) -> str:
    say = names.say
    words = {
        Waits.gains: say("gains by waiting"),
        Waits.loses: say("loses by waiting"),
        Waits.hardly: say("waiting changes hardly anything"),
        Waits.nothing: say("waiting changes nothing"),
        Waits.unknown: say("what waiting is worth is not known"),
    }
    counts = dict(each.waits)
    if Waits.hardly in counts:
        counts[Waits.hardly] += counts.pop(Waits.nothing, 0)
    return _in_orders([(words[x], n) for x, n in counts.items()], names)


def _in_orders(counts: list[tuple[str, int]], names: Names) -> str:
    """Say what comes out, and in how many orders if it is not the same in all."""
    if len(counts) == 1:
        return counts[0][0]
    n_all = sum(n for _, n in counts)
    return "; ".join(
        names.say("{said} in {count} of {all} orders", said=said, count=n, all=n_all)
        for said, n in counts
    )


def _meaning_words(story: DateStory, names: Names) -> dict[Meaning | None, str]:
    say = names.say
    owner = "" if story.owner is None else names.party(story.owner)
    return {
        Meaning.pays: say("a temptation that pays"),
        Meaning.answered: say("a temptation that the answer takes away"),
        Meaning.later: say("pays by what follows"),
        Meaning.none: say("no temptation"),
        Meaning.threat: say("a threat"),
        Meaning.costly: say("a threat that costs {party}", party=owner),
        Meaning.parried: say("a threat that the answer takes away"),
        Meaning.gain: say("a gain"),
        Meaning.nothing: say("nothing"),
        None: "-",
    }


def _figures(story: DateStory, ordered: tuple[Ordered, ...], names: Names) -> Table:
    say = names.say
    opened = any(each.at_once is not None for each in story.stakes)
    rows = list(zip(story.stakes, ordered, strict=True))
    columns = [
        Column[Row]("party", say("party"), lambda row: names.party(row[1].party))
    ]
    if opened:
        columns += [
            Number(
                "at_once",
                say("at once, unanswered"),
                lambda row: (
                    "-"
                    if row[0].at_once is None
                    else _figure(row[0].at_once, row[0].size, names)
                ),
            ),
            Number(
                "answered",
                say("with the answer"),
                lambda row: _span(row[1].answered, row[0].size, names),
            ),
        ]
    columns.append(
        Number(
            "waiting",
            say("the date itself"),
            lambda row: _span(row[1].waiting, row[0].size, names),
        )
    )
    if names.plain:
        columns += [
            Column(
                "meaning",
                say("what it is"),
                lambda row: str(row[1].meanings[0][0] or ""),
            ),
            Column("gains", say("waiting"), lambda row: str(row[1].waits[0][0])),
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
    return Rows(rows, caption=caption).under(*columns)


_SLIGHT = 1e-9


def _figure(value: float, size: float, names: Names) -> str:
    nothing = abs(value) <= _SLIGHT * max(size, 1.0)
    return names.figure(0.0 if nothing else value, "+.2f")


def _span(ends: tuple[float, float] | None, size: float, names: Names) -> str:
    """Write a figure, or from where to where it goes over the orders."""
    if ends is None:
        return "-"
    low, high = (_figure(each, size, names) for each in ends)
    if low == high:
        return low
    return names.say("{low} to {high}", low=low, high=high)


def _assumed(dates: Dates, names: Names) -> str:
    waiting = names.say(
        "Assumed: until a date all stay as things stand. A first step takes place in "
        "the period that begins on the day given."
    )
    if len(dates.orders) > 1:
        orders = names.say(
            "After a date, or a breach, the parties act one after the other, in {n} of "
            "{all} possible orders; where these differ, figures go from the least to "
            "the most of them. Of how late a first step may come fewer orders are "
            "judged, where that takes long. The best way to use a date, and where that "
            "leads, are those of the order {parties}.",
            parties=names.parties(dates.orders[0]),
            n=len(dates.orders),
            all=dates.n_orders,
        )
    else:
        orders = names.say(
            "After a date, or a breach, the parties act in the order {parties}.",
            parties=names.parties(dates.orders[0]),
        )
    return f"{waiting} {orders}"
