"""With what chance a target can be forced, against strategies tried one by one."""

import random
from itertools import product

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.engine import open_engine
from detente.study.coalition.forced_by_chance import force_by_chance
from detente.study.coalition.forced_target import force_target
from detente.study.coalition.stochastic_game import StochasticGame, reach
from tests import forcing_oracle, oracle
from tests.strategies import cases

seeds = st.integers(0, 10**6)


def random_game(rng):
    """A game of at most five positions and three choices each; circles abound."""
    size = rng.randint(2, 5)
    choices = [
        (
            position,
            rng.randrange(size),
            rng.randrange(size),
            rng.choice((0, 0.25, 0.5, 1, 1)),
        )
        for position in range(size)
        for _ in range(rng.randint(1, 3))
    ]
    source, hit, miss, chance = map(np.array, zip(*choices, strict=True))
    ours = np.array([rng.random() < 0.5 for _ in range(size)])
    target = np.arange(size) == size - 1
    return StochasticGame(ours, target, source, hit, miss, chance.astype(float))


def chain_value(game, chosen):
    """The probability of reaching a target where both sides' choices are fixed."""
    size = len(game.ours)
    steps = np.zeros((size, size))
    for position, choice in enumerate(chosen):
        steps[position, game.hit[choice]] += game.chance[choice]
        steps[position, game.miss[choice]] += 1 - game.chance[choice]
    can = game.target.copy()
    for _ in range(size):
        can = can | (steps @ can > 0)
    inner = np.flatnonzero(can & ~game.target)
    value = game.target.astype(float)
    if len(inner):
        rest = np.eye(len(inner)) - steps[np.ix_(inner, inner)]
        gains = steps[np.ix_(inner, np.flatnonzero(game.target))].sum(axis=1)
        value[inner] = np.linalg.solve(rest, gains)
    return value


def best_of_all(game):
    """Max over our memoryless strategies of the min over theirs, at each position."""
    ways = [
        list(np.flatnonzero(game.source == position))
        for position in range(len(game.ours))
    ]
    ours = [way if mine else [None] for way, mine in zip(ways, game.ours, strict=True)]
    theirs = [
        [None] if mine else way for way, mine in zip(ways, game.ours, strict=True)
    ]
    return np.max(
        [
            np.min(
                [
                    chain_value(
                        game,
                        [a if b is None else b for a, b in zip(one, two, strict=True)],
                    )
                    for two in product(*theirs)
                ],
                axis=0,
            )
            for one in product(*ours)
        ],
        axis=0,
    )


@settings(max_examples=150)
@given(seeds)
def test_bounds_meet_at_the_value(seed):
    game = random_game(random.Random(seed))
    found = reach(game)
    expected = best_of_all(game)
    assert found.gap < 1e-9
    assert np.allclose(found.lower, expected, atol=1e-7)


@settings(max_examples=100)
@given(seeds, st.integers(0, 4))
def test_bounds_are_sound_before_they_meet(seed, passes):
    game = random_game(random.Random(seed))
    found = reach(game, passes)
    expected = best_of_all(game)
    assert (found.lower <= expected + 1e-9).all()
    assert (found.upper >= expected - 1e-9).all()


def value_within(rule, state, turns):
    """The chance after so many turns, the definition spelled out."""
    case, coalition, order, chances, target = rule
    if turns % len(order) == 0 and state in target:
        return 1.0
    if not turns:
        return 0.0
    party = order[-turns % len(order)]

    def then(end):
        return value_within(rule, end, turns - 1)

    values = []
    for end in forcing_oracle.ends_of_turn(case, party, state):
        likely = 1.0
        for option, old, new in zip(case.options, state, end, strict=True):
            if old == "N" and new == "Y":
                likely *= chances.get(option.id, 1.0)
        values.append(likely * then(end) + (1 - likely) * then(state))
    return max(values) if party in coalition else min(values)


@settings(max_examples=40)
@given(cases(most_options=3), seeds, st.integers(1, 2))
def test_the_chance_within_rounds(case, seed, rounds):
    rng = random.Random(seed)
    engine = open_engine(case)
    states = sorted(oracle.feasible_states(case))
    target = set(rng.sample(states, rng.randint(1, max(1, len(states) // 3))))
    coalition = [party for party in engine.parties if rng.random() < 0.5]
    free = [option.id for option in case.options if not option.settled]
    chances = {option: rng.choice((0, 0.5, 0.8)) for option in free}
    numbers = {engine.state(int(n)): int(n) for n in np.flatnonzero(engine.feasible)}
    where = np.zeros(engine.n_states, np.bool_)
    where[[numbers[state] for state in target]] = True
    start = rng.choice(states)
    asked = (numbers[start], where)
    if not force_target(engine, *asked, (), 1).orders[0].order:
        return
    found = force_by_chance(engine, asked, coalition, rounds, chances)
    for each in found.orders:
        turns = rounds * len(each.order)
        rule = (case, coalition, each.order, chances, target)
        assert abs(each.lower - value_within(rule, start, turns)) < 1e-9


@settings(max_examples=40)
@given(cases(most_options=4), seeds)
def test_where_nothing_fails_the_chance_is_1_where_it_is_forced(case, seed):
    rng = random.Random(seed)
    engine = open_engine(case)
    states = np.flatnonzero(engine.feasible)
    where = np.zeros(engine.n_states, np.bool_)
    where[rng.choice(states)] = True
    asked = (int(rng.choice(states)), where)
    coalition = [party for party in engine.parties if rng.random() < 0.5]
    members = tuple(map(engine.parties.index, coalition))
    sure = force_target(engine, *asked, members)
    if not sure.orders[0].order:
        return
    found = force_by_chance(engine, asked, coalition, None, {})
    expected = {each.order: float(each.rounds is not None) for each in sure.orders}
    assert {e.order: e.lower for e in found.orders} == expected
    assert {e.order: e.upper for e in found.orders} == expected
