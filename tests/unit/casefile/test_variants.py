"""Variants of a case: what becomes of the claims, and of every figure."""

import json

import pytest

import detente as dt
from detente.analysis.overview import report
from tests.running import detente

CASE = """
detente: 1
title: Two farms
parties:
  a: {name: Ann, options: {x: {}}}
  b: {name: Bob, options: {y: {}}}
preferences:
  a: {weights: {y: 3, x: -1}}
  b: {weights: {x: 3, y: -1}}
patience: 0.9
roadmaps:
  both: {name: Both, stages: [[x, y]]}
claims:
  good: {kind: judgement, test: {holds: both}}
  quiet: {kind: judgement, test: {stable: not x and not y}}
  idle: {kind: fact, test: {formula: not x}}
variants:
  hasty: {title: No patience, set: {patience: 0.1}}
  keen: {title: They like it, set: {"preferences.a": {weights: {x: 1, y: 1}}}}
  same: {title: The same, set: {title: Two farms again}}
  short: {title: Short, remove: [claims.good]}
"""
CHANGING = """
detente: 1
title: More and less
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences: {a: [x], b: [y]}
variants:
  more: {set: {"parties.b.options.z": {name: Z}}}
"""


def asked(*words, stdin=CASE):
    ran = detente(words[0], "-", *words[1:], "--format", "json", stdin=stdin)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def verdicts(data, claim):
    (found,) = [each for each in data["claims"] if each["claim"] == claim]
    return {name: each["verdict"] for name, each in found["variants"].items()}


def test_a_claim_is_judged_in_every_variant():
    assert verdicts(asked("claims"), "good") == {
        "hasty": "contradicted",
        "keen": "depends",
        "same": "supported",
    }


def test_a_variant_without_the_claim_gives_no_verdict():
    found = verdicts(asked("claims"), "idle")
    assert "short" in found
    assert "short" not in verdicts(asked("claims"), "good")


def test_a_verdict_in_a_variant_carries_its_figure():
    (found, *_) = asked("claims")["claims"]
    assert found["variants"]["hasty"]["figure"]["verdicts"] == ["refuted"]


def test_the_verdict_of_the_case_as_written_is_the_same_without_variants():
    (whole, *_), (alone, *_) = (
        asked("claims", *words)["claims"] for words in ((), ("--no-variants",))
    )
    assert (alone["verdict"], alone["variants"]) == (whole["verdict"], {})


def test_a_variant_that_is_asked_for_is_judged_alone():
    (found, *_) = asked("claims", "--variant", "hasty")["claims"]
    assert (found["verdict"], found["variants"]) == ("contradicted", {})


def test_claims_that_a_variant_judges_otherwise_are_named():
    out = " ".join(detente("claims", "-", stdin=CASE).out.split())
    assert "“No patience”: good (supported, there contradicted)" in out


def test_a_variant_that_judges_nothing_otherwise_says_so():
    out = " ".join(detente("claims", "-", stdin=CASE).out.split())
    assert "the variant “The same” judges no claim otherwise" in out


def test_each_variant_has_a_column_of_verdicts():
    table = dt.claims(CASE).render("csv").splitlines()[0]
    assert table == "claim,quote,verdict,hasty,keen,same,short,figure"


def test_an_unknown_variant_is_refused():
    with pytest.raises(dt.QuestionError):
        dt.claims(CASE, variants=["hasti"])


def test_a_comparison_begins_with_what_changed():
    out = detente("compare", "-", "hasty", stdin=CASE).out
    assert out.index("changed in the variant") < out.index("Side by side")


def test_a_comparison_says_before_and_after():
    out = " ".join(detente("compare", "-", "hasty", stdin=CASE).out.split())
    assert "Both: keeps itself, least slack" in out
    assert "→ fails" in out


def test_a_variant_that_changes_nothing_says_so():
    out = detente("compare", "-", "same", stdin=CASE).out
    assert "nothing changed in “The same”" in out


def test_a_comparison_gives_each_road_map_its_verdict():
    found = {
        each["variant"]: each["roadmaps"]["both"]["verdict"]
        for each in asked("compare", "hasty")["variants"]
    }
    assert found == {None: "proved", "hasty": "refuted"}


def test_a_comparison_names_whom_the_least_slack_binds():
    (written, _) = asked("compare", "hasty")["variants"]
    check = dt.check_road_map(CASE, "both").check
    plan = written["roadmaps"]["both"]
    assert check.binding is not None
    assert (plan["party"], plan["slack"]) == check.binding[1:]


def test_a_comparison_gives_each_party_its_largest_exposure():
    (written, _) = asked("compare", "hasty")["variants"]
    ((_, exposures),) = dt.exposure(CASE).exposures
    assert {party: each["max"] for party, each in written["exposure"].items()} == {
        each.party: each.maximum for each in exposures
    }


def test_a_comparison_gives_each_party_its_fallback():
    (written, _) = asked("compare", "hasty")["variants"]
    fallback = {
        each.party: each.breakdown for each in dt.sustain(CASE).sustained.fallback
    }
    found = {party: each["breakdown"] for party, each in written["fallback"].items()}
    assert found == fallback


def test_without_road_maps_only_what_stands_still_is_compared():
    found = json.loads(dt.compare(CHANGING).to_json())
    for each in found["variants"]:
        assert (each["roadmaps"], each["exposure"], each["fallback"]) == ({}, {}, {})


def test_a_variant_may_add_an_option():
    ran = detente("compare", "-", stdin=CHANGING)
    assert (ran.code, "now +x +y +z" in ran.out) == (0, True)


def test_equilibria_that_came_and_went_are_counted():
    case = CHANGING.replace(
        '{set: {"parties.b.options.z": {name: Z}}}', '{set: {"preferences.b": [not y]}}'
    )
    out = detente("compare", "-", stdin=case).out
    assert "equilibria, R: 1 → 1 (1 new, 1 gone)" in out


def test_what_is_settled_in_every_variant_makes_no_equilibrium_new():
    case = CHANGING.replace("{x: {}}", "{x: {}, w: {redo: never}}").replace(
        '{set: {"parties.b.options.z": {name: Z}}}',
        '{set: {"options.w": {now: yes, undo: never}}}',
    )
    assert " new," not in detente("compare", "-", stdin=case).out


@pytest.mark.parametrize("form", ["csv", "markdown", "latex"])
def test_every_form_of_a_comparison_is_written(form):
    ran = detente("compare", "-", "--format", form, "--lang", "ru", stdin=CASE)
    assert (ran.code, ran.err) == (0, "")


def test_an_answer_names_the_variant_and_the_edits_under_which_it_was_read():
    words = ("--variant", "hasty", "--set", "options.x.cost=1")
    text = detente("roadmap", "check", "-", "both", *words, stdin=CASE).out
    assert "Read as the variant “No patience”." in text
    assert "Changed by hand: options.x.cost=1." in text


def test_json_names_the_variant_and_the_edits():
    case = dt.load(CASE, variant="hasty", edits=["options.x.cost=1"])
    data = dt.stability(case).to_dict()
    assert (data["variant"], data["edits"]) == ("hasty", ["options.x.cost=1"])


def test_a_case_as_written_names_neither():
    assert not {"variant", "edits"} & dt.stability(CASE).to_dict().keys()


def test_a_report_says_which_variant_it_is_about():
    html = report(dt.load(CASE, variant="hasty"))
    assert "Read as the variant “No patience”." in html


def test_a_comparison_of_an_edited_case_does_not_call_it_as_written():
    text = detente("compare", "-", "keen", "--set", "patience=0.2", stdin=CASE).out
    assert "as read here" in text
    assert "as written" not in text
