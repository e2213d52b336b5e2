"""The tables of a document as CSV."""

import csv
from io import StringIO

from detente.errors import visible
from detente.report.document import Document, tables_of

__all__ = ["render_csv"]


def render_csv(document: Document) -> str:
    """Write the tables of a document as CSV, a blank line between them.

    The header holds the columns' keys, which are the same in every language.
    Characters that cannot be seen stand as their numbers.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for position, table in enumerate(tables_of(document)):
        if position:
            stream.write("\n")
        writer.writerow(table.keys)
        writer.writerows([visible(cell) for cell in row] for row in table.rows)
    return stream.getvalue()
