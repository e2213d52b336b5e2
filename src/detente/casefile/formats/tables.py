"""Cases as tables: parties, options, states, rankings, events, a row each."""

from collections.abc import Iterable
from dataclasses import field, replace
from pathlib import PurePath

from detente.casefile.formats.identifiers import Identifiers
from detente.casefile.formats.notice import Read, notice
from detente.casefile.formats.placed_lines import PlacedLines, in_order
from detente.casefile.formats.table_cells import Cell, Rows, within_limits
from detente.casefile.formats.table_kinds import (
    MOST_FAULTS,
    Row,
    Table,
    read_tables,
    rows_of,
)
from detente.casefile.formats.table_states import write_states
from detente.casefile.formats.table_wants import write_wants
from detente.casefile.formula.names import ID
from detente.errors import CaseError, Location, Message, Problem
from detente.records import dataclass

_LISTS = frozenset({"parties", "to", "through", "tags"})
"""What an event names several of in one cell."""
_OWN = frozenset(
    (
        *("truth", "number", "range", "range-negative", "rate", "duration", "date"),
        *("word", "patience", "probability", "language", "id", "label"),
    )
)
"""Faults of a value by itself."""
_TAKEN = frozenset({"at once"})
"""How the tables say that an option can be undone without further ado."""


def read_case_tables(rows: Rows, file: str) -> Read:
    """Read a case from its tables.

    Parameters
    ----------
    rows : iterator of list of Cell
        Tables one below the other, each with its columns first and an empty
        row between them.
    file : str
        The name in messages; without a title the case is called so.

    Returns
    -------
    Read
        The case, and warnings of what was decided.

    Raises
    ------
    CaseError
        With every fault, each at its cell.
    """
    problems: list[Problem] = []
    tables = read_tables(within_limits(rows), problems)
    if not any(table.rows for table in tables):
        _refuse(problems)
        message = Message("there is nothing in it")
        raise CaseError([Problem("empty", message, Location(file))])
    book = _Book(tables)
    lines = PlacedLines()
    lines.pair(0, "detente", Cell("1", Location(file), 1))
    title = Cell(PurePath(file).stem, Location(file), 1)
    if not any(row.cells["key"].text == "title" for row in rows_of(tables, "case")):
        lines.pair(0, "title", title)
    for row in rows_of(tables, "case"):
        lines.pair(0, row.cells["key"].text, row.cells["value"])
    _write_sources(lines, tables)
    _write_parties(lines, book)
    said = write_states(lines, tables, book.order(), book.names)
    _write_terms(lines, tables)
    write_wants(lines, tables, book.names, problems)
    _write_events(lines, tables, book)
    try:
        case = lines.case(file)
    except CaseError as error:
        # What a faulty row does not say is missing elsewhere: of other cells only
        # what is wrong in themselves is told beside it.
        cells = (each for each in error.problems if not problems or _own(each))
        problems = [*problems, *cells]
    _refuse(problems)
    return Read(case, tuple(notice("decided", each, file) for each in said))


def _refuse(problems: list[Problem]) -> None:
    """Tell all that is wrong, in the order of the rows, if anything is."""
    if problems:
        raise CaseError(sorted(problems, key=in_order)[:MOST_FAULTS])


def _own(problem: Problem) -> bool:
    """Whether a cell is wrong in itself, and not by what another says."""
    return problem.code in _OWN or problem.code.startswith("formula")


@dataclass(slots=True)
class _Book:
    """The parties and options of the tables, by what a cell calls them.

    Attributes
    ----------
    names : dict of str to str
        The id of a party, by id and by name.
    options : dict of str to str
        The id of an option, by id and by name.
    """

    tables: list[Table]
    names: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    parties: dict[str, Row | None] = field(default_factory=dict)
    first: dict[str, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = [
            *((row, "party") for row in rows_of(self.tables, "parties")),
            *((row, "option") for row in rows_of(self.tables, "options")),
            *((row, "party") for row in rows_of(self.tables, "options")),
        ]
        texts = [row.cells[column].text for row, column in named]
        ids = Identifiers({text for text in texts if ID.fullmatch(text)})
        for row in rows_of(self.tables, "parties"):
            self._add_party(row.cells["party"], row, ids)
        for row in rows_of(self.tables, "options"):
            if row.cells["party"].text not in self.names:
                self._add_party(row.cells["party"], None, ids)
            self._add_option(row, ids)
        for cell in self._others():
            if cell.text not in self.names:
                self._add_party(cell, None, ids)

    def order(self) -> list[str]:
        """Give the ids of the options in the order of the case."""
        rows = rows_of(self.tables, "options")
        return [
            self.options[row.cells["option"].text]
            for party in self.parties
            for row in rows
            if self.names[row.cells["party"].text] == party
        ]

    def _others(self) -> list[Cell]:
        """Give the cells that name parties where no table of parties does."""
        if rows_of(self.tables, "parties") or rows_of(self.tables, "options"):
            return []
        moves = [row.cells["party"] for row in rows_of(self.tables, "moves")]
        return [*moves, *(head for table in self.tables for head in table.heads)]

    def _add_party(self, cell: Cell, row: Row | None, ids: Identifiers) -> None:
        text = cell.text
        id_ = text if ID.fullmatch(text) else ids.make(text, "party")
        self.first.setdefault(id_, cell)
        self.parties.setdefault(id_, row)
        self.names.setdefault(text, id_)
        if row is not None and "name" in row.cells:
            self.names.setdefault(row.cells["name"].text, id_)

    def _add_option(self, row: Row, ids: Identifiers) -> None:
        text = row.cells["option"].text
        id_ = text if ID.fullmatch(text) else ids.make(text, "option")
        self.options.setdefault(text, id_)
        if "name" in row.cells:
            self.options.setdefault(row.cells["name"].text, id_)


def _write_sources(lines: PlacedLines, tables: list[Table]) -> None:
    rows = rows_of(tables, "sources")
    if rows:
        lines.head(0, "sources")
    for row in rows:
        lines.head(1, row.cells["source"].text, row.cells["source"])
        lines.pairs(2, _without(row, "source"))


def _without(row: Row, *columns: str) -> dict[str, Cell]:
    return {key: cell for key, cell in row.cells.items() if key not in columns}


def _write_parties(lines: PlacedLines, book: _Book) -> None:
    lines.head(0, "parties")
    options = rows_of(book.tables, "options")
    for id_, row in book.parties.items():
        cell = book.first[id_]
        lines.head(1, id_, cell)
        if cell.text != id_ and (row is None or "name" not in row.cells):
            lines.pair(2, "name", cell)
        if row is not None:
            lines.pairs(2, _without(row, "party"))
        own = [each for each in options if book.names[each.cells["party"].text] == id_]
        if own:
            lines.head(2, "options")
        for each in own:
            _write_option(lines, each, book)
        if not own and row is None and cell.text == id_:
            lines.lines[-1] += " {}"


def _write_option(lines: PlacedLines, row: Row, book: _Book) -> None:
    cell = row.cells["option"]
    id_ = book.options[cell.text]
    lines.head(3, id_, cell)
    if cell.text != id_ and "name" not in row.cells:
        lines.pair(4, "name", cell)
    kept = _without(row, "option", "party")
    lines.pairs(4, {k: c for k, c in kept.items() if c.text not in _TAKEN})
    if lines.cells[-1] is cell and lines.lines[-1].endswith(":"):
        lines.lines[-1] += " {}"


def _write_terms(lines: PlacedLines, tables: list[Table]) -> None:
    rows = rows_of(tables, "terms")
    if rows:
        lines.head(0, "terms")
    for row in rows:
        lines.head(1, row.cells["term"].text, row.cells["term"])
        lines.pairs(2, _without(row, "term"))


def _write_events(lines: PlacedLines, tables: list[Table], book: _Book) -> None:
    rows = rows_of(tables, "events")
    if rows:
        lines.head(0, "events")
    for row in rows:
        lines.entry(1, row.start)
        for key, cell in row.cells.items():
            if key in _LISTS:
                lines.head(2, key, cell)
                for party in _several(cell, book.names):
                    lines.item(3, party)
            elif key == "option":
                lines.pair(2, key, cell, book.options.get(cell.text))
            else:
                lines.pair(2, key, cell)


def _several(cell: Cell, names: dict[str, str]) -> Iterable[Cell]:
    """Give the parties or words in a cell, apart by semicolons or commas."""
    if cell.text in names:
        return [replace(cell, text=names[cell.text])]
    for sign in ";,":
        if sign in cell.text:
            parts = [part.strip() for part in cell.text.split(sign)]
            break
    else:
        parts = cell.text.split()
    return [replace(cell, text=names.get(part, part)) for part in parts if part]
