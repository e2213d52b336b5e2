"""States, moves and constraints of a case, from tables."""

from collections.abc import Iterator, Mapping, Sequence

from detente.casefile.formats.placed_lines import PlacedLines
from detente.casefile.formats.table_cells import Cell
from detente.casefile.formats.table_kinds import Table, rows_of
from detente.errors import Message


def write_states(
    lines: PlacedLines,
    tables: list[Table],
    options: Sequence[str],
    names: Mapping[str, str],
) -> list[Message]:
    """Write constraints, or where there are no options states and moves.

    Parameters
    ----------
    lines : PlacedLines
        Where to write.
    tables : list of Table
        All tables. Of a case with options a table of states lists all that
        are feasible.
    options : sequence of str
        The ids of the options, in the order of the case.
    names : mapping of str to str
        Ids of parties, by what a cell calls them.

    Returns
    -------
    list of Message
        What was decided.
    """
    said = _write_constraints(lines, tables, options)
    if not options:
        said += _write_listed(lines, tables)
    moves = rows_of(tables, "moves")
    if moves:
        lines.head(0, "moves")
    table: dict[str, dict[str, list[Cell]]] = {}
    for row in moves:
        party = row.cells["party"].text
        starts = table.setdefault(names.get(party, party), {})
        starts.setdefault(row.cells["from"].text, []).append(row.cells["to"])
    for party, starts in table.items():
        lines.head(1, party)
        for start, ends in starts.items():
            lines.head(2, start, ends[0])
            for end in ends:
                lines.item(3, end)
    return said


def _write_constraints(
    lines: PlacedLines, tables: list[Table], options: Sequence[str]
) -> list[Message]:
    rows = rows_of(tables, "constraints")
    states = [row.cells["state"] for row in rows_of(tables, "states")]
    listed = {cell.text for cell in states if _is_choice(cell.text, len(options))}
    barred = list(_barred(listed, options)) if options and listed else []
    if rows or barred:
        lines.head(0, "constraints")
    for row in rows:
        lines.entry(1, row.start)
        lines.pair(2, "is", row.cells["constraint"])
        lines.pairs(2, {k: c for k, c in row.cells.items() if k in ("name", "note")})
    for formula in barred:
        lines.item(1, states[0], formula)
    if not barred:
        return []
    count = len(listed)
    return [
        Message("the {count} states listed are feasible, all others not", count=count)
    ]


def _is_choice(state: str, n_options: int) -> bool:
    return len(state) == n_options and not set(state) - set("YN")


def _barred(listed: set[str], options: Sequence[str]) -> Iterator[str]:
    """Give constraints that leave the states listed and no others.

    Each bars the states that begin as none of those listed does.
    """
    begun = {state[:length] for state in listed for length in range(len(options) + 1)}
    for start in sorted(begun):
        if len(start) == len(options):
            continue
        for sign in "YN":
            if start + sign not in begun:
                yield _no(list(zip(options, start + sign, strict=False)))


def _no(chosen: list[tuple[str, str]]) -> str:
    """Write that options are not all as given."""
    if len(chosen) == 1:
        ((option, letter),) = chosen
        return option if letter == "N" else f"not {option}"
    parts = [option if letter == "Y" else f"not {option}" for option, letter in chosen]
    return f"not ({' and '.join(parts)})"


def _write_listed(lines: PlacedLines, tables: list[Table]) -> list[Message]:
    rows = rows_of(tables, "states")
    if not rows:
        return []
    lines.head(0, "states")
    for row in rows:
        cell = row.cells["state"]
        lines.pair(1, cell.text, row.cells.get("name", cell))
    keys = {row.cells["key"].text for row in rows_of(tables, "case")}
    if "status_quo" in keys:
        return []
    lines.pair(0, "status_quo", rows[0].cells["state"])
    state = rows[0].cells["state"].text
    return [
        Message("the tables say no status quo: now is the state {state}", state=state)
    ]
