"""The best deal by which nobody loses, against all orders to all targets."""

import os
import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st

from detente.errors import UnsupportedError
from detente.model.road_map import RoadMap, Stage, Step
from detente.study.deal.self_enforcement import check_stay
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import open_dynamics
from detente.study.search.best_deal import Standard, find_best_deal
from detente.study.search.best_order import CLOSE
from detente.study.search.joint_gain import bound_worth, find_standing
from tests.deal_oracle import stopping
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.plan import ImpossibleError, lay_out
from tests.deal_oracle.random_deals import PATIENT, Wants, random_deal
from tests.deal_oracle.rules import Rules, UnfitError
from tests.property.deal.test_negotiation import number

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "40")))
SEEDS = st.integers(0, 2**32 - 1)
SLIGHT = 1e-9


def partings(names, most):
    """Every way to do some things in stages of at most so many, nothing included."""
    yield ()
    for size in range(1, most + 1):
        for first in combinations(sorted(names), size):
            for rest in partings(names - set(first), most):
                yield (first, *rest)


class Brute:
    """Every deal of one case, by the definitions."""

    def __init__(self, case, most):
        self.dynamics = open_dynamics(case)
        self.rules = Rules(case, patience_of(self.dynamics))
        self.stays = {}
        self.ranges = {
            party: np.ptp([self.rules.worth(party, each) for each in self.rules.states])
            for party in self.rules.parties
        }
        names = frozenset(self.rules.options)
        found = [self.judged(stages) for stages in partings(names, most) if stages]
        self.deals = [each for each in found if each is not None]

    def stayed(self, written):
        if written not in self.stays:
            number = self.dynamics.engine.index(written)
            assert number is not None
            verdict = check_stay(self.dynamics, number)[1]
            self.stays[written] = verdict == Verdict.PROVED
        return self.stays[written]

    def plan(self, stages):
        """The road map that changes options in stages."""
        now = self.rules.now
        return RoadMap(
            "p",
            tuple(
                Stage(tuple(Step(name, name not in now) for name in stage))
                for stage in stages
            ),
        )

    def judged(self, stages):
        """Its least worth and lowest point as shares, and who calls it off."""
        rules = self.rules
        try:
            nodes = lay_out(rules, self.plan(stages))
        except ImpossibleError:
            return None
        target = nodes[-1].end
        written = "".join("Y" if name in target else "N" for name in rules.options)
        if not self.stayed(written):
            return None
        worth, floor, gains, loses, called = [], [], [], False, False
        for party in rules.parties:
            size = self.ranges[party]
            value, end, lowest = stopping.signing(rules, nodes, party)
            slack = stopping.calling_off(rules, nodes, party).values()
            slight = SLIGHT * size
            called |= any(each is not None and each < -slight for each in slack)
            loses |= value < -slight or lowest < -slight
            if size:
                worth.append(value / size)
                floor.append(lowest / size)
                gains.append(end / size)
        if not gains or max(gains) <= SLIGHT:
            return None
        return min(worth), min(floor), loses, called or loses


def best(values):
    return max(values, default=None)


@pytest.mark.parametrize(
    ("wants", "most"),
    [
        pytest.param(Wants(options=4, escrow=0), 1, id="single steps"),
        pytest.param(Wants(options=4, escrow=0, rules=0.6, costs=0.6), 2, id="rules"),
        pytest.param(Wants(options=4, slow=0.5, constraint=1), 2, id="durations"),
        pytest.param(Wants(options=4, guarantees=2), 3, id="guarantees"),
        pytest.param(Wants(options=3, patience=PATIENT, costs=0), 3, id="patient"),
    ],
)
@given(seed=SEEDS)
@example(seed=2429)
@MANY
def test_no_order_to_any_target_is_better(wants, most, seed):
    try:
        brute = Brute(random_deal(random.Random(seed), wants), most)
    except (UnsupportedError, UnfitError):
        return
    found = find_best_deal(brute.dynamics, package=most, targets=10**6)
    kept = best(each[0] for each in brute.deals if not each[3])
    lossless = best(each[0] for each in brute.deals if not each[2])
    nearest = best(each[1] for each in brute.deals)
    assert (found is None) == (nearest is None)
    if found is None:
        return
    signing = found.calling_off.signing
    if kept is not None:
        assert found.standard == Standard.KEPT
        assert found.calling_off.nobody
        assert found.least == pytest.approx(kept, abs=2 * CLOSE)
    elif lossless is not None:
        assert found.standard == Standard.CALLED_OFF
        assert found.calling_off.nobody is False
        assert found.least == pytest.approx(lossless, abs=2 * CLOSE)
    else:
        assert found.standard == Standard.NEAREST
        assert found.losers
        floors = [
            each.lowest.value / brute.ranges[each.party]
            for each in signing
            if each.lowest is not None and brute.ranges[each.party]
        ]
        # Who never has less than today, and pays for its steps alone, does not fall.
        assert min(0.0, *floors) == pytest.approx(min(0.0, nearest), abs=1e-9)
    assert bool(found.losers) == (found.standard == Standard.NEAREST)


@pytest.mark.parametrize(
    "wants",
    [
        pytest.param(Wants(options=5, deadlines=2, costs=0.5), id="dates"),
        pytest.param(Wants(options=5, deadlines=1, slow=0.5), id="dates, durations"),
    ],
)
@given(seed=SEEDS)
@MANY
def test_what_is_kept_costs_nobody_anything_at_any_time(wants, seed):
    case = random_deal(random.Random(seed), wants)
    try:
        dynamics = open_dynamics(case)
        found = find_best_deal(dynamics)
        if found is None or found.standard != Standard.KEPT:
            return
        rules = Rules(case, patience_of(dynamics))
        nodes = lay_out(rules, found.road_map)
    except (UnsupportedError, UnfitError):
        return
    assert dynamics.engine.index(found.target) is not None
    for said in found.calling_off.signing:
        worth, _, lowest = stopping.signing(rules, nodes, said.party)
        slacks = stopping.calling_off(rules, nodes, said.party).values()
        assert min(worth, lowest) >= -1e-7
        assert all(each is None or each >= -1e-7 for each in slacks)


@pytest.mark.parametrize("most", [1, 2])
@given(seed=SEEDS)
@MANY
def test_the_bound_is_the_best_order_for_each_party_alone(most, seed):
    wants = Wants(options=4, costs=0, slow=0.6, escrow=0)
    try:
        brute = Brute(random_deal(random.Random(seed), wants), most)
    except (UnsupportedError, UnfitError):
        return
    dynamics, rules = brute.dynamics, brute.rules
    known = find_standing(dynamics)
    bound = bound_worth(dynamics, known, dynamics.engine.feasible, most)
    parties = [party for party in rules.parties if brute.ranges[party]]
    best = np.full((len(parties), dynamics.engine.n_states), -np.inf)
    best[:, dynamics.engine.status_quo] = 0.0
    for stages in partings(frozenset(rules.options), most):
        try:
            nodes = lay_out(rules, brute.plan(stages))
        except ImpossibleError:
            continue
        end = number(dynamics, nodes[-1].end)
        for row, party in enumerate(parties):
            worth = stopping.signing(rules, nodes, party)[0] / brute.ranges[party]
            best[row, end] = max(best[row, end], worth)
    assert bound[:, dynamics.engine.feasible] == pytest.approx(
        best[:, dynamics.engine.feasible], abs=1e-9
    )


@pytest.mark.parametrize("targets", [1, 2])
@given(seed=SEEDS)
@example(seed=5)
@example(seed=158)
@example(seed=350)
@MANY
def test_what_is_said_of_all_deals_leaves_none_out(targets, seed):
    """That there is none of a better standard is known only where none is untried."""
    try:
        dynamics = open_dynamics(random_deal(random.Random(seed), Wants(options=4)))
    except UnsupportedError:
        return
    few = find_best_deal(dynamics, targets=targets)
    every = find_best_deal(dynamics, targets=10**6)
    if few is None or every is None:
        return
    order = list(Standard)
    assert order.index(every.standard) <= order.index(few.standard)
    if not few.n_left_out:
        assert every.standard == few.standard
    assert every.n_left_out == 0
