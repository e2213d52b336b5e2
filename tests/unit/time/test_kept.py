"""How likely a road map is kept, on cases small enough for closed forms.

What calling off adds to cheating: a party that gets less than today, or that would
rather have everything go back, ends a deal that fear of the breakdown would hold.
"""

import json
from dataclasses import replace

import pytest

import detente as dt
from detente.casefile.reader import parse_case
from detente.report.naming import Names
from detente.report.words import words_of
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.time.called_off import CallingsOff
from detente.study.time.leadership import open_leaders
from detente.study.time.turnover import check_turnovers
from tests.running import detente
from tests.unit.deal.test_road_map import weights
from tests.unit.time.test_turnover import DEAL, leaders_case

GIVEN = """
detente: 1
title: One gives already, the other is to give
as_of: 2021-03-04
period: 1 month
patience: 0.9
parties:
  a: {options: {x: {}}}
  b: {options: {y: {now: yes, undo: {takes: 1 month}}}}
preferences:
  a: {weights: {x: -1, y: 2}}
  b: {weights: {x: 2, y: -1}}
types:
  next: {name: Next, party: a, preferences: {weights: {x: -1, y: 2}}}
turnover:
  a: [{to: next, on: 2021-06-20, probability: 0.25}]
roadmaps:
  give: {stages: [[x]]}
"""
"""Without x, b stops giving, and that is what holds a under breakdown: it has y today,
and x beside it is worth less to it."""

OWN = "a: {weights: {x: -1, y: 2}}"
NEXT = "party: a, preferences: {weights: {x: -1, y: 2}}"
STEP = "[[x]]"
LATER = "[{steps: [x], within: 4 months}]"
"""Then who may come rules from the period of the step."""


def kept(case, road_map=DEAL):
    (found,) = check_turnovers(open_dynamics(case), [road_map], kept=True)
    assert found.kept is not None
    return found, found.kept


def given(own=0.0, successor=0.0, step=STEP, chance=0.25):
    """Ask the case in which both together are worth so much more."""
    both = "x: -1, y: 2, x and y: {}".format
    text = GIVEN.replace(OWN, OWN.replace("x: -1, y: 2", both(own)))
    text = text.replace(NEXT, NEXT.replace("x: -1, y: 2", both(successor)))
    text = text.replace(STEP, step).replace("0.25", str(chance))
    case = parse_case(text, "given.yaml")
    return kept(case, case.negotiation.road_maps[0])


@pytest.mark.parametrize("chance", [0.0001, 0.05, 0.2, 0.44])
def test_where_a_breakdown_is_back_to_today_calling_off_adds_nothing(chance):
    found, told = kept(leaders_case(chance))
    assert told.completed == pytest.approx(found.completed)
    assert told.curve == pytest.approx(found.outliving.curve)
    assert told.standing == found.outliving.standing


def test_who_gets_less_than_today_does_not_sign_though_it_would_not_cheat():
    found, told = given()
    assert found.completed == 1
    assert told.completed == 0
    assert set(told.curve) == {0.0}
    (ending,) = (each for each in told.endings if each.chance)
    assert (ending.stage, ending.party, ending.how) == (1, "a", "does_not_sign")
    assert (ending.under, ending.chance, ending.others) == (((),), 1.0, ())


@pytest.mark.parametrize(("more", "signs"), [(0.999, 0), (1, 1), (1.001, 1)])
def test_it_signs_from_where_the_worth_is_nothing(more, signs):
    found, told = given(more, more)
    assert found.completed == 1
    assert told.completed == signs


def test_who_signs_reckons_with_who_may_come_and_calls_off_where_nobody_came():
    # At signing .9 x 10 - .1 x 1 is expected of the step; at the step, either.
    found, told = given(successor=11, step=LATER, chance=0.9)
    assert found.completed == 1
    assert told.completed == pytest.approx(0.9)
    assert told.curve[:4] == pytest.approx((1, 1, 1, 0.9))
    (ending,) = (each for each in told.endings if each.chance)
    assert (ending.stage, ending.party, ending.how) == (1, "a", "calls_off")
    assert (ending.under, ending.chance) == ((("a",),), pytest.approx(0.1))


def test_a_leadership_that_comes_before_the_step_calls_off_what_others_signed():
    found, told = given(own=2, step=LATER)
    assert found.completed == 1
    assert told.completed == pytest.approx(0.75)
    (ending,) = (each for each in told.endings if each.chance)
    assert (ending.stage, ending.how, ending.under) == (1, "calls_off", (("next",),))
    assert ending.chance == pytest.approx(0.25)


def test_all_who_would_end_it_are_named():
    case = leaders_case(0.1)
    neither = dict(case.preferences) | {
        "a": weights(x=-3, y=2),
        "b": weights(x=2, y=-3),
    }
    _, told = kept(replace(case, preferences=tuple(neither.items())))
    first = max(told.endings, key=lambda each: each.chance)
    assert {first.party, *first.others} == {"a", "b"}
    assert first.party not in first.others


def test_it_is_told_what_the_chances_count_and_what_cheating_alone_would_give():
    said = " ".join(str(dt.check_road_map(GIVEN, "give", turnover=True)).split())
    assert "As written it is completed in 0 of 100" in said
    assert "Most likely: a would not sign (100 of 100), whoever rules." in said
    assert "Were cheating the only way to end it: completed in 100 of 100" in said
    listed = " ".join(str(dt.list_road_maps(GIVEN, turnover=True)).split())
    assert "a would not sign: 100 of 100" in listed
    first = " ".join(str(dt.analyze(GIVEN)).split())
    assert "stands in five years: “give”: 0 of 100" in first


def test_programs_are_told_both(tmp_path):
    path = tmp_path / "given.yaml"
    path.write_text(GIVEN, encoding="utf-8")
    asked = detente("roadmap", "check", path, "give", "--turnover", "--format", "json")
    found = json.loads(asked.out)
    assert found["turnover"]["completed"] == 1
    assert {each["chance"] for each in found["standing"]} == {1}
    assert {each["chance"] for each in found["kept"]["standing"]} == {0}
    ending = found["kept"]["endings"][0]
    assert ending["leaders"] == [[]]
    assert (ending["how"], ending["others"]) == ("does_not_sign", [])


def test_rows_for_programs_hold_both():
    result = dt.list_road_maps(GIVEN, turnover=True)
    names = Names(result.case, words_of("en", plain=True))
    (data,) = (
        data
        for table in result.document(names)
        for data in getattr(table, "data", ())
        if "kept_completed" in data.keys
    )
    row = dict(zip(data.keys, data.rows[0], strict=True))
    columns = "completed", "year_1", "year_5"
    assert [float(row[f"kept_{each}"]) for each in columns] == [0, 0, 0]
    assert [float(row[each]) for each in columns] == [1, 1, 1]
    assert (row["kept_ends"], row["ends"]) == ("a would not sign: 100 of 100", "-")


SLOW = """
detente: 1
as_of: 2021-03-04
period: 1 month
reversible_within: 1 month
patience: 0.9
parties:
  a: {options: {x: {undo: {takes: 4 months}}, z: {now: yes}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: 1, z: 2}}
  b: {weights: {y: 1}}
types:
  next: {name: Next, party: a, preferences: {weights: {x: 5, z: 10}}}
turnover:
  a: [{to: next, on: 2021-09-20, probability: 1}]
roadmaps:
  both: {stages: [[x], [y]]}
"""


def test_what_goes_back_slowly_counts_until_then_and_wants_change_on_their_day():
    dynamics = open_dynamics(parse_case(SLOW, "slow.yaml"))
    leaders = open_leaders(dynamics)
    layout = lay_out(dynamics, dynamics.case.negotiation.road_maps[0])
    over = CallingsOff(dynamics, leaders, layout, dynamics.patience).over
    own, d = leaders.profiles.index(("a", "b")), 0.9
    # Next rules from the sixth period on; z stands for ever.
    always = 2 * (1 - d**6) + 10 * d**6
    assert over[0, own, 0] == pytest.approx(always)
    # In the second period: x stands in that and two more, z for ever.
    later = 2 * (1 - d**5) + 10 * d**5
    assert over[1, own, 0] == pytest.approx(later + (1 - d**3))
