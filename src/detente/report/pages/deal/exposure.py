"""Who holds what, how long it takes to undo, and who is exposed."""

from detente.report.document import (
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Table,
    tidy,
)
from detente.report.naming import Names
from detente.report.quantity import duration
from detente.study.deal.asymmetry import Asymmetry, Rounded
from detente.study.deal.exposure import Exposure

__all__ = ["asymmetry_table", "exposure_page", "exposure_table", "rounded_blocks"]


def exposure_page(
    asymmetry: tuple[Asymmetry, ...],
    rounded: tuple[Rounded, ...],
    exposures: tuple[tuple[str, tuple[Exposure, ...]], ...],
    names: Names,
) -> Document:
    """Show the asymmetry table, then each party's exposure on each road map."""
    words = names.words
    blocks: list[Block] = [
        Heading(words.say("Exposure: {title}", title=names.title()), 1),
        asymmetry_table(asymmetry, names),
    ]
    for plan, found in exposures:
        blocks += [Heading(names.element(plan)), exposure_table(found, names, plan)]
    return (*blocks, *rounded_blocks(rounded, names))


def rounded_blocks(rounded: tuple[Rounded, ...], names: Names) -> tuple[Paragraph, ...]:
    """Say which times are rounded after a breach, nothing where none is."""
    if not rounded:
        return ()
    said = names.words.say(
        "Rounded after a breach: an option counts as undone, or taken, within a "
        "period, or as never undone beyond {limit} (reversible_within): {options}.",
        limit=duration(names.case.negotiation.reversible_within, names.words),
        options="; ".join(_rounded(each, names) for each in rounded),
    )
    return (Paragraph(said),)


def _rounded(each: Rounded, names: Names) -> str:
    words = names.words
    counts = words.say("never") if each.irreversible else words.say("within a period")
    takes = duration(each.takes, words)
    if each.taking:
        takes = words.say("{time} to take", time=takes)
    return f"{each.option} ({takes}: {counts})"


def asymmetry_table(asymmetry: tuple[Asymmetry, ...], names: Names) -> Table:
    """Say of each option who holds it, how long to undo, who depends on it."""
    words = names.words
    rows = []
    for each in asymmetry:
        undo = words.say("never") if each.undo is None else duration(each.undo, words)
        if each.conditional:
            undo += " " + words.say("(from some situations never)")
        rows.append(
            (
                names.party(each.party),
                each.option,
                words.say("yes") if each.now else words.say("no"),
                undo,
                words.say("irreversible")
                if each.irreversible
                else words.say("reversible"),
                names.parties(each.depends) if each.depends else "-",
            )
        )
    return Table(
        columns=(
            words.say("party"),
            words.say("option"),
            words.say("now"),
            words.say("undone in"),
            words.say("counts as"),
            words.say("who depends on it"),
        ),
        keys=("party", "option", "now", "undo", "counts_as", "depends"),
        rows=tuple(rows),
        caption=words.say("Who holds what, and how long it takes to undo"),
    )


def exposure_table(exposures: tuple[Exposure, ...], names: Names, plan: str) -> Table:
    """Give each party's exposure on a road map: most, mean, by stage, and now."""
    words = names.words
    in_ranks = words.say("in ranks")
    paid = any(each.compensated is not None for each in exposures)
    return Table(
        columns=(
            words.say("party"),
            words.say("most"),
            words.say("mean"),
            words.say("at stake now"),
            words.say("after each stage"),
            words.say("if all play for themselves"),
            *([words.say("compensated")] if paid else []),
        ),
        keys=(
            *("party", "max", "mean", "now", "by_stage", "credible"),
            *(["compensated"] if paid else []),
        ),
        rows=tuple(
            (
                names.party(each.party) + (f" ({in_ranks})" if each.ranks else ""),
                _figure(each.maximum, names),
                _figure(each.mean, names),
                _figure(each.now, names),
                _figures(each.by_stage, names),
                " ".join(
                    "-" if value is None else _figure(value, names)
                    for value in each.credible
                )
                or "-",
                *([_figures(each.compensated, names)] if paid else []),
            )
            for each in exposures
        ),
        caption=words.say(
            "What the others can take from a party by undoing their steps, in its "
            "utility per period"
        ),
        numeric=frozenset({1, 2, 3}),
        data=_data(exposures, names, plan) if words.plain else (),
    )


def _data(
    exposures: tuple[Exposure, ...], names: Names, plan: str
) -> tuple[Table, Table]:
    """Give a row a party, and a row a party and stage."""
    words = names.words
    told = [
        ((names.element(plan), names.party(each.party)), each) for each in exposures
    ]
    parties = (
        (
            *named,
            *(_figure(value, names) for value in (each.maximum, each.mean, each.now)),
            words.say("yes") if each.ranks else words.say("no"),
        )
        for named, each in told
    )
    stages = (
        (
            *named,
            Cell.whole(stage),
            *(
                "-" if value is None else _figure(value, names)
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
            (*first, "max", "mean", "now", "in_ranks"), parties, words.say("exposure")
        ),
        tidy(
            (*first, "stage", "exposure", "credible", "compensated"),
            stages,
            words.say("after each stage"),
        ),
    )


def _figures(values: tuple[float, ...] | None, names: Names) -> str:
    return " ".join(_figure(value, names) for value in values or ()) or "-"


def _figure(value: float, names: Names) -> str:
    return names.words.figure(value, "z.2f")
