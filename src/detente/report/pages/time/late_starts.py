"""How late the first step of a road map may come."""

from detente.report.document import (
    Block,
    Column,
    Heading,
    Paragraph,
    Rows,
)
from detente.report.naming import Names
from detente.report.verdict_words import over_orders, verdict_text
from detente.study.time.latest_start import LatestStart, Span


def late_starts(starts: tuple[LatestStart, ...], names: Names) -> list[Block]:
    """Show what each road map comes to, the later it begins.

    Parameters
    ----------
    starts : tuple of LatestStart
    names : Names

    Returns
    -------
    list of Block
        Empty where nothing is asked.
    """
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
        Column("from", say("first step"), lambda row: _when(*row, names)),
        Column("verdict", say("then"), lambda row: _verdict(row[1], names)),
    )
    blocks: list[Block] = [Heading(say("How late may the first step come?")), table]
    if not all(each.every for each in asked):
        said = say("Of more than 60 periods only those around dates were tried.")
        blocks.append(Paragraph(said))
    return blocks


def _verdict(span: Span, names: Names) -> str:
    if names.plain or len(span.orders) < 2:  # noqa: PLR2004 - one verdict in all orders
        return verdict_text(span.verdict, names)
    return over_orders(span.verdict, span.orders, names)


def _when(start: LatestStart, span: Span, names: Names) -> str:
    first = names.date(span.first)
    if span.last is None:
        if len(start.spans) == 1 and not names.plain:
            return names.say("whenever it comes")
        return names.say("from {date} on", date=first)
    if span.last == span.first:
        return first
    return names.say(
        "from {date} until {until}", date=first, until=names.date(span.last)
    )
