"""Events written into the text of a case, behind its own; all else stays as it is."""

import csv
from dataclasses import replace
from io import StringIO

from detente.casefile.added import add_rows
from detente.casefile.formats.workbook_cells import workbook_rows
from detente.casefile.limits import MOST_BYTES, MOST_MB
from detente.casefile.reader import parse_case
from detente.casefile.source import decoded
from detente.casefile.yaml.one_line import yaml_line
from detente.casefile.yaml.syntax import parse_tree
from detente.casefile.yaml.tree import Listing, Mapping, Origin, Place, Value, place_of
from detente.errors import CaseError, Location, Message, Problem
from detente.model.case import Case

_BOOK = ".xlsx"


def append_events(text: str, table: str, name: str, file: str) -> tuple[str, int, int]:
    """Write the events of a table into the text of a case.

    Parameters
    ----------
    text : str
        The case, YAML.
    table : str
        CSV, its first line the names of the columns.
    name, file : str
        What messages call the table, and the case.

    Returns
    -------
    str
        The text with the events behind its own, in the order of the table; every other
        character is as it was.
    int
        How many are new.
    int
        How many were left out: the case has the very same already.

    Raises
    ------
    CaseError
        For what is wrong with the case or the table, each fault at its place; or where
        the list of events is written so that nothing can be put behind it.
    """
    case = parse_case(text, file)
    added, rows = add_rows(case, Origin(name, table))
    events = added.events[len(case.events) :]
    new = [
        (row, event)
        for row, event in zip(rows, events, strict=True)
        if event not in case.events
    ]
    left = len(rows) - len(new)
    if not new:
        return text, 0, left
    written = _written(text, [yaml_line(row) for row, _ in new], file)
    wanted = replace(added, events=(*case.events, *(event for _, event in new)))
    if _read_back(written, file) != wanted:
        raise CaseError([_by_hand(file)])
    return written, len(new), left


def _read_back(text: str, file: str) -> Case | None:
    try:
        return parse_case(text, file)
    except CaseError:
        return None


def _by_hand(file: str) -> Problem:
    message = Message("the events of this case are written so that none can be added")
    hint = Message("write them as a list under `events:`, a line each")
    return Problem("events", message, Location(file), None, hint)


def _written(text: str, lines: list[str], file: str) -> str:
    """Put lines behind the events that a text has, in the style of its list."""
    data = parse_tree(text, file).data
    own = data.get("events") if isinstance(data, Mapping) else None
    text = text.removeprefix("\ufeff")
    if own is None:
        head = text if text.endswith("\n") else f"{text}\n"
        return head + "events:\n" + "".join(f"  - {line}\n" for line in lines)
    place = _span(own)
    if not isinstance(own, Listing):
        at = _end_of_line(text, place.end)
        told = "".join(f"  - {line}\n" for line in lines)
        return text if place.end > place.start else text[:at] + told + text[at:]
    start = place.start
    if text[start] == "[":
        at = _span(own[-1]).end if own else start + 1
        told = ", ".join(lines)
        return text[:at] + (", " if own else "") + told + text[at:]
    margin = text[text.rfind("\n", 0, start) + 1 : start]
    at = _end_of_line(text, _end(own))
    before = text[:at] if text[:at].endswith("\n") else f"{text[:at]}\n"
    return before + "".join(f"{margin}- {line}\n" for line in lines) + text[at:]


def _span(value: Value) -> Place:
    return place_of(value) or Place(Origin("", ""), 0, 0)


def _end(value: Value) -> int:
    """Find where what is written of a value ends, without what stands behind it."""
    place = _span(value)
    if isinstance(value, dict | list) and place.origin.text[place.start] not in "[{":
        parts = value.values() if isinstance(value, dict) else value
        return max(map(_end, parts), default=place.end)
    return place.end


def _end_of_line(text: str, at: int) -> int:
    if text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def table_of(raw: bytes, name: str) -> str:
    """Read the table of a file: CSV, or the first sheet of a workbook.

    Parameters
    ----------
    raw : bytes
    name : str
        Of the file; what ends in .xlsx is a workbook.

    Returns
    -------
    str
        CSV; a row of the sheet is a row of it.

    Raises
    ------
    CaseError, QuestionError, TooLargeError
        Where it cannot be read.
    """
    if len(raw) > MOST_BYTES:
        message = Message("this has more than {most} MB", most=MOST_MB)
        raise CaseError([Problem("too-large", message, Location(name))])
    if not name.lower().endswith(_BOOK):
        return decoded(raw, name)
    told = StringIO()
    writer = csv.writer(told, lineterminator="\n")
    for row in workbook_rows(raw, name):
        if not row:
            break
        # A sheet is wider than what stands in it.
        texts = [cell.text for cell in row]
        writer.writerow(
            texts[: max((n for n, text in enumerate(texts, 1) if text), default=0)]
        )
    return told.getvalue()
