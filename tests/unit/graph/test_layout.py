"""Where the nodes of a layered graph stand."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, strategies as st

from detente.report.figure.graph.layout import Spacing, arrange

WIDE = Spacing(across=100, down=30)
NARROW = Spacing(across=100, down=30, fold=4, folded=40)


@st.composite
def graphs(draw):
    """Give layers and arcs of up to thirty nodes."""
    layers = draw(st.lists(st.integers(0, 5), min_size=1, max_size=30))
    place = st.integers(0, len(layers) - 1)
    arcs = draw(st.lists(st.tuples(place, place), max_size=60))
    return np.array(layers), np.array(arcs, np.int64).reshape(-1, 2)


spacings = st.sampled_from([WIDE, NARROW])


@given(graphs(), spacings)
def test_no_two_nodes_stand_at_one_place(graph, spacing):
    layers, arcs = graph
    places = arrange(layers, arcs, spacing)
    gaps = np.abs(places[:, None] - places[None]).max(axis=2)
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() >= 29.999


@given(graphs(), spacings)
def test_layers_stand_in_order_from_left_to_right(graph, spacing):
    layers, arcs = graph
    across = arrange(layers, arcs, spacing)[:, 0]
    later = layers[:, None] > layers[None]
    assert (across[:, None] > across[None])[later].all()


@given(graphs(), spacings)
def test_the_last_of_a_layer_stands_a_whole_step_from_the_next(graph, spacing):
    layers, arcs = graph
    across = arrange(layers, arcs, spacing)[:, 0]
    ends = [(across[layers == k].min(), across[layers == k].max()) for k in {*layers}]
    for (_, last), (first, _) in pairwise(sorted(ends)):
        assert first - last == pytest.approx(spacing.across)


@given(graphs(), spacings)
def test_the_same_graph_gives_the_same_places(graph, spacing):
    layers, arcs = graph
    first, second = (arrange(layers, arcs, spacing) for _ in range(2))
    assert np.array_equal(first, second)


@given(graphs(), spacings)
def test_places_begin_at_zero(graph, spacing):
    layers, arcs = graph
    assert np.allclose(arrange(layers, arcs, spacing).min(axis=0), 0)


def test_a_ladder_is_drawn_without_crossings():
    layers = np.array([0, 0, 0, 1, 1, 1])
    arcs = np.array([[0, 5], [1, 4], [2, 3]])
    down = arrange(layers, arcs, WIDE)[:, 1]
    assert np.array_equal(np.argsort(down[:3]), np.argsort(down[[5, 4, 3]]))


def test_an_only_neighbour_stands_level():
    layers, arcs = np.array([0, 1]), np.array([[0, 1]])
    assert np.ptp(arrange(layers, arcs, WIDE)[:, 1]) == 0


def test_a_node_stands_between_its_neighbours():
    layers, arcs = np.array([0, 1, 1]), np.array([[0, 1], [0, 2]])
    down = arrange(layers, arcs, WIDE)[:, 1]
    assert down[0] == (down[1] + down[2]) / 2


def test_a_long_layer_is_folded():
    layers = np.array([0] + [1] * 9)
    places = arrange(layers, np.zeros((0, 2), np.int64), NARROW)
    assert len(np.unique(places[1:, 0])) == 3


def test_no_nodes_have_no_places():
    assert arrange(np.zeros(0, int), np.zeros((0, 2), int), WIDE).shape == (0, 2)


def test_long_layers_are_filled_row_by_row_and_centred():
    """One node, nine in three columns, five in two; half a row lower by each turn."""
    layers = np.array([0] + [1] * 9 + [2] * 5)
    places = arrange(layers, np.zeros((0, 2), np.int64), NARROW)
    nine = [(100 + 40 * (k % 3), 30 * (k // 3) + 10 * (k % 3)) for k in range(9)]
    five = [(280 + 40 * (k % 2), 30 * (k // 2) + 15 * (k % 2)) for k in range(5)]
    assert places == pytest.approx(np.array([(0, 30), *nine, *five], np.float64))
