"""Claims that a study answers, beside those that only repeat the file."""

import pytest

import detente as dt
from detente.engine.budget import allowing, tick
from detente.study.deal.self_enforcement import check_road_map
from detente.study.record.claim_verdict import ClaimVerdict
from tests.running import detente

FARMS = """
detente: 1
title: Two farms
as_of: 2020-05-01
language: ru
sources: {paper: {title: The paper}}
parties:
  a: {options: {x: {}, fence: {}}}
  b: {options: {y: {}, gate: {undo: never}}}
preferences:
  a: {weights: {y: 3, x: -1, fence and not y: 2, gate: 1}}
  b: {weights: {x: 3, y: -1}}
period: 1 month
patience: 0.9
deadlines: {summer: {date: 2020-06-01, unless: y, by: a, then: fence}}
roadmaps:
  both: {since: 2020-01-01, stages: [[x], [y]]}
  alone: {stages: [[x]]}
events:
  - {date: 2020-02-01, kind: deed, parties: [a], option: x, value: yes}
  - {date: 2020-02-03, kind: deed, parties: [a], option: x, value: no}
  - {date: 2020-02-05, kind: deed, parties: [a], option: x, value: yes}
claims:
  now: {source: paper, quote: is here, kind: fact, test: {formula: not y}}
  gone: {source: paper, quote: is not here, kind: fact, test: {formula: y}}
  likes: {kind: judgement, test: {prefers: [b, alone, both]}}
  dislikes: {kind: judgement, test: {prefers: [a, alone, both]}}
  same: {kind: judgement, test: {prefers: [a, both, both]}}
  threat: {kind: forecast, test: {deadline: summer}}
  strong: {kind: judgement, test: {stronger: [a, no_gate]}}
  equal: {kind: judgement, test: {stronger: [b, no_gate]}}
  began: {kind: judgement, test: {followed: both}}
variants:
  no_gate: {set: {preferences.a.weights.gate: -1, options.gate.now: yes}}
"""


TWO = FARMS.replace(
    "claims:\n",
    "claims:\n"
    "  first: {kind: judgement, test: {holds: alone}}\n"
    "  second: {kind: judgement, test: {holds: both}}\n"
    "  third: {kind: judgement, test: {fails: alone}}\n",
)


def found(text=FARMS):
    judged = dt.claims(dt.load(text), samples=0, variants=()).findings
    return {each.claim.id: each for each in judged}


def test_what_the_file_says_itself_is_repeated_and_supports_nothing():
    assert found()["now"].verdict is ClaimVerdict.REPEATED
    assert found()["gone"].verdict is ClaimVerdict.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("likes", ClaimVerdict.SUPPORTED),
        ("dislikes", ClaimVerdict.CONTRADICTED),
        ("same", ClaimVerdict.CONTRADICTED),
    ],
)
def test_a_party_prefers_the_road_map_that_is_worth_more_to_it(claim, verdict):
    assert found()[claim].verdict is verdict


def test_what_road_maps_are_worth_is_counted_from_their_first_period():
    # a: -1 from the first period on, +3 from the second.
    alone, both = found()["dislikes"].figure.values
    assert alone == pytest.approx(-1)
    assert both == pytest.approx(0.9 * 3 - 1)


def test_a_deadline_counts_where_its_owner_gains_by_what_it_opens():
    threat = found()["threat"]
    assert threat.verdict is ClaimVerdict.SUPPORTED
    assert threat.figure.values == (2,)


def test_a_deadline_that_opens_what_nobody_wants_is_no_threat():
    threat = found(FARMS.replace("fence and not y: 2", "fence: -2"))["threat"]
    assert threat.verdict is ClaimVerdict.CONTRADICTED
    assert threat.figure.values == (-2,)


def test_a_deadline_that_is_met_opens_nothing():
    threat = found(FARMS.replace("unless: y", "unless: not y"))["threat"]
    assert threat.verdict is ClaimVerdict.CONTRADICTED
    assert threat.figure.numbers == (1,)


def test_who_has_more_without_a_deal_than_in_a_variant_is_stronger():
    # The gate stands in the variant, where a loses one by it for ever; b does not mind.
    assert found()["strong"].verdict is ClaimVerdict.SUPPORTED
    assert found()["equal"].verdict is ClaimVerdict.CONTRADICTED


def test_a_comparison_with_a_variant_is_not_made_within_variants():
    judged = dt.claims(dt.load(FARMS), samples=0).variants
    verdicts = {each.claim.id: each.verdict for each in judged[0][1]}
    assert verdicts["strong"] is ClaimVerdict.UNDECIDED


def test_a_road_map_is_followed_as_far_as_its_stages_are_done_in_order():
    began = found()["began"]
    assert began.verdict is ClaimVerdict.SUPPORTED
    assert began.figure.numbers[:2] == (1, 2)


def test_a_road_map_of_which_a_later_stage_came_first_is_not_followed():
    early = "  - {date: 2020-02-05, kind: deed, parties: [b], option: y, value: yes}\n"
    text = FARMS.replace("claims:\n", early + "claims:\n")
    text = text.replace(
        "2020-02-05, kind: deed, parties: [a]", "2020-02-07, kind: deed"
    )
    assert found(text)["began"].verdict is ClaimVerdict.CONTRADICTED


def test_deeds_before_a_road_map_began_do_not_follow_it():
    text = FARMS.replace("since: 2020-01-01", "since: 2020-03-01")
    assert found(text)["began"].figure.numbers[:2] == (0, 2)
    assert found(text)["began"].verdict is ClaimVerdict.CONTRADICTED


def test_what_a_draw_changes_is_said_of_preferences_too():
    assumed = FARMS.replace("{y: 3,", "{y: {value: 1.2, range: [0, 3], assumed: yes},")
    judged = dt.claims(dt.load(assumed), samples=30, variants=()).findings
    dislikes = next(each for each in judged if each.claim.id == "dislikes")
    assert dislikes.figure.samples == 30
    assert dislikes.verdict is ClaimVerdict.CONTRADICTED


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("{prefers: [a, both]}", "a party and the two road maps"),
        ("{prefers: [a, both, c]}", "there is no road map 'c'"),
        ("{stronger: [a, other]}", "there is no variant 'other'"),
        ("{deadline: winter}", "there is no deadline 'winter'"),
    ],
)
def test_a_question_about_nothing_is_refused(wrong, right):
    text = FARMS.replace("{prefers: [a, both, both]}", wrong)
    with pytest.raises(dt.CaseError) as raised:
        dt.load(text)
    assert right in str(raised.value)


def test_each_verdict_says_why_in_words():
    said = " ".join(detente("claims", "-", "--samples", "0", stdin=FARMS).out.split())
    for words in (
        "as the case has it: 1",
        "what it is worth to a against today: alone: -1.00; both: +1.70",
        "is worth +2.00 to a",
        "in the variant",
        "1 of 2 stages",
    ):
        assert words in said


def test_the_words_of_a_source_in_another_language_are_marked():
    asked = ("claims", "-", "--samples", "0", "--format", "markdown")
    assert "(in Russian)" in detente(*asked, stdin=FARMS).out
    assert "на русском" not in detente("--lang", "ru", *asked, stdin=FARMS).out


def test_a_stage_that_is_done_while_an_earlier_one_is_not_breaks_the_order():
    later = "  - {date: 2020-02-06, kind: deed, parties: [b], option: y, value: yes}\n"
    text = FARMS.replace("claims:\n", later + "claims:\n")
    undone = "{date: 2020-02-05, kind: deed, parties: [a], option: x, value: yes}"
    text = text.replace(f"  - {undone}\n", "")
    assert found(text)["began"].figure.numbers[:2] == (0, 2)
    assert found(text)["began"].verdict is ClaimVerdict.CONTRADICTED


def test_stages_done_one_after_the_other_follow_the_road_map():
    later = "  - {date: 2020-02-06, kind: deed, parties: [b], option: y, value: yes}\n"
    text = FARMS.replace("claims:\n", later + "claims:\n")
    assert found(text)["began"].figure.numbers[:2] == (2, 2)
    assert found(text)["began"].verdict is ClaimVerdict.SUPPORTED


def test_a_deed_that_is_due_follows_nothing():
    later = "  - {date: 2020-06-06, kind: deed, parties: [b], option: y, value: yes}\n"
    text = FARMS.replace("claims:\n", later + "claims:\n")
    assert found(text)["began"].figure.numbers[:2] == (1, 2)


def test_a_comparison_of_parties_names_the_road_map_of_each():
    text = FARMS.replace("{x: {}, fence", "{x: {undo: never}, fence").replace(
        "  began:", "  risk: {kind: judgement, test: {more_exposed: [a, b]}}\n  began:"
    )
    text = text.replace("value: no", "value: yes")
    figure = found(text)["risk"].figure
    assert figure.values[0] > figure.values[1] == 0
    assert figure.plans == ("both", None)
    ran = detente("claims", "-", "--samples", "0", "--no-variants", stdin=text)
    assert "on “both”, b 0 %" in " ".join(ran.out.split())


def test_what_was_not_judged_in_time_is_said_to_be_so_and_the_rest_is_kept(
    monkeypatch,
):
    whole = found(TWO)
    judging = "detente.study.record.deal_claim.check_road_map"

    def checked(dynamics, plan, *args, **options):
        if plan.id == "both":
            budget.stop()
            tick()
        return check_road_map(dynamics, plan, *args, **options)

    monkeypatch.setattr(judging, checked)
    with allowing() as budget:
        partly = found(TWO)
    assert budget.stopped is not None
    left = {key for key, each in partly.items() if each.verdict.value == "undecided"}
    # The third asks about a road map that was judged for the first.
    assert "second" in left
    assert not left & {"now", "gone", "began", "first", "third"}
    assert all(partly[key] == whole[key] for key in partly.keys() - left)
    assert all(each.verdict is not ClaimVerdict.UNDECIDED for each in whole.values())
