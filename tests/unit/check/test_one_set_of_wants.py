"""A party with weights is judged by them; what is said beside them is held against."""

import json
from dataclasses import replace

import pytest

import detente as dt
from detente.analysis.setting import Setting
from detente.casefile import dump_case, parse_case
from detente.engine import open_engine
from detente.errors import QuestionError
from detente.study.check.disagreement import disagreement
from detente.study.check.opposition import opposition_in
from tests.answers import FULL, LONG, QUESTIONS
from tests.running import detente

SAID = "statements: [x]"
SWAP = """
detente: 1
title: A swap
parties:
  a: {options: {x: {now: yes}, y: {}}}
  b: {options: {z: {}}}
constraints: ["exactly(1, x, y)"]
preferences:
  a: {statements: [x], weights: {y: 1}}
  b: {weights: {z: 1}}
"""
STATED = Setting(wants="statements")
WARNING = "on 100 % of the moves of a its statements and its weights say the opposite"


def resting(setting=None):
    found = dt.stability(dt.load(SWAP), ["R"], setting=setting or Setting())
    return found.stable("R", "a")


def told(result):
    return json.loads(result.to_json())


def test_stability_goes_by_weights_unless_statements_are_asked_for():
    assert resting() == ("NYN", "NYY")
    assert resting(STATED) == ("YNN", "YNY")


@pytest.mark.parametrize(
    ("wants", "order", "stated"),
    [
        ("[x]", "statements", "statements"),
        ("{ranking: [YNN, [NYN, YNY, NYY]]}", "ranking", "ranking"),
        ("{weights: {y: 1}}", "weights", "weights"),
        ("{statements: [x], weights: {y: 1}}", "weights", "statements"),
        ("{ranking: [YNN, [NYN, YNY, NYY]], weights: {y: 1}}", "weights", "ranking"),
        ("[]", "indifferent", "indifferent"),
    ],
)
def test_what_gives_the_order_of_a_party(wants, order, stated):
    case = dt.load(SWAP.replace("{statements: [x], weights: {y: 1}}", wants))
    preference = case.preference["a"]
    assert preference.order == order
    assert replace(preference, as_stated=True).order == stated


def test_the_record_tells_gains_by_the_same_wants():
    text = """
events:
  - {date: 2019-01-01, kind: deed, parties: [a], option: y, value: no}
"""
    (deed,) = dt.record(dt.load(SWAP + text)).ledger.deeds
    assert (deed.gained, deed.lost) == ((), ("a",))
    (said,) = dt.record(dt.load(SWAP + text), STATED).ledger.deeds
    assert (said.gained, said.lost) == ((), ())


def test_variants_and_files_of_others_go_by_what_is_asked_for():
    case = dt.load(SWAP + "variants: {v: {set: {options.z.undo: never}}}")
    as_said = told(dt.compare(case, setting=STATED))
    assert as_said["assumptions"]["wants"] == "statements"
    assert as_said["variants"] != told(dt.compare(case))["variants"]


def test_an_answer_says_by_which_wants_it_goes():
    assert told(dt.stability(dt.load(SWAP)))["assumptions"]["wants"] == "weights"
    words = ("stability", "-", "--quiet")
    said = "parties judge by their statements, not their weights"
    assert said not in " ".join(detente(*words, stdin=SWAP).out.split())
    run = detente(*words, "--wants", "statements", stdin=SWAP)
    assert said in " ".join(run.out.split())


def test_wants_that_do_not_exist_are_refused():
    with pytest.raises(QuestionError, match="by weights or statements, not 'dreams'"):
        dt.stability(dt.load(SWAP), setting=Setting(wants="dreams"))


def test_how_a_case_is_judged_is_not_written_into_it():
    case = dt.load(SWAP)
    stated = replace(
        case,
        preferences=tuple(
            (party, replace(wants, as_stated=True)) for party, wants in case.preferences
        ),
    )
    assert dump_case(stated) == dump_case(case)


@pytest.mark.parametrize("question", sorted(QUESTIONS.keys() - LONG))
def test_every_answer_warns_of_what_contradicts_the_weights(question):
    said = "statements: [not test, freeze, not relief]"
    assert said in FULL
    case = parse_case(FULL.replace(said, "statements: [test, not freeze, relief]"), "")
    opposed = {
        each.party
        for each in disagreement(open_engine(case), clashes=False)
        if each.share > 0.05
    }
    assert opposed == {"usa"}
    warnings = json.loads(QUESTIONS[question](case).to_json())["warnings"]
    told = {
        each["element"] for each in warnings if each["code"] == "order-against-weights"
    }
    assert told == opposed
    assert len(warnings) == len({each["message"] for each in warnings})


@pytest.mark.parametrize(
    "words",
    [
        ("stability", "-"),
        ("explain", "-", "now"),
        ("analyze", "-"),
        ("states", "-"),
        ("check", "-", "--format", "csv"),
    ],
)
def test_the_warning_goes_to_standard_error_once_and_quiet_silences_it(words):
    run = detente(*words, stdin=SWAP)
    assert " ".join(run.err.split()).count(WARNING) == 1
    assert WARNING not in " ".join(detente(*words, "--quiet", stdin=SWAP).err.split())


def test_a_ranking_is_held_against_weights_too():
    text = SWAP.replace(SAID, "ranking: [[YNN, YNY], [NYN, NYY]]")
    (remark,) = opposition_in(dt.load(text))
    assert "its ranking and its weights say the opposite" in str(remark.message)


def test_up_to_a_twentieth_of_the_moves_is_no_warning():
    options = ", ".join(f"o{n}: {{}}" for n in range(5))
    weights = ", ".join(f"o{n}: {2 ** (5 - n)}" for n in range(5))
    statements = ", ".join([*(f"o{n}" for n in range(4)), "not o4"])
    text = (
        "detente: 1\ntitle: Five\nparties:\n"
        f"  a: {{options: {{{options}}}}}\n  b: {{options: {{z: {{}}}}}}\n"
        "preferences:\n"
        f"  a: {{statements: [{statements}], weights: {{{weights}}}}}\n  b: [z]\n"
    )
    case = dt.load(text)
    (found,) = disagreement(open_engine(case))
    # Of 64 times 31 moves 64 change o4 alone.
    assert found.share == pytest.approx(1 / 31)
    assert opposition_in(case) == ()
    said = " ".join(dt.analyze(case).in_full().text().split())
    assert "judge in opposite ways: a 3 % of its moves." in said
    assert told(dt.analyze(case))["order_against_weights"][0]["opposed"] == 64


def test_a_party_that_has_but_one_of_them_is_not_opened():
    assert opposition_in(parse_case(SWAP.replace(SAID + ", ", ""), "a.yaml")) == ()
