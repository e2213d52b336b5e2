"""The deal with Iran: public dates, argued numbers, and what follows from them."""

import datetime
from itertools import pairwise
from pathlib import Path

import pytest

import detente as dt
from detente.casefile import load_case, read_state
from detente.casefile.write.case import dump_case
from detente.engine import open_engine
from detente.model.text import Evidence, Text
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.options_at_deadlines import closed
from tests.golden.quotes import elements

FILE = Path(dt.__file__).parent / "cases" / "iran-2015.yaml"
VARIANTS = ["may_2018", "ratified", "no_way_back", "another_fordow"]
DATES = {
    "geneva_3": datetime.date(2013, 11, 20),
    "interim_iran": datetime.date(2013, 11, 24),
    "word_limit": datetime.date(2015, 7, 14),
    "resolution": datetime.date(2015, 7, 20),
    "waived": datetime.date(2016, 1, 16),
    "lifted": datetime.date(2016, 1, 16),
    "left": datetime.date(2018, 5, 8),
}


@pytest.fixture(scope="module")
def case():
    return load_case(FILE)


@pytest.fixture(scope="module")
def judged():
    """Give the road maps by id, judged for the case, and one for two variants."""
    listed = dt.list_road_maps(load_case(FILE), turnover=False).checks
    found: dict[str | None, dict[str, RoadMapCheck]]
    found = {None: {check.road_map: check for check in listed}}
    for variant in ("may_2018", "ratified"):
        read = load_case(FILE, variant=variant)
        asked = dt.check_road_map(read, "vienna", turnover=False)
        found[variant] = {"vienna": asked.check}
    return found


def wants(case):
    yield from case.preferences
    for each in case.negotiation.leaderships:
        yield each.id, each.preference


def test_the_dates_are_those_of_the_public_record(case):
    events = {event.id: event.date for event in case.events}
    assert {name: events[name] for name in DATES} == DATES


def test_events_stand_in_their_order(case):
    dates = [event.date for event in case.events]
    assert [pair for pair in pairwise(dates) if pair[0] > pair[1]] == []


def test_every_event_and_option_names_its_source(case):
    known = {source.id for source in case.sources}
    assert [event.id for event in case.events if event.source not in known] == []
    assert [option.id for option in case.options if not option.about.evidence] == []


def test_every_source_is_used_and_every_used_one_is_listed(case):
    named = {each.source for each in elements(case) if isinstance(each, Evidence)}
    named |= {each.source for each in (*case.events, *case.claims)}
    assert named == {source.id for source in case.sources}


def test_no_sentence_of_a_source_is_repeated(case):
    assert [each for each in elements(case) if getattr(each, "quote", None)] == []


@pytest.mark.parametrize("variant", [None, *VARIANTS])
def test_every_text_is_in_english_and_russian(variant):
    read = load_case(FILE, variant=variant)
    texts = [each for each in elements(read) if isinstance(each, Text)]
    assert [
        str(text) for text in texts if {key for key, _ in text.versions} != {"en", "ru"}
    ] == []


@pytest.mark.parametrize("variant", [None, "may_2018"])
def test_every_weight_is_assumed_argued_and_has_a_range(variant):
    weights = [
        (who, weight.amount)
        for who, preference in wants(load_case(FILE, variant=variant))
        for weight in preference.weights
    ]
    assert len(weights) >= 40
    assert [
        who
        for who, amount in weights
        if not (
            amount.about.assumed
            and amount.about.note
            and amount.low < amount.value < amount.high
        )
    ] == []


def test_those_of_may_2018_want_what_the_leavers_want(case):
    (leavers,) = [each for each in case.negotiation.leaderships if each.id == "leavers"]
    rulers = load_case(FILE, variant="may_2018").preference["usa"]
    assert [(each.of, each.amount.value) for each in rulers.weights] == [
        (each.of, each.amount.value) for each in leavers.preference.weights
    ]


def test_the_state_space_is_of_the_size_intended(case):
    assert open_engine(closed(case)).n_feasible == 2_304
    assert open_engine(case).n_feasible == 3_456


def test_the_case_has_no_warnings(case):
    assert dt.check(case).remarks == ()


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_differs(case, variant):
    assert load_case(FILE, variant=variant) != case


def test_the_case_reads_back_as_it_was_written(case):
    assert load_case(dump_case(case)) == case


def test_those_who_signed_would_keep_the_deal_if_iran_moves_first(judged):
    counts = {name: dict(check.orders) for name, check in judged[None].items()}
    assert counts == {
        "interim": {"proved": 2, "depends": 4},
        "vienna": {"proved": 3, "depends": 1, None: 2},
        "lifted_at_once": {},
        "relief_before_limits": {"proved": 3, "depends": 1, None: 2},
        "step_for_step": {"proved": 3, "depends": 1, None: 2},
    }
    assert str(judged[None]["lifted_at_once"].verdict) == "impossible"


def test_the_least_slack_is_what_a_sheet_of_paper_gives(judged):
    """Keep 5.5 and gain 1.8 for a month, or have 2.3 for ever after."""
    patience = 0.85 ** (1 / 12)
    kept = 1 + 1.2 + 1 + 1 + 0.7 + 1 + 1.5 + 0.3 - 0.3 - 1.5 - 0.4
    after = 1 + 1 + 0.3
    by_hand = kept - ((1 - patience) * (kept + 0.3 + 1.5) + patience * after)
    _, party, slack = judged[None]["vienna"].binding
    assert party == "usa"
    assert slack == pytest.approx(by_hand, abs=0.02)


def test_those_who_leave_would_leave(judged):
    check = judged["may_2018"]["vienna"]
    assert str(check.verdict) == "refuted"
    assert check.binding[1] == "usa"
    case = load_case(FILE, variant="may_2018")
    assert case.status_quo not in dt.stability(case).stable("SEQ", "usa")


def test_relief_that_cannot_be_taken_back_moves_the_temptation_to_iran(judged):
    check = judged["ratified"]["vienna"]
    assert str(check.verdict) == "depends"
    assert check.binding[1] == "iran"


def test_the_end_of_the_deal_has_a_name(case):
    assert read_state("vienna", case) == "YYYYYYYYYNNYY"
    assert read_state("vienna@0", case) == case.status_quo
