"""Cases to be spoilt, and how to look at what is told of them."""

import pytest

from detente.casefile import parse_case
from detente.errors import CaseError

CASE = """\
detente: 1
title: Test
sources: {daily: The Daily}
bodies: {iaea: IAEA}
tracks: {arms: Arms}
parties:
  usa:
    options:
      relief: {undo: 1 month, track: arms}
      drills: {now: yes}
  dprk:
    options:
      freeze: {verify: iaea}
terms: {deal: relief and freeze}
constraints:
  - not (relief and drills and freeze)
preferences:
  usa: [freeze, not relief]
types: {hawk: {party: usa}}
roadmaps: {plan: {stages: [freeze, relief]}}
"""

CASE_OF_STATES = """\
detente: 1
parties: {usa: , dprk: }
states: {calm: Calm, tense: Tense}
status_quo: calm
moves: {usa: {calm: [tense]}}
"""


def problems(text):
    with pytest.raises(CaseError) as caught:
        parse_case(text, "case.yaml")
    return caught.value.problems


def only(text):
    found = problems(text)
    assert len(found) == 1, [str(each) for each in found]
    return found[0]


def marked(problem):
    """Give the characters that the marker underlines."""
    place = problem.location
    return place.excerpt[place.column - 1 :][: place.width]


def assert_told(replaced: tuple[str, str], expected: tuple[str, str, str, str]) -> None:
    """Put a fault into the case, and see that one message tells it in its place."""
    old, new = replaced
    code, underlined, message, hint = expected
    assert old in CASE
    text = CASE.replace(old, new, 1)
    problem = only(text)
    line = text[: text.index(new)].count("\n") + 1
    assert (problem.code, problem.message, problem.hint) == (code, message, hint)
    assert marked(problem) == underlined
    assert problem.value is None or problem.value in text
    assert (problem.location.file, problem.location.line) == ("case.yaml", line)
