"""Small negotiations that an outside audit found judged wrongly."""

import json

import pytest

import detente as dt
from tests.running import detente


def case(text):
    return dt.load("detente: 1\ntitle: A small one\n" + text)


def plain(result):
    return json.loads(result.to_json())


def least(check, party):
    slacks = [
        each["slack"][party]["breakdown"]
        for each in (*check["stages"], check["stay"])
        if each["slack"][party]["breakdown"] is not None
    ]
    return min(slacks)


BONUS = """
bodies: {un: {name: UN}}
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences:
  a: {weights: {y: 2, "x and y": 1, "x and not y": -1}}
  b: {weights: {y: 1, "x and y": -4}}
patience: 0.8
guarantees:
  g: {by: [un], protects: b, against: [a], penalty: {flow: FLOW}, believed: 1}
roadmaps: {m: {stages: [[y]]}}
"""


@pytest.mark.parametrize("flow", [0, 0.5, 5])
def test_giving_up_what_no_stage_takes_is_not_fined(flow):
    check = dt.check_road_map(case(BONUS.replace("FLOW", str(flow))), "m").to_dict()
    assert least(check, "a") == pytest.approx(-0.2)


AND_BACK = """
bodies: {un: {name: UN}}
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences:
  a: {weights: {x: -1, y: 3}}
  b: {weights: {x: 2, y: -1}}
patience: 0.8
guarantees:
  g: {by: [un], protects: b, against: [a], penalty: {flow: FLOW}, believed: 1}
roadmaps: {m: {stages: [[x], [not x]]}}
"""


def test_keeping_what_a_stage_gives_up_is_no_promise_to_keep_it():
    checks = [
        plain(dt.check_road_map(case(AND_BACK.replace("FLOW", flow)), "m"))
        for flow in ("0", "3")
    ]
    assert [stage["slack"]["a"] for stage in checks[0]["stages"][1:]] == [
        stage["slack"]["a"] for stage in checks[1]["stages"][1:]
    ]


FINAL = """
parties: {a: {options: {x: {undo: never}}}, b: {options: {y: {undo: never}}}}
preferences:
  a: {weights: {x: -1, x and y: 2}}
  b: {weights: {y: -1, x and y: 2, x: -1}}
patience: 0.8
"""


def test_the_best_order_is_found_where_nobody_can_move_at_the_target():
    found = plain(dt.find_best_road_map(case(FINAL), "x and y", package=2))
    assert found["stages"] == [["x", "y"]]
    assert found["value"] == pytest.approx(0.2, abs=1e-5)


ROUND = """
parties:
  pa: {options: {o0: {}}}
  pb: {options: {o1: {now: yes, undo: 2 years}}}
  pc: {options: {o2: {now: yes}}}
preferences:
  pa: {weights: {o0: 4, o1: 3, o2: 0.5}}
  pb: {weights: {o0: -4, o1: -0.5, o2: 2, o0 and o2: 1, o0 or not o1: -2}}
  pc: {weights: {o0: 2, o2 and o1: -2}}
patience: {pa: 0.6, pb: 0.7, pc: 0.5}
roadmaps: {good: {stages: [[o0, not o2]]}}
"""


def test_the_best_order_is_found_where_the_breakdown_goes_round_elsewhere():
    found = plain(dt.find_best_road_map(case(ROUND), "o0 or not o1", package=3))
    assert found["stages"] == [["o0", "not o2"]]
    assert found["check"]["verdict"] == "proved"


def test_what_a_check_proves_can_be_stayed_at():
    check = plain(dt.check_road_map(case(ROUND), "good"))
    rests = plain(dt.sustain(case(ROUND), "now +o0 -o2"))
    assert check["undo"]["rounded"] == rests["target"][0]["verdict"] == "proved"


def test_a_target_that_holds_already_exposes_nobody_more():
    ran = detente(
        *("roadmap", "find", "-", "--to", "not x", "--objective", "exposure"),
        *("--format", "json"),
        stdin="detente: 1\ntitle: Final" + FINAL,
    )
    assert json.loads(ran.out, parse_constant=pytest.fail)["value"] == 0


def test_a_party_without_patience_is_not_given_that_of_the_other():
    text = FINAL.replace("patience: 0.8", "patience: {a: 0.5}")
    text += "roadmaps: {m: {stages: [[x, y]]}}\n"
    check = plain(dt.check_road_map(case(text), "m"))
    assert check["patience"] == {"a": 0.5, "b": None}


def test_a_stage_of_a_million_years_is_refused():
    text = FINAL + "roadmaps: {m: {stages: [{steps: [x], within: 1000000 years}]}}\n"
    with pytest.raises(dt.TooLargeError, match="periods"):
        dt.check_road_map(case(text), "m")


LEADERS = """
as_of: 2020-01-01
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences: {a: {weights: {y: 3}}, b: {weights: {x: 3}}}
patience: 0.9
types:
  h1: {party: b, preferences: {weights: {y: -9, x: 3}}}
  h2: {party: b, preferences: {weights: {y: -9, x: 3}}}
turnover: {b: RULES}
roadmaps: {m: {stages: [{steps: [y], within: 2 months}]}}
"""


def completed(rules):
    read = case(LEADERS.replace("RULES", rules))
    found = plain(dt.check_road_map(read, "m", turnover=True))["turnover"]
    return found["completed"]


def test_hazards_of_several_successors_compete():
    rules = "[{to: h1, hazard: 1}, {to: h2, hazard: 1}]"
    assert completed(rules) == pytest.approx(0.1353352832)


def test_changes_on_two_days_of_a_period_come_one_after_the_other():
    rules = (
        "[{to: h1, on: 2020-01-15, probability: 0.3},"
        " {to: h1, on: 2020-01-20, probability: 0.3}]"
    )
    assert completed(rules) == pytest.approx(0.49)


def test_changes_of_one_day_cannot_be_likelier_than_certain():
    rules = (
        "[{to: h1, on: 2020-02-15, probability: 0.7},"
        " {to: h2, on: 2020-02-15, probability: 0.7}]"
    )
    with pytest.raises(dt.CaseError, match=r"add up to a probability of 1\.4"):
        completed(rules)


def test_beliefs_in_other_leaderships_cannot_be_likelier_than_certain():
    text = LEADERS.replace("RULES", "[{to: h1, hazard: 0.1}]")
    text = text.replace("party: b,", "party: b, now: 0.6,")
    with pytest.raises(dt.CaseError, match="more than 1"):
        case(text)
