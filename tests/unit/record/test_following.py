"""Road maps against what happened, worked out by hand."""

import datetime
import json
from itertools import pairwise
from typing import Any

import pytest

import detente as dt
from detente.study.record.course import Standing
from tests.running import detente

DAY = datetime.date.fromisoformat

ACCORD = """
detente: 1
title: {en: The accord, ru: Соглашение}
as_of: 2020-06-30
sources: {gazette: {title: The Gazette}, wire: {title: The Wire}}
bodies: {envoy: {name: The envoy}}
parties:
  north:
    name: North
    options:
      stop: {name: Guns silent, undo: 1 week}
      leave: {name: Troops gone, undo: never, takes: 2 months}
  south:
    name: South
    options: {open: {name: Road open, undo: 1 month}, pay: {name: Grain sent}}
preferences:
  north: {weights: {open: 2, pay: 2, stop: -1, leave: -2}}
  south: {weights: {stop: 2, leave: 3, open: -1, pay: -1}}
roadmaps:
  accord:
    name: The accord
    since: 2020-01-01
    stages: [[stop, open], {steps: [leave], within: 1 month}, [pay]]
events:
  - {id: word, date: 2020-01-02, kind: statement, parties: [north], option: stop,
      value: yes, source: wire}
  - {id: silent, date: 2020-01-10, kind: deed, parties: [north], option: stop,
      value: yes, source: gazette}
  - {id: opened, date: 2020-01-20, kind: deed, parties: [south], option: open,
      value: yes, source: gazette}
  - {id: seen, date: 2020-02-01, kind: verification, option: stop, value: yes,
      source: wire}
scopes:
  guns: {name: Heavy guns, option: stop, counts: [heavy]}
  shots: {name: Any shot, option: stop, counts: [heavy, rifle]}
"""


def accord(*events, text=ACCORD):
    added = "".join(f"  - {{{event}}}\n" for event in events)
    return dt.load(text.replace("scopes:\n", added + "scopes:\n"))


def followed(*events, plan="accord", **asked):
    return dt.follow(accord(*events), plan, **asked).following


def recorded(case) -> dict[str, Any]:
    return dt.record(case).to_dict()


def course(found, option):
    return next(each for each in found.courses if each.step.option == option)


SHOT = "date: 2020-03-05, kind: deed, option: stop, value: no, source: gazette"


def test_no_tests_while_exercises_are_scaled_down_is_kept_or_broken_by_its_scope():
    found = {}
    for scope in ("any_launch", "any_ballistic", "nuclear_or_long_range"):
        told = dt.follow(
            "korea-2019",
            "dual_track_2017",
            scope=scope,
            as_of="2019-12-31",
            events="korea-2019-launches",
        ).following
        found[scope] = course(told, "stop_tests")
    assert found["any_launch"].broken == (DAY("2019-04-17"),)
    assert found["any_ballistic"].broken == (DAY("2019-05-04"),)
    assert found["nuclear_or_long_range"].broken == ()
    assert found["nuclear_or_long_range"].standing is Standing.DONE
    assert {each.done for each in found.values()} == {DAY("2018-04-21")}


def test_one_answer_has_every_scope_side_by_side():
    found = dt.follow(
        "korea-2019",
        "stop_tests",
        events="korea-2019-launches",
        as_of="2019-12-31",
    ).following
    told = {each.scope.id: each.course.broken for each in found.scopes}
    assert told == {
        "nuclear_or_long_range": (),
        "any_ballistic": (DAY("2019-05-04"),),
        "any_launch": (DAY("2019-04-17"),),
    }
    assert [each.scope.id for each in found.scopes if each.is_read] == [
        "nuclear_or_long_range"
    ]


def test_a_stage_is_done_when_its_last_step_is_and_opens_the_next():
    first, second, third = followed().stages
    assert (first.begun, first.done) == (DAY("2020-01-10"), DAY("2020-01-20"))
    assert first.standing is Standing.DONE
    assert (second.turn, second.reached) == (DAY("2020-01-20"), True)
    assert (third.turn, third.reached) == (None, False)


def test_what_is_owed_is_owed_since_its_turn_and_due_after_its_time():
    (owed,) = followed().owed
    assert (owed.party, owed.step.option) == ("north", "leave")
    # Two months from 20 January: the longer of `within` and what the step takes.
    assert (owed.since, owed.due) == (DAY("2020-01-20"), DAY("2020-03-21"))
    assert owed.overdue
    (early,) = followed(as_of="2020-03-22").owed
    assert not early.overdue


def test_what_comes_next_is_the_first_stage_whose_turn_has_not_come():
    assert [step.option for step in followed().ahead] == ["pay"]


def test_what_was_taken_back_is_owed_again_since_that_day():
    found = followed(SHOT)
    first = found.owed[0]
    assert (first.step.option, first.why) == ("stop", Standing.REVERSED)
    assert first.since == DAY("2020-03-05")
    assert found.stages[0].reversed == DAY("2020-03-05")
    assert found.in_order == 0


def test_an_untagged_event_counts_in_every_scope_and_a_tagged_one_where_it_is_counted():
    rifle = f"{SHOT}, tags: [Rifle]"
    assert course(followed(SHOT), "stop").broken
    assert not course(followed(rifle), "stop").broken
    assert course(followed(rifle, scope="shots"), "stop").broken


def test_what_keeps_a_part_of_a_scope_does_not_keep_the_whole_of_it():
    kept = "date: 2020-03-09, kind: kept, parties: [north], option: stop, tags: [heavy]"
    wide = followed(SHOT, kept, scope="shots", tolerance=0)
    assert course(wide, "stop").standing is Standing.REVERSED
    narrow = followed(SHOT, kept, scope="guns", tolerance=0)
    assert course(narrow, "stop").standing is Standing.DONE


def test_a_check_verifies_what_stands_then_and_not_what_came_later():
    assert course(followed(), "stop").verified == DAY("2020-02-01")
    again = "date: 2020-04-01, kind: deed, option: stop, value: yes, source: gazette"
    assert course(followed(SHOT, again), "stop").verified is None


def test_sources_that_contradict_each_other_are_shown_and_not_merged():
    denied = "date: 2020-01-21, kind: deed, option: open, value: no, source: wire"
    found = followed(denied)
    assert course(found, "open").standing is Standing.DISPUTED
    (torn,) = found.contradictions
    assert [(r.day, r.says, r.event.source) for r in torn.reports] == [
        (DAY("2020-01-20"), True, "gazette"),
        (DAY("2020-01-21"), False, "wire"),
    ]
    assert (found.in_order, found.possible) == (0, 1)
    apart = followed(denied, tolerance=0)
    assert course(apart, "open").standing is Standing.REVERSED
    assert apart.contradictions == ()


def test_one_source_that_tells_of_two_days_contradicts_nobody():
    shut = "date: 2020-01-21, kind: deed, option: open, value: no, source: gazette"
    assert course(followed(shut), "open").standing is Standing.REVERSED


def test_what_two_sources_date_a_day_apart_is_one_breaking():
    other = SHOT.replace("03-05", "03-06").replace("gazette", "wire")
    later = SHOT.replace("03-05", "03-09")
    told = course(followed(SHOT, other, later), "stop")
    assert told.against == (DAY("2020-03-05"), DAY("2020-03-09"))
    apart = course(followed(SHOT, other, later, tolerance=0), "stop")
    assert len(apart.against) == 3


def test_a_step_done_before_its_turn_is_named_with_what_it_did_not_wait_for():
    paid = "date: 2020-02-02, kind: deed, option: pay, value: yes"
    (early,) = followed(paid).early
    assert (early.party, early.day) == ("south", DAY("2020-02-02"))
    assert [step.option for step in early.before] == ["leave"]


def test_an_exit_that_was_allowed_takes_a_step_back_and_breaks_no_word():
    left = "date: 2020-04-01, kind: breach, parties: [south], option: open, lawful: yes"
    told = course(followed(left), "open")
    assert (told.standing, told.lawful) == (Standing.REVERSED, True)
    assert "by an exit that was allowed" in dt.follow(accord(left), "accord").text()
    assert not course(followed(SHOT), "stop").lawful


def test_what_was_begun_is_neither_done_nor_nothing_and_can_be_given_up():
    begun = "date: 2020-02-03, kind: begun, option: leave"
    assert course(followed(begun), "leave").standing is Standing.BEGUN
    back = "date: 2020-02-20, kind: deed, option: leave, value: no"
    told = course(followed(begun, back), "leave")
    assert (told.standing, told.broken) == (Standing.REVERSED, (DAY("2020-02-20"),))


def test_a_deed_of_several_days_does_it_on_the_last():
    long = "date: 2020-02-03, end: 2020-03-03, kind: deed, option: leave, value: yes"
    told = course(followed(long), "leave")
    assert (told.begun, told.done) == (DAY("2020-02-03"), DAY("2020-03-03"))
    assert (
        course(followed(long, as_of="2020-02-20"), "leave").standing is Standing.BEGUN
    )


def test_the_score_of_a_month_is_the_share_of_what_was_due_by_its_end():
    # Stage 1 is due by 1 February, stage 2 by 2 April, stage 3 by 2 May (its months are
    # of 30.4 days, rounded up).
    scores = {each.day.month: each.score for each in followed(SHOT).months}
    assert scores == {1: None, 2: 1.0, 3: 0.5, 4: 1 / 3, 5: 0.25, 6: 0.25}


def test_a_correction_takes_the_place_of_what_it_names_and_loses_nothing():
    right = (
        "id: right, date: 2020-01-28, kind: deed, option: open, value: yes, "
        "supersedes: opened"
    )
    case = accord(right)
    assert course(dt.follow(case, "accord").following, "open").done == DAY("2020-01-28")
    ids = [each.id for each in dt.record(case).ledger.events]
    assert ids == ["word", "silent", "opened", "right", "seen"]
    told = recorded(case)["chronology"]
    assert [each["corrected"] for each in told] == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("id: b, supersedes: opend", "there is no event 'opend'"),
        ("id: b, supersedes: b", "does not stand before its correction"),
        ("id: opened", "there is an event 'opened' already"),
    ],
)
def test_a_correction_of_nothing_is_refused_at_its_place(written, told):
    with pytest.raises(dt.CaseError) as raised:
        accord(f"{written}, date: 2020-01-28, kind: deed, option: open, value: yes")
    assert told in str(raised.value)


def test_an_option_by_itself_is_followed_as_a_commitment():
    found = followed(SHOT, plan="stop")
    assert [stage.standing for stage in found.stages] == [Standing.REVERSED]
    assert "“Guns silent”: followed" in dt.follow(accord(SHOT), "stop").text()
    assert followed(plan="not pay").courses[0].held


TABLE = """\
date;kind;option;value;id;source
2020-07-03;deed;leave;yes;left;wire
2020-07-09;deed;stop;no;shots;gazette
"""


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "july.csv"

    def written(text=TABLE):
        file.write_text(text, "utf-8")
        return file

    return written


def test_events_of_a_table_stand_behind_those_of_the_case_and_date_the_answer(table):
    told = dt.follow(accord(), "accord", events=table())
    assert told.news is not None
    assert [each.id for each in told.case.events][-3:] == ["seen", "left", "shots"]
    assert told.following.rule.as_of == DAY("2020-07-09")
    shifts = [(s.step.option, s.before, s.now, s.scope) for s in told.news.shifts]
    assert shifts == [
        ("stop", Standing.VERIFIED, Standing.REVERSED, None),
        ("leave", Standing.NOT_BEGUN, Standing.DONE, None),
        ("stop", Standing.VERIFIED, Standing.REVERSED, "shots"),
    ]
    assert all(item.counts for item in told.news.items)


def test_three_mistakes_in_a_table_are_three_problems_each_at_its_place(table):
    text = TABLE.replace("leave", "leaf").replace("2020-07-09", "9.7.2020")
    file = table(text + "2020-07-10;deed;open;no;opened;wire\n")
    with pytest.raises(dt.CaseError) as raised:
        dt.follow(accord(), "accord", events=file)
    found = [
        (p.location.line, p.location.column, p.code) for p in raised.value.problems
    ]
    assert found == [(2, 17, "unknown-option"), (3, 1, "date"), (4, 25, "duplicate-id")]
    hints = [str(problem.hint) for problem in raised.value.problems]
    assert "leave" in hints[0]
    assert hints[1] == "write 2020-07-09"
    assert "supersedes: opened" in hints[2]


def test_a_table_made_elsewhere_is_read_by_naming_its_columns(table):
    file = table("Day,What,Remark\n2020-07-03,Rifle fire,near the bridge\n")
    layout = dt.Layout(
        columns=(("date", "Day"), ("tags", "What")),
        always=(("kind", "deed"), ("option", "stop"), ("value", "no")),
    )
    told = dt.follow(accord(), "accord", events=file, layout=layout, scope="shots")
    assert course(told.following, "stop").broken == (DAY("2020-07-03"),)


def test_a_bundled_table_is_read_as_it_is_beside_one_made_elsewhere(table):
    file = table("Day,What\n2019-12-07,Rocket engine\n")
    always = (("kind", "deed"), ("option", "stop_tests"), ("value", "no"))
    told = dt.follow(
        "korea-2019",
        "stop_tests",
        events=[file, "korea-2019-launches"],
        layout=dt.Layout((("date", "Day"), ("tags", "What")), always),
    )
    assert len(told.case.events) > len(dt.load("korea-2019").events) + 60


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ({"columns": (("tags", "Waht"),)}, "there is no column 'Waht'"),
        ({"always": (("knid", "deed"),)}, "events have no column 'knid'"),
        ({"always": (("kind", "dead"),)}, "must be one of"),
    ],
)
def test_a_layout_that_fits_nothing_is_refused(table, layout, told):
    file = table("date,kind,What\n2020-07-03,,Rifle fire\n")
    with pytest.raises(dt.DetenteError) as raised:
        dt.follow(accord(), "accord", events=file, layout=dt.Layout(**layout))
    assert told in str(raised.value)


def test_a_month_later_only_what_changed_is_told():
    told = dt.follow(accord(SHOT), "accord", changed_since="2020-03-01")
    assert told.news is not None
    assert [each.step.option for each in told.news.shifts] == ["stop", "stop"]
    assert [each.scope for each in told.news.shifts] == [None, "shots"]
    assert dt.follow(accord(SHOT), "accord").news is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"scope": "gun"}, "there is no scope 'gun'"),
        ({"as_of": "yesterday"}, "as_of must be a day"),
        ({"tolerance": "a week"}, "a number of days"),
        ({"events": "nowhere.csv"}, "there is no such file"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_words(asked, told):
    with pytest.raises(dt.DetenteError) as raised:
        dt.follow(accord(), "accord", **asked)
    assert told in str(raised.value)


def test_an_unknown_road_map_is_told_with_the_nearest():
    with pytest.raises(dt.QuestionError) as raised:
        dt.follow(accord(), "acord")
    assert "accord" in str(raised.value.problems[0].hint)


def test_messages_say_who_told_whom_through_whom():
    sent = (
        "date: 2020-05-01, kind: message, parties: [north], to: [south], "
        "through: [envoy], title: A truce"
    )
    told = recorded(accord(sent))["messages"]
    assert [(m["from"], m["to"], m["through"]) for m in told] == [
        (["north"], ["south"], ["envoy"])
    ]


def test_an_offer_says_whom_it_would_suit():
    offered = (
        "date: 2020-05-01, kind: offer, parties: [envoy], option: pay, value: yes, "
        "if: leave"
    )
    (offer,) = recorded(accord(offered))["offers"]
    assert offer["changes"] == {"leave": True, "pay": True}
    assert (offer["gained"], offer["lost"]) == (["south"], [])


def test_the_claim_that_a_road_map_was_followed_is_answered_by_following_it():
    claims = """claims:
  then: {kind: judgement, test: {followed: {plan: accord, until: 2020-02-28}}}
  now: {kind: judgement, test: {followed: accord}}
  shots: {kind: judgement, test: {followed: {plan: accord, scope: shots}}}
"""
    fire = f"{SHOT}, tags: [rifle]"
    case = accord(fire, text=ACCORD + claims)
    found = {f.claim.id: f.verdict for f in dt.claims(case, samples=0).findings}
    assert found == {"then": "supported", "now": "supported", "shots": "contradicted"}
    torn = accord(
        "date: 2020-05-01, kind: breach, parties: [south], option: open, disputed: yes",
        text=ACCORD + claims,
    )
    found = {f.claim.id: f.verdict for f in dt.claims(torn, samples=0).findings}
    assert (found["then"], found["now"]) == ("supported", "depends")


def test_the_article_of_2019_is_right_on_2018_and_open_on_its_own_day():
    then = dt.follow("korea-2019", "dual_track_2017", as_of="2018-12-31")
    assert then.following.is_followed
    now = dt.follow("korea-2019", "dual_track_2017")
    assert now.following.is_followed is None


def test_every_form_is_written_in_both_languages(table):
    file = table()
    (file.parent / "case.yaml").write_text(ACCORD, "utf-8")
    asked = ("follow", str(file.parent / "case.yaml"), "accord", "--events", str(file))
    data = json.loads(detente(*asked, "--format", "json").out)
    assert data["roadmap"] == "accord"
    assert data["owed"][0]["party"] == "north"
    shifted = [each["step"] for each in data["news"]["shifts"]]
    assert shifted == ["stop", "leave", "stop"]
    rows = detente(*asked, "--format", "csv").out.splitlines()
    assert rows[0].startswith("stage,step,party,declared,begun,done")
    for language, word in (("en", "Owed now"), ("ru", "Что должно быть сделано")):
        assert word in detente(*asked, "--lang", language).out
    assert "Month by month" in detente(*asked, "--format", "markdown").out


def test_an_answer_is_never_written_over_the_events_it_is_made_from(table):
    file = table()
    ran = detente(
        "follow", "korea-2019", "stop_tests", "--events", file, "--output", file
    )
    assert ran.code == 2
    assert file.read_text("utf-8") == TABLE


def test_the_bundled_table_stands_in_the_order_of_its_days():
    case = dt.follow("korea-2019", "stop_tests", events="korea-2019-launches").case
    added = [each for each in case.events if each.id and each.id.startswith("launch_")]
    assert all(one.date <= two.date for one, two in pairwise(added))
    assert {each.source for each in added} == {"cns"}


@pytest.mark.parametrize(
    ("language", "said"), [("en", "to begin on"), ("ru", "начало")]
)
def test_a_road_map_that_begins_later_is_not_followed_backwards(language, said):
    later = ACCORD.replace("since: 2020-01-01", "since: 2020-10-18")
    lines = dt.follow(dt.load(later), "accord").render("text", language).splitlines()
    title = next(line for line in lines if ": " in line)
    assert f": {said} " in title
