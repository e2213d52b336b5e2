"""The compiled scanner and the one in Python read the same tree."""

from unittest import mock

import pytest
from ruamel.yaml import YAML

from detente.casefile import bundled_cases
from detente.casefile.source import read_source
from detente.casefile.yaml import syntax
from detente.casefile.yaml.tree import Mapping


def leaves(value, path=()):
    """Every value with its path, text and place."""
    place = value.place and (value.place.start, value.place.end)
    yield path, type(value).__name__, place, getattr(value, "plain", None)
    if isinstance(value, Mapping):
        for key, child in value.items():
            yield from leaves(key, (*path, "key"))
            yield from leaves(child, (*path, str(key)))
    elif isinstance(value, list):
        for place_in_list, child in enumerate(value):
            yield from leaves(child, (*path, place_in_list))
    else:
        yield path, str(value)


def in_python(text):
    pure = YAML(typ="safe", pure=True)
    with mock.patch("ruamel.yaml.YAML", return_value=pure):
        return syntax.parse_tree(text, "case.yaml")


@pytest.mark.parametrize("name", bundled_cases())
def test_both_scanners_read_the_same_places(name):
    text = read_source(name).text
    compiled = list(leaves(syntax.parse_tree(text, "case.yaml").data))
    assert compiled == list(leaves(in_python(text).data))
