"""Road maps on hand-made cases whose answers are known in closed form."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from detente import load
from detente.casefile.reader import parse_case
from detente.model.case import Case, Change, Constraint, Option, Party
from detente.model.formula import TRUE, And, Implies, Name, Not
from detente.model.preference import Preference, Statement, Weight
from detente.model.quantity import Duration, Rate
from detente.model.road_map import Guarantee, Negotiation, Stage, Step
from detente.model.text import Text
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import open_dynamics
from detente.study.search.thresholds import find_thresholds
from tests.three_party import amount, plan

NEVER = Change(never=TRUE)


def two_party_case(x: float, y: float, *, d: float = 0.9, **changes: Any) -> Case:
    """Build A with option x, B with y: doing costs the doer x, gives the other y."""
    x_option = Option("x", "a", **{k[2:]: v for k, v in changes.items() if k[0] == "x"})
    y_option = Option("y", "b", **{k[2:]: v for k, v in changes.items() if k[0] == "y"})
    return Case(
        title=Text.plain("two parties"),
        parties=(Party("a", (x_option,)), Party("b", (y_option,))),
        preferences=(
            ("a", weights(x=-x, y=y)),
            ("b", weights(x=y, y=-x)),
        ),
        negotiation=Negotiation(patience=(("", Rate(amount(d))),)),
    )


def weights(**numbers: float) -> Preference:
    return Preference(
        weights=tuple(Weight(Name(k), amount(v)) for k, v in numbers.items())
    )


def timed(case: Case, **changes: Any) -> Case:
    return replace(case, negotiation=replace(case.negotiation, **changes))


def check(case: Case, stages: str, *, escrow: bool = False):
    return check_road_map(open_dynamics(case), plan("p", stages, escrow=escrow))


def slack_of(stage, party: str):
    return next(each for each in stage.slack if each.party == party)


def patience_threshold(dynamics):
    found = find_thresholds(dynamics, plan("p", "x y"), ["patience"])
    return found.thresholds[0]


# Oracle 1: the prisoner's dilemma.


@pytest.mark.parametrize(
    ("a", "b", "least"), [(1, 2, 0.5), (1, 3, 1 / 3), (2, 5, 0.4)], ids=str
)
def test_least_patience_of_the_prisoners_dilemma_is_cost_over_benefit(a, b, least):
    dynamics = open_dynamics(two_party_case(a, b))
    found = patience_threshold(dynamics)
    assert found.least == pytest.approx(least, abs=1e-6)


def test_least_patience_follows_temptation_reward_and_punishment():
    x_only, y_only, both = And((Name("x"), Not(Name("y")))), None, None
    y_only, both = And((Name("y"), Not(Name("x")))), And((Name("x"), Name("y")))

    def payoffs(sucker, temptation):
        offsets = ((sucker, 1 - 3), (temptation, 10 - 3), (both, 9 - 3))
        return Preference(weights=tuple(Weight(f, amount(n)) for f, n in offsets))

    case = replace(
        two_party_case(1, 2),
        preferences=(("a", payoffs(x_only, y_only)), ("b", payoffs(y_only, x_only))),
    )
    found = patience_threshold(open_dynamics(case))
    assert found.least == pytest.approx(1 / 7, abs=1e-6)


def test_patience_per_year_is_the_power_of_the_periods_in_a_year():
    dynamics = open_dynamics(two_party_case(1, 2))
    found = patience_threshold(dynamics)
    assert found.per_year[0].low == pytest.approx(0.5**12, rel=1e-4)


# Oracle 2: an irreversible step for a reversible one.


@pytest.mark.parametrize(("d", "lump"), [(0.5, 2), (0.9, 10), (0.99, 100)])
def test_after_an_irreversible_step_only_a_lump_keeps_the_other_to_its_word(d, lump):
    case = two_party_case(1, 3, d=d, x_undo=NEVER)
    checked = check(case, "x/y")
    assert slack_of(checked.stay, "b").breakdown == pytest.approx(-1, abs=1e-9)
    assert checked.verdict is Verdict.REFUTED
    thresholds = find_thresholds(open_dynamics(case), plan("p", "x/y")).thresholds
    least = {each.kind: each.least for each in thresholds if each.party == "b"}
    assert least["lump"] == pytest.approx(lump, rel=1e-6)
    assert least["flow"] is None
    assert least["own patience"] is None


# Oracle 3: gradualism after Lockwood and Thomas (2002).


@pytest.mark.parametrize("d", [0.8, 0.9])
def test_truncated_gradualism_lacks_what_the_next_increment_would_have_kept(d):
    a, b, n = 1.0, 2.0, 4
    increments = [(a / (d * b)) ** level for level in range(n)]
    never = Change(never=TRUE)
    parties, preferences = [], []
    for own, other in (("a", "b"), ("b", "a")):
        options = tuple(Option(f"{own}{k}", own, undo=never) for k in range(n))
        parties.append(Party(own, options))
        flows = {f"{own}{k}": -a * size for k, size in enumerate(increments)}
        flows |= {f"{other}{k}": b * size for k, size in enumerate(increments)}
        preferences.append((own, weights(**flows)))
    case = Case(
        title=Text.plain("gradual"),
        parties=tuple(parties),
        preferences=tuple(preferences),
        negotiation=Negotiation(patience=(("", Rate(amount(d))),)),
    )
    checked = check(case, "/".join(f"a{k} b{k}" for k in range(n)))
    for k, stage in enumerate(checked.stages):
        expected = -a * increments[-1] * d ** (n - 1 - k)
        assert slack_of(stage, "a").breakdown == pytest.approx(expected, abs=1e-9)


# Oracle 6, second half: a penalty flow from the next period on.


@pytest.mark.parametrize("flow", [0.0, 0.25, 0.5])
def test_a_penalty_flow_lowers_the_least_patience(flow):
    guarantee = Guarantee(
        "g", ("un",), "a", ("a", "b"), penalty_flow=amount(flow), believed=amount(1)
    )
    case = timed(two_party_case(1, 2), guarantees=(guarantee,))
    found = patience_threshold(open_dynamics(case))
    assert found.least == pytest.approx(1 / (2 + flow), abs=1e-6)


# Stages.


def test_the_example_gains_a_cost_now_and_loses_the_deal_later():
    checked = check(two_party_case(1, 3), "x y")
    breach = slack_of(checked.stages[0], "a").breach
    assert breach.omits == ("x",)
    assert breach.gain_now == pytest.approx(0.1 * 1)
    assert breach.loss_later == pytest.approx(0.9 * 2)
    assert breach.lands == "NY"
    assert breach.leads_to == ("NN",)


def test_escrow_takes_the_prize_of_a_breach_away():
    with_escrow = check(two_party_case(1, 3), "x y", escrow=True)
    breach = slack_of(with_escrow.stages[0], "a").breach
    assert breach.lands == "NN"
    assert breach.gain_now == pytest.approx(0.1 * (0 - 2))


@pytest.mark.parametrize("first", [0, 1])
def test_what_is_agreed_later_counts_for_escrow_in_its_own_road_map_alone(first):
    # That c takes z stops the exchange of x for y only where z is agreed. One
    # dynamics remembers what it found for other road maps.
    case = parse_case(
        """
detente: 1
title: Three
period: 1 month
patience: 0.9
parties:
  a: {options: {x: {}}}
  b: {options: {"y": {}}}
  c: {options: {z: {}}}
preferences:
  a: {weights: {x: -1, y: 3}}
  b: {weights: {x: 3, y: -1}}
  c: {weights: {x: -2, z: 1}}
roadmaps:
  swap: {stages: [{steps: [x, y], escrow: yes}]}
  more: {stages: [{steps: [x, y], escrow: yes}, [z]]}
""",
        "case.yaml",
    )
    plans = case.negotiation.road_maps
    dynamics = open_dynamics(case)
    apart = [check_road_map(open_dynamics(case), each) for each in plans]
    for place in (first, 1 - first):
        assert check_road_map(dynamics, plans[place]) == apart[place]
    lands = [slack_of(each.stages[0], "c").breach.lands for each in apart]
    assert lands == ["YYY", "NNY"]


def test_staying_has_no_escrow():
    with_escrow = check(two_party_case(1, 3), "x y", escrow=True)
    assert slack_of(with_escrow.stay, "a").breach.gain_now == pytest.approx(0.1)


def test_a_stage_waits_in_the_old_state_until_its_last_period():
    slow = two_party_case(1, 3, x_takes=Duration(Decimal(3), "month"))
    checked = check(slow, "x y")
    assert checked.stages[0].periods == 3
    breach = slack_of(checked.stages[0], "a").breach
    assert breach.omits == ("x",)


def test_a_stage_lasts_as_long_as_it_says_if_no_step_takes_longer():
    case = two_party_case(1, 3)
    stage = Stage((Step("x"), Step("y")), within=Duration(Decimal(1), "year"))
    road_map = replace(plan("p", "x"), stages=(stage,))
    assert check_road_map(open_dynamics(case), road_map).stages[0].periods == 12


SLOW = """
detente: 1
title: slow
patience: 0.9
parties: {a: {options: {x: {now: yes, undo: UNDO}, y: {takes: 2 months}}}}
preferences: {a: {weights: {x: 1, y: 3}}}
roadmaps: {p: {stages: [[not x], [y]]}}
"""


@pytest.mark.parametrize(
    ("undo", "periods"), [("3 months", 1), ("1 year", 1), ("2 years", 24)]
)
def test_what_is_undone_in_time_is_undone_within_a_period(undo, periods):
    case = load(SLOW.replace("UNDO", undo))
    checked = check_road_map(open_dynamics(case), case.negotiation.road_maps[0])
    assert [stage.periods for stage in checked.stages] == [periods, 2]


def test_a_step_that_holds_is_done_and_its_stage_skipped():
    checked = check(two_party_case(1, 3, x_now=True), "x/y")
    assert checked.stages[0].skipped
    assert checked.stages[0].done == ("x",)
    assert checked.stages[1].steps == ("y",)


def test_an_undoing_step_is_part_of_a_stage():
    checked = check(two_party_case(1, 3, x_now=True, y_now=True), "-x")
    assert checked.stages[0].steps == ("not x",)
    assert checked.stages[0].end == "NY"
    assert slack_of(checked.stages[0], "b").breach.undoes == ("y",)


@pytest.mark.parametrize(
    ("changes", "stages", "words"),
    [
        ({"x_requires": Name("y")}, "x/y", "requires y"),
        (
            {"x_undo": Change(never=Name("y")), "x_now": True},
            "y/-x",
            "cannot be undone",
        ),
        ({"x_redo": NEVER}, "x", "settled"),
        ({"x_redo": Change(never=Name("y"))}, "y/x", "cannot be taken"),
    ],
    ids=["requires", "undo", "settled", "redo"],
)
def test_a_forbidden_step_makes_a_road_map_impossible(changes, stages, words):
    checked = check(two_party_case(1, 3, **changes), stages)
    assert checked.verdict is Verdict.IMPOSSIBLE
    assert words in str(checked.reasons[0])


def test_a_constraint_makes_a_road_map_impossible():
    rule = Constraint(Implies(Name("x"), Name("y")))
    checked = check(replace(two_party_case(1, 3), constraints=(rule,)), "x/y")
    assert checked.verdict is Verdict.IMPOSSIBLE
    assert "x implies y" in str(checked.reasons[0])


def test_requires_is_judged_after_the_whole_stage():
    checked = check(two_party_case(1, 3, x_requires=Name("y")), "x y")
    assert checked.verdict is Verdict.PROVED


def test_a_step_that_requires_the_omitted_one_falls_through():
    checked = check(two_party_case(1, 3, x_requires=Name("y")), "x y")
    breach = slack_of(checked.stages[0], "b").breach
    assert breach.falls_through == ("x",)
    assert breach.lands == "NN"


def test_what_the_breacher_may_not_take_beside_the_others_does_not_stop_them():
    case = two_party_case(1, 3, x_requires=Not(Name("y")))
    assert not slack_of(check(case, "y").stages[0], "a").choice


def test_a_step_that_would_make_the_landing_infeasible_falls_through():
    rule = Constraint(Implies(Name("x"), Name("y")))
    case = replace(two_party_case(1, 3), constraints=(rule,))
    checked = check(case, "x y")
    assert slack_of(checked.stages[0], "b").breach.falls_through == ("x",)


def test_a_party_without_a_move_has_no_choice():
    third = Party("c", ())
    case = two_party_case(1, 3)
    checked = check(replace(case, parties=(*case.parties, third)), "x y")
    slack = slack_of(checked.stages[0], "c")
    assert not slack.choice
    assert slack.breakdown is None
    assert checked.verdict is Verdict.PROVED


def test_an_early_step_is_a_breach():
    checked = check(two_party_case(1, 3, x_undo=NEVER), "y/x")
    assert slack_of(checked.stages[0], "a").breach.takes == ("x",)


def test_costs_are_paid_once_by_the_doer():
    free = slack_of(check(two_party_case(1, 3), "x y").stages[0], "a").breakdown
    dear = two_party_case(1, 3, x_cost_do=amount(2))
    paid = slack_of(check(dear, "x y").stages[0], "a").breakdown
    assert paid == pytest.approx(free - 0.1 * 2)


# Parties with an order only.


def ordinal(case: Case, party: str) -> Case:
    order = Preference(statements=(Statement(Name("x")), Statement(Not(Name("y")))))
    return replace(
        case,
        preferences=tuple(
            (each, order if each == party else preference)
            for each, preference in case.preferences
        ),
    )


def test_a_party_with_an_order_only_has_no_slack():
    checked = check(ordinal(two_party_case(1, 3), "b"), "x y")
    slack = slack_of(checked.stages[0], "b")
    assert (slack.breakdown, slack.minmax, str(slack.reason)) == (
        None,
        None,
        "order only",
    )


def test_the_others_keep_their_slack_under_min_max():
    checked = check(ordinal(two_party_case(1, 3), "b"), "x y")
    slack = slack_of(checked.stages[0], "a")
    assert slack.breakdown is None
    assert slack.minmax == pytest.approx(0.9 * 2 - 0.1)
    assert checked.verdict is None


def test_a_guarantee_against_one_party_does_not_hold_the_road_map_for_the_others():
    case = two_party_case(1, 3, d=0.2)
    rows = find_thresholds(open_dynamics(case), plan("p", "x y"), ["lump"]).thresholds
    for row in rows:
        assert row.proved == row.possible == ()
        assert row.least is None
        assert row.keeps is not None
        assert row.keeps.least == pytest.approx(0.5, abs=1e-4)
