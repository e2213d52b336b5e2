"""The state graph as a plain dictionary."""

from detente.report.figure.graph.node import plan
from detente.report.naming import Names
from detente.report.plain import Data, fields, plain
from detente.study.graph.drawn_moves import Arc
from detente.study.graph.state_graph import DrawnNode, StateGraph


def graph_data(graph: StateGraph, names: Names) -> Data:
    """Write nodes with their places in the picture, and arcs.

    Parameters
    ----------
    graph : StateGraph
        What is drawn.
    names : Names
        The language of the picture, since names take room.
    """
    boxes = plan(graph, names).boxes
    return fields(
        graph,
        "show collapsed concepts marked=lead asked=n_asked drawn=n_drawn "
        "unreachable=n_unreachable composite=n_composite nodes arcs",
        nodes=[
            _node(place, node) | {"x": round(box.x, 1), "y": round(box.y, 1)}
            for place, (node, box) in enumerate(zip(graph.nodes, boxes, strict=True), 1)
        ],
    )


def _node(place: int, node: DrawnNode) -> Data:
    told = {"node": place, "class": node.group + 1, "changes": dict(node.fixed)}
    return fields(
        node,
        "node state layer class size changes now=is_now equilibria reachable",
        **told,
    )


@plain.register
def _arc(arc: Arc) -> Data:
    ends = {"from": arc.start + 1, "to": arc.end + 1}
    named = "from to party both_ways improvement improvement_back"
    return fields(arc, named, **ends)
