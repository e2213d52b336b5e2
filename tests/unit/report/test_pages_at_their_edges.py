"""What pages say at thresholds, of one and of several, and in each of their forms."""

from dataclasses import replace

import pytest

import detente as dt
from detente.errors import Location, Message, Problem
from detente.report.naming import Names
from detente.report.pages.deal.calling_off import calling_off_section
from detente.report.pages.search.best_deal import weakest_text
from detente.report.problems import problem_text, problems_text
from detente.report.words import words_of
from detente.study.deal.calling_off import PartyShare, Shares
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.robustness.surest_order import Break, Weakest
from tests.small_cases import BLOW, VILLAGES
from tests.unit.report.test_pictures_tell_numbers import DEAL

WORDS = words_of("en")


@pytest.fixture
def names():
    return Names(dt.load(DEAL), WORDS)


@pytest.mark.parametrize(
    ("how", "stage", "told"),
    [
        (Break.SIGNING, None, "the signing: Lower would not sign in {}"),
        (Break.CALLING_OFF, 2, "stage 2: Lower would call it off there in {}"),
        (
            Break.CHEATING,
            2,
            "stage 2: Lower would cheat there in {}, if everyone then acted for itself",
        ),
    ],
)
def test_where_a_deal_is_weakest_is_told_by_how_it_breaks(names, how, stage, told):
    said = weakest_text(Weakest(stage, "lower", 0.25, how), names)
    readings = "25\N{NO-BREAK SPACE}% of the readings"
    assert said == f"Weakest is {told.format(readings)}."


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (ESTABLISHED, "All would in 67 of 100 readings of the assumed numbers"),
        (ESTABLISHED - 0.01, "Not established: as the numbers are written all would"),
    ],
)
def test_from_how_many_readings_on_it_is_said_that_all_would_sign(names, share, told):
    found = dt.check_road_map(DEAL, "both").check.calling_off
    assert found is not None
    drawn = tuple(PartyShare(each, share, 1.0) for each in ("upper", "lower", "third"))
    shares = Shares(samples=9, seed=0, signs=share, nobody=1.0, parties=drawn)
    blocks = calling_off_section(replace(found, shares=shares), names, full=False)
    assert told in " ".join(getattr(each, "text", "") for each in blocks)


PLACED = Problem("x", Message("wrong"), Location("f.yaml", 3, 2, "a: b", 2))


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (PLACED, ["f.yaml:3:2: wrong", "    3 | a: b", "      |  ^^"]),
        (replace(PLACED, location=Location("f.yaml", 3, 2)), ["f.yaml:3:2: wrong"]),
        (replace(PLACED, location=Location("f.yaml")), ["f.yaml: wrong"]),
        (
            replace(PLACED, location=Location("f.yaml"), hint=Message("write c")),
            ["f.yaml: wrong", "      = hint: write c"],
        ),
        (
            replace(PLACED, location=Location("f.yaml", 123456, 1, "a", 0)),
            ["f.yaml:123456:1: wrong", "123456 | a", "       | ^"],
        ),
    ],
)
def test_a_problem_shows_its_line_where_one_is_known(problem, told):
    assert problem_text(problem, WORDS).split("\n") == told


@pytest.mark.parametrize(("count", "last"), [(1, "wrong"), (2, "2 problems found.")])
def test_problems_are_counted_where_there_are_several(count, last):
    *_, line = problems_text((replace(PLACED, location=Location("f")),) * count, WORDS)[
        :-1
    ].split("\n")
    assert line.endswith(last)


def followed(text, plan, *events):
    case = text + "".join(f"  - {{{each}}}\n" for each in events)
    return dt.follow(dt.load(case), plan).text()


DEED = "date: 2021-0{m}-0{d}, kind: deed, parties: [east], option: dam, value: {so}"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (1, "broken by East on 2021-02-01, kept"),
        (2, "broken by East on 2021-02-01, and on 1 more day after that"),
        (3, "broken by East on 2021-02-01, and on 2 more days after that"),
    ],
)
def test_how_often_a_step_was_broken_is_counted(days, told):
    text = VILLAGES.partition("events:")[0] + "events:\n"
    events = [DEED.format(m=1, d=5, so="yes")]
    events += [DEED.format(m=2, d=1 + 2 * each, so="no") for each in range(days)]
    said = " ".join(followed(text, "pact", *events).split())
    assert told.removesuffix(", kept") in said
    assert ("more day" in said) is (days > 1)


def test_what_stood_from_the_start_has_no_day():
    text = BLOW.replace("{press: {name: Press, undo: never}}", "{press: {now: yes}}")
    text = text.replace("A truce, stages", "A truce, since: 2019-12-01, stages")
    told = dt.follow(dt.load(text), "wait").text()
    assert "from the start" in told
    assert "If what is disputed is taken as done" not in told
