"""Clauses of single steps and dates: how fast back, until when, when noticed.

For each step of a road map: how long it takes to undo it (`reversible_within`, which
makes it quick, or twice, five and ten times that, or never), a day from which on it is
owed no longer (one, two, five and ten years after the day of the case), none where it
has one, and that it is noticed at once if it is not kept, where `seen` says otherwise.
For a road map that ends as a whole: that it does not. For each deadline: three, six,
twelve and 24 months earlier or later.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from detente.model.case import Case, Change as Rule, Option
from detente.model.formula import FALSE, TRUE
from detente.model.quantity import DAYS, Duration
from detente.model.road_map import RoadMap
from detente.study.lever.change import (
    FOR_EVER,
    NEVER,
    Candidate,
    Change,
    Kind,
    What,
    length_text,
    plan_of,
    with_option,
    with_plan,
)

_TIMES = (1, 2, 5, 10)
"""A time to undo is so many times `reversible_within`."""
_YEARS = (1, 2, 5, 10)
"""A promise ends so many years after the day of the case."""
_MONTHS = (3, 6, 12, 24)
"""A deadline is moved by so many months."""


def list_clauses(case: Case, plan: RoadMap) -> Iterator[Candidate]:
    """List the changes of a single step's clauses, and of deadlines.

    Parameters
    ----------
    case : Case
    plan : RoadMap
        One of its road maps.

    Yields
    ------
    Candidate
        None that leaves the case as it is.
    """
    steps = dict.fromkeys(step for stage in plan.stages for step in stage.steps)
    for step in steps:
        option = case.option[step.option]
        yield from _times_back(case, option, taken=step.taken)
        yield from _ends(case, plan, option)
        yield from _noticed(option)
    yield from _endless(case, plan)
    yield from _deadlines(case)


def _times_back(case: Case, option: Option, *, taken: bool) -> Iterator[Candidate]:
    """Change how long it takes to put a step back."""
    rule = option.undo if taken else option.redo
    key = "undo" if taken else "redo"
    within = case.negotiation.reversible_within
    if rule.never not in (FALSE, TRUE) or option.sets_time(rule):
        return
    quick = not rule.is_never and rule.takes.days <= within.days
    for times in _TIMES:
        length = Duration(within.count * times, within.unit)
        same = not rule.is_never and length.days == rule.takes.days
        if same or (quick and times == 1):
            continue
        yield _time_back(option, key, rule, Rule(takes=length))
    if not rule.is_never:
        yield _time_back(option, key, rule, Rule(TRUE))


def _time_back(option: Option, key: str, old: Rule, new: Rule) -> Candidate:
    text = NEVER if new.is_never else length_text(new.takes)
    before, after = (
        FOR_EVER if each.is_never else float(each.takes.days) for each in (old, new)
    )
    change = Change(
        Kind.CLAUSE,
        What.UNDO if key == "undo" else What.REDO,
        (f"options.{option.id}.{key}={text}",),
        about=option.id,
        party=option.party,
        before=NEVER if old.is_never else old.takes,
        after=NEVER if new.is_never else new.takes,
        size=(1.0, abs(after - before)),
    )

    def make(case: Case) -> Case:
        here = case.option[option.id]
        undo, redo = (new, here.redo) if key == "undo" else (here.undo, new)
        return with_option(case, replace(here, undo=undo, redo=redo))

    return Candidate(change, make)


def _ends(case: Case, plan: RoadMap, option: Option) -> Iterator[Candidate]:
    """Let what is owed end on some day, or never where it ends as it is."""
    known = dict(plan.until)
    if case.as_of is None or "" in known:
        return
    for years in _YEARS:
        day = _after(case.as_of, years * DAYS["year"])
        if known.get(option.id) == day:
            continue
        change = Change(
            Kind.CLAUSE,
            What.UNTIL,
            (),
            about=option.id,
            party=option.party,
            before=known.get(option.id),
            after=day,
            # The sooner it ends, the less is left of what was promised.
            size=(1.0, FOR_EVER - float((day - case.as_of).days)),
        )
        yield _until(plan, change, {**known, option.id: day})
    if option.id in known:
        change = Change(
            Kind.CLAUSE,
            What.UNTIL,
            (),
            about=option.id,
            party=option.party,
            before=known[option.id],
            after=NEVER,
            size=(1.0, FOR_EVER),
        )
        yield _until(plan, change, {k: v for k, v in known.items() if k != option.id})


def _endless(case: Case, plan: RoadMap) -> Iterator[Candidate]:
    """Let a road map bind for ever that ends as a whole."""
    day = dict(plan.until).get("")
    if case.as_of is None or day is None:
        return
    steps = {step.option for stage in plan.stages for step in stage.steps}
    change = Change(
        Kind.CLAUSE,
        What.UNTIL,
        (),
        before=day,
        after=NEVER,
        size=(float(len(steps)), FOR_EVER),
    )
    yield _until(plan, change, {})


def _until(plan: RoadMap, change: Change, until: dict[str, date]) -> Candidate:
    """Write the days on which what a road map promises ends."""
    days = ", ".join(f"{name}: {end.isoformat()}" for name, end in until.items())
    text = f"{{{days}}}" if until else NEVER
    edited = replace(change, edits=(f"roadmaps.{plan.id}.until={text}",))
    return Candidate(edited, partial(_ending, plan.id, tuple(until.items())))


def _ending(name: str, until: tuple[tuple[str, date], ...], case: Case) -> Case:
    return with_plan(case, replace(plan_of(case, name), until=until))


def _noticed(option: Option) -> Iterator[Candidate]:
    """Let a step be noticed at once, for sure, with no equal that nobody knows of."""
    if option.seen is None:
        return
    change = Change(
        Kind.CLAUSE,
        What.SEEN,
        (f"options.{option.id}.seen=",),
        about=option.id,
        party=option.party,
        size=(1.0, 0.0),
    )

    def make(case: Case) -> Case:
        return with_option(case, replace(case.option[option.id], seen=None))

    yield Candidate(change, make)


def _deadlines(case: Case) -> Iterator[Candidate]:
    if case.as_of is None:
        return
    for place, deadline in enumerate(case.negotiation.deadlines):
        for months in _MONTHS:
            for sign in (1, -1):
                day = _after(deadline.date, sign * months * DAYS["month"])
                if day > case.as_of:
                    yield _moved(place, deadline.id, (deadline.date, day))


def _moved(place: int, name: str, days: tuple[date, date]) -> Candidate:
    old, new = days
    change = Change(
        Kind.CLAUSE,
        What.DATE,
        (f"deadlines.{name}.date={new.isoformat()}",),
        about=name,
        before=old,
        after=new,
        size=(1.0, abs(float((new - old).days))),
    )

    def make(case: Case) -> Case:
        clock = case.negotiation
        dates = list(clock.deadlines)
        dates[place] = replace(dates[place], date=new)
        return replace(case, negotiation=replace(clock, deadlines=tuple(dates)))

    return Candidate(change, make)


def _after(day: date, days: Fraction) -> date:
    return day + timedelta(days=round(days))
