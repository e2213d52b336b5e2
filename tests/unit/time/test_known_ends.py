"""A road map of which the last day is known: why it does not outlive it."""

from datetime import date

import detente as dt

EXCHANGE = """
detente: 1
title: Two farms
as_of: 2020-01-01
parties:
  a: {name: A, options: {x: {}}}
  b: {name: B, options: {"y": {}}}
preferences:
  a: {weights: {x: -1, "y": 2}}
  b: {weights: {x: 2, "y": -1}}
period: 1 month
patience: 0.9
movers: [a, b]
types: {heir: {name: An heir, party: b, preferences: {weights: {x: 2, "y": -1.1}}}}
turnover: {b: [{to: heir, hazard: 0.1}]}
roadmaps:
  both: {name: Both, stages: [[x, y]], until: 2020-06-01}
"""
WHY = "It ends so whoever rules because its last day is known"


def told(text):
    found = dt.check_road_map(dt.load(text), "both", turnover=True)
    return " ".join(found.text("en").split())


def test_a_known_end_is_told_as_the_reason_with_its_day():
    said = told(EXCHANGE)
    assert "completed in 0 of 100" in said
    assert "whoever rules." in said
    assert "while these rule: whoever rules" not in said
    assert WHY in said
    assert "The whole deal is owed until 1 June 2020" in said.partition(WHY)[2]


def test_what_is_said_to_end_never_has_no_end():
    option, whole = "options.x.until=never", "roadmaps.both.until=never"
    case = dt.load(EXCHANGE, edits=["options.x.until=2021-01-01", option, whole])
    assert case.option["x"].until is None
    assert case.negotiation.road_maps[0].until == ()
    one = dt.load(EXCHANGE, edits=["roadmaps.both.until={x: never, y: 2021-01-01}"])
    assert dict(one.negotiation.road_maps[0].until) == {"y": date(2021, 1, 1)}


def test_without_an_end_or_where_it_stands_no_such_reason_is_given():
    open_ended = EXCHANGE.replace(", until: 2020-06-01", "")
    assert WHY not in told(open_ended)
    worse = open_ended.replace("{x: -1,", "{x: -3,")
    said = told(worse)
    assert "whoever rules" in said
    assert WHY not in said
