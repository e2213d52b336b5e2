"""Road maps on small files whose figures are reckoned by hand, beside each case.

V is what a road map is worth, D the best breach; in utility per period for ever,
with d the patience: slack = V - D.
"""

import json

import pytest

from tests.running import detente


def checked(text, *words):
    """Give the answer of `roadmap check` as its JSON."""
    ran = detente("roadmap", "check", "-", *words, "--format", "json", stdin=text)
    assert ran.code in {0, 1}, ran.err  # 1: it is not proved
    return json.loads(ran.out)


def slack(answer, stage, party):
    """Give a slack under breakdown; None is staying at the target."""
    found = answer["stay"] if stage is None else answer["stages"][stage - 1]
    return found["slack"][party]["breakdown"]


HEAD = "detente: 1\ntitle: By hand\n"

SLOW_STEP = f"""{HEAD}
parties:
  a: {{options: {{x: {{now: yes, undo: 3 years}}, z: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
preferences:
  a: {{weights: {{z and not x: 1}}}}
  b: {{weights: {{y: -1}}}}
patience: 0.9
roadmaps:
  out: {{stages: [[not x]]}}
"""


def test_a_party_may_do_its_slow_part_and_something_else_beside():
    # Doing its part and taking z is worth 1 from then on, complying nothing:
    # V = 0, D = 1. Keeping x, which it cannot give up alone, z is worth nothing.
    stage = checked(SLOW_STEP, "out")["stages"][0]
    assert stage["slack"]["a"]["breakdown"] == pytest.approx(-1)
    breach = stage["best_breach"]["a"]
    assert (breach["omits"], breach["takes"], breach["lands"]) == ([], ["z"], "NYN")


RETREAT = f"""{HEAD}
bodies: {{un: {{}}}}
parties:
  a: {{options: {{y: {{}}}}}}
  b: {{options: {{x: {{now: yes}}}}}}
preferences:
  a: {{weights: {{x: -2, y: -1}}}}
  b: {{weights: {{x: 1, y: 3}}}}
patience: 0.9
guarantees:
  g:
    {{by: un, protects: a, against: b, undoing: x, penalty: {{lump: 4}}, believed: 1}}
roadmaps:
  out: {{stages: [[not x]]}}
  pause: {{stages: [[not x], [y], [x]]}}
"""


def test_who_keeps_what_it_had_promised_to_give_up_owes_for_it():
    # V = 0; keeping x: 0.1 (1 - 4) + 0.9 x 1 = 0.6.
    assert slack(checked(RETREAT, "out"), 1, "b") == pytest.approx(-0.6)


def test_it_owes_also_where_it_may_take_that_back_at_a_later_stage():
    # V = 0.9 (0.1 x 3 + 0.9 x 4) = 3.51; keeping x is worth 0.6, as above.
    assert slack(checked(RETREAT, "pause"), 1, "b") == pytest.approx(3.51 - 0.6)


TWO_ON_ONE_DAY = f"""{HEAD}
as_of: 2020-01-01
period: 1 week
parties:
  b: {{options: {{y: {{}}}}}}
  c: {{options: {{p: {{undo: never}}, q: {{undo: never}}}}}}
preferences:
  b: {{weights: {{y: -1, p: 0.5, p and q: -4}}}}
  c: {{weights: {{y: 1, p: -2, q: -2}}}}
patience: 0.9
deadlines:
  first: {{date: 2020-01-08, unless: y, then: {{becomes: [p]}}}}
  second: {{date: 2020-01-08, unless: y, then: {{becomes: [q]}}}}
roadmaps:
  pay: {{stages: [[y]]}}
"""


@pytest.mark.parametrize("met", ["", "first", "second"])
def test_all_deadlines_of_one_day_happen(met):
    # V = -1. Without y, p and q come a period later: D = 0.9 x (0.5 - 4); where
    # one of them never comes, D = 0.9 x what the other brings.
    words = ("--set", f"deadlines.{met}.unless=y or not y") if met else ()
    after = {"": 0.5 - 4, "first": 0, "second": 0.5}[met]
    answer = checked(TWO_ON_ONE_DAY, "pay", *words)
    assert slack(answer, 1, "b") == pytest.approx(-1 - 0.9 * after)


ROUND = f"""{HEAD}
parties:
  a: {{options: {{z: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
movers: [a, b]
preferences:
  a: {{weights: {{y and z: 1}}}}
  b: {{weights: {{z: 3}}}}
patience: 0.5
roadmaps:
  deal: {{stages: [[y, z]]}}
"""


@pytest.fixture(scope="module")
def cycling():
    """Check a deal after whose breach nobody settles.

    Without y, b has at the beginning of a period: 3 at first, since a has no
    reason to give z up. Looking two periods ahead, a gives z up, so that b has a
    reason to take y: b has 0.5 x 0 + 0.5 x 3. Three ahead b takes y at once and
    has 3; four ahead it has no reason to, since nothing is lost by waiting; and
    so on, round three answers: 3, 3, 1.5. In the same, a has 1, 0.5, 0.5.
    """
    return checked(ROUND, "deal")


def test_a_breakdown_that_goes_round_gives_both_ends_of_its_band(cycling):
    # V = 3; omitting y: D = 0.5 x 3 + 0.5 x (1.5 to 3).
    assert slack(cycling, 1, "b") == pytest.approx(0)
    assert cycling["stages"][0]["slack"]["b"]["band"] == pytest.approx([0, 0.75])


def test_the_cautious_end_of_the_band_is_the_slack(cycling):
    for stage in (*cycling["stages"], cycling["stay"]):
        for found in stage["slack"].values():
            low, high = found["band"]
            assert found["breakdown"] == low <= high <= found["minmax"]


def test_a_breakdown_that_goes_round_proves_nothing(cycling):
    assert (cycling["exact"], cycling["verdict"]) == (False, None)
    assert "goes round without end" in " ".join(cycling["reasons"])


ROUND_GUARDED = f"""{HEAD}
parties:
  a: {{options: {{z: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
  c: {{options: {{pact: {{now: yes}}}}}}
  d: {{}}
movers: [a, b, c, d]
preferences:
  a: {{weights: {{y and z: 1}}}}
  b: {{weights: {{z: 3}}}}
  c: {{weights: {{pact: 1}}}}
  d: {{weights: {{pact: 1}}}}
patience: 0.5
guarantees:
  shield:
    by: c
    protects: d
    against: b
    undoing: [y]
    when: pact
    believed: 1
    compensation: {{flow: 1}}
roadmaps:
  deal: {{stages: [[y, z]]}}
"""


def test_whether_a_guarantee_lasts_is_open_where_the_breakdown_goes_round():
    # c loses 1 in that period by ending it, and d its compensation; a and b go
    # round as above, whatever those two do.
    (found,) = checked(ROUND_GUARDED, "deal")["guarantees"]
    assert (found["credible"], found["lasts"]) == (True, None)
    assert found["gain"] == pytest.approx(-0.5)
    assert "goes round without end" in found["reason"]


def test_the_table_of_guarantors_says_why_it_is_open_whether_one_lasts():
    ran = detente("roadmap", "check", "-", "deal", "--full", stdin=ROUND_GUARDED)
    assert "at first, then open" in ran.out
    assert "whether the guarantee lasts is left open" in " ".join(ran.out.split())


GUARDED = f"""{HEAD}
parties:
  a: {{options: {{x: {{undo: never}}}}}}
  b: {{options: {{y: {{}}}}}}
  c: {{options: {{pact: {{now: yes}}}}}}
preferences:
  a: {{weights: {{x: -1, y: 3}}}}
  b: {{weights: {{y: -1, x: 3}}}}
  c: {{weights: {{pact: 1}}}}
patience: 0.9
guarantees:
  shield:
    by: c
    protects: a
    against: b
    undoing: [y]
    penalty: {{flow: 0.5}}
    believed: 1
    when: pact
roadmaps:
  y_first: {{stages: [[y], [x]]}}
"""


def test_a_guarantor_answers_at_the_latest_period_of_the_road_map():
    # Omitting y at stage 1 would land at NNY; undoing it at the end, at YNY.
    (found,) = checked(GUARDED, "y_first")["guarantees"]
    assert found["lands"] == "YNY"


PAID_LATER = f"""{HEAD}
parties:
  a: {{options: {{x: {{undo: never}}}}}}
  b: {{options: {{y: {{}}}}}}
preferences:
  a:
    weights:
      x: -1
      y: {{value: 1, range: [1, 1.2], assumed: yes}}
  b: {{weights: {{x: 3}}}}
patience: 0.9
roadmaps:
  deal: {{stages: [[x], [y]]}}
"""


def test_a_number_flips_a_refuted_road_map_where_its_first_step_pays():
    # V = -1 + 0.9 y from the first stage on, and no x is worth nothing.
    ran = detente("robust", "-", "--samples", 2, "--format", "json", stdin=PAID_LATER)
    (flip,) = json.loads(ran.out)["flips"]
    assert flip["assumption"] == "preferences.a.weights.y"
    assert (flip["at"], flip["verdict"]) == (pytest.approx(1 / 0.9, abs=1e-3), "proved")


@pytest.mark.parametrize("text", [ROUND, RETREAT, TWO_ON_ONE_DAY], ids=len)
def test_the_weakest_place_is_told_by_the_breach_that_makes_it_so(text):
    ran = detente("robust", "-", "--samples", 2, "--format", "json", stdin=text)
    for share in json.loads(ran.out)["roadmaps"].values():
        pinch = share["pinch"]
        lost = pinch["loss_later"] - pinch["gain_now"]
        assert lost == pytest.approx(pinch["slack"])
