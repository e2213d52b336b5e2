"""Several faults at once, faults of the whole file, and where they are told."""

import pytest

from detente.casefile import parse_case
from tests.faulty import CASE, CASE_OF_STATES, only, problems


def test_the_case_without_a_fault_is_read():
    assert parse_case(CASE, "case.yaml").status_quo == "NYN"


def test_the_case_of_states_without_a_fault_is_read():
    assert parse_case(CASE_OF_STATES, "case.yaml").status_quo == "calm"


def test_all_faults_are_told_at_once_and_in_file_order():
    text = CASE.replace("now: yes", "now: maybe").replace("1 month", "never ever")
    text = text.replace("not relief]", "not releif]").replace("[freeze, rel", "[x, rel")
    found = problems(text)
    assert [problem.location.line for problem in found] == [9, 10, 18, 20]


def test_a_missing_version_is_told():
    problem = only(CASE.replace("detente: 1\n", ""))
    assert problem.code == "version"


def test_a_case_without_parties_is_told():
    assert only("detente: 1\ntitle: x\n").code == "no-parties"


def test_a_case_without_options_is_told():
    assert only("detente: 1\nparties: {a: {name: A}}\n").code == "no-options"


def test_contradictory_constraints_are_named_together():
    rules = "constraints:\n  - relief\n  - drills\n  - not relief or not drills\n"
    problem = only(CASE[: CASE.index("constraints")] + rules)
    assert problem.message == (
        "no state satisfies the constraints together: "
        "relief; drills; not relief or not drills"
    )


def test_a_key_written_twice_is_told_with_its_first_line():
    problem = only(CASE + "title: Again\n")
    assert problem.message == "'title' is written twice here, first on line 2"


def test_a_formula_over_several_lines_is_marked_in_its_own_line():
    rule = "  - >-\n    relief and\n    freez\n"
    text = CASE.replace("constraints:\n", "constraints:\n" + rule)
    problem = only(text)
    assert (problem.location.line, problem.location.column) == (18, 5)


def test_an_unknown_key_is_not_told_again_as_a_missing_one():
    problem = only(CASE + "events: [{dat: 2019-01-02, kind: deed}]\n")
    assert problem.hint == "did you mean 'date'?"


def test_a_ranking_of_too_many_states_is_refused():
    options = ", ".join(f"o{number}: {{}}" for number in range(20))
    text = (
        f"detente: 1\nparties: {{a: {{options: {{{options}}}}}}}\n"
        "preferences: {a: {ranking: [" + "-" * 20 + ", " + "N" * 20 + "]}}\n"
    )
    assert only(text).code == "ranking-large"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_count_letters_of_any_script(end):
    text = CASE.replace("title: Test", 'title: {ru: "Мир 𝛿", en: [x]}')
    text = text.replace("now: yes", "name: Учения, now: maybe").replace("\n", end)
    places = [
        (problem.location.line, problem.location.column, problem.location.excerpt[-1])
        for problem in problems(text)
    ]
    assert places == [(2, 22, "}"), (10, 35, "}")]
