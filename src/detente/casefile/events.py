"""Events from a CSV file beside the case."""

import csv
from collections.abc import Iterator
from pathlib import Path

from detente.casefile.limits import MOST_BYTES, MOST_NODES
from detente.casefile.nearest import did_you_mean
from detente.casefile.schema_records import EventEntry
from detente.casefile.schema_shape import keys_of
from detente.casefile.source import decoded
from detente.casefile.tree import Listing, Mapping, Origin, Place, Scalar
from detente.errors import CaseError, Message, Problem

__all__ = ["read_events_file"]


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
    except (OSError, ValueError):
        message = Message("there is no file '{file}' beside the case", file=str(name))
        found = [path.name for path in directory.glob("*.csv")]
        hint = did_you_mean(name, found)
        return Listing(), (_problem("events-file", message, name.place, hint, name),)
    except CaseError as error:
        return Listing(), error.problems
    return _rows(Origin(str(name), text))


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
    reader = _records(origin, problems)
    header = next(reader, None)
    if header is None:
        message = Message("there is nothing in it")
        problems.append(_problem("empty", message, Place(origin, 0, 0)))
        return rows, tuple(problems)
    columns = _columns(header, problems)
    for record in reader:
        cells += len(record)
        if cells > MOST_NODES:
            message = Message("there are more than {most} values here", most=MOST_NODES)
            problems.append(_problem("too-many-values", message, record[0].place))
            break
        if any(record):
            rows.append(_row(record, columns, problems))
    return rows, tuple(problems)


def _records(origin: Origin, problems: list[Problem]) -> Iterator[list[Scalar]]:
    """Give the cells of each row with their places."""
    lines = origin.text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.reader(lines, strict=True)
    first = 0
    try:
        for cells in reader:
            yield _placed(cells, origin, starts[first], starts[reader.line_num])
            first = reader.line_num
    except csv.Error as error:
        message = Message("this is not well-formed CSV: {reason}", reason=str(error))
        place = Place(origin, starts[first], starts[first])
        problems.append(_problem("csv", message, place))


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
        if name in known:
            message = Message(
                "the column '{column}' stands here twice", column=str(name)
            )
        else:
            message = Message("events have no column '{column}'", column=str(name))
        hint = did_you_mean(name, known)
        problems.append(_problem("unknown-column", message, name.place, hint, name))
    return columns


def _row(
    record: list[Scalar], columns: list[Scalar | None], problems: list[Problem]
) -> Mapping:
    row = Mapping()
    row.place = record[0].place
    if len(record) > len(columns):
        message = Message(
            "the row has {count} cells, the first line {columns}",
            count=len(record),
            columns=len(columns),
        )
        hint = Message("put quotes around a cell that holds a comma")
        place = record[len(columns)].place
        problems.append(_problem("csv", message, place, hint))
    for column, cell in zip(columns, record, strict=False):
        if column is None or not cell:
            continue
        if column == "parties":
            words = cell.replace(";", " ").split()
            row[column] = Listing(Scalar(word, cell.place) for word in words)
        else:
            row[column] = cell
    return row
