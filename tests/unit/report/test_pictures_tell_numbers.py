"""In every picture the places are those of the numbers behind it."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

import detente as dt
from detente.report.figure.exposure import exposure_picture
from detente.report.figure.grid import Axis, grid_picture
from detente.report.figure.road_maps import road_maps_picture
from detente.report.figure.slack import slack_picture
from detente.report.figure.style import colour
from detente.report.figure.timeline import timeline_picture
from detente.report.naming import Names
from detente.report.words import words_of
from tests.columns_words import in_days
from tests.pictures import NAMESPACE, at, drawn, number, scale

DEAL = """
detente: 1
title: Three farms
as_of: 2021-03-04
parties:
  upper: {name: Upper, options: {x: {undo: never}, v: {}}}
  lower: {name: Lower, options: {y: {undo: 1 month}}}
  third: {name: Third, options: {z: {undo: never}}}
preferences:
  upper: {weights: {y: 3, x: -1, v: -0.5, z: 0.25}}
  lower: {weights: {x: 3, y: -1, v: 2}}
  third: {weights: {x: 1, y: 0.5, z: -2}}
patience: 0.9
roadmaps:
  both: {name: Both at once, stages: [[x, y]]}
  first: {name: Upper first, stages: [[x], [y], [z, v]]}
  last: {name: Third first, stages: [[z], [v], [y], [x]]}
events:
  - {date: 2020-01-01, kind: meeting, parties: [upper, third], title: At the well}
  - {date: 2020-02-01, kind: deed, parties: [lower], option: y, value: no}
  - {date: 2020-02-02, kind: statement, parties: [third]}
  - {date: 2020-12-02, kind: deed, parties: [upper], option: x, value: no}
  - {date: 2021-05-01, kind: statement, parties: [lower]}
"""
PLANS = ("both", "first", "last")


@pytest.fixture(scope="module")
def case():
    return dt.load(DEAL)


@pytest.fixture(scope="module")
def names(case):
    return Names(case, words_of("en"))


@pytest.fixture(scope="module")
def checks(case):
    return {check.road_map: check for check in dt.list_road_maps(case).checks}


def there(picture):
    """Parse a picture that is not left out."""
    assert picture is not None
    return drawn(picture.svg)


def marks_of_heights(svg):
    """Give (height, value) of the marks of a vertical axis: a rule and a figure."""
    marks = []
    for group in svg.all("g"):
        for line, text in pairwise(group):
            if (line.tag, text.tag) == (f"{NAMESPACE}line", f"{NAMESPACE}text"):
                value = number(text.text)
                assert line.get("y1") == line.get("y2")
                assert at(text)[1] == pytest.approx(float(line.get("y1")), abs=0.11)
                marks.append((float(line.get("y1")), value))
    return marks


def legend(svg, names):
    """Give the colour beside the name of each party, the last one written."""
    found = {}
    for party in names.case.parties:
        *_, text = [e for e in svg.all("text") if e.text == names.party(party.id)]
        x, y = at(text)
        near = [
            each.get("stroke") or each.get("fill")
            for each in svg.all("path") + svg.all("g")
            if _near(each, (x - 26, y))
        ]
        found[party.id] = set(near)
    return found


def _near(each, place):
    """Whether a line begins, or the shapes of a group stand, at a sample's place."""
    if each.tag == f"{NAMESPACE}path":
        begun = re.match(r"M([\d.-]+) ([\d.-]+)h", each.get("d", ""))
        spot = (float(begun[1]) + 18, float(begun[2])) if begun else None
    else:
        shapes = [e for e in each if e.tag.endswith(("circle", "polygon"))]
        spot = at(shapes[0]) if len(shapes) == 1 else None
    if spot is None:
        return False
    return abs(spot[0] - place[0]) < 3 and abs(spot[1] - place[1]) < 3


# Exposure.


@pytest.mark.parametrize("plan", PLANS)
def test_curves_of_exposure_have_the_heights_of_their_numbers(case, names, plan):
    _, exposures = dt.exposure(case, plan).exposures[0]
    svg = there(exposure_picture(plan, exposures, names))
    marks = marks_of_heights(svg)
    value_at = scale(marks)
    # What is more stands higher.
    assert min(marks)[1] > max(marks)[1]
    curves = [each for each in svg.all("path") if "H" in each.get("d", "")]
    places = [party.id for party in case.parties]
    for curve, each in zip(curves, exposures, strict=True):
        steps = re.findall(r"[ML]([\d.]+) ([\d.]+)H([\d.]+)", curve.get("d"))
        heights = [value_at(float(y)) for _, y, _ in steps]
        assert heights == pytest.approx(each.by_stage, abs=0.02)
        assert curve.get("stroke") == colour(places.index(each.party))
        numbers = [t for t in svg.all("text") if t.get("text-anchor") == "middle"]
        for (x, _, end), text in zip(steps, numbers, strict=True):
            assert float(x) < at(text)[0] < float(end)
        assert [int(text.text) for text in numbers] == [*range(1, len(steps) + 1)]


def test_curves_of_exposure_differ_where_numbers_do(case):
    exposures = dict(dt.exposure(case).exposures)
    assert len({each.by_stage for found in exposures.values() for each in found}) > 4


# Slack.


@pytest.mark.parametrize("plan", PLANS)
def test_bars_of_slack_have_the_heights_of_their_numbers(names, checks, plan):
    check = checks[plan]
    svg = there(slack_picture(check, names))
    bars = [each for each in svg.all("rect") if each.get("width") == "24"]
    bars = [each for each in bars if each.get("height") != "14"]
    shown = list(expected_bars(check))
    ranges = dict(check.payoff_range)
    columns = {text.text: at(text)[0] for text in svg.all("text")}
    rows = {party: at(text_of(svg, names.party(party)))[1] for party in ranges}
    tall = max(abs(value) / ranges[party] for party, _, _, value in shown)
    unit = max(float(each.get("height")) for each in bars) / tall
    for bar, (party, title, side, value) in zip(bars, shown, strict=True):
        high, top = float(bar.get("height")), float(bar.get("y"))
        assert high == pytest.approx(
            max(abs(value) / ranges[party] * unit, 1), abs=0.11
        )
        edge = top + high if value > 0 and high > 1 else top
        assert edge == pytest.approx(rows[party], abs=0.21)
        assert side * (at(bar)[0] - columns[title]) > 0
        assert abs(at(bar)[0] - columns[title]) < 46


def expected_bars(check):
    """Give party, column, side and value of each bar, in the order of drawing."""
    stages = (*check.stages, check.stay)
    for party, _ in check.payoff_range:
        for kind, side in (("breakdown", -1), ("minmax", 1)):
            for stage in stages:
                title = "staying" if stage.stage is None else f"stage {stage.stage}"
                for slack in stage.slack:
                    if slack.party == party and getattr(slack, kind) is not None:
                        yield party, title, side, getattr(slack, kind)


def text_of(svg, words):
    """Give the first text that says this."""
    return next(each for each in svg.all("text") if each.text == words)


@pytest.mark.parametrize("plan", PLANS)
def test_the_ring_of_slack_is_round_what_binds(names, checks, plan):
    stage, party, _ = checks[plan].binding
    svg = there(slack_picture(checks[plan], names))
    (ring,) = svg.of_class("dt-binding")
    title = "staying" if stage is None else f"stage {stage}"
    assert at(ring)[0] == pytest.approx(at(text_of(svg, title))[0], abs=0.11)
    top = float(ring.get("y"))
    zero = at(text_of(svg, names.party(party)))[1]
    assert top < zero < top + float(ring.get("height"))


# Road maps side by side.


def test_marks_of_road_maps_stand_at_their_shares(case, names, checks):
    picture = road_maps_picture(tuple(checks.values()), names)
    assert picture is not None
    svg = drawn(picture.svg)
    axis = [
        (at(text)[0], number(text.text))
        for text in svg.all("text")
        if text.get("text-anchor") == "middle" and number(text.text) is not None
    ]
    share_at = scale(axis)
    assert share_at(1) > share_at(0)
    groups = [
        (each.get("fill"), at(shape))
        for each in svg.all("g")
        for shape in each
        if shape.tag.endswith(("circle", "polygon"))
    ]
    places = {colour(place): party.id for place, party in enumerate(case.parties)}
    by_name = {names.element(plan): plan for plan in PLANS}
    for row in picture.table.rows:
        cells = dict(zip(picture.table.keys, row, strict=True))
        height = at(text_of(svg, cells["road_map"]))[1]
        found = {
            places[fill]: share_at(x) for fill, (x, y) in groups if abs(y - height) < 20
        }
        least = least_shares(checks[by_name[cells["road_map"]]])
        assert found == pytest.approx(least, abs=0.3)
        assert {each: number(cells[each]) for each in least} == pytest.approx(
            least, abs=0.06
        )
        assert at(text_of(svg, cells["verdict"]))[0] > max(axis)[0]


def least_shares(check):
    """Give each party's least slack in per cent of its range."""
    shares = [
        (slack.party, 100 * slack.relative)
        for stage in (*check.stages, check.stay)
        for slack in stage.slack
        if slack.relative is not None
    ]
    return {party: min(s for p, s in shares if p == party) for party, _ in shares}


# The record.


def test_events_stand_in_order_on_the_lanes_of_those_who_took_part(case, names):
    svg = there(timeline_picture(case.events, case.as_of, names))
    lanes = {p.id: at(text_of(svg, names.party(p.id)))[1] for p in case.parties}
    spots = []
    for event, group in zip(case.events, svg.of_class("dt-event"), strict=True):
        marks = [e for e in group if not e.tag.endswith(("title", "line"))]
        assert {at(mark)[0] for mark in marks} == {at(marks[0])[0]}
        heights = sorted(at(mark)[1] for mark in marks)
        assert heights == pytest.approx([lanes[who] for who in event.parties], abs=0.11)
        spots.append(at(marks[0])[0])
    assert spots == sorted(spots)
    dates = {e.text: at(e)[0] - 3.5 for e in svg.all("text") if e.get("transform")}
    assert dates == pytest.approx(
        {
            in_days(event.date.isoformat()): x
            for event, x in zip(case.events, spots, strict=True)
        },
        abs=0.11,
    )


def test_events_stand_further_apart_after_a_longer_time(case, names):
    svg = there(timeline_picture(case.events, case.as_of, names))
    dates = [event.date for event in case.events]
    spots = [
        at(next(e for e in group if not e.tag.endswith(("title", "line"))))[0]
        for group in svg.of_class("dt-event")
    ]
    gaps = [after - before for before, after in pairwise(spots)]
    waits = [after - before for before, after in pairwise(dates)]
    order = sorted(range(len(gaps)), key=waits.__getitem__)
    assert order == sorted(range(len(gaps)), key=gaps.__getitem__)


def test_the_day_of_the_case_stands_between_what_was_and_what_is_due(case, names):
    svg = there(timeline_picture(case.events, case.as_of, names))
    spots = [
        at(next(e for e in group if not e.tag.endswith(("title", "line"))))[0]
        for group in svg.of_class("dt-event")
    ]
    day = at(text_of(svg, in_days(case.as_of.isoformat())))[0]
    passed = sum(event.date <= case.as_of for event in case.events)
    assert spots[passed - 1] < day < spots[passed]


# A map of verdicts.


def test_cells_of_a_grid_stand_at_their_values(names):
    verdicts = [
        ["refuted", "depends", "proved"],
        ["impossible", "proved", "refuted"],
    ]
    across, upward = Axis("patience", (0.5, 0.7, 0.9)), Axis("lump", (0.0, 4.0))
    svg = drawn(grid_picture("Verdicts", (across, upward), verdicts, names).svg)
    texts = [each for each in svg.all("text") if number(each.text or "") is not None]
    rows = {number(e.text): at(e)[1] for e in texts if e.get("text-anchor") == "end"}
    columns = {
        number(e.text): at(e)[0] for e in texts if e.get("text-anchor") == "middle"
    }
    # More lies further up, and further to the right.
    assert rows[4.0] < rows[0.0]
    assert columns[0.5] < columns[0.7] < columns[0.9]
    for upper, found in zip(upward.values, verdicts, strict=True):
        for value, verdict in zip(across.values, found, strict=True):
            assert any(
                at(cell) == pytest.approx((columns[value], rows[upper]), abs=1)
                for cell in svg.of_class(f"dt-{verdict}")
            )


# The state graph.


@pytest.mark.parametrize("name", ["chicken", "elmira", "korea-2017"])
def test_arcs_lead_from_node_to_node_and_layers_to_the_right(name):
    result = dt.state_graph(name)
    graph = result.graph
    (picture,) = result.pictures(Names(result.case, words_of("en")))
    svg = drawn(picture.svg)
    boxes = [
        next(e for e in node.iter(f"{NAMESPACE}rect"))
        for node in svg.of_class("dt-node")
    ]
    paths = [e for e in svg.all("path") if e.get("stroke") == "transparent"]
    for path, arc in zip(paths, graph.arcs, strict=True):
        numbers = list(map(float, re.findall(r"-?[\d.]+", path.get("d"))))
        assert on_edge(boxes[arc.start], numbers[:2])
        assert on_edge(boxes[arc.end], numbers[-2:])
        # It leaves on the side that faces where it goes.
        start, end = at(boxes[arc.start])[0], at(boxes[arc.end])[0]
        if abs(start - end) > 1:
            assert (numbers[0] > start) == (end > start) == (numbers[-2] < end)
    columns: dict[int | None, list[float]] = {}
    for box, node in zip(boxes, graph.nodes, strict=True):
        columns.setdefault(node.layer, []).append(at(box)[0])
    layers = [columns[layer] for layer in sorted(columns, key=lambda k: k or 0)]
    assert all(max(left) < min(right) for left, right in pairwise(layers))


def on_edge(box, place):
    x, y, wide, high = (float(box.get(k)) for k in ("x", "y", "width", "height"))
    across, down = place[0] - x, place[1] - y
    inside = -0.2 <= across <= wide + 0.2 and -0.2 <= down <= high + 0.2
    near = min(abs(across), abs(across - wide), abs(down), abs(down - high))
    return inside and near < 0.2


@pytest.mark.parametrize("name", ["chicken", "elmira", "korea-2017"])
def test_heads_are_full_where_the_mover_gains(name):
    result = dt.state_graph(name)
    graph = result.graph
    (picture,) = result.pictures(Names(result.case, words_of("en")))
    svg = drawn(picture.svg)
    paths = [e for e in svg.all("path") if e.get("stroke") == "transparent"]
    gains: set[tuple[str, ...]] = set()
    others: set[tuple[str, ...]] = set()
    for path, arc in zip(paths, graph.arcs, strict=True):
        numbers = re.findall(r"-?[\d.]+", path.get("d"))
        (gains if arc.improvement else others).add(tuple(numbers[-2:]))
        if arc.both_ways:
            (gains if arc.improvement_back else others).add(tuple(numbers[:2]))
    tips: dict[bool, set[tuple[str, ...]]] = {True: set(), False: set()}
    for path in svg.all("path"):
        data = path.get("d", "")
        if data.count("L") == 2 * data.count("Z") and path.get("class"):
            full = "dt-paper" not in path.get("class").split()
            tips[full] |= set(re.findall(r"M(-?[\d.]+) (-?[\d.]+)L", data))
    assert gains <= tips[True]
    assert others <= tips[False]
    assert not tips[True] & others
    assert not tips[False] & gains


def test_the_legend_of_exposure_names_each_curve(case, names):
    _, exposures = dt.exposure(case, "first").exposures[0]
    svg = there(exposure_picture("first", exposures, names))
    for place, party in enumerate(case.parties):
        assert colour(place) in legend(svg, names)[party.id]


@pytest.mark.parametrize("name", ["chicken", "elmira", "korea-2017", "korea-2019"])
def test_a_line_touches_the_node_that_it_leaves_where_no_head_stands_there(name):
    result = dt.state_graph(name)
    (picture,) = result.pictures(Names(result.case, words_of("en")))
    svg = drawn(picture.svg)
    paths = [e for e in svg.all("path") if e.get("stroke") == "transparent"]
    begun = {
        start
        for each in svg.all("path")
        if each.get("stroke") is None and each.get("fill") is None
        for start in re.findall(r"M(-?[\d.]+) (-?[\d.]+)C", each.get("d"))
    }
    hidden = [re.findall(r"M(-?[\d.]+) (-?[\d.]+)", e.get("d"))[0] for e in paths]
    kinds = {arc.both_ways for arc in result.graph.arcs}
    for start, arc in zip(hidden, result.graph.arcs[: len(hidden)], strict=True):
        assert (start in begun) == (not arc.both_ways)
    assert kinds == {True, False} or name != "korea-2017"


def test_a_curve_of_exposure_is_as_broad_as_in_its_legend():
    parties = "".join(f"  p{k}: {{options: {{o{k}: {{}}}}}}\n" for k in range(24))
    many = dt.load(f"detente: 1\nparties:\n{parties}")
    _, (first, *_) = dt.exposure(DEAL, "first").exposures[0]
    exposures = tuple(replace(first, party=f"p{k}") for k in range(24))
    svg = there(exposure_picture("first", exposures, Names(many, words_of("en"))))
    curves, samples = (
        [
            float(each.get("stroke-width"))
            for each in svg.all("path")
            if re.search(drawn_as, each.get("d", ""))
        ]
        for drawn_as in (r"H[\d.]+$", "h36$")
    )
    # Where dashes are used up, lines are twice as broad.
    assert curves == samples
    assert sorted(set(curves)) == [2, 4]
