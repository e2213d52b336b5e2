"""Commands: what becomes of a deal in time."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, Drawn
from detente.cli.registry import DEALS, asks

say = help_words().say


@asks(DEALS, say("Sampled histories: completed, where it broke, who lost, how long."))
def simulate(
    case: CaseArgument,
    road_map: Annotated[
        str | None,
        typer.Option(
            "--roadmap",
            help=say(
                "A road map of the case; can be left out where there is one only."
            ),
        ),
    ] = None,
    runs: Annotated[
        int, typer.Option("--runs", min=1, help=say("How many histories."))
    ] = 10_000,
    *,
    shared: Drawn,
) -> None:
    """Simulate a road map."""
    from detente.analysis.time import simulate as ask
    from detente.cli.asking import load, named_plan
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    plan = named_plan(read, road_map)
    show(ask(read, plan, runs, shared.seed, setting), shared)
