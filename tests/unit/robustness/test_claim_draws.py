"""Claims and headlines that hang on assumed numbers."""

import json
from dataclasses import replace

import pytest

import detente as dt
from detente.engine.memory import available
from detente.errors import TooLargeError
from detente.report.naming import Names
from detente.report.pages.record.claim_words import finding_word
from detente.report.words import words_of
from detente.study.game.dynamics import open_dynamics
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict
from detente.study.robustness.claim_draws import hangs_on_numbers
from tests.running import detente

FARMS = """
detente: 1
title: Two farms
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {y: {value: 3, range: [0, 6], assumed: yes}, x: -1}}
  b: {weights: {x: 3, y: -1}}
patience: 0.9
roadmaps:
  both: {stages: [[x, y]]}
  alone: {stages: [[x]]}
claims:
  good: {kind: judgement, test: {holds: both}}
  bad: {kind: judgement, test: {fails: alone}}
  best: {kind: judgement, test: {better: [both, alone]}}
  open: {kind: judgement, test: {more_exposed: [a, b]}}
  rest: {kind: judgement, test: {stable: "x and y"}}
  now: {kind: fact, test: {formula: not x}}
"""
SURE = FARMS.replace("{value: 3, range: [0, 6], assumed: yes}", "3")


def found(samples, text=FARMS):
    findings = dt.claims(dt.load(text), samples=samples).findings
    return {each.claim.id: each for each in findings}


def test_a_verdict_that_flips_within_the_ranges_holds_only_under_assumed_numbers():
    good = found(40)["good"]
    assert good.verdict is ClaimVerdict.ASSUMED
    assert good.plain is ClaimVerdict.SUPPORTED
    assert good.figure.share == pytest.approx(5 / 6, abs=0.15)


def test_a_verdict_that_no_draw_changes_stays_and_says_so():
    bad = found(40)["bad"]
    assert bad.verdict is ClaimVerdict.SUPPORTED
    assert (bad.figure.samples, bad.figure.share) == (40, 1)


def test_what_is_stable_is_judged_under_drawn_weights():
    assert found(40)["rest"].figure.share is not None


def test_exposure_is_compared_under_drawn_weights():
    assert found(0)["open"].verdict is ClaimVerdict.CONTRADICTED
    assert found(40)["open"].figure.samples == 40


def test_no_number_enters_a_fact():
    assert found(40)["now"].figure.share is None


def test_without_samples_claims_are_judged_as_written():
    assert {each.verdict for each in found(0).values()} <= {
        ClaimVerdict.SUPPORTED,
        ClaimVerdict.CONTRADICTED,
        ClaimVerdict.REPEATED,
    }


def test_without_assumed_numbers_nothing_is_drawn():
    assert found(40, SURE)["good"].figure.samples == 0


def test_the_command_says_the_share_beside_the_figure():
    out = " ".join(detente("claims", "-", "--samples", "8", stdin=FARMS).out.split())
    assert "only under assumed numbers" in out
    assert "of 8 readings" in out


def test_the_data_say_what_the_verdict_is_as_written():
    run = detente("claims", "-", "--format", "json", stdin=FARMS)
    (good, *_) = json.loads(run.out)["claims"]
    assert good["verdict"] == "only under assumed numbers"
    assert good["figure"]["as_written"] == "supported"


def test_a_list_of_road_maps_says_that_assumed_numbers_were_not_varied():
    out = " ".join(detente("roadmap", "list", "-", stdin=FARMS).out.split())
    assert "That hangs on 1 assumed number, not varied here" in out


def test_a_list_without_assumed_numbers_says_nothing_of_them():
    assert "assumed" not in detente("roadmap", "list", "-", stdin=SURE).out


def test_a_list_with_samples_says_how_often_each_verdict_holds():
    words = ("roadmap", "list", "-", "--samples", "20")
    out = " ".join(detente(*words, stdin=FARMS).out.split())
    assert "draws of the assumed numbers" in out
    assert "Soonest flipped by this: what “y” is worth to a, at 1.1" in out


def test_a_check_with_samples_tells_its_own_share_only():
    words = ("roadmap", "check", "-", "both", "--samples", "20", "--format", "json")
    data = json.loads(detente(*words, stdin=FARMS).out)["robustness"]
    assert data["assumed"] == 1
    assert list(data["varied"]["roadmaps"]) == ["both"]


def test_robustness_tells_the_weakest_place_and_how_often_it_breaks():
    words = ("robust", "-", "--samples", "20")
    out = " ".join(detente(*words, stdin=FARMS).out.split())
    assert "The breach pays in" in out


def test_the_pinch_of_a_road_map_carries_its_shares():
    share = dt.robust(dt.load(FARMS), 40).robustness.shares[0]
    assert share.pinch is not None
    assert share.pinch.binds + share.pinch.breaks > 0
    assert share.same == pytest.approx(5 / 6, abs=0.15)


def test_progress_is_told_up_to_the_end():
    told = []
    dt.robust(dt.load(FARMS), 5, progress=lambda *each: told.append(each))
    assert told[-1] == (7, 7)


def test_a_study_of_time_that_would_not_fit_is_refused_beforehand():
    with pytest.raises(TooLargeError, match="the case would need"):
        open_dynamics(dt.load(FARMS), memory=100)
    assert available() > 100


EXPOSED = """
detente: 1
title: Three farms
parties:
  a: {options: {x: {undo: never}}}
  b: {options: {y: {undo: never}}}
  c: {options: {z: {}}}
preferences:
  a: {weights: {x: -1, z: 3}}
  b: {weights: {y: -1, z: 9}}
  c: {weights: {x: 1, z: {value: -1, range: [-1.1, -0.9], assumed: yes}}}
patience: 0.9
roadmaps:
  ends: {stages: [[z]]}
  both: {stages: [[x], [y], [z]]}
  barred: {stages: [[x], [not x]]}
claims:
  more: {kind: judgement, test: {more_exposed: [a, b]}}
  less: {kind: judgement, test: {more_exposed: [b, a]}}
  none: {kind: judgement, test: {more_exposed: [c, b]}}
"""


@pytest.mark.parametrize(
    ("claim", "verdict", "values"),
    [
        # What cannot be undone costs 1, out of a range of 4 and of one of 10.
        ("more", ClaimVerdict.SUPPORTED, (1 / 4, 1 / 10)),
        ("less", ClaimVerdict.CONTRADICTED, (1 / 10, 1 / 4)),
        ("none", ClaimVerdict.CONTRADICTED, (0, 1 / 10)),
    ],
)
def test_who_is_more_exposed_is_told_by_shares_of_ranges(claim, verdict, values):
    figure = found(0, EXPOSED)[claim].figure
    assert figure.values == pytest.approx(values)
    # No draw changes what is at stake.
    drawn = found(5, EXPOSED)[claim]
    assert (drawn.verdict, drawn.figure.share) == (verdict, 1)


@pytest.mark.parametrize(
    ("wants", "hangs"),
    [
        ({}, True),
        ({"b: {weights: {x: 3, y: -1}}": "b: [x, not y]"}, True),
        (
            {
                "a: {weights: {y: 3, x: -1}}": "a: [y, not x]",
                "b: {weights: {x: 3, y: -1}}": "b: [x, not y]",
            },
            False,
        ),
    ],
)
def test_what_is_stable_hangs_on_numbers_where_any_order_is_made_of_them(wants, hangs):
    text = SURE
    for old, new in wants.items():
        assert old in text
        text = text.replace(old, new)
    case = dt.load(text)
    said = {each.id: hangs_on_numbers(case, each) for each in case.claims}
    assert said == {
        "good": True,
        "bad": True,
        "best": True,
        "open": True,
        "rest": hangs,
        "now": False,
    }


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ({"undo": ((),), "orders": (False,)}, "how a breach is answered"),
        ({"undo": (("x",),), "orders": (False,)}, "how fast a step can be undone"),
        ({"undo": (("x",),), "orders": (True,)}, "who acts first"),
    ],
)
def test_an_open_claim_says_on_what_its_road_map_hangs(figure, said):
    case = dt.load(FARMS)
    (finding, *_) = dt.claims(case, samples=0).findings
    judged = ClaimFigure("judged", names=("both",), verdicts=("depends",), **figure)
    told = replace(finding, verdict=ClaimVerdict.DEPENDS, figure=judged)
    words = finding_word(told, Names(case, words_of("en")))
    assert words == f"open: it hangs on {said}"
