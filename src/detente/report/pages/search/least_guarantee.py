"""The order of steps that needs the least guarantee, and how large that is."""

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.road_map import check_page
from detente.report.pages.search.found_road_map import (
    no_way_blocks,
    over_blocks,
    reasons_blocks,
    stages_listing,
)
from detente.study.search.find_road_map import Found
from detente.study.search.guarantee_size import LeastGuarantee
from detente.study.search.untried import NO_WAY


def least_guarantee_page(
    found: Found, least: tuple[LeastGuarantee, ...], names: Names
) -> Document:
    """Show the order, the amounts that it needs, and the judgement under them."""
    title = names.say("The order that needs the least guarantee")
    blocks: list[Block] = [Heading(title, 1)]
    if NO_WAY in found.reasons:
        return (*blocks, *no_way_blocks(found, names))
    blocks += reasons_blocks(found, names)
    if not least:
        return (*blocks, *_without(found, names))
    if least[0].kind != "scale":
        said = names.say(
            "The case has no guarantee with a penalty, so one is made up against each "
            "party: believed for certain, and owed for as long as anything that it had "
            "promised is missing (a flow), or once (a lump)."
        )
        blocks.append(Paragraph(said))
    blocks.append(Listing(tuple(_told(each, names) for each in least)))
    helping = [each for each in least if each.road_map is not None]
    if found.road_map is None or not helping:
        return (*blocks, *_without(found, names))
    blocks.append(stages_listing(found.road_map, names))
    if any(each.needed for each in helping):
        blocks.append(_table(helping, names))
    if found.check is not None:
        under = names.say("Under the first of these that helps:")
        blocks += [Paragraph(under), *check_page(found.check, names, listed=False)[1:]]
    return tuple(blocks)


def _without(found: Found, names: Names) -> list[Block]:
    """Show an order that was found before any guarantee was, if there is one."""
    if found.road_map is None or found.check is None:
        return []
    under = names.say("Without such a guarantee:")
    return [
        *over_blocks(found, names),
        stages_listing(found.road_map, names),
        Paragraph(under),
        *check_page(found.check, names, listed=False)[1:],
    ]


def _told(least: LeastGuarantee, names: Names) -> str:
    figures = {
        "most": names.figure(least.most, ".4g"),
        "amount": names.figure(least.amount or 0, ".4g"),
    }
    if least.amount == 0:
        return names.say("{kind}: none is needed", kind=_kind(least.kind, names))
    if least.amount is None:
        kind = _kind(least.kind, names)
        return names.say("{kind}: no amount up to {most} helps", kind=kind, **figures)
    if least.gap >= least.amount:
        return names.say(
            "{kind}: with {amount} against all alike the road map holds; there was no "
            "time to see whether less is enough",
            kind=_kind(least.kind, names),
            **figures,
        )
    return names.say(
        "{kind}: with {amount} against all alike the road map holds, which is the "
        "least; no order does with {gap} less",
        kind=_kind(least.kind, names),
        gap=names.figure(max(least.gap, 1e-6 * least.amount), ".1g"),
        **figures,
    )


def _kind(kind: str, names: Names) -> str:
    return {
        "flow": names.say("guarantee, per period"),
        "lump": names.say("guarantee, lump"),
        "scale": names.say("penalties of the case, times"),
    }[kind]


def _table(found: list[LeastGuarantee], names: Names) -> Table:
    say = names.say
    return Table(
        columns=(
            Column("kind", say("guarantee")),
            Column("party", say("against")),
            Number("amount", say("amount")),
            Column("binding", say("where it binds")),
        ),
        rows=tuple(
            (
                _kind(least.kind, names),
                names.party(needed.party),
                names.figure(needed.amount, ".4g"),
                stage_name(needed.stage, names) if needed.amount else "-",
            )
            for least in found
            for needed in least.needed
        ),
        caption=say(
            "What each party has to face, in expected utility; none of these can be "
            "lowered alone"
        ),
    )
