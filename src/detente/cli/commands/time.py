"""Commands: what becomes of a deal in time."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.answering import Answered
from detente.cli.language import help_words
from detente.cli.options import (
    CaseArgument,
    Drawn,
    PlanArgument,
    SamplesOption,
    Shared,
)
from detente.cli.registry import DEALS, SOURCES, asks

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
    samples: SamplesOption = 0,
    *,
    shared: Drawn,
) -> None:
    """Simulate a road map."""
    from detente.analysis.reading import named_plan
    from detente.analysis.time import simulate as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    plan = named_plan(read, road_map)
    found = ask(read, plan, runs, shared.seed, setting, samples=samples)
    show(found, shared)


@asks(SOURCES, say("How often leaders of a country change, and how sure that is."))
def hazard(
    country: Annotated[
        str | None,
        typer.Option(
            "--country",
            help=say("A country by code or name, such as PRK; or several: PRK,USA."),
        ),
    ] = None,
    terms: Annotated[
        str | None,
        typer.Option(
            "--terms",
            metavar="FILE.csv",
            help=say("Your own list of leaders: columns leader, from, to."),
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until",
            formats=["%Y-%m-%d"],
            help=say("To which day --terms counts those in office; by default today."),
        ),
    ] = None,
    *,
    shared: Answered,
) -> None:
    """Tell a hazard."""
    from detente.analysis.time import hazard as ask
    from detente.cli.showing import show_answer

    day = until.date() if until else None
    inputs = [Path(terms)] if terms else []
    show_answer(lambda: ask(country, terms=terms, until=day), shared, inputs)


@asks(
    DEALS,
    say(
        "The dates to come: for whom a threat, for whom a temptation, and how late the "
        "first step may come."
    ),
)
def deadlines(
    case: CaseArgument,
    name: PlanArgument = None,
    *,
    shared: Shared,
) -> None:
    """Tell what dates change."""
    from detente.analysis.time import deadlines as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    show(ask(load(case, shared), name, setting_of(shared)), shared)
