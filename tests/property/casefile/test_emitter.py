"""Plain data written as YAML text."""

from io import StringIO

import pytest
from hypothesis import given, strategies as st
from ruamel.yaml import YAML

from detente.casefile.yaml.emitter import Block, Raw, emit, flow
from tests.full_values import words

keys = words.filter(lambda word: len(word) < 100)
trees = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=4).map(Block)
    ),
    max_leaves=12,
)


def loaded(text, version):
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version
    return yaml.load(StringIO(text))


@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
@given(tree=st.dictionaries(keys, trees, min_size=1, max_size=4))
def test_strings_stay_strings_for_every_reader_of_yaml(version, tree):
    assert loaded(emit(tree), version) == tree


@given(st.dictionaries(keys, trees, max_size=4))
def test_a_value_in_braces_stands_on_one_line(tree):
    assert len(flow(tree).splitlines()) == 1


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        ({"a": True, "b": False}, "a: yes\nb: no\n"),
        ({"a": {"b": "c", "d": ["e"]}}, "a: {b: c, d: [e]}\n"),
        ({"a": Block(b="c")}, "a:\n  b: c\n"),
        ({"a": Block(b=["c"]), "d": "e"}, "a:\n  b: [c]\n\nd: e\n"),
        ({"a": [Block(b="c", d="e"), "f"]}, "a:\n  - b: c\n    d: e\n  - f\n"),
        ({"a": [["b", Block(c="d")]]}, "a:\n  - - b\n    - c: d\n"),
        ({"a": "b\nc\n"}, "a: |\n  b\n  c\n"),
        ({"a": "b\n\nc"}, "a: |-\n  b\n\n  c\n"),
        ({"a": ["b\nc"]}, "a:\n  - |-\n    b\n    c\n"),
        ({"a": "f(1, b)", "c": ["f(1, b)"]}, 'a: f(1, b)\nc: ["f(1, b)"]\n'),
        ({"a": Block(b=Raw("{c: no}"))}, "a:\n  b: {c: no}\n"),
        ({"a": [], "b": {}}, "a: []\nb: {}\n"),
        ({"a": "x " * 200 + "y"}, "a: " + "x " * 200 + "y\n"),
    ],
)
def test_data_is_written_as_people_write_it(tree, text):
    assert emit(tree) == text


def test_a_long_list_takes_an_item_a_line():
    items = [f"item number {number}" for number in range(20)]
    assert emit({"a": items}) == "a:\n" + "".join(f"  - {item}\n" for item in items)
