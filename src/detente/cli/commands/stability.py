"""Commands: who stays where, why, and where the dispute can move."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    CaseArgument,
    ConceptOption,
    ConceptsOption,
    PartyOption,
    StabilityOptions,
    StateArgument,
    StatesOptions,
    Static,
    TargetOption,
    WhereOption,
)
from detente.cli.registry import HOLDS, asks

say = help_words().say


@asks(HOLDS, say("The feasible situations as a table."))
def states(
    case: CaseArgument, where: WhereOption = None, *, shared: StatesOptions
) -> None:
    """List feasible states."""
    from detente.analysis.stability import states as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    most = None if shared.everything else shared.limit
    show(ask(load(case, shared), where, most, setting_of(shared)), shared)


@asks(HOLDS, say("Who would stay where, and the equilibria."))
def stability(
    case: CaseArgument,
    concepts: ConceptsOption = None,
    where: WhereOption = None,
    party: PartyOption = None,
    *,
    shared: StabilityOptions,
) -> None:
    """Find who is stable where."""
    from detente.analysis.stability import stability as ask
    from detente.cli.asking import concepts_of, extent_of, load
    from detente.cli.last_list import keep
    from detente.cli.showing import setting_of, show, warn
    from detente.engine.budget import finishing

    setting = setting_of(shared)
    result = ask(
        load(case, shared),
        concepts_of(concepts),
        where=where,
        witnesses=shared.witnesses,
        extent=extent_of(shared, party),
        setting=setting,
    )
    warn(result.remarks, shared)
    show(result, shared)
    with finishing():
        keep(result.case, result.numbered())


@asks(HOLDS, say("Why a situation holds, or does not."), loose=True)
def explain(
    case: CaseArgument,
    state: StateArgument = None,
    party: PartyOption = None,
    concept: ConceptOption = None,
    *,
    shared: Static,
) -> None:
    """Explain a verdict."""
    from detente.analysis.stability import explain as ask
    from detente.cli.asking import load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    where = recall(read, " ".join(state or ["now"]))
    show(ask(read, where, party, concept, setting), shared)


@asks(HOLDS, say("How the dispute can move from where it stands."))
def evolve(
    case: CaseArgument,
    to: TargetOption = None,
    start: Annotated[
        str, typer.Option("--from", help=say("The situation to start from."))
    ] = "now",
    *,
    shared: Static,
) -> None:
    """Find ways through the dispute."""
    from detente.analysis.stability import evolve as ask
    from detente.cli.asking import load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    target = None if to is None else recall(read, to)
    show(ask(read, target, recall(read, start), setting), shared)


@asks(
    HOLDS,
    say("For two parties: how many moves ahead a situation survives."),
    loose=True,
)
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
