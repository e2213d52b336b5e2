"""The commands."""

from typing import Annotated

import typer

from detente.cli.commands.coalition import add_coalition_commands
from detente.cli.commands.deal import add_commands
from detente.cli.commands.exchange import add_interchange_commands
from detente.cli.commands.graph import add_graph_commands
from detente.cli.commands.preference import add_kind_commands
from detente.cli.commands.record import add_record_command
from detente.cli.language import help_words
from detente.cli.options import (
    DEFAULT_LANGUAGE,
    CaseArgument,
    Form,
    FormOption,
    Language,
    Moment,
    PartyOption,
    SeedOption,
    StabilityOptions,
    StatesOptions,
    Static,
    StaticDrawn,
    Style,
    WhereOption,
    form_of,
    sharing,
)

__all__ = ["app"]

say = help_words().say

app = typer.Typer(
    name="detente",
    help=say(
        "Design, judge and follow deals between parties that do not trust each other."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ConceptsOption = Annotated[
    str | None,
    typer.Option(
        "--concepts", help=say("Solution concepts, such as R,SEQ; by default all five.")
    ),
]

ConceptOption = Annotated[
    str | None, typer.Option("--concept", help=say("R, GMR, SMR, SEQ or SSEQ."))
]
StateArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="STATE",
        help=say(
            "now, a Y/N string, a label, E3 of the last list, a road map (PLAN for its "
            "end, PLAN@2 after stage 2), or changes: 'now +yongbyon -stop_tests'."
        ),
    ),
]


def _version(*, value: bool) -> None:
    if value:
        from detente import __version__

        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def main(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=say("Show the version.")
        ),
    ] = False,
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE,
) -> None:
    """Design, judge and follow deals."""


@app.command(help=say("The main job: what holds, why, and where the dispute can go."))
@sharing
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
    result = ask(read, concepts_of(concepts), setting)
    warn(result.overview.remarks, shared)
    if style is Style.gmcr:
        from detente.analysis.graph.paper import as_paper

        show(as_paper(result), shared)
    else:
        show(result, shared)
    if report is not None:
        write_report(result, report, shared)
    keep(result.case, result.numbered())


@app.command(help=say("Only the file: problems and warnings."))
@sharing
def check(case: CaseArgument, *, shared: Moment) -> None:
    """Check a case file."""
    from detente.analysis.check import check as ask
    from detente.cli.asking import load
    from detente.cli.showing import (
        lists_warnings,
        problems_as_data,
        setting_of,
        show,
        warn,
    )

    with problems_as_data(shared):
        result = ask(load(case, shared), setting_of(shared))
    if not lists_warnings(shared):
        warn(result.remarks, shared)
    show(result, shared)


@app.command(help=say("The feasible situations as a table."))
@sharing
def states(
    case: CaseArgument, where: WhereOption = None, *, shared: StatesOptions
) -> None:
    """List feasible states."""
    from detente.analysis.stability import states as ask
    from detente.cli.asking import load
    from detente.cli.showing import setting_of, show

    most = None if shared.everything else shared.limit
    show(ask(load(case, shared), where, most, setting_of(shared)), shared)


@app.command(help=say("Who would stay where, and the equilibria."))
@sharing
def stability(
    case: CaseArgument,
    concepts: ConceptsOption = None,
    where: WhereOption = None,
    party: PartyOption = None,
    *,
    shared: StabilityOptions,
) -> None:
    """Find who is stable where."""
    from detente.analysis.stability import stability as ask
    from detente.cli.asking import concepts_of, extent_of, load
    from detente.cli.last_list import keep
    from detente.cli.showing import setting_of, show, warn

    setting = setting_of(shared)
    result = ask(
        load(case, shared),
        concepts_of(concepts),
        where=where,
        witnesses=shared.witnesses,
        extent=extent_of(shared, party),
        setting=setting,
    )
    warn(result.remarks, shared)
    show(result, shared)
    keep(result.case, result.numbered())


# So that `now -stop_tests` needs no quotes: what is no option is part of a state.
@app.command(
    help=say("Why a situation holds, or does not."),
    context_settings={"ignore_unknown_options": True},
)
@sharing
def explain(
    case: CaseArgument,
    state: StateArgument = None,
    party: PartyOption = None,
    concept: ConceptOption = None,
    *,
    shared: Static,
) -> None:
    """Explain a verdict."""
    from detente.analysis.stability import explain as ask
    from detente.cli.asking import load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    where = recall(read, " ".join(state or ["now"]))
    show(ask(read, where, party, concept, setting), shared)


@app.command(help=say("How the dispute can move from where it stands."))
@sharing
def evolve(
    case: CaseArgument,
    to: Annotated[
        str | None, typer.Option("--to", help=say("A situation or a formula to reach."))
    ] = None,
    start: Annotated[
        str, typer.Option("--from", help=say("The situation to start from."))
    ] = "now",
    *,
    shared: Static,
) -> None:
    """Find ways through the dispute."""
    from detente.analysis.stability import evolve as ask
    from detente.cli.asking import load
    from detente.cli.last_list import recall
    from detente.cli.showing import setting_of, show

    setting = setting_of(shared)
    read = load(case, shared)
    target = None if to is None else recall(read, to)
    show(ask(read, target, recall(read, start), setting), shared)


@app.command(help=say("Each claim of the sources, its verdict, the figure behind it."))
@sharing
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


@app.command(help=say("Variants side by side: what changed."))
@sharing
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


@app.command(help=say("Start a case: write an example, or its tables (.csv, .xlsx)."))
def new(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=say("The file to write."))
    ],
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE,
) -> None:
    """Write a starter."""
    from detente.cli.asking import refuse_existing
    from detente.cli.conversion import write_starter

    refuse_existing(file)
    write_starter(file, lang.value)


@app.command(help=say("List the bundled cases."))
def cases(
    form: FormOption = None,
    output: Annotated[
        str | None, typer.Option("--output", help=say("Write to this file."))
    ] = None,
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE,
) -> None:
    """List bundled cases."""
    from detente.cli.listing import bundled_text
    from detente.cli.showing import write_data
    from detente.cli.streams import put_text

    asked = form_of(form, output)
    text = bundled_text(asked, lang.value)
    if output is None and asked is Form.text:
        put_text(text)
    else:
        write_data(text, output)


@app.command(help=say("Print the JSON Schema of case files, for editors."))
def schema(
    output: Annotated[
        str | None, typer.Option("--output", help=say("Write to this file."))
    ] = None,
) -> None:
    """Print the schema."""
    from detente.casefile import case_schema
    from detente.cli.showing import write_data
    from detente.report.render.json_text import json_text

    write_data(json_text(case_schema(), 2), output)


add_commands(app)
add_kind_commands(app)
add_graph_commands(app)
add_coalition_commands(app)
add_interchange_commands(app)
add_record_command(app)


def _arrange() -> None:
    """Put the commands of the help page under headings."""
    panels = {
        say("What holds, and why"): (
            "analyze check states stability explain evolve graph coalitions horizon "
            "unknown strength hypergame"
        ),
        say("Which deal holds"): "roadmap exposure sustain robust",
        say("Sources and variants"): "claims record compare",
        say("Files"): "new cases schema import export",
    }
    homes = {name: panel for panel, names in panels.items() for name in names.split()}
    for command in app.registered_commands:
        name = str(command.name or getattr(command.callback, "__name__", ""))
        command.rich_help_panel = homes[name]
    for group in app.registered_groups:
        group.rich_help_panel = homes[str(group.name)]


_arrange()
