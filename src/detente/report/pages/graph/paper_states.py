"""The tables of a paper in which situations go by their numbers."""

from collections.abc import Iterator
from itertools import groupby
from math import ceil
from typing import Any

from detente.engine import bits
from detente.report.document import Block, Cell, Column, Number, Paragraph, Table
from detente.report.naming import Names
from detente.study.graph.paper import PaperFigures
from detente.study.stability.path import Move

_BREADTH = 48
"""Digits that the columns of situations may fill side by side, gaps included."""
_GAP = 1.5
_STAYS = "\N{CHECK MARK}"


class StateColumns:
    """The situations of a paper by number, as columns in parts that fit a page.

    Parameters
    ----------
    figures : PaperFigures
        The situations to list.
    names : Names
        The case and the language.
    """

    def __init__(self, figures: PaperFigures, names: Names) -> None:
        self.figures = figures
        self.names = names
        engine = figures.engine
        numbers = map(Cell.whole, figures.numbers(figures.shown))
        self.number = dict(zip(figures.shown, numbers, strict=True))
        self.state = {index: engine.state(index) for index in figures.shown}
        self.decimal = (
            {index: _decimal(self.state[index]) for index in figures.shown}
            if names.case.options
            else {}
        )

    def parts(self) -> Iterator[tuple[int, ...]]:
        """Give the situations in groups that stand side by side."""
        texts = [*self.number.values(), *self.decimal.values()]
        most = max(1, int(_BREADTH / (max(map(len, texts)) + _GAP)))
        shown = self.figures.shown
        n_parts = ceil(len(shown) / most)
        size = ceil(len(shown) / n_parts)
        for start in range(0, len(shown), size):
            yield shown[start : start + size]

    def head(self, part: tuple[int, ...]) -> tuple[str, ...]:
        """Give the numbers above a part; now bears a star."""
        now = self.figures.engine.status_quo
        return tuple(self.number[s] + ("*" if s == now else "") for s in part)

    def under(
        self, part: tuple[int, ...], kind: type[Column[Any]] = Column
    ) -> tuple[Column[Any], ...]:
        """Give a column a situation of a part; for machines s1, s2, ..."""
        keys = (f"s{self.number[s]}" for s in part)
        return tuple(map(kind, keys, self.head(part)))

    def note(self) -> str:
        """Say what the numbers are, and which situations are left out."""
        names, engine = self.names, self.figures.engine
        said = [names.say("* the situation that holds now.")]
        if self.names.case.options:
            said.append(
                names.say(
                    "Situations are numbered in the order of their decimal numbers, "
                    "to which the options add 1, 2, 4, ... from the first on."
                )
            )
        if not self.figures.complete:
            said.append(
                names.count(
                    "Of {n} feasible situation only those that matter are listed: "
                    "now, those with labels, and the equilibria that stand out.",
                    "Of {n} feasible situations only those that matter are listed: "
                    "now, those with labels, and the equilibria that stand out.",
                    engine.n_feasible,
                )
            )
        return " ".join(said)


def _decimal(state: str) -> Cell:
    taken = (place for place, sign in enumerate(state) if sign == "Y")
    return Cell.whole(bits.as_set(taken))


def states_tables(columns: StateColumns) -> Iterator[Block]:
    """List the feasible situations: options as rows, situations as columns."""
    names = columns.names
    caption = names.say("Feasible situations")
    if not names.case.options:
        yield _listed_states(columns, caption)
        yield Paragraph(columns.note())
        return
    for part in columns.parts():
        rows = [
            (
                names.party(option.party),
                option.id,
                *(columns.state[s][place] for s in part),
            )
            for place, option in enumerate(names.case.options)
        ]
        rows.append((names.say("decimal"), "", *(columns.decimal[s] for s in part)))
        yield Table(
            columns=(
                Column("party", names.say("decision maker")),
                Column("option", names.say("option")),
                *columns.under(part, Number),
            ),
            rows=tuple(rows),
            caption=_continued(caption, columns, part),
        )
    yield Paragraph(columns.note())


def _listed_states(columns: StateColumns, caption: str) -> Table:
    say, names = columns.names.say, columns.names
    shown = columns.figures.shown
    heads = columns.head(shown)
    return Table(
        columns=(Number("number", say("no.")), Column("state", say("situation"))),
        rows=tuple(
            (Cell(head, columns.number[s].value), names.state(columns.state[s]))
            for s, head in zip(shown, heads, strict=True)
        ),
        caption=caption,
    )


def _continued(caption: str, columns: StateColumns, part: tuple[int, ...]) -> str:
    if part[0] == columns.figures.shown[0]:
        return caption
    return columns.names.say("{caption} (continued)", caption=caption)


def rankings_table(columns: StateColumns) -> Iterator[Block]:
    """Rank the situations for each party, best first."""
    say, engine = columns.names.say, columns.figures.engine
    rows = [
        (columns.names.party(party), _ranking(columns, position))
        for position, party in enumerate(engine.parties)
    ]
    yield Table(
        columns=(
            Column("party", say("decision maker")),
            Column("ranking", say("ranking")),
        ),
        rows=tuple(rows),
        caption=say("Rankings of the situations, best first"),
    )
    yield Paragraph(
        say("\N{SUCCEEDS}: preferred, \N{TILDE OPERATOR}: equally preferred.")
    )


def _ranking(columns: StateColumns, party: int) -> str:
    payoff = columns.figures.engine.payoff(party)

    def worth(state: int) -> int:
        return -int(payoff[state])

    ties = groupby(sorted(columns.figures.shown, key=worth), key=worth)
    tied = (
        " \N{TILDE OPERATOR} ".join(columns.number[s] for s in tie) for _, tie in ties
    )
    return " \N{SUCCEEDS} ".join(tied)


def stability_tables(columns: StateColumns) -> Iterator[Block]:
    """Mark who would stay where under each concept, and the equilibria."""
    names = columns.names
    sets = columns.figures.sets
    caption = names.say("Stability of the situations")
    for part in columns.parts():
        rows: list[tuple[str, ...]] = []
        for concept in sets.concepts:
            for position, party in enumerate(sets.engine.parties):
                stable = sets.sets[concept, position]
                marks = (_STAYS if stable[s] else "" for s in part)
                rows.append((str(concept), names.party(party), *marks))
            lasting = sets.equilibria(concept)
            marks = ("E" if lasting[s] else "" for s in part)
            rows.append((str(concept), names.say("equilibrium"), *marks))
        yield Table(
            columns=(
                Column("concept", names.say("concept")),
                Column("party", names.say("decision maker")),
                *columns.under(part),
            ),
            rows=tuple(rows),
            caption=_continued(caption, columns, part),
        )


def passages_table(columns: StateColumns) -> Iterator[Block]:
    """Show the shortest ways from now to the equilibria."""
    names, figures = columns.names, columns.figures
    say = names.say
    rows = [
        (
            columns.number[each.state],
            _way(columns, each.moves),
            _way(columns, each.improvements),
        )
        for each in figures.passages
    ]
    none = say("no other equilibrium among the situations listed")
    yield Table(
        columns=(
            Number("state", say("to")),
            Column("moves", say("by any moves")),
            Column("improvements", say("by improvements only")),
        ),
        rows=tuple(rows) or (("-", none, "-"),),
        caption=say("Shortest ways from now to the equilibria"),
    )
    said = [say("-: no way.")]
    if figures.n_ends > len(figures.passages):
        said.append(
            say(
                "The first {shown} of {n} equilibria.",
                shown=names.number(len(figures.passages)),
                n=names.number(figures.n_ends),
            )
        )
    yield Paragraph(" ".join(said))


def _way(columns: StateColumns, moves: tuple[Move, ...] | None) -> str:
    if moves is None:
        return "-"
    figures, names = columns.figures, columns.names
    parties = figures.engine.parties
    numbers = map(str, figures.numbers(move.after for move in moves))
    steps = (
        f"\N{RIGHTWARDS ARROW} {number} ({names.party(parties[move.party])})"
        for move, number in zip(moves, numbers, strict=True)
    )
    return " ".join([columns.number[figures.engine.status_quo], *steps])
