"""Where cases come from, and the edits made on the way in."""

import datetime
import io
import pickle
import subprocess
import sys
from dataclasses import fields, replace
from decimal import Decimal

import pytest

import detente as dt
from detente.casefile import (
    apply_variant,
    bundled_cases,
    load_case,
    parse_case,
    read_formula,
    read_state,
)
from detente.casefile.nearest import nearest
from detente.casefile.reader import tree_of, variant_of
from detente.casefile.yaml.one_line import yaml_line
from detente.errors import CaseError, QuestionError
from detente.model.formula import And, Name, Not
from detente.report.problems import problem_text
from detente.report.words import words_of

TEXT = """\
detente: 1
parties:
  usa: {options: {relief: {undo: 1 month}, drills: {now: yes}}}
  dprk: {options: {freeze: }}
terms: {deal: relief and freeze}
labels: {good: now +freeze}
variants:
  hard: {set: {options.relief.undo: never}, remove: [terms.deal]}
"""
STATES = """\
detente: 1
parties: {usa: , dprk: }
states: {calm: Calm, tense: Tense}
status_quo: calm
"""
DATA = {
    "detente": 1,
    "parties": {"usa": {"options": {"relief": {"now": True, "cost": Decimal("0.1")}}}},
    "as_of": datetime.date(2019, 4, 23),
}


@pytest.fixture
def case():
    return parse_case(TEXT, "case.yaml")


@pytest.mark.parametrize("name", bundled_cases())
def test_every_bundled_case_is_read(name):
    assert load_case(name).parties


def test_bundled_cases_are_in_alphabetical_order():
    assert list(bundled_cases()) == sorted(bundled_cases())


def test_a_case_is_read_from_a_path(tmp_path, case):
    path = tmp_path / "case.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert load_case(path) == load_case(str(path)) == case


def test_a_mark_of_byte_order_is_no_part_of_the_text(tmp_path, case):
    path = tmp_path / "case.yaml"
    path.write_text(TEXT, encoding="utf-8-sig")
    assert load_case(path) == case


def test_lines_may_end_as_on_windows(tmp_path, case):
    path = tmp_path / "case.yaml"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert load_case(path) == case


def test_a_text_is_read_as_it_is(case):
    assert load_case(TEXT).parties == case.parties


def test_standard_input_is_read(monkeypatch, case):
    stream = io.TextIOWrapper(io.BytesIO(TEXT.encode()), "utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    assert load_case("-").parties == case.parties


def test_data_is_read():
    case = load_case(DATA)
    assert case.option["relief"].now
    cost = case.option["relief"].cost_do
    assert cost is not None
    assert cost.value == Decimal("0.1")
    assert case.as_of == datetime.date(2019, 4, 23)


def test_a_fault_in_data_is_shown_in_its_text():
    with pytest.raises(CaseError) as caught:
        load_case(DATA | {"as_of": "soon"})
    (problem,) = caught.value.problems
    assert problem.location.excerpt == ' "as_of": "soon"'


def test_an_edit_is_made_before_the_case_is_read():
    assert (
        load_case(TEXT, edits=["options.relief.undo=never"])
        .option["relief"]
        .undo.is_never
    )


def test_a_variant_is_made_before_the_edits():
    edited = load_case(TEXT, variant="hard", edits=["options.relief.undo=2 weeks"])
    assert edited.option["relief"].undo.takes.days == 14
    assert edited.terms == ()


def test_an_edit_leaves_the_other_uses_of_an_alias():
    text = TEXT.replace("{undo: 1 month}", "&x {undo: 1 month}")
    text = text.replace("freeze: }", "freeze: *x}")
    edited = load_case(text, edits=["options.relief.undo=never"])
    assert not edited.option["freeze"].undo.is_never


def test_a_variant_is_applied_to_a_case_that_is_read(case):
    assert (
        apply_variant(case, "hard").parties == load_case(TEXT, variant="hard").parties
    )


@pytest.mark.parametrize("name", ["korea-2019", "iran-2015"])
def test_a_variant_of_what_was_just_read_is_that_of_the_case_written_anew(name):
    just_read = load_case(name)
    assert tree_of(just_read) is not None
    # A copy is another case: nothing is known of what it was read from.
    copied = replace(just_read)
    assert tree_of(copied) is None
    assert just_read.variants
    for variant in just_read.variants:
        kept = apply_variant(just_read, variant.id)
        assert kept == apply_variant(copied, variant.id)


@pytest.mark.parametrize(
    "beside",
    [
        "",
        "assumed: yes\nnote: All of it.\nlanguage: en\nas_of: 2019-04-01\n",
        """
summary: Short.
author: Somebody
sources: {s: {title: S, date: 2019}}
evidence: [{source: s}]
bodies: {un: United Nations}
""",
    ],
)
def test_a_variant_read_with_its_case_is_the_whole_case(beside):
    case = load_case(TEXT + beside)
    kept, fresh = variant_of(case, "hard"), load_case(TEXT + beside, variant="hard")
    assert kept is not None
    assert vars(kept).keys() >= {each.name for each in fields(kept)}
    for each in fields(fresh):
        assert getattr(kept, each.name) == getattr(fresh, each.name), each.name
    assert apply_variant(case, "hard") is kept
    assert variant_of(case, "nonsense") is None is variant_of(fresh, "hard")


def test_no_variant_is_made_of_a_table_that_is_read_anew(tmp_path):
    table = tmp_path / "events.csv"
    table.write_text("date,kind\n2019-01-01,statement\n", "utf-8")
    path = tmp_path / "case.yaml"
    path.write_text(TEXT + "events: events.csv\n", "utf-8")
    case = load_case(path)
    table.unlink()
    assert apply_variant(case, "hard").events == case.events != ()


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"variant": "hart"}, "unknown-variant"),
        ({"edits": ["options.relif.undo=never"]}, "edit"),
        ({"edits": ["options.relief.undo"]}, "edit"),
        ({"edits": ["options.relief.undo=["]}, "syntax"),
        ({"edits": ["options.relief={undo: 1, undo: 2}"]}, "duplicate-key"),
    ],
)
def test_what_cannot_be_edited_is_a_wrong_question(keys, code):
    with pytest.raises(QuestionError) as caught:
        load_case(TEXT, **keys)
    assert caught.value.problems[0].code == code


def test_an_unknown_variant_is_told_with_the_nearest():
    with pytest.raises(QuestionError) as caught:
        load_case(TEXT, variant="hart")
    assert caught.value.problems[0].hint == "did you mean 'hard'?"


def test_an_edit_to_a_wrong_value_is_a_fault_at_the_edit():
    with pytest.raises(CaseError) as caught:
        load_case(TEXT, edits=["options.relief.undo=soon"])
    (problem,) = caught.value.problems
    assert (problem.location.file, problem.location.excerpt) == ("--set", "soon")


def test_what_an_edit_rules_out_may_stay_in_labels():
    edited = load_case(TEXT, edits=["constraints=[not freeze]"])
    assert edited.labels == (("good", "NYY"),)


CSV = """\
date,kind,parties,option,value,quote
2019-01-01,deed,usa;dprk,relief,no,"so, he said"
2019-01-02,meeting,usa dprk,,,
"""


def load_with_events(folder, csv):
    (folder / "events.csv").write_text(csv, encoding="utf-8")
    (folder / "case.yaml").write_text(TEXT + "events: events.csv\n", encoding="utf-8")
    return load_case(folder / "case.yaml")


def test_events_are_read_from_a_table_beside_the_case(tmp_path):
    case = load_with_events(tmp_path, CSV)
    deed, meeting = case.events
    assert (deed.option, deed.value, deed.quote) == ("relief", False, "so, he said")
    assert meeting.parties == ("usa", "dprk")
    assert case.events_file == "events.csv"


def test_events_of_a_spreadsheet_may_begin_with_a_byte_order_mark(tmp_path):
    marked = load_with_events(tmp_path, "\ufeff" + CSV)
    assert marked.events == load_with_events(tmp_path, CSV).events


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("kind", "kin", "unknown-column", 1, 6),
        ("deed", "dead", "word", 2, 12),
        ("relief", "relif", "unknown-option", 2, 26),
        ("usa dprk", "usa rok", "unknown-party", 3, 20),
        ("2019-01-02", "yesterday", "date", 3, 1),
        (',"so, he said"', ",so, he said", "csv", 2, 40),
        ('"so, he said"', '"so', "csv", 2, 1),
        ('"so, he said"', '"so" he said', "csv", 2, 1),
        ("option,value", "kind,value", "duplicate-column", 1, 19),
    ],
)
def test_a_fault_in_the_table_has_its_place_there(
    tmp_path, old, new, code, line, column
):
    with pytest.raises(CaseError) as caught:
        load_with_events(tmp_path, CSV.replace(old, new))
    places = [
        (problem.code, problem.location.file, problem.location.line)
        for problem in caught.value.problems
    ]
    assert (code, "events.csv", line) in places
    columns = [problem.location.column for problem in caught.value.problems]
    assert column in columns


def test_a_missing_table_is_told_with_the_nearest(tmp_path):
    (tmp_path / "events.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(TEXT + "events: event.csv\n", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(tmp_path / "case.yaml")
    assert caught.value.problems[0].hint == "did you mean 'events.csv'?"


@pytest.mark.parametrize(
    "cell", ['"usa, dprk"', "usa dprk", "usa;dprk", '"usa ; dprk"']
)
def test_parties_in_a_cell_stand_apart_by_spaces_commas_or_semicolons(tmp_path, cell):
    case = load_with_events(tmp_path, CSV.replace("usa dprk", cell))
    assert case.events[1].parties == ("usa", "dprk")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_may_have_semicolons_or_tabs_between_its_cells(tmp_path, separator):
    rows = ["date,kind,parties,value", "2019-01-01,meeting,usa dprk,"]
    text = "\r\n".join(row.replace(",", separator) for row in rows)
    (meeting,) = load_with_events(tmp_path, text).events
    assert (meeting.kind, meeting.parties) == ("meeting", ("usa", "dprk"))


def test_a_column_that_stands_twice_is_not_called_misspelt(tmp_path):
    with pytest.raises(CaseError) as caught:
        load_with_events(tmp_path, CSV.replace("option,value", "kind,value"))
    problem = caught.value.problems[0]
    assert problem.message == "the column 'kind' stands here twice"
    assert problem.hint == "keep one of them"


def test_a_missing_column_is_told_once_and_not_in_every_row(tmp_path):
    with pytest.raises(CaseError) as caught:
        load_with_events(tmp_path, CSV.replace("date,kind", "date,what"))
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["missing-column", "unknown-column"]


def test_a_directory_in_place_of_the_table_is_told(tmp_path):
    (tmp_path / "events.csv").mkdir()
    (tmp_path / "case.yaml").write_text(TEXT + "events: events.csv\n", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(tmp_path / "case.yaml")
    (problem,) = caught.value.problems
    assert problem.message == "'events.csv' is a directory, not a file"


def test_an_open_quote_in_the_table_is_told_in_words_that_can_be_translated(tmp_path):
    with pytest.raises(CaseError) as caught:
        load_with_events(tmp_path, CSV.replace('"so, he said"', '"so'))
    (problem,) = caught.value.problems
    assert problem.message.template == "a quote that opens in this row is never closed"


def test_a_text_has_no_table_beside_it():
    with pytest.raises(CaseError) as caught:
        load_case(TEXT + "events: events.csv\n")
    assert caught.value.problems[0].code == "events-file"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("now", "NYN"),
        ("YNY", "YNY"),
        ("good", "NYY"),
        ("now +relief -drills", "YNN"),
        ("+freeze", "NYY"),
        ("now+usa.relief", "YYN"),
        ("  now  -drills ", "NNN"),
        ("now +drills", "NYN"),
    ],
)
def test_a_state_is_read(case, text, state):
    assert read_state(text, case) == state


@pytest.mark.parametrize(
    ("text", "code", "column", "hint"),
    [
        ("YN", "state-length", 1, "the options are: relief, drills, freeze"),
        ("now +relif", "unknown-option", 6, "did you mean 'relief'?"),
        ("now +dprk.relief", "unknown-option", 6, "did you mean 'usa.relief'?"),
        ("now +relief -relief", "changed-twice", 14, None),
        ("goood", "state", 1, "did you mean 'good'?"),
        ("freeze", "state", 1, "write now +freeze"),
        ("++freeze", "state", 1, "write now +freeze"),
        ("freeze-", "state", 1, "write now +freeze"),
        ("ynn", "state", 1, "write YNN"),
    ],
)
def test_what_names_no_state_is_told(case, text, code, column, hint):
    with pytest.raises(QuestionError) as caught:
        read_state(text, case)
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.column, problem.hint) == (code, column, hint)


def test_a_listed_state_is_read_by_its_id():
    assert read_state("tense", parse_case(STATES, "case.yaml")) == "tense"


def test_an_unlisted_state_is_told_with_the_nearest():
    with pytest.raises(QuestionError) as caught:
        read_state("tens", parse_case(STATES, "case.yaml"))
    assert caught.value.problems[0].hint == "did you mean 'tense'?"


def test_a_formula_is_read_about_a_case(case):
    formula = read_formula("deal and not dprk.freeze", case)
    assert formula == And((Name("deal"), Not(Name("freeze"))))


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [("relief and", "formula-missing", 8), ("relief or dael", "unknown-name", 11)],
)
def test_what_is_no_formula_about_a_case_is_told(case, text, code, column):
    with pytest.raises(QuestionError) as caught:
        read_formula(text, case)
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.column) == (code, column)


def test_the_nearest_word_is_found_whatever_its_case():
    assert nearest("RELIEF", ["relief", "freeze"]) == "relief"


def test_nothing_is_near_a_strange_word():
    assert nearest("qqq", ["relief", "freeze"]) is None


def test_words_are_compared_up_to_sixty_letters():
    known = ["longer" * 10, "longest" * 9]
    assert [len(word) for word in known] == [60, 63]
    assert nearest("x" + "longer" * 9 + "longe", known) == known[0]
    assert nearest("x" + "longer" * 10, known) is None
    assert nearest("longest" * 8, known[1:]) is None


@pytest.mark.parametrize(
    "text",
    [
        "never",
        "[a, {b: 1.50}]",
        '"5"',
        '"null"',
        "yes",
        "{a: [], b: {}}",
        '"a, b"',
        '"- a"',
        "2019-04-23",
        "-1",
        "Y-N",
    ],
)
def test_a_value_is_written_on_one_line_as_it_was(text):
    from detente.casefile.yaml.syntax import parse_tree

    assert yaml_line(parse_tree(text + "\n", "value").data) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('"yes"', "yes"),
        ("'a'", "a"),
        ("{now: true, is: 'true'}", "{now: yes, is: true}"),
    ],
)
def test_a_value_is_written_the_same_however_it_was_spelt(text, line):
    from detente.casefile.yaml.syntax import parse_tree

    assert yaml_line(parse_tree(text + "\n", "value").data) == line


def test_a_case_is_found_again_by_another_process():
    # Texts are hashed with a secret of the process, which a case must not take along.
    case = dt.load("korea-2017")
    hash(case)
    program = """
import pickle, sys
import detente as dt
sent = pickle.load(sys.stdin.buffer)
assert {dt.load("korea-2017"): "found"}[sent] == "found"
"""
    subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps(case),
        env={"PYTHONHASHSEED": "7"},
        check=True,
    )


def test_cases_that_differ_in_what_is_compared_are_told_apart():
    case = dt.load("korea-2017")
    assert hash(replace(case, file="elsewhere.yaml")) == hash(case)
    assert replace(case, file="elsewhere.yaml") == case
    assert replace(case, language="ru") != case
    assert hash(replace(case, language="ru")) != hash(case)


def test_an_edit_of_what_is_not_there_is_told_at_its_first_character():
    with pytest.raises(QuestionError) as caught:
        load_case(TEXT, edits=["options.relif.undo=never"])
    (problem,) = caught.value.problems
    at = problem.location
    assert (at.file, at.line, at.column) == ("--set", 1, 1)
    assert at.excerpt == "options.relif.undo=never"


def test_a_fault_that_no_edit_made_is_told_where_it_stands_in_the_file():
    text = TEXT + "titel: Mine\n"
    with pytest.raises(CaseError) as caught:
        load_case(text, edits=["options.relief.undo=never"])
    (problem,) = caught.value.problems
    assert problem.location.file != "--set"
    assert problem.location.line == text.count("\n")


def test_a_weight_that_is_no_mapping_is_a_fault_at_it():
    text = TEXT + "preferences: {usa: {weights: [relief]}}\n"
    with pytest.raises(CaseError) as caught:
        load_case(text)
    assert [str(each.message) for each in caught.value.problems] == [
        "weights must be a mapping, not 'relief'"
    ]


@pytest.mark.parametrize("spaces", [2, 4, 8])
def test_the_marker_stands_under_the_fault_however_far_the_line_is_set_in(spaces):
    text = "detente: 1\nparties:\n" + " " * spaces + "usa: {optoins: {x: {}}}\n"
    with pytest.raises(CaseError) as caught:
        load_case(text)
    problem = next(p for p in caught.value.problems if p.code == "unknown-key")
    _, line, marker, *_ = problem_text(problem, words_of("en")).splitlines()
    assert line[marker.index("^") : marker.rindex("^") + 1] == "optoins"
