"""Commands: what happened and what was said."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, SeedOption, Shared, StaticDrawn
from detente.cli.registry import SOURCES, asks

say = help_words().say


@asks(SOURCES, say("Each claim of the sources, its verdict, the figure behind it."))
def claims(
    case: CaseArgument,
    *,
    no_variants: Annotated[
        bool,
        typer.Option("--no-variants", help=say("Judge the case as written only.")),
    ] = False,
    samples: Annotated[
        int,
        typer.Option(
            "--samples", min=0, help=say("How many draws of the assumed numbers.")
        ),
    ] = 25,
    seed: SeedOption = 0,
    shared: StaticDrawn,
) -> None:
    """Judge claims."""
    from detente.analysis.record import claims as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    alone = no_variants or shared.variant is not None
    judged = ask(
        load(case, shared),
        setting,
        variants=() if alone else None,
        samples=samples,
        seed=seed,
    )
    show(judged, shared)


@asks(SOURCES, say("The events: who met whom, words, deeds, commitments."))
def record(case: CaseArgument, *, shared: Shared) -> None:
    """Show the record."""
    from detente.analysis.record import record as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    show(ask(load(case, shared), setting_of(shared)), shared)
