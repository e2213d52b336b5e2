"""Numbers may be fractions; they stay exact."""

from decimal import Decimal
from fractions import Fraction

import pytest

import detente as dt
from detente.casefile import dump_case
from detente.engine import open_engine
from detente.model.quantity import scaled, total
from detente.report.words import words_of
from detente.study.game.flow import flow_utility
from tests.running import detente

THIRDS = """
detente: 1
title: Thirds
patience: {b: 9/10 per year, a: 2/3}
parties:
  a: {options: {x: {cost: 1/7}, z: {}, w: {}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: 1/3, z: 1/3, w: 1/3, y: {value: 1, range: [2/3, 4/3]}}}
  b: {weights: {y: -1/3, x: 6/3}}
"""


def weight(text):
    case = f"{THIRDS.replace('-1/3', text)}"
    return dict(dt.load(case).preferences)["b"].weights[0].amount.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3", Fraction(1, 3)),
        ("-2/6", Fraction(-1, 3)),
        ("+5/4", Fraction(5, 4)),
        ("'1/3'", Fraction(1, 3)),
        ("6/3", Decimal(2)),
        ("0/5", Decimal(0)),
    ],
)
def test_a_fraction_is_read_exactly(text, value):
    assert weight(text) == value


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1/0", "nothing can be divided by 0"),
        ("1/3/5", "write a number such as 1.5 or 1/3"),
        ("1/ 3", "write a number such as 1.5 or 1/3"),
        ("1/-3", "write a number such as 1.5 or 1/3"),
        ("1.5/3", "write a number such as 1.5 or 1/3"),
        (f"1/{'3' * 31}", "write at most 30 digits"),
        ("'0.5'", "write 0.5 without quotes"),
    ],
)
def test_what_is_no_fraction_is_told(text, hint):
    with pytest.raises(dt.CaseError) as raised:
        weight(text)
    assert [problem.hint for problem in raised.value.problems] == [hint]


def test_patience_may_be_a_fraction_per_year():
    case = dt.load(THIRDS)
    rates = dict(case.negotiation.patience)
    assert rates["b"].amount.value == Fraction(9, 10)
    assert rates["b"].per == "year"


@pytest.mark.parametrize("patience", ["3/3", "4/3", "0/3", "-1/3"])
def test_a_patience_that_is_no_discount_is_refused(patience):
    with pytest.raises(dt.CaseError, match="lies between 0 and 1"):
        dt.load(THIRDS.replace("2/3}\nparties", f"{patience}}}\nparties"))


def test_three_thirds_tie_with_one():
    engine = open_engine(dt.load(THIRDS))
    thirds, one = engine.index("YYYN"), engine.index("NNNY")
    assert engine.payoff(0)[thirds] == engine.payoff(0)[one]
    flow = flow_utility(engine, engine.case.preference["a"])
    assert flow[thirds] == flow[one] == 1.0


def test_a_case_with_fractions_reads_back_from_every_format_that_keeps_numbers():
    case = dt.load(THIRDS)
    assert dt.load(dump_case(case)) == case
    assert dt.load(dt.convert_case(case, "json").text) == case


def test_gambit_gets_fractions():
    text = dt.convert_case(THIRDS, "nfg", payoffs="weights").text
    assert '{ "now +x" 1/3, 2 }' in text


@pytest.mark.parametrize("form", ["text", "json", "csv", "latex"])
def test_answers_take_fractions(form, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(THIRDS, "utf-8")
    assert detente("analyze", file, "--format", form).code == 0


def test_decimals_are_scaled_by_the_least_power_of_ten():
    assert scaled((Decimal("0.1"), Decimal(2))) == (1, 20)
    assert scaled((Decimal("0.1"), Fraction(1, 3))) == (3, 10)


def test_a_sum_of_decimals_stays_one():
    assert isinstance(total((Decimal("0.1"), Decimal("0.2"))), Decimal)
    assert total((Decimal("0.5"), Fraction(1, 3))) == Fraction(5, 6)


def test_a_fraction_is_shown_as_it_is_unless_digits_are_asked_for():
    words = words_of("ru")
    assert words.figure(Fraction(1, 3), "f") == "1/3"
    assert words.figure(Fraction(1, 3)) == "0,333"
