"""Rights, guarantees and promises that end, against their closed forms."""

from datetime import date, timedelta

import pytest

import detente as dt
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import promises
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import open_dynamics

DAY = date(2020, 1, 1)


def day_of(period):
    """A day in a period of the clock, which ticks once a month."""
    return DAY + timedelta(days=int(period * 30.4375) + 1)


def slacks(text, party, threat="breakdown"):
    case = dt.load(text)
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    assert not layout.reasons
    table = getattr(slack_table(dynamics, layout), threat)
    times = [node.time for node in layout.nodes]
    return dict(zip(times, table[:, dynamics.parties.index(party)], strict=True))


RIGHT = """
detente: 1
title: a right that ends
as_of: 2020-01-01
parties:
  a: {{options: {{press: {{undo: never{until}}}}}}}
  b: {{options: {{y: {{now: yes}}}}}}
preferences:
  a: {{weights: {{y: 2, press and not y: 0.1, press: -0.05}}}}
  b: {{weights: {{y: -1, press: -{h}}}}}
patience: {d}
movers: [a, b]
roadmaps:
  p: {{stages: [[y]]}}
"""


@pytest.mark.parametrize(("d", "h"), [("0.5", "3"), ("0.9", "1.5"), ("0.3", "2")])
@pytest.mark.parametrize("last", [2, 5])
@pytest.mark.parametrize("threat", ["breakdown", "minmax"])
def test_pressure_deters_until_no_period_is_left_to_press_in(d, h, last, threat):
    until = f", until: {day_of(last)}"
    found = slacks(RIGHT.format(d=d, h=h, until=until), "b", threat)
    for time, slack in found.items():
        expected = float(d) * float(h) - 1 if time <= last - 2 else -1
        assert slack == pytest.approx(expected)
    assert max(found) == last
    (plain,) = slacks(RIGHT.format(d=d, h=h, until=""), "b", threat).values()
    assert plain == pytest.approx(float(d) * float(h) - 1)


GUARANTEE = """
detente: 1
title: a guarantee that ends
as_of: 2020-01-01
bodies: {{un: {{}}}}
parties:
  a: {{options: {{idle: {{redo: never}}}}}}
  b: {{options: {{y: {{now: yes, redo: never}}}}}}
preferences:
  a: {{weights: {{y: 2}}}}
  b: {{weights: {{y: -1}}}}
patience: {d}
movers: [a, b]
guarantees:
  g:
    {{by: un, protects: a, against: b, undoing: y, penalty: {{flow: {f}}},
     believed: 1{until}}}
roadmaps:
  p: {{stages: [[y]]}}
"""


@pytest.mark.parametrize(("d", "f"), [("0.5", "3"), ("0.9", "1.5")])
@pytest.mark.parametrize("last", [2, 5])
def test_a_guarantee_takes_its_flow_until_it_ends(d, f, last):
    until = f", until: {day_of(last)}"
    found = slacks(GUARANTEE.format(d=d, f=f, until=until), "b")
    patience, flow = float(d), float(f)
    for time, slack in found.items():
        left = max(last - time, 1)
        expected = flow * (patience - patience**left) - 1
        assert slack == pytest.approx(expected)
    (plain,) = slacks(GUARANTEE.format(d=d, f=f, until=""), "b").values()
    assert plain == pytest.approx(flow * patience - 1)


PROMISE = """
detente: 1
title: a promise that ends
as_of: 2020-01-01
parties:
  a: {{options: {{x: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
preferences:
  a: {{weights: {{x: -{c}, y: {g}}}}}
  b: {{weights: {{x: {g}, y: -{c}}}}}
patience: {d}
movers: [a, b]
roadmaps:
  p: {{stages: [[x, y]]{until}}}
"""


@pytest.mark.parametrize(("d", "c", "g"), [("0.5", "1", "3"), ("0.9", "1", "1.2")])
@pytest.mark.parametrize("last", [2, 5])
def test_in_the_last_period_of_a_promise_nothing_is_left_to_lose(d, c, g, last):
    until = f", until: {day_of(last)}"
    found = slacks(PROMISE.format(d=d, c=c, g=g, until=until), "a")
    d, c, g = float(d), float(c), float(g)
    for time in range(last):
        expected = (d - d ** (last - time)) * (g - c) - (1 - d) * c
        assert found[time] == pytest.approx(expected)
    assert found[last - 1] == pytest.approx(-(1 - d) * c)


def test_a_promise_that_ends_far_ahead_is_a_plain_exchange():
    text = PROMISE.format(d="0.5", c="1", g="3", until=f", until: {day_of(300)}")
    assert slacks(text, "a")[0] == pytest.approx(0.5 * 3 - 1)


def test_each_promise_may_end_on_a_day_of_its_own():
    until = f", until: {{y: {day_of(3)}}}"
    case = dt.load(PROMISE.format(d="0.9", c="1", g="3", until=until))
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    stands = [(node.time, node.end) for node in layout.nodes]
    both, alone = 0b11, 1 << dynamics.bits["x"]
    assert stands == [(0, both), (1, both), (2, both), (3, alone)]
    # From then on x is given for nothing.
    assert slacks(PROMISE.format(d="0.9", c="1", g="3", until=until), "a")[
        3
    ] == pytest.approx(-1)


def test_a_step_that_comes_after_its_last_day_cannot_be_carried_out():
    text = PROMISE.format(d="0.9", c="1", g="3", until=f", until: {day_of(2)}")
    text = text.replace("[[x, y]]", "[[x], {steps: [y], within: 3 months}]")
    case = dt.load(text)
    (reason,) = lay_out(open_dynamics(case), case.negotiation.road_maps[0]).reasons
    assert str(reason) == (
        "stage 2: 'y' comes on or after the day on which it ends (2020-03-02)"
    )


def test_what_cannot_be_undone_stays_and_is_owed_no_longer():
    text = PROMISE.format(d="0.9", c="1", g="3", until=f", until: {day_of(2)}")
    case = dt.load(text.replace("{x: {}}", "{x: {undo: never}}"))
    dynamics = open_dynamics(case)
    nodes = lay_out(dynamics, case.negotiation.road_maps[0]).nodes
    alone = 1 << dynamics.bits["x"]
    assert [node.end for node in nodes] == [0b11, 0b11, alone]
    assert nodes[-1].lapsed == 0b11


def test_a_day_too_many_periods_ahead_is_refused():
    text = PROMISE.format(d="0.9", c="1", g="3", until=", until: 2500-01-01")
    with pytest.raises(dt.TooLargeError, match="'x' falls on 2500-01-01"):
        dt.check_road_map(dt.load(text), "p")
    text = RIGHT.format(d="0.5", h="3", until=", until: 2500-01-01")
    with pytest.raises(dt.TooLargeError, match="'press' falls on 2500-01-01"):
        dt.check_road_map(dt.load(text), "p")


@pytest.mark.parametrize("threat", ["breakdown", "minmax"])
@pytest.mark.parametrize("day", ["2019-06-01", "2020-01-01"])
def test_what_ended_by_the_day_of_the_case_is_not_owed_in_the_first_period(day, threat):
    text = GUARANTEE.format(d="0.9", f="3", until="")
    assert slacks(text, "b", threat) == {0: pytest.approx(0.9 * 3 - 1)}
    ended = text.replace("stages:", f"until: {{y: {day}}}, stages:")
    # It stands as it stood, and undoing it breaks nothing.
    assert slacks(ended, "b", threat) == {0: pytest.approx(-1)}


def test_what_is_owed_no_longer_is_part_of_no_promise():
    text = f"""
detente: 1
title: a ban that ends
as_of: 2020-01-01
bodies: {{un: {{}}}}
parties:
  a: {{options: {{x: {{now: yes}}, w: {{}}}}}}
  b: {{options: {{y: {{}}}}}}
preferences:
  a: {{weights: {{x: 1, w: -1}}}}
  b: {{weights: {{x: -1}}}}
patience: 0.9
movers: [a, b]
guarantees:
  g: {{by: un, protects: b, against: a, undoing: x, penalty: {{flow: 5}}, believed: 1}}
roadmaps:
  p: {{until: {day_of(2)}, stages: [[not x]]}}
"""
    case = dt.load(text)
    dynamics = open_dynamics(case)
    nodes = lay_out(dynamics, case.negotiation.road_maps[0]).nodes

    def promised(node):
        landings = find_breaches(dynamics, node, 0).landings
        return any(any(owed) for _, owed in promises(dynamics, node, 0, landings))

    assert [promised(node) for node in nodes] == [True, True, False]
