"""Whatever a picture shows, it keeps its words apart, inside, and readable."""

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

import detente as dt
from detente.analysis.overview import kept_history, report
from detente.report.figure.exposure import exposure_picture
from detente.report.figure.slack import slack_picture
from detente.report.figure.style import INK, LINE, PAPER, SOFT, caption_width
from detente.report.naming import Names
from detente.report.words import words_of
from tests.pictures import drawn
from tests.unit.report.test_pictures_tell_numbers import DEAL

CLASSES = {INK: "dt-ink", LINE: "dt-line", PAPER: "dt-paper", SOFT: "dt-soft"}
"""By colour, the class by which it follows the reader's dark mode."""


@dataclass(frozen=True)
class Placed:
    """An element, how far the groups around it move it, and the size of its type."""

    element: ET.Element
    across: float
    down: float
    size: float

    def numbers(self, *keys):
        return [float(self.element.get(key, 0)) for key in keys]


def placed(element, across=0.0, down=0.0, size=13.0):
    """Give the elements that stand upright, with the moves of their groups."""
    turn = element.get("transform", "")
    moved = re.fullmatch(r"translate\((-?[\d.]+) (-?[\d.]+)\)", turn)
    if moved:
        across, down = across + float(moved[1]), down + float(moved[2])
    elif turn:
        return
    size = float(element.get("font-size", size))
    yield Placed(element, across, down, size)
    for child in element:
        yield from placed(child, across, down, size)


def named(svg, *names):
    return [each for each in placed(svg.root) if each.element.tag.endswith(names)]


def words_box(each):
    """Give left, top, right and bottom of what is written."""
    x, y = each.numbers("x", "y")
    size = each.size
    wide = caption_width(each.element.text or "", size)
    anchor = each.element.get("text-anchor", "start")
    left = x + each.across - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
    base = y + each.down
    return left, base - 0.75 * size, left + wide, base + 0.2 * size


def line_box(each):
    x1, y1, x2, y2 = each.numbers("x1", "y1", "x2", "y2")
    return (
        min(x1, x2) + each.across,
        min(y1, y2) + each.down,
        max(x1, x2) + each.across,
        max(y1, y2) + each.down,
    )


def rect_box(each):
    x, y, wide, high = each.numbers("x", "y", "width", "height")
    x, y = x + each.across, y + each.down
    return x, y, x + wide, y + high


@pytest.fixture(scope="module")
def pictures():
    """Every picture of a report in both languages, and those that it leaves out."""
    html = report(DEAL, full=True)
    svgs = re.findall(r"<svg .*?</svg>", html, re.DOTALL)
    case = dt.load(DEAL)
    checks = dt.list_road_maps(case).checks
    for language in ("en", "ru"):
        names = Names(case, words_of(language))
        found = [slack_picture(check, names) for check in checks]
        found += [
            exposure_picture(plan, exposures, names)
            for plan, exposures in dt.exposure(case).exposures
        ]
        svgs += [picture.svg for picture in found if picture]
    for name in ("elmira", "korea-2017"):
        result = dt.state_graph(name)
        names = Names(result.case, words_of("ru"))
        svgs += [picture.svg for picture in result.pictures(names)]
        svgs += [each.svg for each in kept_history().pictures("ru")]
    return [drawn(svg) for svg in svgs]


def size(svg):
    return float(svg.root.get("width")), float(svg.root.get("height"))


def test_there_are_pictures_of_many_kinds(pictures):
    assert len({svg.titles[0] for svg in pictures}) > 15


def test_nothing_is_written_or_drawn_beyond_the_frame(pictures):
    for svg in pictures:
        wide, high = size(svg)
        boxes = [
            *map(words_box, named(svg, "}text", "}tspan")),
            *map(line_box, named(svg, "}line")),
            *map(rect_box, named(svg, "}rect")),
        ]
        for left, top, right, bottom in boxes:
            assert left >= -1, svg.titles[0]
            assert top >= -1, svg.titles[0]
            assert right <= wide + 1, svg.titles[0]
            assert bottom <= high + 1, svg.titles[0]


def test_nothing_is_written_over_anything_else(pictures):
    for svg in pictures:
        boxes = [
            words_box(each) for each in named(svg, "}text") if each.element.get("x")
        ]
        for one, other in combinations(boxes, 2):
            apart = (
                one[0] >= other[2] - 1
                or other[0] >= one[2] - 1
                or one[1] >= other[3] - 1
                or other[1] >= one[3] - 1
            )
            assert apart, (svg.titles[0], one, other)


def test_every_line_has_a_length(pictures):
    for svg in pictures:
        for each in named(svg, "}line"):
            left, top, right, bottom = line_box(each)
            assert (right - left) + (bottom - top) > 0.5, svg.titles[0]


def test_what_has_a_tone_keeps_it_in_the_dark(pictures):
    for svg in pictures:
        for each in svg.root.iter():
            if each is svg.root:
                continue
            marks = each.get("class", "").split()
            for key, ending in (("fill", ""), ("stroke", "-s")):
                wanted = CLASSES.get(each.get(key, ""))
                if wanted:
                    assert f"{wanted}{ending}" in marks, svg.titles[0]
