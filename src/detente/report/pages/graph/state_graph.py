"""The state graph as a picture, with its nodes and moves as tables."""

from detente.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Fold,
    Heading,
    Number,
    Paragraph,
    Picture,
    Rows,
    Table,
)
from detente.report.figure.graph.state_graph import graph_picture
from detente.report.figure.graph.words import not_drawn
from detente.report.naming import Names
from detente.study.graph.state_graph import StateGraph


def graph_page(graph: StateGraph, names: Names) -> Document:
    """Show what is drawn, what is left out, and the picture with its tables."""
    blocks: list[Block] = [
        Heading(names.say("State graph: {title}", title=names.title()), 1),
        Paragraph(" ".join(left_out(graph, names))),
        graph_picture(graph, names),
    ]
    if graph.arcs:
        blocks.append(moves_table(graph, names))
    return tuple(blocks)


def situations_page(graph: StateGraph, picture: Picture, names: Names) -> Document:
    """Show a picture of situations to people who look at nothing else of it."""
    blocks: list[Block] = [picture]
    if graph.n_drawn < graph.n_asked:
        blocks.insert(0, Paragraph(" ".join(left_out(graph, names))))
    if graph.arcs:
        table = moves_table(graph, names)
        title = names.say("The moves, one by one")
        blocks.append(Fold(title, "moves", (table,), printed=False))
    return tuple(blocks)


def left_out(graph: StateGraph, names: Names) -> list[str]:
    """Say in sentences how much is drawn, and what is not."""
    drawn, asked = names.number(graph.n_drawn), names.number(graph.n_asked)
    if graph.n_drawn == graph.n_asked:
        said = [_all_drawn(graph, names)]
    elif names.spoken:
        said = [
            names.say(
                "{drawn} of {asked} situations are drawn: now, those that matter most "
                "of what could last, the shortest ways to them, what moves in their "
                "own interest lead to, then the nearest.",
                drawn=drawn,
                asked=asked,
            )
        ]
    else:
        said = [
            names.say(
                "{drawn} of {asked} situations are drawn: now, the equilibria that "
                "matter, the shortest ways to them, what improvements lead to, then "
                "the nearest; {left} are left out (--limit N draws more).",
                drawn=drawn,
                asked=asked,
                left=names.number(graph.n_asked - graph.n_drawn),
            )
        ]
    return [*said, *not_drawn(graph, names)]


def _all_drawn(graph: StateGraph, names: Names) -> str:
    if graph.collapsed:
        return names.say(
            "All situations asked for ({n}) are drawn, as {nodes} classes.",
            n=names.number(graph.n_drawn),
            nodes=len(graph.nodes),
        )
    return names.count(
        "{n} situation is drawn.", "{n} situations are drawn.", graph.n_drawn
    )


def moves_table(graph: StateGraph, names: Names) -> Table:
    """List the moves by the numbers of the nodes."""
    say = names.say
    yes, no = say("yes"), say("no")
    return Rows(
        graph.arcs, caption=say("The moves between the nodes, by their numbers")
    ).under(
        Number("from", say("from"), lambda arc: Cell.whole(arc.start + 1)),
        Number("to", say("to"), lambda arc: Cell.whole(arc.end + 1)),
        Column("party", say("by"), lambda arc: names.party(arc.party)),
        Column(
            "improvement", say("improves"), lambda arc: yes if arc.improvement else no
        ),
        Column(
            "both_ways",
            say("can be taken back"),
            lambda arc: yes if arc.both_ways else no,
        ),
        Column(
            "improvement_back",
            say("back improves"),
            lambda arc: (yes if arc.improvement_back else no) if arc.both_ways else "-",
        ),
    )
