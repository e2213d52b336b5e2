"""Histories of road maps against the definitions, on random small deals."""

import os
import random

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.study.game.dynamics import open_dynamics
from detente.study.time.outcomes import breakers
from detente.study.time.script import write_script
from detente.study.time.simulation import STANDS, simulate
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.histories import tell
from tests.deal_oracle.leaders import Leaders
from tests.deal_oracle.plan import lay_out
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.random_leaders import with_leaders
from tests.deal_oracle.rules import UnfitError
from tests.deal_oracle.turnover import Succession
from tests.property.time.test_deal_turnover import QUICK

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "8")))
SEEDS = st.integers(0, 2**32 - 1)
PATHS = 12
RUNS = 4000


def scripted(seed, *, dated=0.0, **wants):
    """A random deal, what its histories go by, and the definitions to judge it by."""
    rng = random.Random(seed)
    sizes = Wants(options=3, parties=2, escrow=0, patience=QUICK, **wants)
    case = with_leaders(rng, random_deal(rng, sizes), dated=dated)
    road_map = case.negotiation.road_maps[0]
    try:
        dynamics = open_dynamics(case)
        check, script = write_script(dynamics, road_map)
        assume(not check.reasons and check.exact)
        rules = Leaders(case, patience_of(dynamics))
        return dynamics, check, script, Succession(rules, lay_out(rules, road_map))
    except (UnsupportedError, UnsettledError, UnfitError):
        reject()


@given(SEEDS)
@MANY
def test_a_history_is_the_one_that_the_definitions_tell(seed):
    dynamics, _, script, succession = scripted(
        seed, dated=0.3, guarantees=1, deadlines=1
    )

    def breaker(time, profile):
        node = min(time, len(script.nodes) - 1)
        party = script.broken[node, script.profiles.index(profile)]
        return None if party < 0 else dynamics.parties[party]

    found = simulate(script, PATHS, seed)
    who = breakers(script, found)
    options = [each.id for each in dynamics.case.options]
    for row, path in enumerate(found.leaders):
        told = tell(succession, breaker, [script.profiles[each] for each in path])
        state = dynamics.engine.state(int(found.states[row]))
        taken = {o for o, chosen in zip(options, state, strict=True) if chosen == "Y"}
        assert (None if found.broke[row] == STANDS else found.broke[row]) == told.broke
        assert (None if who[row] < 0 else dynamics.parties[who[row]]) == told.party
        assert taken == told.state
        for column, party in enumerate(dynamics.parties):
            if told.then is not None:
                assert found.then[row, column] == pytest.approx(told.then[party])
            assert found.end[row, column] == pytest.approx(told.end[party])
            assert found.worth[row, column] == pytest.approx(told.worth[party])


@given(SEEDS)
@settings(max_examples=30)
def test_shares_of_histories_are_the_exact_chances_within_chance(seed):
    dynamics, check, script, _ = scripted(seed, dated=0.3)
    found = simulate(script, RUNS, seed)
    broke = found.broke
    curve = check.outliving.curve
    for time, chance in enumerate(curve):
        stands = (broke == STANDS) | (broke > time)
        assert within_chance(stands.mean(), chance)
    who, ruled = breakers(script, found), found.leaders[np.arange(RUNS), broke]
    nodes = np.array([node.stage or 0 for node in script.nodes])
    stages = nodes[np.minimum(broke, len(nodes) - 1)]
    for each in check.breaks:
        same = (broke != STANDS) & (stages == (each.stage or 0))
        same &= ruled == script.profiles.index(each.leaders)
        same &= who == dynamics.parties.index(each.party)
        # Staying is several periods, each with a break of its own.
        every = [
            other.chance
            for other in check.breaks
            if (other.stage, other.leaders, other.party)
            == (each.stage, each.leaders, each.party)
        ]
        assert within_chance(same.mean(), sum(every))
    for stage, chance in check.broken_at:
        at = (broke != STANDS) & (stages == stage)
        assert within_chance(at.mean(), chance)


def within_chance(share, chance):
    """Whether a share is one that comes up, but for one in some hundred million."""
    spread = (chance * (1 - chance) / RUNS) ** 0.5
    return abs(share - chance) <= 6 * spread + 6 / RUNS
