"""How a breach of an option is seen, as files say it."""

from decimal import Decimal

import pytest

from detente.casefile.reader import parse_case
from detente.errors import CaseError
from detente.model.case import Seen
from detente.study.deal.watch import Watch, open_watches, watch_of
from detente.study.robustness.assumed_numbers import list_assumptions, with_numbers

CASE = """
detente: 1
title: t
bodies: {{iaea: {{}}}}
parties:
  a: {{options: {{x: {{seen: {seen}}}}}}}
  b: {{options: {{"y": {{}}}}}}
"""


def seen(text):
    return parse_case(CASE.format(seen=text), "case.yaml").option["x"].seen


def told(text):
    with pytest.raises(CaseError) as error:
        seen(text)
    (problem,) = error.value.problems
    return str(problem.message), str(problem.hint or "")


def test_every_part_may_be_left_out():
    assert seen("{}") == Seen()


def test_bodies_and_parties_notice():
    assert seen("{by: [iaea, b]}").by == ("iaea", "b")
    assert told("{by: iaee}")[0] == "there is no party or body 'iaee'"


def test_a_chance_may_be_written_per_period():
    found = seen("{chance: 0.8 per period}").chance
    assert (found.amount.value, found.per) == (Decimal("0.8"), None)
    assert found == seen("{chance: 0.8}").chance


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{chance: 1.2}", "chance lies between 0 and 1, not at 1.2"),
        ("{chance: -0.1 per year}", "chance lies between 0 and 1, not at -0.1"),
        ("{hidden: 2}", "hidden lies between 0 and 1, not at 2"),
        ("{after: -1 month}", "after cannot be negative: '-1 month'"),
        ("{after: soon}", "after must be a length of time, not 'soon'"),
        (
            "{after: {value: 2 months, range: [1 week, 3 weeks]}}",
            "after: the range is in another unit than the number",
        ),
        (
            "{after: {value: 2 weeks, range: [1 week, 3 months]}}",
            "range has ends in different units",
        ),
        (
            "{after: {value: 2 weeks, range: [3 weeks, 1 week]}}",
            "range starts above its end: 3 is more than 1",
        ),
    ],
)
def test_what_cannot_be_is_refused(text, said):
    assert told(text)[0] == said


def test_a_range_of_lengths_shows_how_one_is_written():
    said = told("{after: {value: 2 months, range: 3 months}}")
    assert said == (
        "range must be a low and a high number",
        "write it as in [1 month, 6 months]",
    )


def test_a_range_may_begin_with_no_delay_at_all():
    found = seen("{after: {value: 2 months, range: [at once, 6 months]}}").after
    assert (found.amount.low, found.amount.high, found.unit) == (0, 6, "month")


@pytest.mark.parametrize(
    ("text", "watch"),
    [
        ("{}", Watch(0, 1.0)),
        ("{after: 1 day}", Watch(1, 1.0)),
        ("{after: 24 days, chance: 0.5}", Watch(1, 0.5)),
        ("{after: 32 days}", Watch(2, 1.0)),
        ("{after: 1 year, chance: 0}", Watch(12, 0.0)),
    ],
)
def test_delays_are_rounded_up_to_whole_periods(text, watch):
    case = parse_case(CASE.format(seen=text), "case.yaml")
    found = case.option["x"].seen
    assert found is not None
    assert watch_of(found, case.negotiation.period) == watch
    assert open_watches(case) == ({} if watch.at_once else {0: watch})


def test_its_numbers_are_assumed_numbers_like_others():
    text = (
        "{after: {value: 2 months, assumed: yes}, "
        "chance: {value: 0.8, assumed: yes}, hidden: {value: 0.2, range: [0, 0.5]}}"
    )
    case = parse_case(CASE.format(seen=text), "case.yaml")
    found = {each.path: (each.low, each.high) for each in list_assumptions(case)}
    assert found == {
        "options.x.seen.after": (1.0, 4.0),
        "options.x.seen.chance": (0.4, 1.0),
        "options.x.seen.hidden": (0.0, 0.5),
    }
    other = with_numbers(
        case, {"options.x.seen.after": 3.5, "options.x.seen.hidden": 0.4}
    )
    told = other.option["x"].seen
    assert told is not None
    assert told.hidden is not None
    assert watch_of(told, case.negotiation.period) == Watch(4, 0.8)
    assert float(told.hidden.value) == 0.4
