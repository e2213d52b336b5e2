"""Verdicts on road maps that were once wrong, each by its smallest case."""

import numpy as np
import pytest

import detente as dt
from detente.study.deal.asymmetry import list_rounded
from detente.study.deal.delivery import debts
from detente.study.deal.mover_orders import list_orders
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import open_dynamics

PATIENT = """
detente: 1
title: patient
period: 1 month
patience: {patience}
movers: [p0, p1]
parties:
  p0: {{options: {{x0: {{}}, x2: {{}}, x3: {{undo: {{never: x5}}}}}}}}
  p1: {{options: {{x4: {{now: yes}}, x5: {{undo: {{never: x0}}}}}}}}
preferences:
  p0:
    weights: {{x3: -3, x5: 6, x5 and x2: -1, x0 and not x4: -2.5, x0 and not x2: -2}}
roadmaps: {{plan: {{stages: [[x2, x3, x5, not x4]]}}}}
"""
EARLY = """
detente: 1
title: early
period: 1 month
patience: 0.9
movers: [p0, p1]
bodies: {un: {name: UN}}
parties:
  p0: {options: {g: {}, k: {requires: w}}}
  p1: {options: {w: {}, v: {}}}
preferences:
  p0: {weights: {w: -0.5, w and k: 0.5}}
  p1: {weights: {w: -0.5, w and k: 4, g: -0.5, v: -0.2}}
guarantees:
  g1: {by: [un], protects: p0, against: [p1], undoing: [w], penalty: {flow: 2.8},
       believed: 1}
  g2: {by: [un], protects: p1, against: [p0], undoing: any, penalty: {lump: 5.4},
       believed: 1}
roadmaps: {plan: {stages: [{steps: [g], escrow: yes}, [w, k]]}}
"""
LUMP = """
detente: 1
title: lump
period: 1 month
patience: {p0: 0.95, p1: 0.7}
movers: [p1, p0]
bodies: {un: {name: UN}}
parties:
  p0: {options: {x0: {now: yes}}}
  p1: {options: {x1: {undo: 3 months}}}
preferences:
  p0: {weights: {x0: -1.92, x1: 3.44, x0 and x1: 3.27}}
  p1: {weights: {x0: 5.16, x1: -1.73, x0 and x1: 2.35}}
guarantees:
  g: {by: [un], protects: p1, against: [p0], undoing: any, believed: 1,
      penalty: {lump: %s}}
roadmaps: {plan: {stages: [[x1, not x0]]}}
"""
SUPPLY = """
detente: 1
title: supply
as_of: 2020-01-01
period: 1 month
patience: 0.9
movers: [a, b, c]
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
  c: {options: {pact: {now: %(pact)s}}}
preferences:
  a: {weights: {x: -1, y: 3}}
  b: {weights: {y: -1, x: 3}}
  c: {weights: {pact: %(want)s}}
guarantees:
  word: {by: [c], protects: a, against: [b], undoing: any, believed: 1,
         penalty: {lump: %(lump)s}, when: pact %(more)s}
roadmaps: {plan: {stages: [[x], [y]]}}
"""


ROUND = """
detente: 1
title: round
period: 1 month
patience: 0.8
movers: [a, b, c, d]
parties:
  a: {options: {x: {undo: {never: stop}, redo: {never: stop}}}}
  b: {options: {y: {undo: {never: stop}, redo: {never: stop}}}}
  c: {options: {z: {undo: {never: stop}, redo: {never: stop}}}}
  d: {options: {stop: {undo: never}, more: {}}}
preferences:
  a: {weights: {z and not x: 2, x and y: 1, y and z: -2}}
  b: {weights: {y and z: -2, x: 1, z and not x: -2}}
  c: {weights: {x and not y: 3, y and z: -1, x and y: 1}}
  d: {weights: {stop: 1, more and not stop: 9}}
roadmaps:
  stop: {stages: [[stop]]}
  stopped: {from: now +stop, stages: [[more]]}
"""


def check(text: str, plan: str = "plan"):
    case = dt.load(text)
    found = next(each for each in case.negotiation.road_maps if each.id == plan)
    return check_road_map(open_dynamics(case), found)


def slack(checked, stage, party):
    rows = checked.stay if stage is None else checked.stages[stage - 1]
    return next(each for each in rows.slack if each.party == party)


def supply(*, pact="yes", want="1", lump="0", more=""):
    return SUPPLY % {"pact": pact, "want": want, "lump": lump, "more": more}


def test_the_minmax_is_exact_at_high_patience():
    checked = check(PATIENT.format(patience="0.99995"))
    stay = slack(checked, None, "p0")
    assert stay.minmax == pytest.approx(2.0, abs=1e-6)
    assert stay.breakdown == pytest.approx(-1.0, abs=1e-6)
    assert checked.stay_verdict is Verdict.DEPENDS


def test_a_minmax_that_floats_cannot_tell_refutes_nothing_and_says_why():
    text = PATIENT.format(patience="0.999999999999999").replace("x5: 6", "x5: 6.1")
    checked = check(text)
    stay = slack(checked, None, "p0")
    assert stay.minmax is None
    assert checked.verdict is None
    assert not checked.exact
    assert any("close to 1" in str(reason) for reason in checked.reasons)


def test_an_early_step_is_judged_with_the_debt_it_creates():
    checked = check(EARLY)
    assert slack(checked, 1, "p1").breakdown == pytest.approx(-0.45)
    assert slack(checked, 1, "p1").breach.takes == ("w",)
    assert checked.verdict is Verdict.DEPENDS


def test_escrow_is_not_stopped_by_what_is_no_part_of_the_road_map():
    text = EARLY.replace(
        "stages: [{steps: [g], escrow: yes}, [w, k]]",
        "stages: [{steps: [g], escrow: yes}]",
    )
    checked = check(text.replace("v: -0.2", "v: 0.2"))
    breach = slack(checked, 1, "p1").breach
    assert breach.takes == ("v",)
    assert breach.lands == "YNNY"


@pytest.mark.parametrize(("lump", "holds"), [("26.99", False), ("27.01", True)])
def test_lumps_paid_and_due_are_games_of_their_own(lump, holds):
    checked = check(LUMP % lump)
    assert (slack(checked, 1, "p0").breakdown >= 0) is holds
    assert slack(checked, 1, "p0").band is None


def test_a_withheld_undoing_is_owed_whatever_stood_at_the_start():
    text = LUMP % "50"
    given = text.replace("x0: {now: yes}", "x0: {}").replace(
        "stages: [[x1, not x0]]", "stages: [[x0], [not x0]]"
    )
    checked = check(given)
    without = check(given.replace("lump: 50", "lump: 0"))
    kept = slack(checked, 2, "p0"), slack(without, 2, "p0")
    # Leaving x0 taken is worth more here, so nothing but the lump holds it back.
    rise = kept[0].minmax - kept[1].minmax
    assert rise == pytest.approx(0.05 * 50)


def test_a_guarantor_that_would_rather_not_deliver_counts_for_nothing():
    idle, kept = check(supply()), check(supply(lump="40"))
    assert slack(idle, 2, "b").breakdown < slack(kept, 2, "b").breakdown
    unwilling = check(supply(want="-1", lump="40"))
    for threat in ("breakdown", "minmax"):
        assert getattr(slack(unwilling, 2, "b"), threat) == pytest.approx(
            getattr(slack(idle, 2, "b"), threat)
        )


def test_a_binding_guarantee_is_delivered_whatever_its_guarantor_prefers():
    text = supply(want="-1", lump="40").replace(
        "believed: 1", "believed: 1, binding: yes"
    )
    assert slack(check(text), 2, "b").breakdown == pytest.approx(
        slack(check(supply(lump="40")), 2, "b").breakdown
    )


def test_a_guarantee_first_given_after_the_breach_is_none():
    idle = check(supply(pact="no", want="1"))
    late = check(supply(pact="no", want="1", lump="40"))
    for threat in ("breakdown", "minmax"):
        assert getattr(slack(late, 2, "b"), threat) == pytest.approx(
            getattr(slack(idle, 2, "b"), threat)
        )


def test_a_guarantee_given_by_a_stage_counts_from_that_stage_on():
    plan = "stages: [[x], [y]]"
    first = supply(pact="no", want="1", lump="40").replace(
        plan, "stages: [[x, pact], [y]]"
    )
    assert slack(check(first), 2, "b").breakdown == pytest.approx(
        slack(check(supply(lump="40")), 2, "b").breakdown
    )


@pytest.mark.parametrize(
    ("date", "period"),
    [("2020-01-15", 1), ("2020-02-01", 1), ("2020-03-15", 2), ("2019-12-31", 0)],
)
def test_a_date_falls_in_the_period_that_contains_it(date, period):
    dated = f"deadlines: {{end: {{date: {date}, by: a, then: x}}}}\n"
    dynamics = open_dynamics(dt.load(supply() + dated))
    assert dynamics.countdown.dues[0].time == period


def test_what_goes_round_elsewhere_leaves_a_landing_exact():
    dynamics = open_dynamics(dt.load(ROUND))
    found = dynamics.breakdown(0).begins(0, 0)
    stopped = np.array(["Y" in dynamics.engine.state(s)[3] for s in range(32)])
    assert found.unsettled.tolist() == (~stopped).tolist()
    assert check(ROUND, "stopped").exact
    assert not check(ROUND, "stop").exact


def test_times_to_take_stand_among_what_is_rounded():
    text = supply().replace("x: {}", "x: {takes: 6 months}")
    found = [each for each in list_rounded(dt.load(text)) if each.kind == "take"]
    assert [(each.option, str(each.takes.count)) for each in found] == [("x", "6")]
    assert not found[0].irreversible
    assert np.isfinite(slack(check(text), 2, "b").breakdown)


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        ("takes: 1 month", []),
        ("takes: 31 days", ["take"]),
        ("undo: 1 month", []),
        ("undo: 31 days", ["undo"]),
        ("redo: 31 days", ["redo"]),
        ("undo: never", []),
    ],
)
def test_what_lasts_a_period_at_most_is_not_rounded(rule, kinds):
    text = supply().replace("x: {}", f"x: {{{rule}}}")
    found = [each.kind for each in list_rounded(dt.load(text)) if each.option == "x"]
    assert found == kinds


ORDER = """
detente: 1
title: order
period: 1 month
patience: 0.9
{movers}
parties:
  a: {{options: {{x: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
preferences:
  a: {{weights: {{x: -1, y: 2, x and y: 1}}}}
  b: {{weights: {{y: -1, x: 2, y and not x: 1.5}}}}
roadmaps: {{plan: {{stages: [[x, y]]}}}}
"""


def ordered(*movers):
    said = f"movers: [{', '.join(movers)}]" if movers else ""
    return check(ORDER.format(movers=said))


def test_a_verdict_that_turns_with_the_order_of_movers_is_none():
    assert ordered("a", "b").verdict is Verdict.PROVED
    assert ordered("b", "a").verdict is Verdict.DEPENDS
    either = ordered()
    assert either.verdict is Verdict.DEPENDS
    assert dict(either.orders) == {Verdict.PROVED: 1, Verdict.DEPENDS: 1}
    assert "b, a" in str(either.reasons[0])


def test_an_order_that_the_case_gives_is_the_only_one_judged():
    assert ordered("a", "b").orders == ()


def test_moving_a_party_in_the_file_changes_no_verdict():
    text = ORDER.format(movers="")
    lines = text.splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if line.startswith("  a: {options"))
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    assert check("".join(lines)).verdict is check(text).verdict


def test_where_orders_are_too_many_to_judge_that_is_said():
    case = dt.load(ORDER.format(movers=""))
    few = check_road_map(open_dynamics(case), case.negotiation.road_maps[0], most=0)
    assert few.verdict is Verdict.PROVED
    assert "other orders were not judged" in str(few.reasons[0])


def test_many_orders_are_drawn_the_same_every_time():
    options = "".join(f"  p{n}: {{options: {{o{n}: {{}}}}}}\n" for n in range(5))
    text = f"detente: 1\ntitle: many\npatience: 0.9\nparties:\n{options}"
    dynamics = open_dynamics(dt.load(text))
    orders = list_orders(dynamics)
    assert len(set(orders)) == 24
    assert orders[0] == (0, 1, 2, 3, 4)
    assert orders == list_orders(dynamics)


def test_where_nothing_can_move_any_more_the_minmax_is_its_flow():
    text = ORDER.format(movers="movers: [a, b]").replace("x: {}", "x: {undo: never}")
    text = text.replace("y: {}", "y: {undo: never}").replace("x: -1", "x: -3.8")
    text = text.replace("y: 2, x and y: 1", "y: 0.72").replace("0.9", "0.3")
    found = open_dynamics(dt.load(text)).minmax(0)
    state = np.array([3])
    assert not found.unsettled(state, 1, 0)[0]
    assert found.worth(state, 1, 0)[0] == pytest.approx(-3.08)


DEBT_GOES_ROUND = """
detente: 1
title: debt
as_of: 2020-01-01
period: 1 month
patience: 0.9
movers: [b, a]
bodies: {un: {name: UN}}
parties:
  a: {options: {o0: {now: yes, requires: o2}, o1: {}}}
  b: {options: {o2: {}}}
preferences:
  a: {weights: {o1: -3, o2: 3}}
  b: {weights: {o1: 3, o2: -1, o0 and not o1: 2}}
guarantees:
  g0: {by: [un], protects: b, against: [a], undoing: any, penalty: {flow: 4.93},
       believed: 1}
roadmaps: {plan: {stages: [[o2], [o1]]}}
"""


def test_exactness_is_asked_of_every_breach_and_not_of_the_best_alone():
    checked = check(DEBT_GOES_ROUND)
    assert slack(checked, 1, "a").band is not None
    assert not checked.exact


def test_what_a_date_undid_by_itself_was_promised_by_nobody():
    text = """
detente: 1
title: date
as_of: 2020-01-01
period: 1 month
patience: 0.9
movers: [a, b]
bodies: {un: {name: UN}}
parties:
  a: {options: {o0: {now: yes}}}
  b: {options: {o1: {}, o2: {}}}
preferences: {a: {weights: {o0: 1}}, b: {weights: {o1: 1}}}
guarantees:
  g0: {by: [un], protects: b, against: [a], undoing: any, penalty: {lump: 5.15},
       believed: 1}
deadlines: {end: {date: 2020-02-02, then: {becomes: [not o0]}}}
roadmaps: {plan: {stages: [[o1]]}}
"""
    retaken = slack(check(text), None, "a")
    assert retaken.breakdown == pytest.approx(-1)


def test_what_is_owed_is_grouped_anew_for_other_landings():
    case = dt.load(EARLY)
    dynamics = open_dynamics(case)
    node = lay_out(dynamics, case.negotiation.road_maps[0]).nodes[0]
    bit = 1 << dynamics.bits["w"]
    several = debts(dynamics, node, 1, np.array([0, bit]))
    assert len(several) == 2
    ((_, promise),) = debts(dynamics, node, 1, np.array([bit]))
    assert promise[0].kept == bit
