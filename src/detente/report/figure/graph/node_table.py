"""The nodes of a state graph as a table."""

from detente.report.document import Cell, Column, Number, Rows, Table
from detente.report.figure.graph.hold import hold_answer
from detente.report.figure.graph.node import shared_name
from detente.report.naming import Names
from detente.study.graph.state_graph import DrawnNode, StateGraph


def nodes_table(graph: StateGraph, names: Names) -> Table:
    """List the nodes by number."""
    if names.spoken:
        return _spoken(graph, names)
    say = names.say
    rows: list[tuple[str, ...]] = []
    for place, node in enumerate(graph.nodes, 1):
        rows.append(
            (
                Cell.whole(place),
                node.state,
                shared_name(node, names),
                "-" if node.layer is None else Cell.whole(node.layer),
                " ".join(node.equilibria) or "-",
                Cell.whole(node.group + 1),
                *([Cell.whole(node.size)] if graph.collapsed else []),
            )
        )
    held = say("equilibrium under")
    if graph.collapsed:
        held = say("holds an equilibrium under")
    return Table(
        columns=(
            Number("node", say("node")),
            Column("state", say("state")),
            Column("changes", say("from now")),
            Number("layer", say("moves")),
            Column("equilibria", held),
            Number("class", say("class")),
            *([Number("size", say("situations"))] if graph.collapsed else []),
        ),
        rows=tuple(rows),
        caption=say(
            "The nodes; situations of one class can be reached from each other"
        ),
    )


def _spoken(graph: StateGraph, names: Names) -> Table:
    """List the situations by what differs from now, and whether they would last."""
    say = names.say
    numbers = {node.state: place for place, node in enumerate(graph.nodes, 1)}

    def moves(node: DrawnNode) -> str:
        return "-" if node.layer is None else Cell.whole(node.layer)

    def lasts(node: DrawnNode) -> str:
        return hold_answer(node, names)

    return Rows(graph.nodes, caption=say("The situations in words")).under(
        Number("node", say("number"), lambda node: Cell.whole(numbers[node.state])),
        Column("state", say("situation"), lambda node: shared_name(node, names)),
        Number("layer", say("moves"), moves),
        Column("lasts", say("will it last?"), lasts),
    )
