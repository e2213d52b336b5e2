"""What the events of a case say, sorted again by the definitions."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings, strategies as st

from detente.model.case import Case, Option, Party, Topic
from detente.model.event import EVENT_KINDS, Event
from detente.model.text import Text
from detente.study.record.ledger import keep_ledger
from tests.unit.deal.test_road_map import weights

SEEDS = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=80)
TODAY = date(2020, 6, 1)
ACTORS = ("a", "b", "c", "un")
OPTIONS = ("x", "y", "z")


def drawn_event(rng):
    first = TODAY + timedelta(days=rng.randint(-6, 4))
    return Event(
        date=first,
        kind=rng.choice((*EVENT_KINDS, "meeting", "deed", "statement")),
        end=first + timedelta(days=rng.randint(0, 8)) if rng.random() < 0.4 else None,
        expires=TODAY + timedelta(days=rng.randint(-3, 3))
        if rng.random() < 0.5
        else None,
        parties=tuple(rng.sample(ACTORS, rng.randint(1, 3))),
        option=rng.choice((None, *OPTIONS)),
        value=rng.choice((None, True, False)),
        disputed=rng.random() < 0.3,
    )


def recorded(seed):
    rng = random.Random(seed)
    return Case(
        Text.plain("a record"),
        parties=(
            Party("a", (Option("x", "a", now=True), Option("y", "a"))),
            Party("b", (Option("z", "b"),)),
            Party("c", ()),
        ),
        bodies=(Topic("un"),),
        as_of=TODAY if rng.random() < 0.8 else None,
        preferences=(("a", weights(x=-1, z=2)), ("b", weights(x=2, y=1, z=-1))),
        events=tuple(drawn_event(rng) for _ in range(rng.randint(0, 14))),
    )


def past(case):
    """Events up to the date of the case, those of one day in file order."""
    known = [e for e in case.events if case.as_of is None or e.date <= case.as_of]
    return sorted(known, key=lambda event: event.date)


def ahead(case):
    return [e for e in case.events if case.as_of is not None and e.date > case.as_of]


def last_day(case, event):
    day = event.end or event.date
    return min(day, case.as_of) if case.as_of else day


@given(SEEDS)
@MANY
def test_meetings_of_every_pair_are_counted(seed):
    case = recorded(seed)
    said = {each.parties: each for each in keep_ledger(case).meetings}
    for pair in combinations(ACTORS, 2):

        def both(events, pair=pair):
            return [
                e for e in events if e.kind == "meeting" and {*pair} <= {*e.parties}
            ]

        met, due = both(past(case)), both(ahead(case))
        assert (pair in said) == bool(met or due)
        if pair in said:
            assert said[pair].count == len(met)
            assert said[pair].last == max(
                (last_day(case, e) for e in met), default=None
            )
            assert said[pair].due == min((e.date for e in due), default=None)


@given(SEEDS)
@MANY
def test_parties_that_never_met_are_named_where_meetings_are_recorded(seed):
    case = recorded(seed)
    met = [set(e.parties) for e in past(case) if e.kind == "meeting"]
    pairs = [
        pair
        for pair in combinations("abc", 2)
        if not any(set(pair) <= each for each in met)
    ]
    known = any(event.kind == "meeting" for event in case.events)
    assert list(keep_ledger(case).never_met) == (pairs if known else [])


@given(SEEDS)
@MANY
def test_the_newest_word_deed_and_check_of_every_option_are_told(seed):
    case = recorded(seed)
    said = {each.option: each for each in keep_ledger(case).options}
    for name in OPTIONS:
        about = [event for event in past(case) if event.option == name]
        due = [event for event in ahead(case) if event.option == name]
        assert (name in said) == bool(about or due)
        if name not in said:
            continue
        found = said[name]
        assert list(found.due) == sorted(due, key=lambda event: event.date)
        for kinds, newest in (
            (("statement", "offer", "message"), found.word),
            (("deed", "breach"), found.deed),
            (("verification",), found.verification),
        ):
            assert newest == next((e for e in about[::-1] if e.kind in kinds), None)
        assert found.standing == standing(case, found)


def standing(case, found):
    if found.deed:
        checked = found.verification
        since = checked and checked.date >= found.deed.date
        if (checked if since else found.deed).value is False:
            return "undone"
        return "verified" if since else "done"
    if not found.word:
        return "nothing"
    until = found.word.expires
    if until and case.as_of and until < case.as_of:
        return "expired"
    return "refused" if found.word.value is False else "declared"


@given(SEEDS)
@MANY
def test_records_hold_what_each_kept_and_broke(seed):
    case = recorded(seed)
    said = {each.who: each for each in keep_ledger(case).records}
    for who in ACTORS:
        own = [event for event in past(case) if who in event.parties]
        kept = [event for event in own if event.kind == "kept"]
        broken = [event for event in own if event.kind == "breach"]
        assert (who in said) == bool(kept or broken)
        if who in said:
            assert (list(said[who].kept), list(said[who].broken)) == (kept, broken)
            assert said[who].disputed == len([e for e in kept + broken if e.disputed])


@given(SEEDS)
@MANY
def test_deeds_lead_to_now_and_tell_who_gained(seed):
    case = recorded(seed)
    deeds = keep_ledger(case).deeds
    done = [e for e in past(case) if e.kind == "deed" and e.option]
    done = [e for e in done if not only_begun(e, past(case))]
    assert [each.event for each in deeds] == done
    state = dict.fromkeys(OPTIONS, None) | {
        o.id: "NY"[o.now] for o in case.options if o.id not in {e.option for e in done}
    }
    for event in done[::-1]:
        state[event.option] = "NY"[event.value is False]
    for deed in deeds:
        assert deed.before == "".join(state.values())
        state[deed.event.option] = "YN"[deed.event.value is False]
        assert deed.after == "".join(state.values())
        before, after = worths(deed.before), worths(deed.after)
        assert deed.gained == tuple(p for p in "ab" if after[p] > before[p])
        assert deed.lost == tuple(p for p in "ab" if after[p] < before[p])


def only_begun(deed, events):
    """Whether a deed takes back what was begun before it, and never done."""
    before = [e for e in events[: events.index(deed)] if e.option == deed.option]
    before = [e.kind for e in before if e.value is not False]
    return deed.value is False and "begun" in before and "deed" not in before


def worths(state):
    x, y, z = (choice == "Y" for choice in state)
    return {"a": 2 * z - x, "b": 2 * x + y - z}


@given(SEEDS)
@MANY
def test_without_a_date_every_event_counts(seed):
    case = replace(recorded(seed), as_of=None)
    found = keep_ledger(case)
    assert not any(each.due for each in found.meetings)
    assert not any(each.due for each in found.options)
    assert list(found.events) == sorted(case.events, key=lambda event: event.date)
