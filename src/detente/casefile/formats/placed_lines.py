"""A case file made line by line, each line from one cell of a table.

What is wrong with a line is then told of its cell.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import field, replace

from detente.casefile.formats.table_cells import Cell
from detente.casefile.reader import parse_case
from detente.errors import CaseError, Location, Message, Problem
from detente.model.case import Case
from detente.records import dataclass

_PLAIN = re.compile(r"[A-Za-z0-9_+./](?:[A-Za-z0-9_+./ -]*[A-Za-z0-9_+./-])?|-[0-9./]+")
_NULLS = frozenset({"null", "Null", "NULL"})


@dataclass(slots=True)
class PlacedLines:
    """Lines of YAML, and the cell that each was made of."""

    lines: list[str] = field(default_factory=list)
    cells: list[Cell | None] = field(default_factory=list)

    def head(self, depth: int, key: str, cell: Cell | None = None) -> None:
        """Open a mapping or a list under a key."""
        self._add(depth, f"{_written(key)}:", cell)

    def pair(self, depth: int, key: str, cell: Cell, text: str | None = None) -> None:
        """Write a key with what stands in a cell, or another text for it."""
        value = _written(cell.text if text is None else text)
        self._add(depth, f"{_written(key)}: {value}", cell)

    def item(self, depth: int, cell: Cell, text: str | None = None) -> None:
        """Write an item of a list."""
        self._add(depth, f"- {_written(cell.text if text is None else text)}", cell)

    def entry(self, depth: int, cell: Cell) -> None:
        """Open a mapping or a list that is an item of a list, one deeper."""
        self._add(depth, "-", cell)

    def pairs(self, depth: int, cells: Mapping[str, Cell]) -> None:
        """Write keys with their cells."""
        for key, cell in cells.items():
            self.pair(depth, key, cell)

    def _add(self, depth: int, line: str, cell: Cell | None) -> None:
        self.lines.append(" " * depth + line)
        self.cells.append(cell)

    def case(self, file: str) -> Case:
        """Read the lines as a case file; faults are those of the cells.

        Raises
        ------
        CaseError
            With everything wrong, each at its cell.
        """
        try:
            return parse_case("\n".join(self.lines) + "\n", file)
        except CaseError as error:
            problems = [self._moved(each, file) for each in error.problems]
            raise CaseError(sorted(problems, key=in_order)) from None

    def _moved(self, problem: Problem, file: str) -> Problem:
        place = problem.location
        cell = self._cell(place.line) if place.file == file else None
        location = Location(file) if cell is None else cell.place
        return replace(
            problem,
            location=location,
            message=self._renumbered(problem.message),
            hint=None if problem.hint is None else self._renumbered(problem.hint),
        )

    def _cell(self, line: int) -> Cell | None:
        return self.cells[line - 1] if 1 <= line <= len(self.cells) else None

    def _renumbered(self, message: Message) -> Message:
        """Where a sentence names a line, name the row instead."""
        cell = (
            self._cell(line)
            if isinstance(line := message.values.get("line"), int)
            else None
        )
        if cell is None:
            return message
        return Message(message.template, **{**message.values, "line": cell.row})


def in_order(problem: Problem) -> tuple[int, int]:
    """Give what orders faults: their lines, then their columns."""
    return problem.location.line, problem.location.column


def _written(text: str) -> str:
    """Write a text plain where YAML takes it as it is, else in quotes."""
    plain = _PLAIN.fullmatch(text) and text not in _NULLS
    return text if plain else json.dumps(text, ensure_ascii=False)
