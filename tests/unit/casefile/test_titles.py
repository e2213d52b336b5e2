"""Titles of bundled cases, read without the cases."""

from importlib.resources import files

import pytest

from detente.casefile import bundled_cases, bundled_titles, load_case
from detente.casefile.titles import plain_title, written_title
from detente.model.text import Text


@pytest.mark.parametrize(("name", "title"), bundled_titles())
def test_a_listed_title_is_that_of_the_case(name, title):
    assert title == load_case(name).title


@pytest.mark.parametrize("name", bundled_cases())
def test_no_bundled_case_has_to_be_read_whole_for_its_title(name):
    text = files("detente").joinpath("cases", f"{name}.yaml").read_text("utf-8")
    assert plain_title(text) is not None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: {en: A b-c (d), ru: Эта}", ("A b-c (d)", "Эта")),
        ('title: {en: "A: b, c", ru: "«Э» # 1"}', ("A: b, c", "«Э» # 1")),
    ],
)
def test_a_title_on_one_line_is_read_without_yaml(line, title):
    en, ru = title
    expected = Text((("en", en), ("ru", ru)))
    assert plain_title(f"detente: 1\n{line}\nsummary: none\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "summary: none",
        "title: Short",
        "title:\n  en: Abc\n  ru: Эта",
        "title: {en: Abc}",
        "title: {ru: Эта, en: Abc}",
        "title: {en: Abc, ru: Эта, de: Das}",
        "title: {en: Abc, ru: Эта} # so called",
        "title: {en: Abc # no, ru: Эта}",
        "title: {en: a: b, ru: Эта}",
        "title: {en: &name Abc, ru: *name}",
        "title: {en: 'Abc', ru: Эта}",
        r'title: {en: "a \"b\" c", ru: Эта}',
        'title: {en: "Abc ", ru: Эта}',
        "title: {en: No, ru: Эта}",
        "title: {en: 1962, ru: Эта}",
        "title: {en: Abc, ru: Эта}\ntitle: {en: Bcd, ru: Это}",
        "title: {en: Abc, ru: Эта}\ntitle : {en: Bcd, ru: Это}",
        "  title: {en: Abc, ru: Эта}",
    ],
)
def test_a_title_written_in_another_way_is_left_to_the_whole_reading(text):
    assert plain_title(text) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("title: A, b (c)  # so\nparties: {", ("A, b (c)", "A, b (c)")),
        ("title: {en: A b, ru: 'Э, та'}\n:", ("A b", "Э, та")),
        ('detente: 1\ntitle: "A: b\n', ("A: b", "A: b")),
        ("title:\n  en: A, b\n  ru: Эта\nparties:\n  en: c", ("A, b", "Эта")),
    ],
)
def test_a_text_that_is_no_case_says_what_it_would_be_called(text, title):
    found = written_title(text)
    assert found is not None
    assert (found.get("en"), found.get("ru")) == title


@pytest.mark.parametrize(
    "text", ["", "a letter", "  title: A", "title:\n\nen: A", "title: [A]", "title: >"]
)
def test_a_text_without_a_title_has_none(text):
    assert written_title(text) is None
