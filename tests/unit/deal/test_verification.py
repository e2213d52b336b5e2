"""Breaches seen late, or by chance: cases with answers in closed form."""

from itertools import pairwise
from math import floor, log

import pytest

import detente as dt
from detente.casefile.reader import parse_case
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics


def dilemma(seen, d=0.9, a=1.0, b=2.0, stages="[[x, y]]"):
    """Doing its part costs each party a and gives the other b, each period."""
    return f"""
detente: 1
title: t
period: 1 month
patience: {d}
parties:
  one: {{options: {{x: {{seen: {seen}}}}}}}
  two: {{options: {{"y": {{}}}}}}
preferences:
  one: {{weights: {{x: {-a}, "y": {b}}}}}
  two: {{weights: {{x: {b}, "y": {-a}}}}}
roadmaps:
  p: {{stages: {stages}}}
"""


def slack(text, party="one", stage=None, threat="breakdown"):
    check = dt.check_road_map(read(text), "p").check
    found = next(each for each in check.judged_stages if each.stage == stage)
    return getattr(next(s for s in found.slack if s.party == party), threat)


def read(text):
    return parse_case(text, "case.yaml")


@pytest.mark.parametrize("d", [0.6, 0.8, 0.95])
@pytest.mark.parametrize("delay", [0, 1, 2, 7])
@pytest.mark.parametrize("chance", [0.2, 0.7, 1.0])
@pytest.mark.parametrize("threat", ["breakdown", "minmax"])
def test_delay_and_doubt_lose_what_their_closed_form_says(d, delay, chance, threat):
    seen = f"{{after: {delay} months, chance: {chance}}}"
    noticed = d**delay * chance * d / (1 - d * (1 - chance))
    expected = (2.0 - 1.0) - 2.0 * (1 - noticed)
    assert slack(dilemma(seen, d), threat=threat) == pytest.approx(expected, abs=1e-12)


def test_never_seen_is_worth_what_there_is_to_take_without_giving():
    assert slack(dilemma("{chance: 0}")) == pytest.approx(1.0 - 2.0)


def test_a_begun_period_of_delay_counts_whole():
    late = slack(dilemma("{after: 5 weeks}"))
    assert late == slack(dilemma("{after: 2 months}"))


def test_a_chance_per_year_is_compounded():
    monthly = 1 - 0.2 ** (1 / 12)
    yearly = slack(dilemma("{chance: 0.8 per year}"))
    assert yearly == pytest.approx(slack(dilemma(f"{{chance: {monthly!r}}}")))


def test_two_parts_are_noticed_independently_of_each_other():
    d, p1, p2 = 0.9, 0.3, 0.5
    text = dilemma(f"{{chance: {p1}}}", d).replace(
        "x: {seen", f"w: {{seen: {{chance: {p2}}}}}, x: {{seen", 1
    )
    text = text.replace(
        'weights: {x: -1.0, "y": 2.0}', 'weights: {x: -1, w: -1, "y": 3}'
    )
    text = text.replace("[[x, y]]", "[[x, w, y]]")

    def worth(flow, p):
        return flow * (1 - p * d / (1 - d * (1 - p)))

    # Taking back one or both; what is had while the other goes on giving.
    best = max(
        2 - d * p1 / (1 - d * (1 - p1)) * 2,
        2 - d * p2 / (1 - d * (1 - p2)) * 2,
        worth(3, 1 - (1 - p1) * (1 - p2)),
    )
    assert slack(text) == pytest.approx(1 - best)


def test_escrow_does_not_stop_what_is_noticed_later():
    stages = "[{steps: [x, y], escrow: yes}]"
    plain = slack(dilemma("{}", stages=stages), stage=1)
    late = slack(dilemma("{after: 1 month}", stages=stages), stage=1)
    assert plain == pytest.approx(1.0)
    assert late == pytest.approx(1 - 2 * (1 - 0.9**2))


def test_escrow_stops_it_as_often_as_the_first_look_finds_it():
    stages = "[{steps: [x, y], escrow: yes}]"
    d, p = 0.9, 0.25
    late = slack(dilemma(f"{{chance: {p}}}", d, stages=stages), stage=1)
    # Found at once nothing is had; else the other's part, until it is found.
    unseen = 2 * (1 - d) + d * 2 * (1 - p * d / (1 - d * (1 - p)))
    assert late == pytest.approx(1 - (1 - p) * unseen)


def test_what_the_other_cannot_do_without_it_shows_it():
    text = dilemma("{after: 12 months}", stages="[[x], [y]]")
    needs = text.replace('"y": {}', '"y": {requires: x}')
    # Leaving x out in stage 1: in stage 2 y cannot take place, and nothing is had.
    assert slack(needs, stage=1) == pytest.approx(
        slack(dilemma("{}", stages="[[x], [y]]"), stage=1)
    )
    assert slack(text, stage=1) < slack(needs, stage=1)


def test_what_the_road_map_undoes_soon_is_worth_hiding_until_then():
    text = dilemma("{after: 12 months}", stages="[[x, y], [not x]]")
    text = text.replace("one: {weights: {", "one: {weights: {x and y: 0.0, ")
    d = 0.9
    # In both cases nothing differs once x is undone: one period without its cost.
    honest = (1 - d) * 1.0 + d * 2.0
    hidden = (1 - d) * 2.0 + d * 2.0
    assert slack(text, stage=1) == pytest.approx(honest - hidden)


def test_later_hidden_parts_are_left_out_too_where_that_is_worth_more():
    text = """
detente: 1
title: t
patience: 0.9
parties:
  one:
    options: {x: {seen: {chance: 0}}, w: {seen: {chance: 0}}}
  two: {options: {v: {}}}
preferences:
  one: {weights: {x: -1, w: -1, v: 3}}
  two: {weights: {x: 2, w: 2, v: -1}}
roadmaps:
  p: {stages: [[x, v], [w]]}
"""
    d = 0.9
    value = (1 - d) * 2 + d * 1
    check = dt.check_road_map(read(text), "p").check
    found = check.stages[0].slack[0]
    assert found.breakdown == pytest.approx(value - 3)
    assert found.breach is not None
    assert found.breach.unnoticed is not None
    assert found.breach.omits == ("x",)
    assert found.breach.unnoticed.given_up
    assert found.breach.unnoticed.periods is None


def test_what_is_left_out_later_is_noticed_by_a_clock_of_its_own():
    text = """
detente: 1
title: t
patience: 0.9
parties:
  one:
    options: {x: {seen: {chance: 0}}, w: {seen: {after: 2 months}}}
  two: {options: {v: {}}}
preferences:
  one: {weights: {x: -1, w: -2.5, v: 3}}
  two: {weights: {x: 2, w: 2, v: -1}}
roadmaps:
  p: {stages: [[x, v], {steps: [w], within: 3 months}]}
"""
    d = 0.9
    value = (1 - d**3) * 2 - d**3 * 0.5
    # w is due in the fourth period, and missed two periods after that.
    assert slack(text, stage=1) == pytest.approx(value - 3 * (1 - d**6))


@pytest.mark.parametrize("delay", [1, 4])
def test_a_lump_is_due_when_it_is_noticed(delay):
    d, lump = 0.9, 3.0
    text = dilemma(f"{{after: {delay} months}}", d)
    text += f"""
bodies: {{un: {{}}}}
guarantees:
  g: {{by: un, protects: two, against: one, undoing: x, believed: 1,
       penalty: {{lump: {lump}}}}}
"""
    breach = 2 * (1 - d ** (delay + 1)) - (1 - d) * d**delay * lump
    assert slack(text) == pytest.approx(1 - breach)


SNEAK_OUT = """
detente: 1
title: t
patience: 0.9
parties:
  one: {options: {x: {seen: {chance: 0}}, attack: {}}}
  two: {options: {w: {undo: never}}}
preferences:
  one: {weights: {x: -1, w: 1, w and attack and not x: 3}}
  two: {weights: {x: 2, w: -0.5, attack: -10}}
roadmaps:
  p: {stages: [[x], [w]]}
"""


@pytest.mark.parametrize("chance", [0.0, 0.25])
def test_it_owns_up_when_that_is_worth_most(chance):
    d, q = 0.9, chance
    check = dt.check_road_map(
        read(SNEAK_OUT.replace("chance: 0", f"chance: {q}")), "p"
    ).check
    found = check.stages[0].slack[0]
    # Unnoticed until the other has disarmed, it attacks in the third period; noticed
    # in the first, or before that, it gets nothing.
    breach = (1 - q) * d * ((1 - d) * 1 + d * 4)
    assert found.breakdown == pytest.approx(-(1 - d) - breach)
    assert found.breach is not None
    assert found.breach.unnoticed is not None
    assert found.breach.unnoticed.owns_up == 1
    assert found.breach.leads_to == ("NYY",)


def test_it_never_owns_up_where_going_on_unnoticed_is_worth_more():
    check = dt.check_road_map(read(dilemma("{after: 5 months}")), "p").check
    breach = check.judged_stages[-1].slack[0].breach
    assert breach is not None
    assert breach.unnoticed is not None
    assert breach.unnoticed.owns_up is None


def test_more_delay_never_helps_the_dilemma():
    found = [slack(dilemma(f"{{after: {m} months}}")) for m in range(8)]
    assert all(late < early for early, late in pairwise(found))


def test_a_breach_that_pays_to_be_seen_is_committed_openly():
    # After a breach the other goes on alone to what both like better.
    text = """
detente: 1
title: t
patience: 0.9
parties:
  one: {options: {x: {seen: {after: 6 months}}}}
  two: {options: {"y": {}}}
preferences:
  one: {weights: {x: -1, "y": 5}}
  two: {weights: {"y": 1}}
roadmaps:
  p: {stages: [[x]]}
"""
    check = dt.check_road_map(read(text), "p").check
    breach = check.stages[0].slack[0].breach
    assert breach is not None
    assert breach.unnoticed is None


# An equal that nobody knows of.


@pytest.mark.parametrize("q", [0.0, 0.25, 0.5, 0.75])
def test_the_other_signs_while_an_equal_is_unlikely_enough(q):
    result = dt.check_road_map(read(dilemma(f"{{hidden: {q}}}")), "p")
    assert result.check.calling_off is not None
    signing = {each.party: each for each in result.check.calling_off.signing}
    assert signing["two"].worth == pytest.approx((1 - q) * 2 - 1)
    assert signing["one"].worth == pytest.approx(1.0)
    assert signing["two"].signs == (q <= 0.5)


@pytest.mark.parametrize("q", [0.1, 0.4])
def test_slack_of_the_other_falls_with_the_chance_of_an_equal(q):
    expected = (1 - q) * 2 - 1 - (1 - 0.9) * (1 - q) * 2
    assert slack(dilemma(f"{{hidden: {q}}}"), "two") == pytest.approx(expected)


# What is needed.


@pytest.mark.parametrize(("d", "a"), [(0.9, 1.0), (0.95, 1.3), (0.8, 0.5), (0.99, 1.0)])
def test_the_longest_delay_is_that_of_the_closed_form(d, a):
    found = dt.road_map_thresholds(
        read(dilemma("{}", d, a=a)), "p", detection=True
    ).detection
    own = next(each for each in found if each.option == "x")
    longest = floor(log(a / 2) / log(d)) - 1
    assert [(each.low, each.high) for each in own.proved] == [(0, longest)]
    assert own.possible == own.proved


@pytest.mark.parametrize(("d", "a"), [(0.9, 1.0), (0.95, 1.3)])
def test_the_least_chance_is_that_of_the_closed_form(d, a):
    found = dt.road_map_thresholds(
        read(dilemma("{}", d, a=a)), "p", detection=True
    ).detection
    own = next(each for each in found if each.option == "x")
    least = a * (1 - d) / (d * (2 - a))
    assert own.chance[0].low == pytest.approx(least, abs=2e-6)


def test_what_mends_it_is_named():
    found = dt.road_map_thresholds(read(dilemma("{after: 12 months}")), "p").detection
    assert [each.option for each in found if each.mends] == [None, "x"]


def test_what_the_same_breach_would_lose_if_it_were_seen_stands_beside_it():
    result = dt.check_road_map(read(dilemma("{after: 3 months}")), "p")
    assert result.verification is not None
    stay = result.verification.breaches[-1]
    assert (stay.stage, stay.party) == (None, "one")
    assert stay.breach.undoes == ("x",)
    assert stay.breakdown == pytest.approx(1 - 2 * (1 - 0.9**4))
    assert stay.at_once == pytest.approx(1 - 2 * (1 - 0.9))
    assert stay.pays == (1 - 2 * (1 - 0.9**4) < 0)


def test_doing_early_what_the_road_map_takes_later_is_nothing_to_hide():
    text = dilemma("{chance: 0}", stages="[{steps: [y]}, {steps: [x]}]")
    result = dt.check_road_map(read(text), "p")
    assert result.verification is not None
    assert [each.stage for each in result.verification.breaches] == [2, None]


def test_without_patience_nothing_is_said_of_how_soon():
    text = dilemma("{after: 2 months}").replace("patience: 0.9", "")
    assert not dt.road_map_thresholds(read(text), "p").detection


def test_nobody_is_asked_where_no_option_says_how_it_is_seen():
    text = dilemma("{}").replace("x: {seen: {}}", "x: {}")
    result = dt.road_map_thresholds(read(text), "p")
    assert not result.detection
    assert "detection" not in result.to_dict()
    assert "verification" not in dt.check_road_map(read(text), "p").to_dict()


def test_the_min_max_is_not_above_the_breakdown():
    dynamics = open_dynamics(read(dilemma("{after: 3 months, chance: 0.5}")))
    road_map = dynamics.case.negotiation.road_maps[0]
    table = slack_table(dynamics, lay_out(dynamics, road_map))
    assert (table.minmax >= table.breakdown - 1e-12).all()


@pytest.mark.parametrize(("escrow", "landing"), [("yes", 0b00), ("no", 0b10)])
def test_a_breach_that_may_be_noticed_at_once_lands_where_escrow_stops_it(
    escrow, landing
):
    # Noticed in its own period, it finds the other's part not done under escrow.
    stages = f"[{{steps: [x, y], escrow: {escrow}}}]"
    case = read(dilemma("{chance: 0.1}", stages=stages))
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    breaches = slack_table(dynamics, layout).breaches
    (unseen,) = {breaches[threat, 0, 0].unseen for threat in ("breakdown", "minmax")}
    assert unseen is not None
    assert (unseen.periods, unseen.landing) == (0, landing)
    assert unseen.chance == pytest.approx(0.1)
    staying = breaches["breakdown", 1, 0].unseen
    assert staying is not None
    assert (staying.periods, staying.landing) == (0, 0b10)
