"""How many moves ahead situations survive."""

from itertools import groupby

from detente.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    tidy,
)
from detente.report.naming import Names
from detente.study.stability.horizon import Foresight, Horizon

_SHOWN = 20


def horizon_page(
    horizon: Horizon,
    resting: tuple[tuple[str, tuple[str, ...]], ...],
    longest: int | None,
    names: Names,
) -> Document:
    """Show how far ahead each party may look before it leaves.

    Parameters
    ----------
    horizon : Horizon
        What was found.
    resting : tuple of (str, tuple of str)
        The states asked about, and the concepts under which each is an
        equilibrium.
    longest : int or None
        Show horizons up to this one; None is all, for ever.
    names : Names
        The case and the language.
    """
    shown = resting[:_SHOWN]
    blocks: list[Block] = [
        Heading(names.title(), 1),
        Paragraph(
            names.say(
                "A party that looks h moves ahead judges each of its moves by where "
                "the other, looking h - 1 moves ahead, would take it."
            )
        ),
        Listing(tuple(_ground(state, concepts, names) for state, concepts in shown)),
        horizon_table(horizon, {state for state, _ in shown}, longest, names),
    ]
    rest = len(resting) - len(shown)
    if rest:
        said = names.count(
            "... and {n} more situation (--format json lists all)",
            "... and {n} more situations (--format json lists all)",
            rest,
        )
        blocks.append(Paragraph(said))
    return (*blocks, Paragraph(_repeats(horizon, names)))


def _ground(state: str, concepts: tuple[str, ...], names: Names) -> str:
    if not concepts:
        return names.say("{state}: no equilibrium", state=names.state(state))
    return names.say(
        "{state}: an equilibrium under {concepts}",
        state=names.state(state),
        concepts=", ".join(concepts),
    )


def _repeats(horizon: Horizon, names: Names) -> str:
    if horizon.period == 1:
        return names.say(
            "From h = {n} on nothing changes any more.", n=max(horizon.repeats_from, 1)
        )
    return names.say(
        "Beyond h = {n} the choices go round for ever, with period {period}.",
        n=horizon.repeats_from,
        period=horizon.period,
    )


def horizon_table(
    horizon: Horizon, states: set[str], longest: int | None, names: Names
) -> Table:
    """Give one row a situation and party."""
    say = names.say
    views = tuple(view for view in horizon.views if view.state in states)
    rows = tuple(_row(view, horizon, longest, names) for view in views)
    return Table(
        columns=(
            Column("state", say("situation")),
            Column("party", say("party")),
            Column("stays", say("stays at h")),
            Column("leaves_at", say("leaves at h")),
            Column("moves_to", say("by moving to")),
            Column("leads_to", say("play stops at")),
            Column("indifference", say("indifference")),
        ),
        rows=rows,
        caption=say(
            "How many moves ahead (h) each party stays, and its first reason to leave"
        ),
        data=_data(views, rows, (horizon, longest), names) if names.plain else (),
    )


def _data(
    views: tuple[Foresight, ...],
    rows: tuple[tuple[str, ...], ...],
    looked: tuple[Horizon, int | None],
    names: Names,
) -> tuple[Table, Table]:
    """Give the reasons to leave, and a row a situation, party and horizon."""
    (horizon, longest) = looked
    first = ("state", "party")
    left = tuple((*row[:2], *row[3:]) for row in rows)
    caption = names.say(
        "How many moves ahead (h) each party stays, and its first reason to leave"
    )
    places = (
        (
            names.state(view.state),
            names.party(view.party),
            Cell.whole(place),
            names.yes(view.stays[horizon.at(place) - 1]),
            names.yes(view.unique[horizon.at(place) - 1]),
        )
        for view in views
        for place in range(1, (longest or len(view.stays)) + 1)
    )
    return (
        tidy(
            (*first, "leaves_at", "moves_to", "leads_to", "indifference"), left, caption
        ),
        tidy((*first, "h", "stays", "unique"), places, caption),
    )


def _row(
    view: Foresight, horizon: Horizon, longest: int | None, names: Names
) -> tuple[str, ...]:
    places = range(1, (longest or len(view.stays)) + 1)
    stays = [view.stays[horizon.at(place) - 1] for place in places]
    doubted = not all(view.unique[horizon.at(place) - 1] for place in places)
    left = view.leaves_at if view.leaves_at in places else None
    return (
        names.state(view.state),
        names.party(view.party),
        _ranges(stays, horizon.period if longest is None else 0, names),
        "-" if left is None else Cell.whole(left),
        "-" if left is None or view.moves_to is None else names.state(view.moves_to),
        "-" if left is None or view.leads_to is None else names.state(view.leads_to),
        names.say("has a say") if doubted else "-",
    )


def _ranges(stays: list[bool], period: int, names: Names) -> str:
    """Say at which horizons a party stays; with a period they go on for ever."""
    if not any(stays):
        return names.say("never")
    if all(stays):
        if period:
            return names.say("however far")
        return names.say("{first} to {last}", first=1, last=len(stays))
    parts = []
    first = 1
    for held, group in groupby(stays):
        last = first + len(list(group)) - 1
        if held:
            parts.append((first, last))
        first = last + 1
    cycle = stays[len(stays) - period :] if period else []
    settled = bool(cycle) and all(cycle)
    said = [
        names.say("from {first} on", first=first)
        if settled and last == len(stays)
        else str(first)
        if first == last
        else names.say("{first} to {last}", first=first, last=last)
        for first, last in parts
    ]
    if any(cycle) and not settled:
        said.append(names.say("and so on"))
    return ", ".join(said)
