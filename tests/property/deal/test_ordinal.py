"""What an order says of a road map holds for the utilities that keep the order."""

from dataclasses import replace
from functools import cache, partial

import numpy as np
from hypothesis import assume, given, settings, strategies as st

import detente as dt
from detente.model.preference import Preference, Statement
from detente.study.deal.breach import find_breaches
from detente.study.deal.exposure import worth
from detente.study.deal.ordinal import OrdinalVerdict, check_orders
from detente.study.deal.road_map import lay_out, lay_out_stay
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics
from tests.property.deal.test_negotiation import cases, formulas, number, opened, plans

MANY = settings(max_examples=120)
PATIENT = 0.99999


def without_costs(case):
    free = tuple(
        replace(
            party,
            options=tuple(
                replace(o, cost_do=None, cost_undo=None) for o in party.options
            ),
        )
        for party in case.parties
    )
    return replace(case, parties=free)


@st.composite
def orders(draw):
    """Draw a case whose first party has statements only, and a road map."""
    case = draw(cases(4))
    options = [option.id for option in case.options]
    (first, _), *rest = case.preferences
    wants = tuple(
        Statement(draw(formulas(options))) for _ in range(draw(st.integers(1, 3)))
    )
    ordered = ((first, Preference(statements=wants)), *rest)
    case = replace(case, preferences=ordered)
    if draw(st.booleans()):
        case = without_costs(case)
    dynamics, oracle = opened(case)
    assume(dynamics is not None)
    if draw(st.integers(0, 5)):
        layout = lay_out(dynamics, draw(plans(case)))
    else:
        states = [number(dynamics, state) for state in oracle.states]
        layout = lay_out_stay(dynamics, draw(st.sampled_from(states)))
    assume(not layout.reasons)
    return dynamics, layout, oracle


def least_slacks(dynamics, layout, seeds):
    """Give the least min-max slack of the first party, for drawn utilities.

    Steps from rank to rank are at least a tenth of the largest, so that a
    patience can be named that is enough.
    """
    ranks = worth(dynamics, 0).astype(np.int64)
    for seed in seeds:
        steps = np.random.default_rng(seed).uniform(0.1, 1, max(int(ranks.max()), 1))
        utility = np.concatenate([[0.0], np.cumsum(steps)])[ranks]
        drawn = dynamics.with_utility({0: utility}).with_numbers(
            patience=np.full(len(dynamics.parties), PATIENT)
        )
        table = slack_table(drawn, layout, (0,))
        yield float((table.minmax + table.tolerance)[:, 0].min())


@given(orders())
@MANY
def test_what_an_order_says_holds_for_the_utilities_drawn(drawn):
    dynamics, layout, _ = drawn
    (found,) = check_orders(dynamics, layout)
    slacks = partial(least_slacks, dynamics, layout, range(2))
    if found.verdict is OrdinalVerdict.ANY:
        assert all(slack >= 0 for slack in slacks())
    if found.verdict is OrdinalVerdict.NONE:
        assert all(slack < 0 for slack in slacks())


def settled(step, found):
    """Repeat a step until it changes nothing; sets only grow, or only shrink."""
    while (then := step(found)) != found:
        found = then
    return found


class Hurt:
    """After a breach of one party all others act to hurt it, period after period.

    States are numbers. What can be brought about some time is a least set, what can be
    kept up for ever a largest one, and what is so again and again, or for good some
    time, is one inside the other.
    """

    def __init__(self, dynamics, oracle, party):
        names = {state: number(dynamics, state) for state in oracle.states}
        self.states = frozenset(names.values())
        self.rank = {each: int(worth(dynamics, party)[each]) for each in self.states}
        who = oracle.parties[party]
        self.turns = [
            (
                any if mover == who else all,
                {
                    names[state]: [
                        (names[end], mover == who and oracle.cost(mover, flips, state))
                        for flips, end in oracle.moves(mover, state)
                    ]
                    for state in oracle.states
                },
            )
            for mover in reversed(oracle.movers)
        ]

    def into(self, wanted, *, free=False):
        """Where the party can make the next period end in a set."""
        then = wanted
        for some, moves in self.turns:
            then = frozenset(
                state
                for state, ends in moves.items()
                if some(end in then for end, cost in ends if not (free and cost))
            )
        return then

    def above_rank(self, rank):
        return frozenset(each for each in self.states if self.rank[each] > rank)

    @cache  # noqa: B019 - it lives as long as the example
    def pushed(self, rank):
        """Where the others see to it that it is above a rank only so many times."""
        high = self.above_rank(rank)

        def later(wanted):
            return settled(lambda found: wanted | self.into(found), frozenset())

        again = settled(lambda found: later(high & self.into(found)), self.states)
        return self.states - again

    @cache  # noqa: B019
    def capped(self, rank):
        """Where the others can hold the ends of all later periods at or below it."""
        high = self.above_rank(rank)
        broken = settled(lambda found: self.into(high | found), frozenset())
        return self.states - broken

    @cache  # noqa: B019
    def kept(self, rank):
        """Where the party can hold them at or above it, by moves that cost nothing."""
        high = self.above_rank(rank - 1)
        return settled(lambda found: self.into(high & found, free=True), self.states)

    @cache  # noqa: B019
    def above(self, rank):
        """Where it gets above a rank for good, by moves that cost nothing."""
        high = self.above_rank(rank)

        def held(won):
            return settled(
                lambda found: (
                    self.into(won, free=True) | (high & self.into(found, free=True))
                ),
                self.states,
            )

        return settled(held, frozenset())


def defined(dynamics, layout, hurt):
    """The verdict as the page of the decision defines it."""
    rank, nodes = hurt.rank, layout.nodes
    target = rank[nodes[-1].end]
    refuted, held = False, True
    for place, node in enumerate(nodes):
        moves = find_breaches(dynamics, node, 0)
        passed = [rank[each.end] for each in nodes[place + 1 :] or nodes[-1:]]
        dear = any(find_breaches(dynamics, each, 0).part_cost for each in nodes[place:])
        for landing, cost in zip(moves.landings.tolist(), moves.costs, strict=True):
            better = rank[landing] > rank[node.end] and not cost
            refuted |= landing in hurt.above(target)
            refuted |= better and landing in hurt.kept(max(passed))
            harmless = not dear and rank[landing] <= rank[node.end]
            held &= landing in hurt.pushed(target - 1) or (
                harmless and landing in hurt.capped(min(passed))
            )
    return OrdinalVerdict("none" if refuted else "any" if held else "depends")


@given(orders())
@settings(max_examples=300)
def test_the_verdict_is_that_of_the_definition(drawn):
    dynamics, layout, oracle = drawn
    (found,) = check_orders(dynamics, layout)
    if found.reason is None:
        assert found.verdict is defined(dynamics, layout, Hurt(dynamics, oracle, 0))


DETOUR = """
detente: 1
title: A detour
parties:
  a: {options: {x: {redo: {never: y}}, v: {redo: {never: not x}}}}
  b: {options: {y: {}, w: {}, u: {}}}
preferences:
  a: [x and v or y and w and u, not (y and w) or u or x and v]
  b: {weights: {y: 1}}
patience: 0.9
roadmaps: {p: {stages: [[y], [w], [u]]}}
"""


def test_a_breach_is_held_against_the_worst_that_the_road_map_still_passes():
    """By x and then v the first party is as well off as at the end, and sooner.

    The road map leads through its worst situation: some utilities make that too much.
    """
    dynamics = open_dynamics(dt.load(DETOUR))
    layout = lay_out(dynamics, dynamics.case.negotiation.road_maps[0])
    (found,) = check_orders(dynamics, layout)
    assert found.verdict is OrdinalVerdict.DEPENDS
    assert (found.stage, found.lands) == (1, "YNYNN")
