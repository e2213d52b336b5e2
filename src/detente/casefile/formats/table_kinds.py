"""The tables of a case: which there are, and what columns each has."""

from collections.abc import Iterable, Iterator
from dataclasses import field

from detente.casefile.formats.table_cells import Cell, Rows
from detente.casefile.nearest import did_you_mean
from detente.errors import Message, Problem
from detente.records import dataclass

MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Kind:
    """A table: its name, and its columns.

    Attributes
    ----------
    needed : tuple of str
        Columns by which it is known, and without which no row is one.
    columns : tuple of str
        All that it may have.
    open : bool
        Whether any other column names a party.
    """

    name: str
    needed: tuple[str, ...]
    more: tuple[str, ...] = ()
    open: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column, in the order in which they are written."""
        return (*self.needed, *self.more)


KINDS = (
    Kind("case", ("key", "value")),
    Kind("parties", ("party",), ("name", "note")),
    Kind(
        "options",
        ("party", "option"),
        ("name", "now", "undo", "redo", "requires", "takes", "cost", "note"),
    ),
    Kind("terms", ("term", "is"), ("name", "note")),
    Kind("constraints", ("constraint",), ("name", "note")),
    Kind("statements", ("party", "statement"), ("note",)),
    Kind("weights", ("party", "of", "value"), ("low", "high", "assumed", "note")),
    Kind("rankings", ("party", "place", "state")),
    Kind("states", ("state",), ("name", "changes"), open=True),
    Kind("moves", ("party", "from", "to")),
    Kind(
        "events",
        ("date", "kind"),
        (
            *("id", "end", "parties", "option", "value", "if", "on", "roadmap"),
            *("outcome", "disputed", "lawful", "title", "place", "source", "quote"),
            *("expires", "to", "through", "tags", "supersedes"),
            *("name", "note", "assumed"),
        ),
    ),
    # After events, which have columns of these names too.
    Kind(
        "sources", ("source", "title"), ("author", "publisher", "date", "url", "note")
    ),
)
"""Every table, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that are not empty, by column."""

    cells: dict[str, Cell]
    start: Cell


@dataclass(slots=True)
class Table:
    """A table as it was found.

    Attributes
    ----------
    heads : list of Cell
        The columns beyond those that it always may have.
    """

    kind: Kind
    heads: list[Cell] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read_tables(rows: Rows, problems: list[Problem]) -> list[Table]:
    """Tell tables apart: an empty row ends one, and the next begins with its columns.

    Parameters
    ----------
    rows : iterator of list of Cell
    problems : list of Problem
        Takes every fault of columns and rows, each at its cell; what is faulty is
        left out of the tables.

    Returns
    -------
    list of Table
    """
    tables: list[Table] = []
    columns: list[str | None] | None = None
    for row in rows:
        if not any(cell.text for cell in row):
            columns = None
        elif columns is None:
            columns, found = _heading(row, problems)
            tables += found
        elif columns:
            tables[-1].rows += _row(row, columns, tables[-1].kind, problems)
        if len(problems) >= MOST_FAULTS:
            break
    return tables


_REFUSED = ""
"""Stands for a column that is told to be wrong, so that its cells are not told too."""


def _heading(
    row: list[Cell], problems: list[Problem]
) -> tuple[list[str | None], list[Table]]:
    """Tell by its columns which table begins; nothing where it is none."""
    words = [cell.text.lower() for cell in row]
    fitting = [kind for kind in KINDS if set(kind.needed) <= set(words)]
    if not fitting:
        problems.append(_no_table(row))
        return [], []
    kind = max(fitting, key=lambda kind: len(kind.needed))
    table = Table(kind)
    columns: list[str | None] = []
    for cell, word in zip(row, words, strict=True):
        columns.append(_REFUSED if word else None)
        if not word:
            continue
        if word in columns or cell.text in columns:
            message = Message(
                "the column '{column}' stands here twice", column=cell.text
            )
            hint = Message("keep one of them")
            problems.append(Problem("duplicate-column", message, cell.place, hint=hint))
        elif word in kind.columns:
            columns[-1] = word
        elif kind.open:
            columns[-1] = cell.text
            table.heads.append(cell)
        else:
            problems.append(_no_column(cell, kind))
    return columns, [table]


def _no_column(cell: Cell, kind: Kind) -> Problem:
    message = Message(
        "the table of {table} has no column '{column}'",
        table=kind.name,
        column=cell.text[:60],
    )
    hint = did_you_mean(cell.text.lower(), kind.columns) or Message(
        "its columns are: {columns}", columns=", ".join(kind.columns)
    )
    return Problem("unknown-column", message, cell.place, hint=hint)


def _no_table(row: list[Cell]) -> Problem:
    cell = next(cell for cell in row if cell.text)
    message = Message("no table begins with these columns")
    hints = "; ".join(f"{kind.name}: {', '.join(kind.needed)}" for kind in KINDS)
    hint = Message(
        "the tables, and the columns that each needs: {tables}", tables=hints
    )
    return Problem("unknown-table", message, cell.place, hint=hint)


def _row(
    row: list[Cell],
    columns: list[str | None],
    kind: Kind,
    problems: list[Problem],
) -> Iterator[Row]:
    start = next(cell for cell in row if cell.text)
    beyond = [cell for cell in row[len(columns) :] if cell.text]
    nameless = [
        cell
        for cell, column in zip(row, columns, strict=False)
        if column is None and cell.text
    ]
    for cell in [*nameless, *beyond][:1]:
        message = Message("this cell stands under no column")
        problems.append(Problem("no-column", message, cell.place))
    cells = {
        column: cell
        for cell, column in zip(row, columns, strict=False)
        if column and cell.text
    }
    missing = [name for name in kind.needed if name not in cells]
    if missing:
        message = Message(
            "this row has nothing under {columns}", columns=", ".join(missing)
        )
        problems.append(Problem("missing-cell", message, start.place))
    else:
        yield Row(cells, start)


def rows_of(tables: Iterable[Table], name: str) -> list[Row]:
    """Give the rows of every table of a kind."""
    return [row for table in tables if table.kind.name == name for row in table.rows]
