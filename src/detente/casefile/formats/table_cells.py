"""Cells of a table with their places, from CSV text."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TypeAlias

from detente.casefile.limits import MOST_NODES
from detente.errors import CaseError, Location, Message, Problem
from detente.records import dataclass

_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where.

    Attributes
    ----------
    text : str
        Without blanks around it.
    row : int
        Its row, from 1, in its file or sheet.
    """

    text: str
    place: Location
    row: int


Rows: TypeAlias = Iterator[list[Cell]]


def csv_rows(text: str, file: str) -> Rows:
    """Give the rows of a CSV file; commas, semicolons or tabs part the cells.

    Raises
    ------
    CaseError
        Where a row is not well-formed, with its line.
    """
    lines = list(StringIO(text, newline=""))
    heading = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=heading.count)
    reader = csv.reader(lines, strict=True, delimiter=separator)
    first = 0
    try:
        for texts in reader:
            excerpt = lines[first].rstrip("\r\n") if lines else ""
            yield list(_placed(texts, Location(file, first + 1, 1, excerpt)))
            first = reader.line_num
    except csv.Error:
        message = Message("this row is not well-formed CSV")
        hint = Message("check its quotes and the ends of its lines")
        place = Location(file, first + 1, 1, lines[first].rstrip("\r\n"))
        raise CaseError([Problem("csv", message, place, hint=hint)]) from None


def _placed(texts: Iterable[str], row: Location) -> Iterator[Cell]:
    """Find where each cell of a row starts, in its first line."""
    at = 0
    for text in texts:
        bare = text.strip()
        found = row.excerpt.find(bare, at) if bare else -1
        column = row.column if found < 0 else found + 1
        width = max(1, len(bare)) if found >= 0 else 1
        at = max(at, found + len(bare))
        place = Location(row.file, row.line, column, row.excerpt, width)
        yield Cell(bare, place, row.line)


def within_limits(rows: Rows) -> Rows:
    """Give rows while their cells are no more than a file may hold.

    Raises
    ------
    CaseError
        At the first cell that is too many.
    """
    given = 0
    for row in rows:
        given += len(row)
        if given > MOST_NODES:
            message = Message("there are more than {most} values here", most=MOST_NODES)
            raise CaseError([Problem("too-many-values", message, row[0].place)])
        yield row
