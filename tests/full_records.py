"""Strategies for what happened, what was said and what was published."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from detente.model.case import Published, Variant, View
from detente.model.event import (
    CLAIM_KINDS,
    EVENT_KINDS,
    Claim,
    Event,
    Scope,
    Source,
    Test,
)
from detente.model.quantity import Amount
from tests.full_values import (
    SOURCES,
    abouts,
    dates,
    formulas,
    some,
    subsets,
    texts,
    words,
)

LEAST = {"meeting": 2, "kept": 1, "breach": 1, "message": 1}
"""How many parties or bodies an event of some kinds names."""


@st.composite
def sources(draw):
    """The sources that evidence names, with any details."""
    source = st.builds(
        Source,
        st.just(""),
        *[some(texts)] * 3,
        some(st.one_of(dates, st.sampled_from(("2014", "2014-05")))),
        *[some(words)] * 2,
        abouts,
    )
    return tuple(replace(draw(source), id=id_) for id_ in SOURCES)


def ids_of(records):
    """The ids of a part of a case."""
    return tuple(record.id for record in records)


@st.composite
def events(draw, case, ids):
    """Any events that a case with options can have."""
    actors = ids_of((*case.parties, *case.bodies))
    kinds = [kind for kind in EVENT_KINDS if LEAST.get(kind, 0) <= len(actors)]
    event = st.builds(
        Event,
        dates,
        st.sampled_from(kinds),
        disputed=st.booleans(),
        title=some(texts),
        place=some(words),
        source=some(st.sampled_from(SOURCES)),
        quote=some(words),
        outcome=some(words),
        about=abouts,
    )
    drawn = draw(st.lists(event, max_size=3))
    detailed = [
        draw(_detailed(each, case, ids, f"event{number}"))
        for number, each in enumerate(drawn)
    ]
    known = [each.id for each in detailed[:1] if each.id is not None]
    for at in range(1, len(detailed) if known else 0):
        corrected = draw(some(st.sampled_from(known)))
        detailed[at] = replace(detailed[at], supersedes=corrected)
    return tuple(detailed)


@st.composite
def scopes(draw, case):
    """Readings of what counts for some options."""
    options = ids_of(case.options)
    if not options:
        return ()
    scope = st.builds(
        Scope,
        st.just("narrow"),
        subsets(options, 1),
        subsets(("launch", "Short-range", "2019"), 1),
        abouts,
    )
    return tuple(draw(st.lists(scope, max_size=1)))


@st.composite
def _detailed(draw, event, case, ids, id_):
    spans = st.dates(event.date)
    actors = ids_of((*case.parties, *case.bodies))
    plans = ids_of(case.negotiation.road_maps)
    options = ids_of(case.options)
    option = draw(some(st.sampled_from(options)))
    if event.kind in {"begun", "deed", "verification", "offer"}:
        option = draw(st.sampled_from(options))
    return replace(
        event,
        id=draw(some(st.just(id_))),
        parties=draw(subsets(actors, LEAST.get(event.kind, 0))),
        end=draw(some(spans)),
        expires=draw(some(spans)),
        option=option,
        value=draw(st.booleans()) if option else None,
        condition=draw(formulas(ids, 3)) if event.kind == "offer" else None,
        on=draw(st.sampled_from(options)) if event.kind == "position" else None,
        road_map=draw(some(st.sampled_from(plans))) if plans else None,
        to=draw(subsets(actors, LEAST.get(event.kind, 0) % 2)),
        through=draw(subsets(actors)),
        tags=draw(subsets(("launch", "Short-range", "2019"))),
    )


@st.composite
def claims(draw, case, ids):
    """Any claims, with every kind of test."""
    claim = st.builds(
        Claim,
        st.just(""),
        st.sampled_from(CLAIM_KINDS),
        some(st.sampled_from(SOURCES)),
        some(words),
        some(words),
        subsets(ids_of((*case.parties, *case.bodies))),
        subsets(ids_of(case.options)),
        _tests(case, ids),
        abouts,
    )
    drawn = draw(st.lists(claim, max_size=3))
    return tuple(
        replace(each, id=f"claim{number}") for number, each in enumerate(drawn)
    )


def _tests(case, ids):
    parties = ids_of(case.parties)
    plans = ids_of(case.negotiation.road_maps)
    tests = [st.just(Test("none"))]
    tests += [
        st.builds(Test, st.just(kind), formulas(ids, 3))
        for kind in ("formula", "stable")
    ]
    if plans:
        single = st.sampled_from(plans).map(lambda plan: (plan,))
        kinds = st.sampled_from(["holds", "fails"])
        tests.append(st.builds(Test, kinds, names=single))
        read = some(st.sampled_from(ids_of(case.scopes))) if case.scopes else st.none()
        asked = {"names": single, "until": some(dates), "scope": read}
        tests.append(st.builds(Test, st.just("followed"), **asked))
        moved = st.tuples(st.sampled_from(plans), st.sampled_from(parties))
        tests.append(st.builds(Test, st.just("moves"), names=moved))
    for kind, known in (("better", plans), ("more_exposed", parties)):
        if len(known) > 1:
            pairs = st.permutations(known).map(lambda order: tuple(order[:2]))
            tests.append(st.builds(Test, st.just(kind), names=pairs))
    if plans:
        ranked = st.tuples(*map(st.sampled_from, (parties, plans, plans)))
        tests.append(st.builds(Test, st.just("prefers"), names=ranked))
    deadlines = ids_of(case.negotiation.deadlines)
    if deadlines:
        dated = st.sampled_from(deadlines).map(lambda each: (each,))
        tests.append(st.builds(Test, st.just("deadline"), names=dated))
    if len(parties) > 1:
        meeting = st.tuples(*map(st.just, parties[:2]), st.integers(0, 9))
        met = st.lists(meeting, min_size=1, max_size=2).map(tuple)
        tests.append(st.builds(Test, st.just("met"), met=met))
    forced = {"names": subsets(parties, 1), "within": some(st.integers(1, 9))}
    likely = some(st.builds(Amount, st.sampled_from([Decimal("0.9"), Fraction(1, 3)])))
    some_of = formulas(ids, 3)
    tests.append(st.builds(Test, st.just("forces"), some_of, chance=likely, **forced))
    return st.one_of(tests)


@st.composite
def variants(draw, case):
    """Edits that leave the case right."""
    variant = st.builds(Variant, st.just("other"), *_edits(case, "spare"), abouts)
    return tuple(draw(st.lists(variant, max_size=1)))


def views_of(case):
    """A view of nobody that perceives everything."""
    return st.builds(View, st.just(""), *_edits(case, "idle"), about=abouts)


def _edits(case, track):
    """Give a title, changes, and the removal of a track that nothing names."""
    changes = st.sampled_from(ids_of(case.options)).flatmap(
        lambda option: _changes(case, option)
    )
    return some(texts), changes, st.just(()) | st.just((f"tracks.{track}",))


def _changes(case, option):
    change = st.sampled_from(
        [
            (f"options.{option}.cost", "{do: 0.5, undo: {value: 1, range: [0, 2]}}"),
            (f"options.{option}.takes", "3 months"),
            (
                f"preferences.{case.parties[0].id}",
                f'["at_most(0, {option})", {option}]',
            ),
            ("summary", '"a: b"'),
            ("title", "{en: Other, ru: Другое}"),
        ]
    )
    drawn = st.lists(change, max_size=2, unique_by=lambda pair: pair[0])
    return drawn.map(tuple)


@st.composite
def published(draw, case, states):
    """Results that a source prints, one a concept."""
    listed = subsets(states)
    parties = ids_of(case.parties)
    drawn = []
    for concept in draw(subsets(("R", "GMR", "SEQ"))):
        stable = tuple((party, draw(listed)) for party in draw(subsets(parties)))
        equilibria = draw(listed) if not stable else draw(some(listed))
        drawn.append(Published(concept, equilibria, stable, draw(abouts)))
    return tuple(drawn)
