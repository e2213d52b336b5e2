"""With what chance a coalition can force something, in words."""

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.coalition.forcing import target_name
from detente.study.coalition.forced_by_chance import ForcedByChance
from detente.study.coalition.forced_target import ForcedTarget

_MET = 1e-6
"""Bounds that differ by less are told as one figure."""


def by_chance_page(
    found: ForcedByChance, forced: ForcedTarget, target: str, names: Names
) -> Document:
    """Say with what chance a coalition can force a target, whatever the others do."""
    say = names.say
    start = names.against_now(forced.engine.state(forced.state))
    likely = names.listed(
        [
            say(
                "{option} ({share} %)",
                option=names.quoted(names.option(option)),
                share=names.figure(100 * chance, ".4g"),
            )
            for option, chance in found.chances
        ]
    )
    blocks: list[Block] = [
        Heading(names.title(), 1),
        Paragraph(say("Starting from: {state}", state=start)),
        Paragraph(
            say("To be brought about: {target}", target=target_name(target, names))
        ),
        Paragraph(say("Can fail, and succeeds so often: {likely}", likely=likely)),
        Paragraph(_verdict(found, forced, names), emphasis=True),
    ]
    if found.upper - found.lower >= _MET:
        blocks.append(chances_table(found, names))
    return (*blocks, Paragraph(_assumed(names)))


def _share(chance: float, names: Names) -> str:
    return names.figure(100 * chance, ".2f")


def _verdict(found: ForcedByChance, forced: ForcedTarget, names: Names) -> str:
    values = {
        "who": names.parties(forced.coalition) or names.say("nobody"),
        "least": _share(found.lower, names),
        "most": _share(found.upper, names),
    }
    one = found.upper - found.lower < _MET
    if forced.within is None:
        if one:
            return names.say(
                "Whatever the others do, sooner or later it comes about with a chance "
                "of {least} %, if these see to it: {who}.",
                **values,
            )
        return names.say(
            "Whatever the others do, sooner or later it comes about with a chance of "
            "{least} to {most} %, by the order of movers, if these see to it: {who}.",
            **values,
        )
    if one:
        return names.count(
            "Whatever the others do, within {n} round it comes about with a chance of "
            "{least} %, if these see to it: {who}.",
            "Whatever the others do, within {n} rounds it comes about with a chance of "
            "{least} %, if these see to it: {who}.",
            forced.within,
            **values,
        )
    return names.count(
        "Whatever the others do, within {n} round it comes about with a chance of "
        "{least} to {most} %, by the order of movers, if these see to it: {who}.",
        "Whatever the others do, within {n} rounds it comes about with a chance of "
        "{least} to {most} %, by the order of movers, if these see to it: {who}.",
        forced.within,
        **values,
    )


def chances_table(found: ForcedByChance, names: Names) -> Table:
    """Give one row an order of movers."""
    say = names.say
    return Table(
        columns=(
            Column("order", say("order of movers")),
            Number("lower", say("at least, %")),
            Number("upper", say("at most, %")),
        ),
        rows=tuple(
            (
                ", ".join(map(names.party, each.order)),
                _share(each.lower, names),
                _share(each.upper, names),
            )
            for each in found.orders
        ),
        caption=say("The chance, by the order of movers"),
    )


def _assumed(names: Names) -> str:
    return names.say(
        "Assumed: in each round every party has one turn, for one move or none, and "
        "sees what was done before; the others do all they can against it; a move "
        "succeeds with the product of the chances of what it newly takes, and if it "
        "fails nothing changes; what is to be brought about counts where a round ends."
    )
