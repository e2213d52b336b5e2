"""What new events change on a road map, and what each of them speaks of, by hand."""

import datetime

import detente as dt
from detente.study.record.news import find_news

ACCORD = """
detente: 1
title: The accord
as_of: 2020-06-30
parties:
  north: {options: {stop: {undo: 1 week}, leave: {undo: never}}}
  south: {options: {open: {undo: 1 month}, rest: {}}}
preferences:
  north: {weights: {open: 2, stop: -1, leave: -2}}
  south: {weights: {stop: 2, leave: 3, open: -1}}
roadmaps:
  accord: {since: 2020-01-01, stages: [[stop, open], [leave]]}
  other: {since: 2020-01-01, stages: [[rest]]}
scopes:
  guns: {name: Heavy guns, option: stop, counts: [heavy]}
  shots: {name: Any shot, option: stop, counts: [heavy, rifle]}
  troops: {name: Troops, option: leave, counts: [troops]}
events:
  - {id: silent, date: 2020-01-10, kind: deed, option: stop, value: yes}
  - {id: opened, date: 2020-03-20, kind: deed, option: open, value: yes}
  - {id: shot, date: 2020-03-21, kind: deed, option: stop, value: no, tags: [rifle]}
  - {id: wrong, date: 2020-03-22, kind: deed, option: stop, value: no}
  - {id: right, date: 2020-03-23, kind: statement, option: stop, supersedes: wrong}
  - {id: signed, date: 2020-03-24, kind: statement, roadmap: accord}
  - {id: rested, date: 2020-03-25, kind: deed, option: rest, value: yes}
  - {id: later, date: 2020-07-01, kind: deed, option: leave, value: yes}
"""


def followed(**asked):
    return dt.follow(dt.load(ACCORD), "accord", **asked)


def test_a_new_event_speaks_of_the_steps_of_its_option_or_of_the_whole_road_map():
    case = dt.load(ACCORD)
    before = followed(as_of=datetime.date(2020, 3, 1)).following
    news = find_news(case, followed().following, before, case.events[1:])
    told = {
        item.event.id: (
            [step.option for step in item.steps],
            item.counts,
            item.is_due,
            item.is_corrected,
        )
        for item in news.items
    }
    assert told == {
        "opened": (["open"], True, False, False),
        "shot": (["stop"], False, False, False),
        "wrong": (["stop"], False, False, True),
        "right": (["stop"], False, False, False),
        "signed": (["stop", "open", "leave"], False, False, False),
        "rested": ([], False, False, False),
        "later": (["leave"], False, True, False),
    }
    assert [(each.stage, each.step.option, each.scope) for each in news.shifts] == [
        (1, "open", None),
        (1, "stop", "shots"),
    ]


def test_each_step_is_followed_in_the_scopes_that_read_its_option_and_no_others():
    found = followed().following
    assert [
        (each.scope.id, each.course.step.option, each.is_read) for each in found.scopes
    ] == [
        ("guns", "stop", True),
        ("shots", "stop", False),
        ("troops", "leave", True),
    ]
    other = followed(scope="shots").following
    assert [each.scope.id for each in other.scopes if each.is_read] == [
        "shots",
        "troops",
    ]
