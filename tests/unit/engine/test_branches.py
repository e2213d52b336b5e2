"""Ways to play a period, and how long they are kept."""

import gc
import pickle
import weakref
from functools import partial

import numpy as np

from detente.engine.period import branches as branches_module
from detente.engine.period.branches import Branch, Branches, Tree
from detente.engine.period.fold import fold_arena
from detente.engine.period.turn import Turn

MOVERS = ((0, 1, 0.5), (1, 1, 0.5))


def arena():
    """Two parties with an option each, which both may change at any time."""
    turns = [
        Turn(party, (party,), (True,), (True,), (None,), ((0.0, 0.0),))
        for party in (0, 1)
    ]
    return fold_arena(turns, np.arange(4))


def wanted(tree, values, row, branch):
    """What a row has where a branch lands, and nothing later."""
    nothing, none = np.zeros(1), np.zeros(branch.lands.size, np.intp)
    flow = values[row].take(branch.lands)
    return tree.put_together(nothing, none, np.ones(1), flow)


def test_parties_go_where_each_is_best_off():
    tree = Tree(arena(), MOVERS, 0.0)
    # The second moves last and takes its option; that is best for the first without.
    values = np.array([[0.0, 1.0, 3.0, 2.0], [0.0, 0.0, 1.0, 1.0]])
    leaf = tree.play(partial(wanted, tree, values))
    assert leaf.ends.take(tree.arena.begins).tolist() == [2, 2, 2, 2]
    assert tree.play(partial(wanted, tree, values)) is leaf


def test_what_is_put_together_is_flow_and_what_follows_by_its_weight():
    tree = Tree(arena(), MOVERS, 0.0)
    found = tree.put_together(
        np.array([1.0, 10.0]),
        np.array([1, 0, 1]),
        np.array([0.5, 2.0, 0.25]),
        np.array([100.0, 200.0, 300.0]),
    )
    assert found.tolist() == [105.0, 202.0, 302.5]


def test_flows_are_kept_by_their_names_until_a_tree_is_begun_anew():
    tree = Tree(arena(), MOVERS, 0.0)
    ones, twos = np.ones(4), np.full(4, 2.0)
    root = Branch(tree.arena, 0, None, None, np.arange(4), {})
    name, other = tree.name(ones, np.ones(1)), tree.name(twos, np.ones(1))
    assert name != other
    assert tree.name(ones.copy(), np.ones(1)) == name
    used = tree.used
    assert tree.flow(root, name, ones).tolist() == [1.0] * 4
    assert tree.flow(root, other, twos).tolist() == [2.0] * 4
    assert tree.used == used + ones.nbytes + twos.nbytes
    assert tree.flow(root, name, ones) is tree.flow(root, name, ones)
    number = tree.number
    tree.begin()
    assert tree.number != number
    assert tree.used == 0
    assert tree.name(twos, np.ones(1)) not in {name, other}


def test_a_tree_begun_anew_lets_its_branches_go_at_once():
    tree = Tree(arena(), MOVERS, 0.0)
    values = np.array([[0.0, 1.0, 3.0, 2.0], [0.0, 0.0, 1.0, 1.0]])
    told = (b"name", values[0])
    leaf = weakref.ref(tree.play(partial(wanted, tree, values), lambda _: told))
    gc.disable()
    try:
        assert leaf() is not None
        tree.begin()
        assert leaf() is None
    finally:
        gc.enable()


def test_branches_travel_empty():
    # An arena is known by its identity, and elsewhere that is another one's.
    branches = Branches()
    tree = branches.tree(arena(), MOVERS, 0.0)
    assert branches.tree(tree.arena, MOVERS, 0.0) is tree
    assert pickle.dumps(branches) == pickle.dumps(Branches())


def test_trees_of_all_branches_share_one_room(monkeypatch):
    monkeypatch.setattr(branches_module, "_IN_ALL", 3000)
    values = np.array([[0.0, 1.0, 3.0, 2.0], [0.0, 0.0, 1.0, 1.0]])
    first, second = Branches(), Branches()
    one = first.tree(arena(), MOVERS, 0.0)
    one.play(partial(wanted, one, values))
    assert 0 < one.used <= 3000
    # Whoever asks keeps its own; the one that was asked for longest ago is begun anew.
    two = second.tree(arena(), MOVERS, 0.0)
    two.play(partial(wanted, two, values))
    assert one.used + two.used > 3000
    assert first.tree(one.arena, MOVERS, 0.0) is one
    assert (one.used > 0, two.used) == (True, 0)
