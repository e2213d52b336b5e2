"""What must not be lost when a case is written."""

from detente.casefile import dump_case, parse_case


def test_a_cost_of_nothing_is_written():
    text = "detente: 1\nparties: {usa: {options: {a: {cost: 0}}}}\n"
    case = parse_case(text, "case.yaml")
    assert case.option["a"].cost_do is not None
    assert parse_case(dump_case(case), "case.yaml") == case
