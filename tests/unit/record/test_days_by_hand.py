"""First days, last days and offers, worked out by hand."""

import datetime

import pytest

import detente as dt
from detente.study.record.offer import judge_offers

PACT = """
detente: 1
title: A pact
parties:
  north: {options: {stop: {undo: 1 week}}}
  south: {options: {open: {undo: 1 month}}}
preferences:
  north: {weights: {open: 2, stop: -1}}
  south: {weights: {stop: 2, open: -1}}
roadmaps:
  pact: {stages: [[stop, open]]}
events:
  - {date: 2020-02-03, kind: deed, option: stop, value: yes}
  - {date: 2020-02-10, kind: deed, option: open, value: yes}
  - {date: 2020-04-05, kind: deed, option: open, value: no}
  - {date: 2020-05-06, kind: deed, option: stop, value: no}
"""


def test_a_stage_is_reversed_on_the_first_day_on_which_a_part_is_undone():
    (stage,) = dt.follow(dt.load(PACT), "pact").following.stages
    assert stage.done == datetime.date(2020, 2, 10)
    assert stage.reversed == datetime.date(2020, 4, 5)


def test_without_a_day_of_its_own_a_road_map_is_scored_to_its_last_event():
    months = dt.follow(dt.load(PACT), "pact").following.months
    assert [each.day for each in months] == [
        datetime.date(2020, 2, 29),
        datetime.date(2020, 3, 31),
        datetime.date(2020, 4, 30),
        datetime.date(2020, 5, 6),
    ]


@pytest.mark.parametrize(("price", "holds"), [("not open", True), ("open", False)])
def test_an_offer_of_what_stands_already_holds(price, holds):
    told = f"{{date: 2020-01-01, kind: offer, option: stop, value: no, if: {price}}}"
    case = dt.load(f"{PACT.split('events:', maxsplit=1)[0]}events: [{told}]\n")
    (offer,) = judge_offers(case)
    assert offer.holds == holds
    # What holds changes nothing, and nobody has to move.
    assert bool(offer.changes) == bool(offer.movers) == (not holds)
