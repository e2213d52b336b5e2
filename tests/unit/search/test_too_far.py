"""Targets to which too many ways lead: left out and said so, or refused if all are."""

import pytest

import detente as dt
from detente.errors import TooLargeError
from detente.study.search import package_graph

# Doing costs 1 and gives the other 3. What z adds is worth something to both.
FARMS = """\
detente: 1
parties: {upper: {options: {x: {}, z: {}}}, lower: {options: {y: {}}}}
preferences:
  upper: {weights: {x: -1, y: 3, z: 0.5}}
  lower: {weights: {y: -1, x: 3, z: 0.5}}
patience: 0.9
"""
# So many packages are 2 steps, and 3 are more.
OF_TWO, OF_THREE = 2 * 2**2, 3 * 2**3


@pytest.fixture
def near(monkeypatch):
    monkeypatch.setattr(package_graph, "TRIED", OF_THREE - 1)
    assert OF_TWO < OF_THREE - 1


@pytest.mark.parametrize("objective", ["slack", "exposure", "guarantee"])
@pytest.mark.usefixtures("near")
def test_a_target_that_is_too_far_is_left_out_and_said_so(objective):
    found = dt.find_best_road_map(FARMS, "x and y", objective)
    assert found.found.target == "YNY"
    assert "only 1 of the 2 states where it may end were tried" in found.text()


@pytest.mark.usefixtures("near")
def test_staying_at_what_was_left_out_may_be_better_and_counts_in_the_gap():
    found = dt.find_best_road_map(FARMS, "x and y").found
    assert found.gap > 1e-3
    nearer = dt.find_best_road_map(FARMS, "x and y and not z").found
    assert (nearer.value, nearer.reasons) == (found.value, ())
    assert nearer.gap < found.gap


@pytest.mark.parametrize("objective", ["slack", "exposure", "guarantee"])
@pytest.mark.usefixtures("near")
def test_that_no_order_leads_there_is_not_said_of_what_was_left_out(objective):
    """Nothing leads to y without x, which is near, and to all three it is too far."""
    barred = FARMS.replace("y: {}", "y: {requires: x}")
    asked = "(y and z and not x) or (x and y and z)"
    with pytest.raises(TooLargeError, match="3 changes away"):
        dt.find_best_road_map(barred, asked, objective)


@pytest.mark.parametrize("objective", ["slack", "exposure", "guarantee"])
@pytest.mark.usefixtures("near")
def test_where_every_target_is_too_far_the_question_is_refused(objective):
    with pytest.raises(TooLargeError, match="3 changes away"):
        dt.find_best_road_map(FARMS, "x and y and z", objective)


def test_a_deal_with_too_many_ways_to_it_is_counted_among_those_left_out(monkeypatch):
    whole = dt.find_best_deal(FARMS).deal
    assert whole is not None
    assert (whole.target, whole.n_left_out) == ("YYY", 0)
    # Both steps at once and nothing else is one way, and z adds two or more.
    monkeypatch.setattr(package_graph, "ENOUGH", 1)
    found = dt.find_best_deal(FARMS)
    assert found.deal is not None
    assert found.deal.target == "YNY"
    assert found.deal.n_left_out > 0
    assert "not tried" in found.text()
    monkeypatch.setattr(package_graph, "ENOUGH", 0)
    with pytest.raises(TooLargeError):
        dt.find_best_deal(FARMS)
