"""The command that draws."""

from enum import StrEnum
from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, Static
from detente.cli.registry import HOLDS, asks

say = help_words().say


class DrawnStates(StrEnum):
    """Which situations are drawn."""

    reachable = "reachable"
    equilibria = "equilibria"
    improvements = "improvements"
    all = "all"


@asks(HOLDS, say("Draw the state graph: situations, and who moves where."))
def graph(
    case: CaseArgument,
    show: Annotated[
        DrawnStates,
        typer.Option(
            "--show",
            help=say(
                "What moves lead to, what improvements lead to, the equilibria with "
                "their neighbours, or all."
            ),
        ),
    ] = DrawnStates.reachable,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help=say("Draw at most so many nodes.")),
    ] = None,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts",
            help=say("Solution concepts, such as R,SEQ; by default all five."),
        ),
    ] = None,
    *,
    collapse: Annotated[
        bool,
        typer.Option(
            "--collapse",
            help=say("Draw situations that can be reached from each other as one."),
        ),
    ] = False,
    shared: Static,
) -> None:
    """Draw the state graph."""
    from detente.analysis.graph import state_graph as ask
    from detente.cli.asking import concepts_of, load
    from detente.cli.showing import setting_of, show as write

    setting = setting_of(shared)
    result = ask(
        load(case, shared),
        show.value,
        collapse=collapse,
        limit=limit,
        concepts=concepts_of(concepts),
        setting=setting,
    )
    write(result, shared)
