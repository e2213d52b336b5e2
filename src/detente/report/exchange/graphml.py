"""The state graph of a case as GraphML."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

import numpy as np

from detente.engine import Engine
from detente.errors import Message, TooLargeError, visible
from detente.report.naming import Names

MOST_NODES = 20_000
MOST_EDGES = 500_000
_SPACE = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(engine: Engine, names: Names) -> str:
    """Write states as nodes and moves as edges.

    Parameters
    ----------
    engine : Engine
        The case, opened.
    names : Names
        The case and the language.

    Returns
    -------
    str
        XML. Nodes: `state`, `number` (from 1, in decimal order), `name`, `now`,
        `payoff_PARTY` (ordinal, from 1 for the worst). Edges: `party`,
        `improvement`.

    Raises
    ------
    TooLargeError
        Where there are too many states or moves, told before any is written.
    """
    if engine.n_feasible > MOST_NODES:
        raise _too_large(
            Message(
                "the graph has {count} states (at most {most})",
                count=engine.n_feasible,
                most=MOST_NODES,
            )
        )
    states = [int(s) for s in np.flatnonzero(engine.feasible)]
    moves = _moves(engine, states)
    root = Element("graphml", xmlns=_SPACE)
    _declare(root, engine)
    graph = SubElement(root, "graph", id="G", edgedefault="directed")
    SubElement(graph, "data", key="title").text = visible(names.title())
    ranks = [_ranks(engine, party) for party in range(len(engine.parties))]
    for number, state in enumerate(states, 1):
        node = SubElement(graph, "node", id=f"s{number}")
        spelled = engine.state(state)
        values = {
            "state": spelled,
            "number": str(number),
            "name": names.state(spelled),
            "now": _truth(value=state == engine.status_quo),
        }
        values |= {
            f"payoff_{party}": str(rank[state])
            for party, rank in zip(engine.parties, ranks, strict=True)
        }
        _fill(node, values)
    _connect(graph, engine, moves, states)
    indent(root, " ")
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _moves(engine: Engine, states: list[int]) -> list[tuple[int, int, int]]:
    """List the moves as party, start and end."""
    found: list[tuple[int, int, int]] = []
    for party in range(len(engine.parties)):
        for start in states:
            found += [(party, start, int(end)) for end in engine.moves(party, start)]
            if len(found) > MOST_EDGES:
                raise _too_large(
                    Message("the graph has more than {most} moves", most=MOST_EDGES)
                )
    return found


def _too_large(message: Message) -> TooLargeError:
    return TooLargeError(message, Message("settle some options, or add constraints"))


def _declare(root: Element, engine: Engine) -> None:
    kinds = [
        ("title", "graph", "string"),
        ("state", "node", "string"),
        ("number", "node", "int"),
        ("name", "node", "string"),
        ("now", "node", "boolean"),
        *((f"payoff_{party}", "node", "int") for party in engine.parties),
        ("party", "edge", "string"),
        ("improvement", "edge", "boolean"),
    ]
    for name, of, kind in kinds:
        values = {"id": name, "for": of, "attr.name": name, "attr.type": kind}
        SubElement(root, "key", values)


def _connect(
    graph: Element, engine: Engine, moves: list[tuple[int, int, int]], states: list[int]
) -> None:
    ids = {state: f"s{place}" for place, state in enumerate(states, 1)}
    payoffs = [engine.payoff(party) for party in range(len(engine.parties))]
    for count, (party, start, end) in enumerate(moves, 1):
        ends = {"source": ids[start], "target": ids[end]}
        edge = SubElement(graph, "edge", {"id": f"m{count}", **ends})
        better = _truth(value=bool(payoffs[party][end] > payoffs[party][start]))
        _fill(edge, {"party": engine.parties[party], "improvement": better})


def _fill(element: Element, values: dict[str, str]) -> None:
    for key, text in values.items():
        SubElement(element, "data", key=key).text = visible(text)


def _ranks(engine: Engine, party: int) -> dict[int, int]:
    feasible = np.flatnonzero(engine.feasible)
    _, places = np.unique(engine.payoff(party)[feasible], return_inverse=True)
    return {int(s): int(place) + 1 for s, place in zip(feasible, places, strict=True)}


def _truth(*, value: bool) -> str:
    return "true" if value else "false"
