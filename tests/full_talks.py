"""Strategies for all of a case that is about time."""

from dataclasses import replace

from hypothesis import strategies as st

from detente.model.quantity import ONE_MONTH, ONE_YEAR, compounded
from detente.model.road_map import (
    Deadline,
    Guarantee,
    Leadership,
    Movers,
    Negotiation,
    RoadMap,
    Stage,
    Step,
    Turnover,
)
from tests.full_values import (
    abouts,
    amounts,
    chances,
    dates,
    durations,
    formulas,
    preferences,
    rates,
    some,
    subsets,
    texts,
)

lengths = durations.filter(lambda duration: duration.count > 0)


@st.composite
def negotiations(draw, case, ids, states):
    """Any negotiation over a case with options, its formula ids and states."""
    parties = tuple(party.id for party in case.parties)
    bodies = tuple(body.id for body in case.bodies)
    leaderships = draw(_leaderships(parties, ids, states))
    period = draw(st.just(ONE_MONTH) | lengths)
    return Negotiation(
        period=period,
        patience=draw(_patience(parties, period)),
        movers=draw(_movers(parties)),
        reversible_within=draw(st.just(ONE_YEAR) | lengths),
        leaderships=leaderships,
        turnover=draw(_turnovers(leaderships)),
        guarantees=draw(_guarantees(case, (*parties, *bodies), ids)),
        deadlines=draw(_deadlines(case, ids)),
        road_maps=draw(_road_maps(case, states)),
    )


def _patience(parties, period):
    def is_between(rate):
        numbers = (rate.amount.value, rate.amount.low, rate.amount.high)
        factors = [compounded(n, rate.per, period) for n in numbers if n is not None]
        return all(0 < factor < 1 for factor in factors)

    factors = rates(low="0.1", high="0.9").filter(is_between)
    everyone = factors.map(lambda factor: (("", factor),))
    single = subsets(parties).flatmap(
        lambda chosen: st.tuples(*(st.tuples(st.just(id_), factors) for id_ in chosen))
    )
    return st.just(()) | everyone | single


@st.composite
def _leaderships(draw, parties, ids, states):
    drawn = []
    for party in draw(subsets(parties)):
        wants = draw(preferences(ids, states))
        about, now = draw(abouts), draw(chances)
        drawn.append(Leadership(f"{party}_hawk", party, wants, now, about))
    return tuple(drawn)


@st.composite
def _movers(draw, parties):
    return Movers(tuple(draw(st.permutations(parties))), draw(abouts))


@st.composite
def _turnovers(draw, leaderships):
    drawn = []
    for each in leaderships:
        back = draw(st.booleans())
        drawn.append(
            Turnover(
                each.party,
                each.id,
                draw(st.sampled_from([None, each.party])),
                hazard=draw(rates()),
                share=draw(some(chances)),
                about=draw(abouts),
            )
        )
        if back:
            on, chance = draw(dates), draw(chances)
            drawn.append(
                Turnover(each.party, each.party, each.id, on=on, probability=chance)
            )
    return tuple(drawn)


@st.composite
def _guarantees(draw, case, guarantors, ids):
    parties = tuple(party.id for party in case.parties)
    if len(parties) == 1 or draw(st.booleans()):
        return ()
    sums = some(amounts("0"))
    guarantee = st.builds(
        Guarantee,
        st.just("security"),
        subsets(guarantors, 1),
        st.just(parties[0]),
        subsets(parties[1:], 1),
        subsets(tuple(option.id for option in case.options)),
        *[sums] * 4,
        some(chances),
        formulas(ids, 3),
        st.lists(texts, max_size=2).map(tuple),
        st.booleans(),
        some(dates),
        abouts,
    )
    return (draw(guarantee),)


@st.composite
def _deadlines(draw, case, ids):
    drawn = []
    for party in case.parties:
        own = tuple(option.id for option in party.options)
        if own and draw(st.booleans()):
            steps = st.lists(_steps(case), min_size=1, unique_by=lambda s: s.option)
            opens, becomes = draw(
                st.tuples(subsets(own, 1), st.just(()))
                | st.tuples(st.just(()), steps.map(tuple))
            )
            id_, date, rule = f"{party.id}_day", draw(dates), draw(formulas(ids, 3))
            about = draw(abouts)
            drawn.append(Deadline(id_, date, rule, party.id, opens, becomes, about))
    return tuple(drawn)


def _steps(case):
    options = st.sampled_from([option.id for option in case.options])
    return st.builds(Step, options, st.booleans())


@st.composite
def _road_maps(draw, case, states):
    parties = tuple(party.id for party in case.parties)
    steps = st.lists(
        _steps(case), min_size=1, max_size=3, unique_by=lambda step: step.option
    )
    stage = st.builds(Stage, steps.map(tuple), st.booleans(), some(durations), abouts)
    road_map = st.builds(
        RoadMap,
        st.just(""),
        st.lists(stage, min_size=1, max_size=3).map(tuple),
        subsets(parties),
        some(dates),
        some(dates),
        some(st.sampled_from(states)),
        _ends(case),
        abouts,
    )
    drawn = draw(st.lists(road_map, max_size=2))
    ids = ("plan", "other_plan")
    return tuple(replace(each, id=id_) for id_, each in zip(ids, drawn, strict=False))


def _ends(case):
    """No end, one day for all, or days by option."""
    options = tuple(option.id for option in case.options)
    by_option = subsets(options).flatmap(
        lambda chosen: st.tuples(*(st.tuples(st.just(id_), dates) for id_ in chosen))
    )
    return st.just(()) | dates.map(lambda day: (("", day),)) | by_option
