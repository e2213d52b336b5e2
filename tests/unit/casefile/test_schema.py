"""The JSON Schema of case files, which editors read."""

import dataclasses
import json

import jsonschema
import pytest
from ruamel.yaml import YAML

from detente.casefile import bundled_cases, case_schema
from detente.casefile.schema.shape import SHAPES, keys
from detente.casefile.schema.values import Means, Spread


def plain(value):
    """Give data as JSON would have it."""
    return json.loads(json.dumps(value, default=str))


def as_editors_see(name):
    from importlib.resources import files

    text = files("detente").joinpath("cases", f"{name}.yaml").read_text("utf-8")
    return plain(YAML(typ="safe", pure=True).load(text))


@pytest.fixture(scope="module")
def validator():
    schema = case_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", bundled_cases())
def test_the_schema_accepts_every_bundled_case(validator, name):
    assert [
        error.message for error in validator.iter_errors(as_editors_see(name))
    ] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "x"},
        {"parties": {"usa": {"option": {}}}},
        {"parties": {"usa": {"options": {"x": {"undoo": "never"}}}}},
        {"parties": {"usa": {"options": {"x": {"undo": "soon"}}}}},
        {"parties": {"usa": {"options": {"x": {"now": "maybe"}}}}},
        {"events": [{"date": "2019-01-01", "kind": "metting"}]},
        {"roadmaps": {"plan": {"stages": [{"step": "x"}]}}},
        {"preferences": {"usa": {"weights": {"x": "many"}}}},
        {"patience": {"usa": {"values": 1}}},
        {"detente": 2},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(validator, wrong):
    data = {"detente": 1, "parties": {"usa": {"options": {"x": {}}}}}
    assert validator.is_valid(data)
    assert not validator.is_valid(data | wrong)


@pytest.mark.parametrize(
    "right",
    [
        {"variants": {"v": {"set": {"options.x.now": True, "patience.usa": 0.9}}}},
        {"variants": {"v": {"remove": ["options.x"]}}},
        {"parties": {"usa": {"name": {"en": "USA", "ru": "США"}}}},
        {"sources": {"daily": {"en": "The Daily", "ru": "Дейли"}}},
        {"constraints": ["x", {"is": "not x", "note": "why"}]},
        {"roadmaps": {"plan": {"stages": ["x", ["x"], {"steps": ["x"]}]}}},
    ],
)
def test_the_schema_accepts_what_the_reader_accepts(validator, right):
    data = {"detente": 1, "parties": {"usa": {"options": {"x": {}}}}}
    assert [error.message for error in validator.iter_errors(data | right)] == []


def test_the_schema_accepts_the_long_form_of_a_number_in_a_list_of_weights(validator):
    weight = {"of": "x", "value": {"value": 2, "range": [1, 3]}}
    data = {"detente": 1, "parties": {"usa": {"options": {"x": {}}}}}
    assert validator.is_valid(data | {"preferences": {"usa": {"weights": [weight]}}})


def test_the_schema_refuses_a_list_of_weights_without_numbers(validator):
    weight = {"of": "x", "value": {"value": "many"}}
    data = {"detente": 1, "parties": {"usa": {"options": {"x": {}}}}}
    assert not validator.is_valid(
        data | {"preferences": {"usa": {"weights": [weight]}}}
    )


def fields_of(shape, prefix=""):
    for key in keys(shape):
        if isinstance(key.mark, Spread):
            yield from fields_of(key.model, key.mark.prefix)
        elif key.mark is not Means.NOTHING:
            yield (prefix + key.field).partition(".")[0]


@pytest.mark.parametrize("record", SHAPES, ids=lambda record: record.__name__)
def test_every_key_goes_into_a_field_of_the_record_that_its_entry_makes(record):
    there = {field.name for field in dataclasses.fields(record)}
    assert set(fields_of(SHAPES[record].entry)) <= there


@pytest.mark.parametrize("record", SHAPES, ids=lambda record: record.__name__)
def test_every_field_of_a_record_but_its_names_comes_from_a_key(record):
    named = {"about", "concept", "id", "party"}
    beside = {"as_stated", "by_trade_offs", "edits", "events_file", "file"}
    beside |= {"rulings", "variant"}
    there = {field.name for field in dataclasses.fields(record)}
    assert there - set(fields_of(SHAPES[record].entry)) <= named | beside
