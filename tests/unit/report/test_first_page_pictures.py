"""The four pictures of the first page stand where their numbers say."""

from dataclasses import replace

import pytest

import detente as dt
from detente.report.figure.gains import gains_picture
from detente.report.figure.resting import resting_picture
from detente.report.figure.style import NARROW, caption_width
from detente.report.figure.tracks import tracks_picture
from detente.report.figure.undo_columns import undo_picture
from detente.report.naming import Names
from detente.report.words import words_of
from tests.pictures import at, drawn

DEAL = """
detente: 1
title: Three farms
parties:
  upper: {name: Upper, options: {x: {name: Dam, undo: never}, v: {name: Sluice}}}
  lower: {name: Lower, options: {y: {name: Canal, undo: 1 month}}}
  third: {name: Third, options: {z: {name: Mill, undo: 3 years, now: yes}}}
preferences:
  upper: {weights: {y: 3, x: -1, v: -0.5, z: 0.25}}
  lower: {weights: {x: 3, y: -1, v: 2}}
  third: {weights: {x: 1, y: 0.5, z: -0.2}}
patience: 0.9
roadmaps:
  both: {name: Both at once, stages: [{steps: [x, y], escrow: yes}]}
  first: {name: Upper first, stages: [[x], [y], [v]]}
  alone: {name: Upper alone, stages: [[v], [x]]}
"""


@pytest.fixture(scope="module")
def found():
    return dt.analyze(DEAL)


@pytest.fixture(scope="module")
def names(found):
    return Names(found.case, words_of("en"))


def there(picture, *, narrow=False):
    assert picture is not None
    return drawn(picture.narrow if narrow else picture.svg)


def test_an_arrow_ends_where_the_road_map_does(found, names):
    checks = found.judged.checks
    svg = there(gains_picture(checks, names))
    lines = sorted(
        {float(e.get("x1")) for e in svg.all("line") if e.get("stroke-width")}
    )
    assert len(lines) == 3  # a line of today for each party
    ends, shares = {}, {}
    for row, check in enumerate(checks):
        ranges = dict(check.payoff_range)
        for column, each in enumerate(check.calling_off.signing):
            shares[row, column] = each.end / ranges[each.party]
    for arrow in svg.all("polygon"):
        points = [tuple(map(float, p.split(","))) for p in arrow.get("points").split()]
        start, tip, y = points[0][0], points[3][0], points[3][1]
        if start in lines:
            ends[round((y - 44 - 19) / 38), lines.index(start)] = tip - start
    drawn_ends = {key: ends.get(key, 0.0) for key in shares}
    scale = max(shares.values()) / max(drawn_ends.values())
    for key, share in shares.items():
        assert drawn_ends[key] * scale == pytest.approx(share, abs=0.02)


def test_a_cross_stands_at_the_stage_where_it_breaks(found, names):
    checks = found.judged.checks
    svg = there(tracks_picture(checks, names))
    crosses = {}
    for each in svg.of_class("dt-break"):
        x, y = map(float, each.get("d")[1:].split("L")[0].split())
        crosses[round((y + 8 - 12 - 22) / 44)] = x + 8
    left = min(at(each)[0] for each in svg.all("circle"))
    for row, check in enumerate(checks):
        asked = check.calling_off
        if asked.refusing:
            assert crosses[row] == pytest.approx(left)
        elif asked.callers:
            stage = asked.callers[0].stage
            place = len(check.stages) + 1 if stage is None else stage
            assert crosses[row] == pytest.approx(left + 40 * place)
        else:
            assert row not in crosses
    assert {bool(check.calling_off.nobody) for check in checks} == {True, False}


def test_what_is_undone_soon_stands_on_the_left_the_quickest_first(names):
    svg = there(undo_picture(names))
    said = {e.text.split(":")[0]: at(e) for e in svg.all("text") if ":" in e.text}
    assert said["Sluice"][0] == said["Canal"][0] < said["Mill"][0] == said["Dam"][0]
    assert said["Sluice"][1] < said["Canal"][1]
    assert said["Mill"][1] < said["Dam"][1]


def test_a_full_arrow_is_where_improvements_lead(found, names):
    kinds = [kind for kind in found.overview.resting if not kind.holds_now]
    svg = there(resting_picture(found.overview, names))
    dashed = [each.get("stroke-dasharray") is None for each in svg.all("path")]
    assert dashed == [kind.reached for kind in kinds]
    heads = [e.text for e in svg.all("text") if e.get("font-weight") == "600"]
    counts = [f"{k.count} situation{'s' if k.count > 1 else ''}" for k in kinds]
    assert heads == [*counts, "Now"]


def test_the_box_of_now_lists_what_stands(found, names):
    texts = there(resting_picture(found.overview, names)).texts
    now = texts[texts.index("Now") + 1 :]
    assert now[0] == "\N{BULLET} Mill"
    assert not any("Dam" in each or "Sluice" in each for each in now)


@pytest.mark.parametrize("reached", [False, True])
def test_the_head_of_an_arrow_has_the_tone_of_its_line(found, names, reached):
    kinds = tuple(replace(kind, reached=reached) for kind in found.overview.resting)
    svg = there(resting_picture(replace(found.overview, resting=kinds), names))
    tone = "dt-ink" if reached else "dt-line"
    lines, heads = svg.all("path"), svg.all("polygon")
    assert len(lines) == len(heads) > 0
    assert {e.get("class") for e in lines} == {f"{tone}-s"}
    assert {e.get("class") for e in heads} == {tone}
    assert {e.get("fill") for e in heads} == {e.get("stroke") for e in lines}


LONG = DEAL.replace("Canal", "Canal " * 12).replace("Lower,", f"{'Lower ' * 9},")
PICTURES = {
    "resting": lambda found, names: resting_picture(found.overview, names),
    "undo": lambda _, names: undo_picture(names),
    "gains": lambda found, names: gains_picture(found.judged.checks, names),
    "tracks": lambda found, names: tracks_picture(found.judged.checks, names),
}


@pytest.fixture(scope="module")
def long():
    return dt.analyze(LONG)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_for_a_phone_fits_on_it_whatever_things_are_called(long, name):
    names = Names(long.case, words_of("en"))
    svg = there(PICTURES[name](long, names), narrow=True)
    assert svg.root.get("width") == f"{NARROW:.0f}"
    for each in svg.all("text"):
        wide = caption_width(each.text, float(each.get("font-size", 13)))
        assert at(each)[0] + wide <= NARROW + 1, each.text
    lowest = max(at(each)[1] for each in svg.all("text"))
    assert lowest < float(svg.root.get("height"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_for_a_phone_says_what_the_other_says(found, names, name):
    picture = PICTURES[name](found, names)
    broad, narrow = there(picture), there(picture, narrow=True)
    for tag in ("circle", "polygon", "path", "rect"):
        assert len(broad.all(tag)) == len(narrow.all(tag)), tag
    assert [each.get("stroke-dasharray") for each in broad.all("path")] == [
        each.get("stroke-dasharray") for each in narrow.all("path")
    ]
    assert set(broad.texts) - {"Third", "Upper", "Lower"} <= set(narrow.texts)


def test_gains_on_a_phone_are_those_of_the_page(found, names):
    picture = gains_picture(found.judged.checks, names)

    def reach(*, narrow):
        svg = there(picture, narrow=narrow)
        corners = [
            [float(pair.split(",")[0]) for pair in each.get("points").split()]
            for each in svg.all("polygon")[:-1]
        ]
        ends = sorted(xs[3] - xs[0] for xs in corners)
        return [end / max(map(abs, ends)) for end in ends]

    assert reach(narrow=True) == pytest.approx(reach(narrow=False), abs=0.02)


def test_breaks_on_a_phone_stand_at_the_stage_of_the_page(found, names):
    picture = tracks_picture(found.judged.checks, names)

    def stops_before(*, narrow):
        svg = there(picture, narrow=narrow)
        crosses = [
            (x + 8, y + 8)
            for each in svg.of_class("dt-break")
            for x, y in [map(float, each.get("d")[1:].split("L")[0].split())]
        ]
        stops = [at(each) for each in svg.all("circle")]
        return [sum(u < x - 1 and abs(v - y) < 1 for u, v in stops) for x, y in crosses]

    assert stops_before(narrow=True) == stops_before(narrow=False) != []


LEGENDS = {
    "en": {"at the end", "lowest point on the way"},
    "ru": {"в конце", "самая низкая точка по дороге"},
}


@pytest.mark.parametrize("language", LEGENDS)
@pytest.mark.parametrize("letters", range(1, 27, 2))
def test_the_legend_of_gains_is_seen_whole_within_the_margin(letters, language):
    text = f"""
    detente: 1
    parties: {{upper: {{options: {{x: {{}}}}}}}}
    preferences: {{upper: {{weights: {{x: 1}}}}}}
    patience: 0.9
    roadmaps: {{both: {{name: {"W" * letters}, stages: [[x]]}}}}
    """
    case = dt.load(text)
    checks = dt.list_road_maps(case).checks
    svg = there(gains_picture(checks, Names(case, words_of(language))))
    margin = float(svg.root.get("width")) - 20
    ends = {
        each.text: at(each)[0] + caption_width(each.text)
        for each in svg.all("text")
        if each.text in LEGENDS[language]
    }
    assert set(ends) == LEGENDS[language]
    assert all(end <= margin + 0.1 for end in ends.values()), ends


NAME = "The long promenade along the river opened to all walkers and riders for good"


@pytest.mark.parametrize("drawing", ["resting", "undo"])
def test_long_names_are_set_in_lines_and_never_cut(drawing):
    found = dt.analyze(DEAL.replace("name: Mill", f"name: {NAME}"))
    names = Names(found.case, words_of("en"))
    if drawing == "undo":
        picture = undo_picture(names)
    else:
        picture = resting_picture(found.overview, names)
    for narrow in (False, True):
        said = " ".join(" ".join(there(picture, narrow=narrow).texts).split())
        assert NAME in said
        assert "\N{HORIZONTAL ELLIPSIS}" not in said
