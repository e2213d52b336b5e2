"""The text of a case that is open to be changed: the rest stays as it is written."""

import pytest

import detente as dt
from detente.casefile.variants.open_text import OpenText, keys_within

TEXT = """\
# Two farms
detente: 1
title: "Two farms"   # as it was
parties:
  b: {options: {y: {}}}
  a:
    options:
      x:    # the well
preferences: {a: [y], b: [x]}
"""


def test_what_was_not_changed_is_given_back_to_the_letter():
    assert OpenText(TEXT).text() == TEXT
    odd = "detente:   1\ntitle:   'odd'\n"
    assert OpenText(odd).text() == odd


def test_what_is_changed_is_written_and_all_else_stays():
    opened = OpenText(TEXT)
    assert list(opened.data) == ["detente", "title", "parties", "preferences"]
    opened.data["parties"]["b"]["options"]["y"] = opened.made({"undo": "never"})
    opened.data["as_of"] = opened.made("2020-01-02")
    found = opened.text()
    assert found.startswith(
        '# Two farms\ndetente: 1\ntitle: "Two farms"   # as it was\n'
    )
    assert "x:    # the well" in found
    case = dt.load(found)
    assert case.option["y"].undo.is_never
    assert str(case.as_of) == "2020-01-02"
    assert [party.id for party in case.parties] == ["b", "a"]


@pytest.mark.parametrize("text", ["- a\n- b\n", "word\n"])
def test_a_text_without_keys_is_an_empty_case(text):
    opened = OpenText(text)
    assert opened.data == {}
    opened.data["title"] = "New"
    assert opened.text().endswith("title: New\n")


def test_every_key_of_every_mapping_counts_as_taken():
    data = {"a": {"b": [{"c": 1}, ["d", {"e": None}]]}, "f": "g", 1: 2}
    assert keys_within(data) == {"a", "b", "c", "e", "f", "1"}
    assert keys_within("a") == set()
