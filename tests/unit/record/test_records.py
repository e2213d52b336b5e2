"""Events, projects, claims, deadlines and variants."""

import json
from decimal import Decimal

import pytest

import detente as dt
from detente.analysis.setting import Setting
from detente.engine import open_engine
from detente.study.check.warnings import review
from detente.study.record.claim_verdict import ClaimVerdict
from detente.study.record.ledger import keep_ledger
from detente.study.record.project import judge_projects

CASE = """
detente: 1
title: A canal
as_of: 2020-06-01
bodies: {court: {name: The court}}
sources: {paper: {title: The paper}}
parties:
  north:
    options:
      dig: {undo: never}
      pay: {now: yes, undo: 1 month}
  south:
    options:
      toll: {undo: 1 month}
      join: {}
  east:
    options:
      war: {}
terms: {deal: dig and join}
projects:
  canal: {parties: [north, south], needs: dig and join, blocked_by: toll}
constraints:
  - not (war and join)
preferences:
  north: {weights: {canal: 3, dig: -1, pay: -1}}
  south: {weights: {canal: 2, toll: 1, join: -0.5}}
  east: [not war]
events:
  - {date: 2020-01-05, kind: meeting, parties: [north, south]}
  - {date: 2020-03-05, kind: meeting, parties: [north, south]}
  - {date: 2020-07-05, kind: meeting, parties: [north, east]}
  - {date: 2020-02-01, kind: statement, parties: [north], option: dig, value: yes}
  - {date: 2020-02-10, kind: deed, parties: [north], option: pay, value: yes}
  - {date: 2020-02-20, kind: verification, parties: [court], option: pay, value: yes}
  - {date: 2020-02-25, kind: kept, parties: [north]}
  - {date: 2020-02-26, kind: breach, parties: [south], disputed: yes}
  - {date: 2020-08-01, kind: deed, parties: [south], option: join, value: yes}
claims:
  paid: {source: paper, kind: fact, test: {formula: pay and not dig}}
  joined: {source: paper, kind: fact, test: {formula: join}}
  met: {source: paper, kind: fact, test: {met: [[south, north, 2]]}}
  rest: {source: paper, kind: judgement, test: {stable: not war}}
  mood: {source: paper, kind: judgement, test: none}
variants:
  free: {title: No toll, set: {options.toll.redo: never}}
"""


@pytest.fixture
def case():
    return dt.load(CASE)


@pytest.fixture
def ledger(case):
    return keep_ledger(case)


@pytest.mark.parametrize("done", ["yes", "no"])
@pytest.mark.parametrize(
    ("day", "said", "told"),
    [
        ("2020-02-20", "yes", "verified"),
        ("2020-02-20", "no", "undone"),
        ("2020-02-10", "yes", "verified"),
        ("2020-02-09", "no", None),
    ],
)
def test_what_was_verified_since_decides_and_nothing_before(done, day, said, told):
    deed = "option: pay, value: yes}"
    text = CASE.replace(deed, deed.replace("yes", done), 1).replace(
        "2020-02-20, kind: verification, parties: [court], option: pay, value: yes",
        f"{day}, kind: verification, parties: [court], option: pay, value: {said}",
    )
    found = {each.option: each for each in keep_ledger(dt.load(text)).options}
    by_deed = {"yes": "done", "no": "undone"}[done]
    assert found["pay"].standing == (told or by_deed)


def test_meetings_are_counted_up_to_the_date_of_the_case(ledger):
    counts = {each.parties: (each.count, str(each.last)) for each in ledger.meetings}
    assert counts["north", "south"] == (2, "2020-03-05")


def test_a_meeting_after_the_date_is_due(ledger):
    due = {each.parties: str(each.due) for each in ledger.meetings}
    assert due["north", "east"] == "2020-07-05"


def test_pairs_without_a_meeting_are_named(ledger):
    assert set(ledger.never_met) == {("north", "east"), ("south", "east")}


def test_word_deed_and_verification_say_how_far_an_option_has_come(ledger):
    standing = {each.option: each.standing for each in ledger.options}
    assert standing == {"dig": "declared", "pay": "verified", "join": "nothing"}


def test_records_count_what_was_kept_and_broken(ledger):
    records = {each.who: (len(each.kept), len(each.broken)) for each in ledger.records}
    assert records == {"north": (1, 0), "south": (0, 1)}


def test_a_deed_is_a_move_with_gains(ledger):
    (deed,) = ledger.deeds
    assert (deed.before, deed.after) == ("NNNNN", "NYNNN")
    assert deed.lost == ("north",)


def test_a_project_names_the_smallest_change_that_opens_it(case):
    (prospect,) = judge_projects(case)
    (way,) = prospect.ways
    assert not prospect.holds
    assert dict(way.changes) == {"dig": True, "join": True}
    assert way.movers == ("north", "south")


def test_a_project_says_who_gains_how_much(case):
    (way,) = judge_projects(case)[0].ways
    assert dict(way.gains) == {"north": Decimal(2), "south": Decimal("1.5")}


def test_claims_get_their_verdicts(case):
    verdicts = {each.claim.id: each.verdict for each in dt.claims(case).findings}
    assert verdicts == {
        "paid": ClaimVerdict.REPEATED,
        "joined": ClaimVerdict.CONTRADICTED,
        "met": ClaimVerdict.REPEATED,
        "rest": ClaimVerdict.SUPPORTED,
        "mood": ClaimVerdict.NOT_TESTABLE,
    }


def test_variants_stand_side_by_side(case):
    written, free = dt.compare(case).standings
    assert (written.n_feasible, free.n_feasible) == (24, 12)


def test_a_claim_about_a_road_map_follows_its_verdict():
    text = """
detente: 1
title: Two farms
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {y: 3, x: -1}}
  b: {weights: {x: 3, y: -1}}
patience: 0.9
roadmaps:
  both: {stages: [[x, y]]}
  alone: {stages: [[x]]}
claims:
  good: {kind: judgement, test: {holds: both}}
  bad: {kind: judgement, test: {fails: alone}}
  best: {kind: judgement, test: {better: [both, alone]}}
  worst: {kind: judgement, test: {better: [alone, both]}}
"""
    found = {each.claim.id: each.verdict for each in dt.claims(dt.load(text)).findings}
    assert found == {
        "good": ClaimVerdict.SUPPORTED,
        "bad": ClaimVerdict.SUPPORTED,
        "best": ClaimVerdict.SUPPORTED,
        "worst": ClaimVerdict.CONTRADICTED,
    }


def warnings(text):
    return {remark.code for remark in review(open_engine(dt.load(text)))}


HEAD = "detente: 1\ntitle: t\nparties:\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "  a: {options: {x: {}, y: {}}}\nconstraints: [not x]\n",
            "option-never-taken",
        ),
        (
            "  a: {options: {x: {}, y: {}}}\npreferences: {a: [x or not x, y]}\n",
            "statement-constant",
        ),
        ("  a: {options: {x: {}}}\nconstraints: [not x]\n", "one-state"),
        ("  a: {options: {x: {}}}\n  b: {}\n", "party-never-moves"),
        (
            (
                "  a: {options: {x: {}}}\n  b: {options: {y: {}}}\n"
                "constraints: [y implies x]\n"
            ),
            "hidden-veto",
        ),
        (
            (
                "  a: {options: {x: {}}}\nevents:\n"
                "  - {date: 2020-01-01, kind: deed, option: x, value: yes}\n"
            ),
            "now-against-deed",
        ),
        (
            (
                "  a: {options: {x: {}}}\n  b: {options: {y: {}}}\nevents:\n"
                "  - {date: 2020-01-01, kind: deed, parties: b, option: x, value: no}\n"
            ),
            "deed-by-another",
        ),
        (
            (
                "  a: {options: {x: {}}}\nevents:\n"
                "  - {date: 2020-01-01, kind: deed, parties: a, option: x}\n"
            ),
            "deed-without-value",
        ),
        (
            (
                "  a: {options: {x: {}}}\ntypes: {h: {party: a, preferences: [x]}}\n"
                "turnover: {a: [{to: h, hazard: 0.2 per year}, "
                "{to: h, on: 2030-01-01, probability: 0.5}]}\n"
            ),
            "elections-twice",
        ),
        (
            (
                "  a: {options: {x: {}}}\ntypes: {h: {party: a, preferences: [x]}}\n"
                "turnover: {a: [{from: a, to: h, hazard: 0.2 per year}, "
                "{to: h, on: 2030-01-01, probability: 0.5}]}\n"
            ),
            "elections-twice",
        ),
    ],
)
def test_an_oddity_is_warned_of(text, code):
    assert code in warnings(HEAD + text)


def test_elections_of_another_leadership_are_not_counted_twice():
    text = (
        "  a: {options: {x: {}}}\ntypes: {h: {party: a, preferences: [x]}}\n"
        "turnover: {a: [{from: h, to: a, hazard: 0.2 per year}, "
        "{to: h, on: 2030-01-01, probability: 0.5}]}\n"
    )
    assert "elections-twice" not in warnings(HEAD + text)


def test_a_case_without_oddities_has_no_warnings():
    text = HEAD + "  a: {options: {x: {}}}\n  b: {options: {y: {}}}\n"
    text += "preferences: {a: [x], b: [y]}\n"
    assert warnings(text) == set()


DEADLINE = """
detente: 1
title: Before and after
as_of: 2020-01-01
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences: {a: [x], b: [y]}
deadlines: {end: {date: 2020-12-31, unless: y, by: a, then: x}}
"""


def test_an_option_is_closed_before_its_deadline():
    assert dt.stability(dt.load(DEADLINE)).stable("R", "a") == ("NN", "NY")


def test_an_option_opens_on_its_deadline_where_unless_is_false():
    found = dt.stability(dt.load(DEADLINE), setting=Setting(deadline="after"))
    assert found.stable("R", "a") == ("YN", "NY", "YY")


def test_the_analysis_says_what_the_deadline_changes():
    after = dt.analyze(dt.load(DEADLINE)).after
    assert {str(change.concept) for change in after} >= {"R"}


STRICT = """
detente: 1
title: Weak and strict
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: {ranking: [YN, [NN, YY], NY]}
  b: {ranking: [NN, YY, YN, NY]}
sources: {s: {title: A paper}}
claims:
  k: {source: s, kind: judgement, test: {stable: not x and not y}}
variants:
  same: {set: {"options.x.cost": 0}}
"""
STRICTLY = Setting(sanction="strict")


def plain(result):
    return json.loads(result.to_json())


def test_a_claim_is_judged_by_the_sanctions_asked_for():
    case = dt.load(STRICT)
    found = [
        dt.claims(case, setting).findings[0].verdict
        for setting in (Setting(), STRICTLY)
    ]
    assert found == [ClaimVerdict.SUPPORTED, ClaimVerdict.CONTRADICTED]


def test_variants_are_compared_by_the_sanctions_asked_for():
    strict = dt.stability(STRICT, setting=STRICTLY)
    compared = plain(dt.compare(STRICT, setting=STRICTLY))
    counts = plain(strict)["concepts"]["GMR"]["equilibria_count"]
    assert compared["variants"][0]["equilibria"]["GMR"] == counts
    assert compared["assumptions"]["sanction"] == "strict"


def test_equilibria_on_the_way_are_judged_by_the_sanctions_asked_for():
    data = plain(dt.evolve(STRICT, setting=STRICTLY))
    strict = plain(dt.stability(STRICT, setting=STRICTLY))["concepts"]["GMR"]
    assert data["any_moves"]["equilibria"]["GMR"]["count"] == strict["equilibria_count"]
    assert data["assumptions"]["sanction"] == "strict"


def test_a_project_waits_for_what_its_options_require():
    text = CASE.replace("join: {}", "join: {requires: war}")
    ways = judge_projects(
        dt.load(text.replace("  - not (war and join)\n", "  - war or not war\n"))
    )[0].ways
    assert {name for name, _ in ways[0].changes} >= {"war"}
    assert "east" in ways[0].movers
