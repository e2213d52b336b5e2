"""Every question asked as if another leadership ruled already."""

import json

import pytest

import detente as dt
from detente.casefile import dump_case, parse_case
from detente.errors import QuestionError
from tests.running import detente

TEXT = """
detente: 1
title: A partner that may turn
period: 1 year
patience: 0.9
parties:
  a: {{name: North, options: {{x: {{}}}}}}
  b: {{name: South, options: {{y: {{}}}}}}
preferences:
  a: {{weights: {{x: -1, y: 2}}}}
  b: {{weights: {{y: {own}, x: 2}}}}
types:
  {other}:
    {{party: b, name: Hawk, preferences: {{weights: {{y: {turned}, x: 2}}}}{now}}}
  third: {{party: b, now: {third}, preferences: {{weights: {{y: -1.5, x: 1}}}}}}
turnover:
  b: {turnover}
roadmaps: {{both: {{stages: [[x, y]]}}}}
variants: {{richer: {{set: {{preferences.a.weights.y: 3}}}}}}
"""
WRITTEN = TEXT.format(
    own=-1,
    other="hawk",
    turned=-3,
    now="",
    third=0.25,
    turnover="[{to: hawk, hazard: 0.1}, {from: hawk, to: b, hazard: 0.3}, "
    "{from: third, to: hawk, hazard: 0.2}]",
)
SWAPPED = TEXT.format(
    own=-3,
    other="b_as_written",
    turned=-1,
    now="",
    third=0,
    turnover="[{from: b_as_written, to: b, hazard: 0.1}, "
    "{to: b_as_written, hazard: 0.3}, {from: third, to: b, hazard: 0.2}]",
)
CERTAIN = WRITTEN.replace("x: 2}}}", "x: 2}}, now: 1}").replace("now: 0.25", "now: 0")


def checked(text, *words):
    run = detente(
        "roadmap", "check", "-", "both", "--format", "json", *words, stdin=text
    )
    return json.loads(run.out)


def test_the_answer_is_that_of_a_file_in_which_it_is_the_partys_own():
    found = checked(WRITTEN, "--rule", "b=hawk")
    assert found == checked(SWAPPED)
    assert found["turnover"]["completed"] != checked(WRITTEN)["turnover"]["completed"]
    assert found["signing"]["b"]["signs"] is False
    assert checked(WRITTEN)["signing"]["b"]["signs"] is True


def test_a_leadership_that_rules_for_certain_in_the_file_does_so_unasked():
    found, asked = checked(CERTAIN), checked(WRITTEN, "--rule", "b=hawk")
    assert found == asked
    assert dt.load(CERTAIN).rulings[0].leadership == "hawk"
    assert dt.load(CERTAIN).preference["b"] == dt.load(SWAPPED).preference["b"]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_case_that_is_written_again_says_what_its_file_says(form):
    written = dt.convert_case(CERTAIN, form)
    plain = CERTAIN.replace("now: 1", "now: 0.999")
    assert written.text == dt.convert_case(plain, form).text.replace("0.999", "1")
    assert dt.import_case(CERTAIN, "yaml").text() == dump_case(parse_case(CERTAIN, "x"))
    # Who asks for another leadership gets the case as if it ruled.
    asked = dt.convert_case(WRITTEN, form, rules=["b=hawk"])
    assert asked.text == dt.convert_case(dt.load(WRITTEN, rules=["b=hawk"]), form).text
    assert asked.text != dt.convert_case(WRITTEN, form).text


def test_a_variant_is_read_under_the_same_leadership():
    case = dt.load(WRITTEN, rules=["b=hawk"])
    varied = dt.load(case, variant="richer")
    swapped = dt.load(SWAPPED, variant="richer")
    assert varied.preferences == swapped.preferences
    assert varied.negotiation.turnover == swapped.negotiation.turnover
    again = dt.load(case, rules=["b=third"])
    assert again.preference["b"] == dt.load(WRITTEN, rules=["b=third"]).preference["b"]
    assert [each.leadership for each in again.rulings] == ["third"]
    assert dt.load(case) is case


def test_it_is_told_who_is_taken_to_rule_and_who_may_come_back():
    told = detente("roadmap", "check", "-", "both", "--rule=b=hawk", stdin=WRITTEN).out
    said = " ".join(told.split())
    assert "Asked as if this leadership ruled already: “Hawk” (South)." in said
    assert "the leadership as written (South)" in said
    assert "b_as_written" not in said
    run = detente(
        "roadmap", "check", "-", "both", "--rule=b=hawk", "--lang=ru", stdin=WRITTEN
    )
    assert "как если бы уже правило это руководство: «Hawk» (South)" in " ".join(
        run.out.split()
    )


@pytest.mark.parametrize(
    ("rule", "said", "hint"),
    [
        ("b=hawks", "b has no leadership 'hawks'", "it can be: b=hawk, b=third"),
        ("a=hawk", "a has no leadership 'hawk'", "write one under `types`"),
        ("c=hawk", "there is no party 'c'", "it can be: b=hawk, b=third"),
        ("hawk", "there is no party 'hawk'", "it can be: b=hawk, b=third"),
    ],
)
def test_who_is_not_there_cannot_rule(rule, said, hint):
    with pytest.raises(QuestionError) as refused:
        dt.load(WRITTEN, rules=[rule])
    (problem,) = refused.value.problems
    assert said in str(problem.message)
    assert str(problem.hint) == hint
    run = detente("analyze", "-", "--rule", rule, stdin=WRITTEN)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


@pytest.mark.parametrize("question", ["analyze", "stability", "evolve", "claims"])
def test_every_question_takes_it(question):
    words = question, "-", "--rule=b=hawk", "--format=json"
    run = detente(*words, stdin=WRITTEN)
    assert json.loads(run.out)["rules"] == {"b": "hawk"}
