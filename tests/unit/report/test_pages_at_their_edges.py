"""What pages say at thresholds, of one and of several, and in each of their forms."""

from dataclasses import replace

import pytest

import detente as dt
from detente.errors import Location, Message, Problem
from detente.report.calling_words import signing_text
from detente.report.document import Column, Number, Table
from detente.report.figure.wrapped import wrapped
from detente.report.naming import Names
from detente.report.pages.deal.calling_off import calling_off_section
from detente.report.pages.overview.situation import situation_page
from detente.report.pages.record.projects import project_blocks
from detente.report.pages.search.best_deal import weakest_text
from detente.report.problems import problem_text, problems_text
from detente.report.render.terminal import render_terminal
from detente.report.verdict_words import briefly_judged
from detente.report.words import words_of
from detente.study.deal.calling_off import CallingOff, PartyShare, Shares
from detente.study.deal.signing import Signing
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.deal.verdict import Verdict, VerdictShares
from detente.study.record.project import judge_projects
from detente.study.robustness.surest_order import Break, Weakest
from tests.small_cases import BLOW, CROSSING, GRAPH, LEADERS, VILLAGES
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


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (1 - ESTABLISHED, "would not sign: Lower (67 of 100)"),
        (1.01 - ESTABLISHED, "whether all sign: not established (Lower: 66 of 100)"),
    ],
)
def test_who_would_not_sign_is_said_so_only_where_it_is_established(names, share, told):
    refuses = Signing("lower", signs=False, relative=-0.5)
    drawn = (PartyShare("lower", share, 1.0),)
    shares = Shares(samples=9, seed=0, signs=share, nobody=1.0, parties=drawn)
    assert signing_text(CallingOff((refuses,), (), shares), names) == told


def test_of_several_who_would_not_sign_one_that_is_established_is_enough(names):
    refusing = tuple(
        Signing(each, signs=False, relative=-0.5) for each in ("upper", "lower")
    )
    drawn = (PartyShare("upper", 0.8, 1.0), PartyShare("lower", 0.1, 1.0))
    shares = Shares(samples=9, seed=0, signs=0.1, nobody=1.0, parties=drawn)
    told = signing_text(CallingOff(refusing, (), shares), names)
    assert told.startswith("would not sign: ")
    assert "Lower (90 of 100)" in told


@pytest.mark.parametrize(
    ("most", "told"),
    [(2, "it|hangs …"), (3, "it|hangs|on …"), (4, "it|hangs|on|patience")],
)
def test_what_does_not_fit_into_the_lines_of_a_label_ends_in_dots(most, told):
    assert wrapped("it hangs on patience", 5, most) == told.split("|")


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
        (1, "broken by East on 1 February 2021, kept"),
        (2, "broken by East on 1 February 2021, and on 1 more day after that"),
        (3, "broken by East on 1 February 2021, and on 2 more days after that"),
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


def test_rounds_are_those_of_the_order_that_takes_longest():
    # Where Upper moves before Lower its step has to wait for the next round.
    text = DEAL.replace("x: {undo: never}", "x: {undo: never, requires: y}")
    told = dt.force(text, "x and y", ["upper", "lower"]).text()
    assert "can force it within 2 rounds, whatever the others do" in told


@pytest.mark.parametrize(
    ("plan", "dated", "told"),
    [
        ("pact", True, "“The pact”: followed from 1 January 2021 to 1 June 2021"),
        ("half", True, "“Half of it”: followed up to 1 June 2021"),
        ("pact", False, "“The pact”: followed"),
    ],
)
def test_a_road_map_is_followed_from_and_to_the_days_that_are_known(plan, dated, told):
    text = VILLAGES.replace(", until: 2023-01-01", "").replace("until: 2022-01-01", "")
    text = text if dated else text.replace("as_of: 2021-06-01\n", "")
    assert told in dt.follow(text, plan).text().splitlines()


def test_who_never_met_and_is_to_meet_has_no_last_day():
    text = VILLAGES.replace(
        "date: 2021-07-01, kind: meeting, parties: [east, west]",
        "date: 2021-07-01, kind: meeting, parties: [north, west]",
    )
    rows = [" ".join(line.split()) for line in dt.record(text).text().splitlines()]
    assert "West and North 0 never 1 Jul 2021" in rows


@pytest.mark.parametrize(
    ("title", "told"), [("Calm", "calm (Calm)"), ("calm", "calm"), ('""', "calm")]
)
def test_a_situation_is_not_named_twice(title, told):
    case = dt.load(GRAPH.replace("calm: Calm", f"calm: {title}"))
    assert Names(case, WORDS).state("calm") == told


@pytest.mark.parametrize("assumed", [False, True])
def test_of_readings_it_is_told_where_something_is_assumed(assumed):
    text = LEADERS.partition("types:")[0]
    if not assumed:
        text = text.replace("{value: 2, range: [0.5, 4], assumed: yes}", "2")
    told = dt.find_surest_road_map(text, "x and y").text()
    assert ("Weakest is stage 1: Lower would call it off" in told) is assumed
    assert ("Orders were searched with the numbers as written" in told) is assumed
    assert ("No number is assumed" in told) is not assumed


def test_numbers_are_set_flush_right_and_words_left():
    table = Table((Column("w", "word"), Number("n", "number")), (("a", "1"),))
    assert render_terminal((table,)).splitlines() == [
        "  word  number",
        "  a          1",
    ]


@pytest.mark.parametrize(
    ("text", "state", "told"),
    [
        (CROSSING, "now", "Would move on from here: Cart and Coach."),
        (CROSSING, "now +drive", "Nobody would leave."),
        (GRAPH, "calm", "Nobody would leave as long as each expects an answer."),
        (DEAL, "now +x +v +y", "Hardly anybody is held here: what should hold them"),
    ],
)
def test_a_situation_is_told_by_who_would_move_on(text, state, told):
    found = dt.explain(text, state)
    blocks = situation_page(found.explanations, Names(found.case, WORDS))
    assert any(getattr(each, "text", "").startswith(told) for each in blocks)


def test_what_opens_a_project_is_given_to_programs_a_party_a_row():
    case = dt.load(VILLAGES)
    names = Names(case, words_of("en", plain=True))
    *_, table = project_blocks(judge_projects(case), names)
    assert isinstance(table, Table)
    (data,) = table.data
    shown = [(row[0], row[2], *row[4:]) for row in data.rows]
    assert shown == [
        ("The fair", "+dam -toll +mill", "East", "+2"),
        ("The fair", "+dam -toll +mill", "West", "+2"),
        ("The fair", "+dam -toll +mill", "North", "+1"),
        ("The bridge", "+road", "East", "+0"),
        ("The bridge", "+road", "West", "+0.5"),
        ("The bridge", "+road", "North", "-3"),
    ]


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (None, "fails at stage 1 (Lower)"),
        (ESTABLISHED, "fails at stage 1 (Lower) (67)"),
        (ESTABLISHED - 0.01, "not established (66)"),
    ],
)
def test_a_verdict_in_few_draws_is_not_established(names, share, told):
    check = dt.check_road_map(DEAL, "both").check
    drawn = VerdictShares(9, 0, ((Verdict.REFUTED, share),)) if share else None
    assert briefly_judged(replace(check, shares=drawn), names) == told
