"""Damaged files of GMCR+: one message a fault, with its place and what to do."""

import json
import pickle
import re

import pytest

import detente as dt
from detente.casefile.formats import read_gmcr
from detente.casefile.formats.identifiers import Identifiers
from detente.report.words import words_of
from tests.running import detente
from tests.unit.exchange.test_gmcr import RANKING, faults, ranked, small

TEXT = json.dumps(small(), indent=1)


def problems(text):
    with pytest.raises(dt.CaseError) as raised:
        read_gmcr(text, "x.gmcr")
    return raised.value.problems


def with_key_twice(key):
    return TEXT.replace(f'"{key}"', f'"{key}": [], "{key}"', 1)


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("infeasibles", "$"),
        ("decisionMakers", "$"),
        ("permittedDirection", "$.options[0]"),
        ("preferences", "$.decisionMakers[0]"),
    ],
)
def test_a_key_that_stands_twice_is_a_fault_with_its_path(key, path):
    fault = f"x.gmcr: {path}: the key '{key}' stands here twice"
    assert faults(with_key_twice(key)) == [fault]


def test_an_empty_tie_is_a_fault():
    fault = f"{RANKING}[1]: a tie without states stands here"
    assert faults(small(**ranked([1, [], 2, [3, 4]]))) == [fault]


@pytest.mark.parametrize(
    ("ranking", "place", "hint"),
    [
        (["1", 2, 3, 4], "[0]", "write 1 without quotes"),
        ([1, [2, "3"], 4], "[1][1]", "write 3 without quotes"),
        ([1, 2, 3.0, 4], "[2]", "write 3"),
    ],
)
def test_a_number_written_otherwise_is_told_as_such(ranking, place, hint):
    (problem,) = problems(json.dumps(small(**ranked(ranking))))
    assert str(problem.location) == f"{RANKING}{place}"
    assert "must be a whole number" in problem.message
    assert problem.hint == hint


def test_an_option_in_quotes_says_to_leave_them_out():
    (problem,) = problems(json.dumps(small(infeasibles=[[["1", "Y"]]])))
    assert problem.hint == "write 1 without quotes"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5_000, "[" * 41])
def test_brackets_too_deep_are_told_with_their_place(text):
    (problem,) = problems(text)
    assert problem.message == "brackets stand more than 40 deep here"
    assert problem.location.line == 1


def test_brackets_inside_a_text_are_no_depth():
    options = [{"name": "[" * 50 + '"{'}, {"name": "b"}]
    read = read_gmcr(json.dumps(small(options=options)), "x.gmcr")
    assert str(read.case.options[0].about.name) == "[" * 50 + '"{'


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (TEXT + "]", f"{TEXT.count(chr(10)) + 1}:2", "the file goes on after its end"),
        ('{"options": }', "1:13", "a value is missing here"),
        ('{"a" 1}', "1:6", "a colon is missing here"),
        ('{"a": [1 2]}', "1:10", "a comma is missing here"),
        ("{a: 1}", "1:2", "a key in double quotes is missing here"),
        ('{"a": "b', "1:7", "a text that begins here has no closing quote"),
        ('{"a": "b\n"}', "1:9", "a text goes on in the next line"),
        (r'{"a": "\q"}', "1:8", "a backslash stands before what it cannot escape"),
        (r'{"a": "\u12"}', "1:9", "four digits are missing after this \\u"),
    ],
)
def test_what_is_no_json_is_told_in_our_words(text, place, reason):
    (problem,) = problems(text)
    assert str(problem.location) == f"x.gmcr:{place}"
    assert problem.message == f"this is not well-formed JSON: {reason}"


def test_the_reason_is_told_in_russian_too():
    (problem,) = problems('{"options": }')
    said = words_of("ru").message(problem.message)
    assert said == "это не JSON: здесь не хватает значения"


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_file_says_so(text):
    assert faults(text) == ["x.gmcr: there is nothing in it"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("\ud800", "a text cannot hold the character U+D800"),
        (" \n", "this text is empty"),
    ],
)
def test_a_name_that_is_none_is_told_with_its_path(name, message):
    options = [{"name": name}, {"name": "b"}]
    text = json.dumps(small(options=options))
    assert faults(text) == [f"x.gmcr: $.options[0].name: {message}"]


def test_an_option_listed_twice_has_no_second_owner():
    makers = [{"name": "p", "options": [0, 1, 0], "preferences": []}]
    assert faults(small(decisionMakers=makers)) == [
        "x.gmcr: $.decisionMakers[0].options[2]: the option 0 stands here twice"
    ]


@pytest.mark.parametrize(
    "text", ["[]", "null", '{"decisionMakers": [], "options": []}']
)
def test_what_follows_from_a_fault_is_no_second_one(text):
    assert len(faults(text)) == 1


@pytest.mark.parametrize(
    ("raw", "message", "hint"),
    [
        *(
            (pickle.dumps({"dms": ["A"]}, protocol), "binary file of the old", "GMCR+")
            for protocol in (2, 3, 4, 5)
        ),
        (TEXT.encode("utf-16"), "UTF-16", "UTF-8"),
        (TEXT.encode("utf-16-le"), "U+0000", "UTF-8"),
        (b"PK\x03\x04\xff", "packed file", ".xlsx"),
        (b"%PDF-1.7\xff", "PDF", "write the case"),
        ("ж".encode("cp1251"), "not text in UTF-8", "UTF-8"),
    ],
)
def test_a_file_that_is_no_text_is_told_by_what_it_is(tmp_path, raw, message, hint):
    file = tmp_path / "x.gmcr"
    file.write_bytes(raw)
    ran = detente("import", file)
    assert ran.code == 2
    assert message in ran.err.splitlines()[0]
    assert hint in ran.err


NAMES = [
    "谈判",
    "تفاوض",
    "협상",
    "ゲート",
    "Ελλάδα",
    "พูด",
    "Łódź",
    "הסכם",
    "Объезд",
    "🔥",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_id_can_be_read_whatever_letters_the_name_has(name):
    id_ = Identifiers().make(name, "option_1")
    assert re.fullmatch("[a-z][a-z0-9_]*", id_)
    assert not id_.startswith("option")


def test_a_file_for_gmcr_is_ascii_and_keeps_every_name():
    parties = {
        f"p{place}": {"name": name, "options": {f"o{place}": {"name": name}}}
        for place, name in enumerate([*NAMES, r'q \ "back"'])
    }
    case = dt.load({"detente": 1, "title": "水", "parties": parties})
    exported = dt.convert_case(case, "gmcr")
    assert exported.text.isascii()
    back = read_gmcr(exported.text, "x.gmcr").case
    assert back.title == case.title
    assert [o.about.name for o in back.options] == [o.about.name for o in case.options]
    assert [p.about.name for p in back.parties] == [p.about.name for p in case.parties]


@pytest.mark.parametrize("form", ["gmcr", "nfg", "graphml"])
def test_names_are_written_in_the_language_asked_for(form):
    texts = [
        dt.convert_case("korea-2017", form, language=lang).text for lang in ("en", "ru")
    ]
    assert texts[0] != texts[1]
