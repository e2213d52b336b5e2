"""The flagship: one article, every sentence of it, and the record behind it."""

import datetime
import re
from itertools import pairwise

import numpy as np
import pytest

from detente.analysis.setting import Setting, open_static
from detente.casefile import load_case
from detente.casefile.write.case import dump_case
from detente.engine import open_engine
from detente.model.concept import Concept
from detente.model.formula import written
from detente.model.text import Evidence, Text
from detente.study.check.disagreement import disagreement
from detente.study.game.options_at_deadlines import closed
from detente.study.record.ledger import keep_ledger
from detente.study.stability.core_concepts import stable
from tests.golden.quotes import (
    ARTICLE,
    END_OF_SENTENCE,
    FILE,
    digest,
    digests,
    elements,
    kept_digests,
    quotes,
)

SENTENCES = 28
VARIANTS = ["sceptic", "without_moscow", "without_guarantors"]
CORE = ("R", "GMR", "SMR", "SEQ", "SSEQ")
EVENTS = """
1961-07-11 kept | 1994-10-21 breach | 1994-12-05 statement | 2001-01-20 leadership
2002-06-13 breach | 2005-09-19 breach | 2008-02-25 leadership | 2012-02-29 breach
2012-09-17 deed | 2014-03-18 breach | 2017-07-04 statement | 2017-11-28 deed
2018-03-25 meeting | 2018-04-20 statement | 2018-04-27 meeting | 2018-05-07 meeting
2018-05-08 breach | 2018-05-24 deed | 2018-05-26 meeting | 2018-06-12 meeting
2018-06-19 meeting | 2018-06-19 deed | 2018-09-18 meeting | 2018-09-19 statement
2019-01-07 meeting | 2019-02-02 breach | 2019-02-27 meeting | 2019-03-03 deed
2019-04-12 statement | 2019-04-24 meeting
2018-07-20 begun | 2018-09-14 kept | 2018-09-27 statement | 2018-09-27 position
2018-10-09 statement | 2018-12-12 kept | 2019-03-02 deed | 2019-03-04 breach
2019-03-22 breach | 2019-04-11 meeting
"""


@pytest.fixture(scope="module")
def case():
    return load_case(FILE)


def payoffs_of(engine, party):
    return {int(value) for value in engine.payoff(party)[engine.feasible]}


def equilibria(engine, concept):
    by_party = [stable(engine, index, concept) for index in range(len(engine.parties))]
    return engine.feasible & np.logical_and.reduce(by_party)


def test_every_quote_lies_within_one_sentence(case):
    assert [quote for quote in quotes(case) if END_OF_SENTENCE.search(quote)] == []


def test_every_quote_of_the_article_is_exact(case):
    known = kept_digests()
    assert [quote for quote in quotes(case) if digest(quote) not in known] == []


def test_every_sentence_of_the_article_has_a_claim(case):
    known = kept_digests()
    claimed = {known.get(digest(claim.quote)) for claim in case.claims}
    assert claimed == {*range(1, SENTENCES + 1)}


def test_the_digests_are_those_of_the_article_where_it_is_at_hand(case):
    kept = kept_digests()
    assert not ARTICLE.exists() or kept == digests(case)
    assert set(kept.values()) == {*range(1, SENTENCES + 1)}


def test_a_claim_that_cannot_be_tested_says_why(case):
    untested = [claim for claim in case.claims if claim.test.kind == "none"]
    assert [claim.id for claim in untested if claim.about.note is None] == []


def test_every_event_of_the_record_is_there(case):
    expected = {tuple(pair.split()) for pair in re.split(r"[|\n]", EVENTS.strip())}
    known = {(event.date.isoformat(), event.kind) for event in case.events}
    assert expected - known == set()


def test_hanoi_failed(case):
    (hanoi,) = [e for e in case.events if e.end == datetime.date(2019, 2, 28)]
    assert hanoi.outcome == "failed"


def test_both_who_signed_in_singapore_have_words_to_keep(case):
    words = [e for e in case.events if e.date == datetime.date(2018, 6, 12)]
    given = {party for e in words if e.kind == "statement" for party in e.parties}
    assert given == {"dprk", "usa"}


def test_the_halt_of_exercises_is_disputed_and_nowhere_kept(case):
    told = [e for e in case.events if e.option == "exercises_off"]
    assert [e.id for e in told if e.kind == "kept"] == []
    assert [e.id for e in told if e.disputed] == ["dong_maeng"]


def test_what_was_taken_down_at_tongchang_ri_was_rebuilt(case):
    told = keep_ledger(case).options
    (tongchang,) = [each for each in told if each.option == "tongchang_ri"]
    assert tongchang.standing == "undone"


def test_every_event_names_its_source(case):
    known = {source.id for source in case.sources}
    assert [event.id for event in case.events if event.source not in known] == []


def test_events_stand_in_their_order(case):
    dates = [event.date for event in case.events]
    assert [pair for pair in pairwise(dates) if pair[0] > pair[1]] == []


def test_at_most_sixteen_options_can_still_move(case):
    assert sum(not option.settled for option in case.options) == 16


def test_every_text_is_in_english_and_russian(case):
    texts = [each for each in elements(case) if isinstance(each, Text)]
    assert [
        str(text) for text in texts if {key for key, _ in text.versions} != {"en", "ru"}
    ] == []


def test_every_option_has_a_name_a_track_and_evidence(case):
    assert [
        option.id
        for option in case.options
        if not (option.about.name and option.track and option.about.evidence)
    ] == []


def test_every_weight_is_assumed_or_has_evidence(case):
    wants = [preference for _, preference in case.preferences]
    wants += [each.preference for each in case.negotiation.leaderships]
    weights = [weight for preference in wants for weight in preference.weights]
    assert len(weights) > 60
    assert [
        weight.of
        for weight in weights
        if not (weight.amount.about.assumed or weight.amount.about.evidence)
    ] == []


def test_every_weight_of_a_party_is_argued(case):
    assert [
        (party, weight.of)
        for party, preference in case.preferences
        for weight in preference.weights
        if weight.amount.about.note is None
    ] == []


def test_every_party_has_both_an_order_and_stakes(case):
    wants = case.preference
    assert [
        party
        for party in wants
        if not (wants[party].statements and wants[party].weights)
    ] == []


def test_no_party_is_indifferent(case):
    engine = open_engine(case)
    assert [
        party
        for index, party in enumerate(engine.parties)
        if len(payoffs_of(engine, index)) == 1
    ] == []


def test_three_road_maps_or_more_are_compared(case):
    assert {each.id for each in case.negotiation.road_maps} >= {
        "washington_first",
        "dual_track_2017",
        "action_for_action",
        "small_deal",
    }


def test_every_source_that_is_named_is_listed(case):
    named = {each.source for each in elements(case) if isinstance(each, Evidence)}
    assert named - {source.id for source in case.sources} == set()


def test_the_state_space_is_of_the_size_intended(case):
    assert open_engine(case).n_feasible == 18_816


def test_punggye_ri_can_be_restored_in_time(case):
    undo = case.option["punggye_ri"].undo
    assert not undo.is_never
    assert undo.takes.days <= case.negotiation.reversible_within.days


def test_a_guarantee_outlives_the_breach_and_costs_nobody_else(case):
    given = ("china_guarantees", "russia_guarantees")
    binding = [each for each in case.negotiation.guarantees if each.by != ("usa",)]
    assert [each.binding for each in binding] == [True, True]
    assert [
        weight.of
        for weight in case.preference["usa"].weights
        if any(option in written(weight.of) for option in given)
    ] == []


def test_no_one_says_in_which_order_the_parties_would_act(case):
    assert not case.negotiation.movers.parties


def test_what_was_offered_in_hanoi_is_one_exchange(case):
    (hanoi,) = [e for e in case.negotiation.road_maps if e.id == "hanoi_2019"]
    assert [{step.option for step in stage.steps} for stage in hanoi.stages] == [
        {"yongbyon", "relief_partial", "un_easing"}
    ]


def test_the_plan_of_2017_ends_in_disarmament_and_normal_relations(case):
    (plan,) = [e for e in case.negotiation.road_maps if e.id == "dual_track_2017"]
    last = {step.option for step in plan.stages[-1].steps}
    assert last >= {"denuclearise", "recognition"}


@pytest.mark.parametrize("variant", [None, *VARIANTS])
def test_the_order_of_what_sources_say_agrees_with_the_weights(variant):
    engine = open_engine(closed(load_case(FILE, variant=variant)))
    for each in disagreement(engine):
        assert each.opposed <= 0.05 * each.moves


def test_without_guarantors_only_what_guarantees_say_is_changed(case):
    varied = load_case(FILE, variant="without_guarantors")
    assert varied.preferences == case.preferences
    assert varied.events == case.events
    same = [
        (now, then)
        for now, then in zip(case.options, varied.options, strict=True)
        if now != then
    ]
    assert {now.id for now, _ in same} == {"china_guarantees", "russia_guarantees"}


def test_washington_wants_other_things_in_its_own_reading(case):
    sceptic = load_case(FILE, variant="sceptic")
    assert sceptic.preference["usa"] != case.preference["usa"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_variant_loads_and_differs(case, variant):
    assert load_case(FILE, variant=variant) != case


def test_the_sceptic_lays_the_broken_deals_at_the_door_of_pyongyang():
    events = {each.id: each for each in load_case(FILE, variant="sceptic").events}
    deals = [events[id_] for id_ in ("agreed_framework", "six_party", "leap_day")]
    assert {(deal.parties, deal.disputed) for deal in deals} == {(("dprk",), False)}


def test_the_case_reads_back_as_it_was_written(case):
    assert load_case(dump_case(case)) == case


@pytest.mark.parametrize("variant", [None, *VARIANTS])
def test_now_is_left_only_by_those_who_expect_no_answer(variant):
    engine = open_engine(closed(load_case(FILE, variant=variant)))
    leaving = {
        (concept, party)
        for concept in CORE
        for index, party in enumerate(engine.parties)
        if not stable(engine, index, Concept(concept))[engine.status_quo]
    }
    assert leaving == {("R", "dprk"), ("R", "usa")}


@pytest.mark.parametrize(
    ("variant", "plan", "refuses"),
    [
        (None, "washington_first", {"dprk"}),
        (None, "dual_track_2017", {"dprk"}),
        (None, "hanoi_2019", {"usa"}),
        (None, "action_for_action", set()),
        ("sceptic", "hanoi_2019", {"usa"}),
        ("sceptic", "action_for_action", {"dprk"}),
    ],
)
def test_each_plan_leaves_worse_off_whom_the_record_says_it_does(
    variant, plan, refuses
):
    case = load_case(FILE, variant=variant)
    engine = open_engine(case)
    ids = [option.id for option in case.options]
    (made,) = [each for each in case.negotiation.road_maps if each.id == plan]
    first, last = (
        engine.index(state)
        for state in (case.status_quo, made.states(ids, case.status_quo)[-1])
    )
    worse = {
        party
        for index, party in enumerate(engine.parties)
        if engine.payoff(index)[last] < engine.payoff(index)[first]
    }
    assert worse == refuses


@pytest.mark.parametrize(
    ("wants", "counts"),
    [
        ("weights", (10, 4168, 4168, 4138, 4138)),
        ("statements", (144, 1770, 1490, 144, 144)),
    ],
)
def test_the_equilibria_before_the_deadline_are_those_of_the_definitions(
    case, wants, counts
):
    engine = open_static(case, Setting(wants=wants))
    found = tuple(int(equilibria(engine, Concept(each)).sum()) for each in CORE)
    assert engine.n_feasible == 12_672
    assert found == counts


@pytest.mark.parametrize("variant", [None, *VARIANTS])
def test_what_is_said_of_priorities_contradicts_no_weights(variant):
    engine = open_engine(load_case(FILE, variant=variant))
    assert {each.opposed for each in disagreement(engine, clashes=False)} == {0}
