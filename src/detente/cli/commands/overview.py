"""Commands: the main job, and variants side by side."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    DEFAULT_LANGUAGE,
    CaseArgument,
    ConceptsOption,
    Form,
    FormOption,
    Language,
    SamplesOption,
    Static,
    StaticDrawn,
    Style,
    form_of,
)
from detente.cli.registry import HOLDS, SOURCES, asks, command

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
    over_before = not in_short or style is Style.gmcr
    result = ask(read, concepts_of(concepts), setting, over_before=over_before)
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


@command(SOURCES, say("Deals of the past: what would have been said, what happened."))
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
    form: FormOption = None,
    output: Annotated[
        str | None, typer.Option("--output", help=say("Write to this file."))
    ] = None,
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE,
) -> None:
    """Test the model on deals of the past."""
    from detente.cli.streams import put_text, write_data

    if sheet is not None:
        from detente.analysis.overview import coded_case
        from detente.casefile import dump_case

        write_data(dump_case(coded_case(sheet)), output)
        return
    from detente.analysis.overview import history as ask

    asked = form_of(form, output)
    text = ask(sheets, samples=samples).render(asked.value, lang.value)
    if output is None and asked is Form.text:
        put_text(text)
    else:
        write_data(text, output)
