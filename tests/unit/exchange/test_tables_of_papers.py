"""What a reader of papers meets who copies their tables into a case."""

import pytest

import detente as dt
from detente.casefile import parse_case
from detente.errors import QuestionError
from detente.report.render.latex_text import breadth
from tests.running import detente

WELL = """
detente: 1
title: The well
parties: {town: {}, plant: {}}
states: {s1: nothing, s2: complaint, s3: clean}
status_quo: s1
moves:
  town: {s1: [s2], s2: [s1]}
  plant: {s1: [s3], s2: [s3]}
preferences:
  town: {weights: {s1: 1, s2: 2, s3: 3}}
  plant: {weights: {s1: 3, s2: 1, s3: 2}}
published:
  R: {equilibria: [s3]}
  SIM: {equilibria: [s3]}
"""
LAKE = """
detente: 1
title: The lake
parties:
  crown: {options: {ban: {}}}
  province: {options: {lift: {}}}
labels: {1: NN, 2: YN, 3: NY, 4: YY}
preferences:
  crown: {ranking: [2, 4, 1, 3]}
  province: {ranking: [3, 4, 1, 2]}
sees:
  province: {set: {preferences.crown: {ranking: [1, 2, 3, 4]}}}
variants:
  unsure: {set: {preferences.province.unknown: [ban]}}
  strong: {set: {preferences.crown.strong: ["true"]}}
"""


@pytest.fixture
def well(tmp_path):
    path = tmp_path / "well.yaml"
    path.write_text(WELL, "utf-8")
    return path


@pytest.fixture
def lake(tmp_path):
    path = tmp_path / "lake.yaml"
    path.write_text(LAKE, "utf-8")
    return path


def test_payoffs_of_a_table_are_weights_on_its_states():
    assert dt.stability(parse_case(WELL, "well.yaml"), ["R"]).equilibria("R") == ("s3",)


def test_what_is_published_for_a_concept_not_judged_is_named(well):
    out = detente("analyze", "--full", well).out
    assert "Published too, but not judged here: SIM." in out


def test_what_is_not_judged_is_not_counted_as_agreeing(well):
    out = detente("analyze", "--full", well).out
    assert "Agrees with the 1 published list of states." in out


def test_what_is_published_is_named_even_if_none_of_it_is_judged(well):
    out = detente("analyze", "--full", well, "--concepts", "SEQ").out
    assert "Published too, but not judged here: R, SIM." in out


def test_the_text_of_one_party_counts_only_its_situations(well):
    out = detente("stability", well, "--party", "plant", "--concepts", "R").out
    assert "concept  plant  equilibria" in out


def test_the_text_of_one_party_lists_only_where_it_would_stay(well):
    out = detente(
        "stability", well, "--party", "plant", "--concepts", "R", "--format", "csv"
    ).out
    assert [line.split(",")[-1] for line in out.splitlines()[-3:]] == ["plant", "", "E"]


@pytest.mark.parametrize("command", ["sustain", "exposure", "robust"])
def test_time_is_not_reckoned_where_moves_are_written_out(well, command):
    ran = detente(command, well)
    assert (ran.code, "writes its moves out" in ran.err) == (2, True)


def test_time_is_not_reckoned_where_listed_moves_replace_those_of_options():
    listed = LAKE + "moves: {crown: {1: [2]}}\n"
    with pytest.raises(QuestionError, match="writes its moves out"):
        dt.sustain(parse_case(listed, "lake.yaml"))


def test_variants_are_compared_where_moves_are_written_out(well):
    assert detente("compare", well).code == 0


def test_of_two_variants_none_is_taken(lake):
    ran = detente("stability", lake, "--variant", "unsure", "--variant", "strong")
    assert (ran.code, ran.err.startswith("--variant: one variant")) == (2, True)


def test_a_comparison_says_what_it_leaves_out_of_its_variants(lake):
    err = detente("compare", lake).err
    assert [key in err for key in ("`unknown`", "`strong`", "`sees`")] == [True] * 3


def test_a_fault_in_a_view_is_told_there_and_not_at_a_variant(tmp_path):
    path = tmp_path / "lake.yaml"
    path.write_text(LAKE.replace("[1, 2, 3, 4]}", "[1, 2, 3]}"), "utf-8")
    err = detente("check", path).err
    assert "variant" not in err
    assert f"{path}:12:" in err


def test_a_number_as_a_target_is_a_state_and_no_formula(well):
    err = detente("evolve", well, "--to", "12").err
    assert "there is no state '12'" in err


def test_an_arrow_takes_the_room_of_two_digits():
    assert breadth("\N{RIGHTWARDS ARROW}") >= 2 * breadth("0") - 0.1


def test_who_writes_payoffs_is_told_what_to_write_instead(tmp_path):
    path = tmp_path / "well.yaml"
    path.write_text(WELL.replace("plant: {weights:", "plant: {payoffs:"), "utf-8")
    assert "write a ranking, best first" in detente("check", path).err
