"""The nodes of a state graph as a table."""

from detente.report.document import Cell, Column, Number, Table
from detente.report.figure.graph.node import shared_name
from detente.report.naming import Names
from detente.study.graph.state_graph import StateGraph


def nodes_table(graph: StateGraph, names: Names) -> Table:
    """List the nodes by number."""
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
