"""The commands for other programs: import and export."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    DEFAULT_LANGUAGE,
    CaseArgument,
    Language,
    Reading,
    sharing,
)

__all__ = ["add_interchange_commands"]

say = help_words().say


class Source(StrEnum):
    """What can be read."""

    gmcr = "gmcr"
    nfg = "nfg"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"
    yaml = "yaml"


class Target(StrEnum):
    """What can be written."""

    gmcr = "gmcr"
    nfg = "nfg"
    graphml = "graphml"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"


class Payoffs(StrEnum):
    """What the payoffs of a game are."""

    order = "order"
    weights = "weights"


class Said(StrEnum):
    """How a conversion is told."""

    text = "text"
    json = "json"


LangOption = Annotated[
    Language, typer.Option("--lang", help=say("Language of what people read."))
]
FormOption = Annotated[
    Said, typer.Option("--format", help=say("How the result is written."))
]
QuietOption = Annotated[bool, typer.Option("--quiet", help=say("No warnings."))]


@dataclass(frozen=True, slots=True)
class ExportOptions(Reading):
    """Options of an export."""

    target: Annotated[
        Target | None,
        typer.Option("--to", help=say("The format; by default by the ending.")),
    ] = None
    payoffs: Annotated[
        Payoffs, typer.Option("--payoffs", help=say("For nfg: order or weights."))
    ] = Payoffs.order
    form: FormOption = Said.text
    lang: LangOption = DEFAULT_LANGUAGE
    quiet: QuietOption = False


def add_interchange_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("import", help=say("Turn a file of another program into a case."))(
        import_
    )
    app.command(help=say("Write a case for another program."))(export)


def import_(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help=say("A .gmcr, .nfg, .csv or .xlsx file, or - .")
        ),
    ],
    output: Annotated[
        str | None, typer.Option("--output", help=say("Write to this file."))
    ] = None,
    source: Annotated[
        Source | None,
        typer.Option("--from", help=say("The format; by default by the ending.")),
    ] = None,
    form: FormOption = Said.text,
    lang: LangOption = DEFAULT_LANGUAGE,
    quiet: QuietOption = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """Read another format."""
    from detente.analysis.exchange import import_case
    from detente.cli.asking import refuse_existing
    from detente.cli.conversion import tell_import, warn_problems

    if output is not None:
        refuse_existing(output)
    imported = import_case(file, source and source.value)
    warn_problems(imported.warnings, lang.value, quiet=quiet)
    tell_import(imported, output, lang.value, as_json=form is Said.json)


@sharing
def export(
    case: CaseArgument,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help=say("The file to write, or - .")),
    ],
    *,
    options: ExportOptions,
) -> None:
    """Write another format."""
    from detente.analysis.exchange import convert_case
    from detente.analysis.exchange.interchange import export_form
    from detente.cli.asking import load
    from detente.cli.conversion import no_file, tell_export, warn_problems
    from detente.report.saving import inputs_of, refuse_target

    chosen = export_form(file, options.target and options.target.value)
    if chosen == "xlsx" and file == "-":
        raise no_file()
    language = options.lang.value
    read = load(case, options)
    if file != "-":
        refuse_target(file, inputs_of(read))
    exported = convert_case(
        read, chosen, payoffs=options.payoffs.value, language=language
    )
    warn_problems(exported.warnings, language, quiet=options.quiet)
    tell_export(exported, file, read, language, as_json=options.form is Said.json)
