"""Searches whose time is over: each tells the part it has, and that it is one."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

import detente as dt
from detente.engine.budget import Budget
from detente.errors import StoppedError
from detente.study.game.dynamics import open_dynamics
from detente.study.search.best_order import Orders, Outs
from detente.study.search.package_graph import open_lattice
from tests.stopping import sampled_stops, stopped_at

RIVER = Path(__file__).parents[3] / "examples" / "river.yaml"
FARMS = """\
detente: 1
parties: {upper: {options: {x: {}}}, lower: {options: {y: {}}}}
preferences: {upper: {weights: {x: -1, y: 3}}, lower: {weights: {y: -1, x: 2}}}
patience: 0.3
"""
TWENTY = 20
NOT_COMPARED = {
    "en": "The time was over before orders were compared",
    "ru": "Время вышло раньше, чем порядки удалось сравнить",
}
# What each question says of the first part that it has, and later, of another one.
ASKED = {
    "gain": (
        lambda: dt.find_best_deal(RIVER, "power"),
        {
            "en": "The time was over before the best deal was found.",
            "ru": "Время вышло раньше, чем нашлась лучшая сделка.",
        },
    ),
    "share": (
        lambda: dt.find_surest_road_map(RIVER, "power"),
        {
            "en": "The time was over before orders were compared under the numbers",
            "ru": "порядки удалось сравнить при записанных числах",
        },
    ),
    "slack": (lambda: dt.find_best_road_map(RIVER, "power"), NOT_COMPARED),
    "exposure": (
        lambda: dt.find_best_road_map(RIVER, "power", "exposure"),
        NOT_COMPARED,
    ),
    "guarantee": (
        lambda: dt.find_best_road_map(RIVER, "power", "guarantee"),
        NOT_COMPARED,
    ),
}


def parts(ask):
    """The answers by the steps at which the search was stopped, None being none."""
    with stopped_at() as (clock, _):
        whole = ask()
    for last in sampled_stops(clock.steps, TWENTY):
        with stopped_at(last) as (_, budget):
            try:
                found = ask()
            except StoppedError:
                found = None
            else:
                if budget.stopped is None:
                    found = whole
        yield found


@pytest.mark.parametrize("objective", ASKED)
def test_what_was_known_when_the_time_was_over_is_shown(objective):
    ask, said = ASKED[objective]
    answers = list(parts(ask))
    known = [each for each in answers if each is not None]
    # Once something is known it is not lost again, and most stops come after that.
    assert None not in answers[answers.index(known[0]) :]
    assert len(known) > TWENTY / 2
    first = known[0]
    for language, words in said.items():
        assert words in first.text(language).replace("\n", " ")
    assert first.to_dict()["stages"]
    assert not any(
        words in known[-1].text(language).replace("\n", " ")
        for language, words in said.items()
    )


def test_a_search_that_was_stopped_does_not_tell_how_long_the_others_take(monkeypatch):
    measured = []
    say = Budget.expect

    def expect(budget, seconds, **how):
        measured.append(how.get("measured", False))
        say(budget, seconds, **how)

    monkeypatch.setattr(Budget, "expect", expect)
    with stopped_at() as (clock, _):
        dt.find_surest_road_map(RIVER, "power")
    assert any(measured)
    measured.clear()
    # Of the steps the first search takes a few, and fifty the others.
    with stopped_at(clock.steps // 200):
        found = dt.find_surest_road_map(RIVER, "power").surest
    assert found.unfinished
    assert not any(each.written for each in found.candidates)
    assert not any(measured)


def test_a_guarantee_that_is_enough_is_told_before_it_is_the_least():
    def ask():
        return dt.find_best_road_map(FARMS, "x and y", "guarantee")

    told = [each.text() for each in parts(ask) if each is not None]
    assert "time to see whether less is enough" in " ".join(" ".join(told).split())
    assert "time to see" not in ask().text()


def test_up_to_where_no_guarantee_helps_is_told_as_far_as_it_was_looked():
    def ask():
        return dt.find_best_road_map(FARMS, "x and y", "guarantee")

    most = ask().guarantees[0].most
    told = [each.guarantees[:1] for each in parts(ask) if each is not None]
    reached = [each.most for kinds in told for each in kinds if each.amount is None]
    assert 0 < min(reached) < most == max(reached)


def test_the_best_order_met_is_kept_while_it_is_asked_who_would_call_it_off():
    dynamics = open_dynamics(dt.load(FARMS.replace("0.3", "0.9")))
    start, end = dynamics.engine.status_quo, dynamics.engine.index("YY")
    assert end is not None
    met = []
    for last in range(1, 40):
        orders = Orders(dynamics, open_lattice(dynamics, start, end, 2))
        with stopped_at(last) as (_, budget), suppress(StoppedError):
            orders.best((-np.inf, 1.0), Outs(dynamics, start))
            break
        assert budget.stopped is None
        met.append(orders.met)
    assert met[0] is None
    assert met[-1] is not None
    # Upper begins: lower has 2 in the first of the periods and 1 in all others, of 3.
    assert met[-1].least == pytest.approx((0.1 * 2 + 0.9 * 1) / 3)
