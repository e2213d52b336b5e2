"""What people read of a road map: names, plain words, what is assumed, for whom."""

import csv
import json

import pytest

import detente as dt
from detente.study.deal.mover_orders import judged_orders, list_orders
from detente.study.game.dynamics import open_dynamics
from tests.running import detente

SHORT = """\
detente: 1
title: short
parties:
  a: {name: Ada, options: {x: {name: Open the gate}}}
  b: {name: Bob, options: {y: {name: Pay}}}
preferences:
  a: {weights: {x: -1, y: 1.9}}
  b: {weights: {x: 3, y: -1}}
patience: 0.5
roadmaps: {swap: {name: The swap, stages: [[x, y]]}}
"""


@pytest.fixture
def short(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(SHORT, encoding="utf-8")
    return path


def said(*words):
    return " ".join(detente(*words).out.split())


def test_a_check_speaks_of_options_and_parties_by_name(short):
    told = said("roadmap", "check", short, "swap")
    assert "Ada would undo “Open the gate”" in told or "leave out “Open" in told
    assert "[x]" not in told


def test_ids_stand_beside_names_where_they_are_asked_for(short):
    told = said("roadmap", "check", short, "swap", "--ids")
    assert "Ada [a]" in told
    assert "“Open the gate [x]”" in told


def test_the_terms_of_the_field_are_given_on_request(short):
    plain, terms = (said("roadmap", "list", short, *more) for more in ([], ["--terms"]))
    assert "fails at stage 1" in plain
    assert "refuted" not in plain
    assert "refuted at stage 1" in terms


def test_csv_gives_the_bare_verdict_and_whether_it_is_close(short):
    lines = detente("roadmap", "list", short, "--format", "csv").out.splitlines()
    row = next(csv.DictReader(lines))
    assert (row["verdict"], row["close"], row["refuted_party"]) == (
        "refuted",
        "no",
        "Ada",
    )


def test_a_refutation_by_little_is_too_close_to_call():
    text = SHORT.replace("y: 1.9", "y: 1.96")
    data = json.loads(dt.check_road_map(text, "swap").to_json())
    assert (data["verdict"], data["close"], data["stay_close"]) == (
        "refuted",
        True,
        True,
    )
    told = dt.check_road_map(text, "swap").text().splitlines()
    assert "too close to call: fails at stage 1 (Ada)" in told


@pytest.mark.parametrize(("wants", "close"), [("2.05", True), ("2.1", False)])
def test_a_proof_by_little_is_too_close_to_call(wants, close):
    check = dt.check_road_map(SHORT.replace("1.9", wants), "swap").check
    assert (check.verdict, check.close) == ("proved", close)


def test_who_acts_when_is_said_to_be_assumed(short):
    told = said("roadmap", "check", short, "swap")
    assert "all do their parts of a stage at once" in told
    assert "one after the other, in 2 of 2 possible orders." in told
    written = SHORT.replace("patience:", "movers: [b, a]\npatience:")
    told = " ".join(dt.check_road_map(written, "swap").text().split())
    assert "one after the other, in the order Bob, Ada, which the case gives" in told


def test_a_guarantee_says_for_whom_it_is_enough(short):
    told = said("roadmap", "find", short, "--to", "x and y")
    assert "against Ada of 0.1 per period, for as long as the breach stands" in told
    assert "believed for certain, the road map holds." in told


def test_a_guarantee_that_is_enough_for_one_is_no_promise_for_all():
    text = SHORT.replace("x: 3, y: -1", "x: 0.5, y: -1")
    found = json.loads(dt.find_best_road_map(text, "x and y").to_json())
    assert found["blocked"]["holds_with"] == []
    told = " ".join(dt.find_best_road_map(text, "x and y").text().split())
    assert "this party keeps it; others may still break it." in told


def test_fewer_orders_are_spread_over_all_and_begin_with_the_files():
    parties = "\n".join(f"  p{n}: {{options: {{o{n}: {{}}}}}}" for n in range(4))
    text = f"detente: 1\ntitle: t\nparties:\n{parties}\npatience: 0.5\n"
    dynamics = open_dynamics(dt.load(text))
    orders = list_orders(dynamics)
    assert judged_orders(dynamics, 4 * 16) == orders[::6]
    assert judged_orders(dynamics, 15) == orders[:1]
    assert len(judged_orders(dynamics)) == 24
