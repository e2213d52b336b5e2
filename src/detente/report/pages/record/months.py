"""The score of a road map, month by month, a row a year."""

from collections.abc import Sequence

from detente.report.document import Block, Cell, Column, Heading, Number, Table
from detente.report.naming import Names
from detente.study.record.following import Following
from detente.study.record.monthly import Month

_YEARS = 12
"""So many years are told at most, the newest."""


def months_blocks(found: Following, names: Names) -> list[Block]:
    """Show the score at the end of each month, where anything was due."""
    scored = [each for each in found.months if each.due]
    if not scored:
        return []
    return [
        Heading(names.say("Month by month")),
        months_table(scored, names),
    ]


def months_table(months: Sequence[Month], names: Names) -> Table:
    """Give a row a year, and a column a month."""
    years = sorted({each.day.year for each in months})[-_YEARS:]
    rows = tuple(
        (Cell.whole(year), *_year([m for m in months if m.day.year == year]))
        for year in years
    )
    return Table(
        columns=(
            Column("year", names.say("year")),
            *(Number(f"month_{month}", str(month)) for month in range(1, 13)),
        ),
        rows=rows,
        caption=names.say(
            "Per cent of the steps due by the end of each month that stood then"
        ),
    )


def _year(months: Sequence[Month]) -> list[str]:
    known = {each.day.month: each for each in months}
    return [_cell(known.get(month)) for month in range(1, 13)]


def _cell(month: Month | None) -> str:
    score = None if month is None else month.score
    if month is None or score is None:
        return "-"
    best = month.at_best or 0.0
    said = f"{100 * score:.0f}"
    if best > score:
        said = f"{said}\u2013{100 * best:.0f}"
    return Cell(said, score)
