"""Measure the engine for explicit states and moves.

Random graphs of three parties, ten moves a state, whose moves are not
transitive: `python benchmarks/graphs.py`, or with the most states as argument.
"""

import random
import sys
import time
from dataclasses import replace

from detente import Case, load
from detente.engine import open_engine
from detente.model.case import Graph
from detente.model.concept import CORE_CONCEPTS
from detente.study.stability.stable_sets import find_stable

STATES = (1_000, 10_000, 100_000)
MOVES = 10
START = """
detente: 1
title: random
parties: {a: {}, b: {}, c: {}}
states: {s0: first, s1: second}
status_quo: s0
moves: {a: {s0: [s1]}}
preferences:
  a: {ranking: [s0, s1]}
  b: {ranking: [s1, s0]}
  c: {ranking: [s0, s1]}
"""


def made(n_states: int, seed: int = 0) -> Case:
    """Make a case of so many states with ten moves each, payoffs of 50 ranks."""
    case = load(START)
    draw = random.Random(seed)
    names = [f"s{place}" for place in range(n_states)]
    parties = [party.id for party in case.parties]
    moves: dict[str, list[tuple[str, tuple[str, ...]]]] = {p: [] for p in parties}
    for name in names:
        ends: dict[str, set[str]] = {party: set() for party in parties}
        for _ in range(MOVES):
            ends[draw.choice(parties)].add(names[draw.randrange(n_states)])
        for party in parties:
            moves[party].append((name, tuple(sorted(ends[party] - {name}))))
    preferences = []
    for party, preference in case.preferences:
        ranks: list[list[str]] = [[] for _ in range(50)]
        for name in names:
            ranks[draw.randrange(50)].append(name)
        ranking = tuple(tuple(rank) for rank in ranks if rank)
        preferences.append((party, replace(preference, ranking=ranking)))
    graph = Graph(
        states=tuple((name, case.graph.states[0][1]) for name in names),
        status_quo="s0",
        moves=tuple((party, tuple(each)) for party, each in moves.items()),
    )
    return replace(case, graph=graph, preferences=tuple(preferences))


def main() -> None:
    """Print one row a size."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else STATES[-1]
    print("states | moves | open, s | five concepts, three parties, s")
    for n_states in (each for each in STATES if each <= most):
        case = made(n_states)
        before = time.process_time()
        engine = open_engine(case, "arcs")
        opened = time.process_time()
        find_stable(engine, CORE_CONCEPTS)
        done = time.process_time()
        count = MOVES * n_states
        print(
            f"{n_states} | {count} | {opened - before:.2f} | {done - opened:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
