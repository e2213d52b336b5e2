"""Where the cells of a table stand in its text."""

import pytest

from detente.casefile.formats.table_cells import csv_rows


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_cell_has_its_column_and_its_width(separator):
    text = separator.join(["date", " kind ", "", "date"]) + "\n"
    (row,) = csv_rows(text, "t.csv")
    places = [(each.place.column, each.place.width) for each in row]
    assert [each.text for each in row] == ["date", "kind", "", "date"]
    assert places == [(1, 4), (7, 4), (1, 1), (14, 4)]


def test_a_cell_over_two_lines_points_to_the_first():
    rows = list(csv_rows('a,b\n"one\ntwo",c\nd,e\n', "t.csv"))
    assert [[each.place.line for each in row] for row in rows] == [
        [1, 1],
        [2, 2],
        [4, 4],
    ]
    assert [each.row for row in rows for each in row] == [1, 1, 2, 2, 4, 4]
