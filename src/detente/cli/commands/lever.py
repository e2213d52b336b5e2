"""Commands: what would move a road map, or make a situation last."""

from dataclasses import dataclass
from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, ConceptOption, Shared
from detente.cli.registry import DEALS, asks

say = help_words().say


@dataclass(frozen=True, slots=True)
class Lasting(Shared):
    """Options of a question that may be about a situation instead."""

    to: Annotated[
        str | None,
        typer.Option("--to", help=say("A situation or a formula to make last.")),
    ] = None
    concept: ConceptOption = None
    stability: Annotated[
        bool,
        typer.Option(
            "--stability",
            help=say("With --to: also where parties give numbers, as `inverse` does."),
        ),
    ] = False


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
    shared: Lasting,
) -> None:
    """Find levers."""
    from detente.analysis.lever import levers as ask
    from detente.cli.asking import load, named_plan
    from detente.cli.showing import setting_of, show

    setting, read = setting_of(shared), load(case, shared)
    if shared.to is not None:
        from detente.analysis.preference import inverse
        from detente.analysis.preference.inverse import refuse_numbers
        from detente.cli.last_list import recall

        if not shared.stability:
            refuse_numbers(read, shared.to)
        target = recall(read, shared.to)
        show(inverse(read, target, shared.concept, setting=setting), shared)
        return
    show(ask(read, named_plan(read, road_map), setting, most=most), shared)
