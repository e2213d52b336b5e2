"""Variants side by side."""

from detente.report.document import Document, Heading, Table
from detente.report.naming import Names
from detente.study.comparison import Standing

__all__ = ["comparison_page", "comparison_table"]


def comparison_page(standings: tuple[Standing, ...], names: Names) -> Document:
    """Show the figures of each variant, the case as written first."""
    return (Heading(names.title(), 1), comparison_table(standings, names))


def comparison_table(standings: tuple[Standing, ...], names: Names) -> Table:
    """Give a column a variant and a row a figure; what differs is marked."""
    words = names.words
    titles = {each.id: words.text(each.title, each.id) for each in names.case.variants}
    first = standings[0]
    rows = [
        _row(words.say("situations"), [words.number(s.n_feasible) for s in standings])
    ]
    for place, (concept, _) in enumerate(first.equilibria):
        rows.append(
            _row(
                words.say("equilibria, {concept}", concept=str(concept)),
                [words.number(s.equilibria[place][1]) for s in standings],
            )
        )
    for place, (concept, _) in enumerate(first.leaving):
        leavers = [s.leaving[place][1] for s in standings]
        rows.append(
            _row(
                words.say("would leave now, {concept}", concept=str(concept)),
                [
                    names.parties(each) if each else words.say("nobody")
                    for each in leavers
                ],
            )
        )
    rows.append(
        _row(
            words.say("reached by improvements"),
            [words.number(s.reached) for s in standings],
        )
    )
    rows.append(
        _row(
            words.say("where these come to rest"),
            ["; ".join(names.state(end) for end in s.ends) or "-" for s in standings],
        )
    )
    return Table(
        columns=(
            words.say("figure"),
            *(titles.get(s.name, s.name) or words.say("as written") for s in standings),
            words.say("differs"),
        ),
        keys=("figure", *(s.name or "as_written" for s in standings), "differs"),
        rows=tuple(rows),
        caption=words.say("Side by side"),
    )


def _row(figure: str, cells: list[str]) -> tuple[str, ...]:
    return figure, *cells, "*" if len(set(cells)) > 1 else ""
