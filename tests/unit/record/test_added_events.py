"""Events of a table beside the case: the record with them."""

import datetime
import json

import detente as dt
from detente.casefile import Layout
from tests.running import detente

CASE = """
detente: 1
title: Two farms
as_of: 2020-05-01
parties:
  a: {name: A, options: {x: {}}}
  b: {name: B, options: {"y": {}}}
  c: {name: C}
preferences:
  a: {weights: {"y": 3, x: -1}}
  b: {weights: {x: 3, "y": -1}}
  c: {weights: {x and y: 1}}
events:
  - {id: met, date: 2020-02-01, kind: meeting, parties: [a, b], title: First}
  - {id: said, date: 2020-03-01, kind: statement, parties: [a], option: x, value: yes}
"""
MORE = """\
id,date,kind,parties,to,through,option,value,if,title,supersedes
note,2020-06-02,message,a,b,c,,,,A word through C,
offer,2020-05-20,offer,c,a b,,x,yes,"y",C proposes,
again,2020-02-03,meeting,a b,,,,,,"First, two days later",met
"""


def written(tmp_path, table=MORE):
    case, more = tmp_path / "case.yaml", tmp_path / "more.csv"
    case.write_text(CASE, encoding="utf-8")
    more.write_text(table, encoding="utf-8")
    return str(case), str(more)


def test_the_record_takes_events_of_a_table_and_is_that_of_the_newest(tmp_path):
    case, more = written(tmp_path)
    found = json.loads(
        detente("record", case, "--events", more, "--format", "json").out
    )
    assert found["as_of"] == "2020-06-02"
    out = " ".join(detente("record", case, "--events", more).out.split())
    assert "A word through C" in out
    assert "C proposes" in out
    (offer,) = dt.record(dt.load(case), events=more).offers
    assert offer.movers == ("a", "b")
    assert offer.gained == ("a", "b", "c")
    before = json.loads(detente("record", case, "--format", "json").out)
    assert before["as_of"] == "2020-05-01"


def test_what_stood_before_keeps_its_order_but_for_what_is_corrected(tmp_path):
    case, more = written(tmp_path)
    before = dt.record(dt.load(case)).ledger.events
    after = dt.record(dt.load(case), events=more).ledger.events
    assert [event.id for event in before] == ["met", "said"]
    assert tuple(event for event in after if event in before) == before
    assert {event.id for event in after if event not in before} == {
        "note",
        "offer",
        "again",
    }
    # The correction counts, and what it corrects does not.
    met = dt.record(dt.load(case), events=more).ledger.meetings
    assert [each.count for each in met] == [1]
    # A case is never changed by what is added to it.
    assert dt.record(dt.load(case)).ledger.events == before


def test_a_value_that_is_none_is_called_by_the_name_of_its_column(tmp_path):
    wrong = MORE.replace(",x,yes,", ",x,maybe,")
    case, more = written(tmp_path, wrong)
    found = detente("record", case, "--events", more)
    assert found.code == 2
    assert f"{more}:3" in found.err
    assert "value must be yes or no, not 'maybe'" in found.err


def test_columns_that_no_event_has_may_stand_before_those_that_it_has(tmp_path):
    case, more = written(
        tmp_path,
        "source_id,when,remark,kind,parties,title\n"
        "7,2020-04-01,so so,statement,a,Said again\n",
    )
    layout = Layout(columns=(("date", "when"),))
    events = dt.record(dt.load(case), events=more, layout=layout).ledger.events
    (event,) = (each for each in events if each.date == datetime.date(2020, 4, 1))
    assert (event.kind, event.parties) == ("statement", ("a",))
    assert str(event.title) == "Said again"
