"""Events from a CSV file beside the case."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from detente.casefile.faults import Faults
from detente.casefile.limits import MOST_BYTES, MOST_FAULTS, MOST_MB, MOST_NODES
from detente.casefile.nearest import did_you_mean, nearest
from detente.casefile.read.beside import NoRegularFileError, read_beside
from detente.casefile.read.layout import OWN, Layout
from detente.casefile.schema.records import EventEntry
from detente.casefile.schema.shape import keys_of
from detente.casefile.source import decoded
from detente.casefile.yaml.syntax import refuse_turning, refuse_unprintable
from detente.casefile.yaml.tree import Listing, Mapping, Origin, Place, Scalar
from detente.errors import CaseError, Message, Problem

_SEPARATORS = {
    ",": Message("put quotes around a cell that holds a comma"),
    ";": Message("put quotes around a cell that holds a semicolon"),
    "\t": Message("put quotes around a cell that holds a tab"),
}
"""What may stand between cells, and what to do with a cell that holds it."""
_BREAK = re.compile("\r\n?|\x85")
_NEAR = 1_000
"""A cell starts within so many characters of where the one before it ends."""
_NEEDED = ("date", "kind")
"""The columns without which no row is an event."""
_LISTS = frozenset({"parties", "to", "through", "tags"})
"""The columns of which a cell holds several words."""


def read_events_file(name: Scalar, directory: Path | None) -> tuple[Listing, Faults]:
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
    Faults
        What is wrong with the file, or with its columns.
    """
    problems = Faults()
    problem = _refusal(name, directory)
    if problem or directory is None:
        problems.extend([problem] if problem else [])
        return Listing(), problems
    try:
        raw = read_beside(directory, str(name))
        if len(raw) > MOST_BYTES:
            problems.add(_too_large(name))
            return Listing(), problems
        origin = Origin(str(name), decoded(raw, str(name)))
        refuse_unprintable(origin)
        refuse_turning(origin)
        return read_rows(origin, problems), problems
    except (OSError, ValueError, NoRegularFileError) as error:
        problems.add(_unread(name, directory, error))
    except CaseError as error:
        problems.extend(error.problems)
    return Listing(), problems


def _unread(name: Scalar, directory: Path, error: Exception) -> Problem:
    """Say why a file gave nothing: it is missing, a directory, or locked."""
    files = [path.name for path in directory.glob("*.csv") if path.is_file()]
    hint = did_you_mean(name, files)
    if isinstance(error, IsADirectoryError):
        message = Message("'{file}' is a directory, not a file", file=str(name))
    elif isinstance(error, NoRegularFileError):
        message = Message("'{file}' is no file of its own", file=str(name))
        hint = Message("put the table itself beside the case")
        if error.is_link:
            message = Message(
                "'{file}' is a link, and links are not followed", file=str(name)
            )
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
    return None


def _too_large(name: Scalar) -> Problem:
    message = Message(
        "'{file}' has more than {most} MB",
        file=str(name),
        most=MOST_MB,
    )
    return _problem("too-large", message, name.place, None, name)


def _problem(
    code: str,
    message: Message,
    place: Place,
    hint: Message | None = None,
    value: object = None,
) -> Problem:
    shown = None if value is None else str(value)
    return Problem(code, message, place.location, shown, hint)


def read_rows(origin: Origin, problems: Faults, layout: Layout = OWN) -> Listing:
    """Read the rows of a table as events.

    Parameters
    ----------
    origin : Origin
        The text of the table, its first line the names of the columns.
    problems : Faults
        Those found already; more are added.
    layout : Layout
        What the columns are, where the table was made elsewhere.

    Returns
    -------
    Listing
        One mapping a row, without the empty cells; every value has its place.
    """
    rows = Listing()
    separator = _separator(origin.text)
    reader = _records(origin, separator, problems)
    header = next(filter(any, reader), None)
    if header is None:
        if not problems:
            message = Message("there is nothing in it")
            problems.add(_problem("empty", message, Place(origin, 0, 0)))
        return rows
    columns = _columns(header, problems, layout)
    always = layout.filled()
    if not _complete([*columns, *always], header, problems):
        return rows
    for record in reader:
        if any(record):
            row = _row(record, columns, problems, _SEPARATORS[separator])
            for key, value in always.items():
                row.setdefault(Scalar(key, value.place), _cell(key, value))
            rows.append(row)
    return rows


def _separator(text: str) -> str:
    """Find what stands between cells: no name of a column holds any of them."""
    header = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _records(
    origin: Origin, separator: str, problems: Faults
) -> Iterator[list[Scalar]]:
    """Give the cells of each row with their places, as many as are allowed."""
    lines = list(StringIO(origin.text, newline=""))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.reader(lines, strict=True, delimiter=separator)
    first = given = 0
    try:
        for cells in reader:
            given += len(cells)
            if given > MOST_NODES:
                problems.add(_too_many(Place(origin, starts[first], starts[first])))
                return
            yield _placed(cells, origin, starts[first], starts[reader.line_num])
            first = reader.line_num
    except csv.Error as error:
        message, hint = _malformed(str(error))
        place = Place(origin, starts[first], starts[first + 1])
        problems.add(_problem("csv", message, place, hint))


def _too_many(place: Place) -> Problem:
    message = Message("there are more than {most} values here", most=MOST_NODES)
    return _problem("too-many-values", message, place)


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
        value = _BREAK.sub("\n", cell).strip()
        # A cell with quotes in it is not found, and is not looked for to the end.
        near = min(end, start + 2 * len(cell) + _NEAR)
        found = origin.text.find(value, start, near)
        at = start if found < 0 else found
        placed.append(Scalar(value, Place(origin, at, at + max(1, len(value)))))
        start = at + len(value)
    return placed


def _columns(
    header: list[Scalar], problems: Faults, layout: Layout
) -> list[Scalar | None]:
    known = [key for key in keys_of(EventEntry) if key != "evidence"]
    columns: list[Scalar | None] = []
    seen: set[str] = set()
    _refuse_missing(header, problems, layout)
    for name in layout.renamed(header):
        if layout.is_foreign and name not in known:
            columns.append(None)
            continue
        if name in known and name not in seen:
            columns.append(name)
            seen.add(name)
            continue
        columns.append(None)
        is_known = name in known
        code = "duplicate-column" if is_known else "unknown-column"
        if problems.is_full(code):
            problems.count(code, 1)
        elif is_known:
            problems.add(_twice(name))
        else:
            message = Message("events have no column '{column}'", column=str(name))
            hint = did_you_mean(name, known)
            problems.add(_problem(code, message, name.place, hint, name))
    return columns


def _twice(name: Scalar) -> Problem:
    message = Message("the column '{column}' stands here twice", column=str(name))
    hint = Message("keep one of them")
    return _problem("duplicate-column", message, name.place, hint, name)


def _refuse_missing(header: list[Scalar], problems: Faults, layout: Layout) -> None:
    """Report each column that a key is to be read from and that is not there."""
    for _, column in layout.columns:
        if column not in header:
            message = Message("there is no column '{column}'", column=column)
            hint = did_you_mean(column, header)
            place = header[0].place
            problems.add(_problem("missing-column", message, place, hint, column))


def _complete(
    columns: Sequence[str | None], header: list[Scalar], problems: Faults
) -> bool:
    """Report once, and not in every row, a column that is missing or misspelt."""
    missing = [name for name in _NEEDED if name not in columns]
    known = keys_of(EventEntry)
    misspelt = {nearest(name, known) for name in header[:MOST_FAULTS]}
    for name in missing:
        if name not in misspelt:
            message = Message("there is no column '{column}'", column=name)
            hint = Message("the first line names the columns: date,kind,parties,option")
            place = header[0].place
            problems.add(_problem("missing-column", message, place, hint))
    return not missing


def _row(
    record: list[Scalar],
    columns: list[Scalar | None],
    problems: Faults,
    quoting: Message,
) -> Mapping:
    row = Mapping()
    row.place = record[0].place
    if len(record) > len(columns) and problems.is_full("csv"):
        problems.count("csv", 1)
    elif len(record) > len(columns):
        message = Message(
            "the row has {count} cells, the first line {columns}",
            count=len(record),
            columns=len(columns),
        )
        place = record[len(columns)].place
        problems.add(_problem("csv", message, place, quoting))
    for column, cell in zip(columns, record, strict=False):
        if column is None or not cell:
            continue
        row[column] = _cell(column, cell)
    return row


def _cell(column: str, cell: Scalar) -> Scalar | Listing:
    """Give what a cell holds: a value, or the words of a list."""
    if column not in _LISTS:
        return cell
    words = filter(None, re.split(r"[\s;,]+", cell))
    return Listing(Scalar(word, cell.place) for word in words)
