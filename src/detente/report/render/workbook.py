"""The tables of a document as an Excel workbook (extra `office`)."""

import re
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from detente.errors import Location, Message, Problem, QuestionError, visible
from detente.report.document import Document, Table, Value, data_of, value_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_EXACT = 10**15
"""Below it a workbook keeps every digit of a whole number; larger ones are text."""
_BARRED = re.compile(r"[\[\]:*?/\\']")
"""What the name of a sheet must not hold."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_NAME = 31
_AUTHOR = "Detente"
_PROPERTIES = "docProps/core.xml"
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FIRST_DAY = b"1980-01-01T00:00:00Z"
_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold."""


def render_workbook(document: Document) -> bytes:
    """Write the tables of a document as a workbook, one sheet a table.

    The first row holds the columns' keys; the caption is a comment on the
    first cell; numbers are numbers, cells without a value empty, all others text.

    Raises
    ------
    QuestionError
        Where openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - the extra `office`
    except ImportError:
        raise _missing() from None
    workbook = Workbook()
    tables = data_of(document)
    # A workbook holds one sheet at least; without tables it stays empty.
    for sheet in workbook.worksheets if tables else ():
        workbook.remove(sheet)
    for position, table in enumerate(tables, 1):
        _fill(workbook.create_sheet(_name(position, table)), table)
    stream = BytesIO()
    workbook.save(stream)
    return _unstamped(stream)


def _unstamped(stream: BytesIO) -> bytes:
    """Write a workbook's parts again without the time of writing.

    openpyxl stamps every save; the same input has to give the same bytes.
    """
    plain = BytesIO()
    with ZipFile(stream) as stamped, ZipFile(plain, "w", ZIP_DEFLATED) as copy:
        for name in stamped.namelist():
            part = stamped.read(name)
            if name == _PROPERTIES:
                part = _STAMP.sub(_FIRST_DAY, part)
            copy.writestr(ZipInfo(name, _FIRST_TIME), part, ZIP_DEFLATED)
    return plain.getvalue()


def _missing() -> QuestionError:
    message = Message("a workbook (.xlsx) needs the package openpyxl")
    hint = Message(
        "run `make extras` in the clone, or `pip install openpyxl`, or write .csv"
    )
    return QuestionError(
        [Problem("missing-extra", message, Location("--output"), hint=hint)]
    )


def _name(position: int, table: Table) -> str:
    caption = _UNSEEN.sub("", _BARRED.sub(" ", visible(table.caption) or table.keys[0]))
    return f"{position} {caption}"[:_LONGEST_NAME].strip()


def _fill(sheet: "Worksheet", table: Table) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415 - the extra `office`

    values = (tuple(map(value_of, row)) for row in table.rows)
    for line, row in enumerate((table.keys, *values), 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(line, place)
            cell.value = _written(value)
            if isinstance(cell.value, str):
                # Else a text that begins with = would be a formula.
                cell.data_type = "s"
    if table.caption:
        caption = Comment(_UNSEEN.sub("", visible(table.caption)), _AUTHOR)
        sheet.cell(1, 1).comment = caption
    sheet.freeze_panes = "A2"


def _written(value: Value) -> Value:
    """Give what a workbook can hold of a value."""
    if isinstance(value, str):
        return _UNSEEN.sub("\ufffd", value)
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    return value if value is None or abs(value) < _EXACT else str(value)
