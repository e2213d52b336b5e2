"""A case under other numbers keeps what they do not touch, and nothing else."""

from dataclasses import fields

import numpy as np
import pytest

import detente as dt
from detente.study.deal.breach import find_breaches
from detente.study.deal.quick_check import judge
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.assumed_numbers import list_assumptions, with_numbers
from detente.study.robustness.sampling import Draws
from detente.study.robustness.with_values import renumbered

CASE = """
detente: 1
as_of: 2020-01-01
parties:
  a:
    options:
      x: {cost: {do: {value: 0.1, range: [0, 1]}, undo: {value: 0.2, range: [0, 1]}}}
      w: {}
  b: {options: {y: {}, z: {undo: 1 month}}}
  c: {options: {g: {}}}
preferences:
  a: {weights: {x: {value: -1, range: [-2, 1]}, y: {value: 3, range: [2, 4]}, z: 1}}
  b: {weights: {y: {value: -1, range: [-2, 1]}, x: {value: 3, range: [1, 4]}, z: -0.5}}
  c: {weights: {x and y: {value: 1, range: [0, 2]}, g: {value: -0.1, range: [-1, 1]}}}
period: 1 month
patience:
  a: {value: 0.9 per year, range: [0.3, 0.99]}
  b: 0.8 per year
  c: 0.9 per year
guarantees:
  pact:
    by: c
    protects: a
    against: b
    when: g
    penalty: {flow: {value: 1, range: [0, 3]}, lump: {value: 2, range: [0, 3]}}
    compensation: {flow: {value: 0.5, range: [0, 3]}}
    believed: 0.9
roadmaps: {plan: {stages: [[x, g], [y], [z]]}}
"""


@pytest.fixture(scope="module")
def dynamics():
    """The case, with everything judged that can be kept."""
    opened = open_dynamics(dt.load(CASE))
    slack_table(opened, lay_out(opened, opened.case.negotiation.road_maps[0]))
    return opened


def paths():
    return [each.path for each in list_assumptions(dt.load(CASE))]


def same(one, other):
    """Compare records field by field, arrays by what is in them."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "__dataclass_fields__"):
        names = [field.name for field in fields(one)]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    return one == other


def test_numbers_of_every_kind_are_assumed():
    kinds = {path.split(".")[0] for path in paths()}
    assert kinds == {"options", "preferences", "patience", "guarantees"}


@pytest.mark.parametrize("path", paths())
@pytest.mark.parametrize("beside", [None, "preferences.c.x and y"])
def test_other_numbers_are_those_of_the_case_opened_with_them(dynamics, path, beside):
    numbers = {each: 0.37 for each in (path, beside) if each}
    found = renumbered(dynamics, numbers)
    anew = open_dynamics(with_numbers(dynamics.case, numbers))
    assert same(found.utility, anew.utility)
    assert same(found.patience, anew.patience)
    assert same(found.pledges, anew.pledges)
    assert same(found.turns, anew.turns)
    layouts = [
        lay_out(each, each.case.negotiation.road_maps[0]) for each in (found, anew)
    ]
    for one, other in zip(*(layout.nodes for layout in layouts), strict=True):
        for party in range(len(anew.parties)):
            assert same(
                find_breaches(found, one, party), find_breaches(anew, other, party)
            )
    tables = [
        slack_table(each, at) for each, at in zip((found, anew), layouts, strict=True)
    ]
    for name in ("breakdown", "minmax", "optimistic"):
        one, other = (getattr(table, name) for table in tables)
        assert one == pytest.approx(other, abs=1e-9, nan_ok=True)


def test_no_other_numbers_are_the_case_itself(dynamics):
    assert renumbered(dynamics, {}) is dynamics


def test_the_verdict_alone_is_that_of_the_whole_judgement_in_every_draw():
    more = "x: {stages: [[x], [y]]}, back: {stages: [[y]]}}"
    case = dt.load(f"{CASE.rstrip().removesuffix('}')}, {more}")
    draws = Draws(open_dynamics(case), case.negotiation.road_maps)
    told = [draws.verdicts(1, number) for number in range(6)]
    assert told == [
        tuple(judge(draws.drawn(1, number), each).verdict for each in draws.layouts)
        for number in range(6)
    ]
    # Refuted as it stands, the last one is proved in some draw all the same.
    assert judge(draws.dynamics, draws.layouts[-1]).verdict is Verdict.REFUTED
    assert Verdict.PROVED in {each[-1] for each in told}
