"""Histories of hand-made road maps: what they come to, and how they are shown."""

import csv
import io
import json
from dataclasses import replace
from math import exp, log

import numpy as np
import pytest

import detente as dt
from detente.analysis.setting import Setting
from detente.engine.budget import allowing
from detente.model.quantity import Rate
from detente.model.road_map import Turnover
from detente.study.deal.road_map import lay_out
from detente.study.deal.signing import find_signing
from detente.study.game.dynamics import open_dynamics
from detente.study.processors import Workers
from detente.study.time import simulation, solving_ahead
from detente.study.time.outcomes import completion, simulate_road_map
from detente.study.time.script import write_script
from detente.study.time.simulation import BLOCK, STANDS, simulate
from detente.study.time.turnover import check_turnover, check_turnovers
from tests.pictures import drawn
from tests.running import detente
from tests.three_party import amount, plan
from tests.unit.deal.test_road_map import timed, two_party_case
from tests.unit.time.test_turnover import DEAL, HAWK, leaders_case

FARMS = """\
detente: 1
title: Two farms
as_of: 2020-01-01
parties:
  upper: {name: Upper, options: {x: {}}}
  lower: {name: Lower, options: {y: {}}}
preferences:
  upper: {weights: {x: -1, y: 2}}
  lower: {weights: {y: -1, x: 2}}
period: 1 month
patience: 0.9
roadmaps: {both: {name: Both, stages: [[x, y]]}}
"""
LEADERS = """\
types:
  miser: {party: lower, name: A miser, preferences: {weights: {x: 2, y: -100}}}
turnover:
  lower: [{to: miser, hazard: 0.02}]
"""
CHANGING = FARMS + LEADERS


def loaded(name):
    return dt.load(name)


def drawn_from(script, runs):
    return simulate(script, runs)


def script_of(case, road_map=DEAL):
    return write_script(open_dynamics(case), road_map).script


def simulated(case, runs):
    return simulate_road_map(open_dynamics(case), DEAL, runs)


def asked(*words, **more):
    return dt.simulate(*words, **more)


def test_without_chance_there_is_one_history_and_it_is_worth_what_the_deal_is():
    case = two_party_case(1, 2, d=0.9)
    dynamics = open_dynamics(case)
    found = simulated(case, 500)
    signing = find_signing(dynamics, lay_out(dynamics, DEAL))
    assert len(found.histories.broke) == 1
    assert (found.tally.completed, found.tally.stands) == (1, 1)
    for row, each in enumerate(signing):
        assert found.histories.worth[0, row] == pytest.approx(each.worth)
        assert found.histories.end[0, row] == pytest.approx(each.end)


def test_it_stands_as_long_as_the_partner_has_not_turned():
    chance = 0.02
    script = script_of(leaders_case(chance))
    found = simulate(script, 20_000, 1)
    for time in (0, 5, 20, 60):
        stands = ((found.broke == STANDS) | (found.broke > time)).mean()
        assert stands == pytest.approx((1 - chance) ** time, abs=0.02)


def test_what_is_left_of_the_dilemma_after_the_partner_turned_is_nothing():
    script = script_of(leaders_case(0.02))
    found = simulate(script, 2000)
    broke = found.broke != STANDS
    assert broke.any()
    assert found.end[broke] == pytest.approx(0)
    assert found.then[broke] == pytest.approx(1)
    # One period of cooperation is worth 1 - d to each, and n of them 1 - d^n.
    assert found.worth[broke, 0] == pytest.approx(1 - 0.9 ** found.broke[broke])
    assert found.worth[~broke] == pytest.approx(1)


def test_a_party_that_is_alone_breaks_with_what_its_successors_do_not_want():
    case = dt.load(
        """
detente: 1
title: Alone
parties: {a: {name: A, options: {x: {}}}}
preferences: {a: {weights: {x: 1}}}
period: 1 month
patience: 0.9
types: {heir: {party: a, name: An heir, preferences: {weights: {x: -1}}}}
turnover: {a: [{to: heir, hazard: 0.02}]}
roadmaps: {alone: {name: Alone, stages: [[x]]}}
"""
    )
    found = simulate_road_map(
        open_dynamics(case), case.negotiation.road_maps[0], 2000
    ).histories
    assert found is not None
    broke = found.broke != STANDS
    assert 0 < broke.sum() < len(broke)
    # The heir takes back what is worth less than nothing to it, and it stays so.
    assert found.end[broke] == pytest.approx(0)
    assert found.worth[broke, 0] == pytest.approx(1 - 0.9 ** found.broke[broke])
    assert found.worth[~broke, 0] == pytest.approx(1)


def test_the_mean_is_the_value_of_the_deal_to_the_one_who_stays():
    chance, d = 0.1, 0.9
    found = simulated(leaders_case(chance), 20_000)
    value = (1 - d) / (1 - d * (1 - chance))
    assert found.tally.outcomes[0].mean_worth == pytest.approx(value, abs=0.01)


def test_a_leadership_that_may_rule_already_breaks_at_once():
    found = simulated(leaders_case(0.02, now=0.25), 10_000)
    first = found.tally.breaks[0]
    assert first.stage == 1 or found.tally.breaks[1].stage == 1
    at_once = next(each for each in found.tally.breaks if each.stage == 1)
    assert at_once.count == pytest.approx(2500, abs=260)
    assert at_once.periods.high == 0
    assert at_once.under == (("hawk",),)
    assert found.tally.completed == 10_000 - at_once.count


def test_who_comes_back_does_not_mend_what_broke():
    back = Turnover("b", "b", before="hawk", hazard=Rate(amount(-log(0.5))))
    rule = Turnover("b", "hawk", hazard=Rate(amount(-log(0.98))))
    case = timed(two_party_case(1, 2), leaderships=(HAWK,), turnover=(rule, back))
    found = simulated(case, 2000)
    broke = found.histories.broke != STANDS
    own = found.histories.leaders[broke, -1] == 0
    assert own.any()
    assert found.histories.end[broke][own] == pytest.approx(0)


def test_more_histories_begin_with_the_same():
    script = script_of(leaders_case(0.05))
    few, many = simulate(script, 30, 7), simulate(script, BLOCK + 30, 7)
    assert np.array_equal(few.leaders, many.leaders[:30])
    assert np.array_equal(few.worth, many.worth[:30])
    assert not np.array_equal(many.leaders[:30], many.leaders[BLOCK:])
    assert not np.array_equal(few.leaders, simulate(script, 30, 8).leaders)


def test_workers_change_no_history(monkeypatch):
    monkeypatch.setattr(simulation, "_WORTH", 1)
    script = script_of(leaders_case(0.05))
    one, two = (simulate(script, 3 * BLOCK, 3, Workers(n)) for n in (1, 2))
    assert np.array_equal(one.leaders, two.leaders)
    assert np.array_equal(one.worth, two.worth)
    assert np.array_equal(one.states, two.states)


@pytest.mark.needs("distributed")
@pytest.mark.filterwarnings("ignore:::distributed")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_cluster_gives_the_same_histories():
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        there = Setting(cluster=cluster.scheduler_address)
        far = asked(CHANGING, "both", 2500, seed=5, setting=there)
        words = ("simulate", "-", "--runs", "2500", "--seed", "5", "--format", "json")
        ran = detente(*words, "--cluster", cluster.scheduler_address, stdin=CHANGING)
    near = asked(CHANGING, "both", 2500, seed=5)
    assert far.to_dict() == near.to_dict()
    assert ran.code == 0
    assert ran.out == detente(*words, stdin=CHANGING).out


def test_what_is_drawn_when_the_time_is_over_is_kept(monkeypatch):
    draw = simulation.draw_leaders
    drawn_before = []

    def stopped(script, rng):
        drawn_before.append(rng)
        if len(drawn_before) == 3:
            budget.stop()
        return draw(script, rng)

    monkeypatch.setattr(simulation, "draw_leaders", stopped)
    with allowing(seconds=60) as budget:
        found = asked(CHANGING, "both", 5 * BLOCK)
    assert budget.stopped
    assert len(found.simulation.histories.broke) == 3 * BLOCK


def test_more_histories_than_fit_the_memory_are_refused():
    words = ("simulate", "-", "--runs", "5000000", "--memory", "300M")
    ran = detente(*words, stdin=CHANGING)
    assert ran.code == 3
    assert "--runs" in ran.err


def test_the_answer_fits_a_screen_and_says_what_became_of_it():
    ran = detente("simulate", "-", "--runs", "2000", stdin=CHANGING)
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
    assert lines[0] == "Both: 2,000 histories of who comes to rule"
    assert "Completed in 2,000" in ran.out
    assert "A miser" in ran.out
    assert "Seed 0" in ran.out


def test_it_says_that_it_takes_breaches_to_be_noticed_at_once():
    seen = CHANGING.replace(
        "options: {y: {}}", "options: {y: {seen: {after: 2 months}}}"
    )
    said = "Every breach is taken to be noticed at once here."
    assert said in detente("simulate", "-", "--runs", "100", stdin=seen).out
    assert (
        said in detente("roadmap", "check", "-", "both", "--turnover", stdin=seen).out
    )
    assert said not in detente("simulate", "-", "--runs", "100", stdin=CHANGING).out


def test_only_a_list_of_histories_is_refused_for_its_length(monkeypatch):
    found = asked(APART, "plan")
    monkeypatch.setattr("detente.engine.memory.allowed", lambda _: 1 << 30)
    monkeypatch.setattr(type(found), "n_cells", lambda _: 10**9)
    assert found.text()
    with pytest.raises(dt.TooLargeError):
        found.render("csv")


def test_without_turnover_it_says_that_nothing_is_drawn():
    ran = detente("simulate", "-", stdin=FARMS)
    said = " ".join(ran.out.split())
    assert ran.code == 0
    assert "the case has no `turnover`: there is one history only" in said
    assert "It is completed after 1 month, and stands." in said


def test_a_road_map_that_breaks_for_sure_is_told_as_one_history():
    patience = FARMS.replace("patience: 0.9", "patience: 0.2")
    said = " ".join(detente("simulate", "-", stdin=patience).out.split())
    assert "It breaks at stage 1 at once: Upper does not do its part." in said


def test_a_case_without_weights_says_why_there_are_no_histories():
    ordinal = CHANGING.replace("{weights: {x: -1, y: 2}}", "[y, not x]")
    ran = detente("simulate", "-", stdin=ordinal)
    assert ran.code == 0
    assert "order" in ran.out
    assert (
        json.loads(detente("simulate", "-", "--format", "json", stdin=ordinal).out)[
            "histories"
        ]
        == 0
    )


def test_the_table_has_a_line_a_history():
    ran = detente("simulate", "-", "--runs", "300", "--format", "csv", stdin=CHANGING)
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    found = asked(CHANGING, "both", 300).simulation
    assert [int(row["history"]) for row in rows] == list(range(1, 301))
    assert sum(row["stands"] == "yes" for row in rows) == found.tally.stands
    broken = next(row for row in rows if row["stands"] == "no")
    period = int(broken["period"])
    assert f"{period}:miser" in broken["leaders"].split()
    assert (broken["party"], broken["leadership"]) == ("lower", "miser")
    assert broken["state"] == "NN"
    assert float(broken["worth_upper"]) == pytest.approx(1 - 0.9**period)
    assert float(broken["end_lower"]) == 0


def test_the_json_has_exact_chances_beside_the_counts():
    data = asked(CHANGING, "both", 2000).to_dict()
    assert data["chances"]["completed"] == 1
    assert data["chances"]["stands"] == pytest.approx(exp(-0.02 * data["periods"]))
    assert data["stands"] == pytest.approx(2000 * data["chances"]["stands"], abs=150)
    assert data["breaks"][0]["stage"] == "stay"
    assert sum(each["count"] for each in data["breaks"]) == 2000 - data["stands"]
    assert sum(each["count"] for each in data["ends"]) == 2000 - data["stands"]


def test_the_picture_has_a_bar_a_period_in_which_something_broke():
    found = asked(CHANGING, "both", 2000)
    picture = drawn(found.render("svg"))
    periods = set(found.simulation.histories.broke.tolist()) - {STANDS}
    bars = [each for each in picture.all("rect") if each.get("class") == "dt-f0"]
    # One more is the sample of the legend.
    assert len(bars) == len(periods) + 1
    assert "2020" not in picture.texts
    assert "2021" in picture.texts


def test_the_period_of_completion_is_the_first_of_staying():
    twice = plan("p", "x y/-x -y/x y")
    case = replace(leaders_case(0.02), as_of=None)
    script = script_of(case, twice)
    assert completion(script) == 3


def test_workers_that_solve_what_follows_breaches_change_nothing(monkeypatch):
    monkeypatch.setattr(solving_ahead, "_SOON", 0.0)
    case = loaded("iran-2015")
    (vienna,) = (each for each in case.negotiation.road_maps if each.id == "vienna")
    one, two = (write_script(open_dynamics(case), vienna, Workers(n)) for n in (1, 2))
    assert one.check == two.check
    few, many = (drawn_from(each.script, 300) for each in (one, two))
    assert np.array_equal(few.worth, many.worth)
    assert np.array_equal(few.states, many.states)


def test_road_maps_are_judged_under_turnover_the_same_by_several_workers(monkeypatch):
    monkeypatch.setattr(solving_ahead, "_SOON", 0.0)
    case = loaded("iran-2015")
    plans = case.negotiation.road_maps
    one, two = (
        check_turnovers(open_dynamics(case), plans, workers=Workers(n)) for n in (1, 2)
    )
    assert one == two


@pytest.mark.parametrize("name", ["interim", "vienna"])
def test_what_is_solved_ahead_is_what_the_check_solves(name):
    case = loaded("iran-2015")
    (plan_,) = (each for each in case.negotiation.road_maps if each.id == name)
    found = write_script(open_dynamics(case), plan_).check
    assert found == check_turnover(open_dynamics(case), plan_)


APART = """\
detente: 1
title: A choice of one's own beside a deal
parties:
  a: {options: {x1: {now: yes}, x2: {}}}
  b: {options: {y: {}, z: {}}}
constraints: [x1 xor x2]
preferences:
  a: {weights: {x2: 1, y: 3}}
  b: {weights: {y: -1, z: 1}}
period: 1 month
patience: 0.9
roadmaps: {plan: {stages: [y]}}
"""


def test_what_happens_in_groups_of_options_played_apart_is_put_together():
    found = asked(APART, "plan").simulation
    assert len(found.script.walks) > 1
    assert found.tally.breaks[0].party == "b"
    # Options x1, x2, y, z: each has what it wants, and nothing else.
    assert found.tally.ends == (("NYNY", 1),)
    assert found.histories.end.tolist() == [[1, 1]]


def test_a_lump_is_paid_once_and_is_no_part_of_what_lasts():
    lump = CHANGING.replace("parties:", "bodies: {un: {name: UN}}\nparties:") + (
        "guarantees:\n  g: {by: [un], protects: upper, against: [lower], "
        "undoing: [y], penalty: {lump: 5}, binding: yes, believed: 1}\n"
    )
    found = asked(lump, "both", 20_000).simulation.histories
    last = found.broke == found.leaders.shape[1] - 1
    assert last.any()
    assert found.end[last] == pytest.approx(0)
    time = found.leaders.shape[1] - 1
    paid = 0.1 * 0.9**time * 5
    assert found.worth[last, 1] == pytest.approx(1 - 0.9**time - paid)
