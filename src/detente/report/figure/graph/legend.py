"""What the marks of a state graph mean."""

from markupsafe import Markup

from detente.report.figure.graph.hold import drawn_holds, hold_meaning
from detente.report.figure.graph.node import Plan, box_shape, rest_words
from detente.report.figure.graph.route import Box, head
from detente.report.figure.legend import Entry, Sample
from detente.report.figure.style import INK, PAPER, breadth, label, party_line
from detente.report.figure.svg import element, join
from detente.report.naming import Names
from detente.study.graph.state_graph import DrawnNode, StateGraph
from detente.study.stability.hold import Hold


def entries(graph: StateGraph, layout: Plan, names: Names) -> list[Entry]:
    """Say what the marks of a picture mean: parties first.

    Parameters
    ----------
    graph : StateGraph
        What is drawn.
    layout : Plan
        Whether nodes bear names.
    names : Names
        The case and the language.
    """
    moving = {arc.party for arc in graph.arcs}
    found = [
        Entry(_party_sample(place), names.party(party))
        for place, party in enumerate(graph.parties)
        if party in moving
    ]
    found.append(Entry(_node_sample(graph, layout, now=True), names.say("now")))
    found += _resting(graph, layout, names)
    if (
        layout.named
        and not names.spoken
        and any(node.equilibria for node in graph.nodes)
    ):
        said = rest_words(graph, names.say("these concepts"), names)
        found.append(Entry(_letter_sample, said))
    if any(not arc.both_ways for arc in graph.arcs):
        said = names.say("one-way move: one head")
        found.append(Entry(_arrow_sample(0, full=False), said))
    if any(arc.both_ways for arc in graph.arcs):
        said = names.say("move that the party can take back: two heads")
        found.append(Entry(_arrow_sample(2, full=False), said))
    if any(arc.improvement or arc.improvement_back for arc in graph.arcs):
        said = names.say("full head: the mover gains that way")
        found.append(Entry(_arrow_sample(1, full=True), said))
    return found


def _resting(graph: StateGraph, layout: Plan, names: Names) -> list[Entry]:
    """Say what marks the situations that nobody would leave."""
    if names.spoken:
        return [
            Entry(_node_sample(graph, layout, hold=each), hold_meaning(each, names))
            for each in drawn_holds(graph)
        ]
    if not any(graph.lead in node.equilibria for node in graph.nodes):
        return []
    said = rest_words(graph, str(graph.lead), names)
    return [Entry(_node_sample(graph, layout), said)]


def _party_sample(place: int) -> Sample:
    def draw(at: tuple[float, float]) -> Markup:
        x, y = at
        width = 2 * breadth(place)
        return element(
            "path",
            d=f"M{x - 18:.0f} {y:.0f}h36",
            stroke_width=width,
            **party_line(place),
        )

    return draw


def _node_sample(
    graph: StateGraph, layout: Plan, *, now: bool = False, hold: Hold | None = None
) -> Sample:
    concepts = () if now else (graph.lead,)
    node = DrawnNode("", 0, 0, 1, (), now, concepts, reachable=True, hold=hold)
    across, disc = (15, False) if layout.named else (9, True)

    def draw(at: tuple[float, float]) -> Markup:
        return box_shape(graph, node, Box(*at, across, 9, disc=disc), ("",), 0)

    return draw


def _letter_sample(at: tuple[float, float]) -> Markup:
    return label(at, "E:", anchor="middle", weight="600")


def _arrow_sample(heads: int, *, full: bool) -> Sample:
    def draw(at: tuple[float, float]) -> Markup:
        x, y = at
        start, end = (x - 18, y), (x + 18, y)
        marks = head(end, start, 9)
        if heads > 1:
            marks += head(start, end, 9)
        line = element(
            "path", d=f"M{x - 12:.0f} {y:.0f}h24", stroke=INK, class_="dt-ink-s"
        )
        ground = INK if full else PAPER
        classes = f"dt-ink-s dt-{'ink' if full else 'paper'}"
        tips = element("path", d=marks, fill=ground, stroke=INK, class_=classes)
        return join([line, tips])

    return draw
