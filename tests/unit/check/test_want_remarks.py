"""What `check` says of missing wants and patience, idle weights, and clashes."""

import json
import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import detente as dt
from detente.casefile import dump_case, parse_case
from detente.engine import open_engine
from detente.model.preference import Preference, Statement, Weight
from detente.model.quantity import Amount
from detente.study.check.clash import find_clashes
from detente.study.check.disagreement import disagreement
from tests.running import detente
from tests.strategies import random_case, random_formula

DEAL: dict[str, Any] = {
    "detente": 1,
    "title": "A deal",
    "parties": {
        "north": {"options": {"freeze": {}, "gone": {"redo": "never"}}},
        "south": {"options": {"relief": {}}},
    },
    "preferences": {
        "north": {"weights": {"relief": 3, "freeze": -1}},
        "south": {"weights": {"freeze": 3, "relief": -1}},
    },
    "patience": 0.9,
    "roadmaps": {"plan": {"stages": [["freeze"], ["relief"]]}},
}


def codes(**changes):
    data = DEAL | changes
    case = dt.load({key: value for key, value in data.items() if value is not None})
    return {remark.code: str(remark.message) for remark in dt.check(case).remarks}


def test_a_case_that_says_everything_has_no_warning():
    assert codes() == {}


@pytest.mark.parametrize(
    ("changes", "code", "named"),
    [
        (
            {"preferences": {"north": {"weights": {"relief": 1, "freeze": -1}}}},
            "party-without-wants",
            "south",
        ),
        ({"patience": None}, "patience-missing", "north, south"),
        ({"patience": {"north": 0.9}}, "patience-missing", "south"),
        (
            {"preferences": {"north": ["relief"], "south": {"weights": {"freeze": 1}}}},
            "party-without-weights",
            "north",
        ),
        (
            {
                "preferences": {
                    "north": {"weights": {"relief": 1, "gone": 5}},
                    "south": {"weights": {"freeze": 1}},
                }
            },
            "weight-constant",
            "gone",
        ),
    ],
)
def test_what_is_missing_or_idle_is_warned_of(changes, code, named):
    found = codes(**changes)
    assert list(found) == [code]
    assert named in found[code]


def test_the_weight_of_what_is_done_for_good_is_no_slip():
    parties = {
        "north": {"options": {"freeze": {}, "gone": {"undo": "never", "now": "yes"}}},
        "south": {"options": {"relief": {}}},
    }
    weights = {"relief": 1, "freeze": -1, "gone": -2}
    wants = {**DEAL["preferences"], "north": {"weights": weights}}
    assert codes(parties=parties, preferences=wants) == {}
    weights["gone or not gone"] = 1
    assert codes(parties=parties, preferences=wants) == {}
    weights["freeze or not freeze"] = 1
    assert list(codes(parties=parties, preferences=wants)) == ["weight-constant"]


def test_patience_is_not_asked_for_where_nothing_needs_it():
    assert codes(patience=None, roadmaps=None) == {}


@pytest.mark.parametrize("wants", [[], {}, {"note": "It judges, it wants nothing."}])
def test_who_is_said_to_want_nothing_is_not_warned_of(wants):
    given = {"preferences": {**DEAL["preferences"], "south": wants}, "roadmaps": None}
    assert codes(**given) == {}
    case = dt.load({**DEAL, **given, "roadmaps": {}})
    again = parse_case(dump_case(case), "again.yaml")
    assert [party for party, _ in again.preferences] == ["north", "south"]


@pytest.fixture
def lacking(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps(DEAL | {"preferences": {}, "roadmaps": {}}))
    return path


@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown", "latex", "html"])
@pytest.mark.parametrize("to_file", [False, True])
def test_each_warning_is_printed_once(lacking, tmp_path, form, to_file):
    more = ("--output", tmp_path / "out") if to_file else ()
    ran = detente("check", lacking, "--format", form, *more)
    assert ran.code == 0
    printed = " ".join((ran.out + ran.err).split()).replace("\\", "")
    assert printed.count("south: []") == 1


def test_check_and_sustain_count_the_same_situations():
    north = {"freeze": {}, "gone": {"redo": "never"}, "test": {}}
    source = json.dumps(
        DEAL
        | {
            "as_of": "2020-01-01",
            "parties": DEAL["parties"] | {"north": {"options": north}},
            "deadlines": {"end": {"date": "2020-06-01", "by": "north", "then": "test"}},
        }
    )
    check = json.loads(detente("check", "-", "--format", "json", stdin=source).out)
    case = dt.load(json.loads(source))
    assert check["feasible"] == dt.check(case).engine.n_feasible == 4
    assert check["feasible_opened"] == dt.sustain(case).sustained.n_feasible == 8
    said = " ".join(detente("check", "-", stdin=source).out.split())
    assert "(8 with what the deadlines open)" in said
    sustained = " ".join(detente("sustain", "-", stdin=source).out.split())
    assert "Of 8 situations" in sustained


def two_ways(rng):
    """Give a case in which every party has statements and weights, at odds."""
    case = random_case(rng, most_options=5)
    names = [option.id for option in case.options]
    preferences = []
    for party in case.party:
        statements = tuple(Statement(random_formula(rng, names)) for _ in range(3))
        weights = tuple(
            Weight(random_formula(rng, names), Amount(Decimal(rng.randint(-3, 3))))
            for _ in range(3)
        )
        preferences.append((party, Preference(statements, weights=weights)))
    return replace(case, preferences=tuple(preferences))


def value(case, preference, state):
    """What a state is worth by weights, and its order by statements."""
    engine = open_engine(case)
    index = engine.index(state)
    truth = [bool(engine.truth(s.formula)[index]) for s in preference.statements]
    worth = sum(
        (
            Fraction(str(weight.amount.value)) * bool(engine.truth(weight.of)[index])
            for weight in preference.weights
        ),
        Fraction(0),
    )
    return truth, worth


@given(st.integers(0, 10_000))
@settings(max_examples=60)
def test_a_clash_is_a_move_that_its_statement_and_weight_judge_apart(seed):
    case = two_ways(random.Random(seed))
    engine = open_engine(case)
    for each in disagreement(engine):
        preference = case.preference[each.party]
        assert bool(each.clashes) == bool(each.opposed)
        position = engine.parties.index(each.party)
        for clash in each.clashes:
            start, end = engine.index(clash.start), engine.index(clash.end)
            assert start is not None
            assert end in engine.moves(position, start)
            said = engine.order(replace(preference, weights=()))
            better = said[end] > said[start]
            before, had = value(case, preference, clash.start)
            after, has = value(case, preference, clash.end)
            assert (has < had) if better else (has > had)
            if clash.statement is not None:
                first = next(
                    place
                    for place, pair in enumerate(zip(before, after, strict=True))
                    if pair[0] != pair[1]
                )
                assert after[first] == better


def test_the_statement_and_the_weight_that_clash_are_named():
    case = dt.load(
        DEAL
        | {
            "preferences": {
                "north": {
                    "statements": ["relief", "not freeze"],
                    "weights": {"freeze": 2, "relief": 1},
                },
                "south": {"weights": {"freeze": 1}},
            }
        }
    )
    (found,) = disagreement(open_engine(case))
    (clash,) = found.clashes
    assert (clash.statement, clash.weight) == ("not freeze", "freeze")
    assert (clash.start, clash.end) == ("NNN", "YNN")
    shown = json.loads(
        detente("check", "-", "--format", "json", stdin=dump_case(case)).out
    )
    assert shown["order_against_weights"][0]["clashes"] == [
        {"statement": "not freeze", "weight": "freeze", "from": "NNN", "to": "YNN"}
    ]
    said = " ".join(detente("check", "-", stdin=dump_case(case)).out.split())
    assert "the statement 'not freeze' against the weight of 'freeze'" in said
    assert "as from now to now +freeze" in said


def test_without_moves_that_clash_there_is_no_clash():
    engine = open_engine(dt.load(DEAL))
    assert find_clashes(engine, Preference(), ()) == ()


def test_where_moves_are_written_out_the_table_of_options_refers_to_them():
    moves = {"north": {"NNN": ["YNN"]}, "south": {"YNN": ["YNY"]}}
    written_out = {**DEAL, "moves": moves, "roadmaps": {}}
    case = dump_case(dt.load(written_out))
    said = detente("check", "-", stdin=case).out
    assert said.count("as `moves` say") == 3
    assert "at once" not in said
    assert "at once" in detente("check", "-", stdin=dump_case(dt.load(DEAL))).out
