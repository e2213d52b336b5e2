"""Writing a case and reading it back."""

from detente.casefile.reader import parse_case
from hypothesis import given, settings

from detente.casefile.writer import dump_case
from tests.full_cases import full_cases, graph_cases


@settings(max_examples=300)
@given(full_cases())
def test_a_case_written_reads_back_as_itself(case):
    assert parse_case(dump_case(case), "case.yaml") == case


@given(graph_cases())
def test_a_case_of_states_written_reads_back_as_itself(case):
    assert parse_case(dump_case(case), "case.yaml") == case


@given(full_cases())
def test_reading_and_writing_again_changes_nothing(case):
    text = dump_case(case)
    assert dump_case(parse_case(text, "case.yaml")) == text
