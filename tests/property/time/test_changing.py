"""Threats while leaders change, however patient the parties, against long sweeps."""

import pickle
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.study.game.dynamics import open_dynamics
from detente.study.game.recursion import all_against, all_for
from detente.study.time import changing_leaders
from detente.study.time.leadership import open_leaders
from detente.study.time.succession import Successions
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.random_leaders import with_leaders
from tests.unit.deal.test_road_map import two_party_case

SEEDS = st.integers(0, 2**32 - 1)
PATIENT = ("0.5", "0.9", "0.999", "0.9999")


def opened(seed):
    rng = random.Random(seed)
    sizes = Wants(options=3, parties=2, patience=PATIENT)
    case = with_leaders(rng, random_deal(rng, sizes), dated=0)
    try:
        return open_dynamics(case)
    except UnsupportedError:
        reject()


def one_more_period(dynamics, leaders, states, values, rules):
    """What one more period gives, by the operator alone."""
    arena = dynamics.closed_sets.arena(dynamics.countdown, 0, states)
    party = next(place for place, mover in enumerate(rules.movers) if mover[2])
    d = float(dynamics.patience[party])
    mixed = leaders.usual @ values
    found = []
    for profile, onward in enumerate(mixed):
        flow = leaders.utility[profile, party, states]
        row = ((1 - d) * flow + d * onward)[np.newaxis]
        rules.play(arena, row)
        found.append(row[0])
    return np.array(found), d


@given(SEEDS, st.booleans())
@settings(max_examples=40)
def test_what_one_decides_is_the_fixed_point_however_patient(seed, against):
    dynamics = opened(seed)
    leaders = open_leaders(dynamics)
    states = np.flatnonzero(dynamics.engine.feasible)
    threats = Successions(dynamics, leaders, "minmax", states)
    for party in range(len(dynamics.parties)):
        threat = threats.get(party, ()) if against else threats.best(party, 0, ())
        solved = threat.begins(dynamics.countdown.horizon, 0)
        rules = (all_against if against else all_for)(party, dynamics.patience)
        again, d = one_more_period(dynamics, leaders, states, solved, rules)
        # The distance to the limit is at most the change of a period over 1 - d.
        error = np.abs(again - solved).max() / (1 - d)
        size = max(1.0, float(np.abs(leaders.utility).max()))
        assert threat.all_exact
        assert error == pytest.approx(0, abs=1e-8 * size)


@given(SEEDS)
@settings(max_examples=20)
def test_ways_to_play_that_are_kept_change_no_bit(seed):
    rng = random.Random(seed)
    sizes = Wants(options=4, parties=3, patience=PATIENT)
    case = with_leaders(rng, random_deal(rng, sizes), dated=rng.randrange(3))
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    leaders = open_leaders(dynamics)
    states = np.flatnonzero(dynamics.engine.feasible)

    def answers():
        threats = Successions(dynamics, leaders, "breakdown", states)
        for party in range(len(dynamics.parties)):
            threat = threats.get(party, ())
            for time in (dynamics.countdown.horizon + 1, 1, 0):
                yield threat.begins(time, 0).tobytes()
                yield threat.after(time, 0).tobytes()
            yield threat.all_exact

    kept = list(answers())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(changing_leaders, "MOST_STATES", 0)
        assert kept == list(answers())


def test_what_is_being_played_does_not_travel():
    # Elsewhere the names that it goes by are given to other flows.
    case = with_leaders(random.Random(3), two_party_case(1, 3), dated=1)
    dynamics = open_dynamics(case)
    leaders = open_leaders(dynamics)
    dates = replace(dynamics.countdown, last=max(leaders.scheduled))
    dynamics = replace(dynamics, countdown=dates)
    states = np.flatnonzero(dynamics.engine.feasible)
    threats = Successions(dynamics, leaders, "breakdown", states)
    threat = threats.get(0, ())
    begins = threat.begins(0, 0)
    sent = pickle.dumps(threat)
    assert b"Course" in sent
    assert b"Changing" not in sent
    assert pickle.loads(sent).begins(0, 0).tobytes() == begins.tobytes()
