"""The commonest slips of people who write a case by hand, in words that help."""

import pytest

from detente.casefile import load_case, parse_case
from detente.errors import CaseError
from detente.model.event import Source
from tests.faulty import CASE, marked, only, problems

NOT_YAML = [
    # what follows the first line, what the marker underlines, sentence, hint
    (
        "parties:\n  north:\n    options:\n      dig: {}\n     talk: {}\n",
        "talk: {}",
        "the indentation of this line does not fit the lines above",
        "lines that belong together start in one column: put 4 or 6 spaces here",
    ),
    (
        "parties:\n  north:\n    name: N\n      options: {}\n",
        "options: {}",
        "the indentation of this line does not fit the lines above",
        "lines that belong together start in one column: put 4 spaces here",
    ),
    (
        "parties:\n  a: {}\n  - b\n",
        "-",
        "items that begin with - cannot stand among keys",
        "write - before all lines of a list, and before no key",
    ),
    (
        "title A strike\nparties: {}\n",
        "title A strike",
        "a colon is missing in 'title A strike'",
        "write a key, a colon and a space, as in now: yes",
    ),
    (
        "parties:\n  north:\n    name N\n    options: {}\n",
        "name N",
        "a colon is missing in 'name N'",
        "write a key, a colon and a space, as in now: yes",
    ),
    (
        "title:Strike\nparties: {}\n",
        "title:Strike",
        "a space is missing after the colon in 'title:Strike'",
        "write title: Strike",
    ),
    (
        "title: Work: a strike\n",
        ":",
        "a colon cannot stand here",
        "put quotes around a text that contains ': '",
    ),
    (
        "parties:\n\tnorth: {}\n",
        "\t",
        "a line cannot start with a tab",
        "indent with spaces",
    ),
    (
        "constraints: [x, y\nparties: {}\n",
        "[",
        "the bracket [ that opens here is never closed",
        "add ] where it ends",
    ),
    ("constraints: [x, y}\n", "}", "} cannot close [", "write ]"),
    (
        "parties: {a: {}}}\n",
        "}",
        "} closes nothing",
        "remove it, or add { where it starts",
    ),
    (
        "parties: {a: {name: x} b: {}}\n",
        "b",
        "a comma or a colon is missing before this",
        "write [a, b] or {a: x, b: y}",
    ),
    (
        'title: "Strike\nparties: {}\n',
        '"',
        "the quote that opens here is never closed",
        "close it",
    ),
    (
        'title: "Strike" at the plant\n',
        "a",
        "this stands after the closing quote",
        "put quotes around the whole text, and look for one left open above",
    ),
    (
        'title: "a\\d"\n',
        "d",
        "the backslash before 'd' means nothing here",
        "write it twice, or use single quotes",
    ),
]


@pytest.mark.parametrize(("text", "underlined", "sentence", "hint"), NOT_YAML)
def test_what_keeps_a_text_from_being_read_is_told_in_plain_words(
    text, underlined, sentence, hint
):
    problem = only("detente: 1\n" + text)
    assert (marked(problem), problem.message, problem.hint) == (
        underlined,
        sentence,
        hint,
    )


@pytest.mark.parametrize("sign", ["@", "`", "%", "& ", "* ", "|", ">", ",", "- ", ": "])
def test_a_value_that_begins_with_a_sign_of_yaml_needs_quotes(sign):
    problem = only(f"detente: 1\ntitle: {sign}strike\n")
    assert problem.message == f"a value cannot begin with {sign.strip()}"
    assert problem.hint == "put it in quotes"


CUT = [
    # a value in braces or brackets, what stands before the comma, what was meant
    (
        "constraints: [{is: at_most(1, relief, freeze), name: One}]",
        "at_most(1",
        "at_most(1, relief, freeze)",
    ),
    (
        "constraints: [at_most(1, relief, freeze), true]",
        "at_most(1",
        "at_most(1, relief, freeze)",
    ),
    (
        "constraints: [not (at_least(1, relief, freeze) and drills)]",
        "not (at_least(1",
        "not (at_least(1, relief, freeze) and drills)",
    ),
    (
        "variants: {v: {title: Sooner, much sooner, and better}}",
        "Sooner",
        "Sooner, much sooner, and better",
    ),
]


@pytest.mark.parametrize(("text", "before", "whole"), CUT)
def test_a_comma_that_cuts_a_text_without_quotes_is_one_fault(text, before, whole):
    section = text.partition(":")[0]
    kept = [line for line in CASE.splitlines() if section not in line]
    case = "\n".join(line for line in kept if not line.startswith("  - ")) + "\n"
    problem = only(case + text + "\n")
    assert (problem.code, problem.value) == ("comma", before)
    assert problem.hint == f'put the whole in quotes: "{whole}"'


def test_a_weight_of_a_count_in_braces_is_put_together_again():
    text = CASE.replace(
        "usa: [freeze, not relief]",
        "usa: {weights: {at_least(1, relief, freeze): 5, drills: 1}}",
    )
    assert only(text).code == "comma"


def test_what_an_alias_repeats_from_elsewhere_does_not_close_brackets():
    text = CASE.replace("title: Test", "title: &end Test)")
    text = text.replace(
        "constraints:\n  - not (relief and drills and freeze)\n",
        "constraints: [at_most(1, *end ]\n",
    )
    assert "comma" not in {problem.code for problem in problems(text)}


def test_a_key_of_every_element_cannot_be_an_id():
    problem = only(CASE.replace("daily: The Daily", "note: {title: Memo}"))
    assert (problem.code, marked(problem)) == ("reserved-id", "note")
    assert problem.message == "'note' is a key of every element and cannot be an id"


def test_a_reference_to_a_key_of_every_element_says_that_it_is_no_id():
    (problem,) = problems(
        CASE.replace("relief: {", "relief: {evidence: {source: note}, ")
    )
    assert problem.hint == "'note' is a key of every element and cannot be an id"


IE = "\N{CYRILLIC SMALL LETTER IE}"
FREEZE = f"fre{IE}ze"


def test_a_cyrillic_letter_in_an_id_is_told_once_and_where_it_stands():
    problem = only(CASE.replace("freeze: {verify", FREEZE + ": {verify"))
    assert (problem.code, marked(problem)) == ("id", FREEZE)
    assert problem.message == f"the letter '{IE}' in '{FREEZE}' is Cyrillic"
    assert problem.hint == "write freeze in Latin letters"


def test_a_cyrillic_letter_in_a_formula_is_told():
    problem = only(CASE.replace("usa: [freeze", f"usa: [{FREEZE}"))
    assert (problem.code, marked(problem)) == ("formula-word", FREEZE)
    assert problem.hint == "write freeze in Latin letters"


def test_a_cyrillic_letter_in_a_reference_is_told():
    party = "us\N{CYRILLIC SMALL LETTER A}"
    problem = only(CASE.replace("{party: usa}", f"{{party: {party}}}"))
    assert (problem.code, marked(problem)) == ("unknown-party", party)
    assert problem.hint == "write usa in Latin letters"


@pytest.mark.parametrize(
    ("edit", "excerpt"),
    [
        ("options.relief.undoo=never", "options.relief.undoo=never"),
        ("options.relief.now=", "options.relief.now="),
        ("preferences.rok=[freeze]", "preferences.rok=[freeze]"),
        ("terms.t=t", "terms.t=t"),
        ("terms.freeze=relief", "terms.freeze=relief"),
    ],
)
def test_a_fault_at_the_key_of_an_edit_is_shown_at_the_edit(edit, excerpt):
    with pytest.raises(CaseError) as caught:
        load_case(CASE, edits=[edit])
    place = caught.value.problems[0].location
    assert (place.file, place.excerpt) == ("--set", excerpt)


def test_a_label_that_an_edit_gives_to_an_infeasible_state_is_refused():
    with pytest.raises(CaseError) as caught:
        load_case(CASE, edits=["labels.x=YYY"])
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.file) == ("infeasible", "--set")
    assert problem.hint == (
        "it breaks the constraint 'not (relief and drills and freeze)'"
    )


@pytest.mark.parametrize("date", ["2014", "2014-05"])
def test_a_source_may_be_dated_by_a_year_or_a_month(date):
    case = parse_case(
        CASE.replace("daily: The Daily", f"daily: {{date: {date}}}"), "case.yaml"
    )
    assert case.sources == (Source("daily", date=date),)


def test_a_source_cannot_be_dated_by_a_month_that_is_none():
    problem = only(CASE.replace("daily: The Daily", "daily: {date: 2014-13}"))
    assert problem.hint == "write a day, a month or a year: 2019-04-23, 2019-04"
