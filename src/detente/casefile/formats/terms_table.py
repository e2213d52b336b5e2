"""Terms in office from a table: who was leader from when to when."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from detente.casefile.formats.table_cells import Cell, Rows, csv_rows, within_limits
from detente.casefile.nearest import did_you_mean
from detente.errors import CaseError, Location, Message, Problem
from detente.model.term import Term

_COLUMNS = ("leader", "from", "to")


def read_terms(text: str, file: str) -> tuple[Term, ...]:
    """Read terms in office from CSV text with the columns leader, from, to.

    Parameters
    ----------
    text : str
    file : str
        Its name in messages.

    Returns
    -------
    tuple of Term
        In the order of their beginnings, never empty; at most the last has no end.

    Raises
    ------
    CaseError
        With everything wrong with it, each fault with its place.
    """
    rows = within_limits(csv_rows(text, file))
    problems: list[Problem] = []
    head = next((row for row in rows if any(cell.text for cell in row)), None)
    if head is None:
        raise CaseError([_fault("empty", Message("there is nothing in it"), file)])
    columns = _columns(head, problems)
    if problems:
        raise CaseError(problems)
    found = [each for row in _filled(rows) for each in _read(row, columns, problems)]
    if not found and not problems:
        message = Message("there are no terms in it")
        hint = Message(
            "write a line a leader, such as Kim Jong Il,1994-07-08,2011-12-17"
        )
        raise CaseError([_fault("empty", message, file, hint)])
    found.sort(key=lambda each: each[0].begin)
    problems += _overlapping(found)
    if problems:
        raise CaseError(problems)
    return tuple(term for term, _ in found)


def _fault(
    code: str, message: Message, file: str, hint: Message | None = None
) -> Problem:
    return Problem(code, message, Location(file), None, hint)


def _columns(head: list[Cell], problems: list[Problem]) -> dict[str, int]:
    """Find where each column stands."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = cell.text.casefold()
        if name in _COLUMNS and name not in found:
            found[name] = place
        elif name:
            message = Message("there is no column '{name}' here", name=cell.text)
            hint = did_you_mean(cell.text, _COLUMNS)
            problems.append(
                Problem("unknown-column", message, cell.place, cell.text, hint)
            )
    for name in _COLUMNS:
        if name not in found:
            message = Message("the column '{name}' is missing", name=name)
            hint = Message("the first line is leader,from,to")
            problems.append(
                Problem("missing-column", message, head[0].place, None, hint)
            )
    return found


def _filled(rows: Rows) -> Iterator[list[Cell]]:
    return (row for row in rows if any(cell.text for cell in row))


def _read(
    row: list[Cell], columns: dict[str, int], problems: list[Problem]
) -> Iterator[tuple[Term, Cell]]:
    """Read one term; nothing where its row has a fault."""
    cells = {
        name: row[place] if place < len(row) else Cell("", row[0].place, row[0].row)
        for name, place in columns.items()
    }
    begin = _day(cells["from"], problems)
    end = _day(cells["to"], problems) if cells["to"].text else None
    if begin is None or (cells["to"].text and end is None):
        return
    if end is not None and end < begin:
        message = Message(
            "this term ends on {end}, before it begins on {begin}", end=end, begin=begin
        )
        hint = Message("is the order of the columns from, to?")
        place = cells["to"].place
        problems.append(Problem("ends-before", message, place, cells["to"].text, hint))
        return
    yield Term(cells["leader"].text, begin, end), cells["from"]


def _day(cell: Cell, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(cell.text)
    except ValueError:
        message = Message("this is no day: '{value}'", value=cell.text)
        hint = Message("write it as 2011-12-17")
        problems.append(Problem("no-day", message, cell.place, cell.text, hint))
        return None


def _overlapping(found: list[tuple[Term, Cell]]) -> Iterator[Problem]:
    """Find terms that begin before the one before them is over."""
    for (before, _), (after, cell) in pairwise(found):
        if before.end is None:
            message = Message(
                "{before} has no end, and {after} comes after",
                before=before.leader,
                after=after.leader,
            )
            hint = Message(
                "write until when {leader} was in office", leader=before.leader
            )
        elif after.begin < before.end:
            message = Message(
                "{after} begins on {begin}, while {before} is in office until {end}",
                after=after.leader,
                begin=after.begin,
                before=before.leader,
                end=before.end,
            )
            hint = Message("a country has one leader at a time")
        else:
            continue
        yield Problem("two-leaders", message, cell.place, cell.text, hint)
