"""Records become plain data: their fields in the order told, under their keys."""

import datetime
import json
from dataclasses import dataclass

from detente.errors import Message
from detente.model.concept import Concept
from detente.report.plain import declare, fields, plain


@dataclass(frozen=True)
class Visit:
    who: str
    day: datetime.date
    concept: Concept
    further: tuple["Visit", ...] = ()


VISIT = Visit("usa", datetime.date(2019, 2, 27), Concept.GMR)
declare(Visit, "day who concept then=further")


def test_fields_stand_in_the_order_in_which_they_are_named():
    assert list(fields(VISIT, "concept who")) == ["concept", "who"]


def test_a_key_may_differ_from_the_name_of_its_field():
    assert fields(VISIT, "party=who") == {"party": "usa"}


def test_what_is_told_stands_in_its_place_instead_of_a_field():
    told = fields(VISIT, "who length day", length=3, who="dprk")
    assert list(told.items()) == [("who", "dprk"), ("length", 3), ("day", "2019-02-27")]


def test_a_record_is_written_as_its_kind_was_declared_wherever_it_stands():
    twice = Visit("dprk", datetime.date(2019, 6, 30), Concept.R, (VISIT,))
    assert plain({Concept.R: [twice]}) == {
        "R": [
            {
                "day": "2019-06-30",
                "who": "dprk",
                "concept": "R",
                "then": [
                    {"day": "2019-02-27", "who": "usa", "concept": "GMR", "then": []}
                ],
            }
        ]
    }


def test_sentences_and_names_become_text_and_nothing_else():
    written = plain((Message("{n} days", n=3), Concept.SEQ, None, True, 1.5))
    assert written == ["3 days", "SEQ", None, True, 1.5]
    assert [type(each) for each in written][:2] == [str, str]
    assert json.loads(json.dumps(written)) == written
