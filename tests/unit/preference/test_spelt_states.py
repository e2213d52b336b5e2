"""States of many options, spelt out, and every place that one can have in an order."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import detente as dt
from detente.engine import open_engine
from detente.model.concept import Concept
from detente.study.preference.hypergame import _Numbers
from detente.study.preference.inverse_lever import Asked
from detente.study.preference.inverse_search import Search
from detente.study.preference.listed_game import list_game


@pytest.mark.parametrize("count", [1, 2, 61, 62, 63, 124, 125, 140])
def test_a_state_of_many_options_is_spelt_as_it_was_taken(count):
    dice = np.random.default_rng(count)
    taken = dice.random((count, 5)) < 0.5
    options = [f"o{place}" for place in range(count)]
    case: Any = SimpleNamespace(
        options=[SimpleNamespace(id=option) for option in options],
        graph=SimpleNamespace(states=()),
    )
    engine: Any = SimpleNamespace(truth=lambda name: taken[options.index(name.id)])
    numbers = _Numbers(case)
    rows = numbers.rows(engine, np.ones(5, np.bool_))
    assert [numbers.spell(row) for row in rows] == [
        "".join("NY"[int(own)] for own in state) for state in taken.T
    ]
    # Rows sort as states do, the last options first.
    sort = sorted(range(5), key=lambda place: rows[place].tolist())
    assert sort == sorted(range(5), key=lambda place: taken[::-1, place].tolist())


THREE = """
detente: 1
title: Three places
parties: {a: {options: {x: {}}}, b: {options: {"y": {}}}}
constraints: [not (x and y)]
preferences:
  a: {ranking: [YN, NY, NN]}
  b: {statements: [not x, y]}
"""


def test_every_state_of_a_ranking_is_put_in_every_other_place():
    case = dt.load(THREE)
    engine = open_engine(case)
    asked = Asked(
        case, Concept.R, open_engine, lambda asked: np.arange(asked.n_states) == 0
    )
    game = list_game(engine)
    search = Search(asked, engine, game)
    levels = {
        tuple(sorted(zip(each.wanted.order, game.states, strict=True), reverse=True))
        for each in search.wants
        if each.wanted and each.edit.party == "a"
    }
    told = {
        " > ".join(
            "=".join(sorted(name for at, name in order if at == level))
            for level in sorted({at for at, _ in order}, reverse=True)
        )
        for order in levels
    }
    # YN > NY > NN with one of them elsewhere: four strict orders of five others, and
    # those four with a tie in which the two that are not moved stay as they were.
    assert told == {
        *("YN > NN > NY", "NN > YN > NY", "NY > YN > NN", "NY > NN > YN"),
        *("NY=YN > NN", "YN > NN=NY", "NN=YN > NY", "NY > NN=YN"),
    }


def test_of_a_party_with_statements_only_what_is_asked_about_is_put_elsewhere():
    case = dt.load(THREE)
    engine = open_engine(case)
    asked = Asked(
        case, Concept.R, open_engine, lambda asked: np.arange(asked.n_states) == 0
    )
    search = Search(asked, engine, list_game(engine))
    items = [(str(e.edit.kind), e.edit.item) for e in search.wants]
    ranks = {item for kind, item in items[8:] if kind == "rank"}
    assert ranks == {"NN"}
