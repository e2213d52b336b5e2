"""The commands about what is unknown, how strong it is, and who sees what."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    CaseArgument,
    PartyOption,
    Static,
    WhereOption,
    sharing,
)

__all__ = ["add_kind_commands"]

say = help_words().say

ConceptsOption = Annotated[
    str | None,
    typer.Option(
        "--concepts", help=say("Solution concepts, such as R,SEQ; by default all five.")
    ),
]


def add_kind_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command(
        help=say("Who stays where, if parties do not know all that they want.")
    )(unknown)
    app.command(help=say("How strongly each party is held where it stays."))(strength)
    app.command(
        help=say("What each party expects in the game that it sees, and what lasts.")
    )(hypergame)


@sharing
def unknown(
    case: CaseArgument,
    concepts: ConceptsOption = None,
    where: WhereOption = None,
    party: PartyOption = None,
    *,
    shared: Static,
) -> None:
    """Judge under the four readings of what is unknown."""
    from detente.analysis.preference import unknown_stability as ask
    from detente.cli.asking import concepts_of, load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read, asked = load(case, shared), concepts_of(concepts)
    show(ask(read, asked, where=where, party=party, setting=setting), shared)


@sharing
def strength(
    case: CaseArgument,
    concepts: ConceptsOption = None,
    where: WhereOption = None,
    party: PartyOption = None,
    *,
    shared: Static,
) -> None:
    """Judge how strongly parties are held."""
    from detente.analysis.preference import strength as ask
    from detente.cli.asking import concepts_of, load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read, asked = load(case, shared), concepts_of(concepts)
    show(ask(read, asked, where=where, party=party, setting=setting), shared)


@sharing
def hypergame(
    case: CaseArgument, concepts: ConceptsOption = None, *, shared: Static
) -> None:
    """Judge every party in the game that it sees."""
    from detente.analysis.preference import hypergame as ask
    from detente.cli.asking import concepts_of, load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    show(ask(load(case, shared), concepts_of(concepts), setting), shared)
