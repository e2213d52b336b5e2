"""Commands: finding road maps, and from what amount on one holds."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    CaseArgument,
    Objective,
    PlanArgument,
    Shared,
    TurnoverOption,
)
from detente.cli.registry import PLANS, asks

say = help_words().say


_TOGETHER = 3
"""Steps in a stage at most, where nobody is to lose: one step alone costs its doer."""


@asks(PLANS, say("The best deal, or the best order of steps from now to a target."))
def find(
    case: CaseArgument,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            help=say(
                "A situation or a formula to reach; by default any at which all "
                "would stay."
            ),
        ),
    ] = None,
    objective: Annotated[
        Objective | None,
        typer.Option(
            "--objective",
            help=say(
                "What is best: gain (the most for who gains least, so that nobody "
                "loses), share, or with --to slack (the default then), exposure, "
                "guarantee."
            ),
        ),
    ] = None,
    package: Annotated[
        int | None,
        typer.Option("--package", min=1, max=8, help=say("Steps in a stage at most.")),
    ] = None,
    *,
    shared: Shared,
) -> None:
    """Find a road map."""
    from detente.analysis.search import (
        find_best_deal,
        find_best_road_map,
        find_surest_road_map,
    )
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    best = objective or (Objective.gain if to is None else Objective.slack)
    if best == Objective.gain:
        show(find_best_deal(read, to, package or _TOGETHER, setting), shared)
    elif best == Objective.share:
        show(find_surest_road_map(read, to, package or _TOGETHER, setting), shared)
    else:
        show(find_best_road_map(read, to, best.value, package or 1, setting), shared)


@asks(PLANS, say("Least patience and least guarantees, as intervals."))
def thresholds(
    case: CaseArgument,
    name: PlanArgument = None,
    turnover: TurnoverOption = None,
    detection: Annotated[
        bool | None,
        typer.Option(
            "--detection/--no-detection",
            help=say("Find how soon breaches must be noticed."),
            show_default=False,
        ),
    ] = None,
    *,
    shared: Shared,
) -> None:
    """Find thresholds."""
    from detente.analysis.reading import named_plan
    from detente.analysis.search import road_map_thresholds as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    plan = named_plan(read, name)
    show(ask(read, plan, setting, turnover=turnover, detection=detection), shared)


@asks(
    PLANS,
    say("Where a road map holds, by patience and guarantee."),
    name="map",
)
def draw_map(
    case: CaseArgument,
    name: PlanArgument = None,
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
    from detente.analysis.reading import named_plan
    from detente.analysis.search import map_road_map as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    show(ask(read, named_plan(read, name), guarantee, grid, setting), shared)
