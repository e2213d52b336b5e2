"""What a breach is worth is told with the signs of its figures."""

import json

from detente.analysis.deal import check_road_map
from detente.analysis.robustness import robust

TEXT = """\
detente: 1
title: Two
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences:
  a: {weights: {x: {value: -1, range: [-1.5, -0.5], assumed: yes}, y: 3}}
  b: {weights: {x: 3, y: -1}}
patience: 0.9
roadmaps: {both: {stages: [[x, y]]}}
"""


def test_a_breach_gains_at_once_and_loses_later():
    found = json.loads(check_road_map(TEXT, "both").to_json())
    breach = found["stages"][0]["best_breach"]["a"]
    assert breach["gain_now"] > 0 < breach["loss_later"]
    said = " ".join(check_road_map(TEXT, "both").text().split())
    now, later = f"{breach['gain_now']:+.2f}", f"{-breach['loss_later']:+.2f}"
    assert f"that is worth {now} now and {later} later" in said


def test_a_weak_place_is_told_with_the_same_signs():
    found = json.loads(robust(TEXT, 5).to_json())
    pinch = found["roadmaps"]["both"]["pinch"]
    said = " ".join(robust(TEXT, 5).text().split())
    now, later = f"{pinch['gain_now']:+.2f}", f"{-pinch['loss_later']:+.2f}"
    assert f"that is worth {now} now and {later} later" in said
