"""Commands: what happened and what was said."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, SeedOption, Shared, StaticDrawn
from detente.cli.registry import DEALS, SOURCES, asks
from detente.records import dataclass

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


@dataclass(frozen=True, slots=True)
class Told(Shared):
    """Options of what is told of events, those of tables beside the case too."""

    events: Annotated[
        list[str] | None,
        typer.Option(
            "--events",
            help=say("A CSV file of more events, or a bundled table (repeatable)."),
        ),
    ] = None
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            help=say("Read a key from another column: tags=missile (repeatable)."),
        ),
    ] = None
    always: Annotated[
        list[str] | None,
        typer.Option(
            "--always", help=say("The same in every row: kind=deed (repeatable).")
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class FollowOptions(Told):
    """Options of how a road map is followed."""

    scope: Annotated[
        str | None,
        typer.Option("--scope", help=say("What counts: a scope of the case.")),
    ] = None
    tolerance: Annotated[
        str,
        typer.Option(
            "--tolerance",
            help=say("By how many days sources may date one thing apart."),
        ),
    ] = "1 day"
    as_of: Annotated[
        str | None, typer.Option("--as-of", help=say("The last day that counts."))
    ] = None
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            help=say("Say what has changed since this day; by default by --events."),
        ),
    ] = None


@asks(DEALS, say("A road map against what happened: done, owed, broken, what is new."))
def follow(
    case: CaseArgument,
    plan: Annotated[
        str | None,
        typer.Argument(
            metavar="PLAN",
            help=say(
                "A road map of the case, or an option: a commitment by itself. Can be "
                "left out where there is one road map only."
            ),
        ),
    ] = None,
    *,
    shared: FollowOptions,
) -> None:
    """Follow a road map."""
    from detente.analysis.reading import named_plan
    from detente.analysis.record import follow as ask
    from detente.cli.asking import layout_of, load, refuse_inputs
    from detente.cli.showing import show

    refuse_inputs(shared.events or [], shared)
    read = load(case, shared)
    found = ask(
        read,
        named_plan(read, plan),
        events=shared.events or (),
        layout=layout_of(shared.column, shared.always),
        scope=shared.scope,
        tolerance=shared.tolerance,
        as_of=shared.as_of,
        changed_since=shared.changed_since,
    )
    show(found, shared)


@asks(SOURCES, say("The events: who met whom, words, deeds, commitments."))
def record(case: CaseArgument, *, shared: Told) -> None:
    """Show the record."""
    from detente.analysis.record import record as ask
    from detente.cli.asking import layout_of, load, refuse_inputs
    from detente.cli.showing import setting_of, show

    refuse_inputs(shared.events or [], shared)
    found = ask(
        load(case, shared),
        setting_of(shared),
        events=shared.events or (),
        layout=layout_of(shared.column, shared.always),
    )
    show(found, shared)
