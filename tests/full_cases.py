"""Strategies for full cases, every section filled."""

from dataclasses import replace
from functools import cache
from itertools import product
from string import ascii_lowercase

from hypothesis import strategies as st

from detente.model.case import (
    Case,
    Change,
    Constraint,
    Graph,
    Option,
    Party,
    Project,
    Seen,
    Term,
    Topic,
)
from detente.model.formula import FALSE, TRUE, Not, holds
from tests.full_records import (
    claims,
    events,
    ids_of,
    published,
    scopes,
    sources,
    variants,
    views_of,
)
from tests.full_talks import negotiations
from tests.full_values import (
    abouts,
    amounts,
    chances,
    comparisons,
    dates,
    durations,
    formulas,
    lapses,
    preferences,
    rates,
    some,
    subsets,
    texts,
)

TRACKS = ("trade", "spare", "idle")
BODIES = ("iaea", "osce")


@st.composite
def full_cases(draw):
    """Any case with options."""
    case = draw(_settings())
    case = replace(case, parties=draw(_parties()))
    case = replace(case, terms=draw(_terms(case)))
    case = replace(case, projects=draw(_projects(case)))
    ids = ids_of((*case.options, *case.terms, *case.projects))
    case = replace(case, constraints=draw(_constraints(case, ids)))
    states = feasible_states(case)
    case = replace(
        case,
        preferences=draw(_wants(case, ids, states)),
        graph=draw(_moves(case, states)),
        negotiation=draw(negotiations(case, ids, states)),
        labels=draw(_labels(states)),
    )
    case = replace(case, scopes=draw(scopes(case)))
    return replace(
        case,
        events=draw(events(case, ids)),
        claims=draw(claims(case, ids)),
        variants=draw(variants(case)),
        sees=draw(_views(case, ids, states)),
        published=draw(published(case, states)),
    )


@st.composite
def graph_cases(draw):
    """Any case whose states and moves are written out."""
    ids = tuple(f"s{number}" for number in range(draw(st.integers(1, 4))))
    case = replace(
        draw(_settings()),
        parties=tuple(Party(id_, (), draw(abouts)) for id_ in ("usa", "dprk")),
    )
    graph = draw(_moves(case, ids))
    named = tuple((id_, draw(texts)) for id_ in ids)
    graph = replace(graph, states=named, status_quo=draw(st.sampled_from(ids)))
    rankings = (
        (
            party,
            replace(
                draw(preferences(("true",), ids)),
                statements=(),
                weights=(),
                tradeoffs=(),
            ),
        )
        for party in draw(subsets(ids_of(case.parties)))
    )
    wants = tuple((party, draw(_compared(each, ids))) for party, each in rankings)
    return replace(case, graph=graph, preferences=wants, labels=draw(_labels(ids)))


@st.composite
def _settings(draw):
    """A case of which only the head is filled."""
    return Case(
        title=draw(texts),
        parties=(),
        as_of=draw(some(dates)),
        summary=draw(some(texts)),
        author=draw(some(texts)),
        language=draw(st.sampled_from([None, "en", "ru"])),
        sources=draw(sources()),
        bodies=tuple(Topic(id_, draw(abouts)) for id_ in BODIES),
        tracks=tuple(Topic(id_, draw(abouts)) for id_ in TRACKS),
        about=draw(abouts),
    )


@st.composite
def _parties(draw):
    sizes = draw(st.lists(st.integers(0, 2), min_size=1, max_size=3).filter(any))
    letters = iter(ascii_lowercase)
    owned = [[f"{next(letters)}_1" for _ in range(size)] for size in sizes]
    every = tuple(id_ for own in owned for id_ in own)
    return tuple(
        Party(
            name, tuple(draw(_options(id_, name, every)) for id_ in own), draw(abouts)
        )
        for name, own in zip(("usa", "dprk", "rok"), owned, strict=False)
    )


@cache
def _options(id_, party, ids):
    others = formulas(ids, 3)
    changes = st.builds(Change, others | st.sampled_from([FALSE, TRUE]), durations)
    return st.builds(
        Option,
        st.just(id_),
        st.just(party),
        now=st.booleans(),
        undo=changes,
        redo=changes,
        requires=st.just(TRUE) | others,
        takes=some(durations),
        cost_do=some(amounts(low="0")),
        cost_undo=some(amounts(low="0")),
        track=some(st.just("trade")),
        verify=subsets(BODIES),
        until=some(dates),
        seen=some(seen),
        chance=some(chances),
        by_nature=some(st.booleans()),
        about=abouts,
    )


seen = st.builds(
    Seen,
    by=subsets((*BODIES, "usa")),
    after=some(lapses()),
    chance=some(rates()),
    hidden=some(chances),
    about=abouts,
)


@st.composite
def _terms(draw, case):
    ids = ids_of(case.options)
    first = draw(st.builds(Term, st.just("first_term"), formulas(ids), abouts))
    second = st.builds(Term, st.just("term"), formulas((*ids, first.id)), abouts)
    return draw(st.sampled_from([(), (first,), (first, draw(second))]))


@st.composite
def _projects(draw, case):
    rules = formulas(ids_of((*case.options, *case.terms)), 3)
    project = st.builds(
        Project,
        st.just("railway"),
        subsets(ids_of(case.parties), 1),
        rules,
        st.just(FALSE) | rules,
        some(st.just("trade")),
        abouts,
    )
    return tuple(draw(st.lists(project, max_size=1)))


@st.composite
def _constraints(draw, case, ids):
    drawn = draw(st.lists(formulas(ids, 4), max_size=2))
    now = case.status_quo
    rules = [rule if _judged(rule, case, now) else Not(rule) for rule in drawn]
    return tuple(Constraint(rule, draw(abouts)) for rule in rules)


def _judged(formula, case, state):
    taken = {
        option.id: sign == "Y" for option, sign in zip(case.options, state, strict=True)
    }

    def truth(id_):
        return taken[id_] if id_ in taken else holds(case.definitions[id_], truth)

    return holds(formula, truth)


def feasible_states(case):
    """Every state that the constraints and the settled options allow."""
    signs = ["NY"[option.now] if option.settled else "NY" for option in case.options]
    return tuple(
        state
        for state in map("".join, product(*signs))
        if all(_judged(rule.formula, case, state) for rule in case.constraints)
    )


@st.composite
def _wants(draw, case, ids, states):
    return tuple(
        (party, draw(_compared(draw(preferences(ids, states)), ids)))
        for party in draw(subsets(ids_of(case.parties)))
    )


@st.composite
def _compared(draw, wanted, ids):
    """What a party wants, with what it does not know and what it wants greatly."""
    return replace(
        wanted, unknown=draw(comparisons(ids)), strong=draw(comparisons(ids))
    )


@st.composite
def _views(draw, case, ids, states):
    """What parties see, each with a state that it perceives."""
    views = []
    for party in draw(some(subsets(ids_of(case.parties), 1))) or ():
        rule = draw(formulas(ids, 3))
        some_hold = any(_judged(rule, case, state) for state in states)
        only = rule if some_hold else Not(rule)
        views.append(replace(draw(views_of(case)), party=party, only=only))
    return tuple(views)


@st.composite
def _moves(draw, case, states):
    moves = []
    for party in draw(st.just(()) | subsets(ids_of(case.parties))):
        rows = []
        for state in draw(subsets(states)):
            others = tuple(other for other in states if other != state)
            targets = draw(subsets(others, 1)) if others else ()
            rows.extend([(state, targets)] if targets else [])
        moves.extend([(party, tuple(rows))] if rows else [])
    return Graph(moves=tuple(moves))


@st.composite
def _labels(draw, states):
    names = draw(subsets(("peace", "war")))
    return tuple((name, draw(st.sampled_from(states))) for name in names)
