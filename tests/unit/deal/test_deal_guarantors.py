"""Whether a guarantor stands by its guarantee, and what a victim is paid."""

import json

import pytest

from detente import load
from detente.study.deal.guarantor import check_guarantors
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.game.punishment import Threat
from tests.running import detente

PACT = """
detente: 1
title: A step that cannot be undone, and a guarantor
parties:
  a: {options: {x: {undo: never}}}
  b: {options: {y: {}}}
  c: {options: {pact: {now: yes}}}
preferences:
  a: {weights: {x: -1, y: 3}}
  b: {weights: {y: -1, x: 3}}
  c: {weights: {pact: -0.25}}
patience: 0.9
guarantees:
  shield:
    by: c
    protects: a
    against: b
    undoing: [y]
    penalty: {flow: 0.5}
    compensation: {flow: 2}
    believed: 0.5
    when: pact
roadmaps:
  both: {stages: [[x], [y]]}
"""


@pytest.fixture
def ask(tmp_path):
    path = tmp_path / "pact.yaml"
    path.write_text(PACT, encoding="utf-8")

    def asked(*words):
        return detente(*words[:2], path, *words[2:])

    return asked


def guarantor(ask, *words):
    ran = ask("roadmap", "check", "both", "--format", "json", *words)
    (found,) = json.loads(ran.out)["guarantees"]
    return found


def test_a_guarantor_that_pays_for_its_guarantee_drops_it(ask):
    found = guarantor(ask)
    assert (found["lands"], found["drops"]) == ("YNY", ["not pact"])
    assert found["gain_now"] == pytest.approx(0.25)
    assert found["gain"] == pytest.approx(0.1 * 0.25)
    assert found["credible"] is False


def test_a_guarantor_that_loses_by_dropping_it_stands_by_it(ask):
    found = guarantor(ask, "--set", "preferences.c={weights: {pact: 1}}")
    assert found["gain"] == pytest.approx(-0.1)
    assert (found["credible"], found["lasts"]) == (True, True)


def test_what_the_victim_loses_is_its_expected_compensation(ask):
    found = guarantor(ask, "--set", "preferences.c={weights: {pact: 1}}")
    assert found["victim_loses"] == pytest.approx(0.1 * 0.5 * 2)
    assert found["breacher_gains"] == pytest.approx(0.1 * 0.5 * 0.5)


def test_a_guarantee_that_lapses_with_what_it_guards_does_not_last(ask):
    wants = "preferences.c={weights: {pact and y: 1, pact: -0.5, not y: 0.5}}"
    found = guarantor(ask, "--set", wants)
    assert found["lasts"] is False


def test_of_a_party_protected_that_has_an_order_only_no_loss_is_reckoned(tmp_path):
    text = PACT.replace("  c: {options", "  d: {}\n  c: {options")
    text = text.replace("  c: {weights", "  d: [x]\n  c: {weights")
    path = tmp_path / "pact.yaml"
    path.write_text(text.replace("protects: a", "protects: d"), encoding="utf-8")
    dynamics = open_dynamics(load(path))
    layout = lay_out(dynamics, dynamics.case.negotiation.road_maps[0])
    (found,) = check_guarantors(dynamics, layout)
    assert found.victim_loses == 0
    assert found.breacher_gains == pytest.approx(0.1 * 0.5 * 0.5)


@pytest.mark.parametrize(
    ("rests", "lasts"),
    [
        (("YNY", "YNN"), False),
        (("YNN", "YNY"), False),
        (("YNY", "YYN"), True),
        (("YYN", "NNY"), True),
    ],
)
def test_where_play_goes_round_it_lasts_only_if_it_does_in_every_state(
    tmp_path, monkeypatch, rests, lasts
):
    """It counts where pact is taken; with y nothing that it guards is missing."""
    path = tmp_path / "pact.yaml"
    path.write_text(PACT, encoding="utf-8")
    dynamics = open_dynamics(load(path))
    states = [sum((x == "Y") << k for k, x in enumerate(each)) for each in rests]
    monkeypatch.setattr(Threat, "leads_to", lambda *_: tuple(states))
    layout = lay_out(dynamics, dynamics.case.negotiation.road_maps[0])
    (found,) = check_guarantors(dynamics, layout)
    assert found.lasts is lasts


def test_a_guarantee_that_is_not_in_force_is_called_upon_by_nothing(ask):
    found = guarantor(ask, "--set", "parties.c.options.pact.now=no")
    assert found["credible"] is None
    assert found["reason"] == "no breach on this road map calls upon it"


def test_a_guarantee_out_of_the_guarantors_hands_cannot_be_dropped(ask):
    found = guarantor(ask, "--set", "guarantees.shield.when=x")
    assert found["reason"] == "none of its own options ends it then"


def exposure(tmp_path, *words):
    path = tmp_path / "pact.yaml"
    path.write_text(PACT, encoding="utf-8")
    ran = detente("exposure", path, "--format", "json", *words)
    return json.loads(ran.out)["roadmaps"]["both"]["a"]


def test_compensation_lowers_the_exposure_of_the_victim(tmp_path):
    found = exposure(tmp_path)
    assert found["by_stage"] == pytest.approx([1, 1])
    assert found["compensated"] == pytest.approx([1, 1 - 0.5 * 2])


def test_without_a_guarantee_in_force_nothing_is_paid(tmp_path):
    found = exposure(tmp_path, "--set", "parties.c.options.pact.now=no")
    assert found["compensated"] == pytest.approx([1, 1])
