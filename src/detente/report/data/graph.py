"""The state graph as a plain dictionary."""

from detente.report.figure.graph.node import plan
from detente.report.naming import Names
from detente.study.graph.state_graph import StateGraph

__all__ = ["graph_data"]


def graph_data(graph: StateGraph, names: Names) -> dict[str, object]:
    """Write nodes with their places in the picture, and arcs.

    Parameters
    ----------
    graph : StateGraph
        What is drawn.
    names : Names
        The language of the picture, since names take room.
    """
    boxes = plan(graph, names).boxes
    return {
        "show": str(graph.show),
        "collapsed": graph.collapsed,
        "concepts": [str(concept) for concept in graph.concepts],
        "marked": str(graph.lead),
        "asked": graph.n_asked,
        "drawn": graph.n_drawn,
        "unreachable": graph.n_unreachable,
        "composite": graph.n_composite,
        "nodes": [
            {
                "node": place,
                "state": node.state,
                "layer": node.layer,
                "class": node.group + 1,
                "size": node.size,
                "changes": dict(node.fixed),
                "now": node.is_now,
                "equilibria": [str(concept) for concept in node.equilibria],
                "reachable": node.reachable,
                "x": round(box.x, 1),
                "y": round(box.y, 1),
            }
            for place, (node, box) in enumerate(zip(graph.nodes, boxes, strict=True), 1)
        ],
        "arcs": [
            {
                "from": arc.start + 1,
                "to": arc.end + 1,
                "party": arc.party,
                "both_ways": arc.both_ways,
                "improvement": arc.improvement,
                "improvement_back": arc.improvement_back,
            }
            for arc in graph.arcs
        ],
    }
