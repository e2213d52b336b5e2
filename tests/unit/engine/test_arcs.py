"""What the engine of explicit moves takes, and what it refuses."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import detente as dt
from detente.engine import open_engine
from detente.engine.arcs.moves import count_candidates
from detente.engine.arcs.states import open_states
from detente.engine.memory import PROGRAM
from detente.errors import TooLargeError, UnsupportedError
from detente.model.case import Case, Change, Constraint, Graph, Option, Party
from detente.model.formula import TRUE, And, Count, Implies, Name, Not, Or
from detente.model.preference import Preference, Statement
from detente.model.text import Text

TITLE = Text.plain("a test")


def graph_case(**moves):
    states = tuple((state, Text.plain(state)) for state in ("one", "two", "three"))
    rows = tuple((party, tuple(row.items())) for party, row in moves.items())
    parties = tuple(Party(party) for party in moves)
    return Case(TITLE, parties, graph=Graph(states, "one", rows))


def option_case(n_options, *constraints):
    options = tuple(Option(f"o{k}", "a") for k in range(n_options))
    rules = tuple(map(Constraint, constraints))
    return Case(TITLE, (Party("a", options),), constraints=rules)


def ordered_case():
    """Two steps, of which the second can follow the first but not join it."""
    first = Option("first", "a")
    second = Option("second", "a", redo=Change(Not(Name("first"))))
    return Case(TITLE, (Party("a", (first, second)),))


def few_of_many():
    """Sixty options of which at most one may be taken."""
    names = tuple(Name(f"o{k}") for k in range(60))
    return option_case(60, Count("at_most", 1, names))


def at(engine, state):
    """The number of a feasible state."""
    return engine.index(state)


def test_a_case_with_options_is_opened_on_the_cube():
    assert open_engine(option_case(3)).name == "cube"


def test_a_case_that_lists_states_is_opened_on_arcs():
    assert open_engine(graph_case(a={"one": ("two",)})).name == "arcs"


def test_moves_that_depend_on_their_order_are_opened_on_arcs():
    assert open_engine(ordered_case()).name == "arcs"


def test_two_own_moves_in_a_row_are_no_move():
    engine = open_engine(ordered_case())
    ends = engine.moves(0, at(engine, "NN"))
    assert [engine.state(int(end)) for end in ends] == ["YN"]


def test_few_states_among_many_options_are_opened_without_their_moves():
    engine = open_engine(few_of_many())
    assert (engine.name, engine.n_feasible) == ("sparse", 61)


@pytest.mark.parametrize("name", ["sparse", "arcs"])
def test_few_states_among_many_options_keep_their_order(name):
    engine = open_engine(few_of_many(), name)
    taken = [engine.state(k).find("Y") for k in range(engine.n_states)]
    assert taken == [-1, *range(60)]


def test_few_states_among_many_options_have_all_moves():
    engine = open_engine(few_of_many())
    assert len(engine.moves(0, engine.status_quo)) == 60


def test_an_infeasible_state_among_many_options_has_no_number():
    engine = open_engine(few_of_many())
    assert engine.index("YY" + "N" * 58) is None


def test_patterns_name_states_among_many_options():
    engine = open_engine(few_of_many())
    pattern_first = Preference(ranking=(("-" * 30 + "Y" + "-" * 29,), ("N" * 60,)))
    payoff = engine.order(pattern_first)
    assert engine.state(int(np.argmax(payoff))).find("Y") == 30


def test_options_beyond_counting_are_refused_by_the_cube():
    with pytest.raises(TooLargeError, match="memory"):
        open_engine(option_case(50))


def test_constraints_that_leave_too_much_open_are_refused_by_the_cube():
    with pytest.raises(TooLargeError, match="memory"):
        open_engine(option_case(50, Name("o0")))


def test_arcs_say_when_constraints_leave_too_much_open():
    case = replace(
        option_case(50, Or((Name("o0"), Name("o1")))),
        parties=(Party("a", tuple(Option(f"o{k}", "a", now=True) for k in range(50))),),
    )
    with pytest.raises(TooLargeError, match="choices open among 50 options"):
        open_engine(case, "arcs")


def test_arcs_refuse_more_options_than_a_number_has_bits():
    rule = And(tuple(Not(Name(f"o{k}")) for k in range(70)))
    with pytest.raises(UnsupportedError, match="70 can change"):
        open_engine(option_case(70, rule), "arcs")


@pytest.mark.parametrize("count", [62, 63])
def test_arcs_take_as_many_options_as_a_number_has_bits(count):
    rule = And(tuple(Not(Name(f"o{k}")) for k in range(count)))
    if count == 62:
        assert open_engine(option_case(count, rule), "arcs").n_feasible == 1
        return
    with pytest.raises(UnsupportedError, match="63 can change"):
        open_engine(option_case(count, rule), "arcs")


def test_arcs_refuse_states_beyond_the_memory_allowed():
    with pytest.raises(TooLargeError, match="1000 bytes"):
        open_engine(option_case(10), "arcs", memory=1000)


@pytest.mark.parametrize("beyond", [1, 100, 1001])
def test_arcs_say_how_many_choices_memory_has_room_for(beyond):
    with pytest.raises(TooLargeError, match=r"leave more than \d+ choices open"):
        open_engine(few_of_many(), "arcs", memory=PROGRAM + beyond)


@pytest.mark.parametrize("n_parties", [1, 2, 3])
def test_candidates_for_moves_are_counted_for_every_party(n_parties):
    names = "abc"[:n_parties]
    parties = (Party(p, (Option(f"{p}0", p), Option(f"{p}1", p))) for p in names)
    case = Case(TITLE, tuple(parties))
    # Each state lies in a fibre of four for every party.
    pairs = n_parties * 4 * 4**n_parties
    assert count_candidates(case, open_states(case, 1000)) == pairs


def test_arcs_refuse_moves_beyond_the_memory_allowed():
    with pytest.raises(TooLargeError):
        open_engine(option_case(10), "arcs", memory=1_000_000)


def test_an_unknown_engine_is_refused_with_the_names_of_all():
    with pytest.raises(UnsupportedError, match="cube, sparse, arcs"):
        open_engine(option_case(2), "wheel")


def test_repeated_moves_count_once():
    engine = open_engine(graph_case(a={"one": ("two", "two", "three")}))
    assert engine.moves(0, 0).tolist() == [1, 2]


def test_a_move_to_where_one_is_is_none():
    engine = open_engine(graph_case(a={"one": ("one", "two")}))
    assert engine.moves(0, 0).tolist() == [1]


def test_a_move_of_two_parties_lets_either_follow():
    case = graph_case(a={"one": ("two",), "two": ("three",)}, b={"one": ("two",)}, c={})
    engine = open_engine(case)
    values = np.array([2, 1, 0], np.int32)
    assert engine.reply((0, 1), values).tolist() == [0, 0, 0]


def test_nobody_moves_twice_in_a_row():
    engine = open_engine(graph_case(a={"one": ("two",), "two": ("three",)}, b={}))
    values = np.array([2, 1, 0], np.int32)
    assert engine.reply((0, 1), values).tolist() == [1, 0, 0]


def test_written_moves_of_closed_options_fall_out():
    closed = Option("step", "a", redo=Change(TRUE))
    free = Option("free", "a")
    moves = (("a", (("NN", ("YN", "NY")),)),)
    case = Case(TITLE, (Party("a", (closed, free)),), graph=Graph(moves=moves))
    engine = open_engine(case)
    ends = engine.moves(0, engine.status_quo)
    assert [engine.state(int(end)) for end in ends] == ["NY"]


def test_a_prerequisite_is_judged_where_the_move_lands():
    first = Option("first", "a")
    second = Option("second", "a", requires=Name("first"))
    engine = open_engine(Case(TITLE, (Party("a", (first, second)),)), "arcs")
    ends = engine.moves(0, at(engine, "NN"))
    assert [engine.state(int(end)) for end in ends] == ["YN", "YY"]


def test_statements_order_states_among_many_options():
    case = replace(
        few_of_many(),
        preferences=(("a", Preference(statements=(Statement(Name("o7")),))),),
    )
    engine = open_engine(case)
    best = np.flatnonzero(engine.payoff(0) == engine.payoff(0).max())
    assert [engine.state(int(state)).find("Y") for state in best] == [7]


def test_a_constraint_over_every_kind_of_formula_is_searched():
    names = [Name(f"o{k}") for k in range(30)]
    chain = [Implies(later, first) for first, later in pairwise(names)]
    engine = open_engine(option_case(30, *chain), "arcs")
    assert engine.n_feasible == 31


def test_road_maps_of_too_many_options_are_refused_not_misread():
    names = [f"o{number}" for number in range(22)]
    half = {
        p: ", ".join(f"{each}: {{}}" for each in names[k::2])
        for k, p in enumerate("ab")
    }
    case = dt.load(
        "detente: 1\ntitle: Many\npatience: 0.9\nparties:\n"
        + "".join(f"  {p}: {{options: {{{own}}}}}\n" for p, own in half.items())
        + f"constraints: ['at_most(2, {', '.join(names)})']\n"
        "preferences: {a: {weights: {o1: 1}}, b: {weights: {o0: 1}}}\n"
        "roadmaps: {both: {stages: [[o0, o1]]}}\n"
    )
    for engine in ("arcs", "sparse"):
        with pytest.raises(TooLargeError, match="over all combinations of options"):
            dt.check_road_map(case, "both", setting=dt.Setting(engine=engine))
    assert dt.check_road_map(case, "both").check.verdict is not None
