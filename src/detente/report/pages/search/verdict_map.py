"""A map of verdicts over patience and a guarantee."""

from dataclasses import replace

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Table,
    tidy,
)
from detente.report.figure.grid import Axis, grid_picture
from detente.report.naming import Names
from detente.report.verdict_words import verdict_text
from detente.study.deal.verdict import Verdict
from detente.study.search.verdict_map import VerdictMap


def verdict_map_page(found: VerdictMap, names: Names) -> Document:
    """Draw the verdict at every pair of a patience and a flow."""
    name = names.element(found.road_map)
    blocks: list[Block] = [
        Heading(names.say("Patience and guarantee: {name}", name=name), 1)
    ]
    if found.reasons:
        reasons = tuple(names.reason(each) for each in found.reasons)
        blocks.append(Listing(reasons))
    if not found.verdicts:
        return tuple(blocks)
    if found.guarantee is None:
        said = names.say(
            "The guarantee is made up: against each party, believed for certain, owed "
            "per period for as long as anything that it had promised is missing."
        )
    else:
        said = names.say(
            "What varies is the penalty per period of {guarantee}, as promised, before "
            "it is weighed by how far it is believed.",
            guarantee=names.element(found.guarantee),
        )
    axes = (
        Axis(names.say("patience of all, per year"), found.patience),
        Axis(names.say("penalty per period"), found.flow),
    )
    caption = names.say("Where {name} holds", name=name)
    picture = grid_picture(caption, axes, found.verdicts, names)
    return (*blocks, Paragraph(said), replace(picture, table=_table(found, names)))


def _table(found: VerdictMap, names: Names) -> Table:
    """Give the verdicts, a row a penalty."""
    said = {
        each: verdict_text(each, names)
        for each in {verdict for row in found.verdicts for verdict in row}
    }
    years = tuple(names.figure(year, ".3g") for year in found.patience)
    return Table(
        columns=(
            Number("penalty", names.say("penalty")),
            *(Column(year, year) for year in years),
        ),
        rows=tuple(
            (names.figure(flow, ".4g"), *(said[each] for each in row))
            for flow, row in zip(found.flow, found.verdicts, strict=True)
        ),
        caption=names.say(
            "Where {name} holds, by penalty per period (down) and patience per year "
            "(across)",
            name=names.element(found.road_map),
        ),
        data=(_data(found, said, names),) if names.plain else (),
    )


def _data(found: VerdictMap, said: dict[Verdict | None, str], names: Names) -> Table:
    """Give a row a pair of patience and penalty."""
    plan = names.element(found.road_map)
    rows = (
        (plan, names.figure(patience, ".3g"), names.figure(flow, ".4g"), said[verdict])
        for flow, row in zip(found.flow, found.verdicts, strict=True)
        for patience, verdict in zip(found.patience, row, strict=True)
    )
    keys = ("road_map", "patience_per_year", "penalty", "verdict")
    return tidy(keys, rows, names.say("Where {name} holds", name=plan))
