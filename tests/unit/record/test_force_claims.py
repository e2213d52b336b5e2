"""Claims that somebody forces something, from the text of a case to the verdict."""

import json

import pytest

import detente as dt
from detente.casefile import dump_case, parse_case
from tests.running import detente

SENDING = """\
detente: 1
title: A host sends a message
parties:
  host: {name: Host, options: {send: {undo: never, chance: 0.85}}}
  client: {name: Client, options: {wait: {undo: never, requires: not send}}}
movers: [host, client]
claims:
  at_once: {kind: forecast, test: {forces: {coalition: [host], to: send, within: 1}}}
  twice:
    kind: forecast
    test: {forces: {coalition: [host], to: send, within: 2, chance: 0.9775}}
  more:
    kind: forecast
    test: {forces: {coalition: [host], to: send, within: 2, chance: 0.98}}
  in_the_end: {kind: forecast, test: {forces: {coalition: [host], to: send}}}
  failing:
    kind: forecast
    test: {forces: {coalition: [client], to: wait, chance: 0.15}}
  nowhere:
    kind: forecast
    test: {forces: {coalition: [client], to: wait and not wait}}
"""
"""The example of PRISM-games, as far as it fits: a host sends, and sends again."""

GATE = """\
detente: 1
title: A gate
parties:
  north: {name: North, options: {gate: {}}}
  south: {name: South, options: {pilots: {requires: gate}}}
claims:
  gate: {kind: forecast, test: {forces: {coalition: [north], to: gate, within: 1}}}
  pilots: {kind: forecast, test: {forces: {coalition: [north], to: pilots}}}
  alone: {kind: forecast, test: {forces: {coalition: [north], to: gate and not pilots}}}
  both:
    kind: forecast
    test: {forces: {coalition: [north, south], to: pilots, within: 1}}
"""


def found(text, **more):
    return {each.claim.id: each for each in dt.claims(text, **more).findings}


@pytest.mark.parametrize(
    ("claim", "chance", "verdict"),
    [
        ("at_once", 0.85, "contradicted"),
        ("twice", 0.9775, "supported"),
        ("more", 0.9775, "contradicted"),
        ("in_the_end", 1.0, "supported"),
        ("failing", 0.15, "supported"),
    ],
)
def test_the_published_values_of_prism_games_from_a_case_file(claim, chance, verdict):
    finding = found(SENDING)[claim]
    assert finding.figure.values == pytest.approx((chance, chance), abs=1e-8)
    assert str(finding.verdict) == verdict


def test_what_is_nowhere_feasible_cannot_be_tested():
    assert str(found(SENDING)["nowhere"].verdict) == "not testable"


@pytest.mark.parametrize(
    ("claim", "numbers", "verdict"),
    [
        ("gate", (2, 2, 1), "supported"),
        ("pilots", (0, 2, 0), "contradicted"),
        ("alone", (1, 2, 1), "depends"),
        ("both", (1, 2, 1), "depends"),
    ],
)
def test_without_chances_the_orders_decide(claim, numbers, verdict):
    finding = found(GATE)[claim]
    assert (finding.figure.numbers, str(finding.verdict)) == (numbers, verdict)
    assert finding.figure.values == ()


def test_force_takes_the_chance_of_the_case_and_another_in_its_place():
    words = ["--to", "send", "--coalition", "host", "--within", "1", "--format", "json"]
    ran = detente("force", "-", *words, stdin=SENDING)
    assert json.loads(ran.out)["lower"] == pytest.approx(0.85)
    ran = detente("force", "-", *words, "--chance", "send=0.5", stdin=SENDING)
    assert json.loads(ran.out)["lower"] == pytest.approx(0.5)
    sure = dt.force(SENDING, "send", ["host"], within=1)
    assert sure.can_fail
    assert sure.by_chance().found.lower == pytest.approx(0.85)
    assert not dt.force(GATE, "gate", ["north"]).can_fail


def test_a_claim_and_a_chance_are_written_as_they_are_read():
    case = parse_case(SENDING, "sending.yaml")
    assert parse_case(dump_case(case), "sending.yaml") == case
    assert "chance: 0.85" in dump_case(case)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("within: 1", "within: 0", "rounds"),
        ("within: 1", "within: soon", "rounds"),
        ("chance: 0.98", "chance: 1.2", "probability"),
        ("chance: 0.85", "chance: -1", "probability"),
        ("coalition: [host], to: send, within: 1", "coalition: [hots], to: send", None),
        ("coalition: [host], to: send, within: 1", "to: send", "missing-key"),
        ("coalition: [host], to: send, within: 1", "coalition: [host]", "missing-key"),
        ("to: send, within: 1", "to: sent, within: 1", None),
    ],
)
def test_faults_are_placed(old, new, code):
    with pytest.raises(dt.CaseError) as caught:
        dt.load(SENDING.replace(old, new))
    problem = caught.value.problems[0]
    assert problem.location.line > 1
    assert code is None or problem.code == code


def test_check_says_where_a_chance_counts():
    said = {each.code for each in dt.check(SENDING).remarks}
    assert "chance-set-aside" in said
    assert "chance-set-aside" not in {each.code for each in dt.check(GATE).remarks}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("text", [SENDING, GATE])
def test_the_figure_is_told(text, language):
    told = dt.claims(text).text(language)
    assert ("0.9775" in told or "97" in told) == (text == SENDING)
    assert "forces" not in told


def test_draws_of_other_numbers_do_not_judge_it_anew():
    weights = "preferences: {north: {weights: {gate: {value: 1, assumed: yes}}}}\n"
    text = GATE + "  now: {kind: fact, test: {stable: gate}}\n" + weights
    judged = found(text, samples=5)
    assert judged["gate"].figure.samples == 0
    assert judged["now"].figure.samples == 5


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [("0", "supported"), ("0.5", "depends"), ("0.9", "contradicted")],
)
def test_between_the_orders_a_chance_is_open(chance, verdict):
    text = GATE.replace("gate: {}", "gate: {chance: 0.85}").replace(
        "to: gate and not pilots",
        f"to: gate and not pilots, within: 1, chance: {chance}",
    )
    finding = found(text)["alone"]
    assert finding.figure.values == pytest.approx((0, 0.85))
    assert str(finding.verdict) == verdict


def test_it_is_told_who_forces_it():
    for text, who in ((SENDING, "Client: with a chance"), (GATE, "North: whatever")):
        told = " ".join(dt.claims(text).text().split())
        assert who in told
        assert "nobody:" not in told
