"""Every fault of a case file, with its place and its sentence."""

import pytest

from detente.casefile import parse_case
from detente.errors import CaseError

CASE = """\
detente: 1
title: Test
sources: {daily: The Daily}
bodies: {iaea: IAEA}
tracks: {arms: Arms}
parties:
  usa:
    options:
      relief: {undo: 1 month, track: arms}
      drills: {now: yes}
  dprk:
    options:
      freeze: {verify: iaea}
terms: {deal: relief and freeze}
constraints:
  - not (relief and drills and freeze)
preferences:
  usa: [freeze, not relief]
types: {hawk: {party: usa}}
roadmaps: {plan: {stages: [freeze, relief]}}
"""

CASE_OF_STATES = """\
detente: 1
parties: {usa: , dprk: }
states: {calm: Calm, tense: Tense}
status_quo: calm
moves: {usa: {calm: [tense]}}
"""


def problems(text):
    with pytest.raises(CaseError) as caught:
        parse_case(text, "case.yaml")
    return caught.value.problems


def only(text):
    found = problems(text)
    assert len(found) == 1, [str(each) for each in found]
    return found[0]


def marked(problem):
    """Give the characters that the marker underlines."""
    place = problem.location
    return place.excerpt[place.column - 1 :][: place.width]


def test_the_case_without_a_fault_is_read():
    assert parse_case(CASE, "case.yaml").status_quo == "NYN"


def test_the_case_of_states_without_a_fault_is_read():
    assert parse_case(CASE_OF_STATES, "case.yaml").status_quo == "calm"


REPLACED = [
    # what is replaced, by what, code, what the marker underlines, sentence, hint
    (
        "now: yes",
        "now: maybe",
        "truth",
        "maybe",
        "now must be yes or no, not 'maybe'",
        "write yes or no",
    ),
    (
        "undo: 1 month",
        "undo: soon",
        "duration",
        "soon",
        "undo must be never or a length of time, not 'soon'",
        "write never, or as in 3 months",
    ),
    (
        "undo: 1 month",
        "undo: -2 days",
        "duration-negative",
        "-2 days",
        "undo cannot be negative: '-2 days'",
        None,
    ),
    (
        "undo: 1 month",
        "undoo: never",
        "unknown-key",
        "undoo",
        "relief has no key 'undoo'",
        "did you mean 'undo'?",
    ),
    (
        "undo: 1 month",
        "undo: {never: dealt}",
        "unknown-name",
        "dealt",
        "there is no option, term or project 'dealt'",
        "did you mean 'deal'?",
    ),
    (
        "undo: 1 month",
        "requires: usa.freeze",
        "unknown-name",
        "usa.freeze",
        "there is no option 'usa.freeze'",
        "did you mean 'dprk.freeze'?",
    ),
    (
        "undo: 1 month",
        "requires: freeze an drills",
        "formula-neighbours",
        "an",
        "'freeze' and 'an' stand side by side",
        "did you mean and?",
    ),
    (
        "undo: 1 month",
        "requires: dprk",
        "unknown-name",
        "dprk",
        "'dprk' is a party; a formula is about options",
        "its options are: freeze",
    ),
    (
        "undo: 1 month",
        "cost: -1",
        "cost-negative",
        "-1",
        "cost cannot be negative",
        "write a gain as a weight",
    ),
    (
        "undo: 1 month",
        'cost: "5"',
        "number",
        '"5"',
        "cost must be a number, not '5'",
        "write 5 without quotes",
    ),
    (
        "undo: 1 month",
        "cost: {value: 5, range: [8, 3]}",
        "range",
        "range",
        "range starts above its end: 8 is more than 3",
        "write [3, 8]",
    ),
    (
        "undo: 1 month",
        "takes: ",
        "no-value",
        "takes",
        "takes has no value",
        "write one, or leave the key out",
    ),
    (
        "track: arms",
        "track: army",
        "unknown-tracks",
        "army",
        "there is no track 'army'",
        "did you mean 'arms'?",
    ),
    (
        "verify: iaea",
        "verify: [iaee]",
        "unknown-bodies",
        "iaee",
        "there is no body 'iaee'",
        "did you mean 'iaea'?",
    ),
    (
        "verify: iaea",
        "evidence: {source: dayly}",
        "unknown-sources",
        "dayly",
        "there is no source 'dayly'",
        "did you mean 'daily'?",
    ),
    (
        "verify: iaea",
        "evidence: {quote: so}",
        "missing-key",
        "evidence",
        "evidence needs the key 'source'",
        None,
    ),
    (
        "freeze: {verify",
        "Freeze-1: {}\n      freeze: {verify",
        "id",
        "Freeze-1",
        "'Freeze-1' cannot be an id",
        "write freeze_1",
    ),
    (
        "deal: relief and freeze",
        "freeze: relief",
        "duplicate-id",
        "freeze",
        "'freeze' is already an option, on line 13",
        "options, terms, projects and parties need different ids",
    ),
    (
        "deal: relief and freeze",
        "deal: deal or relief",
        "cycle",
        "deal",
        "'deal' is defined by itself: deal > deal",
        None,
    ),
    (
        "deal: relief and freeze",
        "deal: other, other: not deal",
        "cycle",
        "deal",
        "'deal' is defined by itself: deal > other > deal",
        None,
    ),
    (
        "deal: relief and freeze",
        "if: relief",
        "reserved-id",
        "if",
        "'if' is a word of formulas",
        "give it another id",
    ),
    (
        "not (relief and drills and freeze)",
        "relief or not drills",
        "status-quo",
        "relief or not drills",
        "the status quo breaks the constraint 'relief or not drills'",
        "now says relief: no, drills: yes",
    ),
    (
        "not (relief and drills and freeze)",
        "relief and not relief",
        "contradiction",
        "relief and not relief",
        "no state satisfies this constraint",
        None,
    ),
    (
        "usa: [freeze, not relief]",
        "us: [freeze]",
        "unknown-parties",
        "us",
        "there is no party 'us'",
        "did you mean 'usa'?",
    ),
    (
        "usa: [freeze, not relief]",
        "usa: {weights: {freeze: 1, dprk.freeze: 2}}",
        "two-weights",
        "dprk.freeze",
        "'dprk.freeze' has two weights",
        "add them up",
    ),
    (
        "usa: [freeze, not relief]",
        "usa: {weights: {freeze: many}}",
        "number",
        "many",
        "freeze must be a number, not 'many'",
        "write a number such as 1.5",
    ),
    (
        "usa: [freeze, not relief]",
        "usa: {weights: [{off: freeze, value: 1}]}",
        "unknown-key",
        "off",
        "weights has no key 'off'",
        "did you mean 'of'?",
    ),
    (
        "usa: [freeze, not relief]",
        "usa: {ranking: [---, NNN]}",
        "ranking-repeats",
        "NNN",
        "the state NNN is ranked twice",
        None,
    ),
    (
        "usa: [freeze, not relief]",
        "usa: {ranking: [N--, Y-N]}",
        "ranking-misses",
        "N--",
        "the ranking misses YNY",
        "each feasible state stands in it once",
    ),
    (
        "usa: [freeze, not relief]",
        "usa: {ranking: [---, YYY]}",
        "ranking-infeasible",
        "YYY",
        "no feasible state is 'YYY'",
        None,
    ),
    (
        "usa: [freeze, not relief]",
        "usa: {ranking: [--]}",
        "state-length",
        "--",
        "a pattern has 3 signs, one for each option, not 2",
        None,
    ),
    (
        "{party: usa}",
        "{party: use}",
        "unknown-parties",
        "use",
        "there is no party 'use'",
        "did you mean 'usa'?",
    ),
    (
        "{party: usa}",
        "{party: usa, now: 1.5}",
        "probability",
        "1.5",
        "now lies between 0 and 1, not at 1.5",
        None,
    ),
    (
        "{hawk: ",
        "{dprk: ",
        "duplicate-id",
        "dprk",
        "'dprk' is already a party",
        "a leadership needs an id of its own",
    ),
    (
        "[freeze, relief]",
        "[[freeze, not freeze]]",
        "step-twice",
        "not freeze",
        "'freeze' stands twice in this stage",
        "keep one of them",
    ),
    (
        "[freeze, relief]",
        "[freez]",
        "unknown-option",
        "freez",
        "there is no option 'freez'",
        "did you mean 'freeze'?",
    ),
    (
        "[freeze, relief]",
        "[freeze and relief]",
        "step",
        "freeze and relief",
        "'freeze and relief' is not a step",
        "write the id of an option, or not and the id",
    ),
    (
        "[freeze, relief]",
        "[]",
        "no-stages",
        "plan",
        "the road map 'plan' has no stages",
        None,
    ),
    (
        "detente: 1",
        "detente: 2",
        "version",
        "2",
        "this version of Detente reads the format 1, not '2'",
        "write detente: 1",
    ),
    (
        "title: Test",
        "title: {english: Test}",
        "language",
        "title",
        "title: 'english' is not the code of a language",
        "write a text, or a map such as en: ..., ru: ...",
    ),
    (
        "title: Test",
        "as_of: 2019-02-30",
        "date",
        "2019-02-30",
        "as_of: there is no day '2019-02-30' in the calendar",
        None,
    ),
    (
        "title: Test",
        "as_of: spring",
        "date",
        "spring",
        "as_of must be a date, not 'spring'",
        "write year-month-day: 2019-04-23",
    ),
    (
        "title: Test",
        "titel: Test",
        "unknown-key",
        "titel",
        "the case has no key 'titel'",
        "did you mean 'title'?",
    ),
    (
        "title: Test",
        "title: !!python/name:os.system Test",
        "tag",
        "!!python/name:os.system Test",
        "tags are not followed here: tag:yaml.org,2002:python/name:os.system",
        "write the plain value",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "underlined", "message", "hint"),
    REPLACED,
    ids=[f"{row[2]}: {row[1]}" for row in REPLACED],
)
def test_a_fault_is_told_with_its_place(old, new, code, underlined, message, hint):
    assert old in CASE
    text = CASE.replace(old, new, 1)
    problem = only(text)
    line = text[: text.index(new)].count("\n") + 1
    assert (problem.code, problem.message, problem.hint) == (code, message, hint)
    assert marked(problem) == underlined
    assert (problem.location.file, problem.location.line) == ("case.yaml", line)


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
    ("patience: {us: 0.9}", "unknown-parties", "us", "there is no party 'us'"),
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
        "unknown-parties",
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
        "events: [{date: 2019-01-02, kind: metting}]",
        "word",
        "metting",
        (
            "kind must be one of meeting, statement, offer, position, deed, "
            "verification, kept, breach, leadership, not 'metting'"
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
        "unknown-parties",
        "usa rok",
        "there is no party or body 'usa rok'",
    ),
    (
        "claims: [{kind: fact, test: {holds: pla}}]",
        "unknown-roadmaps",
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
        "unknown-sources",
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
        "unknown-parties",
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


def test_all_faults_are_told_at_once_and_in_file_order():
    text = CASE.replace("now: yes", "now: maybe").replace("1 month", "never ever")
    text = text.replace("not relief]", "not releif]").replace("[freeze, rel", "[x, rel")
    found = problems(text)
    assert [problem.location.line for problem in found] == [9, 10, 18, 20]


def test_a_missing_version_is_told():
    problem = only(CASE.replace("detente: 1\n", ""))
    assert problem.code == "version"


def test_a_case_without_parties_is_told():
    assert only("detente: 1\ntitle: x\n").code == "no-parties"


def test_a_case_without_options_is_told():
    assert only("detente: 1\nparties: {a: {name: A}}\n").code == "no-options"


def test_contradictory_constraints_are_named_together():
    rules = "constraints:\n  - relief\n  - drills\n  - not relief or not drills\n"
    problem = only(CASE[: CASE.index("constraints")] + rules)
    assert problem.message == (
        "no state satisfies the constraints together: "
        "relief; drills; not relief or not drills"
    )


def test_a_key_written_twice_is_told_with_its_first_line():
    problem = only(CASE + "title: Again\n")
    assert problem.message == "'title' is written twice here, first on line 2"


def test_a_formula_over_several_lines_is_marked_in_its_own_line():
    rule = "  - >-\n    relief and\n    freez\n"
    text = CASE.replace("constraints:\n", "constraints:\n" + rule)
    problem = only(text)
    assert (problem.location.line, problem.location.column) == (18, 5)


def test_an_unknown_key_is_not_told_again_as_a_missing_one():
    problem = only(CASE + "events: [{dat: 2019-01-02, kind: deed}]\n")
    assert problem.hint == "did you mean 'date'?"


def test_a_ranking_of_many_options_is_refused():
    options = ", ".join(f"o{number}: {{}}" for number in range(20))
    text = (
        f"detente: 1\nparties: {{a: {{options: {{{options}}}}}}}\n"
        "preferences: {a: {ranking: [" + "-" * 20 + ", " + "N" * 20 + "]}}\n"
    )
    assert only(text).code == "ranking-large"
