"""The best deal by which nobody loses, and the road map that holds most often."""

from detente.report.calling_words import in_readings
from detente.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.road_map import check_page
from detente.report.pages.search.found_road_map import (
    stage_text,
    stages_listing,
    unwanted_text,
)
from detente.report.quantity import percent
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.deal.verdict import RoadMapCheck
from detente.study.robustness.surest_order import Break, Candidate, Surest, Weakest
from detente.study.search.best_deal import BestDeal, Standard

_SHOWN = 5


def best_deal_page(
    deal: BestDeal | None, check: RoadMapCheck | None, names: Names
) -> Document:
    """Say whether there is a deal by which nobody loses, and show the best one."""
    blocks: list[Block] = [
        Heading(names.say("The best deal by which nobody loses"), 1),
    ]
    if deal is None:
        said = names.say(
            "None was found: no situation but today's can be reached and stayed at, or "
            "no party has both wants in numbers and patience."
        )
        return (*blocks, Paragraph(said, emphasis=True))
    blocks.append(Paragraph(standard_text(deal, names), emphasis=True))
    blocks.append(stages_listing(deal.road_map, names))
    if deal.standard in (Standard.KEPT, Standard.CALLED_OFF):
        blocks.append(Paragraph(_least(deal, names)))
    if deal.unwanted:
        blocks.append(Paragraph(unwanted_text(deal.unwanted, names)))
    if deal.n_left_out and deal.standard != Standard.UNFINISHED:
        said = names.count(
            "{n} situation where it may end was not tried.",
            "{n} situations where it may end were not tried.",
            deal.n_left_out,
        )
        blocks.append(Paragraph(said))
    if check is not None:
        blocks += check_page(check, names, listed=False)[1:]
    return tuple(blocks)


def standard_text(deal: BestDeal, names: Names) -> str:
    """Say in one breath what the deal satisfies, and in how many readings."""
    if deal.standard == Standard.UNFINISHED:
        return _unfinished(deal, names)
    if deal.standard == Standard.NEAREST:
        there_is = names.say("There is no deal by which nobody loses.")
        if deal.n_left_out:
            there_is = names.say("No deal by which nobody loses was found.")
        return names.say(
            "{there_is} This is the nearest one. Below today on the way or in the end: "
            "{parties}.",
            there_is=there_is,
            parties=names.parties(deal.losers),
        )
    if deal.standard == Standard.CALLED_OFF:
        first = deal.calling_off.callers[0]
        there_is = names.say(
            "There is none by which nobody loses and that nobody would call off."
        )
        if deal.n_left_out:
            there_is = names.say(
                "None by which nobody loses and that nobody would call off was found."
            )
        return names.say(
            "By this deal nobody loses, but it does not hold to the end: {party} would "
            "call it off, first at {stage}. {there_is}",
            party=names.party(first.party),
            stage=stage_name(first.stage, names),
            there_is=there_is,
        )
    share = deal.share
    if share is not None and share < ESTABLISHED:
        return names.say(
            "Not established: as the numbers are written nobody loses and nobody would "
            "call it off, but that is so only{readings}.",
            readings=in_readings(share, names),
        )
    return names.say(
        "By this deal nobody has less than today at any time, and nobody would call it "
        "off{readings}.",
        readings=in_readings(share, names),
    )


def _unfinished(deal: BestDeal, names: Names) -> str:
    """Say of an order that was not compared with others what it costs whom."""
    over = names.say(
        "The time was over before the best deal was found. This is one that can be "
        "carried out."
    )
    if deal.losers:
        return names.say(
            "{over} Below today on the way or in the end: {parties}.",
            over=over,
            parties=names.parties(deal.losers),
        )
    return names.say("{over} Nobody loses by it.", over=over)


def _least(deal: BestDeal, names: Names) -> str:
    known = [each for each in deal.calling_off.signing if each.relative is not None]
    worst = min(known, key=lambda each: each.relative or 0.0)
    return names.say(
        "No other deal found gives more to the party that gains least: {party} with "
        "{share} of all that is at stake for it.",
        party=names.party(worst.party),
        share=percent(worst.relative or 0.0),
    )


def surest_page(surest: Surest, names: Names) -> Document:
    """Show the road map that holds in the most draws, and those after it."""
    blocks: list[Block] = [
        Heading(names.say("The order that holds in most readings"), 1),
    ]
    if not surest.candidates:
        said = names.say("No order of allowed steps that all could keep was found.")
        return (*blocks, Paragraph(said, emphasis=True))
    best = surest.candidates[0]
    blocks.append(Paragraph(_held(best, surest, names), emphasis=True))
    if surest.unfinished:
        said = names.say(
            "The time was over before orders were compared under the numbers as "
            "written, and others may hold more often."
        )
        blocks.append(Paragraph(said))
    blocks.append(stages_listing(best.road_map, names))
    if best.weakest is not None:
        blocks.append(Paragraph(weakest_text(best.weakest, names)))
    blocks.append(_candidates(surest, names))
    if best.shares is not None:
        blocks.append(Paragraph(_how(surest, names)))
    return tuple(blocks)


def _held(best: Candidate, surest: Surest, names: Names) -> str:
    if best.shares is None:
        return names.say("No number is assumed, so that there is one reading only.")
    if best.holds is None:
        return names.say(
            "All sign and nobody calls it off in {nobody} of {samples} readings; "
            "whether somebody would cheat was not asked, as the time was over.",
            nobody=percent(best.shares.nobody),
            samples=names.number(best.shares.samples),
        )
    said = {
        "holds": percent(best.holds),
        "nobody": percent(best.shares.nobody),
        "keeps": percent(best.keeps or 0.0),
        "judged": names.number(surest.judged),
        "samples": names.number(best.shares.samples),
    }
    if (best.holds or 0.0) >= ESTABLISHED:
        return names.say(
            "It holds in {holds} of {judged} readings: all sign, nobody calls it off, "
            "and nobody would cheat.",
            **said,
        )
    return names.say(
        "Not established: it holds in {holds} of {judged} readings only (nobody would "
        "cheat in {keeps} of them; all sign and nobody calls it off in {nobody} of "
        "{samples}).",
        **said,
    )


def weakest_text(weakest: Weakest, names: Names) -> str:
    """Name where a road map breaks most often, by whom and how."""
    said = {
        "party": names.party(weakest.party),
        "stage": stage_name(weakest.stage, names),
        "share": percent(weakest.share),
    }
    if weakest.how == Break.SIGNING:
        return names.say(
            "Weakest is the signing: {party} would not sign in {share} of the "
            "readings.",
            **said,
        )
    if weakest.how == Break.CALLING_OFF:
        return names.say(
            "Weakest is {stage}: {party} would call it off there in {share} of the "
            "readings.",
            **said,
        )
    return names.say(
        "Weakest is {stage}: {party} would cheat there in {share} of the readings, if "
        "everyone then acted for itself.",
        **said,
    )


def _candidates(surest: Surest, names: Names) -> Table:
    say = names.say
    caption = say(
        "The best orders found: in how many of 100 readings they hold, nobody would "
        "cheat, and all sign and nobody calls them off; and in how many of those "
        "searched each was the best"
    )
    return Rows(surest.candidates[:_SHOWN], caption).under(
        Column(
            "stages",
            say("order of steps"),
            lambda each: " → ".join(
                stage_text(stage, names) for stage in each.road_map.stages
            ),
        ),
        Number("holds", say("holds"), lambda each: _hundredths(each.holds, names)),
        Number(
            "keeps", say("nobody cheats"), lambda each: _hundredths(each.keeps, names)
        ),
        Number(
            "nobody",
            say("never called off"),
            lambda each: _hundredths(
                None if each.shares is None else each.shares.nobody, names
            ),
        ),
        Number("found", say("best in"), lambda each: Cell.whole(each.found)),
    )


def _hundredths(share: float | None, names: Names) -> Cell:
    return names.figure(None if share is None else 100 * share, ".0f")


def _how(surest: Surest, names: Names) -> str:
    return names.say(
        "Orders were searched with the numbers as written and in {searched} readings "
        "of what is assumed. Whether somebody would cheat was asked of the best of "
        "them, in {judged} readings.",
        searched=names.number(surest.searched),
        judged=names.number(surest.judged),
    )
