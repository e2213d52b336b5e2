"""From what amount on a road map holds."""

from typing import TypeAlias

from detente.errors import Message
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Rows,
    Table,
    tidy,
)
from detente.report.naming import Names
from detente.report.pages.deal.slack_tables import of_road_map
from detente.study.search.intervals import Interval
from detente.study.search.thresholds import Threshold, Thresholds


def thresholds_page(
    found: Thresholds, names: Names, left_out: Message | None = None
) -> Document:
    """Give the least patience and guarantees, as intervals."""
    title = names.say("Thresholds: {name}", name=names.element(found.road_map))
    blocks: list[Block] = [Heading(title, 1)]
    if found.reasons:
        blocks.append(Listing(tuple(names.reason(each) for each in found.reasons)))
    if found.thresholds:
        tables = [_thresholds(found.thresholds, names)]
        if any(each.keeps for each in found.thresholds):
            tables.append(_kept(found.thresholds, names))
        blocks += [of_road_map(found.road_map, table, names) for table in tables]
        said = names.say(
            "Ends are told within a millionth of the range that was scanned; what "
            "holds only between two points of the scan is not seen."
        )
        blocks.append(Paragraph(said))
        if _penalised(names):
            said = names.say(
                "Guarantees here come on top of those of the case and are believed for "
                "certain."
            )
            blocks.append(Paragraph(said))
    if found.left_out:
        said = names.count(
            "{n} more was not looked for.",
            "{n} more were not looked for.",
            found.left_out,
        )
        blocks.append(Paragraph(said))
    if left_out is not None:
        blocks.append(Paragraph(names.message(left_out)))
    return tuple(blocks)


def _thresholds(thresholds: tuple[Threshold, ...], names: Names) -> Table:
    say = names.say
    return Rows(
        thresholds,
        caption=say("Where the road map holds when one thing varies"),
        data=(_data(thresholds, names),) if names.plain else (),
    ).under(
        Column("kind", say("what varies"), lambda each: _kind(each, names)),
        Column(
            "party",
            say("party"),
            lambda each: "-" if each.party is None else names.party(each.party),
        ),
        Column(
            "proved",
            names.term(say("the road map holds"), say("holds (proved)")),
            lambda each: _intervals(each.proved, names),
        ),
        Column(
            "possible",
            say("not refuted"),
            lambda each: _intervals(each.possible, names),
        ),
        Column(
            "per_year",
            say("per year"),
            lambda each: _intervals(each.per_year, names) if each.per_year else "-",
        ),
    )


def _data(thresholds: tuple[Threshold, ...], names: Names) -> Table:
    """Give a row an interval; what holds nowhere has a row without ends."""
    rows = []
    for each in thresholds:
        period = "-" if each.kind == "lump" else "period"
        year = (("proved", "year", each.per_year),) if each.per_year else ()
        rows += _judged(
            each,
            (
                ("proved", period, each.proved),
                ("possible", period, each.possible),
                *year,
            ),
            names,
        )
    title = names.say("Where the road map holds when one thing varies")
    return tidy(_TIDY, rows, title)


_TIDY = ("kind", "party", "leadership", "keeps", "verdict", "per", "low", "high")
"""`keeps` says who does its part there: all, or the party alone."""
_Judged: TypeAlias = tuple[str, str, tuple[Interval, ...]]


def _judged(
    each: Threshold, judged: tuple[_Judged, ...], names: Names, keeps: str = "all"
) -> list[tuple[str, ...]]:
    named = (
        each.kind.replace(" ", "_"),
        "-" if each.party is None else names.party(each.party),
        "-" if each.leadership is None else names.element(each.leadership),
    )
    return [
        (*named, keeps, verdict, per, *pair)
        for verdict, per, intervals in judged
        for pair in [_ends(found, names) for found in intervals] or [("-", "-")]
    ]


def _kept(thresholds: tuple[Threshold, ...], names: Names) -> Table:
    say = names.say
    return Table(
        columns=(
            Column("kind", say("what varies")),
            Column("party", say("party")),
            Column(
                "proved",
                names.term(say("this party keeps it"), say("keeps it (proved)")),
            ),
            Column("possible", say("not refuted")),
        ),
        rows=tuple(
            (
                _kind(each, names),
                names.party(each.party or ""),
                _intervals(each.keeps.proved, names),
                _intervals(each.keeps.possible, names),
            )
            for each in thresholds
            if each.keeps
        ),
        caption=_kept_title(names),
        data=(_kept_data(thresholds, names),) if names.plain else (),
    )


def _kept_title(names: Names) -> str:
    return names.say(
        "Where the party that a guarantee is against keeps the road map, which "
        "the others may still break"
    )


def _kept_data(thresholds: tuple[Threshold, ...], names: Names) -> Table:
    rows = []
    for each in thresholds:
        per = "-" if each.kind == "lump" else "period"
        if each.keeps:
            judged = (
                ("proved", per, each.keeps.proved),
                ("possible", per, each.keeps.possible),
            )
            rows += _judged(each, judged, names, "party")
    return tidy(_TIDY, rows, _kept_title(names))


def _penalised(names: Names) -> bool:
    return any(
        each.penalty_flow or each.penalty_lump
        for each in names.case.negotiation.guarantees
    )


def _kind(threshold: Threshold, names: Names) -> str:
    if threshold.leadership is not None:
        leaders = names.element(threshold.leadership)
        return names.say("chance of a change to {leaders}, per period", leaders=leaders)
    return {
        "patience": names.say("patience of all, per period"),
        "own patience": names.say("own patience, per period"),
        "lump": names.say("guarantee, lump"),
        "flow": names.say("guarantee, per period"),
    }[threshold.kind]


def _intervals(intervals: tuple[Interval, ...], names: Names) -> str:
    if not intervals:
        return names.say("nowhere")
    return ", ".join(_interval(each, names) for each in intervals)


def _interval(interval: Interval, names: Names) -> str:
    return "..".join(_ends(interval, names))


def _ends(interval: Interval, names: Names) -> tuple[str, str]:
    figure = names.figure
    return figure(interval.low, ".4g"), figure(interval.high, ".4g")
