"""Commands: what would move a road map, or make a situation last."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, ConceptOption, Shared, TurnoverOption
from detente.cli.registry import DEALS, asks
from detente.records import dataclass

say = help_words().say


@dataclass(frozen=True, slots=True)
class Lasting(Shared):
    """Options of a question that may be about a situation instead."""

    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            help=say(
                "A situation or a formula that a road map is to end at; one that is to "
                "last, where nobody gives numbers."
            ),
        ),
    ] = None
    concept: ConceptOption = None
    stability: Annotated[
        bool,
        typer.Option(
            "--stability",
            help=say(
                "With --to: what would make it last, as `inverse` asks, also where "
                "parties give numbers."
            ),
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
    turnover: TurnoverOption = None,
    *,
    shared: Lasting,
) -> None:
    """Find levers."""
    from detente.analysis.lever import levers as ask
    from detente.analysis.preference import inverse
    from detente.cli.asking import load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show

    setting, read = setting_of(shared), load(case, shared)
    target = None if shared.to is None else recall(read, shared.to)
    numbers = any(wants.weights for _, wants in read.preferences)
    if target is not None and road_map is None and (shared.stability or not numbers):
        show(inverse(read, target, shared.concept, setting=setting), shared)
    else:
        found = ask(read, road_map, target, setting, most=most, turnover=turnover)
        show(found, shared)
