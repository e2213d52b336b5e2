"""Tables written as CSV or as a workbook read back as they were."""

import csv
import re
import sys
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

import detente as dt
from detente.report.document import Cell, Column, Table, tidy, value_of
from detente.report.render.sheet import render_csv
from detente.report.render.workbook import render_workbook
from tests.running import detente

openpyxl = pytest.importorskip("openpyxl")

TABLE = Table(
    (Column("party", "Party"), Column("count", "Count"), Column("share", "Share")),
    (
        ('Мир, "всё"', Cell.whole(12), Cell("25 %", 0.25)),
        ("=1+1", Cell("-3", -3), Cell("\N{MINUS SIGN}1.5", -1.5)),
        ("two\nlines", "", Cell.whole(12345678901234567890)),
        ("YN-Y", "00123", "1e5"),
    ),
    "What: [there] is / was?",
)


def sheets(data):
    workbook = openpyxl.load_workbook(BytesIO(data))
    return [[[cell.value for cell in row] for row in page] for page in workbook]


def test_a_csv_reads_back_as_the_same_rows():
    read = list(csv.reader(StringIO(render_csv((TABLE,)))))
    rows = [[str(value_of(cell)) for cell in row] for row in TABLE.rows]
    assert read == [list(TABLE.keys), *rows]


@pytest.mark.parametrize("cell", ["=1+1", "+relief", "-relief", "@a", "\tb", "-1.5"])
def test_a_csv_keeps_what_a_spreadsheet_might_take_for_a_formula(cell):
    table = tidy(("a",), ((cell,),))
    assert list(csv.reader(StringIO(render_csv((table,))))) == [["a"], [cell]]


def test_tables_of_a_csv_stand_apart_by_one_empty_line():
    text = render_csv((TABLE, TABLE))
    rows = list(csv.reader(StringIO(text)))
    assert rows.count([]) == 1
    assert rows[: rows.index([])] == rows[rows.index([]) + 1 :]


def test_a_workbook_reads_back_with_numbers_as_numbers():
    (rows,) = sheets(render_workbook((TABLE,)))
    assert rows == [
        ["party", "count", "share"],
        ['Мир, "всё"', 12, 0.25],
        ["=1+1", -3, -1.5],
        ["two\nlines", None, "12345678901234567890"],
        ["YN-Y", "00123", "1e5"],
    ]


def test_a_text_that_begins_with_an_equals_sign_is_no_formula():
    workbook = openpyxl.load_workbook(BytesIO(render_workbook((TABLE,))))
    assert workbook.worksheets[0]["A3"].data_type == "s"


def test_the_caption_is_a_comment_on_the_first_cell():
    workbook = openpyxl.load_workbook(BytesIO(render_workbook((TABLE,))))
    assert workbook.worksheets[0]["A1"].comment.text == TABLE.caption


def test_each_table_is_a_sheet_with_a_name_of_its_own():
    workbook = openpyxl.load_workbook(BytesIO(render_workbook((TABLE, TABLE))))
    names = workbook.sheetnames
    assert len(set(names)) == 2
    assert names[0].startswith("1 What")


def test_the_command_writes_a_workbook(tmp_path):
    file = tmp_path / "tables.xlsx"
    ran = detente("analyze", "korea-2017", "--style", "gmcr", "--output", file)
    assert (ran.code, ran.out) == (0, "")
    found = sheets(file.read_bytes())
    assert found[0][0] == ["party", "option", "name", "now", "changes"]
    assert found[1][-1][2:5] == [0, 1, 2]


def test_a_name_of_digits_stays_as_it_is_written(tmp_path):
    case, file = tmp_path / "case.yaml", tmp_path / "parties.xlsx"
    case.write_text("detente: 1\nparties: {a: {name: '00123', options: {x: {}}}}\n")
    assert detente("check", case, "--output", file).code == 0
    assert sheets(file.read_bytes())[0][1][0] == "00123"


def test_a_result_in_python_writes_the_same_workbook(tmp_path):
    file = tmp_path / "states.xlsx"
    result = dt.states("korea-2017")
    result.save_workbook(file)
    (rows,) = sheets(file.read_bytes())
    assert [row[0] for row in rows[1:3]] == ["NNNN", "YNNN"]


def test_a_missing_package_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    ran = detente("states", "korea-2017", "--output", tmp_path / "states.xlsx")
    assert ran.code == 2
    assert "`make extras`" in ran.err
    assert "`pip install openpyxl`" in ran.err


def test_a_workbook_that_cannot_be_written_is_one_message(tmp_path):
    ran = detente("states", "korea-2017", "--output", tmp_path / "no" / "s.xlsx")
    assert ran.code == 2
    assert "its directory does not exist" in ran.err


def test_a_document_without_tables_is_an_empty_workbook():
    (rows,) = sheets(render_workbook(()))
    assert rows in ([], [[None]])


def test_a_workbook_holds_no_time_of_writing():
    with ZipFile(BytesIO(render_workbook((TABLE,)))) as archive:
        stamps = {each.date_time for each in archive.infolist()}
        properties = archive.read("docProps/core.xml").decode()
    assert stamps == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", properties)) == {"1980-01-01T"}
