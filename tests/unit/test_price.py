"""What is said beforehand of long work counts what the work then does."""

import pickle
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

import detente as dt
from detente.engine import budget, waiting
from detente.engine.budget import Budget, allowing
from detente.engine.period import branches, play as period
from detente.errors import Counted, Message, TooLargeError
from detente.report.words import words_of
from detente.study import price, price_in_time
from detente.study.deal.mover_orders import MANY_ASKED
from detente.study.deal.quick_check import judge
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.game import recursion
from detente.study.game.dynamics import open_dynamics
from detente.study.lever.price import prices_of_further
from detente.study.robustness.surest_order import SEARCHED
from detente.study.search import thresholds
from tests.running import detente
from tests.unit.time.test_distant_dates import FAR

FEW = 3
"""How many times too much or too little is still told as the same."""


@pytest.fixture
def played(monkeypatch):
    periods = []

    def counted(arena, *rest):
        periods.append(arena)
        return period.play_period(arena, *rest)

    whole = branches.Tree.play

    def folded(tree, *rest):
        periods.append(tree.arena)
        return whole(tree, *rest)

    monkeypatch.setattr(recursion, "play_period", counted)
    monkeypatch.setattr(branches.Tree, "play", folded)
    return periods


def plan_of(name, number):
    dynamics = open_dynamics(dt.load(name))
    return dynamics, dynamics.case.negotiation.road_maps[number]


def near(priced, real):
    return real / FEW <= priced <= real * FEW


@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_as_many_periods_are_priced_as_a_judgement_plays(played, number):
    dynamics, plan = plan_of("iran-2015", number)
    layout = lay_out(dynamics, plan)
    slack_table(dynamics, layout)
    assert near(price.count_periods(dynamics, [layout]), len(played))


@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_a_bare_verdict_is_priced_by_what_it_plays(played, number):
    dynamics, plan = plan_of("iran-2015", number)
    layout = lay_out(dynamics, plan)
    judge(dynamics, layout)
    priced = price.count_periods(dynamics, [layout], decisive=True)
    assert near(priced, len(played))


def test_periods_until_a_distant_date_are_all_priced(played, tmp_path):
    path = tmp_path / "far.yaml"
    path.write_text(
        FAR.format(date="2021-01-01", period="1 day", turnover="2020-02-01")
    )
    dynamics, plan = plan_of(path, 0)
    layout = lay_out(dynamics, plan)
    slack_table(dynamics, layout)
    assert len(played) > 2 * 366
    assert near(price.count_periods(dynamics, [layout]), len(played))


def test_road_maps_that_share_their_threats_are_priced_once():
    dynamics, plan = plan_of("iran-2015", 1)
    layout = lay_out(dynamics, plan)
    once = price.count_periods(dynamics, [layout])
    assert price.count_periods(dynamics, [layout, layout]) == once


def test_a_road_map_that_cannot_be_carried_out_costs_nothing():
    dynamics, plan = plan_of("iran-2015", 2)
    assert lay_out(dynamics, plan).reasons
    assert price.price_of_checks(dynamics, [plan]) == 0
    assert price_in_time.price_of_turnover(dynamics, [plan]) == 0


CHANGING = """
detente: 1
title: Two farms
period: 1 month
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences: {a: {weights: {x: -1, y: 3}}, b: {weights: {x: 3, y: -1}}}
patience: 0.9
roadmaps: {both: {stages: [[x], [y]]}}
types: {heir: {party: a, preferences: {weights: {x: -2, y: 1}}}}
turnover: {a: [{to: heir, hazard: 0.1}]}
"""


def test_under_changes_of_leaders_each_break_is_weighed_against_all(monkeypatch):
    dynamics, plan = plan_of(CHANGING, 0)
    for module in (price, price_in_time):
        monkeypatch.setattr(module, "price_of_period", lambda *_: 0.0)
    # Two stages and staying, under two leaderships: six places, each weighed for two
    # parties, and each of six breaks at all of them.
    weighed = 6 * 2 * 8e-5 + 6 * 6 * 5e-7
    assert price_in_time.price_of_turnover(dynamics, [plan]) == pytest.approx(weighed)
    # One judgement weighs three places for two parties, under two threats.
    assert price.price_of_checks(dynamics, [plan], 0) == pytest.approx(12 * 8e-5)
    assert price.price_of_verdicts(dynamics, [plan]) == pytest.approx(6 * 8e-5)
    # Thresholds judge it once as it stands, and then again with other amounts, which is
    # quicker: half of the time under one threat and half under both, nine on average.
    tried = thresholds.JUDGED
    times = (
        tried["patience"] + 2 * tried["own patience"] + tried["lump"] + tried["flow"]
    )
    priced = price.price_of_thresholds(dynamics, plan)
    assert priced == pytest.approx(12 * 8e-5 + times * 9 * 1.5e-5)


DATED = """
detente: 1
title: A date in a year
as_of: 2020-01-01
period: 1 month
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences: {a: {weights: {x: -1, y: 3}}, b: {weights: {x: 3, y: -1}}}
patience: 0.9
deadlines: {end: {date: 2021-01-01, by: b, then: y}}
"""


def test_dates_are_priced_with_each_of_them_and_without(monkeypatch):
    dynamics = open_dynamics(dt.load(DATED))
    ahead = dynamics.countdown.horizon
    assert ahead == 12
    for module in (price, price_in_time):
        monkeypatch.setattr(module, "price_of_period", lambda *_: 2.0)
    monkeypatch.setattr(price_in_time, "_QUIET", 0.3)
    monkeypatch.setattr(price_in_time, "_QUIET_STATE", 0.05)
    # Each quiet period costs 0.3 and 0.05 for each of four states; four settle what
    # follows the date, whether or not it has opened anything. That is played with the
    # date and without it, in one order of movers.
    once = ahead * (0.3 + 4 * 0.05) + 4 * 2 * 2.0
    assert price_in_time.price_of_dates(dynamics, [], 0) == pytest.approx(2 * once)
    # A quiet period costs no more than any other.
    monkeypatch.setattr(price_in_time, "_QUIET", 9.0)
    once = ahead * 2.0 + 4 * 2 * 2.0
    assert price_in_time.price_of_dates(dynamics, [], 0) == pytest.approx(2 * once)


def test_a_change_that_is_told_is_priced_with_times_to_undo_both_ways():
    dynamics, plan = plan_of("korea-2019", 0)
    levers: Any = SimpleNamespace(standing=SimpleNamespace(next=None), found=())
    found = prices_of_further(dynamics, levers, plan, turnover=False)
    both = price.price_of_checks(dynamics, [plan], MANY_ASKED, undo=True)
    assert found.told == both
    assert both > price.price_of_checks(dynamics, [plan], MANY_ASKED)


def test_changes_of_leaders_on_dates_alone_leave_no_chance_to_scan():
    dynamics, plan = plan_of("iran-2015", 1)
    assert price_in_time.price_of_turnover(dynamics, [plan]) > 0
    assert price_in_time.price_of_turnovers(dynamics, plan) == 0


@pytest.mark.parametrize("kind", ["patience", "own patience", "flow"])
def test_as_many_judgements_are_priced_as_a_scan_makes(kind, monkeypatch, tmp_path):
    path = tmp_path / "near.yaml"
    path.write_text(
        FAR.format(date="2020-03-01", period="1 month", turnover="2020-02-01")
    )
    dynamics, plan = plan_of(path, 0)
    judged, margins = [], thresholds.judged_margins

    def noted(*asked):
        judged.append(asked)
        return margins(*asked)

    monkeypatch.setattr(thresholds, "judged_margins", noted)
    found = thresholds.find_thresholds(dynamics, plan, [kind]).thresholds
    assert near(len(found) * thresholds.JUDGED[kind], len(judged))


def test_a_price_has_its_noun_in_the_form_of_its_number():
    said: list[Message] = []
    for seconds in (33, 88, 91, 300):
        Budget(announce=said.append).expect(seconds, measured=True)
    assert [each.split(";")[0] for each in said] == [
        "this takes about 30 seconds",
        "this takes about 90 seconds",
        "this takes about 2 minutes",
        "this takes about 5 minutes",
    ]
    russian = [words_of("ru").message(each).split(";")[0] for each in said]
    assert russian == [
        f"это займёт около {n}"
        for n in ("30 секунд", "90 секунд", "2 минут", "5 минут")
    ]


def test_a_few_seconds_are_not_worth_a_word():
    said: list[Message] = []
    Budget(announce=said.append).expect(19, measured=True)
    assert not said


def test_what_is_said_is_for_the_machine_that_works(monkeypatch):
    quick, slow = Budget(), Budget()
    monkeypatch.setattr(budget, "speed", lambda: 4.0)
    quick.expect(100)
    assert quick.expected == 25
    quick.expect(30, measured=True)
    assert quick.expected == 30
    monkeypatch.setattr(budget, "speed", lambda: 0.5)
    slow.expect(100)
    assert slow.expected == 200
    # What is refused hangs on no machine.
    slow.expect(0.9 * 86_400)
    with pytest.raises(TooLargeError):
        quick.expect(1.1 * 86_400)


def test_a_machine_on_which_the_probe_takes_twice_as_long_is_half_as_fast(monkeypatch):
    taken = iter([9.0, 3.0, 4.0, 2e-3, 5.0]).__next__
    monkeypatch.setattr(waiting, "_REFERENCE", 1e-3)
    monkeypatch.setattr(waiting, "_probe", taken)
    waiting.speed.cache_clear()
    try:
        # The quickest of all counts, and it is taken once.
        assert waiting.speed() == waiting.speed() == 0.5
    finally:
        waiting.speed.cache_clear()


def test_the_speed_of_this_machine_is_measured():
    waiting.speed.cache_clear()
    assert 0.1 <= waiting.speed() <= 10.0
    # Never twice: what was said once would change.
    assert waiting.speed.cache_info().misses == 1


def test_the_first_screen_of_a_large_case_says_what_it_takes(monkeypatch):
    module = import_module("detente.analysis.overview.analyze")
    monkeypatch.setattr(module, "_A_STATE", 100)
    ran = detente("analyze", "chicken")
    # Four situations, two parties.
    told = waiting.in_words(800 / waiting.speed())
    assert words_of("en").message(told) in ran.err
    assert ran.code == 0


def test_a_search_over_draws_is_priced_by_its_first(monkeypatch):
    clock = iter((0.0, 0.5)).__next__
    monkeypatch.setattr("detente.study.robustness.surest_order.perf_counter", clock)
    said: list[Message] = []
    with allowing(announce=said.append):
        dt.find_surest_road_map(FARMS)
    assert [each.n for each in said if isinstance(each, Counted)] == [
        round(0.5 * SEARCHED / 10) * 10
    ]


def test_draws_are_priced_by_the_first_of_them_but_the_very_first(monkeypatch):
    clock = iter((0.0, 7.0, 9.0)).__next__
    monkeypatch.setattr("detente.study.robustness.robust.perf_counter", clock)
    said: list[Message] = []
    with allowing(announce=said.append):
        dt.robust(FARMS + "roadmaps: {turns: {stages: [[x], [y]]}}\n", samples=105)
    # Four took two seconds; a hundred more are drawn, and the one number is moved.
    assert [each.n for each in said if isinstance(each, Counted)] == [50]


def test_where_no_draws_are_made_first_the_price_of_the_model_is_told(monkeypatch):
    module = import_module("detente.analysis.robustness.robust")
    monkeypatch.setattr(module, "price_of_verdicts", wide)
    for samples, told in ((1, True), (3, False)):
        said: list[Message] = []
        with allowing(announce=said.append):
            dt.robust(FARMS + "roadmaps: {turns: {stages: [[x], [y]]}}\n", samples)
        assert bool(said) is told


def wide(*_):
    return 10_000.0


FARMS = """\
detente: 1
title: Two farms
parties:
  upper: {options: {x: {}}}
  lower: {options: {y: {}}}
preferences:
  upper: {weights: {x: -1, y: {value: 2, range: [0.5, 4], assumed: yes}}}
  lower: {weights: {y: -1, x: 2}}
patience: 0.9
"""


def test_days_are_refused_with_their_noun():
    with pytest.raises(TooLargeError, match="about 2 days"):
        Budget().expect(2 * 86_400)


def test_a_counted_sentence_stays_itself_in_another_process():
    said = Counted("{n} day", "{n} days", 21)
    again = pickle.loads(pickle.dumps(said))
    assert (again, again.forms, again.n) == ("21 days", ("{n} day", "{n} days"), 21)
