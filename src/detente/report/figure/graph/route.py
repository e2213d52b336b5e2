"""How arcs run between nodes: curves, and the heads at their ends."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import TypeAlias

from detente.records import dataclass

Point: TypeAlias = tuple[float, float]

_PAD, _STRAND = 4.0, 1.6


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node is: its middle and half its size; discs are as wide as high."""

    x: float
    y: float
    across: float
    down: float
    disc: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth curve: a place, then two controls and a place for each part."""

    points: tuple[Point, ...]

    @property
    def start(self) -> Point:
        """Where it begins."""
        return self.points[0]

    @property
    def leaving(self) -> Point:
        """The control that says in which direction it begins."""
        return self.points[1]

    @property
    def arriving(self) -> Point:
        """The control that says from which direction it ends."""
        return self.points[-2]

    @property
    def end(self) -> Point:
        """Where it ends."""
        return self.points[-1]

    def path(self) -> str:
        """Write it as the data of an SVG path."""
        first, *rest = (f"{x:.1f} {y:.1f}" for x, y in self.points)
        parts = (" ".join(rest[k : k + 3]) for k in range(0, len(rest), 3))
        return f"M{first}C{' '.join(parts)}"

    def shortened(self, at_start: float, at_end: float) -> "Curve":
        """Cut off the ends, to leave room for heads."""
        start = _towards(self.start, self.leaving, at_start)
        end = _towards(self.end, self.arriving, at_end)
        return Curve((start, *self.points[1:-1], end))


def head(tip: Point, behind: Point, length: float) -> str:
    """Give the data of an arrow head at `tip` that comes from `behind`."""
    base = _towards(tip, behind, length)
    x, y = base[0] - tip[0], base[1] - tip[1]
    side = (-y * 0.45, x * 0.45)
    corners = (
        tip,
        (base[0] + side[0], base[1] + side[1]),
        (base[0] - side[0], base[1] - side[1]),
    )
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "Z"


def _towards(point: Point, other: Point, length: float) -> Point:
    x, y = other[0] - point[0], other[1] - point[1]
    far = hypot(x, y) or 1.0
    return point[0] + x / far * length, point[1] + y / far * length


def route(boxes: Sequence[Box], ends: Sequence[tuple[int, int]]) -> list[Curve]:
    """Lead arcs between boxes.

    Parameters
    ----------
    boxes : sequence of Box
        In columns: nodes of a column have the same x.
    ends : sequence of (int, int)
        Which boxes are joined.

    Returns
    -------
    list of Curve
        From the first box to the second. Arcs between columns leave at the
        sides, in the order of where they go, so that they cross little; within
        a column they run straight between neighbours and bulge past others.
    """
    beside = _neighbours(boxes)
    sides = [_sides(boxes, pair, beside) for pair in ends]
    ports = _ports(boxes, ends, sides)
    columns = _columns(boxes)
    return [
        _curve((boxes[a], boxes[b]), sides[k], _way(columns, ports, k))
        for k, (a, b) in enumerate(ends)
    ]


def _columns(boxes: Sequence[Box]) -> dict[float, list[Box]]:
    columns: dict[float, list[Box]] = defaultdict(list)
    for box in sorted(boxes, key=lambda box: (box.x, box.y)):
        columns[round(box.x)].append(box)
    return columns


def _way(
    columns: dict[float, list[Box]], ports: dict[tuple[int, int], Point], k: int
) -> list[Point]:
    """Give the ends of an arc and where it passes the columns between them."""
    start, end = ports[k, 0], ports[k, 1]
    low, high = sorted((start[0], end[0]))
    way = [start]
    between = [x for x, found in columns.items() if low < x - found[0].across]
    between = [x for x in between if x + columns[x][0].across < high]
    for x in sorted(between, reverse=start[0] > end[0]):
        share = (x - way[-1][0]) / (end[0] - way[-1][0])
        y = way[-1][1] + share * (end[1] - way[-1][1])
        free = _free(columns[x], y)
        if free != y:
            out = columns[x][0].across * (1 if end[0] > start[0] else -1)
            # A little apart, so that arcs through one gap can be told.
            free += (k % 5 - 2) * _STRAND
            way += [(x - out, free), (x + out, free)]
    return [*way, end]


def _free(column: list[Box], y: float) -> float:
    """Give the height nearest to `y` at which a column can be passed."""
    if all(abs(box.y - y) > box.down + _PAD for box in column):
        return y
    down = column[0].down
    edges = [column[0].y - down - 2 * _PAD, column[-1].y + down + 2 * _PAD]
    gaps = [(a.y + b.y) / 2 for a, b in pairwise(column)]
    return min([*edges, *gaps], key=lambda height: abs(height - y))


def _neighbours(boxes: Sequence[Box]) -> set[tuple[int, int]]:
    """Find the pairs that stand one under the other with nothing between."""
    order = sorted(range(len(boxes)), key=lambda k: (boxes[k].x, boxes[k].y))
    pairs = pairwise(order)
    return {(a, b) for a, b in pairs if abs(boxes[a].x - boxes[b].x) < 1}


def _sides(
    boxes: Sequence[Box], pair: tuple[int, int], beside: set[tuple[int, int]]
) -> tuple[str, str]:
    a, b = pair
    if abs(boxes[a].x - boxes[b].x) >= 1:
        return ("right", "left") if boxes[a].x < boxes[b].x else ("left", "right")
    if (a, b) in beside:
        return "bottom", "top"
    return ("top", "bottom") if (b, a) in beside else ("right", "right")


def _ports(
    boxes: Sequence[Box],
    ends: Sequence[tuple[int, int]],
    sides: Sequence[tuple[str, str]],
) -> dict[tuple[int, int], Point]:
    """Spread the ends of arcs over the sides of their boxes."""
    at: dict[tuple[int, str], list[tuple[float, float, int, int]]] = defaultdict(list)
    for k, (pair, two) in enumerate(zip(ends, sides, strict=True)):
        for end in (0, 1):
            other = boxes[pair[1 - end]]
            bulge = abs(boxes[pair[end]].x - other.x) < 1
            # Those that bulge leave outside those that cross to a column.
            key = (other.y, float(bulge), k, end)
            at[pair[end], two[end]].append(key)
    ports: dict[tuple[int, int], Point] = {}
    for (node, side), found in at.items():
        for place, (_, _, k, end) in enumerate(sorted(found)):
            share = (place + 0.5) / len(found) * 2 - 1
            ports[k, end] = _port(boxes[node], side, share * 0.75)
    return ports


def _port(box: Box, side: str, share: float) -> Point:
    """Give the place on a side; `share` runs from -1 to 1 along it."""
    if side in ("left", "right"):
        out = box.across * ((1 - share**2) ** 0.5 if box.disc else 1)
        return box.x + (out if side == "right" else -out), box.y + share * box.down
    out = box.down * ((1 - share**2) ** 0.5 if box.disc else 1)
    return box.x + share * box.across, box.y + (out if side == "bottom" else -out)


def _curve(boxes: tuple[Box, Box], sides: tuple[str, str], way: list[Point]) -> Curve:
    start, end = way[0], way[-1]
    if sides[0] in ("top", "bottom"):
        middle = (start[1] + end[1]) / 2
        return Curve((start, (start[0], middle), (end[0], middle), end))
    if sides[0] == sides[1]:
        bulge = 14 + 0.16 * abs(boxes[0].y - boxes[1].y)
        out = max(start[0], end[0]) + min(bulge, 70.0)
        return Curve((start, (out, start[1]), (out, end[1]), end))
    points = [start]
    for here, there in pairwise(way):
        pull = (there[0] - here[0]) * 0.42
        points += [(here[0] + pull, here[1]), (there[0] - pull, there[1]), there]
    return Curve(tuple(points))
