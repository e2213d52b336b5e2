"""The nodes of a state graph as a table."""

from detente.report.document import Cell, Table
from detente.report.figure.graph.node import shared_name
from detente.report.naming import Names
from detente.study.graph.state_graph import StateGraph

__all__ = ["nodes_table"]


def nodes_table(graph: StateGraph, names: Names) -> Table:
    """List the nodes by number."""
    words = names.words
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
    columns = [
        words.say("node"),
        words.say("state"),
        words.say("from now"),
        words.say("moves"),
        words.say("holds an equilibrium under")
        if graph.collapsed
        else words.say("equilibrium under"),
        words.say("class"),
    ]
    keys = ["node", "state", "changes", "layer", "equilibria", "class"]
    if graph.collapsed:
        columns.append(words.say("situations"))
        keys.append("size")
    return Table(
        columns=tuple(columns),
        keys=tuple(keys),
        rows=tuple(rows),
        caption=words.say(
            "The nodes; situations of one class can be reached from each other"
        ),
        numeric=frozenset({0, 3, 5, 6}),
    )
