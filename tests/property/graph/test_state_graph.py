"""What is drawn, against the definitions."""

import random

import numpy as np
from hypothesis import given, settings, strategies as st

from detente.engine import open_engine
from detente.errors import UnsupportedError
from detente.model.concept import CORE_CONCEPTS
from detente.report.figure.graph.state_graph import graph_picture
from detente.report.naming import Names
from detente.report.words import words_of
from detente.study.graph.drawn_moves import ALL_MOVES_UP_TO
from detente.study.graph.state_graph import Show, draw_states
from detente.study.stability.stable_sets import find_stable
from tests import oracle
from tests.graph_strategies import graph_cases
from tests.pictures import drawn
from tests.strategies import cases, random_case

ANY = st.one_of(cases(), graph_cases())
SMALL = settings(max_examples=40)
FEW = settings(max_examples=12)


def large_case(seed):
    """A case with so many states that moves are left out of the picture."""
    rng = random.Random(seed)
    while True:
        case = random_case(rng, most_options=6, own_rules=0)
        if len(oracle.feasible_states(case)) > ALL_MOVES_UP_TO:
            return case


LARGE = st.integers(0, 2**32).map(large_case)


def sets_of(case, name=None):
    try:
        engine = open_engine(case, name)
    except UnsupportedError:
        engine = open_engine(case, "arcs")
    return find_stable(engine, CORE_CONCEPTS)


def moves_of(case):
    """Every move as (party, from, to), by the definitions."""
    return {
        (party.id, state, end)
        for party in case.parties
        for state, ends in oracle.moves(case, party.id).items()
        for end in ends
    }


def legal_layers(case):
    """Fewest moves from now, nobody moving twice in a row."""
    moves = moves_of(case)
    layers = {case.status_quo: 0}
    here = {(case.status_quo, None)}
    seen, depth = set(here), 0
    while here:
        depth += 1
        last = {state: {by for s, by in here if s == state} for state, _ in here}
        here = {
            (end, party)
            for party, start, end in moves
            if start in last and last[start] - {party}
        } - seen
        seen |= here
        for state, _ in here:
            layers.setdefault(state, depth)
    return layers


def reach(pairs, state):
    """Where any moves lead, in any order."""
    found, new = {state}, {state}
    while new:
        new = {end for start, end in pairs if start in new} - found
        found |= new
    return found


@SMALL
@given(ANY)
def test_layers_are_the_fewest_legal_moves_from_now(case):
    graph = draw_states(sets_of(case), limit=1000)
    assert {node.state: node.layer for node in graph.nodes} == legal_layers(case)


@SMALL
@given(ANY)
def test_every_feasible_state_is_drawn_once_where_all_are_asked_for(case):
    graph = draw_states(sets_of(case), Show.ALL, limit=1000)
    states = [node.state for node in graph.nodes]
    assert sorted(states) == sorted(oracle.feasible_states(case))


@SMALL
@given(graph_cases())
def test_arcs_are_the_moves_of_a_graph(case):
    graph = draw_states(sets_of(case), Show.ALL, limit=1000)
    drawn = set()
    for arc in graph.arcs:
        start, end = graph.nodes[arc.start].state, graph.nodes[arc.end].state
        drawn.add((arc.party, start, end))
        if arc.both_ways:
            drawn.add((arc.party, end, start))
    assert drawn == moves_of(case)


def moves_drawn(graph):
    """Every move that is drawn, one way each, and whether it improves."""
    found = {}
    for arc in graph.arcs:
        start, end = graph.nodes[arc.start].state, graph.nodes[arc.end].state
        found[arc.party, start, end] = arc.improvement
        if arc.both_ways:
            found[arc.party, end, start] = arc.improvement_back
    return found


def part_of(start, middle, end):
    """Whether what the middle changes is among what the end changes."""
    return all(m in {s, e} for s, m, e in zip(start, middle, end, strict=True))


@FEW
@given(LARGE)
def test_one_head_is_drawn_exactly_where_the_party_cannot_move_back(case):
    graph = draw_states(sets_of(case), Show.ALL, limit=1000)
    moves = moves_of(case)
    for arc in graph.arcs:
        start, end = graph.nodes[arc.start].state, graph.nodes[arc.end].state
        assert (arc.party, start, end) in moves
        assert arc.both_ways is ((arc.party, end, start) in moves)


@FEW
@given(LARGE)
def test_a_full_head_is_drawn_exactly_where_the_mover_gains(case):
    graph = draw_states(sets_of(case), Show.ALL, limit=1000)
    improvements = {
        party.id: oracle.improvements(case, party.id) for party in case.parties
    }
    for (party, start, end), better in moves_drawn(graph).items():
        assert better is (end in improvements[party][start])


@FEW
@given(LARGE)
def test_what_is_left_out_is_made_in_smaller_steps_that_are_drawn(case):
    graph = draw_states(sets_of(case), Show.ALL, limit=1000)
    drawn, moves = moves_drawn(graph), moves_of(case)
    left_out = moves - set(drawn)
    assert len(left_out) == graph.n_composite
    for party, start, end in left_out:
        steps = {
            (a, b)
            for by, a, b in drawn
            if by == party and part_of(start, a, end) and part_of(a, b, end)
        }
        assert end in reach(steps, start)


@FEW
@given(LARGE)
def test_improvements_left_out_are_made_in_smaller_improvements(case):
    graph = draw_states(sets_of(case), Show.ALL, limit=1000)
    drawn = moves_drawn(graph)
    for party in (each.id for each in case.parties):
        gains = {
            (a, b) for (by, a, b), better in drawn.items() if by == party and better
        }
        for start, ends in oracle.improvements(case, party).items():
            assert set(ends) <= reach(gains, start)


@FEW
@given(LARGE)
def test_moves_that_nobody_gains_by_are_not_counted_among_improvements(case):
    graph = draw_states(sets_of(case), Show.IMPROVEMENTS, limit=1000)
    states = {node.state for node in graph.nodes}
    gains = {
        (party.id, start, end)
        for party in case.parties
        for start, ends in oracle.improvements(case, party.id).items()
        for end in ends
        if {start, end} <= states
    }
    back = {(party, end, start) for party, start, end in gains} & moves_of(case)
    assert len(gains | back) == len(moves_drawn(graph)) + graph.n_composite


@SMALL
@given(ANY)
def test_a_class_holds_what_can_be_reached_from_each_other(case):
    graph = draw_states(sets_of(case), Show.ALL, limit=1000)
    pairs = {(start, end) for _, start, end in moves_of(case)}
    reached = {node.state: reach(pairs, node.state) for node in graph.nodes}
    for one in graph.nodes:
        for other in graph.nodes:
            mutual = (
                other.state in reached[one.state] and one.state in reached[other.state]
            )
            assert (one.group == other.group) is mutual


@SMALL
@given(ANY)
def test_classes_cover_every_state_once(case):
    graph = draw_states(sets_of(case), Show.ALL, collapse=True)
    assert sum(node.size for node in graph.nodes) == graph.n_asked
    assert len({node.group for node in graph.nodes}) == len(graph.nodes)


@SMALL
@given(cases())
def test_a_class_says_what_stands_otherwise_in_all_of_its_states(case):
    sets = sets_of(case)
    graph = draw_states(sets, Show.ALL, collapse=True)
    every = {sets.engine.state(int(s)) for s in np.flatnonzero(sets.engine.feasible)}
    for node in graph.nodes:
        fixed = dict(node.fixed)
        alike = {
            state
            for state in every
            if all(
                (state[place] == "Y") == fixed[option.id]
                for place, option in enumerate(case.options)
                if option.id in fixed
            )
        }
        assert node.state in alike
        assert node.size <= len(alike)
        assert all(fixed[o.id] is not o.now for o in case.options if o.id in fixed)
        if node.size == 1:
            own = zip(case.options, node.state, strict=True)
            assert fixed == {o.id: c == "Y" for o, c in own if (c == "Y") != o.now}


@SMALL
@given(ANY)
def test_no_moves_lead_both_ways_between_classes(case):
    graph = draw_states(sets_of(case), Show.ALL, collapse=True)
    pairs = {(arc.start, arc.end) for arc in graph.arcs}
    assert not any((end, start) in pairs for start, end in pairs)
    assert not any(arc.both_ways for arc in graph.arcs)


@SMALL
@given(ANY)
def test_between_classes_the_moves_between_their_states_are_drawn(case):
    sets = sets_of(case)
    engine = sets.engine
    graph = draw_states(sets, Show.ALL, collapse=True)
    moves = moves_of(case)
    pairs = {(start, end) for _, start, end in moves}
    reached = {state: reach(pairs, state) for state in oracle.feasible_states(case)}

    def class_of(state):
        return min(e for e in reached[state] if state in reached[e])

    better: dict[tuple[str, str, str], bool] = {}
    for party, start, end in moves:
        if class_of(start) != class_of(end):
            payoff = engine.payoff(engine.parties.index(party))
            gains = bool(payoff[engine.index(end)] > payoff[engine.index(start)])
            key = party, class_of(start), class_of(end)
            better[key] = better.get(key, False) or gains
    assert {
        (
            arc.party,
            class_of(graph.nodes[arc.start].state),
            class_of(graph.nodes[arc.end].state),
        ): arc.improvement
        for arc in graph.arcs
    } == better


@SMALL
@given(cases())
def test_both_engines_draw_the_same(case):
    drawn = [
        draw_states(sets_of(case, name), Show.ALL, limit=1000)
        for name in ("cube", "arcs")
    ]
    first, second = (
        {(node.state, node.layer, node.equilibria, node.fixed) for node in each.nodes}
        for each in drawn
    )
    assert first == second


@SMALL
@given(ANY, st.integers(1, 8))
def test_a_limit_is_kept_and_what_is_left_out_is_counted(case, limit):
    graph = draw_states(sets_of(case), limit=limit)
    assert len(graph.nodes) <= limit
    assert graph.n_drawn == len(graph.nodes) <= graph.n_asked
    assert graph.nodes[0].is_now


@SMALL
@given(ANY)
def test_equilibria_are_those_of_the_concepts(case):
    sets = sets_of(case)
    graph = draw_states(sets, Show.ALL, limit=1000)
    for concept in CORE_CONCEPTS:
        indices = np.flatnonzero(sets.equilibria(concept))
        expected = {sets.engine.state(int(index)) for index in indices}
        drawn = {node.state for node in graph.nodes if concept in node.equilibria}
        assert drawn == expected


@SMALL
@given(ANY, st.sampled_from(Show), st.booleans(), st.sampled_from(["en", "ru"]))
def test_any_case_can_be_drawn(case, show, collapse, language):
    graph = draw_states(sets_of(case), show, collapse=collapse)
    found = drawn(graph_picture(graph, Names(case, words_of(language))).svg)
    assert len(found.of_class("dt-node")) == len(graph.nodes)
    assert len(found.of_class("dt-now")) == 1
