"""Faults at the head of a case file."""

import pytest

from detente.casefile import parse_case
from detente.errors import CaseError
from tests.faulty import assert_told

REPLACED = [
    # what is replaced, by what, code, what the marker underlines, sentence, hint
    (
        "title: Test",
        "as_of: spring",
        "date",
        "spring",
        "as_of must be a date, not 'spring'",
        "write year-month-day: 2019-04-23",
    ),
    (
        "title: Test",
        "titel: Test",
        "unknown-key",
        "titel",
        "the case has no key 'titel'",
        "did you mean 'title'?",
    ),
    (
        "title: Test",
        "title: !!python/name:os.system Test",
        "tag",
        "!!python/name:os.system Test",
        "tags are not followed here: tag:yaml.org,2002:python/name:os.system",
        "write the plain value",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "underlined", "message", "hint"),
    REPLACED,
    ids=[f"{row[2]}: {row[1]}" for row in REPLACED],
)
def test_a_fault_is_told_with_its_place(old, new, code, underlined, message, hint):
    assert_told((old, new), (code, underlined, message, hint))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- detente: 1\n- title: Test\n", "mapping"),
        ("coding: 1\ntitle: Test\n", "sheet"),
    ],
)
def test_what_is_no_case_at_all_is_told_at_its_first_character(text, code):
    with pytest.raises(CaseError) as caught:
        parse_case(text, "case.yaml")
    (problem,) = caught.value.problems
    at = problem.location
    assert (problem.code, at.file, at.line, at.column) == (code, "case.yaml", 1, 1)
