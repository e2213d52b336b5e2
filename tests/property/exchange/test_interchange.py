"""What is written in another format reads back as the same dispute."""

import json
import random
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

import detente as dt
from detente.casefile import parse_case
from detente.casefile.formats import read_gmcr, write_json
from detente.engine import open_engine
from detente.errors import TooLargeError
from detente.model.case import View
from detente.model.formula import Count, Name, Or, holds
from detente.study.graph.disjunctive_form import find_patterns
from tests.full_cases import full_cases, graph_cases
from tests.strategies import cases, random_formula

FOLDER = Path(__file__).parents[2] / "data" / "gmcr"
NOT_KEPT = {"rules", "moves"}
seeds = st.integers(0, 2**32 - 1)


def order(engine, party):
    """The feasible states of a party by worth, best first, with ties."""
    payoff = engine.payoff(party)
    states = [s for s in range(engine.n_states) if engine.feasible[s]]
    ties: dict[int, list[str]] = {}
    for state in states:
        ties.setdefault(int(payoff[state]), []).append(engine.state(state))
    return [sorted(ties[worth]) for worth in sorted(ties, reverse=True)]


def moves(engine, party):
    return {
        (engine.state(s), engine.state(int(t)))
        for s in range(engine.n_states)
        if engine.feasible[s]
        for t in engine.moves(party, s)
    }


def there_and_back(case):
    exported = dt.convert_case(case, "gmcr")
    return exported, read_gmcr(exported.text, "case.gmcr").case


@settings(max_examples=50)
@given(cases(most_options=6))
def test_gmcr_keeps_parties_options_states_and_orders(case):
    _, back = there_and_back(case)
    before, after = open_engine(case), open_engine(back)
    assert back.status_quo == case.status_quo
    assert [(p.id, [o.id for o in p.options]) for p in back.parties] == [
        (p.id, [o.id for o in p.options]) for p in case.parties
    ]
    for party in range(len(case.parties)):
        assert order(after, party) == order(before, party)


@settings(max_examples=50)
@given(cases(most_options=6))
def test_gmcr_keeps_the_moves_unless_it_says_otherwise(case):
    exported, back = there_and_back(case)
    assume(not NOT_KEPT & {problem.code for problem in exported.warnings})
    before, after = open_engine(case), open_engine(back)
    for party in range(len(case.parties)):
        assert moves(after, party) == moves(before, party)


def perceived(case, view, engine):
    """The feasible states of a case that a party sees."""
    states = [engine.state(s) for s in range(engine.n_states) if engine.feasible[s]]
    return {
        state
        for state in states
        if holds(view.only, truth(case, dict(zip(case.option, state, strict=True))))
    }


def truth(case, letters):
    def of(name):
        if name in case.definitions:
            return holds(case.definitions[name], of)
        return letters[name] == "Y"

    return of


@settings(max_examples=50)
@given(cases(most_options=6), seeds)
def test_gmcr_keeps_what_each_party_sees(case, seed):
    rng = random.Random(seed)
    names = [*case.option, *case.definitions]
    engine = open_engine(case)
    seen = [View(p.id, only=random_formula(rng, names)) for p in case.parties]
    views = tuple(view for view in seen if perceived(case, view, engine))
    given = replace(case, sees=views)
    exported, back = there_and_back(given)
    assert "sees" not in " ".join(str(each.message) for each in exported.warnings)
    found = {view.party: perceived(back, view, engine) for view in back.sees}
    everything = {engine.state(int(s)) for s in np.flatnonzero(engine.feasible)}
    for view in views:
        assert found.get(view.party, everything) == perceived(given, view, engine)


@settings(max_examples=30)
@given(full_cases())
def test_json_keeps_everything(case):
    again = parse_case(write_json(case), "case.json")
    assert replace(again, file="") == replace(case, file="", events_file=None)


@settings(max_examples=30)
@given(graph_cases())
def test_json_keeps_states_and_moves(case):
    again = parse_case(write_json(case), "case.json")
    assert replace(again, file="") == replace(case, file="", events_file=None)


@given(seeds)
def test_patterns_hold_where_the_formula_does(seed):
    rng = random.Random(seed)
    names = ["a", "b", "c", "d"]
    formula = random_formula(rng, names, 3)
    patterns = find_patterns(formula, {})
    for choice in product((False, True), repeat=len(names)):
        taken = dict(zip(names, choice, strict=True))
        fits = any(all(taken[n] == want for n, want in each) for each in patterns)
        assert fits == holds(formula, taken.__getitem__)


@pytest.mark.parametrize("kind", [Or, partial(Count, "at_least", 1)])
def test_a_thousand_patterns_are_not_too_many(kind):
    names = tuple(Name(f"o{place}") for place in range(1001))
    assert len(find_patterns(kind(names[:1000]), {})) == 1000
    with pytest.raises(TooLargeError, match="more than 1000 patterns"):
        find_patterns(kind(names), {})


@given(seeds)
def test_no_pattern_contains_another(seed):
    formula = random_formula(random.Random(seed), ["a", "b", "c", "d"], 3)
    patterns = find_patterns(formula, {})
    assert not any(one < other for one in patterns for other in patterns)


SAMPLE = json.loads((FOLDER / "dam.gmcr").read_text("utf-8"))
STRANGE: tuple[object, ...] = (
    None,
    -1,
    10**30,
    1.5,
    "",
    "Y",
    [],
    {},
    [[]],
    [[0, "Y"]],
    True,
    "\0",
)


def spoiled(rng, value):
    """A copy with some part replaced by something strange, or left out."""
    if rng.random() < 0.1 or not isinstance(value, list | dict) or not value:
        return rng.choice(STRANGE)
    if isinstance(value, list):
        items = list(value)
        place = rng.randrange(len(items))
        if rng.random() < 0.2:
            del items[place]
        else:
            items[place] = spoiled(rng, items[place])
        return items
    key = rng.choice(list(value))
    if rng.random() < 0.2:
        return {k: v for k, v in value.items() if k != key}
    return value | {key: spoiled(rng, value[key])}


@given(seeds)
def test_a_spoiled_file_is_read_or_refused_with_places(seed):
    rng = random.Random(seed)
    file = spoiled(rng, spoiled(rng, SAMPLE))
    places, kept = [], None
    try:
        case = read_gmcr(json.dumps(file), "x.gmcr").case
        kept = dt.load(dt.convert_case(case, "json").text).parties == case.parties
    except dt.CaseError as error:
        places = [problem.location.file for problem in error.problems]
    assert kept or places
    assert all(place.startswith("x.gmcr") for place in places)
