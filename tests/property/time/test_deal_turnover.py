"""Road maps under turnover against the definitions, on random small deals.

The map of who complies is not unique, so what is said is verified: nobody else
gains by a breach, no break can be taken back alone, and the chances follow.

`DETENTE_DEALS=500 pytest tests/property/time` asks many more.
"""

import os
import random
from math import inf

import pytest
from hypothesis import assume, example, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.study.deal.road_map import lay_out as plan_layout
from detente.study.game.dynamics import open_dynamics
from detente.study.time.asked import open_successions
from detente.study.time.compliance import Succession as Compliance
from detente.study.time.leadership import open_leaders
from detente.study.time.turnover import check_turnover
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.leaders import Leaders
from tests.deal_oracle.plan import ImpossibleError, lay_out
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.random_leaders import with_leaders
from tests.deal_oracle.rules import UnfitError
from tests.deal_oracle.turnover import Succession
from tests.unit.time.test_turnover import DEAL, leaders_case

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "8")))
SEEDS = st.integers(0, 2**32 - 1)
QUICK = ("0.3", "0.5", "0.7", "0.8", "0.9")


def judged(seed, *, dated=0.0, **wants):
    """What is said of a random deal, and the definitions to judge it by."""
    rng = random.Random(seed)
    sizes = Wants(options=3, parties=2, escrow=0, patience=QUICK, **wants)
    case = with_leaders(rng, random_deal(rng, sizes), dated=dated)
    road_map = case.negotiation.road_maps[0]
    try:
        dynamics = open_dynamics(case)
        said = check_turnover(dynamics, road_map)
        assume(not said.reasons and said.exact)
        rules = Leaders(case, patience_of(dynamics))
        return said, Succession(rules, lay_out(rules, road_map))
    except (UnsupportedError, UnsettledError, UnfitError):
        reject()


def places(said, succession):
    """The breaks that are said, by node and profile."""
    nodes = {node.stage: k for k, node in enumerate(succession.nodes)}
    return {(nodes[each.stage], each.leaders): each.party for each in said.breaks}


@given(SEEDS)
@MANY
def test_nobody_gains_by_a_breach_where_none_is_said_to_come(seed):
    said, succession = judged(seed)
    assert not succession.negative(places(said, succession))


@given(SEEDS)
@example(4889)
@MANY
def test_the_best_breach_is_what_it_is_where_rights_and_guarantees_end(seed):
    rng = random.Random(seed)
    sizes = Wants(3, 2, escrow=0, patience=QUICK, ends=0.6, guarantees=1)
    case = with_leaders(rng, random_deal(rng, sizes), dated=0)
    try:
        dynamics, (road_map,) = open_dynamics(case), case.negotiation.road_maps
        rules = Leaders(case, patience_of(dynamics))
        layout, nodes = plan_layout(dynamics, road_map), lay_out(rules, road_map)
        assume(not layout.reasons)
        leaders = open_leaders(dynamics)
        threats = open_successions(dynamics, leaders, "breakdown", [layout])
        found = Compliance(threats, layout)._breached  # noqa: SLF001 - what marks are made of
        assume(threats.exact)
        expected = Succession(rules, nodes).best
    except (UnsupportedError, UnsettledError, UnfitError, ImpossibleError):
        reject()
    for place in range(len(layout.nodes)):
        for row, profile in enumerate(leaders.profiles):
            for column, party in enumerate(rules.parties):
                known = expected[place, profile, party]
                worth = -inf if known is None else known
                assert found[place, row, column] == pytest.approx(worth, abs=1e-6)


@given(SEEDS)
@MANY
def test_who_breaks_where_is_so_with_guarantees_and_ends_too(seed):
    """Place by place: where things end, staying is of several places."""
    rng = random.Random(seed)
    ends = rng.choice((0.0, 0.4))
    sizes = Wants(3, 2, escrow=0, patience=QUICK, ends=ends, guarantees=2)
    case = with_leaders(rng, random_deal(rng, sizes), dated=0)
    try:
        dynamics, (road_map,) = open_dynamics(case), case.negotiation.road_maps
        rules = Leaders(case, patience_of(dynamics))
        layout = plan_layout(dynamics, road_map)
        assume(not layout.reasons)
        leaders = open_leaders(dynamics)
        threats = open_successions(dynamics, leaders, "breakdown", [layout])
        found = Compliance(threats, layout)
        broken = found.mark().broken
        assume(threats.exact)
        succession = Succession(rules, lay_out(rules, road_map))
    except (UnsupportedError, UnsettledError, UnfitError, ImpossibleError):
        reject()
    said = {
        (place, leaders.profiles[row]): rules.parties[broken[place, row]]
        for place, row in zip(*(broken >= 0).nonzero(), strict=True)
    }
    marks = spread(said, layout, succession)
    assert not succession.negative(marks)
    for place in said:
        rest = {each: party for each, party in said.items() if each != place}
        assert succession.negative(spread(rest, layout, succession))
    completed, _ = succession.chances(marks)
    assert found.check("p").completed == pytest.approx(completed)


def spread(said, layout, succession):
    """Marks by the places of the definition, which may count the last one often."""
    last = len(layout.nodes) - 1
    return {
        (k, profile): party
        for (place, profile), party in said.items()
        for k in ([place] if place < last else range(last, len(succession.nodes)))
    }


@given(SEEDS)
@example(153)
@example(177)
@example(263)
@MANY
def test_no_break_can_be_taken_back_alone(seed):
    said, succession = judged(seed)
    marks = places(said, succession)
    for place in marks:
        rest = {each: party for each, party in marks.items() if each != place}
        assert succession.negative(rest)


def marked(succession):
    """The slack of each mark as it is set, the worst first; unfit where two tie."""
    marks: dict[tuple[int, tuple[str, ...]], str] = {}
    slacks: dict[tuple[int, tuple[str, ...]], float] = {}
    while found := succession.negative(marks):
        slack, place, party = found[0]
        rivals = [s for s, at, who in found if (at, who) != (place, party)]
        assume(not rivals or rivals[0] > slack + 1e-6)
        marks[place], slacks[place] = party, slack
    return slacks


@given(SEEDS)
@MANY
def test_a_break_is_told_with_the_slack_for_which_it_was_marked(seed):
    said, succession = judged(seed)
    slacks = marked(succession)
    nodes = {node.stage: k for k, node in enumerate(succession.nodes)}
    for each in said.breaks:
        expected = slacks[nodes[each.stage], each.leaders]
        assert each.slack == pytest.approx(expected, abs=1e-6)


@given(SEEDS)
@MANY
def test_the_chances_are_those_of_the_chains_of_leaders(seed):
    said, succession = judged(seed)
    completed, broken = succession.chances(places(said, succession))
    assert said.completed == pytest.approx(completed)
    assert {k: v for k, v in said.broken_at if v} == pytest.approx(
        {k: v for k, v in broken.items() if v}
    )


@given(SEEDS)
@MANY
def test_the_two_readings_of_survival_are_those_of_the_map(seed):
    said, succession = judged(seed)
    marks = places(said, succession)
    first = {profile for _, profile in marks} & set(succession.rules.start())
    assert said.every_leader_complies == (not marks)
    assert said.first_leaders_comply == (not first)


@given(SEEDS)
@settings(max_examples=40)
def test_leaders_follow_each_other_by_hazards_and_on_the_days_of_changes(seed):
    rng = random.Random(seed)
    case = with_leaders(rng, random_deal(rng, Wants(options=2)), dated=0.6)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    said, rules = open_leaders(dynamics), Leaders(case, patience_of(dynamics))
    start = rules.start()
    assert said.start == pytest.approx([start.get(p, 0.0) for p in said.profiles])
    for time in range(1, rules.last + 3):
        for row, before in zip(said.into(time), said.profiles, strict=True):
            drawn = rules.into(time, before)
            assert row == pytest.approx([drawn.get(p, 0.0) for p in said.profiles])


@pytest.mark.parametrize(("chance", "complies"), [(0.44, True), (0.45, False)])
def test_the_definitions_know_the_largest_turnover_of_the_dilemma(chance, complies):
    case = leaders_case(chance)
    rules = Leaders(case, patience_of(open_dynamics(case)))
    marks = Succession(rules, lay_out(rules, DEAL)).marks()
    assert (("a", "b") not in {profile for _, profile in marks}) == complies
