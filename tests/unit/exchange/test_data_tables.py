"""Tables for programs: numbers are numbers, one value a cell, nothing left out."""

import csv
import re
from dataclasses import replace
from io import StringIO

import pytest

import detente as dt
from detente.report.document import Cell, data_of, tables_of, tidy, value_of
from detente.report.naming import Names
from detente.report.render.sheet import render_csv
from detente.report.words import words_of
from tests.answers import LONG, QUESTIONS, answer, full_case

NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?\d[\d., ]*\s*%?")
SEVERAL = re.compile(r"[-+]\d+\.\d+.*[-+]\d+\.\d+|\d\.\.\d|\(\d+ new")
"""Two numbers with signs, the ends of an interval, what came and went."""


def tables(question):
    found = answer(question)
    plain = Names(found.case, words_of("en", plain=True))
    return data_of(found.tables(plain))


@pytest.mark.parametrize("question", QUESTIONS)
def test_numbers_are_numbers_and_stand_alone(question):
    texts = {
        text
        for table in tables(question)
        for row in table.rows
        for cell in row
        if isinstance(text := value_of(cell), str)
    }
    assert not {text for text in texts if NUMBER.fullmatch(text)}
    assert not {text for text in texts if SEVERAL.search(text)}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_workbook_and_frames_hold_every_table_of_the_document(question):
    found = answer(question)
    plain = Names(found.case, words_of("en", plain=True))
    held = {table.keys for table in tables(question)}
    for table in tables_of(found.document(plain)):
        assert {each.keys for each in table.data or (table,)} <= held


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_row_has_a_cell_under_each_key(question):
    for table in tables(question):
        assert {len(row) for row in table.rows} <= {len(table.keys)}
        assert len(set(table.keys)) == len(table.keys)


def column(question, keys, key):
    """Give a column of the table with some keys."""
    (table,) = (each for each in tables(question) if each.keys[: len(keys)] == keys)
    place = table.keys.index(key)
    return [value_of(row[place]) for row in table.rows]


def test_a_road_map_stands_in_each_row_of_its_slacks():
    found = answer("roadmap check").to_dict()
    rows = [
        (stage["stage"] or "stay", party, slack)
        for stage in [*found["stages"], found["stay"]]
        for party, slack in stage["slack"].items()
    ]
    keys = ("road_map", "stage", "steps")
    assert set(column("roadmap check", keys, "road_map")) == {"Plan"}
    assert column("roadmap check", keys, "stage") == [stage for stage, _, _ in rows]
    for key in ("breakdown", "minmax"):
        expected = [slack and slack[key] for _, _, slack in rows]
        assert column("roadmap check", keys, key) == pytest.approx(expected)


def test_where_road_maps_bind_is_the_stage_and_the_party():
    found = answer("roadmap list").to_dict()["roadmaps"]
    keys = ("road_map", "stages", "refusing")
    bound = [each["binding"] for each in found]
    slacks = column("roadmap list", keys, "slack")
    assert slacks == pytest.approx([each["slack"] for each in bound])
    stages = column("roadmap list", keys, "stage")
    assert stages == [each["stage"] for each in bound]


def test_variants_stand_in_rows_with_what_came_and_went():
    found = {
        (each["variant"] or "as_written", concept): count
        for each in answer("compare").to_dict()["variants"]
        for concept, count in each["equilibria"].items()
    }
    keys = ("variant", "concept", "equilibria")
    names = [column("compare", keys, key) for key in ("variant", "concept")]
    counts = column("compare", keys, "equilibria")
    assert dict(zip(zip(*names, strict=True), counts, strict=True)) == found
    new, gone = column("compare", keys, "new"), column("compare", keys, "gone")
    here = set(dt.stability(full_case(), variant="v").equilibria("R"))
    there = set(dt.stability(full_case()).equilibria("R"))
    place = list(zip(*names, strict=True)).index(("v", "R"))
    assert (new[place], gone[place]) == (len(here - there), len(there - here))


def test_each_horizon_of_a_party_has_a_row():
    rows = [
        (place, stays)
        for state in answer("horizon").to_dict()["states"]
        for view in state["parties"].values()
        for place, stays in enumerate(view["stays"], 1)
    ]
    keys = ("state", "party", "h")
    assert column("horizon", keys, "h") == [place for place, _ in rows]
    stays = [{"yes": True, "no": False}[c] for c in column("horizon", keys, "stays")]
    assert stays == [stay for _, stay in rows]


def test_exposures_stand_in_rows_by_road_map_party_and_stage():
    found = answer("exposure").to_dict()["roadmaps"]
    keys = ("road_map", "party", "stage")
    expected = [
        value
        for plan in found.values()
        for party in plan.values()
        for value in party["by_stage"]
    ]
    assert column("exposure", keys, "exposure") == pytest.approx(expected)


def test_shares_and_percentiles_are_numbers():
    found = answer("robust").to_dict()["roadmaps"]
    keys = ("road_map", "verdict", "share")
    shares = [share for plan in found.values() for share in plan["shares"].values()]
    assert column("robust", keys, "share") == pytest.approx(shares)
    slacks = ("road_map", "verdict", "slack_5")
    middle = [plan["slack"][1] for plan in found.values()]
    assert column("robust", slacks, "slack_50") == pytest.approx(middle)


def test_thresholds_have_the_ends_of_intervals_in_cells_of_their_own():
    found = answer("roadmap thresholds").to_dict()["thresholds"]
    keys = ("road_map", "kind")
    columns = [
        column("roadmap thresholds", keys, key) for key in ("keeps", "verdict", "low")
    ]
    rows = list(zip(*columns, strict=True))
    expected = [
        ("all", low)
        for each in found
        for part in (each["proved"] or [[None, None]], each["per_year"])
        for low, _ in part
    ] + [
        ("party", low)
        for each in found
        if each["keeps"]
        for low, _ in each["keeps"]["proved"] or [[None, None]]
    ]
    proved = [(keeps, low) for keeps, verdict, low in rows if verdict == "proved"]
    assert [keeps for keeps, _ in proved] == [keeps for keeps, _ in expected]
    lows = [low for _, low in expected]
    assert [low for _, low in proved] == pytest.approx(lows)


NUMERIC = {
    ("states", 1): ["usa", "dprk"],
    ("check", 2): ["moves", "opposed_percent", "differing_percent"],
    ("evolve", 1): ["states", "moves", "R_equilibria"],
    ("graph", 1): ["node", "layer", "class"],
    ("graph", 2): ["from", "to"],
    ("roadmap list", 1): ["stages", "slack", "stage"],
    ("roadmap check", 1): ["breakdown", "minmax", "relative"],
    ("roadmap map", 1): ["patience_per_year", "penalty"],
    ("sustain", 1): ["gain"],
    ("sustain", 2): ["now", "breakdown", "minmax"],
    ("compare", 1): ["situations", "reached", "ends"],
    ("compare", 2): ["equilibria", "new", "gone"],
    ("record", 2): ["meetings"],
}


@pytest.mark.needs("pandas")
@pytest.mark.parametrize(("question", "table"), NUMERIC)
def test_columns_of_a_frame_can_be_computed_with(question, table):
    frame = answer(question).to_frame(table)
    for key in NUMERIC[question, table]:
        assert frame[key].dtype.kind in "if"


@pytest.mark.needs("pandas")
def test_a_case_without_events_has_an_empty_frame():
    assert dt.record("chicken").to_frame().empty
    assert dt.record("chicken").to_frame(7).empty


@pytest.mark.needs("openpyxl")
@pytest.mark.parametrize("question", ["analyze", "stability", "roadmap check"])
def test_a_workbook_holds_what_a_frame_holds(question, tmp_path):
    from openpyxl import load_workbook

    file = tmp_path / "x.xlsx"
    answer(question).save_workbook(file)
    sheets = load_workbook(file).worksheets
    assert len(sheets) == len(tables(question)) > 1
    for sheet, table in zip(sheets, tables(question), strict=True):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        expected = [[value_of(cell) or None for cell in row] for row in table.rows]
        assert [[cell or None for cell in row] for row in rows] == expected


def test_a_csv_has_numbers_as_they_are_and_empty_cells_for_none():
    row = (Cell("-3.14", -3.14159), "-", Cell("no choice", None), "00123", "-x")
    text = render_csv((tidy(tuple("abcde"), (row,)),))
    assert list(csv.reader(StringIO(text)))[1] == ["-3.14159", "", "", "00123", "-x"]


def test_what_computation_leaves_of_nothing_is_nothing():
    words = words_of("en")
    assert words.figure(-1.3e-14).value == 0
    assert str(words.figure(-1.3e-14).value) == "0.0"
    assert words.figure(4.1999999999999975).value == 4.2
    assert words.figure(2.728e-07).value == 2.728e-07


def test_parts_of_one_table_are_joined_and_others_are_not():
    shown = tidy(("a",), (("1",),))
    parts = [replace(shown, data=(tidy(("k",), ((each,),)),)) for each in "xy"]
    joined = data_of((*parts, shown, shown))
    assert [table.rows for table in joined] == [(("x",), ("y",)), (("1",),), (("1",),)]


@pytest.mark.parametrize("question", [each for each in QUESTIONS if each not in LONG])
def test_a_variant_is_read_wherever_a_case_is_named(question):
    edited = dt.load(full_case(), variant="v")
    assert edited.option["relief"].undo.is_never
    asked = QUESTIONS[question](full_case(), variant="v")
    assert asked.case == edited
    assert asked.to_dict() == QUESTIONS[question](edited).to_dict()


def test_edits_are_made_wherever_a_case_is_named():
    (edit,) = edits = ("options.relief.undo=never",)
    assert dt.states("korea-2017", edits=()).case.edits == ()
    assert dt.check(full_case(), edits=edits).case.edits == (edit,)


def test_a_case_tells_itself_on_one_line():
    case = full_case()
    assert repr(case) == "<Case 'Two sides': 2 parties, 4 options>"
    assert repr(dt.load(case, variant="v")).endswith("4 options, variant 'v'>")
    long = replace(case, title=type(case.title).plain("a\n\x1b[31m" * 99))
    assert len(repr(long)) < 200
    assert repr(long).isprintable()
