"""What if: small changes to try, and what they do to now and to what could hold."""

from detente.report.document import Column, Document, Number, Paragraph, Table
from detente.report.naming import Names
from detente.study.overview.comparison import Standing
from detente.study.overview.what_if import WhatIf


def what_if_page(base: Standing, tried: tuple[WhatIf, ...], names: Names) -> Document:
    """Show each change beside the case as it is written."""
    say = names.say
    if not tried:
        return ()
    concept = str(base.equilibria[0][0])
    invitation = say(
        "Change one rule and ask again: what does it matter that a step cannot be "
        "taken back? Each line can be repeated with --set, and so can your own."
    )
    rows = (
        (say("as it is"), *_figures(base, names), "-"),
        *(
            (
                _change(each, names),
                *_figures(each.standing, names),
                f"--set '{each.edit}'",
            )
            for each in tried
        ),
    )
    table = Table(
        columns=(
            Column("change", say("what if")),
            Column("leaving", say("who would leave now")),
            Number("equilibria", say("equilibria")),
            Column("ends", say("where improvements come to rest")),
            Column("edit", say("to repeat it")),
        ),
        rows=rows,
        caption=say("One change at a time, judged under {concept}", concept=concept),
    )
    return (Paragraph(invitation), table)


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
        names.states(standing.ends, standing.n_ends),
    )
