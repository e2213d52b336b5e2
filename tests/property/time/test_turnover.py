"""What follows where a leadership breaks a road map, on random small deals."""

import os
import random

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.study.deal.breach import find_breaches
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.time.asked import landings_after, open_successions
from detente.study.time.collapse import Collapses
from detente.study.time.compliance import Succession as Compliance
from detente.study.time.leadership import open_leaders
from detente.study.time.succession import Successions
from detente.study.time.turnover import check_turnover
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.leaders import Leaders
from tests.deal_oracle.plan import lay_out as laid_out
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.random_leaders import with_leaders
from tests.deal_oracle.rules import UnfitError
from tests.deal_oracle.turnover import Succession
from tests.property.time.test_deal_turnover import QUICK

FEW = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "20")))
SEEDS = st.integers(0, 2**32 - 1)


def opened(seed):
    """A random deal with leaders that may change, and its road map."""
    rng = random.Random(seed)
    sizes = Wants(options=3, parties=2, patience=QUICK, guarantees=1)
    case = with_leaders(rng, random_deal(rng, sizes), dated=0)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    plan = case.negotiation.road_maps[0]
    assume(not lay_out(dynamics, plan).reasons)
    return dynamics, plan


def collapses_of(dynamics, plan):
    layout, leaders = lay_out(dynamics, plan), open_leaders(dynamics)
    wanted = np.unique(
        np.concatenate([landings_after(dynamics, node) for node in layout.nodes])
    )
    threats = Successions(dynamics, leaders, "breakdown", wanted)
    return layout, Collapses(dynamics, threats)


@given(SEEDS)
@FEW
def test_what_a_break_is_worth_to_all_is_what_the_definition_says(seed):
    dynamics, plan = opened(seed)
    layout, collapses = collapses_of(dynamics, plan)
    try:
        rules = Leaders(dynamics.case, patience_of(dynamics))
        succession = Succession(rules, laid_out(rules, plan))
    except (UnsettledError, UnfitError):
        reject()
    for (k, profile, party), expected in succession.collapses.items():
        place = rules.parties.index(party)
        worth = collapses.worth(layout.nodes[k], place)
        got = worth[rules.profiles.index(profile)]
        assume(collapses.threats.exact)
        assert got == pytest.approx(list(expected.values()), abs=1e-6)


@given(SEEDS)
@settings(max_examples=60)
def test_what_is_proved_is_not_refuted(seed):
    dynamics, plan = opened(seed)
    proved = check_turnover(dynamics, plan)
    if proved.exact and proved.first_leaders_comply:
        possible = check_turnover(dynamics, plan, "minmax")
        assert possible.first_leaders_comply
        assert possible.every_leader_complies >= proved.every_leader_complies


@given(SEEDS)
@FEW
def test_nobody_has_more_after_a_break_than_its_bound(seed):
    dynamics, plan = opened(seed)
    layout, collapses = collapses_of(dynamics, plan)
    for node in layout.nodes:
        bound = collapses.bound(node)
        parties = range(len(dynamics.parties))
        for party in (
            p for p in parties if find_breaches(dynamics, node, p).flips.size
        ):
            assert (collapses.worth(node, party) <= bound + 1e-7).all()


@given(SEEDS)
@settings(max_examples=40)
def test_what_a_new_mark_changes_is_what_all_marks_come_to(seed):
    """With what was known before it, places are looked at until nothing changes."""
    dynamics, plan = opened(seed)
    rng, layout = random.Random(seed), lay_out(dynamics, plan)
    leaders = open_leaders(dynamics)
    threats = open_successions(dynamics, leaders, "breakdown", [layout])
    found = Compliance(threats, layout)
    marks = np.full((len(layout.nodes), len(leaders.profiles)), -1)
    known = found._values(marks)  # noqa: SLF001 - what marks are weighed by
    for _ in range(6):
        place, profile = (rng.randrange(length) for length in marks.shape)
        marks[place, profile] = rng.choice([-1, 0, 1])
        since = place, known
        known = found._values(marks, since=since)  # noqa: SLF001
        assert np.array_equal(known, found._values(marks))  # noqa: SLF001
