"""Claims that another leadership ends a road map, on a deal with a closed form."""

import pytest

import detente as dt
from detente.analysis.overview import report
from detente.casefile import dump_case
from detente.study.record.claim_verdict import ClaimVerdict

FARMS = """
detente: 1
title: A deal and its heirs
as_of: 2020-05-01
parties:
  a: {options: {x: {}}}
  b: {options: {"y": {}}}
preferences:
  a: {weights: {"y": 2, x: -1}}
  b: {weights: {x: 2, "y": -1}}
period: 1 year
patience: 0.9
types:
  taker:
    name: One who gives nothing
    party: b
    preferences: {weights: {x: 2, "y": -9}}
  friend: {name: A friend, party: b, preferences: {weights: {x: 3, "y": -1}}}
turnover:
  b:
    - {to: taker, on: 2022-05-01, probability: 0.3}
    - {to: friend, on: 2022-05-01, probability: 0.2}
roadmaps:
  both: {name: Both, stages: [[x, y]]}
  other: {name: Other, stages: [[x, y]]}
claims:
  doomed: {kind: forecast, test: {ended_by: [both, taker]}}
  safe: {kind: forecast, test: {ended_by: [both, friend]}}
"""


def found(text=FARMS):
    judged = dt.claims(dt.load(text), samples=0, variants=()).findings
    return {each.claim.id: each for each in judged}


def test_a_leadership_that_breaks_a_deal_when_it_comes_ends_it_with_its_chance():
    doomed, safe = found()["doomed"], found()["safe"]
    assert doomed.verdict is ClaimVerdict.SUPPORTED
    assert doomed.figure.values == (pytest.approx(0.3),)
    assert safe.verdict is ClaimVerdict.CONTRADICTED
    assert safe.figure.values == (0,)


def test_what_breaks_under_everybody_is_ended_by_nobody():
    worse = FARMS.replace(
        'a: {weights: {"y": 2, x: -1}}', 'a: {weights: {"y": 2, x: -3}}'
    )
    assert found(worse)["doomed"].verdict is ClaimVerdict.CONTRADICTED


def test_without_changes_of_leaders_it_cannot_be_tested():
    before, _, rest = FARMS.partition("turnover:")
    still = before + rest[rest.index("roadmaps:") :]
    assert found(still)["doomed"].verdict is ClaimVerdict.NOT_TESTABLE


def test_it_is_told_with_its_chance_and_in_the_report(monkeypatch):
    text = dt.claims(dt.load(FARMS), samples=0).text("en")
    assert "30\u00a0%: “Both” ends because of “One who gives nothing”" in " ".join(
        text.split()
    ).replace("30 %", "30\u00a0%")
    html = report(FARMS)
    assert "ends because of “One who gives nothing”" in html
    monkeypatch.setattr(
        "detente.analysis.deal.outliving.price_of_turnover", lambda *_: 99.0
    )
    assert "not worked out here" in report(FARMS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("[both, nobody]", "there is no leadership 'nobody'"),
        ("[neither, taker]", "there is no road map 'neither'"),
        ("[both]", "two"),
    ],
)
def test_a_claim_about_nobody_is_refused(wrong, said):
    with pytest.raises(dt.CaseError) as raised:
        dt.load(FARMS.replace("[both, taker]", wrong))
    assert said in str(raised.value)


def test_it_is_written_back():
    case = dt.load(FARMS)
    again = dt.load(dump_case(case))
    assert again.claims[0].test == case.claims[0].test
    assert case.claims[0].test.names == ("both", "taker")
