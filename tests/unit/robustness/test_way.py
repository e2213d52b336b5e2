"""Numbers that flip a verdict: on the road map, or through a situation elsewhere."""

import json

import detente as dt
from detente.study.deal.road_map import lay_out
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.assumed_numbers import with_numbers
from detente.study.robustness.way import Sides, Way, find_way
from detente.study.robustness.with_values import renumbered
from tests.running import detente

# Only if b likes to hit where x has been taken back does a keep x: nobody is ever hit.
HIT = """
detente: 1
title: The threat
parties:
  a: {options: {x: {now: yes, redo: never}}}
  b: {options: {z: {undo: never}, y: {}}}
preferences:
  a: {weights: {x: {value: -1, range: [-6, -0.5], assumed: yes}, z: -5}}
  b: {weights: {x: 3, y: 0.1, z and not x: {value: 0.5, range: [-1, 1], assumed: yes}}}
patience: {value: 0.9, range: [0.05, 0.95]}
movers: [a, b]
roadmaps:
  kept: {stages: [[y]]}
"""
THREAT, COST = "preferences.b.weights.z and not x", "preferences.a.weights.x"


def flips():
    return {each.path: each for each in dt.robust(dt.load(HIT), 2).robustness.flips}


def test_a_threat_that_is_never_carried_out_decides_through_where_it_would_be():
    found = flips()[THREAT]
    assert found.verdict is Verdict.DEPENDS
    assert found.at < 0.01
    assert found.way == Way(enters=False, through="NYY")


def test_a_cost_on_the_road_map_enters_what_is_lost():
    assert flips()[COST].way == Way(enters=True)


def test_patience_enters_always():
    case = dt.load(HIT)
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    impatient = renumbered(dynamics, {"patience.all": 0.05})
    found = find_way("patience.all", Sides(impatient, dynamics, layout))
    assert found == Way(enters=True)


def test_a_weight_of_what_nobody_ever_does_works_off_the_way():
    case = dt.load(HIT)
    dynamics = open_dynamics(with_numbers(case, {THREAT: -0.5}))
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    found = find_way(THREAT, Sides(dynamics, dynamics, layout))
    assert found == Way(enters=False, through=None)


def test_text_and_data_name_the_situation():
    out = " ".join(detente("robust", "-", "--samples", "2", stdin=HIT).out.split())
    assert (
        "what “z” without “x” is worth to b: It weighs alike in every situation" in out
    )
    assert "it works through now -x +z +y, where play would end otherwise" in out
    run = detente("robust", "-", "--samples", "2", "--format", "json", stdin=HIT)
    told = {each["assumption"]: each for each in json.loads(run.out)["flips"]}
    assert (told[THREAT]["enters"], told[THREAT]["through"]) == (False, "NYY")
    assert (told[COST]["enters"], told[COST]["through"]) == (True, None)


# a would drop x unless b hits, which b dislikes: it hangs on how that is answered. What
# refutes the road map is another breach, by b, which takes v while x stands.
TWO_BREACHES = """
detente: 1
title: Two breaches
parties:
  a: {options: {x: {now: yes, redo: never}}}
  b: {options: {z: {undo: never}, y: {}, v: {}}}
preferences:
  a: {weights: {x: -1, z: -5}}
  b:
    weights:
      {x: 0.1, y: 0.1, z: -0.5, v and x: {value: -1, range: [-2, 2], assumed: yes}}
patience: 0.5
movers: [a, b]
roadmaps:
  kept: {stages: [[y]]}
"""


def test_what_refutes_is_the_breach_that_pays_whoever_punishes_it():
    (flip,) = dt.robust(dt.load(TWO_BREACHES), 2).robustness.flips
    assert flip.verdict is Verdict.REFUTED
    assert flip.way == Way(enters=True)


def test_what_stops_refuting_is_looked_for_where_it_did():
    text = TWO_BREACHES.replace("value: -1", "value: 1.5")
    (flip,) = dt.robust(dt.load(text), 2).robustness.flips
    assert flip.verdict is Verdict.DEPENDS
    assert flip.way == Way(enters=True)
