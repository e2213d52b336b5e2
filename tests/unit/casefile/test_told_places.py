"""Where a fault is pointed at, to the letter, and what is offered in its place."""

from io import BytesIO

import pytest

import detente as dt
from detente.casefile import table_of
from detente.casefile.formula.state import read_formula, read_state

FARMS = """
detente: 1
title: Two farms
parties:
  ann: {options: {well: {}, gate: {}}}
  bob: {options: {path: {}}}
preferences: {ann: {weights: {path: 1}}, bob: {weights: {well: 1}}}
labels: {wet: YNN}
variants: {hard: {set: {title: Hard}}}
"""
LISTED = """
detente: 1
title: Three states
parties: {ann: {}, bob: {}}
states: {s1: One, s2: Two, s3: Three}
status_quo: s1
moves: {ann: {s1: [s2]}, bob: {s2: [s3]}}
preferences: {ann: {ranking: [s1, s2, s3]}, bob: {ranking: [s3, s2, s1]}}
"""


def pointed(ask):
    """What the message of the one fault underlines, and where that begins."""
    with pytest.raises(dt.QuestionError) as caught:
        ask()
    (problem,) = caught.value.problems
    place = problem.location
    first = place.column - 1
    return place.column, place.excerpt[first : first + place.width], place.width


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("nonsense", 1, "nonsense"),
        ("YNYN", 1, "YNYN"),
        ("now +well +roof", 12, "roof"),
        ("now +well -ann.path", 12, "ann.path"),
        ("now +well -gate +well", 18, "well"),
    ],
)
def test_of_a_state_that_is_none_the_wrong_part_is_underlined(text, column, part):
    case = dt.load(FARMS)
    assert pointed(lambda: read_state(text, case)) == (column, part, len(part))


def test_of_a_listed_state_that_is_not_there_all_is_underlined():
    case = dt.load(LISTED)
    assert pointed(lambda: read_state("s10", case)) == (1, "s10", 3)


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("well and roof", 10, "roof"),
        ("well and bob.gate", 10, "bob.gate"),
        ("well and", 6, "and"),
    ],
)
def test_of_a_formula_that_is_none_the_wrong_part_is_underlined(text, column, part):
    case = dt.load(FARMS)
    assert pointed(lambda: read_formula(text, case)) == (column, part, len(part))


def test_of_a_variant_that_is_not_there_all_is_underlined():
    found = pointed(lambda: dt.load(FARMS, variant="hart"))
    assert found == (1, "hart", 4)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: dt.load(FARMS, variant=""),
        lambda: read_state("", dt.load(FARMS)),
    ],
)
def test_where_nothing_is_given_one_letter_is_underlined(ask):
    assert pointed(ask) == (1, "", 1)


PLAN = """
detente: 1
title: Two farms
parties:
  ann: {options: {well: {ZZZ: 1}}}
  bob: {options: {path: {undo: {ZZZ: 1}}}, ZZZ: 1}
preferences: {ann: {weights: {path: 1}}, bob: {weights: {well: 1}}}
terms: {wet: {formula: well, ZZZ: 1}}
roadmaps: {both: {stages: [{steps: [well], ZZZ: 1}], ZZZ: 1}}
turnover: {ann: [{to: ann, hazard: 1, ZZZ: 1}]}
"""


def test_an_unknown_key_is_told_with_the_keys_that_its_element_has():
    with pytest.raises(dt.CaseError) as caught:
        dt.load(PLAN.replace("ZZZ", "qqqqq"))
    found = {
        str(each.message).partition(" has no key")[0]: (
            each.location.line,
            str(each.hint).removeprefix("its keys are: "),
        )
        for each in caught.value.problems
        if each.code == "unknown-key"
    }
    well = "now, undo, redo, requires, takes, cost, track, verify, until, seen, chance"
    assert found == {
        "well": (5, f"{well}, by_nature"),
        "bob": (6, "options"),
        "undo": (6, "never, takes"),
        "wet": (8, "is"),
        "both": (9, "by, date, from, since, until, stages"),
        "stages": (9, "steps, escrow, within"),
        "ann": (10, "from, to, hazard, share, on, probability"),
    }


def test_a_table_that_is_not_there_is_told_as_a_table():
    with pytest.raises(dt.CaseError) as caught:
        dt.record(dt.load(FARMS), events="korea-2019-lanches")
    (problem,) = caught.value.problems
    said = "there is no such file, and no bundled table of this name"
    assert (str(problem.message), str(problem.hint)) == (
        said,
        "did you mean 'korea-2019-launches'?",
    )


def test_a_folder_in_the_place_of_a_table_is_told_as_it_is(tmp_path):
    with pytest.raises(dt.CaseError) as caught:
        dt.record(dt.load(FARMS), events=tmp_path)
    (problem,) = caught.value.problems
    assert problem.code != "missing-file"
    assert "no such file" not in str(problem.message)


@pytest.mark.needs("openpyxl")
@pytest.mark.parametrize("name", ["events.xlsx", "EVENTS.XLSX"])
def test_the_first_sheet_of_a_workbook_is_read_as_a_table(name):
    from openpyxl import Workbook

    book, raw = Workbook(), BytesIO()
    book.active.append(["date", "kind", "title"])
    book.active.append(["2019-05-04", "deed", 'A, "b"'])
    book.create_sheet("more").append(["not", "read"])
    book.save(raw)
    assert table_of(raw.getvalue(), name) == (
        'date,kind,title\n2019-05-04,deed,"A, ""b"""\n'
    )


def test_any_other_file_is_read_as_text():
    text = "date,kind\n2019-05-04,deed\n"
    assert table_of(text.encode(), "events.csv") == text
    assert table_of(text.encode(), "xlsx") == text


def chain(length, link="t{before}"):
    """Terms of which each names the one before."""
    terms = ["  t1: well\n"]
    terms += [f"  t{n}: {link.format(before=n - 1)}\n" for n in range(2, length + 1)]
    return f"{FARMS}terms:\n{''.join(terms)}"


def test_terms_that_stand_too_deep_in_each_other_are_told_by_the_first():
    assert dt.load(chain(50))
    with pytest.raises(dt.CaseError) as caught:
        dt.load(chain(52))
    (problem,) = caught.value.problems
    assert str(problem.message) == "terms stand inside each other more than 50 deep"
    assert problem.location.excerpt == "  t51: t50"


def test_terms_that_are_too_deep_once_written_out_are_told_even_where_they_are_few():
    deep = f"{'not (' * 49}t{{before}}{')' * 49}"
    assert dt.load(chain(3, deep))
    with pytest.raises(dt.CaseError) as caught:
        dt.load(chain(4, deep))
    (problem,) = caught.value.problems
    assert "nested more than 150 deep" in str(problem.message)
