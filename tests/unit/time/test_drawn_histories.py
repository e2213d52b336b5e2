"""Histories under draws of assumed numbers, on a deal with a closed form."""

import json
from math import exp

import pytest

import detente as dt
from detente.analysis.setting import Setting
from detente.study.robustness.turnover_numbers import (
    draw_turnover,
    list_turnover_assumptions,
)
from tests.running import detente
from tests.unit.time.test_simulation import CHANGING, FARMS

ASSUMED = CHANGING.replace(
    "hazard: 0.02", "hazard: {value: 0.2 per year, range: [0.1, 2], assumed: yes}"
).replace("patience: 0.9\n", "patience: 0.9\nmovers: [upper, lower]\n")


def asked(text=ASSUMED, *, samples=6, runs=600, **more):
    return dt.simulate(dt.load(text), "both", runs, 3, samples=samples, **more)


def hazard(case):
    return float(case.negotiation.turnover[0].hazard.amount.value)


def test_each_draw_has_the_chances_of_its_own_numbers():
    case = dt.load(ASSUMED)
    found = asked()
    periods = found.simulation.script.last
    hazards = [hazard(draw_turnover(case, 3, number)) for number in range(6)]
    assert len(set(hazards)) == 6
    assert all(0.1 <= each <= 2 for each in hazards)
    chances = sorted(exp(-each / 12 * periods) for each in hazards)
    stands = found.draws.stands
    assert stands.low == pytest.approx(chances[0], abs=1e-9)
    assert stands.high == pytest.approx(chances[-1], abs=1e-9)
    assert stands.low < 0.5 * stands.high
    assert (found.draws.asked, found.draws.answered) == (6, 6)
    assert found.draws.histories == 600
    share = found.draws.n_stands / 600
    assert share == pytest.approx(sum(chances) / 6, abs=0.05)


def test_what_broke_is_counted_over_draws():
    found = asked().draws
    stages = [(stage, party) for stage, party, _, _ in found.breaks]
    assert (None, "lower") in stages
    assert sum(count for _, _, count, _ in found.breaks) == 600 - found.n_stands
    assert all(0 < times <= 6 for _, _, _, times in found.breaks)
    assert dict(found.lost).keys() == {"upper", "lower"}


def test_the_same_seed_gives_the_same_draws_on_two_processors():
    alone = asked(samples=3, runs=90)
    two = asked(samples=3, runs=90, setting=Setting(workers=2))
    assert alone.draws == two.draws


def test_an_order_that_is_not_given_is_drawn_too():
    open_order = CHANGING
    assert asked(open_order, samples=2, runs=20).draws.answered == 2
    given = CHANGING.replace(
        "patience: 0.9\n", "patience: 0.9\nmovers: [upper, lower]\n"
    )
    assert asked(given, samples=2, runs=20).draws.asked == 0


def test_it_is_told_and_written(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(ASSUMED, encoding="utf-8")
    words = ["simulate", str(file), "--runs", "100", "--samples", "4"]
    out = " ".join(detente(*words).out.split())
    assert "If the assumed numbers are drawn 4 draws, 100 histories in all" in out
    assert "Where it broke, over all draws" in out
    data = json.loads(detente(*words, "--format", "json").out)
    assert data["draws"]["asked"] == 4
    assert data["draws"]["histories"] == 100
    assert data["draws"]["breaks"][0].keys() == {"stage", "party", "count", "draws"}
    plain = json.loads(detente(*words[:4], "--format", "json").out)
    assert "draws" not in plain
    given = ASSUMED.replace(", assumed: yes", "").replace("range: [0.1, 2]", "")
    file.write_text(given, encoding="utf-8")
    assert "every draw would be as written" in " ".join(detente(*words).out.split())


CHANCES = """
types:
  miser:
    party: lower
    now: {value: 0.5, range: [0.5, 1]}
    preferences: {weights: {x: 2}}
  idler:
    party: lower
    now: {value: 0.5, assumed: yes}
    preferences: {weights: {x: 3}}
  heir:
    party: upper
    preferences: {weights: {x: {value: -1, assumed: yes}}}
turnover:
  lower:
    - {to: miser, on: 2022-01-01, probability: {value: 0.6, range: [0.5, 1]}}
    - {to: idler, on: 2022-01-01, probability: {value: 0.4, assumed: yes}}
  upper: [{to: heir, hazard: 0.1, share: {value: 0.9, assumed: yes}, assumed: yes}]
"""


def test_chances_and_wants_of_successors_are_drawn_and_never_add_up_to_more_than_one():
    case = dt.load(FARMS + CHANCES)
    found = {each.path: each for each in list_turnover_assumptions(case)}
    assert set(found) == {
        "types.miser.now",
        "types.idler.now",
        "types.heir.preferences.weights.x",
        "turnover.lower.0.probability",
        "turnover.lower.1.probability",
        "turnover.upper.2.hazard",
        "turnover.upper.2.share",
    }
    assert found["turnover.upper.2.share"].high == 1
    assert found["types.idler.now"].high == 1
    assert found["types.heir.preferences.weights.x"].low == -2
    cut = 0
    for number in range(40):
        terms = draw_turnover(case, 0, number).negotiation
        nows = [float(each.now.value) for each in terms.leaderships]
        days = [each.probability for each in terms.turnover[:2]]
        chances = [float(each.value) for each in days if each is not None]
        assert nows[0] + nows[1] <= 1 + 1e-9
        assert nows[2] == 0
        assert sum(chances) <= 1 + 1e-9
        cut += sum(chances) > 1 - 1e-9
        assert -2 <= float(terms.leaderships[2].preference.weights[0].amount.value) < 0
    assert 0 < cut < 40
