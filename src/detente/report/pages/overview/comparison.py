"""Variants side by side: what changed in words, then every figure."""

from collections.abc import Callable, Iterator

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.overview.comparison_figures import (
    Named,
    came_and_went,
    comparison_data,
    made_of,
)
from detente.report.verdict_words import bare_verdict
from detente.study.overview.comparison import PlanStanding, Standing

Row = tuple[str, list[str]]
"""A figure, and its value in each variant."""


def comparison_page(standings: tuple[Standing, ...], names: Names) -> Document:
    """Show what changed in each variant, then the figures side by side."""
    rows = list(_rows(standings, names))
    if len(standings) == 1:
        said = names.say(
            "The case has no variants (key `variants`), so there is nothing to compare."
        )
        figures = _table(standings, rows, names)
        return (Heading(names.title(), 1), Paragraph(said), figures)
    return (
        Heading(names.title(), 1),
        *_changed(standings, rows, names),
        _table(standings, rows, names),
    )


def comparison_table(standings: tuple[Standing, ...], names: Names) -> Table:
    """Give a column a variant and a row a figure; what differs is marked."""
    return _table(standings, list(_rows(standings, names)), names)


def _changed(
    standings: tuple[Standing, ...], rows: list[Row], names: Names
) -> list[Block]:
    """Say, variant by variant, which figures are not those of the case as written."""
    blocks: list[Block] = []
    for place, standing in enumerate(standings[1:], 1):
        variant = _title(standing, names)
        items = tuple(
            names.say(
                "{figure}: {before} → {after}",
                figure=figure,
                before=cells[0],
                after=cells[place],
            )
            for figure, cells in rows
            if cells[place] != cells[0]
        )
        if items:
            said = names.say("changed in the variant “{variant}”:", variant=variant)
            blocks += [Paragraph(said), Listing(items)]
        else:
            said = names.say("nothing changed in “{variant}”", variant=variant)
            blocks.append(Paragraph(said))
    return blocks


def _table(standings: tuple[Standing, ...], rows: list[Row], names: Names) -> Table:
    several = len(standings) > 1
    return Table(
        columns=(
            Column("figure", names.say("figure")),
            *(Column(s.name or "as_written", _title(s, names)) for s in standings),
            *([Column("differs", names.say("differs"))] if several else []),
        ),
        rows=tuple(
            (figure, *cells, *(_differs(cells) if several else ()))
            for figure, cells in rows
        ),
        caption=names.say("Side by side"),
        data=comparison_data(_named(standings, names)) if names.plain else (),
    )


def _differs(cells: list[str]) -> tuple[str]:
    return ("*" if len(set(cells)) > 1 else "",)


def _title(standing: Standing, names: Names) -> str:
    if standing.name:
        return names.variant(standing.name)
    case = names.case
    edited = case.variant is not None or case.edits or case.rulings
    say = names.say
    return say("as read here") if edited else say("as written")


def _rows(standings: tuple[Standing, ...], names: Names) -> Iterator[Row]:
    named = _named(standings, names)
    yield from _static(named, names)
    yield from _side_by_side(named, _plans, Names.element)
    say = names.say
    for name, cells in _side_by_side(named, _risks, Names.party):
        yield say("largest exposure, {party}", party=name), cells
    for name, cells in _side_by_side(named, _fallbacks, Names.party):
        yield say("without a deal, {party}", party=name), cells


def _named(standings: tuple[Standing, ...], names: Names) -> Named:
    return [(each, _names(each, standings[0], names)) for each in standings]


def _names(standing: Standing, written: Standing, names: Names) -> Names:
    """Name things as the case as written does, where the variant has the same."""
    same = made_of(standing) == made_of(written)
    return names if same else Names(standing.case, names)


def _static(named: Named, names: Names) -> Iterator[Row]:
    written = named[0][0]
    yield (
        names.say("situations"),
        [names.number(each.n_feasible) for each, _ in named],
    )
    for place, (concept, _) in enumerate(written.equilibria):
        yield (
            names.say("equilibria, {concept}", concept=str(concept)),
            [_count(each, written, place, own) for each, own in named],
        )
    for place, (concept, _) in enumerate(written.leaving):
        yield (
            names.say("would leave now, {concept}", concept=str(concept)),
            [
                own.parties(each.leaving[place][1]) or names.say("nobody")
                for each, own in named
            ],
        )
    yield (
        names.say("reached by improvements"),
        [names.number(each.reached) for each, _ in named],
    )
    yield (
        names.say("where these come to rest"),
        [own.states(each.ends, each.n_ends) for each, own in named],
    )


def _count(standing: Standing, written: Standing, place: int, own: Names) -> str:
    """Count equilibria, and how many came and went against the case as written."""
    count = own.number(standing.equilibria[place][1])
    changed = came_and_went(standing, written, place)
    if changed is None or changed == (0, 0):
        return count
    new, gone = map(own.number, changed)
    return own.say("{count} ({new} new, {gone} gone)", count=count, new=new, gone=gone)


def _side_by_side(
    named: Named,
    told: Callable[[Standing, Names], dict[str, str]],
    name: Callable[[Names, str], str],
) -> Iterator[Row]:
    """Give a row a road map or party, in the order of the case as written."""
    found = [(told(each, own), own) for each, own in named]
    for key in dict.fromkeys(key for cells, _ in found for key in cells):
        yield (
            next(name(own, key) for cells, own in found if key in cells),
            [cells.get(key, "-") for cells, _ in found],
        )


def _plans(standing: Standing, own: Names) -> dict[str, str]:
    return {plan.road_map: _plan(plan, own) for plan in standing.plans}


def _plan(plan: PlanStanding, own: Names) -> str:
    verdict = bare_verdict(plan.verdict, plan.undo, own, orders=plan.orders)
    if plan.slack is None or plan.party is None:
        return verdict
    party = own.party(plan.party)
    slack = own.figure(plan.slack, "+.3f")
    where = (
        own.say("staying there, {party}", party=party)
        if plan.stage is None
        else own.say("stage {stage}, {party}", stage=plan.stage, party=party)
    )
    return own.say(
        "{verdict}, least slack {slack} ({where})",
        verdict=verdict,
        slack=slack,
        where=where,
    )


def _risks(standing: Standing, own: Names) -> dict[str, str]:
    in_ranks = own.say("in ranks")
    return {
        risk.party: f"{risk.largest:.0f} ({in_ranks})"
        if risk.ranks
        else own.figure(risk.largest, ".2f")
        for risk in standing.risks
    }


def _fallbacks(standing: Standing, own: Names) -> dict[str, str]:
    return {
        each.party: own.message(each.reason)
        if each.breakdown is None and each.reason is not None
        else own.figure(each.breakdown, "+.3f")
        for each in standing.fallbacks
    }
