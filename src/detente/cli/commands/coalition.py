"""The commands of what parties can do together, and of looking ahead."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, PartyOption, Static, sharing

__all__ = ["add_coalition_commands"]

say = help_words().say

StateArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="STATE",
        help=say(
            "now, a Y/N string, a label, E3 of the last list, a road map (PLAN for its "
            "end, PLAN@2 after stage 2), or changes: 'now +yongbyon -stop_tests'."
        ),
    ),
]


def add_coalition_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    # So that `now -stop_tests` needs no quotes.
    loose = {"ignore_unknown_options": True}
    app.command(
        help=say("What parties can do together, and which equilibria survive it."),
        context_settings=loose,
    )(coalitions)
    app.command(
        help=say("For two parties: how many moves ahead a situation survives."),
        context_settings=loose,
    )(horizon)


@sharing
def coalitions(
    case: CaseArgument,
    state: StateArgument = None,
    members: Annotated[
        list[str] | None,
        typer.Option(
            "--members", help=say("A coalition, such as A,B (repeatable); else all.")
        ),
    ] = None,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts",
            help=say("Solution concepts, such as R,SEQ; by default all five."),
        ),
    ] = None,
    *,
    merged: Annotated[
        bool,
        typer.Option("--merged", help=say("Also with the members as one party.")),
    ] = False,
    shared: Static,
) -> None:
    """Find what parties can do together."""
    from detente.analysis.coalition import coalitions as ask
    from detente.analysis.coalition.coalitions import coalitions_cost
    from detente.cli.asking import concepts_of, load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show, warn_of

    setting = setting_of(shared)
    read = load(case, shared)
    where = recall(read, " ".join(state or ["now"]))
    named = [concepts_of(each) or [] for each in members or ()]
    warn_of(coalitions_cost(read, len(named), merged=merged), shared)
    asked = concepts_of(concepts)
    show(ask(read, where, named, asked, merged=merged, setting=setting), shared)


@sharing
def horizon(
    case: CaseArgument,
    state: StateArgument = None,
    party: PartyOption = None,
    moves: Annotated[
        int | None,
        typer.Option(
            "--moves", min=1, max=1000, help=say("So many moves ahead at most.")
        ),
    ] = None,
    *,
    shared: Static,
) -> None:
    """Look moves ahead."""
    from detente.analysis.stability import horizon as ask
    from detente.cli.asking import load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    where = recall(read, " ".join(state)) if state else None
    show(ask(read, where, party, moves, setting), shared)
