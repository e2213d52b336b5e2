"""How the dispute can move from where it stands."""

from detente.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.study.stability.evolution import Evolution, Reach, Route, Stop


def evolution_page(evolution: Evolution, names: Names, target: str = "") -> Document:
    """Show what can be reached, in how many moves, by whom.

    Parameters
    ----------
    evolution : Evolution
        What was found.
    names : Names
        The case and the language.
    target : str
        The target as the user wrote it; "" where none was asked for.
    """
    start = names.state(evolution.start)
    blocks: list[Block] = [
        Heading(names.title(), 1),
        Paragraph(names.say("Starting from: {state}", state=start)),
        *reach_blocks(evolution, names),
    ]
    if evolution.n_targets is not None:
        blocks += route_blocks(evolution, names, target)
    return tuple(blocks)


def reach_blocks(evolution: Evolution, names: Names) -> list[Block]:
    """Count what is reached by any moves and by improvements."""
    rows = [
        _reach_row(names.say("any moves"), evolution.any_moves, names),
        _reach_row(names.say("improvements only"), evolution.improvements, names),
    ]
    concepts = [str(concept) for concept, _, _ in evolution.any_moves.equilibria]
    table = Table(
        columns=(
            Column("by", names.say("by which moves")),
            Number("states", names.say("situations")),
            Number("moves", names.say("moves at most")),
            *(
                Number(f"{name}_equilibria", names.say("E ({concept})", concept=name))
                for name in concepts
            ),
        ),
        rows=tuple(rows),
        caption=names.say(
            "What can be reached (the start included), and the equilibria (E) among it"
        ),
    )
    return [table, *_ends(evolution, names)]


def _reach_row(kind: str, reach: Reach, names: Names) -> tuple[str, ...]:
    number = names.number
    equilibria = [number(count) for _, _, count in reach.equilibria]
    return kind, number(reach.count), Cell.whole(len(reach.by_steps) - 1), *equilibria


def _ends(evolution: Evolution, names: Names) -> list[Block]:
    reach = evolution.improvements
    if reach.count == 1:
        said = names.say(
            "Nobody has an improvement there: left to itself, nothing moves."
        )
        return [Paragraph(said)]
    if not reach.ends:
        said = names.say(
            "Improvements never come to rest: somebody can always improve further."
        )
        return [Paragraph(said)]
    said = names.say("Improvements come to rest at:")
    ends = [names.state(state) for state in reach.ends]
    return [Paragraph(said), Listing(names.with_rest(ends, reach.n_ends))]


def route_blocks(evolution: Evolution, names: Names, target: str) -> list[Block]:
    """Show the shortest ways to the target, and who would rather wait."""
    blocks: list[Block] = [Heading(names.say("The way to {target}", target=target))]
    if not evolution.n_targets:
        said = names.say("No feasible situation satisfies it.")
        return [*blocks, Paragraph(said)]
    improving, route = evolution.improving_route, evolution.route
    if improving is not None:
        said = names.say("By improvements only (it starts by itself):")
        return [*blocks, Paragraph(said), *_route(improving, names)]
    said = names.say("By improvements only: no way.")
    if route is None:
        said += " " + names.say(
            "By any moves: no way either; a step on the way cannot be taken or undone."
        )
        return [*blocks, Paragraph(said)]
    said += " " + names.say("By any moves, the shortest:")
    return [*blocks, Paragraph(said), *_route(route, names)]


def _route(route: Route, names: Names) -> list[Block]:
    say = names.say
    if not route.steps:
        return [Paragraph(say("Already there."))]
    rows = []
    for place, step in enumerate(route.steps, 1):
        gains = names.yes(step.improvement)
        rows.append(
            (
                Cell.whole(place),
                names.party(step.party),
                names.state(step.after),
                gains,
                _others(route.stops[place - 1], step.party, names),
            )
        )
    table = Table(
        columns=(
            Number("move", say("move")),
            Column("party", say("by")),
            Column("to", say("to")),
            Column("improvement", say("improves")),
            Column("others_leaving", say("others who would rather move first")),
        ),
        rows=tuple(rows),
        caption=say("Move by move"),
    )
    end = route.stops[-1]
    if end.leaving:
        said = say(
            "It does not hold there: {parties} would move on.",
            parties=names.parties(end.leaving),
        )
    else:
        said = say("It holds there: nobody would move on.")
    return [table, Paragraph(said)]


def _others(stop: Stop, mover: str, names: Names) -> str:
    others = tuple(party for party in stop.leaving if party != mover)
    return names.parties(others) if others else "-"
