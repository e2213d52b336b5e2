"""Staying at every state at once, against the definitions, state by state."""

import os
import random
from dataclasses import replace
from decimal import Decimal
from math import inf, isnan

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings, strategies as st

from detente.errors import StoppedError, UnsupportedError
from detente.model.formula import Name, Not
from detente.model.preference import Preference, Statement
from detente.model.quantity import Amount, Rate
from detente.study.deal.staying import stay_slack
from detente.study.deal.sustain import NO_TIME, find_fallback, find_sustained
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.plan import Judge, Node
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules, UnfitError
from tests.property.deal.test_negotiation import cases, number, opened as undated
from tests.stopping import sampled_stops, stopped_at
from tests.unit.deal.test_road_map import two_party_case

MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "8")))
SEEDS = st.integers(0, 2**32 - 1)


def opened(seed, wants):
    case = random_deal(random.Random(seed), wants)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    return dynamics, Rules(case, patience_of(dynamics))


def stays(rules, state):
    """The periods of staying at a state; None where a date changes it."""
    morning = rules.dawn(0, frozenset(), rules.now)
    opened, nodes = morning.opened, []
    for time in range(rules.last + 2):
        if time:
            morning = rules.dawn(time, opened, state)
            if morning.state != state:
                return None
            opened = morning.opened
        undone = rules.now - state
        nodes.append(Node(time, opened, state, state, None, undone=undone))
    return nodes or [Node(0, opened, state, state, None, undone=rules.now - state)]


def expected(judge, nodes, party, threat):
    """The least slack, infinite without a choice; None where it goes round."""
    if nodes is None:
        return -inf
    value = judge.rules.worth(party, nodes[0].end)
    found = [judge.margin(node, party, value, threat) for node in nodes]
    known = [each for each in found if each is not None]
    if not all(exact for _, _, exact in known):
        return None
    return min((low for low, _, _ in known), default=inf)


@pytest.mark.parametrize(
    "wants",
    [
        pytest.param(Wants(options=4, costs=0.6), id="costs"),
        pytest.param(Wants(options=4, guarantees=2), id="guarantees"),
        pytest.param(Wants(options=3, deadlines=1), id="dates"),
        pytest.param(Wants(options=3, guarantees=1, ends=0.6), id="ends"),
    ],
)
@given(seed=SEEDS)
@MANY
def test_the_slack_of_staying_is_what_the_best_breach_loses(wants, seed):
    dynamics, rules = opened(seed, wants)
    # The oracle sweeps over all states until 1/(1-d) is nothing, a minute then.
    assume(len(rules.states) < 16 or max(patience_of(dynamics).values()) < 0.99)
    breakdown, minmax = stay_slack(dynamics)
    judge = Judge(rules)
    for state in rules.states:
        place = number(dynamics, state)
        for row, party in enumerate(rules.parties):
            for threat, found in (("breakdown", breakdown), ("minmax", minmax)):
                try:
                    slack = expected(judge, stays(rules, state), party, threat)
                except (UnsettledError, UnfitError):
                    continue
                if slack is None:
                    assert isnan(found[row, place]) or rules.last > 0
                else:
                    assert found[row, place] == pytest.approx(slack, abs=1e-6)


@given(SEEDS)
@MANY
def test_the_best_to_stay_at_gives_the_worst_off_the_largest_share(seed):
    dynamics, rules = opened(seed, Wants(options=3))
    found = find_sustained(dynamics, np.ones(dynamics.engine.n_states, np.bool_))
    flows = {p: {s: rules.worth(p, s) for s in rules.states} for p in rules.parties}

    def share(state):
        ranges = {p: max(f.values()) - min(f.values()) for p, f in flows.items()}
        return min(
            (
                (flows[p][state] - flows[p][rules.now]) / size
                for p, size in ranges.items()
                if size > 0
            ),
            default=0.0,
        )

    proved = [s for s in rules.states if found.proved[number(dynamics, s)]]
    assert found.n_proved == found.n_target_proved == len(proved)
    assert found.n_target_possible == found.n_possible
    assert found.n_feasible == found.n_target == len(rules.states)
    if not proved:
        assert found.best is None
        return
    by_letters = {dynamics.engine.state(number(dynamics, s)): s for s in rules.states}
    assert found.best is not None
    best = by_letters[found.best.state]
    assert share(best) == pytest.approx(max(map(share, proved)))
    assert dict(found.best.gains) == pytest.approx(
        {p: f[best] - f[rules.now] for p, f in flows.items()}
    )
    listed = [share(by_letters[each.state]) for each in found.target]
    assert listed == pytest.approx(sorted(map(share, proved), reverse=True)[:10])


@given(cases(3))
@settings(max_examples=12)
def test_without_a_deal_each_has_what_it_has_if_everyone_plays_for_itself(case):
    half = (("", Rate(Amount(Decimal("0.5")))),)
    talks = replace(case.negotiation, patience=half)
    dynamics, oracle = undated(replace(case, negotiation=talks))
    if dynamics is None:
        return
    many, more = (oracle.breakdown(sweeps) for sweeps in (40, 41))
    for place, party in enumerate(oracle.parties):
        said = find_fallback(dynamics, place)
        assert said.party == party
        assert said.now == pytest.approx(oracle.flow(party, oracle.now))
        least = oracle.minmax(party, 40)[oracle.now]
        assert said.minmax == pytest.approx(least, abs=1e-6)
        one, two = many[oracle.now][party], more[oracle.now][party]
        if abs(one - two) < 1e-7:
            assert said.breakdown == pytest.approx(two, abs=1e-6)
        assert said.leads_to
        assert said.reason is None


def test_a_dilemma_falls_back_on_doing_nothing_from_wherever_it_stands():
    """From both steps taken, both are put back in the first period."""
    case = two_party_case(1, 2, x_now=True, y_now=True)
    for party in (0, 1):
        found = find_fallback(open_dynamics(case), party)
        assert (found.now, found.leads_to) == (1, ("NN",))
        assert found.breakdown == pytest.approx(0)
        assert found.minmax == pytest.approx(0)


def test_of_a_party_with_an_order_only_no_figure_is_said():
    case = two_party_case(1, 2)
    order = Preference(statements=(Statement(Name("x")), Statement(Not(Name("y")))))
    dynamics = open_dynamics(
        replace(case, preferences=(case.preferences[0], ("b", order)))
    )
    a, b = (find_fallback(dynamics, party) for party in (0, 1))
    assert (b.now, b.breakdown, b.minmax, b.leads_to) == (None, None, None, ())
    assert (a.now, a.minmax, a.breakdown) == (0, 0, None)
    assert a.reason is not None
    assert b.reason is not None
    assert find_sustained(dynamics).target == ()
    everywhere = np.ones(dynamics.engine.n_states, np.bool_)
    for each in find_sustained(dynamics, everywhere).target:
        assert dict(each.gains)["b"] is None
        assert dict(each.gains)["a"] is not None


@given(SEEDS)
@MANY
def test_what_is_known_before_any_breakdown_is_what_is_known_at_the_end(seed):
    dynamics, _ = opened(seed, Wants(options=3, guarantees=1))
    with stopped_at() as (clock, _):
        whole = find_sustained(dynamics)
    for last in sampled_stops(clock.steps, 6):
        again, _ = opened(seed, Wants(options=3, guarantees=1))
        with stopped_at(last) as (_, budget):
            try:
                found = find_sustained(again)
            except StoppedError:
                # The least that is worth telling is min-max of all.
                continue
        assert (found.possible == whole.possible).all()
        if found.n_proved is None:
            assert budget.stopped is not None
            assert found.best is None
        else:
            assert (found.proved == whole.proved).all()
        for each, known in zip(found.fallback, whole.fallback, strict=True):
            assert each.minmax == known.minmax
            assert each.breakdown in (None, known.breakdown)
            assert (each.reason == NO_TIME) <= (each.breakdown is None)
