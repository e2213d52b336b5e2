"""What the static answers say: filters, deadlines, moves, words and claims."""

import datetime
import json

import pytest

import detente as dt
from detente.analysis.setting import Setting
from detente.engine import open_engine
from detente.report.data.stability import Extent
from detente.study.check.disagreement import Disagreement, disagreement
from detente.study.record.claim_verdict import ClaimVerdict
from detente.study.record.ledger import keep_ledger
from tests.running import detente


def plain(result):
    return json.loads(result.to_json())


def test_the_text_of_a_filtered_answer_counts_what_its_json_counts():
    case = dt.load("korea-2017")
    found = dt.stability(case, concepts=["R"], where="withdraw")
    counts = plain(found)["concepts"]["R"]["stable_count"]
    row = next(line for line in found.text().splitlines() if line.startswith("  R "))
    assert row.split() == ["R", *map(str, counts.values()), "0"]


def test_the_text_of_a_filtered_answer_lists_no_other_equilibrium():
    found = dt.stability(dt.load("korea-2017"), concepts=["R"], where="not strike")
    assert found.numbered() == found.equilibria("R") == ("NNNN",)


def test_a_filter_without_an_equilibrium_does_not_speak_of_the_whole_dispute():
    text = dt.stability("korea-2017", concepts=["R"], where="withdraw").text()
    assert "In every situation asked for somebody would move on." in text


TIES = """
detente: 1
title: Ties
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences:
  a: {ranking: [YN, [NN, YY], NY]}
  b: {ranking: [NN, YY, YN, NY]}
"""


def test_an_answer_without_witnesses_says_who_leaves():
    found = dt.analyze(TIES, setting=Setting(sanction="strict"))
    text = found.in_full().text()
    assert "Under SEQ a would leave now." in text
    assert "Nobody could improve" not in text


def test_witnesses_that_were_not_looked_for_are_null():
    read = [
        plain(dt.analyze(TIES, setting=Setting(sanction=sanction)))["now"]["why"]
        for sanction in ("weak", "strict")
    ]
    assert read[0]
    assert read[1] is None


DEADLINE = """
detente: 1
title: A deadline
as_of: 2020-01-01
parties:
  a: {options: {x: {}, plan_b: {}}}
  b: {options: {y: {}}}
deadlines: {end: {date: 2020-06-01, unless: y, by: a, then: plan_b}}
preferences: {a: [plan_b, not x], b: [not plan_b, not y]}
"""
PASSED = "as_of=2020-06-01"


def test_the_deadline_changes_the_same_asked_from_either_side():
    before, after = (
        dt.analyze(DEADLINE, setting=Setting(deadline=side)).after
        for side in ("before", "after")
    )
    assert before == after != ()


def test_a_deadline_that_has_passed_bars_nothing():
    case = dt.load(DEADLINE, edits=[PASSED])
    assert "NYN" in dt.stability(case).equilibria("R")


def test_a_deadline_that_has_passed_is_no_longer_announced():
    text = dt.analyze(dt.load(DEADLINE, edits=[PASSED])).text()
    assert "On the deadline" not in text


def test_an_option_opens_on_any_of_its_deadlines():
    second = "deadlines.second={date: 2020-07-01, unless: not y, by: a, then: plan_b}"
    case = dt.load(DEADLINE, edits=[second])
    where = dt.stability(case, setting=Setting(deadline="after")).stable("R", "a")
    assert {state[1] for state in where} == {"Y"}


RECORD = """
detente: 1
title: A record
as_of: 2020-06-30
bodies: {agency: {name: The agency}}
parties:
  a: {options: {x: {}, y: {}, z: {}}}
  b: {options: {w: {}}}
preferences: {a: [x], b: [w]}
events:
  - {date: 2020-06-10, end: 2020-06-12, kind: meeting, parties: [a, agency]}
  - {date: 2020-06-25, end: 2020-07-05, kind: meeting, parties: [b, agency]}
  - {date: 2020-02-01, kind: statement, parties: [a], option: y, expires: 2020-03-01}
  - {date: 2020-02-02, kind: statement, parties: [a], option: z, expires: 2020-06-30}
  - {date: 2020-03-05, kind: deed, parties: [a], option: x}
claims:
  met: {kind: fact, test: {met: [[a, agency, 1], [a, b, 0]]}}
  nowhere: {kind: judgement, test: {stable: x and not x}}
"""


@pytest.fixture
def ledger():
    return keep_ledger(dt.load(RECORD))


def test_meetings_with_a_body_are_counted_and_named():
    found = dt.claims(RECORD)
    assert found.findings[0].verdict is ClaimVerdict.REPEATED
    assert "a and The agency: 1" in found.text()


def test_the_report_shows_meetings_with_a_body(tmp_path):
    case, page = tmp_path / "case.yaml", tmp_path / "report.html"
    case.write_text(RECORD, encoding="utf-8")
    assert detente("analyze", str(case), "--report", str(page)).code == 0
    assert "The agency" in page.read_text(encoding="utf-8")


def test_only_parties_are_missed_among_those_who_met(ledger):
    assert ledger.never_met == (("a", "b"),)


def test_a_meeting_is_dated_by_its_last_day_up_to_the_date_of_the_case(ledger):
    last = {each.parties: each.last for each in ledger.meetings}
    assert last["a", "agency"] == datetime.date(2020, 6, 12)
    assert last["b", "agency"] == datetime.date(2020, 6, 30)


def test_a_word_that_has_expired_is_told_as_such(ledger):
    standing = {each.option: each.standing for each in ledger.options}
    assert standing["y"] == "expired"


def test_a_word_is_good_on_its_last_day(ledger):
    standing = {each.option: each.standing for each in ledger.options}
    assert standing["z"] == "declared"


def test_a_deed_without_a_value_is_replayed_as_taken(ledger):
    assert [(deed.before, deed.after) for deed in ledger.deeds] == [("NNNN", "YNNN")]


def test_a_deed_without_a_value_can_contradict_now():
    codes = [each["code"] for each in plain(dt.check(RECORD))["warnings"]]
    assert "now-against-deed" in codes


def test_a_claim_of_what_no_situation_allows_is_not_testable():
    found = dt.claims(RECORD)
    assert found.findings[1].verdict is ClaimVerdict.NOT_TESTABLE
    assert "it holds in no feasible situation" in found.text()


SWAP = """
detente: 1
title: A swap
parties:
  a: {options: {x: {now: yes}, y: {}}}
  b: {options: {z: {undo: never}}}
constraints: ["exactly(1, x, y)"]
preferences:
  a: {statements: [x], weights: {y: 1}}
  b: {statements: [z], weights: {z: 1}}
"""


def counts(found: Disagreement):
    return found.party, found.moves, found.opposed, found.differing


@pytest.mark.parametrize("engine", ["cube", "arcs"])
def test_order_and_weights_are_compared_on_the_moves_of_the_party(engine):
    a, b = disagreement(open_engine(dt.load(SWAP), engine))
    assert counts(a) == ("a", 4, 4, 4)
    assert counts(b) == ("b", 2, 0, 0)
    assert [(each.statement, each.weight) for each in a.clashes] == [("x", "y")]


def test_order_and_weights_are_compared_on_explicit_moves():
    text = """
detente: 1
title: Two states
parties: {a: {}, b: {}}
states: {s0: one, s1: two}
status_quo: s0
moves: {a: {s0: [s1], s1: [s0]}}
preferences: {a: {ranking: [s0, s1], weights: {s1: 1}}}
"""
    assert list(map(counts, dt.check(text).disagreements)) == [("a", 2, 2, 2)]


MANY = """
detente: 1
title: Many ends
parties:
  a: {options: {x: {}, x2: {}, x3: {}}}
  b: {options: {y: {}, y2: {}}}
  c: {options: {z: {}}}
preferences: {a: [x], b: [y, not x]}
"""


def test_many_equilibria_are_named_by_whether_improvements_reach_them():
    found = dt.analyze(MANY)
    notable = plain(found)["notable"]["SEQ"]
    assert notable["reached_count"] == 8
    assert notable["reached"][0] == "YNNYNN"
    told = found.in_full().text()
    assert "improvements from now reach 8, nearest first: E1 now +x +y" in told


def test_an_evolution_counts_the_ends_that_it_does_not_list():
    found = dt.evolve(MANY)
    assert plain(found)["improvements"]["ends_count"] == 8
    assert "and 1 more" in found.text()


NAMED = """
detente: 1
title: Names
parties:
  state: {options: {x: {}}}
  changes: {options: {y: {}}}
preferences: {state: [x], changes: [y, not x]}
"""


def test_a_party_called_state_does_not_overwrite_the_state():
    rows = plain(dt.states(NAMED))["states"]
    assert rows[1] == {
        "state": "YN",
        "changes": "now +x",
        "payoffs": {"state": 2, "changes": 1},
    }


def test_the_columns_of_a_party_called_state_have_names_of_their_own():
    header = dt.states(NAMED).render("csv").splitlines()[0]
    assert header == "state,changes,payoff_state,payoff_changes"


PLANS = """
detente: 1
title: Two plans
as_of: 2020-06-30
patience: 0.9
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}, c: {options: {k: {}}}}
preferences:
  a: {weights: {x: -1, y: 3}}
  b: {weights: {y: -1, x: 3}}
  c: {weights: {k: 1}}
roadmaps: {both: {stages: [[x, y]]}, selfless: {stages: [[x]]}}
claims: {k: {kind: forecast, test: {better: [selfless, both]}}}
"""


def test_a_comparison_of_road_maps_shows_the_share_that_decides_it():
    found = dt.claims(PLANS)
    relative = found.findings[0].figure.relative
    assert relative == pytest.approx((-0.25, -1.0))
    said = " ".join(found.text().split())
    assert "(a breach pays 25.0 % of all that is at stake" in said


def test_everything_lists_every_equilibrium():
    extent = Extent(everything=True, limit=2)
    data = json.loads(dt.stability(MANY, concepts=["R"], extent=extent).to_json())
    found = data["concepts"]["R"]
    assert len(found["equilibria"]) == found["equilibria_count"] == 16


@pytest.mark.parametrize("rule", ["x iff z", '"exactly(1, x, z)"'])
def test_a_rule_that_ties_two_parties_together_is_a_hidden_veto(rule):
    text = f"""
detente: 1
title: Tied
parties: {{a: {{options: {{x: {{now: yes}}}}}}, b: {{options: {{z: {{}}}}}}}}
constraints: [{rule}]
"""
    if "iff" in rule:
        text = text.replace("z: {}", "z: {now: yes}")
    codes = [each["code"] for each in plain(dt.check(text))["warnings"]]
    assert "hidden-veto" in codes


def test_an_option_that_its_owner_can_swap_for_another_is_not_vetoed():
    text = """
detente: 1
title: Swapped
parties: {a: {options: {x: {}}}, b: {options: {z: {now: yes}, w: {}}}}
constraints: ["not x and exactly(1, z, w)"]
"""
    codes = [each["code"] for each in plain(dt.check(text))["warnings"]]
    assert "hidden-veto" not in codes


def test_the_summary_counts_what_can_still_change():
    text = (
        "detente: 1\ntitle: Some are settled\nparties:\n"
        "  a: {options: {x: {now: yes, undo: never}, v: {}, w: {}}}\n"
        "  b: {options: {y: {redo: never}, z: {}}}\n"
    )
    said = detente("analyze", "-", "--full", stdin=text).out
    assert "2 parties, 5 options (3 of them can still change), 8 feasible" in said
