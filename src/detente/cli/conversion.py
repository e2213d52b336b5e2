"""What is said of a conversion."""

from collections.abc import Iterable

from detente.analysis.exchange.interchange import (
    ExportedCase,
    ImportedCase,
    export_case,
)
from detente.casefile import starter_text
from detente.cli.streams import put_data, put_text, tell
from detente.errors import Location, Message, Problem, QuestionError, visible
from detente.model.case import Case
from detente.report.problems import warning_text
from detente.report.render.json_text import json_text
from detente.report.saving import inputs_of, save
from detente.report.words import words_of


def warn_problems(problems: Iterable[Problem], language: str, *, quiet: bool) -> None:
    """Write what is not kept to standard error, unless asked to be quiet."""
    words = words_of(language)
    for problem in () if quiet else problems:
        tell(f"{problem.location}: {warning_text(problem.message, words)}")


def tell_import(
    imported: ImportedCase, output: str | None, language: str, *, as_json: bool
) -> None:
    """Write the case file, to standard output where no file is named."""
    if output is not None:
        save(output, imported.text().encode())
    if as_json:
        put_data(json_text(imported.to_dict() | {"written": output}))
    elif output is None:
        put_data(imported.text())
    else:
        tell_written(output, language)


def write_starter(file: str, language: str) -> None:
    """Write the case that a new file starts with, or the tables of it."""
    words = words_of(language)
    text = starter_text(language)
    if file.lower().endswith((".csv", ".xlsx")):
        export_case(text, file, language=language)
        put_line(
            words.say(
                "Wrote {file}. Next: fill it in; detente import {file}", file=file
            )
        )
        return
    save(file, text.encode())
    tell_written(file, language)


def tell_written(file: str, language: str) -> None:
    """Say that a case was written, and what can be asked of it."""
    words = words_of(language)
    put_line(words.say("Wrote {file}. Next: detente analyze {file}", file=file))


def tell_export(
    exported: ExportedCase, file: str, case: Case, language: str, *, as_json: bool
) -> None:
    """Write the file, or its text to standard output where it is `-`."""
    if file != "-":
        save(file, exported.data, inputs_of(case))
    if as_json:
        data = exported.to_dict()
        kept = data if file == "-" else {k: data[k] for k in data if k != "text"}
        put_data(json_text(kept | {"written": None if file == "-" else file}))
    elif file == "-":
        put_data(exported.text)
    else:
        put_line(words_of(language).say("Wrote {file}.", file=file))


def no_file() -> QuestionError:
    """Say that a workbook cannot be printed."""
    message = Message("a workbook needs a file of its own")
    hint = Message("name a file, such as case.xlsx")
    return QuestionError([Problem("no-file", message, Location("-"), hint=hint)])


def put_line(said: str) -> None:
    """Write one sentence to standard output."""
    put_text(visible(said, line=True) + "\n")
