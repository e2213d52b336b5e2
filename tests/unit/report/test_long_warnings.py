"""Warnings and faults quote what they speak of, and stay sentences."""

import json

import pytest

import detente as dt
from detente.casefile import parse_case
from detente.model.formula import And, Name, brief, written

OPTIONS = [f"o{place}" for place in range(8)]
HEAD = f"""
detente: 1
title: A table
parties:
  p: {{options: {{{", ".join(f"{name}: {{now: yes}}" for name in OPTIONS[:4])}}}}}
  q: {{options: {{{", ".join(f"{name}: {{now: yes}}" for name in OPTIONS[4:])}}}}}
"""
ROWS = [
    " and ".join(
        name if row >> place & 1 else f"not {name}"
        for place, name in enumerate(OPTIONS)
    )
    for row in (*range(3, 256, 12), 239, 254)
]
TABLE = " or ".join(f"({row})" for row in ROWS)
MOVES = """
detente: 1
title: Moves are written out
parties:
  p: {options: {a: {}}}
  q: {options: {b: {}}}
constraints: [not (b and not a)]
"""


def messages(case):
    found = json.loads(dt.check(case).to_json())["warnings"]
    return {each["code"]: each["message"] for each in found}


def test_a_formula_that_is_short_is_quoted_whole():
    formula = And((Name("a"), Name("b")))
    assert brief(formula) == written(formula)


def test_a_constraint_that_is_a_table_is_not_quoted_at_length():
    said = messages(f"{HEAD}constraints: ['{TABLE}']\n")
    assert len(said["hidden-veto"]) < 600


def test_a_statement_that_is_a_table_is_not_quoted_at_length():
    every = f"({TABLE}) or not ({TABLE})"
    said = messages(f"{HEAD}preferences: {{p: ['{every}']}}\n")
    assert len(said["statement-constant"]) < 400


@pytest.mark.parametrize(
    "wrong",
    [
        f"constraints: ['not ({TABLE})']",
        f"constraints: ['{TABLE}']\nlabels: {{x: NNNNNNNY}}",
    ],
)
def test_a_fault_about_a_table_is_a_sentence(wrong):
    with pytest.raises(dt.CaseError) as raised:
        parse_case(f"{HEAD}{wrong}\n", "x.yaml")
    for problem in raised.value.problems:
        assert len(problem.message) + len(problem.hint or "") < 500


def test_a_hidden_veto_is_told_where_moves_follow_from_the_constraints():
    assert "hidden-veto" in messages(MOVES)


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ("{p: {NN: [YN]}, q: {YN: [YY], YY: [YN]}}", False),
        ("{p: {NN: [YN]}}", False),
        ("{q: {YN: [YY], YY: [YN]}}", True),
    ],
)
def test_moves_written_out_have_no_hidden_veto(moves, told):
    assert ("hidden-veto" in messages(f"{MOVES}moves: {moves}\n")) == told
