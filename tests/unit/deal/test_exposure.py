"""Exposure and the asymmetry table on hand-made cases."""

from dataclasses import replace
from decimal import Decimal

import pytest

from detente.model.case import Case, Change, Option, Party, Term
from detente.model.formula import And, Name, Not
from detente.model.preference import Preference, Statement, Weight
from detente.model.quantity import Duration
from detente.model.text import Text
from detente.study.deal.asymmetry import list_asymmetry, list_rounded
from detente.study.deal.exposure import (
    credible_exposure,
    exposure_at,
    find_exposure,
    stake_now,
)
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.game.dynamics import Dynamics, open_dynamics
from tests.three_party import amount, plan
from tests.unit.deal.test_road_map import NEVER, two_party_case

MONTHS = Duration(Decimal(3), "month")
DECADE = Duration(Decimal(10), "year")


def place(dynamics: Dynamics, state: str) -> int:
    found = dynamics.engine.index(state)
    assert found is not None
    return found


def exposure(case: Case, state: str, party: int) -> float:
    dynamics = open_dynamics(case)
    start = dynamics.engine.status_quo
    return exposure_at(dynamics, party, place(dynamics, state), start)


def test_an_irreversible_step_for_a_reversible_one_exposes_the_doer():
    case = two_party_case(1, 3, x_undo=NEVER)
    assert exposure(case, "YY", 0) == 1


def test_the_other_side_is_not_exposed_by_it():
    case = two_party_case(1, 3, x_undo=NEVER)
    assert exposure(case, "YY", 1) == -3


def test_who_can_put_back_its_own_step_is_not_exposed():
    assert exposure(two_party_case(1, 3), "YN", 0) == 0


def test_a_step_that_takes_too_long_to_undo_is_not_put_back():
    case = two_party_case(1, 3, x_undo=Change(takes=DECADE))
    assert exposure(case, "YY", 0) == 1


def test_a_step_that_is_undone_in_time_is_put_back():
    case = two_party_case(1, 3, x_undo=Change(takes=MONTHS))
    assert exposure(case, "YY", 0) == 0


def test_others_put_back_only_what_has_changed():
    assert exposure(two_party_case(1, 3, y_now=True), "NY", 0) == 0


def test_what_stood_before_is_a_stake_of_its_own():
    dynamics = open_dynamics(two_party_case(1, 3, x_now=True, y_now=True))
    start = dynamics.engine.status_quo
    assert stake_now(dynamics, 0, start) == 2


def test_putting_back_a_withdrawal_is_taking_it_again():
    case = two_party_case(1, 3, y_now=True, y_redo=NEVER)
    dynamics = open_dynamics(case)
    start, withdrawn = place(dynamics, "NY"), place(dynamics, "NN")
    assert exposure_at(dynamics, 0, withdrawn, start) == 3


def test_a_put_back_obeys_what_it_requires():
    case = two_party_case(1, 3, y_now=True, y_requires=Name("x"))
    assert exposure(case, "NN", 0) == 3


def test_ranks_stand_in_for_flows_where_there_is_an_order_only():
    order = Preference(
        statements=(
            Statement(And((Name("y"), Not(Name("x"))))),
            Statement(Name("y")),
            Statement(Not(Name("x"))),
        )
    )
    case = two_party_case(1, 3, x_undo=NEVER)
    case = replace(case, preferences=(("a", order), case.preferences[1]))
    dynamics = open_dynamics(case)
    found = find_exposure(dynamics, lay_out(dynamics, plan("p", "x/y")))[0]
    assert found.ranks
    assert found.by_stage == (1, 1)
    assert found.credible == (None, None)


def test_a_road_map_is_summed_up_by_its_largest_and_mean_exposure():
    dynamics = open_dynamics(two_party_case(1, 3, x_undo=NEVER, y_undo=NEVER))
    found = find_exposure(dynamics, lay_out(dynamics, plan("p", "x/y")))[0]
    assert (found.by_stage, found.maximum, found.mean) == ((1, -2), 1, -0.5)


def test_credible_exposure_is_what_the_breakdown_takes():
    dynamics = open_dynamics(two_party_case(1, 3, x_undo=NEVER))
    state = place(dynamics, "YY")
    start = dynamics.engine.status_quo
    assert credible_exposure(dynamics, 0, state, start) == pytest.approx(1)
    assert credible_exposure(dynamics, 1, state, start) == pytest.approx(-3)


def table_case() -> Case:
    options = (
        Option("x", "a", undo=Change(takes=DECADE), track="arms"),
        Option("z", "a", undo=Change(takes=MONTHS)),
        Option("gone", "a", now=True, undo=NEVER),
    )
    wants = Preference(weights=(Weight(Name("relief"), amount(1)),))
    idle = Preference(weights=(Weight(Name("z"), amount(0)),))
    order = Preference(statements=(Statement(Not(Name("x"))),))
    return Case(
        title=Text.plain("table"),
        parties=(Party("a", options), Party("b"), Party("c")),
        terms=(Term("relief", Not(Name("x"))),),
        preferences=(("a", idle), ("b", wants), ("c", order)),
    )


def test_the_table_says_who_depends_on_an_option():
    rows = {row.option: row for row in list_asymmetry(table_case())}
    assert rows["x"].depends == ("b", "c")
    assert rows["z"].depends == ()


def test_the_table_says_what_counts_as_irreversible():
    rows = {row.option: row for row in list_asymmetry(table_case())}
    assert [rows[name].irreversible for name in ("x", "z", "gone")] == [
        True,
        False,
        True,
    ]
    assert rows["gone"].undo is None
    assert rows["gone"].settled


def test_what_is_rounded_is_listed_with_the_way_it_is_rounded():
    rounded = {each.option: each.irreversible for each in list_rounded(table_case())}
    assert rounded == {"x": True, "z": False}


def test_never_under_a_condition_is_told_from_never():
    case = two_party_case(1, 3, x_undo=Change(never=Name("y")))
    row = list_asymmetry(case)[0]
    assert row.conditional
    assert not row.irreversible


@pytest.mark.parametrize(
    ("undo", "matters"), [(DECADE, True), (Duration(Decimal(1), "day"), False)]
)
def test_a_verdict_that_hangs_on_rounding_is_flagged(undo, matters):
    case = two_party_case(1, 3, x_undo=Change(takes=undo))
    dynamics, road_map = open_dynamics(case), plan("p", "x y")
    check = check_road_map(dynamics, road_map, undo=True)
    assert bool(check.undo and check.undo.hangs_on) is matters
