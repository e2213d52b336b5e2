"""The tables of a document as CSV."""

import csv
from io import StringIO

from detente.report.document import Document, data_of, value_of


def render_csv(document: Document) -> str:
    """Write the tables of a document as CSV, a blank line between them.

    The header holds the columns' keys, which are the same in every language.
    Numbers stand as they are, not as they are rounded for people; a cell without
    a value is empty; characters that cannot be seen stand as their numbers.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for position, table in enumerate(data_of(document)):
        if position:
            stream.write("\n")
        writer.writerow(table.keys)
        writer.writerows(map(value_of, row) for row in table.rows)
    return stream.getvalue()
