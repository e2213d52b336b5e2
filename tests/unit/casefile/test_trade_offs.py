"""Trade-offs in a case file: read, refused, written back."""

import pytest

import detente as dt
from detente.casefile import dump_case, parse_case
from detente.errors import CaseError
from detente.model.formula import And, Name
from detente.model.preference import TradeOff
from tests.running import detente

TEXT = """\
detente: 1
title: A trade
sources: {daily: {title: The Daily}}
parties:
  a: {options: {x: {}, w: {}}}
  b: {options: {y: {}, z: {}}}
preferences:
  a:
    weights: {y: 3, x: -1, y and z: 2, w: 0.1}
    tradeoffs:
      - {more: y, than: y and z + x, evidence: [{source: daily, quote: rather y}]}
      - {more: y + x, than: y and z, note: barely, assumed: yes}
  b: [z]
"""
Y, X, BOTH = Name("y"), Name("x"), And((Name("y"), Name("z")))


def traded(text):
    """The case with other trade-offs."""
    start, end = TEXT.index("    tradeoffs:"), TEXT.index("  b: [z]")
    return f"{TEXT[:start]}    tradeoffs: {text}\n{TEXT[end:]}"


def faults(text):
    with pytest.raises(CaseError) as refused:
        parse_case(text, "a.yaml")
    return refused.value.problems


def test_both_sides_are_sums_of_weighted_formulas():
    first, second = parse_case(TEXT, "a.yaml").preference["a"].tradeoffs
    assert (first.more, first.than) == ((Y,), (BOTH, X))
    assert (second.more, second.than) == ((Y, X), (BOTH,))
    assert first.about.evidence[0].quote == "rather y"
    assert (str(second.about.note), second.about.assumed) == ("barely", True)


def test_a_formula_that_stands_twice_counts_twice_and_spaces_do_not_matter():
    (found,) = (
        parse_case(traded('[{more: "y+y", than: x  +  y }]'), "a.yaml")
        .preference["a"]
        .tradeoffs
    )
    assert found == TradeOff((Y, Y), (X, Y))


def test_it_is_written_back_as_it_was_read():
    case = parse_case(TEXT, "a.yaml")
    assert "- {more: y + x, than: y and z" in dump_case(case).replace('"y"', "y")
    assert parse_case(dump_case(case), "a.yaml") == case


def test_other_leaderships_have_them_too():
    types = """
types:
  a_hawk:
    party: a
    preferences: {weights: {y: 1, x: 2}, tradeoffs: [{more: y, than: x}]}
"""
    (fault,) = faults(TEXT + types)
    assert "y is worth 1, less than x, which is worth 2" in str(fault.message)


@pytest.mark.parametrize(
    ("tradeoffs", "value", "said", "hint"),
    [
        ("[{more: yy, than: x}]", "yy", "no option, term or project 'yy'", "'y'"),
        ("[{more: y + z, than: x}]", "z", "'z' has no weight of", "y, x, y and z"),
        ("[{more: y, than: y or z}]", "y or z", "has no weight of", "'y and z'"),
        ("[{more: y +, than: x}]", "", "the formula is empty", "an option"),
        ("[{more: y}]", None, "needs the key 'than'", ""),
        ("[{more: y, then: x}]", "then", "no key 'then'", "'than'"),
        (
            "[{more: x, than: y}]",
            "x",
            "x is worth -1, less than y, which is worth 3",
            "change the weights",
        ),
        (
            "[{more: y and z, than: y + x + w}]",
            "y and z",
            "y and z is worth 2, less than y + x + w, which is worth 2.1",
            "leave the trade-off out",
        ),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(tradeoffs, value, said, hint):
    text = traded(tradeoffs)
    told = next(each for each in faults(text) if said in str(each.message))
    assert hint in str(told.hint or "")
    line = text.splitlines()[told.location.line - 1]
    assert "tradeoffs:" in line
    if value:
        assert line[told.location.column - 1 :].startswith(value)


def test_equal_sums_satisfy_it_exactly():
    text = traded("[{more: y, than: x + z}]").replace(
        "{y: 3, x: -1, y and z: 2, w: 0.1}", "{y: 0.3, x: 0.1, z: 0.2}"
    )
    assert parse_case(text, "a.yaml").preference["a"].tradeoffs


def test_a_formula_without_a_weight_cannot_be_traded_beside_some_that_have_one():
    (fault,) = faults(
        TEXT.replace("{y: 3, x: -1, y and z: 2, w: 0.1}", "{y: 3, x: -1}")
    )[:1]
    assert "'y and z' has no weight of this party" in str(fault.message)
    assert fault.hint is not None


def test_an_edit_of_a_weight_is_held_against_the_trade_offs():
    run = detente("check", "-", "--set", "preferences.a.weights.y=1", stdin=TEXT)
    assert run.code == 2
    assert "y is worth 1, less than" not in run.err
    assert "y + x is worth 0, less than y and z, which is worth 2" in " ".join(
        run.err.split()
    )


def test_variants_may_change_them():
    variant = "variants: {v: {set: {preferences.a.tradeoffs: [{more: y, than: w}]}}}\n"
    case = dt.load(TEXT + variant, variant="v")
    assert case.preference["a"].tradeoffs == (TradeOff((Y,), (Name("w"),)),)
