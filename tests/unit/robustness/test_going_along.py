"""Whether all, some or no numbers let a party go along: by hand, and in words."""

import json
import sys
from dataclasses import replace

import pytest

import detente as dt
from detente.model.formula import And, Name
from detente.model.preference import TradeOff
from tests.running import detente

FARMS = """\
detente: 1
title: Two farms
parties:
  upper: {name: Upper, options: {x: {}}}
  lower: {name: Lower, options: {y: {}}}
preferences:
  upper:
    weights:
      x: -2.6
      y: {value: 1, range: [0.5, 4], assumed: yes}
      x and y: {value: 2, range: [0, 3], assumed: yes}
  lower: {weights: {y: -1, x: 2}}
patience: 0.9
roadmaps: {both: {name: Both, stages: [{steps: [x, y], escrow: yes}]}}
"""
"""Signing is worth y + (x and y) - 2.6 to the upper farm."""

needs_scipy = pytest.mark.needs("scipy")


def asked(case):
    """What is found of the upper farm."""
    return dt.going_along(case, "both").found[0]


def judging(x="-2.6"):
    """The same, where the upper farm is sure that both is worth more than y alone."""
    case = dt.load(FARMS.replace("x: -2.6", f"x: {x}"))
    (name, wanted), *others = case.preferences
    both = next(each.of for each in wanted.weights if isinstance(each.of, And))
    judged = (TradeOff((both,), (Name("y"),)),)
    wanted = replace(wanted, tradeoffs=judged)
    return replace(case, preferences=((name, wanted), *others))


@needs_scipy
def test_a_trade_off_lets_one_number_speak_for_two():
    signs = asked(judging()).signs
    assert signs.answer == "depends"
    assert (signs.least, signs.most) == (pytest.approx(-1.6), pytest.approx(3.4))
    (number,) = signs.decided_by
    # At the worst both are .5: x and y cannot be less than y, so that y counts twice.
    assert number.path == "preferences.upper.weights.y"
    assert number.marginal == pytest.approx(2)
    assert number.turns_at == pytest.approx(0.6)


@needs_scipy
def test_of_a_party_that_refuses_the_best_tells_what_it_hangs_on():
    # At the best both are 3: y could be more, but no more than x and y.
    (number,) = asked(judging("-4")).signs.decided_by
    assert number.path == "preferences.upper.weights.x and y"
    assert number.marginal == pytest.approx(2)


@needs_scipy
def test_what_keeps_it_away_as_written_decides_and_not_what_could_be_worse():
    # Undoing x alone at the end loses 1.9 more than not to sign, as y and not x stands
    # in the file, but may gain 3.1.
    text = FARMS.replace(
        "x: -2.6", "x: -4, y and not x: {value: -20, range: [-20, 30]}"
    )
    numbers = asked(text.replace("-4, y", "-4\n      y")).goes_along.decided_by
    assert [each.path.rpartition(".")[2] for each in numbers] == ["y", "x and y"]
    assert [each.turns_at for each in numbers] == pytest.approx([2, 3])


@needs_scipy
def test_without_the_trade_off_both_count():
    signs = asked(FARMS).signs
    assert signs.least == pytest.approx(-2.1)
    assert [each.path.rpartition(".")[2] for each in signs.decided_by] == [
        "y",
        "x and y",
    ]


@needs_scipy
@pytest.mark.parametrize(
    ("x", "answer", "said"),
    [
        ("-0.4", "always", "Upper would sign, whatever its assumed numbers are."),
        ("-8", "never", "Upper would not sign, whatever its assumed numbers are."),
        ("-2.6", "depends", "Upper would sign as its numbers are written, but not"),
        ("-4", "depends", "Upper would not sign as its numbers are written, but"),
    ],
)
def test_the_page_says_under_which_numbers_a_party_signs(x, answer, said):
    text = FARMS.replace("x: -2.6", f"x: {x}")
    result = dt.going_along(text, "both")
    assert asked(text).signs.answer == answer
    assert said in " ".join(result.text().split())


@needs_scipy
def test_what_decides_is_told_in_words_with_where_it_turns():
    text = " ".join(dt.going_along(FARMS, "both").text().split())
    assert (
        "most hangs on what “y” is worth to Upper (as written 1; it turns at 0.6)"
        in text
    )


@needs_scipy
def test_a_party_that_signs_always_may_still_never_go_on():
    # Once y is there for good the upper farm is better off without x.
    text = FARMS.replace("y: {}", "y: {undo: never}").replace(", escrow: yes", "")
    text = text.replace("x: -2.6", "x: -0.4")
    text = text.replace("      x and y: {value: 2, range: [0, 3], assumed: yes}\n", "")
    found = asked(text)
    assert (found.signs.answer, found.goes_along.answer) == ("always", "never")
    said = " ".join(dt.going_along(text, "both").text().split())
    assert "it would not both sign and go on to the end" in said


@needs_scipy
def test_a_party_without_weights_is_not_judged():
    text = FARMS.replace("lower: {weights: {y: -1, x: 2}}", "lower: [x, not y]")
    result = dt.going_along(text, "both")
    assert result.found[1].signs is None
    assert "Of Lower it is not known" in result.text()
    assert result.found[1].reason is not None
    assert str(result.found[1].reason) in result.to_json()


@needs_scipy
def test_a_road_map_that_is_impossible_says_why():
    result = dt.going_along(FARMS.replace("x: {}", "x: {redo: never}"), "both")
    assert result.found == ()
    assert result.to_dict()["parties"] == {}
    assert str(result.reasons[0]) in result.text()


@needs_scipy
def test_the_command_prints_the_answer_as_json(tmp_path):
    path = tmp_path / "farms.yaml"
    path.write_text(FARMS)
    run = detente("roadmap", "weights", str(path), "both", "--format", "json")
    data = json.loads(run.out)
    assert data["parties"]["upper"]["sign"]["answer"] == "depends"
    assert data["parties"]["lower"]["go_along"]["answer"] == "always"


def test_without_scipy_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(dt.UnsupportedError) as told_so:
        dt.going_along(FARMS, "both")
    assert "`make extras`" in str(told_so.value.hint)


@needs_scipy
@pytest.mark.parametrize(
    ("x", "y", "both"),
    [
        # Where it turns counts as told at both ends of a range, and not beyond.
        ("-2.49", None, 1.49),
        ("-2.5", 0.5, 1.5),
        ("-4", 2, 3),
        ("-4.01", 2.01, None),
        ("-6", 4, None),
        ("-6.01", None, None),
        ("-1", None, 0),
        ("-0.99", None, None),
    ],
)
def test_what_decides_is_told_with_its_range_and_where_in_it_it_turns(x, y, both):
    signs = asked(FARMS.replace("x: -2.6", f"x: {x}")).signs
    # Signing is worth y + (x and y) to it, and what x costs.
    assert (signs.least, signs.most) == pytest.approx((0.5 + float(x), 7 + float(x)))
    of_y, of_both = signs.decided_by
    assert (of_y.value, of_y.low, of_y.high) == (1, 0.5, 4)
    assert (of_both.value, of_both.low, of_both.high) == (2, 0, 3)
    assert (of_y.marginal, of_both.marginal) == pytest.approx((1, 1))
    assert of_y.turns_at == (None if y is None else pytest.approx(y))
    assert of_both.turns_at == (None if both is None else pytest.approx(both))
    assert of_both.turns_at != 0 or str(of_both.turns_at) == "0.0"
