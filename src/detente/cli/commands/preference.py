"""Commands: what is unknown, how strong it is, and who sees what."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    CaseArgument,
    ConceptOption,
    ConceptsOption,
    PartyOption,
    Static,
    WhereOption,
)
from detente.cli.registry import HOLDS, asks

say = help_words().say


@asks(HOLDS, say("Who stays where, if parties do not know all that they want."))
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


@asks(HOLDS, say("How strongly each party is held where it stays."))
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


@asks(HOLDS, say("What each party expects in the game that it sees, and what lasts."))
def hypergame(
    case: CaseArgument, concepts: ConceptsOption = None, *, shared: Static
) -> None:
    """Judge every party in the game that it sees."""
    from detente.analysis.preference import hypergame as ask
    from detente.cli.asking import concepts_of, load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    show(ask(load(case, shared), concepts_of(concepts), setting), shared)


@asks(HOLDS, say("The least changes that would make a situation last."))
def inverse(
    case: CaseArgument,
    to: Annotated[
        str, typer.Option("--to", help=say("A situation or a formula to make last."))
    ],
    concept: ConceptOption = None,
    *,
    shared: Static,
) -> None:
    """Find what would make a situation last."""
    from detente.analysis.preference import inverse as ask
    from detente.cli.asking import load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    show(ask(read, recall(read, to), concept, setting=setting), shared)
