"""Commands about files: a new case, the bundled ones, other programs."""

from enum import StrEnum
from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import (
    DEFAULT_LANGUAGE,
    CaseArgument,
    CaseOptions,
    Form,
    FormOption,
    Language,
    form_of,
)
from detente.cli.registry import FILES, asks, command
from detente.records import dataclass

say = help_words().say


class InputFormat(StrEnum):
    """What can be read."""

    gmcr = "gmcr"
    nfg = "nfg"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"
    yaml = "yaml"


class OutputFormat(StrEnum):
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
SaidOption = Annotated[
    Said, typer.Option("--format", help=say("How the result is written."))
]
QuietOption = Annotated[bool, typer.Option("--quiet", help=say("No warnings."))]


@dataclass(frozen=True, slots=True)
class ExportOptions(CaseOptions):
    """Options of an export."""

    target: Annotated[
        OutputFormat | None,
        typer.Option("--to", help=say("The format; by default by the ending.")),
    ] = None
    payoffs: Annotated[
        Payoffs, typer.Option("--payoffs", help=say("For nfg: order or weights."))
    ] = Payoffs.order
    form: SaidOption = Said.text
    lang: LangOption = DEFAULT_LANGUAGE
    quiet: QuietOption = False


@command(FILES, say("Start a case: write an example, or its tables (.csv, .xlsx)."))
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


@command(FILES, say("List the bundled cases."))
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
    from detente.cli.streams import put_text, write_data

    asked = form_of(form, output)
    text = bundled_text(asked, lang.value)
    if output is None and asked is Form.text:
        put_text(text)
    else:
        write_data(text, output)


@command(FILES, say("Print the JSON Schema of case files, for editors."))
def schema(
    output: Annotated[
        str | None, typer.Option("--output", help=say("Write to this file."))
    ] = None,
) -> None:
    """Print the schema."""
    from detente.casefile import case_schema
    from detente.cli.streams import write_data
    from detente.report.render.json_text import json_text

    write_data(json_text(case_schema(), 2), output)


@command(FILES, say("Compile the loops that large cases and long questions need."))
def warm(
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE,
) -> None:
    """Fill the cache of compiled code."""
    from detente.cli.streams import put_text
    from detente.engine.fast.compiled import fill
    from detente.report.words import words_of

    words = words_of(lang.value)
    told = words.say("what was compiled lies in {folder}", folder=str(fill()))
    put_text(f"{told}\n")


@command(FILES, say("Turn a file of another program into a case."), name="import")
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
        InputFormat | None,
        typer.Option("--from", help=say("The format; by default by the ending.")),
    ] = None,
    form: SaidOption = Said.text,
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


@asks(FILES, say("Write a case for another program."))
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
