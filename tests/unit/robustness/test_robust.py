"""What verdicts hang on, on hand-made cases."""

from dataclasses import replace

import numpy as np
import pytest

import detente as dt
from detente.engine.budget import allowing, tick
from detente.model.case import Case
from detente.model.formula import Name, Not
from detente.model.preference import Preference, Statement
from detente.model.quantity import Amount, Rate
from detente.model.road_map import Guarantee
from detente.model.text import About
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.assumed_numbers import (
    list_assumptions,
    list_unvaried,
    with_numbers,
)
from detente.study.robustness.robust import study_robustness
from detente.study.robustness.sampling import Draws
from tests.running import detente
from tests.three_party import amount, plan
from tests.unit.deal.test_road_map import NEVER, timed, two_party_case
from tests.unit.deal.test_road_map_soundness import ORDER
from tests.unit.robustness.test_claim_draws import FARMS

PLANS = (plan("deal", "x y"), plan("y_only", "y"))


def assumed_for(case: Case, party: str) -> Case:
    return replace(
        case,
        preferences=tuple(
            (each, replace(wants, about=About(assumed=each == party)))
            for each, wants in case.preferences
        ),
    )


def assumptions(case: Case) -> dict[str, tuple[float, float]]:
    return {each.path: (each.low, each.high) for each in list_assumptions(case)}


def test_an_assumed_number_varies_from_half_to_twice_its_value():
    found = assumptions(assumed_for(two_party_case(1, 3), "a"))
    assert found == {
        "preferences.a.weights.x": (-2, -0.5),
        "preferences.a.weights.y": (1.5, 6),
    }


def test_an_assumed_zero_without_a_range_does_not_vary():
    assumed = Amount(amount(0).value, about=About(assumed=True))
    case = two_party_case(1, 3, x_cost_do=assumed)
    assert assumptions(case) == {}
    assert list_unvaried(case) == ("options.x.cost.do",)
    assert list_unvaried(assumed_for(two_party_case(1, 3), "a")) == ()


def test_what_is_assumed_to_be_zero_is_named():
    text = FARMS.replace("x: -1}}", "x: -1, x and y: {value: 0, assumed: yes}}}", 1)
    out = " ".join(detente("robust", "-", "--samples", "2", stdin=text).out.split())
    path = "preferences.a.weights.x and y"
    assert f"without a range, so that nothing varies it: {path}." in out


@pytest.mark.parametrize(
    ("value", "bounds"), [(0.3, (0.15, 0.6)), (0.8, (0.4, 0.9999)), (1, (0.5, 1))]
)
def test_patience_stays_below_one_unless_it_is_one(value, bounds):
    rate = Rate(Amount(amount(value).value, about=About(assumed=True)))
    case = timed(two_party_case(1, 3), patience=(("", rate),))
    assert assumptions(case) == {"patience.all": bounds}


def test_a_chance_never_exceeds_one():
    believed = Amount(amount(0.8).value, about=About(assumed=True))
    guarantee = Guarantee("g", ("un",), "a", ("b",), believed=believed)
    case = timed(two_party_case(1, 3), guarantees=(guarantee,))
    assert assumptions(case) == {"guarantees.g.believed": (0.4, 1)}


def test_a_range_that_is_written_is_kept():
    case = timed(
        two_party_case(1, 3),
        guarantees=(
            Guarantee(
                "g",
                ("un",),
                "a",
                ("b",),
                penalty_lump=Amount(amount(2).value, amount(1).value, amount(9).value),
                believed=amount(1),
            ),
        ),
    )
    assert assumptions(case) == {"guarantees.g.penalty.lump": (1, 9)}


def test_what_is_neither_assumed_nor_given_a_range_stands():
    assert assumptions(two_party_case(1, 3)) == {}


def test_other_numbers_go_where_they_belong():
    case = with_numbers(two_party_case(1, 3), {"preferences.b.weights.x": 7.5})
    numbers = [float(weight.amount.value) for weight in case.preferences[1][1].weights]
    assert sorted(numbers) == [-1, 7.5]


def study(case: Case, samples: int = 20):
    return study_robustness(open_dynamics(case), PLANS, samples=samples, seed=1)


def test_without_assumptions_every_sample_says_the_same():
    shares = study(two_party_case(1, 3), 3).shares[0]
    assert shares.verdict is Verdict.PROVED
    assert dict(shares.shares)[Verdict.PROVED] == 1


def test_the_assumption_that_flips_a_verdict_soonest_is_named_with_its_value():
    flips = study(assumed_for(two_party_case(1, 3, d=0.5), "a"), 2).flips
    soonest = next(flip for flip in flips if flip.road_map == "deal")
    assert soonest.path == "preferences.a.weights.x"
    assert soonest.at == pytest.approx(-1.5, abs=0.02)
    assert soonest.fraction == pytest.approx(1 / 2, abs=0.02)


def test_a_comparison_says_how_often_one_plan_is_better():
    comparison = study(two_party_case(1, 3), 4).comparisons[0]
    assert (comparison.first, comparison.better) == ("deal", 1)


def test_more_samples_do_not_change_the_first_ones():
    case = assumed_for(two_party_case(1, 3, d=0.5), "a")
    draws = Draws(open_dynamics(case), PLANS)
    slacks = [draws.sample(1, number)[0].slack for number in range(5)]
    for n in (3, 5):
        share = study_robustness(open_dynamics(case), PLANS, samples=n, seed=1).shares[
            0
        ]
        assert share.slack == pytest.approx(np.percentile(slacks[:n], (5, 50, 95)))


def test_a_party_with_an_order_only_gets_flows_that_fit_its_order():
    order = Preference(statements=(Statement(Name("x")), Statement(Not(Name("y")))))
    case = two_party_case(1, 3, x_undo=NEVER)
    found = study(replace(case, preferences=(case.preferences[0], ("b", order))))
    assert found.drawn == ("b",)
    assert found.shares[0].verdict is None
    assert sum(share for _, share in found.shares[0].shares) == pytest.approx(1)


ORDERLESS = ORDER.replace("x: -1", "x: {{value: -1, range: [-1, -0.99], assumed: yes}}")


def test_a_draw_draws_the_order_of_movers_where_the_case_gives_none():
    def orders(movers):
        case = dt.load(ORDERLESS.format(movers=movers))
        study = Draws(open_dynamics(case), case.negotiation.road_maps)
        return {study.drawn(0, number).movers for number in range(20)}

    assert orders("") == {("a", "b"), ("b", "a")}
    assert orders("movers: [b, a]") == {("b", "a")}


def test_a_number_moved_alone_is_compared_in_the_same_order_of_movers():
    case = dt.load(ORDERLESS.format(movers=""))
    plans = case.negotiation.road_maps
    found = study_robustness(open_dynamics(case), plans, samples=4, seed=0)
    assert found.flips == ()
    assert found.shares[0].verdict is Verdict.DEPENDS


def test_draws_made_by_the_time_that_it_is_stopped_are_an_answer(monkeypatch):
    case = assumed_for(two_party_case(1, 3, d=0.5), "a")
    dynamics = open_dynamics(case)
    whole = study_robustness(dynamics, PLANS, samples=40)
    sample = Draws.sample

    def sampled(study, seed, number):
        if number == 30:
            budget.stop()
            tick()
        return sample(study, seed, number)

    monkeypatch.setattr(Draws, "sample", sampled)
    with allowing() as budget:
        part = study_robustness(open_dynamics(case), PLANS, samples=40)
    assert budget.stopped is not None
    assert (whole.samples, part.samples) == (40, 30)
    assert whole.flips
    assert part.flips == ()
    places = [
        [
            (each.verdict, each.pinch.stage, each.pinch.slack)
            for each in found.shares
            if each.pinch is not None
        ]
        for found in (whole, part)
    ]
    assert len(places[0]) == len(PLANS)
    assert places[0] == places[1]
