"""Games of Gambit are read: strategies become options, payoffs weights."""

import io
import json
from fractions import Fraction

import pytest

import detente as dt
from detente.casefile.formats import read_nfg
from detente.model.formula import written
from tests.running import detente

DILEMMA = """NFG 1 R "A dilemma" { "Row" "Col" }
{ { "Cooperate" "Defect" } { "Cooperate" "Defect" } }
"a comment"

3 3 5 0 0 5 1/3 0.5
"""
OUTCOMES = """NFG 1 D "Three outcomes" { "A" "B" "C" } { 2 3 1 }
{ { "first" 1 2 3 } { "" 4, 5, 6 } }
1 2 0 2 1 1
"""


def case_of(text):
    return read_nfg(text, "g.nfg").case


def equilibria(case):
    return json.loads(dt.stability(case, concepts=["R"]).to_json())["concepts"]["R"]


def test_each_strategy_is_an_option_and_one_of_them_is_taken():
    case = case_of(DILEMMA)
    assert [option.id for option in case.options] == [
        "cooperate",
        "defect",
        "cooperate_2",
        "defect_2",
    ]
    assert [written(rule.formula) for rule in case.constraints] == [
        "exactly(1, cooperate, defect)",
        "exactly(1, cooperate_2, defect_2)",
    ]
    assert str(case.title) == "A dilemma"


def test_payoffs_become_weights_and_stay_exact():
    weights = case_of(DILEMMA).preference["row"].weights
    assert [(written(each.of), each.amount.value) for each in weights] == [
        ("cooperate and cooperate_2", 3),
        ("defect and cooperate_2", 5),
        ("defect and defect_2", Fraction(1, 3)),
    ]


def test_the_dilemma_has_its_equilibrium():
    assert equilibria(case_of(DILEMMA))["equilibria"] == ["NYNY"]


def test_now_is_the_first_combination_and_it_is_said():
    read = read_nfg(DILEMMA, "g.nfg")
    assert read.case.status_quo == "YNYN"
    assert "first combination" in str(read.warnings[0].message)


def test_outcomes_are_read_by_their_number_and_none_is_worth_nothing():
    case = case_of(OUTCOMES)
    assert not case.party["c"].options
    weights = {written(w.of): w.amount.value for w in case.preference["b"].weights}
    first, second = case.party["a"].options
    third, fourth, fifth = case.party["b"].options
    assert weights == {
        f"{first.id} and {third.id}": 2,
        f"{second.id} and {third.id}": 5,
        f"{second.id} and {fourth.id}": 5,
        f"{first.id} and {fifth.id}": 2,
        f"{second.id} and {fifth.id}": 2,
    }


def test_what_detente_wrote_is_read_with_its_options():
    case = dt.load("garrison")
    back = case_of(dt.convert_case(case, "nfg").text)
    assert set(back.option) == {o.id for o in case.options if not o.settled}
    assert equilibria(back)["equilibria_count"] == 7


@pytest.mark.needs("pygambit")
@pytest.mark.parametrize("text", [DILEMMA, OUTCOMES])
def test_gambit_finds_as_many_equilibria(text):
    import pygambit

    game = pygambit.read_nfg(io.StringIO(text))
    found = pygambit.nash.enumpure_solve(game).equilibria
    assert equilibria(case_of(text))["equilibria_count"] == len(found)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("NFG 1 R", "EFG 2 R", "1:1: this is a game in extensive form"),
        ("NFG 1 R", "nfg 1 R", "1:1: 'NFG' must stand here"),
        ("NFG 1 R", "NFG 1 X", "1:7: 'R' must stand here"),
        ('"A dilemma"', "dilemma", "1:9: a text in quotes must stand here"),
        ('{ "Row" "Col" }', "{ }", "2:1: a game has from 1 to 100 players"),
        ('{ "Cooperate" "Defect" } }', "{ } }", "2:32: a player has from 1 to 200"),
        ("1/3 0.5", "1/0 0.5", "5:13: a number must stand here"),
        ("1/3 0.5", "1/3", "6:1: a number must stand here"),
        ("1/3 0.5", "1/3 0.5 9", "5:21: the file goes on after its end"),
        ('"a comment"', '"a comment', "3:1: a text that begins here has no"),
    ],
)
def test_a_fault_is_told_with_line_and_column(old, new, fault):
    with pytest.raises(dt.CaseError) as raised:
        case_of(DILEMMA.replace(old, new, 1))
    (problem,) = raised.value.problems
    assert str(problem).startswith(f"g.nfg:{fault}")


def test_an_outcome_that_there_is_not_is_refused():
    with pytest.raises(dt.CaseError, match="from 0 to 2 must stand here, not 7"):
        case_of(OUTCOMES.replace("1 1\n", "1 7\n"))


def test_a_game_without_a_choice_is_refused():
    with pytest.raises(dt.CaseError, match="no player has a choice"):
        case_of('NFG 1 R "x" { "a" "b" } { 1 1 } 1 2')


def test_a_game_that_is_too_large_is_refused_before_its_payoffs_are_read():
    with pytest.raises(dt.TooLargeError, match="20200 payoffs"):
        case_of('NFG 1 R "x" { "a" "b" } { 101 100 }')


def test_the_command_makes_a_case_of_it(tmp_path):
    game, case = tmp_path / "game.nfg", tmp_path / "case.yaml"
    game.write_text(DILEMMA, "utf-8")
    assert detente("import", game, "--output", case).code == 0
    data = json.loads(detente("stability", case, "--format", "json").out)
    assert data["concepts"]["R"]["equilibria_count"] == 1
