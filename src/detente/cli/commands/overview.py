"""Commands: the main job, and variants side by side."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.answering import Answered
from detente.cli.language import help_words
from detente.cli.options import (
    CaseArgument,
    ConceptsOption,
    Form,
    SamplesOption,
    Static,
    StaticDrawn,
    Style,
)
from detente.cli.registry import HOLDS, SOURCES, asks

say = help_words().say


@asks(HOLDS, say("The main job: what holds, why, and where the dispute can go."))
def analyze(
    case: CaseArgument,
    concepts: ConceptsOption = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report", help=say("Write the report to this HTML file or directory.")
        ),
    ] = None,
    style: Annotated[
        Style,
        typer.Option(
            "--style",
            help=say("summary, or gmcr: the customary tables of a graph-model paper."),
        ),
    ] = Style.summary,
    full: Annotated[  # noqa: FBT002 - a flag of the command line
        bool,
        typer.Option(
            "--full", help=say("With concepts, evolution, equilibria and counts.")
        ),
    ] = False,
    *,
    shared: StaticDrawn,
) -> None:
    """Do the main job."""
    from detente.analysis.overview import analyze as ask
    from detente.cli.asking import concepts_of, load
    from detente.cli.last_list import keep
    from detente.cli.showing import (
        refuse_report,
        setting_of,
        show,
        warn,
        write_report,
    )

    setting = setting_of(shared)
    read = load(case, shared)
    if report is not None:
        refuse_report(report, read)
    in_short = not (full or report or shared.output) and shared.form is Form.text
    deals = style is not Style.gmcr or report is not None
    result = ask(
        read, concepts_of(concepts), setting, over_before=not in_short, deals=deals
    )
    warn(result.overview.remarks, shared)
    if style is Style.gmcr:
        from detente.analysis.graph.paper import as_paper

        show(as_paper(result), shared)
    else:
        show(result.in_full() if full else result, shared)
    if report is not None:
        write_report(result, report, shared, full=full)
    keep(result.case, result.numbered())


@asks(SOURCES, say("Variants side by side: what changed."))
def compare(
    case: CaseArgument,
    variants: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VARIANT...", help=say("Variants of the case; by default all.")
        ),
    ] = None,
    *,
    shared: Static,
) -> None:
    """Compare variants."""
    from detente.analysis.overview import compare as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    show(ask(load(case, shared), variants or (), setting_of(shared)), shared)


@asks(SOURCES, say("Deals of the past: what would have been said, what happened."))
def history(
    sheet: Annotated[
        str | None,
        typer.Option(
            "--case",
            metavar="SHEET",
            help=say("Print the case that one coding sheet stands for instead."),
        ),
    ] = None,
    sheets: Annotated[
        str | None,
        typer.Option(
            "--sheets",
            metavar="DIR",
            help=say("A folder of coding sheets, with outcomes.yaml."),
        ),
    ] = None,
    samples: SamplesOption = 50,
    kept: Annotated[  # noqa: FBT002 - a flag of the command line
        bool,
        typer.Option(
            "--kept", help=say("Show the run that comes with Detente, without running.")
        ),
    ] = False,
    *,
    shared: Answered,
) -> None:
    """Test the model on deals of the past."""
    from detente.analysis.overview import coded_case, history as ask, kept_history
    from detente.casefile import dump_case
    from detente.cli.showing import show_answer, write_case

    if kept:
        _refuse_beside_kept({"--case": sheet, "--sheets": sheets})
        show_answer(kept_history, shared, ())
        return
    if sheet is not None:
        write_case(lambda: dump_case(coded_case(sheet)), shared.output, [Path(sheet)])
        return
    inputs = Path(sheets).glob("*.yaml") if sheets else ()
    show_answer(lambda: ask(sheets, samples=samples), shared, inputs)


def _refuse_beside_kept(options: dict[str, str | None]) -> None:
    from detente.errors import Location, Message, Problem, QuestionError

    for option, value in options.items():
        if value is not None:
            message = Message("--kept is of the deals that come with Detente")
            hint = Message("leave out either --kept or {option}", option=option)
            location = Location(option)
            raise QuestionError([Problem("kept", message, location, value, hint)])
