"""Guarantees, deadlines and staying, on hand-made cases."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from detente.model.case import Case
from detente.model.event import Event
from detente.model.formula import And, Name, Not
from detente.model.quantity import Rate
from detente.model.road_map import Deadline, Guarantee, Step
from detente.study.deal.sustain import find_sustained
from detente.study.deal.verdict import Verdict
from detente.study.game.belief import belief
from detente.study.game.dynamics import open_dynamics
from tests.three_party import amount
from tests.unit.deal.test_road_map import (
    NEVER,
    check,
    slack_of,
    timed,
    two_party_case,
    weights,
)

# Guarantees.


def test_a_record_is_believed_by_the_rule_of_succession():
    kept = Event(datetime.date(2000, 1, 1), "kept", parties=("un",))
    broken = replace(kept, kind="breach")
    late = replace(broken, date=datetime.date(2020, 1, 1))
    case = replace(
        two_party_case(1, 3),
        as_of=datetime.date(2010, 1, 1),
        events=(kept, kept, broken, late),
    )
    assert belief(case, Guarantee("g", ("un",), "a", ("b",))) == pytest.approx(3 / 5)


def guaranteed(case: Case, **changes: Any) -> Case:
    guarantee = Guarantee(
        "g", ("un",), "a", ("b",), ("y",), believed=amount("0.5"), **changes
    )
    return timed(case, guarantees=(guarantee,))


def stay_slack(case: Case, party: str = "b") -> float:
    return float(slack_of(check(case, "x/y").stay, party).breakdown)


def test_an_expected_lump_enters_the_breachers_gain_once():
    case = two_party_case(1, 3, x_undo=NEVER)
    assert stay_slack(guaranteed(case, penalty_lump=amount(4))) == pytest.approx(
        -1 + 0.1 * 0.5 * 4
    )


def test_a_believed_flow_that_is_large_enough_makes_the_breacher_return():
    case = guaranteed(two_party_case(1, 3, x_undo=NEVER), penalty_flow=amount(4))
    checked = check(case, "x/y")
    breach = slack_of(checked.stay, "b").breach
    assert breach.leads_to == ("YY",)
    assert breach.slack == pytest.approx(-0.1)


def test_a_guarantee_out_of_force_costs_nothing():
    case = two_party_case(1, 3, x_undo=NEVER)
    idle = guaranteed(case, penalty_flow=amount(4), when=Not(Name("x")))
    assert stay_slack(idle) == pytest.approx(-1)


def test_compensation_does_not_bind_the_breacher():
    case = two_party_case(1, 3, x_undo=NEVER)
    assert stay_slack(guaranteed(case, compensation_flow=amount(4))) == pytest.approx(
        -1
    )


def test_where_the_breakdown_goes_on_to_the_deal_it_is_no_punishment():
    eager = replace(
        two_party_case(1, 3),
        preferences=(("a", weights(x=-1, y=3)), ("b", weights(x=3, y=-1))),
    )
    profits = timed(eager, patience=(("", Rate(amount(0.9))),))
    gainer = replace(
        profits, preferences=(("a", weights(x=-1, y=3)), ("b", weights(x=3, y=0.5)))
    )
    checked = check(gainer, "x/y")
    breach = slack_of(checked.stages[0], "a").breach
    assert breach.no_punishment
    assert breach.leads_to == ("NY",)
    assert "need not fear the end of the deal" in str(checked.reasons[0])


# Deadlines: A may take x only from the second month on, unless y holds then.


MET = Name("y")


def dated(unless=MET, **changes: Any) -> Case:
    deadline = Deadline("end", datetime.date(2020, 3, 15), unless=unless, **changes)
    case = timed(two_party_case(-1, 3, d=0.5), deadlines=(deadline,))
    return replace(case, as_of=datetime.date(2020, 1, 1))


def test_before_its_date_a_deadline_bars_its_option():
    checked = check(dated(opens=("x",), by="a"), "x")
    assert checked.verdict is Verdict.IMPOSSIBLE
    assert "deadline" in str(checked.reasons[0])


def test_what_a_date_changes_by_itself_is_known_beforehand():
    dynamics = open_dynamics(dated(unless=Name("x"), becomes=(Step("y"),)))
    assert dynamics.countdown.flipped == 1 << dynamics.bits["y"]
    assert open_dynamics(dated(opens=("x",), by="a")).countdown.flipped == 0


def test_a_deadline_that_is_met_never_opens():
    checked = check(dated(opens=("x",), by="a"), "y")
    assert slack_of(checked.stay, "a").choice is False


def test_a_deadline_that_is_missed_opens_its_option():
    dynamics = open_dynamics(dated(opens=("x",), by="a"))
    threat = dynamics.breakdown(0)
    before = threat.begins(0, 0).values[0, 0]
    assert (
        threat.begins(2, 1).values[0, 0] > before > threat.begins(2, 0).values[0, 0] - 1
    )


def test_what_a_deadline_does_by_itself_is_reckoned_with():
    case = dated(unless=Name("x"), becomes=(Step("y"),))
    checked = check(case, "x")
    assert slack_of(checked.stay, "b").choice
    sustained = find_sustained(open_dynamics(case))
    assert not sustained.proved[0]


# Where a state can be stayed at.


def test_the_best_state_to_stay_at_is_the_deal():
    sustained = find_sustained(open_dynamics(two_party_case(1, 3)))
    assert sustained.best is not None
    assert sustained.best.state == "YY"
    assert sustained.n_proved == 2


def test_what_stops_a_target_is_the_breach_at_it():
    dynamics = open_dynamics(two_party_case(1, 3, x_undo=NEVER))
    target = dynamics.engine.truth(And((Name("x"), Name("y"))))
    resting = find_sustained(dynamics, target).target[0]
    assert resting.verdict is Verdict.REFUTED
    assert slack_of(resting.stay, "b").breach.undoes == ("y",)


def test_the_fallback_is_what_playing_for_itself_brings():
    sustained = find_sustained(open_dynamics(two_party_case(1, 3, x_now=True)))
    fallback = sustained.fallback[0]
    assert (fallback.now, fallback.leads_to) == (-1, ("NN",))
    assert fallback.breakdown == pytest.approx(0)
