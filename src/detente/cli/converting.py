"""What is said of a conversion."""

import json
import sys
from collections.abc import Iterable

from detente.analysis.interchange import ExportedCase, ImportedCase
from detente.cli.showing import write_file
from detente.errors import Problem
from detente.report.problems import warning_text
from detente.report.words import words_of

__all__ = ["tell_export", "tell_import", "warn_problems"]


def warn_problems(problems: Iterable[Problem], language: str, *, quiet: bool) -> None:
    """Write what is not kept to standard error, unless asked to be quiet."""
    words = words_of(language)
    for problem in () if quiet else problems:
        sys.stderr.write(f"{problem.location}: {warning_text(problem.message, words)}")


def tell_import(
    imported: ImportedCase, output: str | None, language: str, *, as_json: bool
) -> None:
    """Write the case file, to standard output where no file is named."""
    if output is not None:
        write_file(output, imported.text())
    if as_json:
        _print_json(imported.to_dict() | {"written": output})
    elif output is None:
        sys.stdout.write(imported.text())
    else:
        said = words_of(language).say(
            "Wrote {file}. Next: detente analyze {file}", file=output
        )
        sys.stdout.write(f"{said}\n")


def tell_export(
    exported: ExportedCase, file: str, language: str, *, as_json: bool
) -> None:
    """Write the file, or its text to standard output where it is `-`."""
    if file != "-":
        write_file(file, exported.text)
    if as_json:
        data = exported.to_dict()
        kept = data if file == "-" else {k: data[k] for k in data if k != "text"}
        _print_json(kept | {"written": None if file == "-" else file})
    elif file == "-":
        sys.stdout.write(exported.text)
    else:
        sys.stdout.write(words_of(language).say("Wrote {file}.", file=file) + "\n")


def _print_json(data: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
