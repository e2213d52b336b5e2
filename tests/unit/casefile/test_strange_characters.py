"""Characters that no person types are not let into the texts of a case."""

import json

import pytest

import detente as dt
from detente.errors import CaseError
from tests.running import detente

CASE = """\
detente: 1
title: A
as_of: 2020-01-01
parties: {p: {options: {x: {}}}, q: {options: {z: {}}}}
events: events.csv
"""
TEXT = 'detente: 1\ntitle: T\nparties: {p: {name: "a%sb", options: {x: {}}}}\n'
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ESCAPES = "\x00\x07\x0d\x1b\x7f\x9b"


def code_of(read):
    with pytest.raises(CaseError) as caught:
        read()
    return {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize("character", TURNING + ESCAPES)
def test_a_name_in_yaml_cannot_hold_it(character):
    escape = f"\\u{ord(character):04x}"
    assert code_of(lambda: dt.load(TEXT % escape)) == {"character"}


@pytest.mark.parametrize("character", TURNING)
def test_nor_as_it_stands(character):
    assert code_of(lambda: dt.load(TEXT % character)) == {"character"}


@pytest.mark.parametrize("character", "\u200e\u200f\u061c\u200d\n\t\N{FAMILY}")
def test_marks_that_writing_needs_can_stand(character):
    parties: dict[str, object] = {"p": {"options": {"x": {}}}}
    case = dt.load({"detente": 1, "title": f"a{character}b", "parties": parties})
    assert character in str(case.title)


@pytest.mark.parametrize("character", TURNING + "\x1b\x07")
def test_a_cell_of_events_cannot_hold_it(tmp_path, character):
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    rows = f"date,kind,parties,title\n2019-01-01,meeting,p q,a{character}b\n"
    (tmp_path / "events.csv").write_text(rows, "utf-8")
    assert code_of(lambda: dt.load(tmp_path / "case.yaml")) <= {"character", "binary"}


@pytest.mark.parametrize("character", TURNING + "\x1b\x07\ud800")
def test_a_name_of_another_program_cannot_hold_it(tmp_path, character):
    file = tmp_path / "case.gmcr"
    data = json.loads(dt.convert_case("chicken", "gmcr").text)
    data["decisionMakers"][0]["name"] = f"a{character}b"
    file.write_text(json.dumps(data), "utf-8")
    ran = detente("import", file)
    assert ran.code == 2
    assert f"U+{ord(character):04X}" in ran.err
