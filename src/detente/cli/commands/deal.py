"""Commands: who is exposed, which road map holds, where all could stay."""

from typing import Annotated, TypeAlias

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    CaseArgument,
    Drawn,
    PlanArgument,
    SamplesOption,
    Shared,
    TargetOption,
    TurnoverOption,
)
from detente.cli.registry import DEALS, PLANS, asks

say = help_words().say
FullOption: TypeAlias = Annotated[
    bool,
    typer.Option("--full", help=say("With slack, stage by stage, and roundings.")),
]


@asks(DEALS, say("Who holds what, how long to undo it, and who is exposed."))
def exposure(
    case: CaseArgument,
    road_map: Annotated[
        str | None, typer.Option("--roadmap", help=say("Only this road map."))
    ] = None,
    *,
    shared: Shared,
) -> None:
    """Show exposure."""
    from detente.analysis.deal import exposure as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    show(ask(load(case, shared), road_map, setting), shared)


@asks(DEALS, say("Where all could stay, whatever the order."))
def sustain(
    case: CaseArgument,
    to: TargetOption = None,
    *,
    shared: Shared,
) -> None:
    """Find sustainable states."""
    from detente.analysis.deal import sustain as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    show(ask(load(case, shared), to, setting), shared)


@asks(PLANS, say("Every road map of the case, judged."), name="list")
def list_plans(
    case: CaseArgument,
    turnover: TurnoverOption = None,
    samples: SamplesOption = 0,
    full: FullOption = False,  # noqa: FBT002 - a flag of the command line
    *,
    shared: Drawn,
) -> None:
    """List road maps."""
    from detente.analysis.deal import list_road_maps as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting, read = setting_of(shared), load(case, shared)
    result = ask(read, setting, turnover=turnover, samples=samples, seed=shared.seed)
    show(result.in_full() if full else result, shared)


@asks(
    PLANS,
    say(
        "Who would sign a road map, call it off, or cheat; exit code 1 unless it "
        "keeps itself."
    ),
)
def check(
    case: CaseArgument,
    name: PlanArgument = None,
    turnover: TurnoverOption = None,
    samples: SamplesOption = 0,
    full: FullOption = False,  # noqa: FBT002 - a flag of the command line
    *,
    shared: Drawn,
) -> None:
    """Check a road map."""
    from functools import partial

    from detente.analysis.deal import check_road_map
    from detente.analysis.reading import named_plan
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    ask = partial(check_road_map, turnover=turnover, samples=samples, seed=shared.seed)
    read = load(case, shared)
    result = ask(read, named_plan(read, name), setting_of(shared))
    show(result.in_full() if full else result, shared)
    if not result.check.self_enforcing:
        raise typer.Exit(1)
