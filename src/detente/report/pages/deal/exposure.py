"""Who holds what, how long it takes to undo, and who is exposed."""

from collections.abc import Sequence

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
    tidy,
)
from detente.report.naming import Names
from detente.report.quantity import duration
from detente.study.deal.asymmetry import Asymmetry, Rounded
from detente.study.deal.exposure import Exposure


def exposure_page(
    asymmetry: tuple[Asymmetry, ...],
    rounded: tuple[Rounded, ...],
    exposures: tuple[tuple[str, tuple[Exposure, ...]], ...],
    names: Names,
) -> Document:
    """Show the asymmetry table, then each party's exposure on each road map."""
    blocks: list[Block] = [
        Heading(names.say("Exposure: {title}", title=names.title()), 1),
        asymmetry_table(asymmetry, names),
    ]
    for plan, found in exposures:
        blocks += [Heading(names.element(plan)), exposure_table(found, names, plan)]
    return (*blocks, *rounded_blocks(rounded, names))


def rounded_blocks(rounded: tuple[Rounded, ...], names: Names) -> tuple[Paragraph, ...]:
    """Say which times are rounded after a breach, nothing where none is."""
    if not rounded:
        return ()
    said = names.say(
        "Rounded after a breach: an option counts as undone, or taken, within a "
        "period, or as never undone beyond {limit} (reversible_within): {options}.",
        limit=duration(names.case.negotiation.reversible_within, names),
        options="; ".join(_rounded(each, names) for each in rounded),
    )
    return (Paragraph(said),)


def _rounded(each: Rounded, names: Names) -> str:
    counts = names.say("never") if each.irreversible else names.say("within a period")
    takes = duration(each.takes, names)
    if each.kind == "take":
        takes = names.say("{time} to take", time=takes)
    elif each.kind == "redo":
        takes = names.say("{time} to take again", time=takes)
    return f"{names.options([each.option])} ({takes}: {counts})"


def asymmetry_table(asymmetry: tuple[Asymmetry, ...], names: Names) -> Table:
    """Say of each option who holds it, how long to undo, who depends on it."""
    say = names.say
    rows = []
    for each in asymmetry:
        undo = say("never") if each.undo is None else duration(each.undo, names)
        if each.conditional:
            undo += " " + say("(from some situations never)")
        rows.append(
            (
                names.party(each.party),
                each.option if names.plain else names.option(each.option),
                names.yes(each.now),
                undo,
                say("irreversible") if each.irreversible else say("reversible"),
                names.parties(each.depends) if each.depends else "-",
            )
        )
    return Table(
        columns=(
            Column("party", say("party")),
            Column("option", say("option")),
            Column("now", say("now")),
            Column("undo", say("undone in")),
            Column("counts_as", say("counts as")),
            Column("depends", say("who depends on it")),
        ),
        rows=tuple(rows),
        caption=say("Who holds what, and how long it takes to undo"),
    )


def exposure_table(exposures: tuple[Exposure, ...], names: Names, plan: str) -> Table:
    """Give each party's exposure on a road map: most, mean, by stage, and now."""
    say = names.say
    paid = Column[Exposure](
        "compensated",
        say("compensated"),
        lambda each: _figures(each.compensated or (), names),
    )
    return Rows(
        exposures,
        caption=say(
            "What each party could lose if the others undid their steps, in its "
            "utility per period; below zero it would still be better off than at the "
            "start"
        ),
        data=_data(exposures, names, plan) if names.plain else (),
    ).under(
        Column("party", say("party"), lambda each: _named(each, names)),
        Number("max", say("could lose at most"), lambda each: _most(each, names)),
        Number("mean", say("mean"), lambda each: _figure(each.mean, names)),
        Number("now", say("at stake now"), lambda each: _figure(each.now, names)),
        Column(
            "by_stage",
            say("after each stage"),
            lambda each: _figures(each.by_stage, names),
        ),
        Column(
            "credible",
            say("if all play for themselves"),
            lambda each: _figures(each.credible, names),
        ),
        *([paid] if any(each.compensated is not None for each in exposures) else []),
    )


def _most(each: Exposure, names: Names) -> str:
    """Give the most that a party could lose, in words where that is nothing."""
    if each.maximum > 0:
        return _figure(each.maximum, names)
    return Cell(names.say("nothing to lose"), each.maximum)


def _named(each: Exposure, names: Names) -> str:
    in_ranks = f" ({names.say('in ranks')})" if each.ranks else ""
    return names.party(each.party) + in_ranks


def _data(
    exposures: tuple[Exposure, ...], names: Names, plan: str
) -> tuple[Table, Table]:
    """Give a row a party, and a row a party and stage."""
    told = [
        ((names.element(plan), names.party(each.party)), each) for each in exposures
    ]
    parties = (
        (
            *named,
            *(_figure(value, names) for value in (each.maximum, each.mean, each.now)),
            names.yes(each.ranks),
        )
        for named, each in told
    )
    stages = (
        (
            *named,
            Cell.whole(stage),
            *(
                _figure(value, names)
                for value in (
                    each.by_stage[stage - 1],
                    each.credible[stage - 1],
                    each.compensated[stage - 1] if each.compensated else None,
                )
            ),
        )
        for named, each in told
        for stage in range(1, len(each.by_stage) + 1)
    )
    first = ("road_map", "party")
    return (
        tidy(
            (*first, "max", "mean", "now", "in_ranks"), parties, names.say("exposure")
        ),
        tidy(
            (*first, "stage", "exposure", "credible", "compensated"),
            stages,
            names.say("after each stage"),
        ),
    )


def _figures(values: Sequence[float | None], names: Names) -> str:
    return " ".join(_figure(value, names) for value in values) or "-"


def _figure(value: float | None, names: Names) -> str:
    return names.figure(value, "z.2f")
