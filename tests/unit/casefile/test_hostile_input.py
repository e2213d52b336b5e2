"""What is no case at all: one clear sentence, never a traceback."""

import io
import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies as st

from detente.casefile import bundled_cases, load_case, parse_case, read_state
from detente.casefile.formula.state import read_formula
from detente.casefile.limits import MOST_BYTES
from detente.casefile.source import decoded
from detente.errors import CaseError, QuestionError
from detente.model.formula import FALSE, Formula, names

TINY = "detente: 1\nparties: {a: {options: {x: {now: yes}, y: {}}}}\n"
FULL = """\
detente: 1
title: {en: Test, ru: Проверка}
as_of: 2019-04-23
sources: {daily: {title: The Daily, date: 2019-01-01}}
parties:
  usa:
    options:
      relief: {undo: {never: freeze, takes: 1 month}, cost: {do: 0.5, undo: 1}}
  dprk: {options: {freeze: {now: yes, requires: relief or freeze}}}
terms: {deal: {is: "at_least(1, relief, freeze)", assumed: yes}}
projects: {rail: {parties: [usa, dprk], needs: deal, blocked_by: not relief}}
constraints: [not (relief and not freeze)]
preferences:
  usa: {weights: {freeze: 5, not relief: {value: 1, range: [0, 3], assumed: yes}}}
  dprk: {ranking: [YY, [NY, NN]]}
period: 1 month
patience: {usa: 0.9 per year, dprk: 0.95}
types: {hawk: {party: usa, preferences: [freeze], now: 0.2}}
turnover: {usa: [{to: hawk, hazard: 0.184 per year, share: 0.3}]}
guarantees: {pact: {by: usa, protects: dprk, against: [usa], penalty: {flow: 2}}}
deadlines: {end: {date: 2019-12-31, unless: deal, by: usa, then: relief}}
roadmaps: {plan: {stages: [freeze, {steps: [relief], escrow: yes, within: 2 weeks}]}}
events: [{date: 2019-01-01, kind: deed, parties: [usa], option: relief, value: no}]
claims: {c: {kind: fact, test: {met: [[usa, dprk, 2]]}}}
labels: {good: now +relief}
published: {R: {equilibria: [YY], stable: {usa: [NN]}}}
variants: {v: {set: {options.relief.undo: never}, remove: [guarantees.pact]}}
"""


def refused(source):
    with pytest.raises(CaseError) as caught:
        load_case(source)
    (problem,) = caught.value.problems
    return problem


def test_the_full_case_is_right():
    assert parse_case(FULL, "case.yaml").status_quo == "NY"


def test_a_missing_file_is_told_with_the_nearest_bundled_case():
    problem = refused("korea-2018")
    assert problem.code == "missing-file"
    assert problem.hint.values["nearest"] in bundled_cases()


def test_a_name_that_no_file_can_have_is_told():
    assert refused("a\0b").code == "unreadable"
    assert refused("x" * 5000).code == "unreadable"


def test_an_empty_file_is_told(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("")
    assert refused(path).message == "there is nothing in it"


@pytest.mark.parametrize("text", ["\n", "# only a comment\n", "---\n", "~\n", "\n\n"])
def test_a_file_that_says_nothing_is_told(text):
    assert refused(text).code == "empty"


def test_a_directory_is_told(tmp_path):
    assert refused(tmp_path).code == "directory"


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes("detente: 1\ntitle: Корея\n".encode("cp1251"))
    problem = refused(path)
    assert (problem.code, problem.location.line) == ("encoding", 2)


def test_a_binary_file_is_told(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes(bytes(range(128)) * 4)
    assert refused(path).code == "binary"


def test_a_file_that_is_too_large_is_told(tmp_path):
    path = tmp_path / "case.yaml"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert refused(path).code == "too-large"


def test_a_text_as_large_as_the_limit_is_read():
    assert len(decoded(b"#" * MOST_BYTES, "case.yaml")) == MOST_BYTES
    with pytest.raises(CaseError, match="5 MB"):
        decoded(b"#" * (MOST_BYTES + 1), "case.yaml")


def test_a_text_that_is_too_large_is_told():
    assert refused("#\n" * (MOST_BYTES // 2 + 1)).code == "too-large"


def test_standard_input_that_is_no_text_is_told(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\x00"), "utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    assert refused("-").code == "encoding"


def test_half_a_character_on_standard_input_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("a: \ud800\n"))
    assert refused("-").code == "encoding"


def test_a_second_document_is_told():
    problem = refused(TINY + "---\ndetente: 1\n")
    assert (problem.code, problem.location.line) == ("documents", 3)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just a text\n", "1\n"])
def test_what_is_no_mapping_is_told(text):
    assert refused(text).code == "mapping"


def test_every_key_written_twice_is_told():
    text = TINY + "title: a\ntitle: b\nperiod: 1 month\nperiod: 2 months\n"
    with pytest.raises(CaseError) as caught:
        parse_case(text, "case.yaml")
    lines = [problem.location.line for problem in caught.value.problems]
    assert lines == [4, 6]


def test_an_alias_bomb_is_refused():
    levels = [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]" for n in range(1, 9)]
    text = "\n".join(["detente: 1", "b0: &b0 [x, x, x, x]", *levels])
    assert refused(text).code == "too-many-values"


def test_an_alias_inside_itself_is_refused():
    assert refused("detente: 1\na: &a [*a]\n").code == "alias-recursive"


def test_an_alias_of_nothing_is_told():
    assert refused("detente: 1\na: *b\n").code == "alias-unknown"


def test_an_alias_is_a_copy():
    text = TINY.replace("y: {}", "y: *x").replace("x: {", "x: &x {")
    assert parse_case(text, "case.yaml").status_quo == "YY"


@pytest.mark.parametrize("open_", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(open_):
    assert refused("detente: 1\na:\n  " + open_ * 5000).code in {"too-deep", "syntax"}


def test_deep_nesting_by_aliases_is_refused():
    levels = [f"a{n}: &a{n} [[[*a{n - 1}]]]" for n in range(1, 30)]
    text = "\n".join(["detente: 1", "a0: &a0 [x]", *levels])
    assert refused(text).code == "too-deep"


@pytest.mark.parametrize(
    "text",
    [
        "a: [\n",
        "a: }\n",
        "\ta: b\n",
        "a: b: c\n",
        '"\\UFFFFFFFF"\n',
        "%YAML 9.9\n---\na\n",
        "%YAML " + "9" * 5000 + ".1\n---\na\n",
        "a: 'b\n",
        "- a\nb: c\n",
        "a: |99\n b\n",
    ],
)
def test_what_is_no_yaml_is_told(text):
    assert refused(text).code == "syntax"


def test_a_key_that_is_no_text_is_told():
    assert refused(TINY + "? [a]\n: b\n").code == "key"


def test_a_control_character_is_told():
    assert refused(TINY + 'title: "\\e[31mred"\n').code == "character"


@pytest.mark.parametrize(
    "number", ["1e9999", "1e-9999", "9" * 50, "nan", ".inf", "1_0"]
)
def test_a_number_out_of_bounds_is_told(number):
    problem = refused(TINY + f"preferences: {{a: {{weights: {{x: {number}}}}}}}\n")
    assert problem.code == "number"


def test_a_deep_formula_is_told():
    formula = "(" * 3000 + "x" + ")" * 3000
    assert refused(TINY + f"constraints: ['{formula}']\n").code == "formula-deep"


def test_a_long_formula_is_told():
    formula = " or ".join(["x"] * 5000)
    assert refused(TINY + f"constraints: [{formula}]\n").code == "formula-long"


def test_too_many_options_are_told():
    options = ", ".join(f"o{number}: {{}}" for number in range(600))
    text = f"detente: 1\nparties: {{a: {{options: {{{options}}}}}}}\n"
    assert refused(text).code == "too-many-options"


def test_a_tower_of_terms_is_told():
    terms = ", ".join(f"t{n}: not t{n - 1}" for n in range(1, 2000))
    assert refused(TINY + f"terms: {{t0: x, {terms}}}\n").code == "terms-deep"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("not " * 99, ""),
        ("(x or " * 45, ")" * 45),
        ("(y implies x or x and " * 20, ")" * 20),
    ],
)
def test_deep_formulas_in_deep_terms_are_told(before, after):
    """Neither terms nor formulas alone are beyond their limit."""
    terms = ", ".join(f"t{n}: {before}t{n - 1}{after}" for n in range(1, 50))
    text = f"terms: {{t0: x, {terms}}}\nconstraints: [t49 or not t49]\n"
    assert refused(TINY + text).code == "terms-deep"


def test_terms_that_double_at_every_level_are_told():
    """Written out, the last of them would have more names than there are atoms."""
    terms = ", ".join(
        f"a{n}: a{n - 1} or b{n - 1}, b{n}: a{n - 1} and b{n - 1}" for n in range(1, 49)
    )
    text = f"terms: {{a0: x, b0: y, {terms}}}\nconstraints: [a48 or not a48]\n"
    assert refused(TINY + text).code == "terms-deep"


@pytest.mark.parametrize("joint", [" or ", " xor ", " and "])
def test_a_formula_of_many_levels_without_parentheses_is_read_or_refused(joint):
    inner = "x"
    for _ in range(99):
        inner = f"(y implies x or y xor x and {inner})"
    text = TINY + f"constraints: ['x{joint}{inner} or true']\n"
    with suppress(CaseError):
        assert parse_case(text, "case.yaml").constraints


def test_many_arrows_are_told():
    text = TINY + f"constraints: [{' implies '.join('x' * 900)}]\n"
    problem = refused(text)
    assert (problem.code, problem.hint) == (
        "formula-two-readings",
        "put parentheses around what belongs together",
    )


@pytest.mark.parametrize(
    "patience",
    [
        "patience: 0.99999999999999999999",
        "patience: {a: 0.99999999999999999999}",
        "patience: 0.9999999999999999 per year\nperiod: 1 day",
        "patience: 0.0000000000000000001 per day\nperiod: 10 years",
        "patience: {value: 0.9, range: [0.9, 0.99999999999999999999]}",
    ],
)
def test_a_patience_that_the_arithmetic_takes_for_nought_or_one_is_told(patience):
    problem = refused(TINY + patience + "\n")
    assert (problem.code, problem.location.line) == ("patience", 3)


def test_a_patience_near_one_is_read():
    case = parse_case(TINY + "patience: 0.999999999999999\n", "case.yaml")
    assert case.negotiation.patience


@pytest.mark.parametrize("ranking", ["[[]]", "[~]", "[YY, []]", "[[], []]"])
def test_a_place_in_a_ranking_without_a_state_is_told(ranking):
    text = TINY + f"preferences: {{a: {{ranking: {ranking}}}}}\n"
    with pytest.raises(CaseError) as caught:
        parse_case(text, "case.yaml")
    assert "no-state" in {problem.code for problem in caught.value.problems}


def test_the_pairs_by_which_json_escapes_a_sign_are_one_sign():
    text = TINY + 'title: "\\ud83d\\ude00 and \\u00e9"\n'
    assert str(parse_case(text, "case.yaml").title) == "\U0001f600 and \u00e9"


@pytest.mark.parametrize("half", ["\\ud83d", "\\ude00", "\\ude00\\ud83d"])
def test_half_a_pair_is_told(half):
    assert refused(TINY + f'title: "{half}"\n').code == "character"


def test_data_that_contains_itself_is_told():
    data: dict[str, object] = {"detente": 1}
    data["parties"] = data
    assert refused(data).code == "data"


def test_a_file_of_events_outside_the_folder_is_refused(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(TINY + "events: ../secret.csv\n", encoding="utf-8")
    assert refused(path).code == "events"


def read_or_refuse(text):
    """Read a text as everything that a person could give."""
    found: list[str] = []
    try:
        parse_case(text, "case.yaml")
    except CaseError as error:
        found = [problem.location.excerpt for problem in error.problems]
    assert all(excerpt in text for excerpt in found)


@settings(max_examples=100)
@given(st.text())
def test_any_text_is_read_or_refused(text):
    read_or_refuse(text)


@settings(max_examples=100)
@given(st.text(st.sampled_from("ab: -[]{}\n,&*!|>'\"#%@?~1\t\\u0")))
def test_any_text_of_yaml_signs_is_read_or_refused(text):
    read_or_refuse(TINY + text)


_PIECES = (
    *(
        "",
        "yes",
        "no",
        "never",
        "[]",
        "{}",
        "~",
        "- a",
        "[[]]",
        "{a: b}",
        "0",
        "-1",
        "x",
    ),
    *("&a ", "*a", "!!int ", "relief", "usa", "dprk", "hawk", "now", "1 day", "'", "?"),
    *("\n", "\n  ", ": ", ", ", "NN", "not ", "stages", "options", "value", "1e400"),
)


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(FULL)), st.integers(0, 20), st.sampled_from(_PIECES)
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_damaged_case_is_read_or_refused(cuts):
    text = FULL
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    read_or_refuse(text)


_WORDS = FULL.replace("{", " ").replace("}", " ").replace(",", " ").split()


@settings(max_examples=100)
@given(st.integers(0, 200), st.sampled_from([*_WORDS, *_PIECES]))
def test_a_case_with_one_word_changed_is_read_or_refused(number, word):
    words = FULL.split(" ")
    words[number % len(words)] = word
    read_or_refuse(" ".join(words))


@given(st.text() | st.text(st.sampled_from("now +-xyNYa. ")))
def test_any_state_is_read_or_refused(text):
    case = parse_case(TINY, "case.yaml")
    found = "NN"
    with suppress(QuestionError):
        found = read_state(text, case)
    assert len(found) == 2


@given(st.text() | st.text(st.sampled_from("xya ()notrif,.12")))
def test_any_formula_is_read_or_refused(text):
    case = parse_case(TINY, "case.yaml")
    found: Formula = FALSE
    with suppress(QuestionError):
        found = read_formula(text, case)
    assert names(found) <= {"x", "y"}
