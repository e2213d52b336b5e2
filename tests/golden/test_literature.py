"""What the literature prints, and what follows from the definitions."""

from pathlib import Path

import numpy as np
import pytest

import detente
from detente.casefile import load_case
from detente.engine import open_engine
from detente.model.concept import Concept
from detente.study.stability.core_concepts import stable

CASES = Path(detente.__file__).parent / "cases"
CORE = {each: Concept(each) for each in ("R", "GMR", "SMR", "SEQ", "SSEQ")}
CITATIONS = {
    ("korea-2017", None): "Jacobi 2017",
    ("korea-2017", "partial_irreversibility"): "Jacobi 2017, partial irreversibility",
    ("euphrates-1975", None): "Hipel, Kilgour and Kinsara 2014",
    ("cuba-1962", None): "Fraser and Hipel 1984",
    ("cuba-1962", "irreversible"): "Fraser and Hipel 1984, irreversible strike",
    ("prisoners-dilemma", None): "Prisoner's dilemma, Brams and Wittman 1981",
    ("chicken", None): "Chicken, Brams and Wittman 1981",
    ("stag-hunt", None): "Stag hunt, ordinal 2x2 game",
    ("battle-of-the-sexes", None): "Battle of the sexes, ordinal 2x2 game",
    ("matching-pennies", None): "Matching pennies, ordinal 2x2 game",
    ("deadlock", None): "Deadlock, ordinal 2x2 game",
    ("elmira", None): "Hipel, Fang, Kilgour and Peng 1993",
    ("garrison", None): "Hipel and Fraser 1980",
    ("gisborne", None): "Li, Hipel, Kilgour and Fang 2004",
    (
        "gisborne",
        "environment",
    ): "Li, Hipel, Kilgour and Fang 2004, environmental province",
}


def read(name, variant):
    return load_case(CASES / f"{name}.yaml", variant=variant)


def tables():
    """Give every published list of a core concept, with its citation."""
    for (name, variant), citation in CITATIONS.items():
        for published in read(name, variant).published:
            if published.concept not in CORE:
                continue
            key = name, variant, CORE[published.concept]
            label = f"{citation}: {published.concept}"
            if published.equilibria is not None:
                yield pytest.param(*key, None, published.equilibria, id=label)
            for party, states in published.stable:
                yield pytest.param(*key, party, states, id=f"{label} for {party}")


def found(engine, concept, party):
    if party is not None:
        mask = stable(engine, engine.parties.index(party), concept)
    else:
        everyone = range(len(engine.parties))
        mask = np.logical_and.reduce([stable(engine, i, concept) for i in everyone])
    return {engine.state(int(index)) for index in np.flatnonzero(mask)}


@pytest.mark.parametrize(
    ("name", "variant", "concept", "party", "states"), list(tables())
)
def test_the_stable_states_are_those_published(name, variant, concept, party, states):
    engine = open_engine(read(name, variant))
    assert found(engine, concept, party) == set(states)


def test_every_bundled_case_of_the_literature_is_compared():
    files = {path.stem for path in CASES.glob("*.yaml")} - {"korea-2019", "iran-2015"}
    assert {name for name, _ in CITATIONS} == files


@pytest.mark.parametrize("name", sorted({name for name, _ in CITATIONS}))
def test_every_variant_of_the_case_loads(name):
    variants = [variant.id for variant in read(name, None).variants]
    loaded = [read(name, variant) for variant in [None, *variants]]
    assert len({case.published for case in loaded}) == len(loaded)


@pytest.mark.parametrize("name", sorted({name for name, _ in CITATIONS}))
def test_every_published_list_says_where_it_comes_from(name):
    case = read(name, None)
    assert [p.concept for p in case.published if p.about.note is None] == []


def test_elmira_lists_its_nine_states_and_the_moves_between_them():
    graph = read("elmira", None).graph
    moves = {
        (party, start, end)
        for party, rows in graph.moves
        for start, ends in rows
        for end in ends
    }
    assert (len(graph.states), graph.status_quo, len(moves)) == (9, "s1", 24)
