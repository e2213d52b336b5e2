"""Events written into the text of a case: behind the others, and nothing else moves."""

import pytest

from detente.casefile import append_events, parse_case
from detente.errors import CaseError

HEAD = """\
detente: 1
title: t
parties:
  a: {options: {x: {}}}  # one option
preferences: {a: [x]}
"""
NEW = 'date,kind,option,value,title\n2019-05-04,deed,x,no,"A: b, [c] # ""d"""\n'
LISTS = {
    "none": "",
    "block": "events:\n  - {date: 2019-01-01, kind: deed, option: x}  # a\n  # b\n",
    "in the middle": "events:\n- date: 2019-01-01\n  kind: statement\n"
    "as_of: 2019-01-01\n",
    "flow": "events: [{date: 2019-01-01, kind: deed, option: x}, # q\n ]\n",
    "empty": "events: []  # none yet\n",
    "nothing": "events:\nas_of: 2019-01-01\n",
    "literal": "events:\n  - date: 2019-01-01\n    kind: statement\n    title: |\n"
    "      abc\n\n      d\n\n# end\nas_of: 2019-01-01\n",
    "unended": "events:\n  - date: 2019-01-01\n    kind: deed\n    option: x",
    "out of order": "events:\n  - {date: 2020-01-01, kind: statement}\n"
    "  - {date: 2019-01-01, kind: statement}\n",
}


@pytest.mark.parametrize("events", LISTS.values(), ids=LISTS)
def test_nothing_of_the_text_is_lost_or_moved(events):
    text = HEAD + events
    written, new, known = append_events(text, NEW, "new.csv", "case.yaml")
    assert (new, known) == (1, 0)
    rest = iter(written)
    assert all(letter in rest for letter in text)
    if events != LISTS["nothing"]:
        before = parse_case(text, "case.yaml").events
        after = parse_case(written, "case.yaml").events
        assert after[:-1] == before
        assert str(after[-1].title and after[-1].title.get("en")) == 'A: b, [c] # "d"'
        assert after[-1].value is False


def test_what_is_there_already_is_left_out():
    written, _, _ = append_events(HEAD, NEW, "new.csv", "case.yaml")
    more = NEW + "2019-06-01,deed,x,yes,\n"
    again, new, known = append_events(written, more, "new.csv", "case.yaml")
    assert (new, known) == (1, 1)
    assert again.startswith(written)


def test_faults_of_the_table_stand_at_their_rows():
    rows = "date,kind,option\n2019-05-04,deed,x\n2019-05-0,ded,x\n"
    with pytest.raises(CaseError) as caught:
        append_events(HEAD, rows, "new.csv", "case.yaml")
    places = [str(each.location) for each in caught.value.problems]
    assert places == ["new.csv:3:1", "new.csv:3:11"]


def test_where_none_can_be_written_it_says_so():
    text = HEAD + "events: null\n"
    with pytest.raises(CaseError, match="so that none can be added"):
        append_events(text, NEW, "new.csv", "case.yaml")
