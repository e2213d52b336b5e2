"""Histories under draws of the assumed numbers: how much hangs on those."""

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
)
from detente.report.naming import Names, stage_name
from detente.report.quantity import in_hundred
from detente.study.time.drawn_histories import Draws
from detente.study.time.outcomes import Spread

Break = tuple[int | None, str, int, int]


def draws_section(found: Draws | None, names: Names) -> Document:
    """Tell what histories come to over draws of the assumed numbers.

    Parameters
    ----------
    found : Draws or None
        None where they were not asked for.
    names : Names

    Returns
    -------
    Document
    """
    if found is None:
        return ()
    say = names.say
    blocks: list[Block] = [Heading(say("If the assumed numbers are drawn"))]
    if not found.answered:
        said = say("Under none of the draws is there an answer.")
        if not found.asked:
            said = say(
                "Nothing is assumed, and the order of the parties is given: every draw "
                "would be as written."
            )
        return (*blocks, Paragraph(said))
    blocks += [Paragraph(_completed(found, names), emphasis=True)]
    blocks += [Paragraph(each) for each in _sure(found, names)]
    if found.breaks:
        blocks.append(_breaks(found, names))
    lost = [(party, count) for party, count in found.lost if count]
    if lost:
        said = say("Worse off, all in all, than by staying at the start:")
        blocks += [Paragraph(said), Listing(_lost(lost, found, names))]
    return tuple(blocks)


def _completed(found: Draws, names: Names) -> str:
    return names.count(
        "{n} draw, {histories} histories in all: completed in {completed}; it stands "
        "at the end in {stands}. In all histories together that is {mean} and "
        "{standing}.",
        "{n} draws, {histories} histories in all: completed in {completed}; it stands "
        "at the end in {stands}. In all histories together that is {mean} and "
        "{standing}.",
        found.answered,
        histories=names.number(found.histories),
        completed=_range(found.completed, names),
        stands=_range(found.stands, names),
        mean=in_hundred(found.n_completed / found.histories, names),
        standing=in_hundred(found.n_stands / found.histories, names),
    )


def _range(spread: Spread | None, names: Names) -> str:
    """Write chances over draws as cases out of a hundred: from 5 to 95 in 100 draws."""
    if spread is None:
        return "-"
    low, middle, high = (
        names.number(round(100 * each))
        for each in (spread.low, spread.middle, spread.high)
    )
    if low == high:
        return names.say("{middle} of 100", middle=middle)
    return names.say(
        "{middle} of 100 (from {low} to {high})", middle=middle, low=low, high=high
    )


def _sure(found: Draws, names: Names) -> list[str]:
    said = []
    if found.asked > found.answered:
        said.append(
            names.count(
                "Under {n} more draw there is no answer.",
                "Under {n} more draws there is no answer.",
                found.asked - found.answered,
            )
        )
    if found.never:
        said.append(
            names.count(
                "Under {n} draw it is never completed.",
                "Under {n} draws it is never completed.",
                found.never,
            )
        )
    if found.always:
        said.append(
            names.count(
                "Under {n} draw it is always completed.",
                "Under {n} draws it is always completed.",
                found.always,
            )
        )
    return said


def _breaks(found: Draws, names: Names) -> Block:
    say = names.say
    return Rows(found.breaks, caption=say("Where it broke, over all draws")).under(
        Column[Break]("stage", say("stage"), lambda each: stage_name(each[0], names)),
        Column(
            "party", say("who does not do its part"), lambda each: names.party(each[1])
        ),
        Number("histories", say("histories"), lambda each: names.number(each[2])),
        Number("draws", say("in how many draws"), lambda each: names.number(each[3])),
    )


def _lost(lost: list[tuple[str, int]], found: Draws, names: Names) -> tuple[str, ...]:
    return tuple(
        f"{names.party(party)}: {in_hundred(count / found.histories, names)}"
        for party, count in lost
    )
