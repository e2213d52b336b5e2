"""The state graph: states in layers by fewest moves from now, and who moves where."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from markupsafe import Markup

from detente.report.document import Picture
from detente.report.figure.graph.hold import hold_words
from detente.report.figure.graph.legend import entries
from detente.report.figure.graph.node import (
    Plan,
    box_shape,
    class_name,
    layer_title,
    node_words,
    plan,
)
from detente.report.figure.graph.node_table import nodes_table
from detente.report.figure.graph.route import Curve, head, route
from detente.report.figure.graph.words import NAMED, graph_caption, graph_reading
from detente.report.figure.legend import flow
from detente.report.figure.style import (
    PAPER,
    breadth,
    caption_width,
    frame,
    label,
    party_fill,
    party_line,
)
from detente.report.figure.svg import element, join
from detente.report.naming import Names
from detente.study.graph.drawn_moves import Arc
from detente.study.graph.state_graph import DrawnNode, StateGraph, draw_states
from detente.study.stability.stable_sets import StableSets

_MARGIN, _HEADER = 24.0, 34.0


def explain_anchor(state: str) -> str:
    """Give the id under which a page may explain a state."""
    return f"explain-{state}"


def picture_of_sets(sets: StableSets, names: Names) -> Picture:
    """Draw the state graph of an answer that knows who is stable where."""
    return graph_picture(draw_states(sets), names)


def graph_picture(
    graph: StateGraph, names: Names, anchors: Mapping[str, str] | None = None
) -> Picture:
    """Draw a state graph.

    Parameters
    ----------
    graph : StateGraph
        What is drawn.
    names : Names
        The case and the language.
    anchors : mapping of str to str, or None
        By state, the id on the page around that a click leads to
        (`explain_anchor`); None draws no links.

    Returns
    -------
    Picture
        With the table of the nodes behind it.
    """
    layout = plan(graph, names)
    caption = graph_caption(graph, names)
    alt = graph_reading(graph, names)
    body, size = _body(graph, layout, names, anchors or {})
    svg = frame(caption, alt, size, body)
    return Picture(svg, caption, alt, nodes_table(graph, names))


def _body(
    graph: StateGraph, layout: Plan, names: Names, anchors: Mapping[str, str]
) -> tuple[list[Markup], tuple[float, float]]:
    marks = entries(graph, layout, names)
    titles = [layer_title(graph, layer, names) for _, layer in layout.columns]
    widest = max(caption_width(title) / 2 for title in titles)
    left = _MARGIN + max(0.0, widest - layout.boxes[0].across)
    bulge = 74 if any(_bulges(layout, arc) for arc in graph.arcs) else 10
    width = max(layout.width + left + bulge + _MARGIN, 560.0)
    inner = element(
        "g",
        join(_headers(layout, titles)),
        join(_arcs(graph, layout, names)),
        join(_nodes(graph, layout, names, anchors)),
        transform=f"translate({left:.0f} {_MARGIN + _HEADER:.0f})",
    )
    top = _MARGIN + _HEADER + layout.height + 22
    legend, bottom = flow(marks, _MARGIN, top, width - 2 * _MARGIN)
    key, bottom = _key(graph, layout, names, bottom)
    return [inner, *legend, *key], (width, bottom + _MARGIN * 0.7)


def _bulges(layout: Plan, arc: Arc) -> bool:
    last = layout.columns[-1][0]
    return layout.boxes[arc.start].x == layout.boxes[arc.end].x == last


def _headers(layout: Plan, titles: Sequence[str]) -> list[Markup]:
    return [
        label((x, -_HEADER + 8), title, anchor="middle", soft=True)
        for (x, _), title in zip(layout.columns, titles, strict=True)
    ]


def _arcs(graph: StateGraph, layout: Plan, names: Names) -> list[Markup]:
    """Draw the moves party by party, heads last."""
    curves = route(layout.boxes, [(arc.start, arc.end) for arc in graph.arcs])
    length = 9.0 if layout.named else 6.5
    parts = []
    for place, party in enumerate(graph.parties):
        own = [
            (arc, curve)
            for arc, curve in zip(graph.arcs, curves, strict=True)
            if arc.party == party
        ]
        if own:
            parts.append(_lines(place, own, length, layout))
            parts.append(_heads(place, own, length))
    titled = [_title(graph, arc, curve, names) for arc, curve in _few(graph, curves)]
    return [*parts, *titled]


def _few(graph: StateGraph, curves: list[Curve]) -> list[tuple[Arc, Curve]]:
    many = len(graph.nodes) > 30  # noqa: PLR2004 - a name for each of thousands helps nobody
    return [] if many else list(zip(graph.arcs, curves, strict=True))


def _title(graph: StateGraph, arc: Arc, curve: Curve, names: Names) -> Markup:
    """Lay an unseen broad line over a move that says who moves where."""
    start, end = (class_name(graph.nodes[node], names) for node in (arc.start, arc.end))
    mark = "↔" if arc.both_ways else "→"
    words = f"{names.party(arc.party)}: {start} {mark} {end}"
    return element(
        "path",
        element("title", words),
        d=curve.path(),
        fill="none",
        stroke="transparent",
        stroke_width=9,
    )


def _lines(
    place: int, own: list[tuple[Arc, Curve]], length: float, layout: Plan
) -> Markup:
    strong, weak = (1.9, 1.2) if layout.named else (1.1, 0.7)
    parts = []
    for better, width in ((False, weak), (True, strong)):
        data = "".join(
            _cut(arc, curve, length).path()
            for arc, curve in own
            if (arc.improvement or arc.improvement_back) is better
        )
        if data:
            broad = width * breadth(place)
            parts.append(element("path", d=data, stroke_width=broad))
    return element("g", *parts, fill="none", **party_line(place))


def _cut(arc: Arc, curve: Curve, length: float) -> Curve:
    cut = length * 0.9
    return curve.shortened(cut if arc.both_ways else 0.0, cut)


def _heads(place: int, own: list[tuple[Arc, Curve]], length: float) -> Markup:
    full: list[str] = []
    hollow: list[str] = []
    for arc, curve in own:
        data = head(curve.end, curve.arriving, length)
        (full if arc.improvement else hollow).append(data)
        if arc.both_ways:
            data = head(curve.start, curve.leaving, length)
            (full if arc.improvement_back else hollow).append(data)
    line = party_line(place) | {"stroke_dasharray": None}
    number = str(line["class_"])
    parts = []
    if hollow:
        classes = f"{number} dt-paper"
        data = "".join(hollow)
        parts.append(
            element("path", d=data, fill=PAPER, **(line | {"class_": classes}))
        )
    if full:
        parts.append(element("path", d="".join(full), **party_fill(place)))
    return element("g", *parts, stroke_width=1 if length > 8 else 0.8)  # noqa: PLR2004 - large heads


def _nodes(
    graph: StateGraph, layout: Plan, names: Names, anchors: Mapping[str, str]
) -> list[Markup]:
    return [
        _node(graph, place, layout, names, anchors) for place in range(len(graph.nodes))
    ]


def _node(
    graph: StateGraph,
    place: int,
    layout: Plan,
    names: Names,
    anchors: Mapping[str, str],
) -> Markup:
    node, box = graph.nodes[place], layout.boxes[place]
    title = element("title", node_words(graph, node, names))
    shape = box_shape(graph, node, box, layout.lines[place], layout.n_strong[place])
    known = {"class_": _classes(graph, node), "data_state": node.state}
    anchor = anchors.get(node.state)
    if anchor is not None:
        return element("a", title, shape, href=f"#{anchor}", **known)
    return element("g", title, shape, tabindex="0", role="img", **known)


def _classes(graph: StateGraph, node: DrawnNode) -> str:
    marks = ["dt-node"]
    if node.is_now:
        marks.append("dt-now")
    if graph.lead in node.equilibria:
        marks.append("dt-equilibrium")
    return " ".join(marks)


def _key(
    graph: StateGraph, layout: Plan, names: Names, top: float
) -> tuple[list[Markup], float]:
    """Name the numbered nodes that matter most, under the legend."""
    if layout.named:
        return [], top
    marked = [
        (place, node)
        for place, node in enumerate(graph.nodes, 1)
        if node.is_now or graph.lead in node.equilibria
    ][:NAMED]
    lines, y = [], top + 8
    longest = max(int((layout.width + 20) / 7.4), 40)
    for place, node in marked:
        said = f"{place}: {class_name(node, names)}"
        if names.spoken and (held := hold_words(node.hold, names)):
            said = f"{said}; {held}"
        for further, line in enumerate(wrap(said, longest)):
            y += 18
            left = _MARGIN + (18 if further else 0)
            lines.append(label((left, y - 9), line, size=12))
    return lines, y
