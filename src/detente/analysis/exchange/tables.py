"""A case as tables: CSV text or a workbook."""

from math import isfinite

from detente.casefile.formats import case_tables
from detente.model.case import Case
from detente.report.document import Cell, Document, Value, tidy
from detente.report.render.sheet import render_csv
from detente.report.render.workbook import render_workbook

_NUMBERS = frozenset({"place", "value", "low", "high", "cost"})
_EXACT = 15
"""Digits that a workbook keeps of a number; longer ones stay text."""


def csv_tables(case: Case, language: str = "en") -> str:
    """Write the tables of a case as CSV, an empty line between them."""
    return render_csv(_document(case, language, numbers=frozenset()))


def workbook_tables(case: Case, language: str = "en") -> bytes:
    """Write the tables of a case as a workbook, one sheet a table.

    Raises
    ------
    QuestionError
        Where openpyxl is not installed.
    """
    return render_workbook(_document(case, language, numbers=_NUMBERS))


def _document(case: Case, language: str, *, numbers: frozenset[str]) -> Document:
    return tuple(
        tidy(
            columns,
            tuple(
                tuple(
                    Cell(text, _number(text) if column in numbers else text)
                    for column, text in zip(columns, row, strict=True)
                )
                for row in rows
            ),
            name,
        )
        for name, columns, rows in case_tables(case, language)
    )


def _number(text: str) -> Value:
    """Give a number that a workbook keeps exactly; anything else stays text."""
    digits = sum(map(str.isdigit, text))
    try:
        number = float(text)
    except ValueError:
        return text
    if digits > _EXACT or not isfinite(number):
        return text
    return int(number) if number.is_integer() else number
