"""The judge of single states orders them as the engine's payoffs do."""

from hypothesis import given

from detente.engine import open_engine
from detente.study.judgement import score
from tests import oracle
from tests.strategies import cases


@given(cases(most_options=4))
def test_states_are_scored_in_the_order_of_payoffs(case):
    engine = open_engine(case)
    states = sorted(oracle.feasible_states(case))
    places = [engine.index(state) for state in states]
    for position, party in enumerate(engine.parties):
        payoffs = engine.payoff(position)[places]
        scores = [score(case, case.preference[party], state) for state in states]
        order = sorted(set(scores))
        ranks = sorted({int(each) for each in payoffs})
        assert [order.index(each) for each in scores] == [
            ranks.index(int(each)) for each in payoffs
        ]
