"""What makes a road map keep itself and outlive its signers, as users ask it."""

import json

import pytest

import detente as dt
from detente.analysis.reading import variant_of
from detente.engine.budget import allowing, tick
from detente.report.naming import Names
from detente.report.pages.lever.guarantee import guarantee_text
from detente.report.words import words_of
from detente.study.deal.quick_check import judge_leeway
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.game.dynamics import open_dynamics
from detente.study.lever import further, price
from detente.study.lever.amount import least_amount
from detente.study.lever.change import Kind, What, plan_of
from detente.study.lever.further import find_further
from detente.study.lever.goal import Goal, Standing, may_outlive
from detente.study.lever.guarantee import list_givers, list_sought, list_terms
from detente.study.lever.keeping import Kept, find_kept
from detente.study.lever.price import Prices, prices_of_further
from detente.study.lever.search import find_levers

WATER = """
detente: 1
title: Water for power
as_of: 2024-01-01
period: 1 month
patience: 0.98
movers: [north, south, bank]
parties:
  north:
    name: North
    options:
      water: {name: Let the water through, undo: 1 month, by_nature: yes}
  south:
    name: South
    options:
      power: {name: Deliver power, undo: 1 month, by_nature: yes}
      dam: {name: Build a dam, undo: never}
  bank: {name: Bank, options: {loan: {name: Lend, undo: 1 month}}}
preferences:
  north: {weights: {water: -1, power: 3, dam: -2}}
  south: {weights: {water: 3, power: -1, dam: 2.4}}
  bank: {weights: {loan: -1}}
roadmaps:
  exchange: {stages: [{steps: [water, power], escrow: yes}]}
"""
TURNED = """
types:
  builders: {party: south, preferences: {weights: {water: 3, power: -1, dam: 2.4}}}
turnover:
  south: [{to: builders, on: 2025-02-15, probability: 0.6}]
"""
KEPT = WATER.replace("dam: 2.4", "dam: 1")
PLEDGED = """
guarantees:
  old:
    name: The old one
    by: [bank]
    protects: north
    against: [south]
    penalty: {flow: 0.1}
    believed: 0.5
    until: 2026-01-01
"""


@pytest.fixture(scope="module")
def asked():
    return dt.levers(WATER, "exchange", most=1)


def kept(case, edits):
    check = dt.check_road_map(case, "exchange", edits=edits).check
    return check.verdict == "proved" and not check.close


def pledges(found):
    return [
        each
        for each in found.levers.to(Goal.KEEPS)
        if each.changes[0].kind is Kind.GUARANTEE
    ]


def test_whoever_cheats_is_kept_from_it_by_the_least_guarantee(asked):
    flows = [each for each in pledges(asked.found) if each.changes[0].amount == "flow"]
    (lever,) = flows
    change = lever.changes[0]
    assert (change.by, change.party, change.protects) == ("bank", "south", "north")
    assert kept(WATER, lever.edits)
    less = lever.edits[0].replace(f"{change.after}", f"{0.97 * change.after}")
    assert less != lever.edits[0]
    assert not kept(WATER, [less])


def test_a_lump_does_it_too_and_is_told_beside_the_flow(asked):
    assert {each.changes[0].amount for each in pledges(asked.found)} == {"flow", "lump"}
    flow, lump = sorted(
        (each.changes[0] for each in pledges(asked.found)), key=lambda each: each.amount
    )
    # A lump counts as what it is worth in each period for ever.
    assert lump.size[0] == pytest.approx(0.02 * lump.after / 6.4, rel=0.01)
    assert flow.size[0] == pytest.approx(flow.after / 6.4, rel=0.01)
    for each in pledges(asked.found):
        assert kept(WATER, each.edits)


def test_the_answer_says_whether_somebody_cheats_before_and_after(asked):
    text = asked.text()
    assert "If somebody cheats: fails once all is done (South)." in text
    assert "Bank guarantees to North" in text
    assert "If somebody cheats: keeps itself." in text
    assert "nobody's leadership changes in this case" in text
    assert "Гарант: Bank" in asked.text("ru")


def test_json_says_what_was_judged_by_games(asked):
    data = json.loads(asked.to_json())
    assert data["by_games"]["goals"] == ["keeps_itself"]
    assert data["by_games"]["not_judged"] == {}
    assert data["now"]["keeps_itself"]["verdict"] == "refuted"
    assert data["now"]["stands"] is None
    (goal,) = data["goals"]
    (pledge,) = (
        each for each in goal["levers"] if each["changes"][0]["kind"] == "guarantee"
    )
    assert pledge["then"]["keeps_itself"]["verdict"] == "proved"
    assert pledge["then"]["reaches"][-1] == "keeps_itself"


def test_what_leaves_no_reason_to_cheat_is_found_among_clauses_and_steps(asked):
    typed = [each.edits for each in asked.found.levers.to(Goal.KEEPS)]
    added = "roadmaps.exchange.stages.0={steps: [water, power, dam], escrow: yes}"
    assert (added,) in typed


def test_where_it_keeps_itself_nothing_is_to_be_moved():
    text = " ".join(dt.levers(KEPT, "exchange").text().split())
    assert "and it keeps itself: by these questions there is nothing to move" in text


def test_what_is_too_close_to_call_does_not_count_as_kept():
    case = WATER.replace("dam: 2.4", "dam: 1.92")
    check = dt.check_road_map(case, "exchange").check
    assert (check.verdict, check.close) == ("proved", True)
    found = dt.levers(case, "exchange", most=1).found
    assert found.levers.goals == (Goal.KEEPS,)
    for each in found.levers.to(Goal.KEEPS):
        assert kept(case, each.edits)


@pytest.mark.parametrize(
    ("dam", "hangs"), [("2.4", False), ("1.92", True), ("1", False)]
)
def test_only_what_hangs_may_outlive_its_signers_without_keeping_itself(dam, hangs):
    check = dt.check_road_map(
        WATER.replace("dam: 2.4", f"dam: {dam}"), "exchange"
    ).check
    standing = Standing(keeps=check)
    assert may_outlive(standing, keeps=True, fails=False)
    assert may_outlive(standing, keeps=False, fails=False) is hangs
    assert not may_outlive(standing, keeps=False, fails=True)


HANGING = """
detente: 1
title: What a treaty holds back
parties:
  a: {options: {o0: {undo: never, redo: 5 months}}}
  b: {options: {o1: {undo: 13 months, requires: o0, cost: {undo: 0.81}}}}
preferences:
  a: {weights: {o0: -0.54, o0 and not o1: 2.7, o1 and not o0: 1.02, o1: 1.98}}
  b: {weights: {o1: -2.66, o1 and o0: -2.34, o0: 2.49}}
patience: 0.99
movers: [b, a]
roadmaps:
  exchange: {stages: [{steps: [not o1], escrow: yes}]}
"""


def test_what_fails_only_as_times_to_undo_are_rounded_does_not_fail():
    check = dt.check_road_map(HANGING, "exchange").check
    assert check.verdict == "depends"
    dynamics = open_dynamics(dt.load(HANGING))
    layout = lay_out(dynamics, plan_of(dynamics.case, "exchange"))
    assert judge_leeway(dynamics, layout).verdict == "refuted"
    assert find_kept(dynamics, layout, fails=True)[:2] == (False, False)
    quick = dt.load(HANGING, edits=["options.o0.redo=1 month"])
    dynamics = open_dynamics(quick)
    layout = lay_out(dynamics, plan_of(dynamics.case, "exchange"))
    assert dt.check_road_map(quick, "exchange").check.verdict == "refuted"
    assert find_kept(dynamics, layout, fails=True)[:2] == (False, True)


def test_what_outlives_its_signers_is_found_against_the_one_who_ends_it():
    case = KEPT + TURNED
    asked = dt.levers(case, "exchange", most=1)
    levers = asked.found.levers
    assert levers.standing.reaches(Goal.KEEPS)
    (told,) = (each for each in pledges_to(levers, Goal.OUTLIVES))
    edits = told.edits
    standing = dt.check_road_map(case, "exchange", edits=edits, turnover=True).turnover
    assert stands(standing) >= 0.67
    assert stands(levers.standing.outlives) < 0.67
    assert kept(case, edits)
    assert "It still stands after five years in 100 of 100 (40 of 100 before)." in (
        " ".join(asked.text().split())
    )
    rows = [row.split(",") for row in asked.render("csv").splitlines()]
    assert rows[0][-2:] == ["stands_before", "stands_after"]
    assert {row[-2] for row in rows[1:]} == {"0.4"}
    (picture,) = asked.pictures(Names(dt.load(case), words_of("en")))
    assert "after five years it stands in 100 of 100" in picture.alt


def test_the_least_amount_for_one_goal_is_not_told_as_one_for_another(monkeypatch):
    """Where it hangs whatever is guaranteed, only what outlives is told."""
    monkeypatch.setattr(further, "find_kept", lambda *_, **__: Kept(False, False, 1))  # noqa: FBT003
    heirs = TURNED.replace("dam: 2.4", "dam: 1.95")
    case = dt.load(WATER.replace("dam: 2.4", "dam: 1.92") + heirs)
    dynamics = open_dynamics(case)
    plan = plan_of(case, "exchange")
    levers = find_levers(dynamics, plan)

    def again(edits):
        return open_dynamics(variant_of(case, None, edits))

    prices = Prices(once=0.0, turned=0.0, allowed=1.0)
    found = find_further(dynamics, levers, again, prices, 1)
    told = [each.changes[0] for each in pledges_to(found, Goal.OUTLIVES)]
    assert len(told) == 1


def pledges_to(levers, goal):
    return [
        each
        for each in levers.to(goal)
        if each.changes[0].what is What.PLEDGE and each.changes[0].amount == "flow"
    ]


def stands(check):
    return next(each.chance for each in check.outliving.standing if each.years == 5)


def test_whether_it_outlives_is_not_asked_where_nobody_wants_to_know():
    levers = dt.levers(KEPT + TURNED, "exchange", turnover=False).found.levers
    assert levers.goals == ()
    assert levers.standing.outlives is None


@pytest.mark.parametrize(
    ("soon", "turnover", "asked"),
    [(1e9, None, True), (-1.0, None, False), (-1.0, True, True), (1e9, False, False)],
)
def test_what_leaders_do_is_asked_where_that_is_quick_or_wanted(
    monkeypatch, soon, turnover, asked
):
    monkeypatch.setattr(price, "_SOON", soon)
    dynamics = open_dynamics(dt.load(KEPT + TURNED))
    plan = plan_of(dynamics.case, "exchange")
    levers = find_levers(dynamics, plan)
    prices = prices_of_further(dynamics, levers, plan, turnover=turnover)
    assert (prices.turned is not None) is asked
    hint = ["ask with --turnover" in str(each) for each in prices.reasons]
    assert hint == ([True] if not asked and turnover is None else [])


def judged(text, allowed, most=2):
    dynamics = open_dynamics(dt.load(text))
    plan = plan_of(dynamics.case, "exchange")
    levers = find_levers(dynamics, plan)
    prices = prices_of_further(dynamics, levers, plan, turnover=False)

    def again(edits):
        return open_dynamics(variant_of(dynamics.case, None, edits))

    prices = prices._replace(allowed=allowed)
    return find_further(dynamics, levers, again, prices, most).solved


def test_what_is_not_judged_for_its_price_is_counted():
    solved = judged(WATER, 0.0)
    assert solved.judged == ()
    every = judged(WATER, 1e9, most=99)
    assert every.left == ()
    assert dict(solved.left) == dict(every.judged)


def test_where_the_time_is_over_the_answer_says_what_was_not_judged(monkeypatch):
    with allowing() as budget:

        def over(*_, **__):
            budget.stop()
            tick()

        monkeypatch.setattr(further, "check_road_map", over)
        text = " ".join(dt.levers(KEPT, "exchange").text().split())
    assert "Whether it keeps itself was not judged in the time allowed." in text


def test_what_was_found_by_then_is_told_without_draws(monkeypatch):
    """The time is over as soon as the first change is found."""
    assumed = "dam: {value: 2.4, range: [2.3, 3], assumed: yes}"
    with allowing() as budget:

        def until_one_is_found(*given, **more):
            found = check_road_map(*given, **more)
            if found.verdict == "proved":
                budget.stop()
            return found

        monkeypatch.setattr(further, "check_road_map", until_one_is_found)
        asked = dt.levers(WATER.replace("dam: 2.4", assumed), "exchange", most=1)
    data = json.loads(asked.to_json())
    (told,) = data["goals"][0]["levers"]
    assert told["then"]["keeps_itself"]["verdict"] == "proved"
    assert told["then"]["keeps_itself"]["samples"] is None
    assert data["by_games"]["not_judged"]
    assert budget.stopped is not None


def test_larger_changes_are_not_judged_where_smaller_ones_do():
    solved = judged(WATER, 1e9, most=1)
    assert solved.larger == 1
    assert solved.left == ()


def test_of_the_cases_own_guarantees_each_term_is_a_change():
    case = dt.load(WATER + PLEDGED)
    plan = plan_of(case, "exchange")
    edits = [each.edits[0] for each in list_terms(case, plan)]
    assert edits == [
        "guarantees.old.binding=yes",
        "guarantees.old.believed=1",
        "guarantees.old.until=2027-01-01",
        "guarantees.old.until=2028-01-01",
        "guarantees.old.until=2031-01-01",
        "guarantees.old.until=2036-01-01",
        "guarantees.old.until=never",
    ]
    sought = list_sought(case, plan, "south")
    raised = [(each.known.id, each.kind) for each in sought if each.known]
    assert raised == [("old", "flow")]
    assert list(list_terms(dt.load(WATER), plan)) == []


def test_those_give_guarantees_who_do_already_or_stand_outside():
    case = dt.load(WATER)
    plan = plan_of(case, "exchange")
    assert list_givers(case, plan, "south") == ("bank",)
    assert list_givers(case, plan, "bank") == ("north", "south")


def test_at_several_stages_each_is_guaranteed_by_itself_too():
    case = dt.load(
        WATER.replace("[{steps: [water, power], escrow: yes}]", "[[power], [dam]]")
    )
    plan = plan_of(case, "exchange")
    asked = {(each.stage, each.options) for each in list_sought(case, plan, "south")}
    assert asked == {(None, ("power", "dam")), (1, ("power",)), (2, ("dam",))}
    assert list(list_sought(case, plan, "bank")) == []


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (What.BINDING, "binds"),
        (What.BELIEVED, "is believed for certain; now 0.5 of 1"),
        (What.LASTS, "ends on 1 January 2027 instead of 1 January 2026"),
    ],
)
def test_terms_are_told_as_sentences(what, says):
    case = dt.load(WATER + PLEDGED)
    names = Names(case, words_of("en"))
    change = next(
        each
        for each in list_terms(case, plan_of(case, "exchange"))
        if each.what is what
    )
    said = guarantee_text(change, names)
    assert said.startswith("The guarantee “The old one”")
    assert says in said


def test_a_guarantee_without_end_is_the_last_of_its_terms_that_is_tried():
    case = dt.load(WATER + PLEDGED)
    plan = plan_of(case, "exchange")
    terms = sorted(list_terms(case, plan), key=lambda each: each.order)
    (longest,) = (each for each in terms if each.after == "never")
    assert terms[-1] == longest
    (guarantee,) = variant_of(case, None, longest.edits).negotiation.guarantees
    assert guarantee.until is None
    said = guarantee_text(longest, Names(case, words_of("en")))
    assert said.endswith("lasts without end instead of ending on 1 January 2026.")


def test_what_a_guarantee_without_end_would_do_is_found():
    case = KEPT.replace("dam: 1", "dam: 2.4") + PLEDGED.replace("flow: 0.1", "flow: 2")
    assert not kept(case, [])
    found = dt.levers(case, "exchange", most=9).found
    told = [each.edits[0] for each in found.levers.to(Goal.KEEPS)]
    assert "guarantees.old.until=never" in told
    assert kept(case, ["guarantees.old.until=never"])


def test_a_larger_penalty_is_told_with_what_it_was():
    case = WATER + PLEDGED.replace("    until: 2026-01-01\n", "")
    found = dt.levers(case, "exchange", most=1).found
    (raised,) = (
        each
        for each in found.levers.to(Goal.KEEPS)
        if each.changes[0].what is What.PENALTY
    )
    assert raised.edits[0].startswith("guarantees.old.penalty.flow=")
    assert kept(case, raised.edits)
    said = guarantee_text(raised.changes[0], Names(dt.load(case), words_of("en")))
    assert "per period instead of 0.1, as long as it breaks" in said


@pytest.mark.parametrize("end", [0.3, 1.0, 2.5, 7.0])
@pytest.mark.parametrize("slope", [0.2, 1.0, 3.0])
def test_the_least_amount_stands_just_above_where_it_turns(end, slope):
    found = least_amount(lambda x: max(0.0, slope * (end - x)), slope * end, 100.0)
    assert found is not None
    assert end <= found <= 1.03 * end


@pytest.mark.parametrize("end", [1e-6, 0.0026, 0.13, 0.9])
def test_the_least_amount_is_found_where_much_more_seemed_to_lack(end):
    asked = []

    def lacking(amount):
        asked.append(amount)
        return 0.0 if amount >= end else 1.0

    found = least_amount(lacking, 1.0, 100.0)
    assert found is not None
    assert end <= found <= 1.03 * end
    assert len(asked) <= 20


def test_no_amount_is_given_where_none_does():
    assert least_amount(lambda _: float("inf"), 1.0, 100.0) is None
    assert least_amount(lambda _: 1.0, 1.0, 10.0) is None
    assert least_amount(lambda x: 200.0 - x, 200.0, 100.0) is None
