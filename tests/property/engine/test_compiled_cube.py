"""Compiled sweeps give what NumPy gives, and what the definitions give."""

import random
from dataclasses import replace

import numpy as np
import pytest

from detente.engine.cube.compiled_sweeps import Sweeps
from detente.engine.cube.operators import Cube
from detente.engine.fast.compiled import prefer
from detente.errors import UnsupportedError
from detente.model.case import Case, Constraint, Option, Party
from detente.model.concept import CORE_CONCEPTS
from detente.model.formula import And, Count, Name, Not, Or
from detente.model.preference import Preference, Statement
from detente.model.text import Text
from detente.study.stability.core_concepts import stable
from tests import oracle
from tests.strategies import random_case, random_formula, random_option

pytestmark = pytest.mark.needs("numba")

BLOCKS, BLOCK = 5, 150
SIZES = (
    (2, 3, 4),
    (3, 3, 3),
    (2, 2, 5),
    (4, 2, 3),
    (1, 1, 2, 2, 3),
    (3, 0, 4, 3),
    (7, 7),
    (2, 2, 7),
    (7, 2, 2),
)
LOWEST, HIGHEST = -(2**31), 2**31 - 1
RANGES = (
    (0, 6),
    (-40, 40),
    (0, 65_534),
    (0, 65_535),
    (-(2**20), 2**20),
    (LOWEST + 1, HIGHEST - 1),
    (LOWEST, HIGHEST),
)


def wide_case(rng):
    """A case with enough fibres for compiled sweeps: one-way options, rules, ties."""
    sizes = rng.choice(SIZES)
    ids = {f"p{j}": [f"p{j}o{k}" for k in range(n)] for j, n in enumerate(sizes)}
    parties = tuple(
        Party(
            party,
            tuple(unsettled(rng, option, party, ids) for option in own),
        )
        for party, own in ids.items()
    )
    names = [option for own in ids.values() for option in own]
    rules = [Or((random_formula(rng, names, 1), Name(rng.choice(names))))]
    constraints = tuple(map(Constraint, rules if rng.random() < 0.8 else []))
    preferences = tuple(
        (
            party,
            Preference(
                statements=tuple(
                    Statement(random_formula(rng, names))
                    for _ in range(rng.choice((1, 3, 8, 16, 20)))
                )
            ),
        )
        for party in ids
    )
    title = Text.plain("a wide case")
    return Case(title, parties, constraints=constraints, preferences=preferences)


def unsettled(rng, option, party, ids):
    made = random_option(rng, option, party, ids, own_rules=0.15)
    return replace(made, now=not made.now) if made.settled else made


def opened(case):
    """The cube of a case; None where its rules are not for the cube."""
    try:
        return Cube(case, None)
    except UnsupportedError:
        return None


def asked(cube, ask, *, compiled):
    before = prefer(on=compiled)
    try:
        return ask(cube)[cube.feasible].tolist()
    finally:
        prefer(before)


def random_values(dice, cube):
    low, high = RANGES[dice.integers(len(RANGES))]
    values = dice.integers(low, high, cube.n_states, np.int64, endpoint=True)
    values[dice.integers(cube.n_states, size=2)] = low, high
    return values.astype(np.int32)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_compiled_sweeps_are_those_of_numpy(block):
    done = 0
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        rng, dice = random.Random(seed), np.random.default_rng(seed)
        cube = opened(wide_case(rng))
        if cube is None:
            continue
        done += 1
        values = random_values(dice, cube)
        for party in range(len(cube.parties)):
            movers = tuple(j for j in range(len(cube.parties)) if j != party)
            for ask in (
                lambda cube, p=party, v=values: cube.after(p, v),
                lambda cube, m=movers, v=values: cube.reply(m, v),
                lambda cube, m=movers, v=values: cube.credible_reply(m, v),
                lambda cube, m=movers, p=party: cube.credible_reply(m, cube.payoff(p)),
            ):
                found = asked(cube, ask, compiled=True)
                assert found == asked(cube, ask, compiled=False), seed
    assert done > BLOCK // 2


def widened(rng, case):
    """The same dispute beside two others, whose options nobody can take."""
    beside = [f"q{j}o{k}" for j in range(2) for k in range(4)]
    parties = tuple(
        Party(f"q{j}", tuple(Option(o, f"q{j}") for o in beside[4 * j : 4 * j + 4]))
        for j in range(2)
    )
    none = And(tuple(Not(Name(o)) for o in beside))
    few = Count("at_most", rng.choice((0, 0, 0, 1)), tuple(map(Name, beside[:2])))
    rest = And(tuple(Not(Name(o)) for o in beside[2:]))
    rule = Constraint(none if rng.random() < 0.5 else And((few, rest)))
    preferences = tuple(p for p in case.preferences if not p[1].ranking)
    return replace(
        case,
        parties=(*parties[:1], *case.parties, *parties[1:]),
        constraints=(*case.constraints, rule),
        preferences=preferences,
    )


@pytest.mark.usefixtures("compiled")
def test_compiled_stable_sets_are_those_of_the_definitions(monkeypatch):
    replies = []
    known = Sweeps.credible_reply

    def noted(*given):
        replies.append(known(*given))
        return replies[-1]

    monkeypatch.setattr(Sweeps, "credible_reply", noted)
    for seed in range(80):
        rng = random.Random(seed)
        case = random_case(rng, most_options=5, own_rules=0)
        if len(case.options) < 4 or any(option.settled for option in case.options):
            continue
        wide = widened(rng, case)
        cube = opened(wide)
        for concept in CORE_CONCEPTS:
            for i, party in enumerate(cube.parties):
                found = np.flatnonzero(stable(cube, i, concept))
                assert {cube.state(int(k)) for k in found} == oracle.stable(
                    wide, party, str(concept)
                )
    assert len(replies) > 150
    assert all(reply is not None for reply in replies)


def test_long_sweeps_shared_by_processors_are_those_of_numpy(monkeypatch):
    monkeypatch.setattr("detente.engine.fast.compiled._SHARED", 4)
    monkeypatch.setattr("detente.engine.fast.compiled.processors", lambda: 3)
    for seed in range(20):
        cube = opened(wide_case(random.Random(seed)))
        if cube is None:
            continue
        for concept in CORE_CONCEPTS:
            for party in range(len(cube.parties)):

                def ask(cube, party=party, concept=concept):
                    return stable(cube, party, concept)

                found = asked(cube, ask, compiled=True)
                assert found == asked(cube, ask, compiled=False)
