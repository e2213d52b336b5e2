"""Sets of states as whole numbers, against the meaning of formulas."""

from hypothesis import given, strategies as st

from detente.casefile.formula.truth import TruthTable
from detente.model.formula import And, Name, Not, holds
from tests.full_values import formulas

DEFINITIONS = {"term": And((Name("a"), Not(Name("d"))))}


@given(formulas(("a", "b", "c", "d", "term")), st.booleans())
def test_a_formula_holds_where_it_holds_state_by_state(formula, fixed):
    table = TruthTable(("a", "b", "c"), {"d": fixed}, DEFINITIONS)
    expected = 0
    for state in range(8):
        values = {"d": fixed} | {
            name: bool(state >> bit & 1) for bit, name in enumerate("abc")
        }
        values["term"] = values["a"] and not fixed
        if holds(formula, values.__getitem__):
            expected |= 1 << state
    assert table.where(formula) == expected


def test_of_states_with_names_each_is_where_its_own_name_is_true():
    table = TruthTable.of_names(("s1", "s2", "s3"), {})
    assert [table.where(Name(each)) for each in ("s1", "s2", "s3")] == [1, 2, 4]
    assert table.where(Not(Name("s2"))) == 0b101
