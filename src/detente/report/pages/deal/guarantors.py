"""Whether those who guarantee a road map would stand by it."""

from detente.report.document import Column, Document, Heading, Listing, Number, Table
from detente.report.naming import Names
from detente.report.pages.deal.belief import belief_blocks
from detente.study.deal.guarantor import GuarantorCheck

_NOTHING = 0.0005


def guarantors_section(
    checks: tuple[GuarantorCheck, ...], names: Names, *, full: bool = True
) -> Document:
    """Say whether each guarantor would stand by its guarantee; in full, by how much."""
    if not checks:
        return ()
    say = names.say
    heading = Heading(say("Who stands by a guarantee"), 2)
    believed = belief_blocks(names)
    if not full:
        stands = Listing(tuple(_in_words(each, names) for each in checks))
        return (heading, stands, *believed)
    table = Table(
        columns=(
            Column("guarantor", say("guarantor")),
            Column("guarantee", say("guarantee")),
            Column("against", say("against")),
            Column("credible", say("would stand by it")),
            Number("gain_now", say("gain at once")),
            Number("gain", say("gain in all")),
            Number("victim_loses", say("the protected lose")),
        ),
        rows=tuple(_row(each, names) for each in checks),
        caption=say(
            "What dropping a guarantee for a period is worth to the guarantor right "
            "after the breach that calls upon it, in utility per period for ever; "
            "negative where dropping costs"
        ),
    )
    return (heading, table, *_open(checks, names), *believed)


def _in_words(each: GuarantorCheck, names: Names) -> str:
    told = {
        "guarantee": names.element(each.guarantee),
        "guarantor": names.party(each.guarantor),
        "breacher": names.party(each.breacher),
        "said": _stands(each, names),
    }
    if each.credible is None:
        return names.say("{guarantee} against {breacher}: {said}", **told)
    return names.say(
        "{guarantee} against {breacher}: would {guarantor} stand by it? {said}", **told
    )


def _open(checks: tuple[GuarantorCheck, ...], names: Names) -> Document:
    """Say why it is open whether some guarantees last."""
    reasons = {
        each.reason: None
        for each in checks
        if each.reason and each.credible and each.lasts is None
    }
    return (Listing(tuple(map(names.message, reasons))),) if reasons else ()


def _row(each: GuarantorCheck, names: Names) -> tuple[str, ...]:
    return (
        names.party(each.guarantor),
        names.element(each.guarantee),
        names.party(each.breacher),
        _stands(each, names),
        _figure(each.gain_now, names),
        _figure(each.gain, names),
        _figure(each.victim_loses, names),
    )


def _stands(each: GuarantorCheck, names: Names) -> str:
    """Say whether it would stand by its guarantee, or why that is not known."""
    if each.credible is None:
        return names.message(each.reason) if each.reason else "-"
    if each.credible and each.lasts is None:
        return names.say("at first, then open")
    if each.credible and not each.lasts:
        return names.say("at first, not to the end")
    return names.yes(each.credible)


def _figure(value: float | None, names: Names) -> str:
    """Write a figure without a sign where it rounds to nothing."""
    if value is None:
        return "-"
    return names.figure(value, "+.3f" if abs(value) >= _NOTHING else "z.3f")
