"""Levers against every single edit typed by hand, judged by the first two questions.

`DETENTE_DEALS=300 pytest tests/property/lever/test_levers.py` asks many more.
"""

import math
import os
import random
import re
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import assume, given, reject, settings, strategies as st

import detente as dt
from detente.errors import CaseError, UnsupportedError
from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.lever.change import Kind, What
from detente.study.lever.goal import stand
from detente.study.lever.search import find_levers
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.lever_edits import typed_edits

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "2")))
SEEDS = st.integers(0, 2**32 - 1)
TYPED = {Kind.CLAUSE, Kind.STEP}


def dealt(seed, wants):
    """A small deal that some party does not go along with, as its file has it."""
    try:
        # What a program makes may be no file: two weights of one formula, say.
        case = dt.load(dt.dump_case(random_deal(random.Random(seed), wants)))
        dynamics = open_dynamics(case)
    except (CaseError, UnsupportedError):
        reject()
    plan = case.negotiation.road_maps[0]
    assume(stand(dynamics, plan).reached < 3)
    return case, dynamics, plan


def reached(text, edits):
    """How many of the first three goals a road map reaches once edits are made."""
    try:
        case = dt.load(text, edits=edits)
    except CaseError:
        return 0
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    if layout.reasons:
        return 0
    found = find_calling_off(dynamics, layout)
    if not found.all_sign:
        return 1
    return 3 if found.nobody else 2


@pytest.mark.parametrize(
    "wants",
    [
        pytest.param(Wants(options=3, parties=2, slow=0.4), id="rules"),
        pytest.param(Wants(options=3, parties=2, deadlines=1, ends=0.4), id="dates"),
        pytest.param(Wants(options=3, parties=3, waits=0.4, rules=0), id="stages"),
    ],
)
@given(seed=SEEDS)
@MANY
def test_the_changes_found_are_those_of_all_edits_that_move_it(wants, seed):
    case, dynamics, plan = dealt(seed, wants)
    text, found = dt.dump_case(case), find_levers(dynamics, plan)
    by_hand = {}
    for edit in typed_edits(case, plan):
        goals = reached(text, [edit])
        if goals > found.standing.reached:
            by_hand[edit] = goals
    singles = [each for each in found.found if len(each.changes) == 1]
    typed = {
        each.edits[0]: each.reached
        for each in singles
        if each.changes[0].kind in TYPED or each.changes[0].what is What.OPEN
    }
    assert typed == by_hand
    assert [each.order for each in found.found] == sorted(
        each.order for each in found.found
    )


@given(SEEDS)
@MANY
def test_whatever_is_found_does_so_by_what_is_typed(seed):
    case, dynamics, plan = dealt(seed, Wants(options=3, parties=2, costs=0.6))
    text = dt.dump_case(case)
    for lever in find_levers(dynamics, plan).found[:40]:
        assert reached(text, lever.edits) == lever.reached


@given(SEEDS)
@MANY
def test_a_number_nearer_to_that_of_the_file_does_not_do(seed):
    case, dynamics, plan = dealt(seed, Wants(options=3, parties=2, costs=0.6))
    text = dt.dump_case(case)
    furthest: Counter[tuple[What, str]] = Counter()
    for lever in find_levers(dynamics, plan).found:
        change = lever.changes[0]
        if len(lever.changes) > 1 or change.what not in {What.WEIGHT, What.PAYMENT}:
            continue
        # What a party needs to go on is more than what it needs to sign, and comes no
        # further where another one calls it off.
        same = change.what, change.about
        if lever.reached > furthest[same]:
            assert reached(text, [nearer(change)]) < lever.reached
            furthest[same] = lever.reached


def nearer(change):
    """The same edit with a number nearer to the one of the file.

    By a fiftieth at least, and by more than what it is rounded by.
    """
    path, _, typed = change.edits[0].partition("=")
    # What somebody is paid comes on top of what the steps are worth to it.
    by = change.after - (change.before if change.what is What.WEIGHT else 0.0)

    def back(number):
        unit = 10 ** (Decimal(number).adjusted() - 2)
        return float(number) - math.copysign(max(0.02 * abs(by), unit), by)

    if not typed.startswith("{"):
        return f"{path}={back(typed)!r}"
    key = change.about.rpartition(".")[2]
    told = re.compile(rf"\b{key}: ([^,}}]+)")
    (written,) = told.findall(typed)
    number = back(written)
    return f"{path}={told.sub(f'{key}: {number!r}', typed)}"
