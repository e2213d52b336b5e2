"""Faults in the sections that not every case has."""

import pytest

from tests.faulty import CASE, CASE_OF_STATES, marked, only, problems

ADDED = [
    # what is added, code, what the marker underlines, sentence, hint
    ("period: 0 days", "period", "0 days", "period must be longer than nothing"),
    ("patience: 1", "patience", "1", "patience lies between 0 and 1, not at 1"),
    (
        "patience: {usa: 0 per year}",
        "patience",
        "0 per year",
        "usa lies between 0 and 1, not at 0",
    ),
    ("patience: {us: 0.9}", "unknown-party", "us", "there is no party 'us'"),
    ("movers: [usa]", "movers", "usa", "the movers leave out dprk"),
    ("movers: [usa, dprk, usa]", "listed-twice", "usa", "'usa' is listed twice"),
    (
        "turnover: {usa: {to: hawk}}",
        "turnover-kind",
        "usa",
        "usa needs either a hazard or a day",
    ),
    (
        "turnover: {usa: {to: hawk, on: 2021-01-20}}",
        "turnover-kind",
        "usa",
        "usa: a day and a probability go together",
    ),
    (
        "turnover: {usa: {to: hawk, on: 2021-01-20, probability: 2}}",
        "probability",
        "2",
        "probability lies between 0 and 1, not at 2",
    ),
    (
        "turnover: {dprk: [{to: hawk, hazard: 2 per year}]}",
        "unknown-leadership",
        "hawk",
        "dprk has no leadership 'hawk'",
    ),
    (
        "turnover: {usa: {to: usa, hazard: 0.1}}",
        "turnover-itself",
        "usa",
        "'usa' gives way to itself",
    ),
    (
        "guarantees: {g: {by: china, protects: dprk, against: usa}}",
        "unknown-party",
        "china",
        "there is no party or body 'china'",
    ),
    (
        "guarantees: {g: {by: iaea, protects: dprk, against: usa, undoing: lift}}",
        "unknown-option",
        "lift",
        "there is no option 'lift'",
    ),
    (
        "guarantees: {g: {by: iaea, protects: dprk, against: usa, penalty: 2}}",
        "mapping",
        "2",
        "penalty must be a mapping, not '2'",
    ),
    (
        "deadlines: {end: {date: 2019-12-31, by: usa, then: freeze}}",
        "deadline-owner",
        "freeze",
        "'freeze' is an option of dprk, not of usa",
    ),
    (
        "deadlines: {end: {by: usa, then: relief}}",
        "missing-key",
        "end",
        "end needs the key 'date'",
    ),
    (
        "events: [{date: 2019-01-02, end: 2019-01-01, kind: meeting}]",
        "date-order",
        "{date: 2019-01-02, end: 2019-01-01, kind: meeting}",
        "end is 2019-01-01, before the date 2019-01-02",
    ),
    (
        "events: [{date: 2019-01-02, kind: offer, parties: usa, option: relief}]",
        "missing-key",
        "{date: 2019-01-02, kind: offer, parties: usa, option: relief}",
        "an offer needs the key 'if'",
    ),
    (
        "events: [{date: 2019-01-02, kind: deed, parties: usa}]",
        "missing-key",
        "{date: 2019-01-02, kind: deed, parties: usa}",
        "a deed needs the key 'option'",
    ),
    (
        "events: [{date: 2019-01-02, kind: verification, parties: iaea}]",
        "missing-key",
        "{date: 2019-01-02, kind: verification, parties: iaea}",
        "a verification needs the key 'option'",
    ),
    (
        "events: [{date: 2019-01-02, kind: kept}]",
        "missing-key",
        "{date: 2019-01-02, kind: kept}",
        "a commitment kept needs the key 'parties'",
    ),
    (
        "events: [{date: 2019-01-02, kind: breach}]",
        "missing-key",
        "{date: 2019-01-02, kind: breach}",
        "a breach needs the key 'parties'",
    ),
    (
        "events: [{date: 2019-01-02, kind: meeting, parties: usa}]",
        "missing-key",
        "{date: 2019-01-02, kind: meeting, parties: usa}",
        "a meeting needs two parties or bodies, or more",
    ),
    (
        "events: [{date: 2019-01-02, kind: metting}]",
        "word",
        "metting",
        (
            "kind must be one of meeting, statement, offer, message, position, "
            "begun, deed, verification, kept, breach, leadership, not 'metting'"
        ),
    ),
    (
        "events: [{date: 2019-01-02}]",
        "missing-key",
        "{date: 2019-01-02}",
        "number 1 of events needs the key 'kind'",
    ),
    (
        "events: [{date: 2019-01-02, kind: meeting, parties: usa rok}]",
        "unknown-party",
        "usa rok",
        "there is no party or body 'usa rok'",
    ),
    (
        "claims: [{kind: fact, test: {holds: pla}}]",
        "unknown-road-map",
        "pla",
        "there is no road map 'pla'",
    ),
    (
        "claims: [{kind: fact, test: {better: plan}}]",
        "pair",
        "plan",
        "better compares two names",
    ),
    (
        "claims: [{kind: fact, test: {met: [[usa, dprk]]}}]",
        "met",
        "[usa, dprk]",
        "met lists who met whom and how often",
    ),
    (
        "claims: [{kind: fact, test: {holds: plan, fails: plan}}]",
        "test",
        "test",
        "test needs one question, not 2",
    ),
    (
        "claims: [{kind: fact, about: [relieff]}]",
        "unknown-element",
        "relieff",
        "there is no element 'relieff'",
    ),
    (
        "published: {RR: [NNN]}",
        "unknown-concept",
        "RR",
        "there is no concept 'RR'",
    ),
    (
        "published: {R: [YYY]}",
        "infeasible",
        "YYY",
        "the state 'YYY' is not feasible",
    ),
    (
        "published: {R: [NNNN]}",
        "state-length",
        "NNNN",
        "a state has 3 letters, one for each option, not 4",
    ),
    ("labels: {now: YNN}", "label", "now", "'now' cannot be a label"),
    (
        "labels: {peace: now +relif}",
        "unknown-option",
        "relif",
        "there is no option 'relif'",
    ),
    (
        "moves: {usa: {NNN: [NNN]}}",
        "move-nowhere",
        "NNN",
        "a move from 'NNN' leads to itself",
    ),
    (
        "status_quo: NNN",
        "status-quo",
        "NNN",
        "status_quo goes with a list of states",
    ),
    (
        "states: {a: A}",
        "states-and-options",
        "a",
        "a case has either options or a list of states, not both",
    ),
    (
        "projects: {rail: {parties: [usa, rok]}}",
        "unknown-party",
        "rok",
        "there is no party 'rok'",
    ),
    (
        "projects: {rail: {needs: relief and ship}}",
        "unknown-name",
        "ship",
        "there is no option, term or project 'ship'",
    ),
    (
        "variants: {v: {set: {options.lift.now: yes}}}",
        "edit",
        "options.lift.now",
        "'options.lift.now' leads nowhere: there is no 'lift'",
    ),
    (
        "variants: {v: {set: {options.relief.now: perhaps}}}",
        "truth",
        "perhaps",
        "in the variant 'v': now must be yes or no, not 'perhaps'",
    ),
    (
        "variants: {v: {set: {options.relief.now: yes, options.freeze.now: yes}}}",
        "status-quo",
        "v",
        (
            "in the variant 'v': the status quo breaks the constraint "
            "'not (relief and drills and freeze)'"
        ),
    ),
    (
        "variants: {v: {remove: [options.relief]}}",
        "unknown-name",
        "v",
        "in the variant 'v': there is no option, term or project 'relief'",
    ),
]


@pytest.mark.parametrize(
    ("added", "code", "underlined", "message"), ADDED, ids=[row[0] for row in ADDED]
)
def test_a_fault_in_what_is_added_is_told(added, code, underlined, message):
    found = problems(CASE + added + "\n")
    assert (found[0].code, found[0].message) == (code, message)
    assert marked(found[0]) == underlined
    assert found[0].location.line == CASE.count("\n") + 1


@pytest.mark.parametrize("further", ["date: 2019-01-01", "titel: x"])
def test_what_stands_beside_a_language_is_no_text(further):
    source = f"{{daily: {{en: The Daily, {further}}}}}"
    found = problems(CASE.replace("{daily: The Daily}", source))
    assert (found[0].code, marked(found[0])) == ("unknown-key", "en")
    assert found[0].message == "daily has no key 'en'"


STATES = [
    ("status_quo: calm", "status_quo: clam", "unknown-state", "clam"),
    ("status_quo: calm\n", "", "status-quo", "calm"),
    ("[tense]", "[tens]", "unknown-state", "tens"),
    ("[tense]", "[tense, tense]", "listed-twice", "tense"),
    (
        "moves:",
        "preferences: {usa: {ranking: [calm]}}\nmoves:",
        "ranking-misses",
        "calm",
    ),
    ("moves:", "preferences: {usa: [peace]}\nmoves:", "unknown-name", "peace"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "underlined"), STATES, ids=[row[1] for row in STATES]
)
def test_a_fault_among_listed_states_is_told(old, new, code, underlined):
    problem = only(CASE_OF_STATES.replace(old, new, 1))
    assert (problem.code, marked(problem)) == (code, underlined)
