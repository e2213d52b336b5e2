"""Where a road map holds, over patience and a guarantee."""

import json

import pytest

from tests.running import detente

DILEMMA = """
detente: 1
title: A dilemma with a guarantee
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}, w: {requires: x}}}
preferences:
  a: {weights: {x: -1, y: 2}}
  b: {weights: {y: -1, x: 2}}
period: 1 year
patience: 0.9
guarantees:
  pact: {by: b, protects: b, against: a, penalty: {flow: 1}, believed: 0.5}
roadmaps:
  both: {stages: [[x, y]]}
  barred: {stages: [[w]]}
"""


@pytest.fixture
def ask(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(DILEMMA, encoding="utf-8")

    def asked(name, *words):
        return detente("roadmap", "map", path, name, *words)

    return asked


def drawn(ran):
    return json.loads(ran.out)


def test_without_a_guarantee_it_holds_from_the_least_patience_on(ask):
    found = drawn(ask("both", "--grid", "9", "--format", "json"))
    assert found["patience"] == pytest.approx([k / 10 for k in range(1, 10)])
    assert found["verdicts"][0] == ["refuted"] * 4 + ["proved"] * 5


def test_a_guarantee_against_all_lowers_the_patience_that_is_enough(ask):
    found = drawn(ask("both", "--grid", "9", "--format", "json"))
    held = [row.count("proved") for row in found["verdicts"]]
    assert held == sorted(held)
    assert held[-1] > held[0]


def test_a_guarantee_against_one_does_not_bind_the_other(ask):
    found = drawn(ask("both", "--guarantee", "pact", "--grid", "9", "--format", "json"))
    assert not found["made_up"]
    assert all(row.count("proved") == 5 for row in found["verdicts"])


def test_the_map_is_a_picture_with_a_table_behind_it(ask):
    assert ask("both", "--format", "svg").out.startswith("<svg")
    assert "refuted" in ask("both", "--format", "csv").out


def test_an_impossible_road_map_has_no_map_but_a_reason(ask):
    found = drawn(ask("barred", "--format", "json"))
    assert (found["verdicts"], len(found["reasons"]) > 0) == ([], True)


def test_an_unknown_guarantee_is_refused_with_those_there_are(ask):
    ran = ask("both", "--guarantee", "pakt")
    assert ran.code == 2
    assert "did you mean 'pact'?" in ran.err
    assert "the guarantees are: pact" in ask("both", "--guarantee", "zzz").err


def test_an_unknown_road_map_is_refused_with_the_nearest_or_with_all(ask):
    assert "did you mean 'both'?" in ask("bothe").err
    assert "the road maps are: both, " in ask("zzz").err


def test_a_row_is_judged_under_its_own_flow_as_far_as_it_is_believed(tmp_path):
    """Omitting x brings 2 for 1, less 1.5 once, and half the flow from then on.

    With a patience of d it pays where (1 - d) 0.5 + d max(2 - flow / 2, 1) > 1.
    """
    text = DILEMMA.replace("y: {}", "y: {undo: never}")
    text = text.replace("{y: -1, x: 2}", "{x: 2}")
    text = text.replace("penalty: {flow: 1}", "penalty: {flow: 1, lump: 3}")
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    words = ("both", "--guarantee", "pact", "--grid", "3", "--format", "json")
    found = drawn(detente("roadmap", "map", path, *words))
    assert found["flow"] == pytest.approx([0, 1.5, 3])
    assert [[each == "proved" for each in row] for row in found["verdicts"]] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]
