"""Commands: how far answers hang on what is assumed."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, Drawn, PlanArgument, Shared
from detente.cli.registry import DEALS, PLANS, asks

say = help_words().say


@asks(DEALS, say("How often each verdict holds over the ranges of what is assumed."))
def robust(
    case: CaseArgument,
    samples: Annotated[
        int, typer.Option("--samples", min=1, help=say("How many draws."))
    ] = 200,
    *,
    shared: Drawn,
) -> None:
    """Study robustness."""
    from detente.analysis.robustness import robust as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    show(ask(read, samples, shared.seed, setting), shared)


@asks(PLANS, say("Whether all, some or no weights let each go along."))
def weights(
    case: CaseArgument,
    name: PlanArgument = None,
    *,
    shared: Shared,
) -> None:
    """Ask it of all weights at once."""
    from detente.analysis.reading import named_plan
    from detente.analysis.robustness import going_along as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    show(ask(read, named_plan(read, name), setting), shared)
