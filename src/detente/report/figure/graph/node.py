"""The nodes of a state graph: what is written on them, how large they are."""

import numpy as np
from markupsafe import Markup

from detente.records import dataclass
from detente.report.figure.graph.hold import hold_words, mark_of
from detente.report.figure.graph.layout import Spacing, arrange
from detente.report.figure.graph.route import Box
from detente.report.figure.style import INK, PAPER, TINT, caption_width, label
from detente.report.figure.svg import element, join
from detente.report.naming import Names
from detente.study.graph.state_graph import DrawnNode, StateGraph

NAMED_UP_TO = 30
"""With more nodes than this, they bear numbers."""

_LINES, _TOLD = 4, 3
_SPOKEN = 9
"""Lines of a node that bears the names of options, not their ids."""
_LETTERS = (24, 17)
_BROADEST, _NUMBERED = 1200.0, 900.0
"""What is broader cannot be read once it is fitted to a page."""
_DISC = 14.0
_LINE = 16.0


@dataclass(frozen=True)
class Plan:
    """Where the nodes of a picture stand.

    Attributes
    ----------
    boxes : tuple of Box
        One a node.
    lines : tuple of tuple of str
        What is written on each.
    n_strong : tuple of int
        How many of the lines name the node; the rest describes it.
    columns : tuple of (float, int or None)
        The middle of each layer's columns and the layer.
    named : bool
        Whether the nodes bear names, not numbers.
    """

    boxes: tuple[Box, ...]
    lines: tuple[tuple[str, ...], ...]
    n_strong: tuple[int, ...]
    columns: tuple[tuple[float, int | None], ...]
    named: bool

    @property
    def width(self) -> float:
        """How far the nodes reach to the right."""
        return max(box.x + box.across for box in self.boxes)

    @property
    def height(self) -> float:
        """How far the nodes reach down."""
        return max(box.y + box.down for box in self.boxes)


def plan(graph: StateGraph, names: Names) -> Plan:
    """Place the nodes of a state graph.

    Parameters
    ----------
    graph : StateGraph
        What is drawn.
    names : Names
        The case and the language: names take room.

    Returns
    -------
    Plan
        With x from 0 at the left edge of the first column.
    """
    if len(graph.nodes) <= NAMED_UP_TO:
        for letters in _LETTERS:
            found = _named(graph, names, letters)
            if found is not None and found.width <= _BROADEST:
                return found
    return _numbered(graph)


def _named(graph: StateGraph, names: Names, letters: int) -> Plan | None:
    """Place nodes that bear names, so many letters a line; None if too many lines."""
    written = [_written(graph, node, names, letters) for node in graph.nodes]
    lines = tuple(text for text, _ in written)
    if max(map(len, lines)) > (_SPOKEN if names.spoken else _LINES + 1):
        return None
    across, down = _size(lines)
    spacing = Spacing(2 * across + _gap(graph), 2 * down + 22, NAMED_UP_TO)
    boxes = _boxes(graph, spacing, across, down, disc=False)
    strong = tuple(count for _, count in written)
    return Plan(boxes, lines, strong, _columns(graph, boxes), named=True)


def _numbered(graph: StateGraph) -> Plan:
    count = len(graph.nodes)
    fold = max(14, round((2.2 * count) ** 0.5))
    n_steps = max(len(set(_layers(graph))) - 1, 1)
    across = min(150.0, max(70.0, _NUMBERED / n_steps))
    boxes = _boxes(graph, Spacing(across, 46, fold, 52), _DISC, _DISC, disc=True)
    lines = tuple((str(place),) for place in range(1, count + 1))
    return Plan(boxes, lines, (1,) * count, _columns(graph, boxes), named=False)


def _boxes(
    graph: StateGraph, spacing: Spacing, across: float, down: float, *, disc: bool
) -> tuple[Box, ...]:
    arcs = np.array([(arc.start, arc.end) for arc in graph.arcs], np.int64)
    layers = np.array(_layers(graph), np.int64)
    places = arrange(layers, arcs.reshape(-1, 2), spacing)
    return tuple(
        Box(float(x) + across, float(y) + down, across, down, disc=disc)
        for x, y in places
    )


def _layers(graph: StateGraph) -> list[int]:
    """Give the column of each node; what nothing leads to stands in a last one."""
    last = max(node.layer for node in graph.nodes if node.layer is not None) + 1
    return [last if node.layer is None else node.layer for node in graph.nodes]


def _columns(
    graph: StateGraph, boxes: tuple[Box, ...]
) -> tuple[tuple[float, int | None], ...]:
    spans: dict[int | None, list[float]] = {}
    for node, box in zip(graph.nodes, boxes, strict=True):
        spans.setdefault(node.layer, []).append(box.x)
    middles = [((min(x) + max(x)) / 2, layer) for layer, x in spans.items()]
    return tuple(sorted(middles, key=lambda pair: pair[0]))


def _gap(graph: StateGraph) -> float:
    """Give the room between columns: more for many arcs."""
    return 64 + min(60.0, 1.2 * len(graph.arcs))


def _size(lines: tuple[tuple[str, ...], ...]) -> tuple[float, float]:
    widest = max(caption_width(line) for text in lines for line in text)
    return widest / 2 * 1.06 + 11, max(map(len, lines)) * _LINE / 2 + 6


def _written(
    graph: StateGraph, node: DrawnNode, names: Names, letters: int
) -> tuple[tuple[str, ...], int]:
    """Give the lines on a node, and how many of them name it."""
    if names.case.options and names.spoken:
        lines = _told(node, names, letters)
        strong = len(lines)
    elif names.case.options:
        marks = [("+" if taken else "-") + option for option, taken in node.fixed]
        lines = _wrapped(marks or [names.say("now")], letters)
        strong = len(lines)
        lines += [f"[{name}]" for name in _labels(names, node)]
    else:
        strong = 1
        _, _, name = names.state(node.state).partition(" (")
        told = _wrapped(name.removesuffix(")").split(), letters)
        if len(told) > _TOLD:
            told = [*told[: _TOLD - 1], f"{told[_TOLD - 1]}…"]
        lines = [node.state, *told]
    if graph.collapsed and node.size > 1:
        lines.append(names.count("{n} situation", "{n} situations", node.size))
    if names.spoken:
        lines += _wrapped(hold_words(node.hold, names).split(), letters)
    elif node.equilibria:
        lines.append(_judged(graph, node, names))
    return tuple(lines), strong


def _told(node: DrawnNode, names: Names, letters: int) -> list[str]:
    """Name what differs from now, each option on lines of its own."""
    lines = []
    for option, taken in node.fixed:
        sign = "+" if taken else "\N{MINUS SIGN}"
        lines += _wrapped([sign, *names.option(option).split()], letters)
    return lines or [names.say("now")]


def _labels(names: Names, node: DrawnNode) -> list[str]:
    labels = names.case.labels if node.size == 1 else ()
    return [name for name, labelled in labels if labelled == node.state]


def _judged(graph: StateGraph, node: DrawnNode, names: Names) -> str:
    if node.equilibria == graph.concepts and len(graph.concepts) > 1:
        return names.say("E: all")
    return "E: " + " ".join(node.equilibria)


def _wrapped(words: list[str], letters: int) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def layer_title(graph: StateGraph, layer: int | None, names: Names) -> str:
    """Name a layer: now, so many moves from now, or not reached."""
    if layer is None:
        return names.say("not reached")
    if layer == 0:
        return names.say("now")
    if graph.show == "improvements":
        return names.count("{n} improvement", "{n} improvements", layer)
    return names.count("{n} move", "{n} moves", layer)


def node_words(graph: StateGraph, node: DrawnNode, names: Names) -> str:
    """Say in one sentence which state a node is, and what is known of it."""
    parts = [class_name(node, names)]
    if node.size == 1 and not names.spoken:
        parts.append(names.in_words(node.state))
    parts.append(layer_title(graph, node.layer, names))
    if names.spoken:
        parts.append(hold_words(node.hold, names))
    elif node.equilibria:
        parts.append(rest_words(graph, ", ".join(node.equilibria), names))
    return "; ".join(dict.fromkeys(filter(None, parts)))


def rest_words(graph: StateGraph, concepts: str, names: Names) -> str:
    """Say that a node is an equilibrium, or a class holds one."""
    if graph.collapsed:
        return names.say("holds an equilibrium under {concepts}", concepts=concepts)
    return names.say("equilibrium under {concepts}", concepts=concepts)


def class_name(node: DrawnNode, names: Names) -> str:
    """Name a node: the state, or what a class shares and how large it is."""
    if node.size == 1:
        return shared_name(node, names)
    size = names.count("{n} situation", "{n} situations", node.size)
    return f"{shared_name(node, names)} ({size})"


def shared_name(node: DrawnNode, names: Names) -> str:
    """Name a state, or what all states of a class share."""
    if node.size == 1 or not names.case.options:
        return names.state(node.state)
    marks = [("+" if taken else "-") + option for option, taken in node.fixed]
    return " ".join([names.say("now"), *marks])


def box_shape(
    graph: StateGraph, node: DrawnNode, box: Box, lines: tuple[str, ...], strong: int
) -> Markup:
    """Draw a node: now dark, with a second line what nobody would leave.

    The first `strong` of its lines name it.
    """
    mark = mark_of(graph, node)
    ground = "ink" if node.is_now else "tint" if mark and mark.tinted else "paper"
    parts = [_outline(box, 0, ground, width=1.3)]
    if mark:
        parts.append(
            _outline(box, 3.5, None, width=1.1, light=node.is_now, dash=mark.dash)
        )
    size = 13.0 if not box.disc else 10.5 if len(lines[0]) > 2 else 11.5  # noqa: PLR2004 - digits
    top = box.y - (len(lines) - 1) * _LINE / 2
    for place, line in enumerate(lines):
        at = (box.x, top + place * _LINE)
        bold = place < strong and (node.is_now or not box.disc)
        parts.append(_line(line, at, size, node, bold=bold))
    return join(parts)


def _line(
    words: str, at: tuple[float, float], size: float, node: DrawnNode, *, bold: bool
) -> Markup:
    if not node.is_now:
        weight = "600" if bold else None
        return label(at, words, size=size, anchor="middle", weight=weight)
    return element(
        "text",
        words,
        x=at[0],
        y=at[1] + size * 0.35,
        fill=PAPER,
        class_="dt-paper",
        font_size=size,
        font_weight="700" if bold else None,
        text_anchor="middle",
    )


def _outline(
    box: Box,
    inside: float,
    fill: str | None,
    *,
    width: float,
    light: bool = False,
    dash: str | None = None,
) -> Markup:
    grounds = {"paper": PAPER, "tint": TINT, "ink": INK}
    line = PAPER if light else INK
    classes = "dt-paper-s" if light else "dt-ink-s"
    return element(
        "rect",
        x=box.x - box.across + inside,
        y=box.y - box.down + inside,
        width=2 * (box.across - inside),
        height=2 * (box.down - inside),
        rx=box.across - inside if box.disc else 7 - inside / 2,
        fill="none" if fill is None else grounds[fill],
        stroke=line,
        stroke_width=width,
        stroke_dasharray=dash,
        class_=classes if fill is None else f"{classes} dt-{fill}",
    )
