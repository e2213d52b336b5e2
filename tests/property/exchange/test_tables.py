"""A case written as tables, or as a game, reads back as the same dispute."""

import random

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings, strategies as st

import detente as dt
from detente.casefile import dump_case, parse_case
from detente.casefile.formats import csv_rows, read_case_tables, read_nfg
from detente.engine import open_engine
from tests.full_cases import graph_cases
from tests.property.exchange.test_interchange import moves, order
from tests.property.graph.test_normal_form import equilibria
from tests.strategies import cases

FEWER = settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
NOT_ONE_CELL = "rules"
SPOILS = ("", "x", "-1", "1/3", "yes", '"', ";", ",", "\n", "\n\n", "=1", "\0", "~")
BROKEN = ("", "{", "}", '"', "x", "9", "1/0")
seeds = st.integers(0, 2**32 - 1)


def as_file(case):
    """The case as its file says it, where a file may: a formula has one weight."""
    assume(case.options or case.graph.states)
    try:
        return parse_case(dump_case(case), "case.yaml")
    except dt.CaseError:
        reject()


def tables(text):
    return read_case_tables(csv_rows(text, "t.csv"), "t.csv").case


def back_from_csv(case):
    exported = dt.convert_case(as_file(case), "csv")
    return tables(exported.text), {problem.code for problem in exported.warnings}


def places(reading):
    """Where the faults of a reading are; nowhere if there are none."""
    try:
        reading()
    except dt.CaseError as error:
        return [problem.location for problem in error.problems]
    return []


def spoiled(rng, text, signs):
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(text))
        end = min(len(text), start + rng.randint(0, 4))
        text = text[:start] + rng.choice(signs) + text[end:]
    return text


@FEWER
@given(cases(most_options=6))
def test_tables_keep_states_moves_and_orders(case):
    back, codes = back_from_csv(case)
    assume(NOT_ONE_CELL not in codes)
    before, after = open_engine(case), open_engine(back)
    assert back.status_quo == case.status_quo
    for party in range(len(case.parties)):
        assert order(after, party) == order(before, party)
        assert moves(after, party) == moves(before, party)


@FEWER
@given(graph_cases())
def test_tables_keep_listed_states_their_moves_and_rankings(case):
    back, _ = back_from_csv(case)
    assert back.graph.status_quo == case.graph.status_quo
    assert [state for state, _ in back.graph.states] == [
        state for state, _ in case.graph.states
    ]
    before, after = open_engine(case), open_engine(back)
    for party in range(len(case.parties)):
        assert moves(after, party) == moves(before, party)
        assert order(after, party) == order(before, party)


@pytest.mark.needs("openpyxl")
@pytest.mark.needs("defusedxml")
@settings(FEWER, max_examples=10)
@given(cases(most_options=5))
def test_a_workbook_says_what_the_csv_says(tmp_path_factory, case):
    file = tmp_path_factory.mktemp("tables") / "case.xlsx"
    back, _ = back_from_csv(case)
    dt.export_case(case, file)
    assert dt.import_case(file).case == back


@FEWER
@given(cases(most_options=6))
def test_a_game_of_gambit_has_the_equilibria_of_its_case(case):
    engine = open_engine(case)
    assume(engine.n_feasible > 1)
    back = open_engine(read_nfg(dt.convert_case(case, "nfg").text, "g.nfg").case)
    assert back.n_feasible == engine.n_feasible
    assert back.case.status_quo.count("Y") == sum(
        option.now for option in case.options if not option.settled
    )
    assert len(equilibria(back)) == len(equilibria(engine))


@FEWER
@given(cases(most_options=4), seeds)
def test_spoiled_tables_are_read_or_refused_at_a_cell(case, seed):
    text = dt.convert_case(as_file(case), "csv").text
    text = spoiled(random.Random(seed), text, SPOILS)
    for place in places(lambda: tables(text)):
        assert place.file == "t.csv"
        assert place.line <= text.count("\n") + 1


@FEWER
@given(cases(most_options=4), seeds)
def test_a_spoiled_game_is_read_or_refused_with_its_place(case, seed):
    assume(case.options)
    text = spoiled(random.Random(seed), dt.convert_case(case, "nfg").text, BROKEN)
    for place in places(lambda: read_nfg(text, "g.nfg")):
        assert place.file == "g.nfg"
