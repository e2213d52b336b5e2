"""Pictures of the negotiation and of the record."""

import datetime
import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest

import detente as dt
from detente.model.event import Event
from detente.report.document import value_of
from detente.report.figure.axis import Scale, ticks
from detente.report.figure.exposure import exposure_picture
from detente.report.figure.grid import Axis, grid_picture
from detente.report.figure.road_maps import road_maps_picture
from detente.report.figure.slack import slack_picture
from detente.report.figure.style import caption_width
from detente.report.figure.timeline import timeline_picture
from detente.report.naming import Names
from detente.report.words import words_of
from tests.pictures import drawn
from tests.running import detente

DEAL = """
detente: 1
title: Two farms
as_of: 2021-03-04
parties:
  a: {name: {en: Upper, ru: Верхняя}, options: {x: {undo: never}}}
  b: {name: {en: Lower, ru: Нижняя}, options: {y: {undo: 1 month}}}
preferences:
  a: {weights: {y: 3, x: -1}}
  b: {weights: {x: 3, y: -1}}
patience: 0.9
roadmaps:
  both: {name: Both at once, stages: [[x, y]]}
  first: {name: Upper first, stages: [[x], [y]]}
events:
  - {date: 2020-01-01, kind: meeting, parties: [a, b], title: At the well}
  - {date: 2021-02-01, kind: deed, parties: [a], option: x, value: no}
  - {date: 2021-05-01, kind: meeting, parties: [a, b]}
"""


def there(picture):
    """Give a picture that is not left out."""
    assert picture is not None
    return picture


LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])


@pytest.fixture(scope="module")
def case():
    return dt.load(DEAL)


@pytest.fixture(scope="module")
def checks(case):
    return dt.list_road_maps(case).checks


def names(case, language="en"):
    return Names(case, words_of(language))


@LANGUAGES
def test_slack_tells_the_binding_stage_and_party(case, checks, language):
    check = checks[1]
    found = there(slack_picture(check, names(case, language)))
    stage, party, slack = check.binding
    assert words_of(language).figure(slack, "+.2f") in found.alt
    assert names(case, language).party(party) in found.alt
    assert str(stage) in found.alt
    assert len(drawn(found.svg).of_class("dt-binding")) == 1


def test_slack_has_a_bar_for_each_threat_where_there_is_a_choice(case, checks):
    for check in checks:
        values = [
            value
            for stage in (*check.stages, check.stay)
            for slack in stage.slack
            for value in (slack.breakdown, slack.minmax)
            if value is not None
        ]
        texts = drawn(there(slack_picture(check, names(case))).svg).texts
        figures = [text for text in texts if text[:1] in "+-" and text != "-"]
        assert sorted(figures) == sorted(f"{value:+z.2f}" for value in values)


def test_slack_without_a_figure_has_no_picture(case, checks):
    empty = replace(checks[0], stages=(), stay=None, binding=None)
    assert slack_picture(empty, names(case)) is None


def test_figures_of_slack_do_not_touch(case, checks):
    check = checks[0]
    stages = tuple(
        replace(
            stage,
            slack=tuple(
                replace(each, breakdown=-1000.25, minmax=1000.25)
                for each in stage.slack
            ),
        )
        for stage in check.stages
    )
    found = there(slack_picture(replace(check, stages=stages), names(case)))
    places = defaultdict(list)
    for text in drawn(found.svg).all("text"):
        if (text.text or "")[:1] in {"+", "-"}:
            wide = caption_width(text.text, 10.5)
            places[text.get("y")].append((float(text.get("x")), wide))
    for row in places.values():
        for (x, wide), (after, further) in pairwise(sorted(row)):
            assert x + wide / 2 <= after - further / 2


def test_bars_of_slack_stand_on_the_side_of_their_sign(case, checks):
    # The lower edge of a gain and the upper edge of a loss are the zero line.
    (check,) = [each for each in checks if each.binding[2] < 0][:1]
    svg = drawn(there(slack_picture(check, names(case))).svg)
    rules = {float(each.get("y1")) for each in svg.all("line")}
    bars = [each for each in svg.all("rect") if each.get("width") == "24"]
    bars = [each for each in bars if each.get("height") != "14"]
    for bar in bars:
        top = float(bar.get("y"))
        low = top + float(bar.get("height"))
        assert any(min(abs(top - y), abs(low - y)) < 0.11 for y in rules)


@LANGUAGES
def test_road_maps_stand_side_by_side_with_their_verdicts(case, checks, language):
    found = there(road_maps_picture(checks, names(case, language)))
    assert len(found.table.rows) == len(checks)
    texts = drawn(found.svg).texts
    assert all(row[1] in texts for row in found.table.rows)


def test_no_road_maps_have_no_picture(case):
    assert road_maps_picture((), names(case)) is None


def test_road_maps_of_which_no_slack_is_known_have_no_picture(case, checks):
    unknown = [replace(check, stages=(), stay=None) for check in checks]
    assert road_maps_picture(unknown, names(case)) is None


def heights(svg):
    """Give the heights that each curve keeps, curve by curve."""
    paths = [each.get("d", "") for each in svg.all("path")]
    return [
        re.findall(r"(?:M|L)[\d.]+ ([\d.]+)H", each) for each in paths if "H" in each
    ]


def test_equal_exposure_is_drawn_at_one_height(case):
    plan, exposures = dt.exposure(case, "first").exposures[0]
    same = [replace(each, by_stage=(1.0, 2.0), maximum=2.0) for each in exposures]
    first, second = heights(drawn(there(exposure_picture(plan, same, names(case))).svg))
    assert first == second


def test_marks_of_parties_with_equal_exposure_do_not_hide_each_other(case):
    plan, exposures = dt.exposure(case, "first").exposures[0]
    same = [replace(each, by_stage=(1.0, 2.0), maximum=2.0) for each in exposures]
    svg = drawn(there(exposure_picture(plan, same, names(case))).svg)
    points = [each.get("points") for each in svg.all("polygon")]
    starts = [float(each.split(",")[0]) for each in points]
    assert len(set(starts)) == len(starts)


def test_exposure_in_ranks_is_not_drawn_on_the_scale_of_utility(case):
    plan, exposures = dt.exposure(case, "first").exposures[0]
    ranked = [replace(exposures[0], ranks=True), *exposures[1:]]
    found = there(exposure_picture(plan, ranked, names(case)))
    assert len(heights(drawn(found.svg))) == len(exposures) - 1
    assert found.caption.endswith("in which exposure counts ranks: Upper")
    assert found.table.rows[0][0] == "Upper (in ranks)"


def test_exposure_of_orders_only_is_drawn_in_ranks(case):
    plan, exposures = dt.exposure(case, "first").exposures[0]
    ranked = [replace(each, ranks=True) for each in exposures]
    found = there(exposure_picture(plan, ranked, names(case)))
    assert len(heights(drawn(found.svg))) == len(exposures)
    assert "in ranks" in drawn(found.svg).texts


@LANGUAGES
def test_exposure_has_one_curve_a_party(case, language):
    plan, exposures = dt.exposure(case, "first").exposures[0]
    found = there(exposure_picture(plan, exposures, names(case, language)))
    curves = [each for each in drawn(found.svg).all("path") if "H" in each.get("d", "")]
    assert len(curves) == len(exposures)
    assert [row[0] for row in found.table.rows] == [
        names(case, language).party(each.party) for each in exposures
    ]


def test_exposure_says_the_most_and_where(case):
    plan, exposures = dt.exposure(case, "first").exposures[0]
    found = there(exposure_picture(plan, exposures, names(case)))
    for each in exposures:
        stage = each.by_stage.index(each.maximum) + 1
        assert f"at most {each.maximum:.2f}, after stage {stage}." in found.alt


def test_a_road_map_without_stages_has_no_exposure_to_draw(case):
    assert exposure_picture("both", (), names(case)) is None


@LANGUAGES
def test_a_grid_marks_every_cell_by_its_verdict(case, language):
    verdicts = [["refuted", "depends", "proved"], ["impossible", "proved", "proved"]]
    axes = Axis("patience", (0.5, 0.7, 0.9)), Axis("lump", (0.0, 1.0))
    found = grid_picture("Verdicts", axes, verdicts, names(case, language))
    svg = drawn(found.svg)
    # One more of each in the legend.
    assert len(svg.of_class("dt-proved")) == 3 + 1
    assert len(svg.of_class("dt-refuted")) == 1 + 1
    assert len(found.table.rows) == 2


def test_cells_of_a_grid_differ_by_hatching(case):
    axes = Axis("patience", (0.5, 0.9)), Axis("lump", (0.0,))
    found = grid_picture("Verdicts", axes, [["refuted", "proved"]], names(case))
    hatches = drawn(found.svg).all("path")
    # Both slants in the cell and in the legend; nothing on what is proved.
    assert len(hatches) == 4


@LANGUAGES
def test_a_timeline_has_every_event_once(case, language):
    found = there(timeline_picture(case.events, case.as_of, names(case, language)))
    assert len(drawn(found.svg).of_class("dt-event")) == len(case.events)
    assert [value_of(row[0]) for row in found.table.rows] == [
        "2020-01-01",
        "2021-02-01",
        "2021-05-01",
    ]


def test_a_meeting_is_on_the_lane_of_everybody_who_met(case):
    found = there(timeline_picture(case.events, case.as_of, names(case)))
    first = drawn(found.svg).of_class("dt-meeting")[0]
    marks = [each for each in first.iter() if each.tag.endswith("circle")]
    assert len(marks) == 2
    assert len({mark.get("cy") for mark in marks}) == 2


def test_what_is_due_is_hollow(case):
    found = there(timeline_picture(case.events, case.as_of, names(case)))
    past, due = drawn(found.svg).of_class("dt-meeting")
    fills = [
        {each.get("fill") for each in event.iter() if each.tag.endswith("circle")}
        for event in (past, due)
    ]
    assert fills[0] != fills[1]


def test_events_of_nobody_have_no_picture(case):
    lone = Event(datetime.date(2020, 1, 1), "statement")
    assert timeline_picture((lone,), None, names(case)) is None


def test_many_events_keep_their_order_and_room(case):
    day = datetime.date(2020, 1, 1)
    events = [
        Event(day + datetime.timedelta(k), "deed", parties=("a",)) for k in range(300)
    ]
    found = there(timeline_picture(events, None, names(case)))
    places = [
        float(mark.get("transform").partition("(")[2].split()[0])
        for event in drawn(found.svg).of_class("dt-event")
        for mark in event
        if mark.get("transform")
    ]
    gaps = [after - before for before, after in pairwise(places)]
    assert min(gaps) > 8.8


@pytest.mark.parametrize(
    "words",
    [
        ["roadmap", "check", "-", "first"],
        ["roadmap", "list", "-"],
        ["exposure", "-", "--roadmap", "first"],
    ],
)
@LANGUAGES
def test_the_answers_of_the_negotiation_are_drawn(words, language):
    ran = detente(*words, "--format", "svg", "--lang", language, stdin=DEAL)
    assert drawn(ran.out).all("desc")


def test_what_has_no_picture_says_so():
    ran = detente("check", "chicken", "--format", "svg")
    assert ran.code == 2
    assert "no picture" in ran.err


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (-0.3, 0.4, [-0.2, 0, 0.2, 0.4]),
        (0, 0, [0]),
        (-12, 9, [-10, -5, 0, 5]),
    ],
)
def test_marks_of_a_scale_are_round(low, high, marks):
    assert ticks(low, high) == marks


def test_a_scale_takes_its_ends_to_its_ends():
    scale = Scale(2, 4, 100, 0)
    assert (scale(2), scale(3), scale(4)) == (100, 50, 0)
