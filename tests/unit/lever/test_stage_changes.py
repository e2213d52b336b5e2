"""Every change of the stages of a small road map, and all that is told of it."""

import pytest

import detente as dt
from detente.study.lever.stage import list_stage_clauses, list_steps

FARMS = """
detente: 1
title: Three farms
as_of: 2024-01-01
period: 1 month
parties:
  upper: {options: {x: {}, v: {now: yes}}}
  lower: {options: {y: {}}}
  third: {options: {z: {undo: never}}}
preferences:
  upper: {weights: {x: -1, y: 3}}
  lower: {weights: {x: 3, y: -1}}
  third: {weights: {x: 1}}
roadmaps:
  plan: {stages: [{steps: [x, y], within: 6 months}, [not v]]}
"""


def told(change):
    """All that a change says of itself: what, where, how large, and what is typed."""
    lengths = [
        f"{each.count}{each.unit[0]}" for each in (change.before, change.after) if each
    ]
    where = f"{change.stage}>{change.other}" if change.other else str(change.stage)
    edits = "".join(each.partition(".stages")[2] for each in change.edits)
    size = " ".join(f"{each:g}" for each in change.size)
    said = (
        *(change.kind.name, change.what.name, change.about, change.party, where),
        *("; ".join(change.steps), " to ".join(lengths), size, edits),
    )
    return " | ".join(filter(None, said))


CLAUSES = """
CLAUSE | ESCROW | 1 | 2 0 | .0={steps: [x, y], escrow: yes, within: 6 months}
CLAUSE | SPLIT | 1 | x; y | 2 1 | =[{steps: [x], W}, {steps: [y], W}, [not v]]
CLAUSE | SPLIT | 1 | y; x | 2 1 | =[{steps: [y], W}, {steps: [x], W}, [not v]]
CLAUSE | WITHIN | 1 | 6m to 3m | 2 91.3125 | .0={steps: [x, y], within: 3 months}
CLAUSE | WITHIN | 1 | 6m to 1y | 2 182.625 | .0={steps: [x, y], within: 1 year}
CLAUSE | WITHIN | 1 | 6m to 2y | 2 547.875 | .0={steps: [x, y], within: 2 years}
CLAUSE | WITHIN | 2 | 3m | 1 91.3125 | .1={steps: [not v], within: 3 months}
CLAUSE | WITHIN | 2 | 6m | 1 182.625 | .1={steps: [not v], W}
CLAUSE | WITHIN | 2 | 1y | 1 365.25 | .1={steps: [not v], within: 1 year}
CLAUSE | WITHIN | 2 | 2y | 1 730.5 | .1={steps: [not v], within: 2 years}
CLAUSE | SWAP | 1>2 | 3 1 | =[[not v], {steps: [x, y], W}]
CLAUSE | MERGE | 1>2 | 3 1 | =[{steps: [x, y, not v], W}]
"""
STEPS = """
STEP | LEAVE_OUT | x | upper | 1 | x | 1 0 | =[{steps: [y], W}, [not v]]
STEP | PUT | x | upper | 1>2 | x | 1 1 | =[{steps: [y], W}, [not v, x]]
STEP | LEAVE_OUT | y | lower | 1 | y | 1 0 | =[{steps: [x], W}, [not v]]
STEP | PUT | y | lower | 1>2 | y | 1 1 | =[{steps: [x], W}, [not v, y]]
STEP | LEAVE_OUT | v | upper | 2 | not v | 1 0 | =[{steps: [x, y], W}]
STEP | PUT | v | upper | 2>1 | not v | 1 1 | =[{steps: [x, y, not v], W}]
OUTSIDER | OPEN | z | third | 1 | z | 1 0 | .0={steps: [x, y, z], W}
OUTSIDER | OPEN | z | third | 2 | z | 1 0 | .1=[not v, z]
OUTSIDER | OPEN | z | third | 3 | z | 1 0 | =[{steps: [x, y], W}, [not v], [z]]
"""
"""`W` is within: 6 months; half a year is 182.625 days."""


@pytest.mark.parametrize(
    ("listed", "expected"), [(list_stage_clauses, CLAUSES), (list_steps, STEPS)]
)
def test_each_change_of_stages_says_what_it_is_and_what_to_type(listed, expected):
    case = dt.load(FARMS)
    (plan,) = case.negotiation.road_maps
    lines = [told(each.change) for each in listed(case, plan)]
    assert lines == expected.replace("W}", "within: 6 months}").strip().split("\n")


@pytest.mark.parametrize("listed", [list_stage_clauses, list_steps])
def test_what_is_typed_makes_the_road_map_that_was_meant(listed):
    case = dt.load(FARMS)
    (plan,) = case.negotiation.road_maps
    for each in listed(case, plan):
        (typed,) = dt.load(FARMS, edits=each.change.edits).negotiation.road_maps
        there = [
            [(step.option, step.taken) for step in stage.steps]
            for stage in typed.stages
        ]
        for option in {step.option for s in plan.stages for step in s.steps}:
            held = [
                n
                for n, stage in enumerate(there)
                if option in {name for name, _ in stage}
            ]
            left_out = each.change.what.name == "LEAVE_OUT" and (
                option == each.change.about
            )
            assert len(held) == (0 if left_out else 1)
        if each.change.what.name == "PUT":
            step = (each.change.about, not each.change.steps[0].startswith("not"))
            assert step in there[each.change.other - 1]
