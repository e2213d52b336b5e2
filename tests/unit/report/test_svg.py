"""The writer of SVG, and how arcs run."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st
from markupsafe import Markup

from detente.errors import visible
from detente.report.figure.graph.route import Box, head, route
from detente.report.figure.style import frame
from detente.report.figure.svg import element, number


@given(st.text())
def test_any_text_makes_an_element_that_can_be_read(text):
    read = ET.fromstring(element("text", text, data_x=text))
    assert (read.text or "") == visible(text)


def test_names_of_attributes_have_hyphens():
    assert element("g", class_="a", stroke_width=1.25) == (
        '<g class="a" stroke-width="1.2"/>'
    )


def test_what_is_none_is_left_out():
    assert element("g", x=None) == "<g/>"


def test_markup_is_not_escaped_twice():
    assert element("g", element("b", "<")) == "<g><b>&lt;</b></g>"


@pytest.mark.parametrize(
    ("value", "written"), [(-0.04, "0"), (2, "2"), (1.25, "1.2"), (-3.5, "-3.5")]
)
def test_numbers_are_short(value, written):
    assert number(value) == written


def test_a_picture_tells_dark_from_light_without_colours_from_outside():
    svg = frame("a", "b", (10, 10), [Markup("<g/>")])
    assert "prefers-color-scheme:dark" in svg
    assert ET.fromstring(svg).get("width") == "10"


def test_pictures_on_one_page_have_ids_of_their_own():
    one, other = (frame(title, "b", (1, 1), []) for title in "ab")
    ids = [
        each.get("id")
        for svg in (one, other)
        for each in ET.fromstring(svg)
        if each.get("id")
    ]
    assert len(set(ids)) == 4


ROW = [Box(x, 0, 20, 10) for x in (0, 100, 200)]


def test_an_arc_leaves_and_lands_at_the_sides():
    (curve,) = route(ROW, [(0, 1)])
    assert (curve.start, curve.end) == ((20, 0), (80, 0))


def test_an_arc_passes_a_node_in_between():
    (curve,) = route(ROW, [(0, 2)])
    middle = [y for x, y in curve.points if 80 <= x <= 120]
    assert middle
    assert all(abs(y) > 10 for y in middle)


def test_neighbours_in_a_column_are_joined_straight():
    boxes = [Box(0, 0, 20, 10), Box(0, 60, 20, 10)]
    (curve,) = route(boxes, [(0, 1)])
    assert {x for x, _ in curve.points} == {0}
    assert (curve.start[1], curve.end[1]) == (10, 50)


def test_arcs_past_a_neighbour_bulge():
    boxes = [Box(0, y, 20, 10) for y in (0, 60, 120)]
    (curve,) = route(boxes, [(0, 2)])
    assert max(x for x, _ in curve.points) > 30


def test_arcs_from_one_side_have_places_of_their_own():
    boxes = [Box(0, 0, 20, 10), Box(100, -50, 20, 10), Box(100, 50, 20, 10)]
    up, down = route(boxes, [(0, 1), (0, 2)])
    assert up.start[1] < down.start[1]


def test_two_parties_between_the_same_nodes_do_not_hide_each_other():
    one, other = route(ROW, [(0, 1), (0, 1)])
    assert one.path() != other.path()


def test_a_head_points_at_its_tip():
    assert head((10, 0), (0, 0), 4) == "M10.0 0.0L6.0 -1.8L6.0 1.8Z"
