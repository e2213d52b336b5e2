"""The one-shot game of a case, against its definition spelled out."""

from itertools import product

from hypothesis import assume, given, settings

from detente.engine import open_engine
from detente.study.graph.normal_form import normal_form
from tests.strategies import cases

FEWER = settings(max_examples=60)


def choice(case, party, state):
    """What a party chooses in a state: its letters, those of settled options too."""
    letters = dict(zip(case.option, state, strict=True))
    return tuple(letters[option.id] for option in case.party[party].options)


def equilibria(engine):
    """Feasible states where nobody alone gets to a better feasible one."""
    case = engine.case
    states = [s for s in range(engine.n_states) if engine.feasible[s]]

    def differs_for_one_only(state, other, party):
        return all(
            choice(case, each, engine.state(state))
            == choice(case, each, engine.state(other))
            for each in engine.parties
            if each != party
        )

    return {
        engine.state(state)
        for state in states
        if not any(
            engine.payoff(position)[other] > engine.payoff(position)[state]
            and differs_for_one_only(state, other, party)
            for position, party in enumerate(engine.parties)
            for other in states
        )
    }


def pure_equilibria(game):
    """States of the combinations from which nobody gains by another strategy."""
    sizes = [len(own) for own in game.strategies]
    # The first party changes fastest.
    combinations = [each[::-1] for each in product(*map(range, reversed(sizes)))]
    at = {chosen: place for place, chosen in enumerate(combinations)}
    return [
        game.states[place]
        for place, chosen in enumerate(combinations)
        if not any(
            game.payoffs[at[(*chosen[:party], other, *chosen[party + 1 :])]][party]
            > game.payoffs[place][party]
            for party, size in enumerate(sizes)
            for other in range(size)
        )
    ]


@FEWER
@given(cases(most_options=6))
def test_the_pure_equilibria_are_those_of_the_feasible_states(case):
    assume(case.options)
    engine = open_engine(case)
    found = pure_equilibria(normal_form(engine))
    assert set(found) == equilibria(engine)
    assert len(found) == len(set(found))


@FEWER
@given(cases(most_options=6))
def test_each_feasible_state_is_one_combination_and_each_strategy_is_used(case):
    assume(case.options)
    engine = open_engine(case)
    game = normal_form(engine)
    states = [state for state in game.states if state is not None]
    feasible = [s for s in range(engine.n_states) if engine.feasible[s]]
    assert sorted(states) == sorted(map(engine.state, feasible))
    for party, own in zip(engine.parties, game.strategies, strict=True):
        assert len(own) == len({choice(case, party, state) for state in states})
