"""Road maps followed through random events, against the definition day by day."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings, strategies as st

from detente.model.case import Case, Option, Party
from detente.model.event import Event, Scope, Source
from detente.model.quantity import Duration
from detente.model.road_map import Negotiation, RoadMap, Stage, Step
from detente.model.text import Text
from detente.study.record.following import follow_plan
from detente.study.record.reports import Rule
from tests import following_oracle as oracle

SEEDS = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=120)
START = date(2020, 1, 20)
LAST = 70
"""Events fall within so many days of the start."""
TAGS = ("big", "small", "far")
COUNTS = ("due", "standing", "disputed")


def drawn_event(rng, number):
    day = START + timedelta(days=rng.randint(-12, LAST))
    kinds = ("deed", "deed", "deed", "breach", "kept", "verification", "begun")
    return Event(
        date=day,
        id=f"e{number}",
        kind=rng.choice((*kinds, "statement")),
        end=day + timedelta(days=rng.randint(0, 9)) if rng.random() < 0.2 else None,
        option=rng.choice("xyz"),
        value=rng.choice((None, True, True, False)),
        source=rng.choice((None, "one", "two")),
        disputed=rng.random() < 0.1,
        tags=tuple(rng.sample(TAGS, rng.choice((0, 0, 1, 2, 3)))),
        supersedes=f"e{rng.randrange(number)}"
        if number and rng.random() < 0.1
        else None,
    )


def later(rng):
    return START + timedelta(days=rng.randint(1, LAST))


def drawn(seed):
    rng = random.Random(seed)
    takes = Duration(Decimal(rng.randint(1, 40)), "day") if rng.random() < 0.5 else None
    options = (Option("x", "a", now=rng.random() < 0.5), Option("y", "a", takes=takes))
    steps = [Step(name, taken=rng.random() < 0.8) for name in "xyz"]
    rng.shuffle(steps)
    at = rng.randint(1, 2)
    within = (
        Duration(Decimal(rng.randint(1, 30)), "day") if rng.random() < 0.5 else None
    )
    rest = tuple(steps[at:])
    parted = [(step,) for step in rest] if rng.random() < 0.5 else [rest]
    plan = RoadMap(
        "plan",
        (Stage(tuple(steps[:at]), within=within), *map(Stage, parted)),
        since=START,
        start="".join(rng.choice("YN") for _ in "xyz") if rng.random() < 0.3 else None,
        until=((rng.choice(("", "x")), later(rng)),) if rng.random() < 0.3 else (),
    )
    n_events = rng.randint(0, 12)
    case = Case(
        Text.plain("followed"),
        (Party("a", options), Party("b", (Option("z", "b"),))),
        sources=(Source("one"), Source("two")),
        events=tuple(drawn_event(rng, number) for number in range(n_events)),
        scopes=(
            Scope("wide", ("x", "y"), ("big", "Small")),
            Scope("tight", ("x",), ("FAR",)),
        )[: rng.randint(0, 2)],
        negotiation=Negotiation(road_maps=(plan,)),
    )
    rule = Rule(
        as_of=START + timedelta(days=rng.randint(0, LAST + 20)),
        tolerance=rng.randint(0, 3),
        scope=rng.choice((None, "wide", "tight")),
    )
    return case, plan, rule


def last_of(step, plan, rule):
    """The last day on which a step is followed."""
    end = dict(plan.until).get(step.option, dict(plan.until).get(""))
    return rule.as_of if end is None else min(rule.as_of, end - timedelta(days=1))


def look(case, plan, rule):
    """How steps stand by the oracle; what has ended stands as it did at the end."""

    def at(step, day):
        day = min(day, last_of(step, plan, rule))
        asked = {"tolerance": rule.tolerance, "scope": rule.scope}
        return oracle.standing(case, step, day, plan.start, plan.since, **asked)

    return at


@given(SEEDS)
@MANY
def test_a_step_stands_on_every_day_as_the_definition_says(seed):
    case, plan, rule = drawn(seed)
    at = look(case, plan, rule)
    found = follow_plan(case, plan, rule)
    for course in found.courses:
        for day in oracle.days(START, last_of(course.step, plan, rule)):
            assert course.at(day).value == at(course.step, day)


@given(SEEDS)
@MANY
def test_stages_are_done_broken_and_owed_as_the_definition_says(seed):
    case, plan, rule = drawn(seed)
    at = look(case, plan, rule)
    found = follow_plan(case, plan, rule)
    days = oracle.days(START, rule.as_of)
    reached, turn = True, START
    for stage, told in zip(plan.stages, found.stages, strict=True):
        whole = [d for d in days if all(at(s, d) == "done" for s in stage.steps)]
        assert told.reached == reached
        assert told.turn == (turn if reached else None)
        length = timedelta(days=oracle.length(case, stage))
        assert told.due == (turn + length if reached else None)
        began = all(
            oracle.held(case, s, plan.start, START, rule.tolerance, rule.scope)
            for s in stage.steps
        )
        assert told.held == began
        if not began:
            assert told.done == min(whole, default=None)
        owed = {each.step for each in found.owed if each.stage == told.stage}
        open_now = {
            s
            for s in stage.steps
            if at(s, rule.as_of) != "done" and last_of(s, plan, rule) == rule.as_of
        }
        assert owed == (open_now if reached else set())
        reached = reached and (began or bool(whole))
        turn = turn if began else max([turn, *whole[:1]])


@given(SEEDS)
@MANY
def test_the_score_of_a_month_is_the_share_of_what_is_due(seed):
    case, plan, rule = drawn(seed)
    at = look(case, plan, rule)
    months = follow_plan(case, plan, rule).months
    ends = oracle.month_ends(START, rule.as_of)
    assert [each.day for each in months] == ends
    for each in months:
        counted = tuple(getattr(each, name) for name in COUNTS)
        assert counted == oracle.score(case, plan, each.day, at)


@given(SEEDS)
@MANY
def test_a_step_is_early_where_an_earlier_one_did_not_stand_around_its_day(seed):
    case, plan, rule = drawn(seed)
    stands = look(case, plan, rule)
    found = follow_plan(case, plan, rule)
    first = {
        step: next(
            (d for d in oracle.days(START, rule.as_of) if stands(step, d) == "done"),
            None,
        )
        for stage in plan.stages
        for step in stage.steps
    }
    told = {each.step: (each.day, each.before) for each in found.early}
    earlier = {
        step: [s for each in plan.stages[:at] for s in each.steps]
        for at, stage in enumerate(plan.stages)
        for step in stage.steps
    }
    for step, before in earlier.items():
        day = first[step]
        if oracle.held(case, step, plan.start, START, rule.tolerance, rule.scope):
            continue
        if day is None:
            assert step not in told
            continue
        near = range(-rule.tolerance, rule.tolerance + 1)
        around = [day + timedelta(days=n) for n in near]
        around = [d for d in around if d <= rule.as_of]
        missing = tuple(
            other
            for other in before
            if all(stands(other, d) not in {"done", "disputed"} for d in around)
        )
        assert told.get(step) == ((day, missing) if missing else None)


@given(SEEDS)
@MANY
def test_an_added_event_moves_none_of_the_others(seed):
    case, plan, rule = drawn(seed)
    rng = random.Random(seed + 1)
    new = replace(drawn_event(rng, 99), supersedes=None)
    more = replace(case, events=(*case.events, new))
    before, after = follow_plan(case, plan, rule), follow_plan(more, plan, rule)
    for old, now in zip(before.courses, after.courses, strict=True):
        day = min(new.date, new.end or new.date)
        earlier = [turn for turn in old.turns if turn.day < day]
        if old.held == now.held and old.begun == now.begun:
            assert [turn for turn in now.turns if turn.day < day] == earlier


@given(SEEDS)
@MANY
def test_a_corrected_event_is_as_if_it_had_never_been_told(seed):
    case, plan, rule = drawn(seed)
    if not case.events:
        return
    wrong = case.events[random.Random(seed).randrange(len(case.events))]
    without = replace(case, events=tuple(e for e in case.events if e is not wrong))
    without = replace(
        without,
        events=tuple(
            replace(e, supersedes=None) if e.supersedes == wrong.id else e
            for e in without.events
        ),
    )
    note = Event(START, "statement", id="note", supersedes=wrong.id)
    corrected = replace(case, events=(*case.events, note))
    if wrong.supersedes is None:
        one, two = (follow_plan(each, plan, rule) for each in (corrected, without))
        assert days_of(one) == days_of(two)


def days_of(found):
    return [
        (c.held, c.begun, c.verified, c.against, [(t.day, t.standing) for t in c.turns])
        for c in found.courses
    ]


@given(SEEDS)
@MANY
def test_a_wider_scope_breaks_no_later(seed):
    case, plan, rule = drawn(seed)
    narrow = replace(case, scopes=(Scope("s", ("x", "y", "z"), ("big",)),))
    wide = replace(case, scopes=(Scope("s", ("x", "y", "z"), TAGS),))
    tagged = [e for e in case.events if e.tags or e.kind in {"deed", "verification"}]
    tagged = [e for e in tagged if e.value is False or not e.tags]
    exact = replace(rule, tolerance=0)
    one, two = (
        follow_plan(replace(each, events=tuple(tagged)), plan, exact).courses
        for each in (narrow, wide)
    )
    for first, second in zip(one, two, strict=True):
        if first.step.taken and first.broken and second.held == first.held:
            assert second.broken
            assert second.broken[0] <= first.broken[0]
