"""What if: small changes to try, and what they do to now and to what could hold."""

from typing import Any

from detente.report.document import Column, Document, Number, Paragraph, Table
from detente.report.naming import Names
from detente.study.overview.comparison import Standing
from detente.study.overview.what_if import WhatIf


def what_if_page(
    base: Standing, tried: tuple[WhatIf, ...], names: Names, *, full: bool = False
) -> Document:
    """Show each change beside the case as it is written.

    Parameters
    ----------
    base : Standing
        How the case stands.
    tried : tuple of WhatIf
        How it stands under each change.
    names : Names
        The case and the language.
    full : bool
        Whether readers are asked to try it, and told how where they may type commands.
    """
    say = names.say
    if not tried:
        return ()
    rows = (
        (say("as it is"), *_figures(base, names), "-"),
        *(
            (
                _change(each, names),
                *_beside(_figures(each.standing, names), _figures(base, names), names),
                f"--set '{each.edit}'",
            )
            for each in tried
        ),
    )
    columns: tuple[Column[Any], ...] = (
        Column("change", say("what if")),
        Column("leaving", say("who would leave now")),
        Number("equilibria", say("situations that hold, with the answers expected")),
        Column("ends", say("where it comes to rest if each moves in its own interest")),
        Column("edit", say("to repeat it")),
    )
    shown = len(columns) if full and names.typed else len(columns) - 1
    table = Table(
        columns=columns[:shown],
        rows=tuple(row[:shown] for row in rows),
        caption=_caption(base, names, full=full),
    )
    if not full:
        return (table,)
    invitation = say(
        "Change one rule and ask again: what does it matter that a step cannot be "
        "taken back (each line can be repeated with `--set`, and so can your own)?"
    )
    return (Paragraph(invitation), table)


def _caption(base: Standing, names: Names, *, full: bool) -> str:
    if full:
        concept = str(base.equilibria[0][0])
        return names.say(
            "One change at a time, judged under {concept}", concept=concept
        )
    return names.say("What if: one change of the rules at a time")


def _change(tried: WhatIf, names: Names) -> str:
    option = names.quoted(names.option(tried.option))
    if tried.lasting:
        return names.say("{option} could not be undone", option=option)
    return names.say("{option} could be undone within a month", option=option)


def _figures(standing: Standing, names: Names) -> tuple[str, str, str]:
    _, leaving = standing.leaving[0]
    return (
        names.parties(leaving) if leaving else names.say("nobody"),
        names.number(standing.equilibria[0][1]),
        _ends(standing, names),
    )


def _beside(
    figures: tuple[str, ...], base: tuple[str, ...], names: Names
) -> tuple[str, ...]:
    """Say of what is as it was that it is the same; programs get it again."""
    if names.plain or figures[-1] != base[-1]:
        return figures
    return (*figures[:-1], names.say("the same"))


def _ends(standing: Standing, names: Names) -> str:
    if names.plain:
        return names.states(standing.ends, standing.n_ends)
    told = [names.against_now(end) for end in standing.ends]
    return "; ".join(names.with_rest(told, standing.n_ends)) or "-"
