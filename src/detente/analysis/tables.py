"""A case as tables: CSV text or a workbook."""

from detente.casefile.formats import case_tables
from detente.model.case import Case
from detente.report.document import Document, Table
from detente.report.render.sheet import render_csv
from detente.report.render.workbook import render_workbook

__all__ = ["csv_tables", "workbook_tables"]


def csv_tables(case: Case, language: str = "en") -> str:
    """Write the tables of a case as CSV, an empty line between them."""
    return render_csv(_document(case, language))


def workbook_tables(case: Case, language: str = "en") -> bytes:
    """Write the tables of a case as a workbook, one sheet a table.

    Raises
    ------
    QuestionError
        Where openpyxl is not installed.
    """
    return render_workbook(_document(case, language))


def _document(case: Case, language: str) -> Document:
    return tuple(
        Table(columns, columns, rows, name)
        for name, columns, rows in case_tables(case, language)
    )
