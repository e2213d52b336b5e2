"""Commands: what would move a road map."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, Shared
from detente.cli.registry import DEALS, asks

say = help_words().say


@asks(DEALS, say("What would move it: the smallest changes that mend a road map."))
def levers(
    case: CaseArgument,
    road_map: Annotated[
        str | None, typer.Option("--roadmap", help=say("The road map to move."))
    ] = None,
    most: Annotated[
        int,
        typer.Option("--most", min=1, help=say("Changes of a kind that are told.")),
    ] = 2,
    *,
    shared: Shared,
) -> None:
    """Find levers."""
    from detente.analysis.lever import levers as ask
    from detente.cli.asking import load, named_plan
    from detente.cli.showing import setting_of, show

    setting, read = setting_of(shared), load(case, shared)
    show(ask(read, named_plan(read, road_map), setting, most=most), shared)
