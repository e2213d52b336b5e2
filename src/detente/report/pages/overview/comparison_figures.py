"""The figures of variants for programs: one value a cell, the variant in each row."""

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from detente.report.document import Cell, Table, tidy
from detente.report.naming import Names, stage_name
from detente.report.verdict_words import verdict_text
from detente.study.overview.comparison import Standing

Row = tuple[str, ...]
Named = list[tuple[Standing, Names]]
"""The figures of each variant, and how things are named in it."""


def comparison_data(named: Named) -> tuple[Table, ...]:
    """Give what is compared: sizes, equilibria, leavers, road maps, parties."""
    say = named[0][1].say
    tables = (
        tidy(
            ("variant", "situations", "reached", "ends"),
            _rows(named, _sizes),
            say("situations"),
        ),
        tidy(
            ("variant", "concept", "equilibria", "new", "gone"),
            _rows(named, lambda each, _: _equilibria(each, named[0][0])),
            say("equilibria"),
        ),
        tidy(
            ("variant", "concept", "leaves_now"),
            _rows(named, _leavers),
            say("who would leave now"),
        ),
        tidy(("variant", "end"), _rows(named, _ends), say("where these come to rest")),
        tidy(
            ("variant", "road_map", "verdict", "slack", "stage", "party"),
            _rows(named, _plans),
            say("road map"),
        ),
        tidy(
            ("variant", "party", "exposure", "in_ranks"),
            _rows(named, _risks),
            say("Exposure"),
        ),
        tidy(
            ("variant", "party", "now", "breakdown", "minmax"),
            _rows(named, _fallbacks),
            say("What each party has without a deal, in utility per period"),
        ),
    )
    return tuple(table for table in tables if table.rows)


def _rows(
    named: Named, figures: Callable[[Standing, Names], Iterable[Row]]
) -> tuple[Row, ...]:
    return tuple(
        (each.name or "as_written", *row)
        for each, own in named
        for row in figures(each, own)
    )


def _sizes(each: Standing, own: Names) -> Iterator[Row]:
    counts = (each.n_feasible, each.reached, each.n_ends)
    yield tuple(map(own.number, counts))


def _equilibria(each: Standing, written: Standing) -> Iterator[Row]:
    for place, (concept, count) in enumerate(each.equilibria):
        changed = came_and_went(each, written, place)
        new = ("-", "-") if changed is None else map(Cell.whole, changed)
        yield (str(concept), Cell.whole(count), *new)


def _leavers(each: Standing, own: Names) -> Iterator[Row]:
    for concept, leaving in each.leaving:
        yield from ((str(concept), own.party(party)) for party in leaving)


def _ends(each: Standing, own: Names) -> Iterator[Row]:
    yield from ((own.state(end),) for end in each.ends)


def _plans(each: Standing, own: Names) -> Iterator[Row]:
    for plan in each.plans:
        bound = plan.slack is not None and plan.party is not None
        yield (
            own.element(plan.road_map),
            verdict_text(plan.verdict, own),
            _figure(plan.slack, own),
            stage_name(plan.stage, own) if bound else "-",
            own.party(plan.party) if plan.party is not None else "-",
        )


def _risks(each: Standing, own: Names) -> Iterator[Row]:
    for risk in each.risks:
        in_ranks = own.yes(risk.ranks)
        yield own.party(risk.party), _figure(risk.largest, own), in_ranks


def _fallbacks(each: Standing, own: Names) -> Iterator[Row]:
    for fallback in each.fallbacks:
        values = (fallback.now, fallback.breakdown, fallback.minmax)
        yield own.party(fallback.party), *(_figure(value, own) for value in values)


def _figure(value: float | None, own: Names) -> str:
    return own.figure(value)


def made_of(standing: Standing) -> tuple[list[str], list[str]]:
    """Give the ids of options and parties: states of the same can be compared."""
    case = standing.case
    return [each.id for each in case.options], [each.id for each in case.parties]


def came_and_went(
    standing: Standing, written: Standing, place: int
) -> tuple[int, int] | None:
    """Count equilibria that a variant has anew, and that it has no more.

    Parameters
    ----------
    standing : Standing
        The variant.
    written : Standing
        What it is compared with.
    place : int
        Of the concept.

    Returns
    -------
    tuple of (int, int), or None
        None where their situations are not made of the same options.
    """
    if made_of(standing) != made_of(written):
        return None
    here: frozenset[object] = standing.lasting[place][1]
    there: frozenset[object] = written.lasting[place][1]
    if _stand_elsewhere(standing, written):
        here = _changeable(standing.lasting[place][1], standing, written)
        there = _changeable(written.lasting[place][1], standing, written)
    return len(here - there), len(there - here)


def _stand_elsewhere(standing: Standing, written: Standing) -> bool:
    """Whether an option that is settled in both is so in different ways."""
    options = zip(standing.case.options, written.case.options, strict=True)
    return any(
        one.settled and other.settled and one.now != other.now for one, other in options
    )


def _changeable(
    states: frozenset[str], *standings: Standing
) -> frozenset[str] | frozenset[tuple[str, ...]]:
    """Leave out of states what is settled in every variant compared."""
    kept = [
        place
        for place, options in enumerate(
            zip(*(each.case.options for each in standings), strict=True)
        )
        if not all(option.settled for option in options)
    ]
    if not kept:
        return states
    return frozenset(map(itemgetter(*kept), states))
