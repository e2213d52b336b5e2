"""What a case file holds, once nothing is wrong with it."""

from detente.engine import Engine
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.stability.states import options_table
from detente.study.check.clash import Clash
from detente.study.check.disagreement import Disagreement
from detente.study.check.warning import Remark


def check_page(
    engine: Engine,
    n_opened: int,
    remarks: tuple[Remark, ...],
    disagreements: tuple[Disagreement, ...],
    names: Names,
) -> Document:
    """Say that the file is right, what it holds, and what is odd about it."""
    case = names.case
    blocks: list[Block] = [Heading(names.title(), 1)]
    good = names.say("The file is right: no problems.")
    odd = names.count("{n} warning.", "{n} warnings.", len(remarks))
    blocks.append(Paragraph(f"{good} {odd}" if remarks else good))
    if remarks:
        blocks.append(
            Listing(tuple(names.message(remark.message) for remark in remarks))
        )
    states = names.count(
        "{n} feasible situation", "{n} feasible situations", engine.n_feasible
    )
    if n_opened > engine.n_feasible:
        states += " " + names.say(
            "({n} with what the deadlines open)", n=names.number(n_opened)
        )
    blocks.append(Paragraph(f"{states}; {_contents(names)}"))
    if case.options:
        blocks.append(options_table(names))
    if disagreements:
        blocks.append(_disagreements(disagreements, names))
    clashes = tuple(
        f"{names.party(each.party)}: {_clash(clash, names)}"
        for each in disagreements
        for clash in each.clashes
    )
    if clashes:
        blocks.append(Paragraph(names.say("What clashes most often:")))
        blocks.append(Listing(clashes))
    return tuple(blocks)


def _clash(clash: Clash, names: Names) -> str:
    move = {
        "weight": clash.weight,
        "start": names.state(clash.start),
        "end": names.state(clash.end),
    }
    if clash.statement is None:
        return names.say(
            "the ranking against the weight of '{weight}', as from {start} to {end}",
            **move,
        )
    return names.say(
        "the statement '{statement}' against the weight of '{weight}', as from {start} "
        "to {end}",
        statement=clash.statement,
        **move,
    )


def _contents(names: Names) -> str:
    case = names.case
    plans = case.negotiation
    return ", ".join(
        (
            names.count("{n} party", "{n} parties", len(case.parties)),
            names.count("{n} option", "{n} options", len(case.options)),
            names.count("{n} constraint", "{n} constraints", len(case.constraints)),
            names.count("{n} event", "{n} events", len(case.events)),
            names.count("{n} claim", "{n} claims", len(case.claims)),
            names.count("{n} road map", "{n} road maps", len(plans.road_maps)),
            names.count("{n} guarantee", "{n} guarantees", len(plans.guarantees)),
            names.count("{n} variant", "{n} variants", len(case.variants)),
        )
    )


def _disagreements(disagreements: tuple[Disagreement, ...], names: Names) -> Table:
    say = names.say
    return Rows(
        disagreements,
        caption=say("Where a party's order and its weights judge a move differently"),
    ).under(
        Column("party", say("party"), lambda each: names.party(each.party)),
        Number("moves", say("moves"), lambda each: names.number(each.moves)),
        Number(
            "opposed_percent",
            say("opposite, %"),
            lambda each: names.figure(100 * each.opposed / max(each.moves, 1), ".1f"),
        ),
        Number(
            "differing_percent",
            say("different, %"),
            lambda each: names.figure(100 * each.differing / max(each.moves, 1), ".1f"),
        ),
    )
