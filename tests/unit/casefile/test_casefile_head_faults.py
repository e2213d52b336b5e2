"""Faults at the head of a case file."""

import pytest

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
