"""Odd but valid negotiations: every question ends in time, whatever it is asked of."""

import json
import random
import time

import pytest

from tests.odd_talks import odd_talks
from tests.running import detente

QUESTIONS = (
    "check CASE",
    "analyze CASE",
    "analyze CASE --report REPORT",
    "stability CASE --concepts R,GMR,SMR,SEQ,SSEQ,SIM",
    "evolve CASE --to TARGET",
    "graph CASE",
    "coalitions CASE",
    "coalitions CASE --merged",
    "horizon CASE",
    "exposure CASE",
    "roadmap list CASE",
    "roadmap check CASE first --turnover",
    "roadmap find CASE --to TARGET",
    "roadmap find CASE --to TARGET --objective exposure --package 2",
    "roadmap find CASE --to TARGET --objective guarantee",
    "roadmap thresholds CASE first --turnover",
    "roadmap map CASE first",
    "sustain CASE",
    "robust CASE --samples 20 --workers 1",
)
ASKED = 5
SECONDS = 1.0
RUNAWAY = 60.0
"""Seconds of processor that no machine, however busy, needs to stop after one."""


def target(text):
    """Everything that the first options can give."""
    parties = json.loads(text)["parties"].values()
    options = [option for party in parties for option in party["options"]]
    return "now " + " ".join(f"+{option}" for option in options[:6])


@pytest.mark.parametrize("seed", range(12))
def test_every_question_of_an_odd_case_ends_in_time(seed, tmp_path):
    text = odd_talks(seed)
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    places = {"CASE": path, "TARGET": target(text), "REPORT": tmp_path / "r.html"}
    assert detente("check", path).code == 0
    for question in random.Random(seed).sample(QUESTIONS, ASKED):
        words = [places.get(word, word) for word in question.split()]
        begun = time.process_time()
        ran = detente(*words, "--time", SECONDS)
        assert time.process_time() - begun < RUNAWAY, question
        assert ran.code in {0, 1, 2, 3}, question
        assert ran.code == 0 or ran.err or ran.out, question


def test_the_same_seed_gives_the_same_case():
    assert odd_talks(5) == odd_talks(5)
    assert odd_talks(5) != odd_talks(6)


@pytest.mark.parametrize("seed", [28, 56])
def test_an_order_is_found_where_what_comes_later_weighs_nothing(seed, tmp_path):
    text = odd_talks(seed)
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    ran = detente("roadmap", "find", path, "--to", target(text), "--time", 300)
    assert ran.code in {0, 3}
    assert ran.out or "days" in ran.err
