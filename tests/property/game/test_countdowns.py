"""What dates open and change by themselves, against the rules of a case."""

import random
from itertools import product

import numpy as np
from hypothesis import given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules, UnfitError
from tests.property.deal.test_negotiation import number

SEEDS = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=40)


def dated(seed):
    """The dates of a random deal, and its rules."""
    case = random_deal(random.Random(seed), Wants(options=4, deadlines=3))
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    return dynamics, Rules(case, patience_of(dynamics))


def opened(rules, world):
    """The deadlines of a world, by their places in the file."""
    ids = [each.id for each in rules.talks.deadlines]
    return frozenset(each for k, each in enumerate(ids) if world >> k & 1)


def world_of(rules, names):
    ids = [each.id for each in rules.talks.deadlines]
    return sum(1 << ids.index(each) for each in names)


def mornings(dynamics, rules):
    """(period, world, state, what it begins with) of all that can be."""
    clock = dynamics.countdown
    for time in range(1, rules.last + 2):
        for world, state in product(clock.worlds(time - 1), rules.states):
            try:
                begun = rules.dawn(time, opened(rules, world), state)
            except UnfitError:
                continue
            yield time, world, number(dynamics, state), begun


@given(SEEDS)
@MANY
def test_a_period_begins_as_its_dates_leave_it(seed):
    dynamics, rules = dated(seed)
    clock = dynamics.countdown
    assert clock.horizon == max(0, rules.last)
    for time, world, state, begun in mornings(dynamics, rules):
        expected = world_of(rules, begun.opened), number(dynamics, begun.state)
        assert clock.pass_on(time, world, state) == expected
        assert expected[0] in clock.follow(time, world)
        assert clock.falls_due(time) == (time in rules.due.values())


@given(SEEDS)
@MANY
def test_no_world_is_followed_by_one_that_no_date_opens(seed):
    dynamics, rules = dated(seed)
    clock = dynamics.countdown
    for time in range(1, rules.last + 2):
        due = [k for k, day in enumerate(rules.due.values()) if day == time]
        missed = [clock.dues[k].missed for k in due]
        every = [
            [bit for bit, some in ((0, ~each), (1, each)) if some.any()]
            for each in missed
        ]
        for world in clock.worlds(time - 1):
            expected = {
                world | sum(bit << k for k, bit in zip(due, bits, strict=True))
                for bits in product(*every)
            }
            found = clock.follow(time, world)
            assert set(found) == expected
            assert len(found) == len(expected)


@given(SEEDS)
@MANY
def test_the_worlds_of_a_period_are_all_sets_of_past_dates(seed):
    dynamics, rules = dated(seed)
    clock = dynamics.countdown
    days = list(rules.due.values())
    for time in range(rules.last + 2):
        past = [1 << k for k, day in enumerate(days) if day <= time]
        sums = {sum(each) for each in product(*((0, bit) for bit in past))}
        assert clock.worlds(time) == sorted(sums)
    assert clock.dates(2) == tuple(sorted({day for day in days if day >= 2}))
    for state in rules.states:
        names = rules.dawn(0, frozenset(), state).opened
        first = clock.first_world(number(dynamics, state))
        assert first == world_of(rules, names)


@given(SEEDS)
@MANY
def test_what_no_date_has_opened_cannot_be_taken(seed):
    dynamics, rules = dated(seed)
    clock = dynamics.countdown
    for world in range(1 << len(rules.due)):
        closed = rules.closed(opened(rules, world))
        assert clock.barred(world) == sum(1 << dynamics.bits[x] for x in closed)
        for before, after in zip(
            dynamics.turns, clock.turns(dynamics.turns, world), strict=True
        ):
            for k, bit in enumerate(before.bits):
                shut = clock.barred(world) >> bit & 1
                assert after.takes[k] is (False if shut else before.takes[k])


@given(SEEDS)
@MANY
def test_what_a_period_is_worth_before_its_dates_is_what_it_begins_with(seed):
    dynamics, rules = dated(seed)
    clock = dynamics.countdown
    worth = np.random.default_rng(seed).random((8, 2, dynamics.engine.n_states))
    for time, world, state, begun in mornings(dynamics, rules):
        entered = clock.enter(time, world, worth.__getitem__)[:, state]
        after = worth[world_of(rules, begun.opened)]
        assert entered.tolist() == after[:, number(dynamics, begun.state)].tolist()


@given(SEEDS)
@MANY
def test_what_dates_change_by_themselves_is_known(seed):
    dynamics, rules = dated(seed)
    changed = 0
    for time, _, state, begun in mornings(dynamics, rules):
        changed |= state ^ number(dynamics, begun.state)
        assert time
    assert changed & ~dynamics.countdown.flipped == 0
    named = {s.option for d in rules.talks.deadlines for s in d.becomes}
    assert dynamics.countdown.flipped <= sum(1 << dynamics.bits[x] for x in named)
