"""Events from a CSV file beside the case."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from detente.casefile.limits import MOST_BYTES, MOST_NODES
from detente.casefile.nearest import did_you_mean, nearest
from detente.casefile.schema_records import EventEntry
from detente.casefile.schema_shape import keys_of
from detente.casefile.source import decoded
from detente.casefile.tree import Listing, Mapping, Origin, Place, Scalar
from detente.errors import CaseError, Message, Problem

__all__ = ["read_events_file"]

_SEPARATORS = {
    ",": Message("put quotes around a cell that holds a comma"),
    ";": Message("put quotes around a cell that holds a semicolon"),
    "\t": Message("put quotes around a cell that holds a tab"),
}
"""What may stand between cells, and what to do with a cell that holds it."""
_NEEDED = ("date", "kind")
"""The columns without which no row is an event."""


def read_events_file(
    name: Scalar, directory: Path | None
) -> tuple[Listing, tuple[Problem, ...]]:
    """Read the events of a CSV file as the list that the case could hold.

    Parameters
    ----------
    name : Scalar
        The name of the file, without any folder.
    directory : Path or None
        Where the case stands; None where it is no file.

    Returns
    -------
    Listing
        One mapping a row, without the empty cells; every value has its place.
    tuple of Problem
        What is wrong with the file, or with its columns.
    """
    problem = _refusal(name, directory)
    if problem or directory is None:
        return Listing(), (problem,) if problem else ()
    try:
        text = decoded((directory / name).read_bytes(), str(name))
    except (OSError, ValueError) as error:
        return Listing(), (_unread(name, directory, error),)
    except CaseError as error:
        return Listing(), error.problems
    return _rows(Origin(str(name), text))


def _unread(name: Scalar, directory: Path, error: Exception) -> Problem:
    """Say why a file gave nothing: it is missing, a directory, or locked."""
    files = [path.name for path in directory.glob("*.csv") if path.is_file()]
    hint = did_you_mean(name, files)
    if isinstance(error, IsADirectoryError):
        message = Message("'{file}' is a directory, not a file", file=str(name))
    elif isinstance(error, PermissionError):
        message = Message("'{file}' may not be read", file=str(name))
        hint = None
    else:
        message = Message("there is no file '{file}' beside the case", file=str(name))
    return _problem("events-file", message, name.place, hint, name)


def _refusal(name: Scalar, directory: Path | None) -> Problem | None:
    if not name.endswith(".csv") or set(name) & set("/\\:"):
        message = Message(
            "events must be a list or the name of a CSV file, not '{value}'",
            value=str(name)[:60],
        )
        hint = Message("write a list, or a name such as events.csv, without a folder")
        return _problem("events", message, name.place, hint, name)
    if directory is None:
        message = Message(
            "'{file}' cannot be found: this case is no file", file=str(name)
        )
        hint = Message("write the events as a list")
        return _problem("events-file", message, name.place, hint, name)
    path = directory / name
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        message = Message(
            "'{file}' has more than {most} bytes", file=str(name), most=MOST_BYTES
        )
        return _problem("too-large", message, name.place, None, name)
    return None


def _problem(
    code: str,
    message: Message,
    place: Place,
    hint: Message | None = None,
    value: object = None,
) -> Problem:
    shown = None if value is None else str(value)
    return Problem(code, message, place.location, shown, hint)


def _rows(origin: Origin) -> tuple[Listing, tuple[Problem, ...]]:
    problems: list[Problem] = []
    rows = Listing()
    cells = 0
    separator = _separator(origin.text)
    reader = _records(origin, separator, problems)
    header = next(filter(any, reader), None)
    if header is None:
        message = Message("there is nothing in it")
        problems.append(_problem("empty", message, Place(origin, 0, 0)))
        return rows, tuple(problems)
    columns = _columns(header, problems)
    if not _complete(columns, header, problems):
        return rows, tuple(problems)
    for record in reader:
        cells += len(record)
        if cells > MOST_NODES:
            message = Message("there are more than {most} values here", most=MOST_NODES)
            problems.append(_problem("too-many-values", message, record[0].place))
            break
        if any(record):
            rows.append(_row(record, columns, problems, _SEPARATORS[separator]))
    return rows, tuple(problems)


def _separator(text: str) -> str:
    """Find what stands between cells: no name of a column holds any of them."""
    header = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _records(
    origin: Origin, separator: str, problems: list[Problem]
) -> Iterator[list[Scalar]]:
    """Give the cells of each row with their places."""
    lines = origin.text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.reader(lines, strict=True, delimiter=separator)
    first = 0
    try:
        for cells in reader:
            yield _placed(cells, origin, starts[first], starts[reader.line_num])
            first = reader.line_num
    except csv.Error as error:
        message, hint = _malformed(str(error))
        place = Place(origin, starts[first], starts[first + 1])
        problems.append(_problem("csv", message, place, hint))


def _malformed(reason: str) -> tuple[Message, Message]:
    """Say in our words what the reader of CSV says in English only."""
    doubled = Message('write a quote inside a cell twice: ""')
    if "unexpected end" in reason:
        return Message("a quote that opens in this row is never closed"), doubled
    if "expected after" in reason:
        return Message("a cell of this row goes on after its closing quote"), doubled
    if "field larger" in reason:
        most = csv.field_size_limit()
        message = Message("a cell has more than {most} characters", most=most)
        return message, Message("close every quote, or write less")
    return (
        Message("this row is not well-formed CSV"),
        Message("check its quotes and the ends of its lines"),
    )


def _placed(cells: list[str], origin: Origin, start: int, end: int) -> list[Scalar]:
    placed = []
    for cell in cells:
        found = origin.text.find(cell.strip(), start, end)
        at = start if found < 0 else found
        placed.append(Scalar(cell.strip(), Place(origin, at, at + max(1, len(cell)))))
        start = at + len(cell)
    return placed


def _columns(header: list[Scalar], problems: list[Problem]) -> list[Scalar | None]:
    known = [key for key in keys_of(EventEntry) if key != "evidence"]
    columns: list[Scalar | None] = []
    for name in header:
        if name in known and name not in columns:
            columns.append(name)
            continue
        columns.append(None)
        code, hint = "unknown-column", did_you_mean(name, known)
        message = Message("events have no column '{column}'", column=str(name))
        if name in known:
            message = Message(
                "the column '{column}' stands here twice", column=str(name)
            )
            code, hint = "duplicate-column", Message("keep one of them")
        problems.append(_problem(code, message, name.place, hint, name))
    return columns


def _complete(
    columns: list[Scalar | None], header: list[Scalar], problems: list[Problem]
) -> bool:
    """Report once, and not in every row, a column that is missing or misspelt."""
    missing = [name for name in _NEEDED if name not in columns]
    misspelt = {nearest(name, keys_of(EventEntry)) for name in header}
    for name in missing:
        if name not in misspelt:
            message = Message("there is no column '{column}'", column=name)
            hint = Message("the first line names the columns: date,kind,parties,option")
            place = header[0].place
            problems.append(_problem("missing-column", message, place, hint))
    return not missing


def _row(
    record: list[Scalar],
    columns: list[Scalar | None],
    problems: list[Problem],
    quoting: Message,
) -> Mapping:
    row = Mapping()
    row.place = record[0].place
    if len(record) > len(columns):
        message = Message(
            "the row has {count} cells, the first line {columns}",
            count=len(record),
            columns=len(columns),
        )
        place = record[len(columns)].place
        problems.append(_problem("csv", message, place, quoting))
    for column, cell in zip(columns, record, strict=False):
        if column is None or not cell:
            continue
        if column == "parties":
            words = filter(None, re.split(r"[\s;,]+", cell))
            row[column] = Listing(Scalar(word, cell.place) for word in words)
        else:
            row[column] = cell
    return row
