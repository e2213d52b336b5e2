"""The breakdown against Gambit: backward recursion gives a Nash equilibrium.

The trees are finite, so a subgame-perfect equilibrium exists in pure
strategies; what each party has in it must be among the payoffs of the Nash
equilibria, in the whole tree and in every subtree that begins a period.
"""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings

from detente.study.game.dynamics import open_dynamics
from tests.gambit_tree import Tree, nash_payoffs
from tests.negotiation_oracle import Oracle
from tests.property.deal.test_negotiation import cases, number, opened, swept
from tests.unit.deal.test_road_map import two_party_case
from tests.unit.deal.test_road_map_guarantees import dated

pytestmark = pytest.mark.needs("pygambit")

FEWER = settings(max_examples=25)


def frozen(oracle):
    return lambda state, party: Fraction(str(oracle.flow(party, state)))


def is_among(payoffs, wanted):
    return any(each == pytest.approx(tuple(wanted), abs=1e-9) for each in payoffs)


def assert_in_equilibrium(case, periods):
    dynamics, oracle = opened(case)
    assume(dynamics is not None)
    assume(len(oracle.parties) == 2)
    values = swept(dynamics, periods)
    for state in oracle.states:
        text = Tree(oracle, periods, frozen(oracle)).text(state)
        found = nash_payoffs(text, oracle.parties)
        assert is_among(found, values[:, number(dynamics, state)])


@given(cases(3))
@FEWER
def test_one_period_of_breakdown_is_among_the_equilibria_of_gambit(case):
    assert_in_equilibrium(case, 1)


@given(cases(2))
@FEWER
def test_two_periods_of_breakdown_are_among_the_equilibria_of_gambit(case):
    assert_in_equilibrium(case, 2)


def test_an_endless_breakdown_is_an_equilibrium_of_its_first_two_periods():
    case = two_party_case(1, 3)
    dynamics = open_dynamics(case)
    oracle = Oracle(case, {"a": 0.9, "b": 0.9})
    values = dynamics.breakdown(0).begins(0, 0).values

    def later(state, party):
        worth = values[oracle.parties.index(party), number(dynamics, state)]
        return Fraction(float(worth)).limit_denominator(10**9)

    for state in oracle.states:
        found = nash_payoffs(Tree(oracle, 2, later).text(state), oracle.parties)
        assert is_among(found, values[:, number(dynamics, state)])


def test_a_breakdown_before_a_deadline_is_an_equilibrium_up_to_it():
    case = dated(opens=("x",), by="a")
    dynamics = open_dynamics(case)
    oracle = Oracle(case, {"a": 0.5, "b": 0.5})
    threat = dynamics.breakdown(0)

    def later(state, party):
        world, there = dynamics.countdown.pass_on(2, 0, number(dynamics, state))
        worth = threat.begins(2, world).values[oracle.parties.index(party), there]
        return Fraction(float(worth)).limit_denominator(10**9)

    tree = Tree(oracle, 2, later, barred=lambda _: frozenset({"x"}))
    found = nash_payoffs(tree.text(frozenset()), oracle.parties)
    assert is_among(found, threat.begins(0, 0).values[:, 0])
