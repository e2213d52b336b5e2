"""Ways that expose nobody more are what trying every order finds."""

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st

from detente.study.deal.exposure import exposure_at
from detente.study.deal.road_map import lay_out
from detente.study.search.exposure_frontier import list_exposed_routes
from tests.property.deal.test_negotiation import FEW, cases, number, opened
from tests.property.search.test_negotiation_search import orders


def figures(dynamics, layout):
    """Each party's largest exposure along one order; a gain is none."""
    start = dynamics.engine.status_quo
    return tuple(
        max(0.0, *(exposure_at(dynamics, party, leg.end, start) for leg in layout.legs))
        for party in range(len(dynamics.parties))
    )


@st.composite
def searches(draw):
    dynamics, oracle = opened(draw(cases(4)))
    assume(dynamics is not None)
    target = number(dynamics, draw(st.sampled_from(oracle.states)))
    assume(target != dynamics.engine.status_quo)
    every = {figures(dynamics, layout) for layout in orders(dynamics, target)}
    return dynamics, target, every


def dominated(one, others):
    return any(
        other != one and all(np.array(other) <= np.array(one)) for other in others
    )


@given(searches())
@FEW
def test_the_ways_listed_are_those_that_no_order_undercuts(drawn):
    dynamics, target, every = drawn
    listed = list_exposed_routes(dynamics, dynamics.engine.state(target))
    best = {each for each in every if not dominated(each, every)}
    assert {each.largest for each in listed} == best


@given(searches())
@FEW
def test_the_first_has_the_least_largest_figure_and_so_on(drawn):
    dynamics, target, every = drawn
    listed = list_exposed_routes(dynamics, dynamics.engine.state(target))
    if listed:
        assert listed[0].lexicographic
        least = min(sorted(each, reverse=True) for each in every)
        assert sorted(listed[0].largest, reverse=True) == least


@given(searches())
@FEW
def test_a_way_has_the_figures_that_are_said_of_it(drawn):
    dynamics, target, _ = drawn
    for route in list_exposed_routes(dynamics, dynamics.engine.state(target)):
        layout = lay_out(dynamics, route.road_map)
        assert figures(dynamics, layout) == pytest.approx(route.largest)
