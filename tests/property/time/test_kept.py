"""How likely road maps are kept, against the definitions, on random small deals.

`DETENTE_DEALS=500 pytest tests/property/time/test_kept.py` asks many more.
"""

import random
from collections import defaultdict
from dataclasses import replace
from math import inf
from typing import NamedTuple

import pytest
from hypothesis import assume, given, reject

from detente.errors import UnsupportedError
from detente.study.deal.road_map import Layout, lay_out as plan_layout
from detente.study.game.dynamics import open_dynamics
from detente.study.time.asked import open_successions
from detente.study.time.keeping import Keeping
from detente.study.time.kept import HOW
from detente.study.time.leadership import Leaders as Leaderships, open_leaders
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.kept import CLEAR, Kept
from tests.deal_oracle.leaders import Leaders
from tests.deal_oracle.plan import ImpossibleError, lay_out
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.random_leaders import with_leaders
from tests.deal_oracle.rules import UnfitError
from tests.property.time.test_deal_turnover import MANY, QUICK, SEEDS, spread


class Asked(NamedTuple):
    """One road map as the study lays it out, and as the definitions do."""

    layout: Layout
    leaders: Leaderships
    said: Keeping
    rules: Leaders
    defined: Kept


def asked(seed):
    rng = random.Random(seed)
    escrow, ends, guarantees = rng.choice([(0, 0.0, 0), (0.5, 0.0, 1), (0, 0.4, 1)])
    sizes = Wants(3, 2, escrow=escrow, patience=QUICK, ends=ends, guarantees=guarantees)
    case = with_leaders(rng, random_deal(rng, sizes), dated=rng.choice([0.0, 0.6]))
    try:
        dynamics, (road_map,) = open_dynamics(case), case.negotiation.road_maps
        rules, leaders = Leaders(case, patience_of(dynamics)), open_leaders(dynamics)
        last = max(leaders.scheduled, default=0)
        countdown = replace(dynamics.countdown, last=last)
        dynamics = replace(dynamics, countdown=countdown)
        layout = plan_layout(dynamics, road_map)
        assume(not layout.reasons)
        threats = open_successions(dynamics, leaders, "breakdown", [layout])
        said = Keeping(threats, layout)
        defined = Kept(rules, lay_out(rules, road_map))
        assume(threats.exact)
    except (UnsupportedError, UnsettledError, UnfitError, ImpossibleError):
        reject()
    return Asked(layout, leaders, said, rules, defined)


def each_place(one):
    for place in range(len(one.layout.nodes)):
        for row, profile in enumerate(one.leaders.profiles):
            yield place, row, profile


@given(SEEDS)
@MANY
def test_calling_off_is_worth_what_is_had_while_everything_goes_back(seed):
    one = asked(seed)
    for place, row, profile in each_place(one):
        for column, party in enumerate(one.rules.parties):
            called = one.defined.calling[place, profile, party]
            known = -inf if called is None else called
            assert one.said.called.best[place, row, column] == pytest.approx(known)
            over = one.defined.over[place, profile][party]
            assert one.said.called.over[place, row, column] == pytest.approx(over)


def marks_of(one):
    who, how, _ = one.said.ended()
    return {
        (place, profile): (one.rules.parties[who[place, row]], HOW[how[place, row]])
        for place, row, profile in each_place(one)
        if who[place, row] >= 0
    }


@given(SEEDS)
@MANY
def test_who_ends_it_does_what_is_worth_most_and_nobody_else_would(seed):
    one = asked(seed)
    said = marks_of(one)
    for (place, profile), (party, how) in said.items():
        assert how in one.defined.ways(place, profile, party)
    assert not one.defined.negative(spread(said, one.layout, one.defined))
    others = one.said.ended().others
    for place in said:
        rest = {each: mark for each, mark in said.items() if each != place}
        assert one.defined.negative(spread(rest, one.layout, one.defined))
        rest = {each: mark for each, mark in said.items() if mark[0] != said[place][0]}
        would = one.defined.negative(spread(rest, one.layout, one.defined))
        row = one.leaders.profiles.index(place[1])
        told = {one.rules.parties[each] for each in others[place[0], row].nonzero()[0]}
        here = {party for _, at, party in would if at == place}
        assert told == here - {said[place][0]}


@given(SEEDS)
@MANY
def test_the_chances_are_those_of_the_leaders_who_end_it(seed):
    one = asked(seed)
    kept, said = one.said.kept(), marks_of(one)
    marks = spread(said, one.layout, one.defined)
    completed, ended = one.defined.chances(marks)
    assert kept.completed == pytest.approx(completed)
    told: dict[int, float] = defaultdict(float)
    for each in kept.endings:
        if each.stage is not None:
            told[each.stage] += each.chance
    for stage in {*told, *ended}:
        assert told[stage] == pytest.approx(ended.get(stage, 0.0), abs=CLEAR)
    listed = {(one.layout.nodes[k].stage, *mark) for (k, _), mark in said.items()}
    assert {(each.stage, each.party, each.how) for each in kept.endings} == listed
