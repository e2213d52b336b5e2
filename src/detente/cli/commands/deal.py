"""The commands of the negotiation: exposure, road maps, what can be sustained."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    CaseArgument,
    Drawn,
    Objective,
    Shared,
    sharing,
)

__all__ = ["add_commands"]

say = help_words().say

roadmap = typer.Typer(
    help=say("Road maps: list, check, find, thresholds, map."), no_args_is_help=True
)
DrawsOption = Annotated[
    int,
    typer.Option(
        "--samples", min=0, help=say("How many draws of the assumed numbers.")
    ),
]
NameArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        help=say("A road map of the case; can be left out where there is one only."),
    ),
]
TargetOption = Annotated[
    str, typer.Option("--to", help=say("A situation or a formula to reach."))
]
TurnoverOption = Annotated[
    bool | None,
    typer.Option(
        "--turnover/--no-turnover",
        help=say("Reckon with changes of leadership; by default where it is quick."),
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command(help=say("Who holds what, how long to undo it, and who is exposed."))(
        exposure
    )
    app.command(help=say("Where all could stay, whatever the order."))(sustain)
    app.command(
        help=say("How often each verdict holds over the ranges of what is assumed.")
    )(robust)
    app.add_typer(roadmap, name="roadmap")


@sharing
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


@sharing
def sustain(
    case: CaseArgument,
    to: Annotated[
        str | None, typer.Option("--to", help=say("A situation or a formula to reach."))
    ] = None,
    *,
    shared: Shared,
) -> None:
    """Find sustainable states."""
    from detente.analysis.deal import sustain as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    show(ask(load(case, shared), to, setting), shared)


@sharing
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


@roadmap.command("list", help=say("Every road map of the case, judged."))
@sharing
def list_plans(case: CaseArgument, samples: DrawsOption = 0, *, shared: Drawn) -> None:
    """List road maps."""
    from detente.analysis.deal import list_road_maps as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting, read = setting_of(shared), load(case, shared)
    show(ask(read, setting, samples=samples, seed=shared.seed), shared)


@roadmap.command(
    help=say("Whether a road map holds by itself; exit code 1 when it does not.")
)
@sharing
def check(
    case: CaseArgument,
    name: NameArgument = None,
    turnover: TurnoverOption = None,
    samples: DrawsOption = 0,
    *,
    shared: Drawn,
) -> None:
    """Check a road map."""
    from functools import partial

    from detente.analysis.deal import check_road_map
    from detente.cli.asking import load, named_plan
    from detente.cli.showing import setting_of, show

    ask = partial(check_road_map, turnover=turnover, samples=samples, seed=shared.seed)
    read = load(case, shared)
    result = ask(read, named_plan(read, name), setting_of(shared))
    show(result, shared)
    if not result.check.self_enforcing:
        raise typer.Exit(1)


@roadmap.command(help=say("The best order of steps from now to a target."))
@sharing
def find(
    case: CaseArgument,
    to: TargetOption,
    objective: Annotated[
        Objective,
        typer.Option(
            "--objective", help=say("What is best: slack, exposure or guarantee.")
        ),
    ] = Objective.slack,
    package: Annotated[
        int,
        typer.Option("--package", min=1, max=8, help=say("Steps in a stage at most.")),
    ] = 1,
    *,
    shared: Shared,
) -> None:
    """Find a road map."""
    from detente.analysis.search import find_best_road_map as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    show(ask(read, to, objective.value, package, setting), shared)


@roadmap.command(help=say("Least patience and least guarantees, as intervals."))
@sharing
def thresholds(
    case: CaseArgument,
    name: NameArgument = None,
    turnover: TurnoverOption = None,
    *,
    shared: Shared,
) -> None:
    """Find thresholds."""
    from detente.analysis.search import road_map_thresholds as ask
    from detente.cli.asking import load, named_plan
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    show(ask(read, named_plan(read, name), setting, turnover=turnover), shared)


@roadmap.command("map", help=say("Where a road map holds, by patience and guarantee."))
@sharing
def draw_map(
    case: CaseArgument,
    name: NameArgument = None,
    guarantee: Annotated[
        str | None,
        typer.Option("--guarantee", help=say("The guarantee whose penalty varies.")),
    ] = None,
    grid: Annotated[
        int, typer.Option("--grid", min=2, max=40, help=say("How many values of each."))
    ] = 9,
    *,
    shared: Shared,
) -> None:
    """Map verdicts."""
    from detente.analysis.search import map_road_map as ask
    from detente.cli.asking import load, named_plan
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    show(ask(read, named_plan(read, name), guarantee, grid, setting), shared)
