"""How far guarantors are believed: what was kept, broken, disputed, left lawfully."""

import json

import pytest

import detente as dt
from detente.casefile import dump_case
from detente.errors import CaseError
from detente.study.game.belief import belief, record_of
from detente.study.record.ledger import keep_ledger
from tests.running import detente

TEXT = """
detente: 1
title: A guarantor with a past
as_of: 2020-06-01
patience: 0.9
bodies: {{un: UN}}
parties:
  a: {{options: {{x: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
  g: {{name: Guarantor, options: {{z: {{}}}}}}
preferences: {{a: {{weights: {{x: -1, y: 2}}}}, b: {{weights: {{y: -1, x: 2}}}}}}
guarantees:
  word: {{by: [g], protects: a, against: [b], penalty: {{flow: 1}}{more}}}
events:
  - {{date: 2001-01-01, kind: kept, parties: [g, a]}}
  - {{date: 2002-01-01, kind: breach, parties: [g]}}
  - {{date: 2003-01-01, kind: breach, parties: [g], disputed: yes}}
  - {{date: 2004-01-01, kind: breach, parties: [g], lawful: yes, option: z, value: no}}
  - {{date: 2005-01-01, kind: breach, parties: [b]}}
  - {{date: 2021-01-01, kind: breach, parties: [g]}}
roadmaps: {{both: {{stages: [[x, y]]}}}}
"""
WRITTEN = TEXT.format(more="")


def test_a_lawful_exit_is_none_broken_and_what_is_due_does_not_count():
    case = dt.load(WRITTEN)
    (word,) = case.negotiation.guarantees
    found = record_of(case, word)
    assert (found.kept, found.broken, found.disputed, found.lawful) == (1, 2, 1, 1)
    assert belief(case, word) == (1 + 1) / (1 + 2 + 2)
    more = WRITTEN.replace("lawful: yes", "lawful: no")
    assert belief(dt.load(more), word) == (1 + 1) / (1 + 3 + 2)


def test_the_ledger_has_it_apart_for_everybody():
    of = {each.who: each for each in keep_ledger(dt.load(WRITTEN)).records}
    assert (len(of["g"].broken), len(of["g"].lawful), of["g"].disputed) == (2, 1, 1)
    assert of["g"].believed == pytest.approx(0.4)
    assert (len(of["b"].broken), len(of["a"].kept)) == (1, 1)
    assert of["b"].believed == pytest.approx(1 / 3)
    assert of["a"].believed == pytest.approx(2 / 3)
    told = json.loads(detente("record", "-", "--format=json", stdin=WRITTEN).out)
    (record,) = (each for each in told["records"] if each["who"] == "g")
    assert [len(record[key]) for key in ("kept", "broken", "lawful")] == [1, 2, 1]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "",
            "by its record (kept 1, broken 2, of these disputed 1, left lawfully 1)",
        ),
        (
            ", believed: 0.9, binding: yes",
            "word: 0.90, as written; by its record 0.40 (",
        ),
        (", believed: 0.9, binding: yes", "; a duty, delivered in any case"),
        (", ties: [trade, faith]", "; tied by trade and faith"),
    ],
)
def test_people_read_the_record_beside_the_belief(more, said):
    run = detente("roadmap", "check", "-", "both", stdin=TEXT.format(more=more))
    assert said in " ".join(run.out.split())


def test_what_ties_a_guarantor_is_said_in_the_language_of_the_reader():
    ties = ", ties: [{en: trade, ru: торговля}, {en: faith, ru: вера}]"
    text = TEXT.format(more=ties)
    run = detente("roadmap", "check", "-", "both", "--lang=ru", stdin=text)
    assert "; связывают: торговля и вера" in " ".join(run.out.split())
    assert dt.load(dump_case(dt.load(text))) == dt.load(text)


def test_the_json_has_both():
    text = TEXT.format(more=", believed: 0.9, ties: {ru: торговля, en: trade}")
    run = detente("roadmap", "check", "-", "both", "--format=json", stdin=text)
    assert json.loads(run.out)["beliefs"] == [
        {
            "guarantee": "word",
            "believed": 0.9,
            "by_record": 0.4,
            "kept": 1,
            "broken": 2,
            "disputed": 1,
            "lawful": 1,
            "binding": False,
            "ties": ["trade"],
        }
    ]


def test_only_a_breach_can_be_lawful():
    with pytest.raises(
        CaseError, match="only a breach can be an exit that was allowed"
    ):
        dt.load(
            WRITTEN.replace("kind: kept, parties", "kind: kept, lawful: yes, parties")
        )
