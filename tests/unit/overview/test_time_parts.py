"""The parts of the report on dates and on verification."""

import re

import pytest

import detente as dt
from detente.analysis.overview import report
from detente.analysis.overview.time_parts import (
    TimeParts,
    dates_page_part,
    find_time_parts,
    watching_part,
)
from detente.analysis.setting import DEFAULT
from detente.analysis.timed import open_timed
from detente.report.document import Fold, Listing, Paragraph, Table
from detente.report.naming import Names
from detente.report.words import words_of

CASE = """
detente: 1
title: a date and what is seen
as_of: 2020-01-01
period: 1 month
patience: 0.9
bodies: {inspectors: {name: Inspectors}}
parties:
  one:
    name: One
    options:
      x:
        name: Freeze
        seen: {by: [inspectors], after: 3 weeks, chance: 0.3 per year, hidden: 0.2}
  two: {name: Two, options: {"y": {name: Aid}, hit: {name: Blow}}}
preferences:
  one: {weights: {x: -1, "y": 2, hit: -4}}
  two: {weights: {x: 2, "y": -1, hit: 0.5}}
deadlines:
  end: {date: 2020-06-01, by: two, then: hit}
roadmaps:
  p: {name: Plan, stages: [[x, y]]}
  never: {name: Nothing for something, stages: [[x]]}
"""


def parts(text=CASE, *, full=False, failing=frozenset()):
    case = dt.load(text)
    found = find_time_parts(open_timed(case, DEFAULT), failing, full=full)
    return found, Names(case, words_of("en"))


def texts(blocks):
    """Everything that is read, folds included."""
    for block in blocks:
        match block:
            case Fold():
                yield block.title
                yield from texts(block.blocks)
            case Table():
                yield block.caption
                for row in block.rows:
                    yield " | ".join(map(str, row))
            case Listing():
                yield from block.items
            case Paragraph():
                yield block.text


def test_a_date_is_told_in_words_and_its_figures_are_folded():
    found, names = parts()
    blocks = dates_page_part(found, names.case, names)
    assert not any(
        isinstance(block, Table) and "at once" in str(block.columns) for block in blocks
    )
    (fold,) = [block for block in blocks if isinstance(block, Fold)]
    assert not fold.printed
    said = "\n".join(texts(blocks))
    assert "Two: a temptation" in said
    assert "One: a threat" in said
    assert "2 of 2 possible orders" in said
    assert "Plan | " in said


def test_who_sees_what_how_soon_stands_before_what_has_to_be_noticed():
    found, names = parts()
    said = list(texts(watching_part(found, names)))
    assert "Freeze | One | Inspectors | not before 3 weeks | 0.3 per year" in said
    assert "Every other step is seen by all at once." in said
    assert any("With a chance of 20" in each for each in said)
    titles = [each for each in said if each.startswith("Plan: ")]
    assert len(titles) == 1
    assert any(each.startswith("What has to be noticed soonest") for each in said) or (
        "fails" in titles[0]
    )
    assert any("in the order One and Two" in each for each in said)


def test_without_seen_what_fails_is_not_asked_and_all_is_seen_at_once():
    text = re.sub(r"seen: \{[^}]*\}", "", CASE)
    found, names = parts(text, failing=frozenset({"never"}))
    assert [each.road_map for each in found.watched] == ["p"]
    said = list(texts(watching_part(found, names)))
    assert said[0].startswith("The case says of no step how it is seen")


def test_what_takes_long_is_left_out_and_the_command_is_named(monkeypatch):
    module = "detente.analysis.overview.time_parts"
    monkeypatch.setattr(f"{module}.price_of_dates", lambda *_: 99.0)
    monkeypatch.setattr(f"{module}.price_of_detection", lambda *_: 99.0)
    found, names = parts()
    assert found.dates is None
    (said,) = texts(dates_page_part(found, names.case, names))
    assert "`detente deadlines CASE`" in said
    said = "\n".join(texts(watching_part(found, names)))
    assert "--detection" in said
    assert "“Plan” and “Nothing for something”" in said
    found, _ = parts(full=True)
    assert found.dates is not None
    assert all(each.detection for each in found.watched)


def test_nothing_to_tell_is_no_part():
    _, names = parts()
    assert watching_part(TimeParts(), names) == ()
    before, _, rest = CASE.partition("deadlines:")
    text = before + rest[rest.index("roadmaps:") :]
    found, names = parts(text)
    assert dates_page_part(found, names.case, names) == ()


@pytest.mark.parametrize("full", [False, True])
def test_the_report_has_both_parts(full):
    html = report(CASE, full=full)
    for language in ("en", "ru"):
        assert f'<section id="dates-{language}"' in html
        assert f'<section id="watching-{language}"' in html
    assert "Кто заметит нарушение" in html
