"""The customary tables of a graph-model paper."""

import json
from pathlib import Path

import pytest

import detente as dt
from detente.report.document import Table
from detente.report.naming import Names
from detente.report.words import words_of
from tests.bundled import paper
from tests.running import detente


def tables(case, language="en"):
    found = dt.paper_tables(case)
    document = found.document(Names(found.case, words_of(language)))
    return [block for block in document if isinstance(block, Table)]


def named(case, caption):
    return next(table for table in tables(case) if table.caption == caption)


def test_there_are_the_seven_customary_tables():
    captions = [table.caption for table in tables("korea-2017")]
    assert captions == [
        "Decision makers and options",
        "Feasible situations",
        "Infeasible patterns and constraints",
        "Preference statements, the most important first",
        "Rankings of the situations, best first",
        "Stability of the situations",
        "Shortest ways from now to the equilibria",
    ]


def test_situations_stand_as_columns_below_their_numbers():
    table = named("korea-2017", "Feasible situations")
    assert table.titles[2:] == ("1*", *"23456789", "10", "11", "12")
    assert table.rows[0][2:] == tuple("NYNNYNNYNNYN")


def test_decimal_numbers_count_the_first_option_as_one():
    table = named("korea-2017", "Feasible situations")
    assert table.rows[-1][2:6] == ("0", "1", "2", "4")


def test_a_constraint_that_bars_one_pattern_stands_as_that_pattern():
    table = named("korea-2017", "Infeasible patterns and constraints")
    assert table.rows[0][1] == "YY--"


def test_a_constraint_that_bars_several_patterns_stands_as_a_formula():
    table = named("garrison", "Infeasible patterns and constraints")
    rows = {row[2]: row[1] for row in table.rows}
    formula = next(each for each in rows if each.startswith("exactly(1, full"))
    assert rows[formula] == "-"


def test_rankings_write_ties_and_strict_preference():
    case = {
        "detente": 1,
        "title": "Two",
        "parties": {"us": {"options": {"a": {}}}, "them": {"options": {"b": {}}}},
        "preferences": {"us": ["a"]},
    }
    table = named(case, "Rankings of the situations, best first")
    ties = [
        (party, text.replace("\N{TILDE OPERATOR}", "=")) for party, text in table.rows
    ]
    assert ties == [("us", "2 = 4 ≻ 1 = 3"), ("them", "1 = 2 = 3 = 4")]


def test_equilibria_bear_an_e():
    table = named("korea-2017", "Stability of the situations")
    row = next(row for row in table.rows if row[:2] == ("SEQ", "equilibrium"))
    marked = [key for key, cell in zip(table.keys, row, strict=True) if cell == "E"]
    assert marked == ["s1", "s5", "s9"]


def test_ways_name_the_mover_of_each_step():
    table = named("korea-2017", "Shortest ways from now to the equilibria")
    assert ("10", "1 → 10 (North Korea)", "-") in table.rows


def test_a_case_without_options_lists_its_situations():
    table = named("elmira", "Feasible situations")
    assert table.keys == ("number", "state")
    assert len(table.rows) == 9


def test_of_many_situations_only_those_that_matter_are_listed():
    found = paper("korea-2019")
    assert not found.figures.complete
    assert len(found.figures.shown) < 30
    assert "those that matter" in " ".join(found.text().split())


def test_now_is_always_listed():
    figures = paper("korea-2019").figures
    assert figures.engine.status_quo in figures.shown


def test_weights_stand_beside_their_statements():
    case = {
        "detente": 1,
        "title": "One",
        "parties": {"us": {"options": {"a": {}, "b": {}}}},
        "preferences": {"us": {"weights": {"a and b": 2.5}}},
    }
    table = named(case, "Preference statements, the most important first")
    assert table.rows == (("us", "1", "a and b", "2.5"),)


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "latex", "html"])
def test_the_command_writes_the_tables_in_every_form(form):
    ran = detente("analyze", "korea-2017", "--style", "gmcr", "--format", form)
    assert ran.code == 0
    assert "United States" in ran.out


def test_the_tables_in_json_hold_keys_and_rows():
    ran = detente("analyze", "korea-2017", "--style", "gmcr", "--format", "json")
    data = json.loads(ran.out)
    assert data["complete"] is True
    assert data["tables"][4]["keys"] == ["party", "ranking"]


def test_html_is_a_page_of_its_own():
    ran = detente("analyze", "korea-2017", "--format", "html", "--lang", "ru")
    assert ran.out.startswith('<!doctype html>\n<html lang="ru">')
    assert '<meta charset="utf-8">' in ran.out


def test_no_road_map_is_judged_for_tables_that_tell_of_none():
    assert dt.paper_tables("korea-2019").analysis.judged is None


def test_a_report_beside_the_tables_tells_of_road_maps(tmp_path):
    report = tmp_path / "r.html"
    river = Path(__file__).parents[3] / "examples" / "river.yaml"
    detente("analyze", river, "--style", "gmcr", "--report", report)
    (title, *_) = dt.load(river).negotiation.road_maps
    assert str(title.about.name) in report.read_text("utf-8")
