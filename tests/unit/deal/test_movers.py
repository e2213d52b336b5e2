"""The order in which parties act after a breach: as written, and who says so."""

import pytest

import detente as dt
from detente.casefile import dump_case, parse_case
from detente.errors import CaseError
from detente.report.naming import Names
from detente.report.pages.overview.background import evidence_page
from detente.report.words import Words
from tests.running import detente

TEXT = """\
detente: 1
title: Two
sources: {{daily: {{title: The Daily}}, weekly: {{title: The Weekly}}}}
patience: 0.9
movers: {movers}
parties:
  a: {{options: {{x: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
preferences:
  a: {{weights: {{x: -1, y: 2, x and y: 1}}}}
  b: {{weights: {{y: -1, x: 2, y and not x: 1.5}}}}
roadmaps: {{plan: {{stages: [[x, y]]}}}}
"""
LONG = "{is: [b, a], evidence: [{source: weekly, quote: b first}], note: as ever}"


def told(movers, *words):
    run = detente(
        "roadmap", "check", "-", "plan", *words, stdin=TEXT.format(movers=movers)
    )
    return " ".join(run.out.split())


@pytest.mark.parametrize(
    ("movers", "said"),
    [
        (LONG, "in the order b, a (The Weekly)"),
        ("{is: [b, a], assumed: yes}", "in the order b, a, which the case assumes"),
        ("[a, b]", "in the order a, b, which the case gives without a source"),
    ],
)
def test_it_is_told_who_says_in_which_order_they_act(movers, said):
    assert f"the parties act one after the other, {said}." in told(movers)


def test_the_long_form_is_the_same_order_and_is_written_back():
    case = parse_case(TEXT.format(movers=LONG), "two.yaml")
    short = parse_case(TEXT.format(movers="[b, a]"), "two.yaml")
    assert case.negotiation.movers.parties == ("b", "a")
    assert case.negotiation.movers.about.evidence[0].quote == "b first"
    assert parse_case(dump_case(case), "two.yaml") == case
    assert "movers: [b, a]" in dump_case(short)
    one, other = (dt.check_road_map(each, "plan").check for each in (case, short))
    assert (one.verdict, one.orders) == (other.verdict, other.orders)
    assert one.n_orders == 1


def test_its_evidence_stands_in_the_report():
    names = Names(parse_case(TEXT.format(movers=LONG), "two.yaml"), Words("en"))
    rows = [row for block in evidence_page(names) for row in getattr(block, "rows", ())]
    assert rows == [("who acts after a breach, in which order", "“b first”", "weekly")]


@pytest.mark.parametrize(
    ("movers", "said"),
    [
        ("{assumed: yes}", "movers needs the key 'is'"),
        ("{is: [a]}", "the movers leave out b"),
        ("{is: [a, b], evidnce: []}", "movers has no key 'evidnce'"),
        ("{is: [a, b], evidence: [{source: dail}]}", "there is no source 'dail'"),
    ],
)
def test_faults_have_their_place(movers, said):
    with pytest.raises(CaseError) as refused:
        parse_case(TEXT.format(movers=movers), "two.yaml")
    (problem,) = refused.value.problems
    assert said in str(problem.message)
    assert problem.location.line == 5


APART = """\
detente: 1
title: Two
patience: 0.8
parties:
  a: {{options: {{x: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
preferences:
  a: {{weights: {{x: -1, y: 2, x and y: 1.5}}}}
  b: {{weights: {{y: -1, x: 2, x and y: 0.5}}}}
{movers}
roadmaps: {{plan: {{stages: [[x, y]]}}}}
"""


def judged(movers):
    read = parse_case(APART.format(movers=movers), "two.yaml")
    return dt.check_road_map(read, "plan").check


def test_where_orders_differ_and_none_is_written_the_verdict_hangs_on_it():
    """Where b leaves out y, it gains .1 in that period; then a and b act.

    If a acts first, it undoes x, and neither has anything: b loses .8 of 1.5. If b
    acts first, it does y again, for which a keeps x: b loses nothing.
    """
    first, last, unknown = map(judged, ("movers: [a, b]", "movers: [b, a]", ""))
    slacks = [
        slack.breakdown
        for check in (first, last)
        for slack in check.stages[0].slack
        if slack.party == "b"
    ]
    assert slacks == pytest.approx([1.2 - 0.1, -0.1])
    assert [first.verdict, last.verdict, unknown.verdict] == [
        "proved",
        "depends",
        "depends",
    ]
    assert dict(unknown.orders) == {"proved": 1, "depends": 1}
