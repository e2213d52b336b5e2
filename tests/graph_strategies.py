"""Random cases whose states, or moves, are written out; small enough for the oracle."""

import random
from dataclasses import replace

from hypothesis import strategies as st

from detente.model.case import Case, Graph, Party
from detente.model.preference import Preference
from detente.model.text import Text
from tests import oracle
from tests.strategies import random_case


def random_graph_case(rng, *, most_states=9, n_parties=None, ties=None, symmetric=None):
    """States by id and any arcs, some owned by several parties at once."""
    n_states = rng.randint(2, most_states)
    ids = [f"s{k}" for k in range(n_states)]
    parties = [f"p{k}" for k in range(n_parties or rng.choice((2, 2, 3, 3, 4)))]
    density = rng.choice((0.1, 0.2, 0.4))
    if symmetric is None:
        symmetric = rng.random() < 0.3
    ties = rng.choice((0.0, 0.2, 0.6)) if ties is None else ties
    return Case(
        Text.plain("a random graph"),
        tuple(Party(party) for party in parties),
        preferences=tuple(
            (party, Preference(ranking=random_order(rng, ids, ties)))
            for party in parties
            if rng.random() < 0.95 or ties == 0
        ),
        graph=Graph(
            states=tuple((state, Text.plain(state)) for state in ids),
            status_quo=rng.choice(ids),
            moves=tuple(
                (party, random_rows(rng, ids, density, symmetric=symmetric))
                for party in parties
            ),
        ),
    )


def random_order(rng, ids, ties):
    """All states in random order, some tied."""
    shuffled = rng.sample(ids, len(ids))
    ranking = [[shuffled[0]]]
    for state in shuffled[1:]:
        if rng.random() < ties:
            ranking[-1].append(state)
        else:
            ranking.append([state])
    return tuple(map(tuple, ranking))


def random_rows(rng, ids, density, *, symmetric):
    """One party's moves, written state by state; without loops."""
    rows: dict[str, set[str]] = {state: set() for state in ids}
    for first in ids:
        for end in ids:
            if first != end and rng.random() < density:
                rows[first].add(end)
                if symmetric:
                    rows[end].add(first)
    return tuple((state, tuple(sorted(row))) for state, row in rows.items() if row)


def random_case_with_moves(rng):
    """Options, and written moves for some of the parties."""
    case = random_case(rng, most_options=4)
    states = oracle.feasible_states(case)
    moves = tuple(
        (party.id, random_rows(rng, states, rng.choice((0.1, 0.3)), symmetric=False))
        for party in case.parties
        if rng.random() < 0.6
    )
    return replace(case, graph=Graph(moves=moves))


def graph_cases(**limits):
    """Random graphs, for hypothesis."""
    seeds = st.integers(0, 2**32 - 1)
    return seeds.map(lambda seed: random_graph_case(random.Random(seed), **limits))


def cases_with_moves():
    """Random cases with options and written moves, for hypothesis."""
    seeds = st.integers(0, 2**32 - 1)
    return seeds.map(lambda seed: random_case_with_moves(random.Random(seed)))
