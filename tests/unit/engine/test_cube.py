import tracemalloc
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from detente.engine import open_engine
from detente.engine.cube.operators import Cube
from detente.engine.cube.size import estimate_bytes, refuse_large
from detente.errors import TooLargeError, UnsupportedError
from detente.model.case import (
    Case,
    Change,
    Constraint,
    Graph,
    Option,
    Party,
    Project,
    Term,
)
from detente.model.formula import TRUE, And, Constant, Count, Name, Not, Or, Xor
from detente.model.preference import Preference, Statement, Weight
from detente.model.quantity import Amount
from detente.model.text import Text
from detente.study.stability.stable_sets import find_stable

NEVER = Change(TRUE)


def make_case(parties, **more):
    """A case from a mapping of party to its options, made by `option`."""
    made = tuple(
        Party(party, tuple(replace(option, party=party) for option in options))
        for party, options in parties.items()
    )
    return Case(Text.plain("a case"), made, **more)


def option(name, **rules):
    return Option(name, "", **rules)


def weights(*pairs):
    return Preference(
        weights=tuple(Weight(Name(of), Amount(Decimal(value))) for of, value in pairs)
    )


def statements(*formulas):
    return Preference(statements=tuple(map(Statement, formulas)))


def ends(cube, party, state):
    return {cube.state(int(k)) for k in cube.moves(party, cube.index(state))}


@pytest.fixture
def plain():
    """Two parties with two free options and one."""
    return make_case({"p": [option("a"), option("b")], "q": [option("c")]})


def test_the_first_option_is_the_lowest_bit(plain):
    assert [Cube(plain).state(k) for k in (0, 1, 2, 4)] == ["NNN", "YNN", "NYN", "NNY"]


def test_settled_options_stand_in_the_string_but_not_in_the_number():
    done = option("done", now=True, undo=NEVER)
    out = option("out", redo=NEVER)
    cube = Cube(make_case({"p": [done, option("a")], "q": [out, option("b")]}))
    assert [cube.state(k) for k in range(cube.n_states)] == [
        "YNNN",
        "YYNN",
        "YNNY",
        "YYNY",
    ]


def test_the_status_quo_is_what_holds_now():
    cube = Cube(make_case({"p": [option("a"), option("b", now=True)]}))
    assert cube.state(cube.status_quo) == "NY"


def test_a_case_of_settled_options_has_one_state():
    cube = Cube(make_case({"p": [option("a", now=True, undo=NEVER)]}))
    assert (cube.n_states, cube.state(0), list(cube.moves(0, 0))) == (1, "Y", [])


def test_a_string_that_is_no_state_has_no_number(plain):
    assert [Cube(plain).index(text) for text in ("", "NN", "NNNN", "NN-", "nnn")] == (
        [None] * 5
    )


def test_a_string_against_a_settled_option_has_no_number():
    cube = Cube(make_case({"p": [option("a", now=True, undo=NEVER), option("b")]}))
    assert cube.index("NN") is None


def test_an_infeasible_state_has_no_number(plain):
    rule = Constraint(Not(And((Name("a"), Name("c")))))
    cube = Cube(replace(plain, constraints=(rule,)))
    assert (cube.index("YNY"), cube.n_feasible) == (None, 6)


def test_several_options_change_at_once_over_an_infeasible_state(plain):
    rule = Constraint(Not(Xor((Name("a"), Name("b")))))
    assert ends(Cube(replace(plain, constraints=(rule,))), 0, "NNN") == {"YYN"}


def test_an_infeasible_state_is_left_and_entered_by_nobody(plain):
    cube = Cube(replace(plain, constraints=(Constraint(Not(Name("a"))),)))
    assert [len(cube.moves(0, 1)), len(cube.sources(0, 1))] == [0, 0]


def test_what_is_never_undone_stays():
    cube = Cube(make_case({"p": [option("a", undo=NEVER), option("b")]}))
    assert ends(cube, 0, "YN") == {"YY"}


def test_undoing_is_judged_where_the_move_starts():
    rule = Change(Name("a"))
    cube = Cube(
        make_case(
            {"p": [option("a", now=True, undo=NEVER)], "q": [option("b", undo=rule)]}
        )
    )
    assert ends(cube, 1, "YY") == set()


def test_requires_is_judged_where_the_move_lands():
    first = option("disclose", undo=NEVER)
    second = option("dismantle", undo=NEVER, requires=Name("disclose"))
    cube = Cube(make_case({"p": [first, second]}))
    assert ends(cube, 0, "NN") == {"YN", "YY"}


def test_what_a_rule_requires_may_stand_in_a_term():
    case = make_case(
        {"p": [option("a", requires=Name("term"))], "q": [option("b")]},
        terms=(Term("term", Not(Name("b"))),),
    )
    assert (ends(Cube(case), 0, "NN"), ends(Cube(case), 0, "NY")) == ({"YN"}, set())


def test_a_rule_may_look_at_its_own_option_where_that_is_known():
    rule = Change(And((Name("a"), Name("b"))))
    case = make_case({"p": [option("a", undo=rule)], "q": [option("b")]})
    assert (ends(Cube(case), 0, "YN"), ends(Cube(case), 0, "YY")) == ({"NN"}, set())


def ordered_case():
    """To take b needs a, and a can be undone: only two moves lead to b alone."""
    needy = option("b", requires=Name("a"))
    return make_case({"p": [option("c")], "q": [option("a"), needy]})


def test_moves_that_depend_on_their_order_are_refused_by_party_and_option():
    with pytest.raises(UnsupportedError) as caught:
        Cube(ordered_case())
    assert caught.value.message.values == {"option": "b", "party": "q"}


def test_a_refusal_names_the_engine_that_can():
    with pytest.raises(UnsupportedError) as caught:
        Cube(ordered_case())
    assert caught.value.hint == "use --engine arcs"


def test_order_does_not_matter_where_constraints_exclude_it():
    rule = Constraint(Or((Name("a"), Not(Name("b")))))
    cube = Cube(replace(ordered_case(), constraints=(rule,)))
    assert ends(cube, 1, "NNN") == {"NYN", "NYY"}


def test_too_many_options_that_look_at_one_another_are_refused():
    others = [option(f"o{k}") for k in range(9)]
    needy = option("last", requires=And(tuple(Name(o.id) for o in others)))
    with pytest.raises(UnsupportedError, match="10 options of p have rules"):
        Cube(make_case({"p": [*others, needy]}))


@pytest.mark.parametrize(
    "graph",
    [
        Graph(states=(("s", Text.plain("S")),), status_quo="s"),
        Graph(moves=(("p", (("NNN", ("YNN",)),)),)),
    ],
)
def test_listed_states_or_moves_are_refused(plain, graph):
    with pytest.raises(UnsupportedError, match="use --engine arcs"):
        Cube(replace(plain, graph=graph))


def test_an_absurd_number_of_options_is_refused_at_once():
    case = make_case({"p": [option(f"o{k}") for k in range(200)]})
    with pytest.raises(TooLargeError, match="more than 1024 EiB"):
        Cube(case)


def test_what_memory_cannot_help_is_refused_by_the_number_of_options():
    case = make_case({"p": [option(f"o{k}") for k in range(40)]})
    with pytest.raises(TooLargeError, match="up to 30 open options"):
        Cube(case, memory=2**80)


def test_thirty_open_options_are_not_too_many():
    def open_options(count):
        return make_case({"p": [option(f"o{k}") for k in range(count)]})

    refuse_large(open_options(30), memory=2**80)
    with pytest.raises(TooLargeError, match="the case has 31"):
        refuse_large(open_options(31), memory=2**80)


def test_the_memory_allowed_is_kept_to(plain):
    with pytest.raises(TooLargeError, match="settle some of its 3 open options"):
        Cube(plain, memory=1000)


def test_settled_options_do_not_enlarge_the_estimate(plain):
    done = Party("r", (Option("d", "r", now=True, undo=NEVER),))
    wider = replace(plain, parties=(*plain.parties, done))
    assert estimate_bytes(wider) < estimate_bytes(plain) * 1.1


def test_options_that_change_one_way_or_by_a_rule_take_more_room():
    estimates = [
        estimate_bytes(
            make_case(
                {
                    "p": [option(f"a{k}", undo=undo) for k in range(9)],
                    "q": [option("other"), *(option(f"b{k}") for k in range(9))],
                }
            )
        )
        for undo in (Change(), NEVER, Change(Name("other")))
    ]
    assert estimates == sorted(set(estimates))


def test_more_statements_than_any_integer_has_bits_are_compared_in_order(plain):
    always = [Constant(value=True)] * 70
    wanted = statements(Name("a"), *always, Name("b"), *always, Name("c"))
    case = replace(plain, preferences=(("p", wanted),))
    payoff = Cube(case).payoff(0)
    by_rank = np.argsort(payoff)
    assert [Cube(case).state(int(k)) for k in by_rank] == [
        "NNN",
        "NNY",
        "NYN",
        "NYY",
        "YNN",
        "YNY",
        "YYN",
        "YYY",
    ]


def test_decimal_weights_tie_exactly(plain):
    wanted = weights(("a", "0.1"), ("b", "0.2"), ("c", "0.3"))
    payoff = Cube(replace(plain, preferences=(("p", wanted),))).payoff(0)
    assert payoff[0b011] == payoff[0b100]


@pytest.mark.parametrize("vast", ["3e9", "2e18", "5e18", "7e40"])
def test_weights_of_any_size_are_added_exactly(plain, vast):
    wanted = weights(("a", vast), ("b", f"-{vast}"), ("c", "1"))
    payoff = Cube(replace(plain, preferences=(("p", wanted),))).payoff(0)
    order = [0b010, 0b110, 0b000, 0b100, 0b001, 0b101]
    assert (np.diff(payoff[order]) > 0).all()


@pytest.mark.parametrize("vast", ["3e9", "2e18", "5e18", "7e40"])
def test_vast_weights_that_cancel_tie_with_nothing(plain, vast):
    wanted = weights(("a", vast), ("b", f"-{vast}"), ("c", "1"))
    payoff = Cube(replace(plain, preferences=(("p", wanted),))).payoff(0)
    assert payoff[0b011] == payoff[0b000]


def test_a_pattern_of_a_ranking_stands_for_all_that_it_matches(plain):
    wanted = Preference(ranking=(("Y--",), ("NY-", "NNN"), ("NNY",)))
    cube = Cube(replace(plain, preferences=(("p", wanted),)))
    payoff = cube.payoff(0)
    values = [payoff[cube.index(s)] for s in ("YNN", "YYY", "NYN", "NNN", "NNY")]
    assert values[0] == values[1] > values[2] == values[3] > values[4]


def test_a_ranking_names_settled_options_too():
    wanted = Preference(ranking=(("YY",), ("-N",)))
    case = make_case(
        {"p": [option("a", now=True, undo=NEVER), option("b")]},
        preferences=(("p", wanted),),
    )
    payoff = Cube(case).payoff(0)
    assert payoff[1] > payoff[0]


def test_a_party_without_preferences_is_indifferent(plain):
    assert len(set(Cube(plain).payoff(1))) == 1


def test_terms_that_name_terms_are_evaluated_once_each(plain):
    terms = [Term("t0", Xor((Name("a"), Name("c"))))]
    for k in range(200):
        below = Name(terms[-1].id)
        terms.append(Term(f"t{k + 1}", And((Or((below, Name("b"))), below))))
    cube = Cube(replace(plain, terms=tuple(terms)))
    assert np.array_equal(cube.truth(Name("t200")), cube.truth(Name("t0")))


def test_a_project_goes_ahead_where_it_is_needed_and_nothing_blocks_it(plain):
    project = Project("rail", (), needs=Name("a"), blocked_by=Name("c"))
    cube = Cube(replace(plain, projects=(project,)))
    assert [cube.state(int(k)) for k in np.flatnonzero(cube.truth(Name("rail")))] == [
        "YNN",
        "YYN",
    ]


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("at_least", [3, 5, 6, 7]),
        ("at_most", [0, 1, 2, 3, 4, 5, 6]),
        ("exactly", [3, 5, 6]),
    ],
)
def test_a_count_of_two_among_three(plain, kind, numbers):
    formula = Count(kind, 2, tuple(map(Name, "abc")))
    assert list(np.flatnonzero(Cube(plain).truth(formula))) == numbers


def test_what_the_cube_gives_cannot_be_written_to(plain):
    cube = Cube(plain)
    given = (cube.feasible, cube.payoff(0), cube.truth(Name("a")))
    assert [array.flags.writeable for array in given] == [False] * 3


def test_what_the_cube_is_given_is_left_as_it_was(plain):
    values = np.arange(8, dtype=np.int32)
    for operator in (Cube(plain).reply, Cube(plain).credible_reply):
        operator((0, 1), values)
    Cube(plain).after(0, values)
    assert np.array_equal(values, np.arange(8))


def test_after_is_the_best_of_the_moves_and_staying(plain):
    values = np.array([3, 1, 4, 1, 5, 9, 2, 6], np.int32)
    assert list(Cube(plain).after(0, values)) == [4] * 4 + [9] * 4


def test_reply_is_the_worst_that_all_movers_can_make_of_it(plain):
    values = np.array([3, 1, 4, 1, 5, 9, 2, 0], np.int32)
    assert list(Cube(plain).reply((0, 1), values)) == [0] * 8


def test_nobody_replies_where_there_are_no_movers(plain):
    values = np.arange(8, dtype=np.int32)
    assert np.array_equal(Cube(plain).reply((), values), values)


def test_a_credible_reply_is_made_of_improvements_only(plain):
    case = replace(plain, preferences=(("p", statements(Name("a"))),))
    values = np.array([7, 3, 2, 5, 7, 6, 8, 5], np.int32)
    assert list(Cube(case).credible_reply((0,), values)) == [3, 3, 2, 5, 5, 6, 5, 5]


def test_values_of_infeasible_states_mean_nothing(plain):
    cube = Cube(replace(plain, constraints=(Constraint(Not(Name("b"))),)))
    values = np.array([3, 1, 99, -99, 5, 9, 99, -99], np.int32)
    assert list(cube.after(0, values)[cube.feasible]) == [3, 3, 9, 9]


def test_the_cube_is_chosen_where_no_engine_is_named(plain):
    assert open_engine(plain).name == "cube"


def test_an_unknown_engine_is_refused_with_those_there_are(plain):
    with pytest.raises(UnsupportedError, match="the engines are: cube"):
        open_engine(plain, "steam")


def test_the_estimate_covers_what_all_five_concepts_use():
    parties = {
        f"p{j}": [
            option(f"p{j}o{k}", undo=NEVER if k < 4 else Change()) for k in range(6)
        ]
        for j in range(3)
    }
    wanted = statements(*(Name(f"p{j}o{k}") for k in range(5) for j in range(3)))
    case = make_case(parties, preferences=(("p0", wanted), ("p1", wanted)))
    tracemalloc.start()
    find_stable(Cube(case))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 0.2 * estimate_bytes(case) < peak < estimate_bytes(case)
