"""The operators and the check against the definitions, on random small cases."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.engine.period.discounted import (
    best_elsewhere,
    breakdown_period,
    minmax_period,
)
from detente.errors import UnsupportedError
from detente.model.case import Case, Change, Constraint, Option, Party
from detente.model.formula import FALSE, TRUE, And, Implies, Name, Not, Or
from detente.model.preference import Preference, Weight
from detente.model.quantity import Amount, Rate
from detente.model.road_map import Movers, Negotiation, RoadMap, Stage, Step
from detente.model.text import Text
from detente.study.deal.exposure import exposure_at
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics
from tests.negotiation_oracle import Oracle

FEW = settings(max_examples=40)
PATIENCE = st.sampled_from(["0.5", "0.8", "0.9", "0.95"])


def amounts(low, high):
    return st.integers(low, high).map(lambda n: Amount(Decimal(n) / 2))


@st.composite
def formulas(draw, names):
    first, second = (Name(draw(st.sampled_from(names))) for _ in range(2))
    return draw(
        st.sampled_from(
            [first, Not(first), And((first, Not(second))), Or((first, second))]
        )
    )


@st.composite
def cases(draw, n_options=5, *, rules=True):
    n = draw(st.integers(2, n_options))
    names = [f"o{place}" for place in range(n)]
    parties = ["a", "b", "c"][: draw(st.integers(1, 3))]
    owner = sorted(draw(st.lists(st.sampled_from(parties), min_size=n, max_size=n)))
    options = []
    for name, party in zip(names, owner, strict=True):
        others = [o for o in names if o != name]
        undo, requires = FALSE, TRUE
        if rules:
            undo = draw(st.sampled_from([FALSE, FALSE, TRUE, *map(Name, others)]))
            requires = draw(st.sampled_from([TRUE, TRUE, *map(Name, others)]))
        options.append(
            Option(
                name,
                party,
                now=undo is not TRUE and draw(st.booleans()),
                undo=Change(never=undo),
                requires=requires,
                cost_do=draw(st.sampled_from([None, Amount(Decimal("0.5"))])),
                cost_undo=draw(st.sampled_from([None, Amount(Decimal("0.25"))])),
            )
        )
    now = And(tuple(Name(o.id) if o.now else Not(Name(o.id)) for o in options))
    rule = Implies(Name(draw(st.sampled_from(names))), draw(formulas(names)))
    constraints = draw(st.sampled_from([(), (Constraint(Or((rule, now))),)]))
    preferences = tuple(
        (
            party,
            Preference(
                weights=tuple(
                    Weight(draw(formulas(names)), draw(amounts(-8, 8)))
                    for _ in range(draw(st.integers(1, 4)))
                )
            ),
        )
        for party in parties
    )
    return Case(
        title=Text.plain("random"),
        parties=tuple(
            Party(p, tuple(o for o in options if o.party == p)) for p in parties
        ),
        constraints=constraints,
        preferences=preferences,
        negotiation=Negotiation(
            patience=tuple(
                (party, Rate(Amount(Decimal(draw(PATIENCE))))) for party in parties
            ),
            movers=Movers(tuple(draw(st.permutations(parties)))),
        ),
    )


def opened(case):
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        return None, None
    patience = dict(zip(dynamics.parties, map(float, dynamics.patience), strict=True))
    return dynamics, Oracle(case, patience)


def number(dynamics, state):
    return sum(1 << dynamics.bits[name] for name in state)


def swept(dynamics, sweeps):
    values = np.where(dynamics.engine.feasible, dynamics.utility, 0.0)
    d = dynamics.patience[:, np.newaxis]
    for _ in range(sweeps):
        values = (1 - d) * dynamics.utility + d * values
        breakdown_period(
            dynamics.turns, values, dynamics.engine.feasible, 1 - d[:, 0], 1e-12
        )
    return values


@given(cases(), st.integers(1, 3))
@FEW
def test_a_period_of_breakdown_is_the_joint_maximum_of_every_mover(case, sweeps):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    values, expected = swept(dynamics, sweeps), oracle.breakdown(sweeps)
    for state in oracle.states:
        got = values[:, number(dynamics, state)]
        assert got == pytest.approx([expected[state][p] for p in oracle.parties])


@given(cases(), st.integers(1, 3))
@FEW
def test_a_period_of_min_max_is_the_definition(case, sweeps):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    for place, party in enumerate(oracle.parties):
        d = float(dynamics.patience[place])
        own = dynamics.utility[place][np.newaxis]
        values = np.where(dynamics.engine.feasible, own, 0.0)
        for _ in range(sweeps):
            values = (1 - d) * own + d * values
            minmax_period(
                dynamics.turns, place, values, dynamics.engine.feasible, 1 - d
            )
        expected = oracle.minmax(party, sweeps)
        for state in oracle.states:
            got = values[0, number(dynamics, state)]
            assert got == pytest.approx(expected[state])


@given(cases())
@FEW
def test_the_best_move_elsewhere_is_never_staying(case):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    for place, party in enumerate(oracle.parties):
        flow, turn = dynamics.utility[place], dynamics.turn(place)
        found = best_elsewhere(turn, flow, dynamics.engine.feasible, 1.0)
        for state in oracle.states:
            worth = [
                oracle.flow(party, landing) - oracle.cost(party, flips, state)
                for flips, landing in oracle.moves(party, state)
                if flips
            ]
            best = max(worth, default=-np.inf)
            assert found[number(dynamics, state)] == pytest.approx(best)


@given(cases())
@FEW
def test_min_max_is_at_most_what_the_breakdown_gives(case):
    dynamics, _ = opened(case)
    if dynamics is None:
        return
    feasible = dynamics.engine.feasible
    for party in range(len(dynamics.parties)):
        breakdown = dynamics.breakdown(party).begins(0, 0)
        minmax = dynamics.minmax(party).begins(0, 0)
        if breakdown.exact:
            below = minmax.values[0] <= breakdown.values[party] + 1e-8
            assert below[feasible].all()


@given(cases())
@FEW
def test_an_exact_breakdown_is_a_fixed_point_of_one_more_period(case):
    dynamics, _ = opened(case)
    if dynamics is None:
        return
    solved = dynamics.breakdown(0).begins(0, 0)
    if solved.exact:
        d = dynamics.patience[:, np.newaxis]
        again = (1 - d) * dynamics.utility + d * solved.values
        breakdown_period(
            dynamics.turns, again, dynamics.engine.feasible, 1 - d[:, 0], 1e-12
        )
        assert again == pytest.approx(solved.values, abs=1e-8)


@given(cases())
@FEW
def test_min_max_is_the_limit_of_its_recursion(case):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    party = oracle.parties[0]
    long = oracle.minmax(party, 12)
    error = float(dynamics.patience[0]) ** 12 * 2 * dynamics.payoff_range(0) + 1e-9
    values = dynamics.minmax(0).begins(0, 0).values[0]
    for state in oracle.states:
        assert abs(values[number(dynamics, state)] - long[state]) <= error


@given(cases(4), st.data())
@FEW
def test_slack_is_what_the_best_breach_loses_by_definition(case, data):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    road_map = data.draw(plans(case))
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return
    table = slack_table(dynamics, layout)
    kept = [place for place, leg in enumerate(layout.legs) if leg.periods]

    def minmax(party):
        values = dynamics.minmax(oracle.parties.index(party)).begins(0, 0).values[0]
        return {s: values[number(dynamics, s)] for s in oracle.states}

    thinned = RoadMap("p", tuple(road_map.stages[place] for place in kept))
    expected = oracle.slack(thinned, minmax)
    for (stage, party), slack in expected.items():
        got = table.minmax[stage, oracle.parties.index(party)]
        assert got == (np.inf if slack is None else pytest.approx(slack, abs=1e-7))


@st.composite
def plans(draw, case):
    names = [option.id for option in case.options]
    step = st.builds(Step, st.sampled_from(names), st.booleans())
    steps = st.lists(step, min_size=1, max_size=3, unique_by=lambda s: s.option)
    stage = st.builds(Stage, steps.map(tuple), st.booleans())
    return RoadMap("p", tuple(draw(st.lists(stage, min_size=1, max_size=3))))


@given(cases(5), st.data())
@FEW
def test_exposure_is_the_worst_of_the_others_put_backs(case, data):
    dynamics, oracle = opened(case)
    if dynamics is None:
        return
    state = data.draw(st.sampled_from(oracle.states))
    for place, party in enumerate(oracle.parties):
        got = exposure_at(
            dynamics, place, number(dynamics, state), number(dynamics, oracle.now)
        )
        assert got == pytest.approx(oracle.exposure(party, state, oracle.now))


@given(cases(rules=False), st.data())
@FEW
def test_being_able_to_undo_never_lowers_the_own_min_max(case, data):
    free = open_dynamics(case)
    turn = data.draw(st.sampled_from([turn for turn in free.turns if turn.bits]))
    place = data.draw(st.integers(0, len(turn.bits) - 1))
    drops = tuple(rule and each != place for each, rule in enumerate(turn.drops))
    turns = tuple(replace(t, drops=drops) if t is turn else t for t in free.turns)
    bound = free.with_numbers(turns=turns)
    with_undo = free.minmax(turn.party).begins(0, 0).values[0]
    without = bound.minmax(turn.party).begins(0, 0).values[0]
    assert (with_undo >= without - 1e-8)[free.engine.feasible].all()


@given(cases(), st.data())
@FEW
def test_the_order_of_the_file_changes_nothing_where_the_movers_are_named(case, data):
    """Parties are told by id; a party without ties to break decides the same."""
    dynamics, _ = opened(case)
    if dynamics is None:
        return
    shuffled = replace(case, parties=tuple(data.draw(st.permutations(case.parties))))
    again = open_dynamics(shuffled)
    for party in dynamics.parties:
        values = dynamics.minmax(dynamics.parties.index(party)).begins(0, 0).values[0]
        other = again.minmax(again.parties.index(party)).begins(0, 0).values[0]
        for state in np.flatnonzero(dynamics.engine.feasible):
            names = {name for name, bit in dynamics.bits.items() if state >> bit & 1}
            assert other[number(again, names)] == pytest.approx(values[state], abs=1e-8)
