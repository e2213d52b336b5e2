"""Cells of an Excel workbook (extra `office`).

A workbook from a stranger is a packed folder of XML: what it unpacks to is
bounded before anything is unpacked, and entities are refused by defusedxml.
Formulas are not reckoned: the value that the spreadsheet kept counts.
"""

import datetime
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from detente.casefile.formats.table_cells import Cell, Rows
from detente.errors import (
    CaseError,
    Location,
    Message,
    Problem,
    QuestionError,
    TooLargeError,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_UNPACKED = 50_000_000
_MOST_PARTS = 1_000
_MOST_ROWS = 100_000
_MOST_COLUMNS = 600


def workbook_rows(raw: bytes, file: str) -> Rows:
    """Give the rows of every sheet, with an empty row between sheets.

    Parameters
    ----------
    raw : bytes
        The whole file.
    file : str
        Its name in messages.

    Raises
    ------
    CaseError
        Where it is no workbook, or holds a formula without a value.
    QuestionError
        Where openpyxl or defusedxml is not installed.
    TooLargeError
        Where it would unpack to too much.
    """
    _refuse_unpacked(raw, file)
    values = _opened(raw, file, values=True)
    formulas = _opened(raw, file, values=False)
    for name in values.sheetnames:
        pairs = zip(
            _cells(values, name, file), _cells(formulas, name, file), strict=False
        )
        for number, (row, written) in enumerate(pairs, 1):
            yield [
                Cell(
                    _text(value, formula, place := _place(file, name, number, column)),
                    place,
                    number,
                )
                for column, (value, formula) in enumerate(
                    zip(row, written, strict=False), 1
                )
            ]
        yield []


def _refuse_unpacked(raw: bytes, file: str) -> None:
    try:
        with ZipFile(BytesIO(raw)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, RuntimeError, OSError):
        raise _no_workbook(file) from None
    if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > _MOST_UNPACKED:
        raise TooLargeError(
            Message(
                "the workbook unpacks to more than {most} bytes", most=_MOST_UNPACKED
            ),
            Message("keep only the sheets with the tables"),
        )


def _opened(raw: bytes, file: str, *, values: bool) -> "Workbook":
    try:
        if find_spec("defusedxml") is None:
            raise ImportError  # noqa: TRY301 - openpyxl would read entities
        import openpyxl  # noqa: PLC0415 - the extra `office`
    except ImportError:
        message = Message("a workbook (.xlsx) needs the packages openpyxl, defusedxml")
        hint = Message("install the extra `office`, or save each sheet as .csv")
        problem = Problem("missing-extra", message, Location(file), hint=hint)
        raise QuestionError([problem]) from None
    try:
        return openpyxl.load_workbook(BytesIO(raw), read_only=True, data_only=values)
    except _DAMAGED:
        raise _no_workbook(file) from None


_DAMAGED = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError),
    *(OSError, BadZipFile, EOFError, RuntimeError, zlib.error),
)
"""What openpyxl ends in where a part of a workbook is not as it should be."""


def _cells(workbook: "Workbook", name: str, file: str) -> Iterator[tuple[object, ...]]:
    sheet = workbook[name]
    if not hasattr(sheet, "reset_dimensions"):
        return
    try:
        # What a sheet says of its own size may be a lie.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(
            max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True
        )
    except _DAMAGED:
        raise _no_workbook(file) from None


def _place(file: str, sheet: str, row: int, column: int) -> Location:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return Location(f"{file}: {sheet}!{letters}{row}")


def _text(value: object, formula: object, place: Location) -> str:
    """Write a value as in a case file."""
    if value is None and isinstance(formula, str) and formula.startswith("="):
        message = Message("a formula without a value stands here")
        hint = Message(
            "open the workbook in a spreadsheet and save it, or write a value"
        )
        raise CaseError([Problem("formula", message, place, hint=hint)])
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime.datetime():
            return value.date().isoformat()
        case _:
            return str(value).strip()


def _no_workbook(file: str) -> CaseError:
    message = Message("this is no workbook that can be read")
    hint = Message("save it as .xlsx anew, or each sheet as .csv")
    return CaseError([Problem("workbook", message, Location(file), hint=hint)])
