"""The judge of single states orders them as the engine's payoffs do."""

from decimal import Decimal

from hypothesis import given

from detente.engine import open_engine
from detente.model.quantity import difference, total
from detente.study.preference.preference_at import score
from tests import oracle
from tests.strategies import cases


@given(cases(most_options=4))
def test_states_are_scored_in_the_order_of_payoffs(case):
    engine = open_engine(case)
    states = sorted(oracle.feasible_states(case))
    places = [place for each in states if (place := engine.index(each)) is not None]
    for position, party in enumerate(engine.parties):
        payoffs = engine.payoff(position)[places]
        scores = [score(case, case.preference[party], state) for state in states]
        order = sorted(set(scores))
        ranks = sorted({int(each) for each in payoffs})
        assert [order.index(each) for each in scores] == [
            ranks.index(int(each)) for each in payoffs
        ]


def test_long_numbers_are_added_to_the_last_digit():
    long, small = Decimal(100000000000000000001), Decimal("0.000000000001")
    assert difference(total([long, small]), small) == long
    assert total([long, small]) != long
    assert difference(total([long, small]), long) == small
