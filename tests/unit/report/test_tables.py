"""Tables are made of columns, each of which knows what it tells of a record."""

import pytest

from detente.report.document import (
    Column,
    Fold,
    Listing,
    Marked,
    Number,
    Paragraph,
    Rows,
    Table,
    anchors_of,
)
from detente.report.render.fragment import render_html


def doubled():
    return Rows([1, 20], "Twice").under(
        Column("n", "Number", str), Number("twice", "Twice", lambda n: str(2 * n))
    )


def test_a_table_has_a_row_a_record_and_a_cell_a_column():
    assert doubled().rows == (("1", "2"), ("20", "40"))


def test_columns_are_named_for_people_and_for_programs():
    assert (doubled().titles, doubled().keys) == (("Number", "Twice"), ("n", "twice"))


def test_only_columns_of_numbers_are_set_flush_right():
    assert [each.numeric for each in doubled().columns] == [False, True]


def test_tables_are_equal_that_show_the_same():
    assert doubled() == doubled()


def test_words_can_lead_to_every_anchor_of_a_document():
    inner = Table((Column("a", "A"),), ((Marked("x", anchor="cell"),), ("y",)))
    document = (
        Paragraph(Marked("said", anchor="said")),
        Listing(("item", Marked("item", anchor="item"))),
        Fold("More", "fold", (inner,)),
    )
    assert anchors_of(document) == {"said", "item", "fold", "cell"}


def test_a_table_is_widened_by_a_column_at_its_place():
    wide = doubled().widened(1, Column("sign", "Sign"), ("+", "-"))
    assert wide.keys == ("n", "sign", "twice")
    assert wide.rows == (("1", "+", "2"), ("20", "-", "40"))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("stage 4", "stage\N{NO-BREAK SPACE}4"),
        ("stage 12", "stage\N{NO-BREAK SPACE}12"),
        ("14 months", "14 months"),
        ("a -x", "a <span class=step>-x</span>"),
    ],
)
def test_a_cell_of_few_letters_stays_on_one_line(cell, shown):
    table = Rows([cell], "One").under(Column("where", "Where", str))
    assert f">{shown}</td>" in render_html((table,))
