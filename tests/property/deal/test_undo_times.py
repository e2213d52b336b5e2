"""Times to undo rounded both ways, against case files that say so."""

import os
import random
from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.model.quantity import AT_ONCE, Duration
from detente.study.deal.mover_orders import judge_orders
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.undo_times import retimed, rounded_changes
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle.random_deals import Wants, random_deal

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "40")))
SEEDS = st.integers(0, 2**32 - 1)
TIMES = [AT_ONCE, *(Duration(Decimal(n), "month") for n in (2, 8, 30))]
LONG = Duration(Decimal(90), "year")


def slow_deal(seed):
    """A deal in which undoing, and taking again, takes its time."""
    rng = random.Random(seed)
    case = random_deal(rng, Wants(options=4, guarantees=1))

    def slowed(option):
        undo = replace(option.undo, takes=rng.choice(TIMES))
        redo = replace(option.redo, takes=rng.choice(TIMES))
        return replace(option, undo=undo, redo=redo)

    return rewritten(case, slowed)


def rewritten(case, change):
    parties = tuple(
        replace(party, options=tuple(map(change, party.options)))
        for party in case.parties
    )
    return replace(case, parties=parties)


def all_rounded(case, time):
    """The same case, every time that is rounded written as another one."""
    rounded = rounded_changes(case)

    def written(option):
        undo, redo = option.undo, option.redo
        if (option.id, "undo") in rounded:
            undo = replace(undo, takes=time)
        if (option.id, "redo") in rounded:
            redo = replace(redo, takes=time)
        return replace(option, undo=undo, redo=redo)

    return rewritten(case, written)


@given(SEEDS)
@MANY
def test_each_way_to_round_is_the_verdict_of_a_case_that_says_so(seed):
    case = slow_deal(seed)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    road_map = case.negotiation.road_maps[0]
    check = check_road_map(dynamics, road_map, undo=True)
    undo = check.undo
    if undo is None:
        reject()
    layout = lay_out(dynamics, road_map)
    # The stages are those of the case as written: undoing in them takes its time.
    within, never = (
        judged(open_dynamics(all_rounded(case, time)), layout)
        for time in (AT_ONCE, LONG)
    )
    assert (undo.within, undo.never) == (within, never)
    differs = {within, never} - {undo.rounded, None}
    assert bool(undo.hangs_on) == bool(differs)
    assert check.verdict == ("depends" if differs else undo.rounded)
    assert {*undo.hangs_on} <= {option for option, _ in rounded_changes(case)}


def judged(dynamics, layout):
    table = slack_table(dynamics, layout)
    orders = judge_orders(dynamics, layout, table.leeway())
    return table.verdict() if orders is None else orders.verdict


@given(SEEDS)
@MANY
def test_rounding_as_the_case_does_changes_no_slack(seed):
    case = slow_deal(seed)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    assume(not layout.reasons)
    same = retimed(dynamics, rounded_changes(case))
    ours, theirs = slack_table(dynamics, layout), slack_table(same, layout)
    for name in ("breakdown", "optimistic", "minmax"):
        first, second = getattr(ours, name), getattr(theirs, name)
        assert (first == second).all() or (first != first).any()  # noqa: PLR0124
