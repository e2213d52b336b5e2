"""The language of formulas: what reads as what, and what is refused how."""

import pickle
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from detente.casefile.formula.faults import FormulaSyntaxError
from detente.casefile.formula.parse import DEEPEST, parse_formula
from detente.model.formula import (
    FALSE,
    TRUE,
    And,
    Count,
    If,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Xor,
    written,
)
from tests.full_values import formulas

A, B, C, D = map(Name, "abcd")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", A),
        ("true", TRUE),
        ("false", FALSE),
        ("usa.relief", Name("usa.relief")),
        ("iffy", Name("iffy")),
        ("not_a", Name("not_a")),
        ("not a and b", And((Not(A), B))),
        ("not not a", Not(Not(A))),
        ("not (a and b)", Not(And((A, B)))),
        ("a and b and c", And((A, B, C))),
        ("(a and b) and c", And((And((A, B)), C))),
        ("a and (b and c)", And((A, And((B, C))))),
        ("((a)) or ((b))", Or((A, B))),
        ("a or b xor c and d", Or((A, Xor((B, And((C, D))))))),
        ("a xor b xor c", Xor((A, B, C))),
        ("a or b if c or d", If(Or((A, B)), Or((C, D)))),
        ("a implies b", Implies(A, B)),
        ("a and b iff c", Iff(And((A, B)), C)),
        ("a iff (b if c)", Iff(A, If(B, C))),
        ("at_least(2, a, b, c)", Count("at_least", 2, (A, B, C))),
        ("at_most(0, a)", Count("at_most", 0, (A,))),
        ("exactly(1, a or b, not c)", Count("exactly", 1, (Or((A, B)), Not(C)))),
        ("at_least(1, a implies b)", Count("at_least", 1, (Implies(A, B),))),
        ("not exactly(01,\n a, b)", Not(Count("exactly", 1, (A, B)))),
    ],
)
def test_a_formula_reads_as_its_tree(text, expected):
    assert parse_formula(text) == expected


@given(formulas(("a", "b", "c", "usa.relief")))
def test_a_written_formula_reads_back_as_itself(formula):
    assert parse_formula(written(formula)) == formula


def only_fault(text):
    with pytest.raises(FormulaSyntaxError) as caught:
        parse_formula(text)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a implies b implies c", "(a implies b) implies c or a implies (b implies c)"),
        ("a if b if c", "(a if b) if c or a if (b if c)"),
        ("a iff b iff c", "(a iff b) iff c or a iff (b iff c)"),
        ("a iff b or d if c", "(a iff b or d) if c or a iff (b or d if c)"),
        ("not (a if b implies c)", "(a if b) implies c or a if (b implies c)"),
    ],
)
def test_chained_arrows_show_both_readings(text, hint):
    assert only_fault(text).hint == f"write {hint}"


def test_the_marker_of_a_chain_stands_at_the_second_arrow():
    fault = only_fault("a iff b implies c")
    assert (fault.offset, fault.width) == (8, 7)


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("a & b", "&", "write and"),
        ("a && b", "&&", "write and"),
        ("a | b", "|", "write or"),
        ("a || b", "||", "write or"),
        ("!a", "!", "write not"),
        ("~a", "~", "write not"),
        ("a -> b", "->", "write implies"),
        ("a => b", "=>", "write implies"),
        ("a <-> b", "<->", "write iff"),
        ("a = b", "=", "write iff"),
        ("a == b", "==", "write iff"),
        ("a != b", "!=", "write xor"),
        ("a AND b", "AND", "write and"),
        ("a OR b", "OR", "write or"),
        ("True", "True", "write true"),
        ("Strike", "Strike", "write strike"),
        ("[a", "[", "write ("),
        ("a or 'b", "'", "leave the quotes out"),
        ("стоп", "стоп", "ids are made of the letters a to z, digits and _"),
        ("a.b.c", "a.b.c", "ids are made of the letters a to z, digits and _"),
        ("a adn b", "adn", "did you mean and?"),
        ("a implys b", "implys", "did you mean implies?"),
        ("nto a", "nto", "did you mean not?"),
        ("no a", "no", "did you mean not?"),
        ("atleast(2, a, b)", "atleast", "did you mean at_least?"),
        ("a b", "b", "join them by and, or, xor, implies, if or iff"),
        ("a not b", "not", "join them by and, or, xor, implies, if or iff"),
        ("a and", "and", "write the id of an option there"),
        ("and a", "and", "write the id of an option there"),
        ("a or and b", "and", "write the id of an option there"),
        ("not", "not", "write the id of an option there"),
        ("()", ")", "write the id of an option there"),
        ("if a then b", "if", "write the condition last, p if q, or write q implies p"),
        ("1", "1", "write true"),
        ("a and 7", "7", "numbers stand first in at_least, at_most and exactly"),
        ("a or (b", "(", "add ) where it ends"),
        ("a) or b", ")", "remove it, or add ( where it starts"),
        ("a, b", ",", "write and or or"),
        ("at_least(a, b)", "a", "write at_least(1, a, b)"),
        ("exactly(2)", ")", "write exactly(1, a, b)"),
        ("at_most 2", "2", "write at_most(1, a, b)"),
        ("at_most(", "(", "write at_most(1, a, b)"),
        ("at_most(3, a, b)", "3", "write a number from 0 to 2"),
        (f"at_most({9 * 10**30}, a)", str(9 * 10**30), "write a number from 0 to 1"),
    ],
)
def test_a_fault_marks_the_place_and_says_what_to_write(text, marked, hint):
    fault = only_fault(text)
    found = text[fault.offset : fault.offset + fault.width]
    assert (found, fault.hint) == (marked, hint)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("a & b | !c", "'&', '|', '!' are not words", "write a and b or not c"),
        (
            "Relief AND Freeze",
            "'Relief', 'AND', 'Freeze' are",
            "write relief and freeze",
        ),
        ("a == [b]", "'==', '[', ']' are not words", "write a iff (b)"),
        ("A @ B", "'A', '@', 'B' are not words", "ids are made of the letters"),
        ("'a' And b", "''', ''', 'And' are not words", "leave the quotes out"),
        ("A B C D E F", "'D', 'E' and more are not words", "write a b c d e f"),
    ],
)
def test_strange_words_are_told_together_with_what_is_meant(text, message, hint):
    with pytest.raises(FormulaSyntaxError) as caught:
        parse_formula(text)
    (fault,) = caught.value.faults
    assert message in fault.message
    assert fault.hint is not None
    assert fault.hint.startswith(hint)


def test_the_strange_words_told_together_are_underlined_from_first_to_last():
    with pytest.raises(FormulaSyntaxError) as caught:
        parse_formula("a & b | c")
    (fault,) = caught.value.faults
    assert (fault.offset, fault.width) == (2, 5)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_formula_is_refused(text):
    assert only_fault(text).message == "the formula is empty"


@pytest.mark.parametrize(
    "text",
    [
        "not " * DEEPEST + "a",
        "(" * DEEPEST + "a" + ")" * DEEPEST,
        "not (" * (DEEPEST // 2) + "a" + ")" * (DEEPEST // 2),
    ],
)
def test_a_formula_may_be_as_deep_as_the_limit(text):
    assert parse_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        "not " * (DEEPEST + 1) + "a",
        "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
        "b and not (" * (DEEPEST // 2 + 1) + "a" + ")" * (DEEPEST // 2 + 1),
        "a and ((" * (DEEPEST // 2 + 1) + "a" + "))" * (DEEPEST // 2 + 1),
        "not " * 2_400 + "a",
        "(" * 4_000 + "a" + ")" * 4_000,
    ],
)
def test_a_deeper_formula_is_refused(text):
    assert only_fault(text).code == "formula-deep"


@pytest.mark.parametrize(
    "text", ["not " * 5_000 + "a", "(" * 5_000 + "a" + ")" * 5_000, "a" * 10_001]
)
def test_a_longer_text_is_refused(text):
    assert only_fault(text).code == "formula-long"


def test_a_long_flat_formula_is_read():
    text = " or ".join(["a"] * 1_900)
    assert parse_formula(text) == Or((A,) * 1_900)


PIECES = ("a", "b.c", "and", "not", "if", "iff", "true", "at_least", *"(),2&.")


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.text())
def test_any_text_is_a_formula_or_a_fault_inside_the_text(text):
    try:
        parse_formula(text)
    except FormulaSyntaxError as error:
        places = [fault.offset + fault.width for fault in error.faults]
        assert all(place <= max(len(text), 1) for place in places)


def test_the_error_survives_the_way_to_another_process():
    with pytest.raises(FormulaSyntaxError) as caught:
        parse_formula("a &")
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults


def test_the_parser_generator_is_loaded_on_first_use_only():
    program = (
        "import sys, detente.casefile.formula.parse; sys.exit('lark' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
