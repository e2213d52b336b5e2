"""Writing a case and reading it back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from detente.casefile import (
    bundled_cases,
    dump_case,
    load_case,
    parse_case,
    starter_text,
)
from detente.casefile.variants.edit import edit_text
from tests.full_cases import full_cases, graph_cases


@settings(max_examples=30)
@given(full_cases())
def test_a_case_written_reads_back_as_itself(case):
    assert parse_case(dump_case(case), "case.yaml") == case


@settings(max_examples=30)
@given(graph_cases())
def test_a_case_of_states_written_reads_back_as_itself(case):
    assert parse_case(dump_case(case), "case.yaml") == case


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_starting_case_written_reads_back_as_itself(language):
    case = parse_case(starter_text(language), "case.yaml")
    assert parse_case(dump_case(case), "case.yaml") == case


@pytest.mark.parametrize("name", bundled_cases())
def test_a_bundled_case_written_reads_back_as_itself(name):
    case = load_case(name)
    assert parse_case(dump_case(case), "case.yaml") == case


def test_the_name_of_the_file_is_not_written():
    case = parse_case(starter_text(), "case.yaml")
    assert dump_case(replace(case, file="other.yaml")) == dump_case(case)


CANONICAL = """\
detente: 1
title: {en: "Korean Peninsula, April 2019", ru: "Корейский полуостров, апрель 2019"}
as_of: 2019-04-23

sources:
  daily: {title: A paper, date: 2019-04-23}

bodies: {iaea: {name: IAEA}}
tracks: {nuclear: {}}

parties:
  dprk:
    name: {en: DPRK, ru: КНДР}
    options:
      stop_tests: {now: yes, undo: 1 week, track: nuclear}
      yongbyon:
        name: Yongbyon closed
        undo: never
        verify: [iaea]
        evidence: [{source: daily, quote: in case of a response from the United States}]
      disclose: {undo: {never: relief, takes: 1 month}, takes: 6 months, cost: 0.5}
  usa:
    options:
      relief: {undo: 1 month, requires: yongbyon, cost: {do: 0.5, undo: 2}}
      plan_b: {}

terms: {deal: yongbyon and relief}

constraints:
  - not (plan_b and relief)
  - {is: "at_most(2, yongbyon, relief, plan_b)", name: two at most}

preferences:
  dprk:
    - not plan_b
    - relief if yongbyon
  usa:
    weights: {yongbyon: 5, stop_tests: {value: 1.5, range: [0, 3], assumed: yes}}

events:
  - {date: 2018-04-20, kind: statement, parties: [dprk], option: stop_tests, value: yes}

claims:
  now: {kind: judgement, test: {stable: "at_least(1, stop_tests, relief)"}}

variants:
  sceptic:
    set:
      options.relief.undo: never

labels: {peace: YNNNN}

published:
  SEQ: [YNNNN]

patience: 0.9 per year

types:
  hawk:
    party: usa
    preferences:
      - plan_b

turnover:
  usa:
    - {to: hawk, hazard: 0.1 per year, share: 0.3}

deadlines:
  year_end: {date: 2019-12-31, unless: relief, by: usa, then: plan_b}

roadmaps:
  both: {stages: [[yongbyon], {steps: [relief], escrow: yes, within: 1 day}]}
"""


def test_the_canonical_form_looks_like_the_reference_page():
    assert dump_case(parse_case(CANONICAL, "case.yaml")) == CANONICAL


def test_no_formula_is_ever_folded():
    formula = " or ".join(["strike and raise_pay"] * 100)
    text = edit_text(starter_text(), [("terms.deal", formula)])
    assert formula in dump_case(parse_case(text, "case.yaml"))
