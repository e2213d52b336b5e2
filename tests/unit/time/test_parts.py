"""Groups of options that are played apart: what a want or a rule looks at is one."""

import numpy as np
import pytest

import detente as dt
from detente.study.game.dynamics import open_dynamics
from detente.study.time.parts import (
    _told,
    bound_together,
    independent_parts,
    told_by_dates,
)

CASE = """\
detente: 1
title: Three steps
parties:
  a: {name: A, options: {x: {}, s: {undo: never, now: yes}}}
  b: {name: B, options: {y: {}, z: {}}}
TERMS
preferences:
  a: {weights: {WANT: 2, z: 1}}
  b: {weights: {x: 1, y: -1}}
period: 1 month
patience: 0.9
"""


def parts_of(want, terms=""):
    case = dt.load(CASE.replace("WANT", want).replace("TERMS\n", terms))
    dynamics = open_dynamics(case)
    bound = bound_together(dynamics)
    named = {bit: option for option, bit in dynamics.bits.items()}
    return {
        frozenset(option for bit, option in named.items() if part >> bit & 1)
        for part in independent_parts(dynamics, bound)
    }


@pytest.mark.parametrize(
    ("want", "terms"),
    [
        ("x and y", ""),
        ("both", "terms: {both: x and y}\n"),
        ("both", "terms: {part: y, both: x and part}\n"),
        ("x and y and s", ""),
        ("x and y or x and y and z", ""),
    ],
)
def test_what_a_want_looks_at_is_played_together(want, terms):
    assert parts_of(want, terms) == {frozenset("xy"), frozenset("z")}


def test_what_no_want_looks_at_together_is_played_apart():
    assert parts_of("x") == {frozenset("x"), frozenset("y"), frozenset("z")}


@pytest.mark.parametrize("bits", [0b000, 0b001, 0b010, 0b100, 0b101, 0b110, 0b111])
def test_a_rule_looks_at_the_options_with_which_it_changes_the_last_one_too(bits):
    states = np.arange(8)
    parity = np.array([int(state & bits).bit_count() % 2 == 1 for state in states])
    assert _told(parity) == bits


def test_a_date_looks_at_its_condition_and_at_what_it_changes_and_at_nothing_else():
    dates = """as_of: 2020-01-01
deadlines:
  d: {date: 2020-03-01, unless: y, by: b, then: z}
"""
    dynamics = open_dynamics(
        dt.load(CASE.replace("WANT", "x").replace("TERMS\n", dates))
    )
    told = told_by_dates(dynamics)
    named = {option for option, bit in dynamics.bits.items() if told >> bit & 1}
    assert named == {"y", "z"}
    assert dynamics.bits["x"] == 0
