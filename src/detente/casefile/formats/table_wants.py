"""What parties want, from tables of statements, rankings, weights and states."""

import re
from collections.abc import Mapping
from fractions import Fraction

from detente.casefile.formats.placed_lines import PlacedLines
from detente.casefile.formats.table_cells import Cell
from detente.casefile.formats.table_kinds import Row, Table, rows_of
from detente.casefile.formula.names import ID
from detente.casefile.yaml.number import number
from detente.errors import Message, Problem

_OTHER = re.compile("[^a-z0-9]+")


def write_wants(
    lines: PlacedLines,
    tables: list[Table],
    names: Mapping[str, str],
    problems: list[Problem],
) -> None:
    """Write what each party wants, as `preferences`.

    Parameters
    ----------
    lines : PlacedLines
        Where to write.
    tables : list of Table
        All tables.
    names : mapping of str to str
        Ids of parties, by what a cell calls them.
    problems : list of Problem
        Takes places and payoffs that are no numbers, and columns of no party.
    """
    statements = _by_party(rows_of(tables, "statements"), names)
    rankings = _rankings(tables, names, problems) | _payoffs(tables, names, problems)
    weights = _by_party(rows_of(tables, "weights"), names)
    ranked = _by_party(rows_of(tables, "rankings"), names)
    parties = dict.fromkeys((*statements, *rankings, *weights))
    if parties:
        lines.head(0, "preferences")
    for party in parties:
        named = [
            each
            for rows in (statements, weights, ranked)
            for each in rows.get(party, ())
        ]
        lines.head(1, party, named[0].cells["party"] if named else None)
        if party in statements:
            lines.head(2, "statements")
            for row in statements[party]:
                lines.entry(3, row.start)
                lines.pair(4, "is", row.cells["statement"])
                _write_rest(lines, row, ("note",))
        if party in rankings:
            lines.head(2, "ranking")
            for tie in rankings[party]:
                lines.entry(3, tie[0])
                for cell in tie:
                    lines.item(4, cell)
        if party in weights:
            lines.head(2, "weights")
            for row in weights[party]:
                _write_weight(lines, row)


def _by_party(rows: list[Row], names: Mapping[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        party = row.cells["party"].text
        found.setdefault(names.get(party) or _as_id(party), []).append(row)
    return found


def _as_id(text: str) -> str:
    """Spell the name of a party that there is not, so that it is looked for."""
    spelt = _OTHER.sub("_", text.lower()).strip("_")
    return spelt if ID.fullmatch(spelt) else text


def _write_weight(lines: PlacedLines, row: Row) -> None:
    lines.entry(3, row.start)
    lines.pair(4, "of", row.cells["of"])
    lines.pair(4, "value", row.cells["value"])
    ends = [row.cells.get(key) for key in ("low", "high")]
    given = next((cell for cell in ends if cell is not None), None)
    if given is not None:
        lines.head(4, "range", given)
        for cell in ends:
            if cell is not None:
                lines.item(5, cell)
    _write_rest(lines, row, ("assumed", "note"))


def _write_rest(lines: PlacedLines, row: Row, keys: tuple[str, ...]) -> None:
    lines.pairs(4, {key: row.cells[key] for key in keys if key in row.cells})


def _rankings(
    tables: list[Table], names: Mapping[str, str], problems: list[Problem]
) -> dict[str, list[list[Cell]]]:
    """Read rankings: the first place is the best, states of one place tie."""
    placed: dict[str, list[tuple[Fraction, Cell]]] = {}
    for party, rows in _by_party(rows_of(tables, "rankings"), names).items():
        for row in rows:
            place = _number(row.cells["place"], problems)
            if place is not None:
                placed.setdefault(party, []).append((place, row.cells["state"]))
    return {party: _ties(pairs) for party, pairs in placed.items()}


def _payoffs(
    tables: list[Table], names: Mapping[str, str], problems: list[Problem]
) -> dict[str, list[list[Cell]]]:
    """Read the payoffs in a table of states: the largest is the best."""
    worth: dict[str, list[tuple[Fraction, Cell]]] = {}
    for table in tables:
        for head in table.heads:
            if head.text not in names:
                message = Message("no party is called '{party}'", party=head.text[:60])
                hint = Message("a table of states has `state` and a column a party")
                problems.append(
                    Problem("unknown-column", message, head.place, hint=hint)
                )
                continue
            for row in table.rows:
                value = _payoff(row, head.text, problems)
                if value is not None:
                    pair = -value, row.cells["state"]
                    worth.setdefault(names[head.text], []).append(pair)
    return {party: _ties(pairs) for party, pairs in worth.items()}


def _payoff(row: Row, column: str, problems: list[Problem]) -> Fraction | None:
    if column in row.cells:
        return _number(row.cells[column], problems)
    message = Message("this row has nothing under {columns}", columns=column)
    problems.append(Problem("missing-cell", message, row.start.place))
    return None


def _ties(pairs: list[tuple[Fraction, Cell]]) -> list[list[Cell]]:
    found: dict[Fraction, list[Cell]] = {}
    for place, cell in sorted(pairs, key=lambda pair: pair[0]):
        found.setdefault(place, []).append(cell)
    return list(found.values())


def _number(cell: Cell, problems: list[Problem]) -> Fraction | None:
    found = number(cell.text)
    if found is None:
        message = Message("this must be a number, not '{value}'", value=cell.text[:60])
        problems.append(Problem("number", message, cell.place))
        return None
    return Fraction(found)
