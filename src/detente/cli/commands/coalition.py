"""The command for what parties can do together."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, Moment, StateArgument, Static
from detente.cli.registry import HOLDS, asks
from detente.records import dataclass

say = help_words().say


@asks(
    HOLDS,
    say("What parties can do together, and which equilibria survive it."),
    loose=True,
)
def coalitions(
    case: CaseArgument,
    state: StateArgument = None,
    members: Annotated[
        list[str] | None,
        typer.Option(
            "--members", help=say("A coalition, such as A,B (repeatable); else all.")
        ),
    ] = None,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts",
            help=say("Solution concepts, such as R,SEQ; by default all five."),
        ),
    ] = None,
    *,
    merged: Annotated[
        bool,
        typer.Option("--merged", help=say("Also with the members as one party.")),
    ] = False,
    shared: Static,
) -> None:
    """Find what parties can do together."""
    from detente.analysis.coalition import coalitions as ask
    from detente.analysis.coalition.coalitions import coalitions_cost
    from detente.cli.asking import concepts_of, load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show, warn_of

    setting = setting_of(shared)
    read = load(case, shared)
    where = recall(read, " ".join(state or ["now"]))
    named = [concepts_of(each) or [] for each in members or ()]
    warn_of(coalitions_cost(read, len(named), merged=merged), shared)
    asked = concepts_of(concepts)
    show(ask(read, where, named, asked, merged=merged, setting=setting), shared)


@dataclass(frozen=True, slots=True)
class Failing(Moment):
    """Options of a question in which steps can fail."""

    chance: Annotated[
        list[str] | None,
        typer.Option(
            "--chance",
            help=say(
                "How likely taking an option succeeds: strike=0.8 (repeatable); else "
                "`chance` of the case."
            ),
        ),
    ] = None


@asks(HOLDS, say("Who can force what, whatever the others do."))
def force(
    case: CaseArgument,
    to: Annotated[
        str,
        typer.Option("--to", help=say("A situation or a formula to bring about.")),
    ],
    coalition: Annotated[
        str | None,
        typer.Option(
            "--coalition",
            help=say("The parties that act as one, such as A,B; else the fewest."),
        ),
    ] = None,
    within: Annotated[
        int | None,
        typer.Option("--within", min=1, help=say("In so many rounds at most.")),
    ] = None,
    start: Annotated[
        str, typer.Option("--from", help=say("The situation to start from."))
    ] = "now",
    *,
    shared: Failing,
) -> None:
    """Find what a coalition can force."""
    from detente.analysis.coalition import force as ask
    from detente.analysis.coalition.force import force_cost
    from detente.cli.asking import chances_of, concepts_of, load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show, warn_of

    setting = setting_of(shared)
    read = load(case, shared)
    named = concepts_of(coalition)
    likely = chances_of(shared.chance)
    warn_of(force_cost(read, named=named is not None), shared)
    where = recall(read, start)
    found = ask(read, recall(read, to), named, within, where, setting=setting)
    show(found.by_chance(likely) if likely or found.can_fail else found, shared)
