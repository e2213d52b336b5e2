"""Results to standard output or a file, warnings to standard error."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from detente.analysis import Result, Setting
from detente.cli.options import Drawn, Form, Moment, Shared, Static, StaticDrawn
from detente.errors import (
    CaseError,
    Location,
    Message,
    Problem,
    QuestionError,
    TooLargeError,
)
from detente.report.problems import problem_data, warning_text
from detente.report.words import words_of
from detente.study.review import Remark

__all__ = [
    "problems_as_data",
    "refuse_other_pages",
    "setting_of",
    "show",
    "warn",
    "warn_of",
    "write_file",
    "write_out",
    "write_report",
]


_NO_PAGES = frozenset(
    (".pdf", ".docx", ".odt", ".md", ".tex", ".txt", ".json", ".csv", ".xlsx", ".svg")
)
"""Endings that no HTML page has."""


def setting_of(shared: Shared) -> Setting:
    """Give the setting that the options ask for, and start the clock."""
    if shared.time is not None:
        _start_clock(shared.time)
    setting = Setting(engine=shared.engine, memory=shared.memory_bytes())
    if isinstance(shared, Moment):
        setting = replace(setting, deadline=shared.deadline.value)
    if isinstance(shared, Static):
        setting = replace(
            setting,
            sanction=shared.sanction.value,
            return_is_sanction=shared.returns,
            sequences=shared.sequences.value,
            simultaneous=shared.simultaneous.value,
        )
    if isinstance(shared, Drawn | StaticDrawn):
        return replace(setting, workers=shared.workers or os.cpu_count() or 1)
    return setting


def show(result: Result, shared: Shared) -> None:
    """Write a result as the options ask, and what it takes no account of."""
    warn(result.aside(), shared)
    if shared.output is not None and shared.output.endswith(".npz"):
        result.save_arrays(_writable(shared.output))
        return
    if shared.output is not None and shared.output.endswith(".xlsx"):
        _save_workbook(result, shared.output, shared.lang.value)
        return
    colour = (
        shared.output is None
        and shared.form is Form.text
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
    )
    text = result.render(shared.form.value, shared.lang.value, colour=colour)
    if shared.form is Form.latex:
        from detente.report.render.latex import without_type_warning

        warn_of(without_type_warning(text), shared)
    write_out(text, shared.output)


def write_out(text: str, output: str | None) -> None:
    """Write text to a file, or to standard output.

    Raises
    ------
    QuestionError
        Where the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_file(output, text)


def warn_of(message: Message | None, shared: Shared) -> None:
    """Write one warning to standard error, unless asked to be quiet."""
    if message is not None and not shared.quiet:
        sys.stderr.write(warning_text(message, words_of(shared.lang.value)))
        sys.stderr.flush()


@contextmanager
def problems_as_data(shared: Shared) -> Iterator[None]:
    """Where JSON is asked for, write the problems of a case to standard output too.

    They still go to standard error, and the exit code is the same.
    """
    try:
        yield
    except CaseError as error:
        if shared.form is Form.json:
            data = {"problems": [problem_data(each) for each in error.problems]}
            sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        raise


def warn(remarks: tuple[Remark, ...], shared: Shared) -> None:
    """Write warnings to standard error, unless asked to be quiet."""
    if not shared.quiet:
        words = words_of(shared.lang.value)
        for remark in remarks:
            sys.stderr.write(warning_text(remark.message, words))


def refuse_other_pages(name: str) -> None:
    """Refuse a report in a form that is not written.

    Raises
    ------
    QuestionError
        Where the file's ending promises something else than HTML.
    """
    ending = Path(name).suffix.lower()
    if ending not in _NO_PAGES or Path(name).is_dir():
        return
    message = Message("the report is an HTML page, not a {ending} file", ending=ending)
    hint = Message("write {file}; a browser prints it to PDF", file=_page(name))
    location = Location("--report")
    raise QuestionError([Problem("no-page", message, location, name, hint)])


def _page(name: str) -> str:
    return str(Path(name).with_suffix(".html"))


def write_report(result: Result, name: str, shared: Shared) -> None:
    """Write the report to an HTML file, or with its data to a directory."""
    from detente.analysis import report

    with _waiting(words_of(shared.lang.value).say("Writing the report ...")):
        html = report(result.case, shared.lang.value, setting_of(shared))
    if not Path(name).is_dir() and not name.endswith(("/", os.sep)):
        write_file(name, html)
        return
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(name, str(error.strerror)) from None
    write_file(str(folder / "index.html"), html)
    write_file(str(folder / "analysis.json"), result.render("json"))
    write_file(str(folder / "stability.csv"), result.render("csv"))


@contextmanager
def _waiting(said: str) -> Iterator[None]:
    """Show on a terminal that something takes its time."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(said):
        yield


def write_file(name: str, text: str) -> None:
    """Write a text file as UTF-8.

    Raises
    ------
    QuestionError
        Where it cannot be written.
    """
    path = _writable(name)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _unwritable(name, str(error.strerror)) from None


def _save_workbook(result: Result, name: str, language: str) -> None:
    path = _writable(name)
    try:
        result.save_workbook(path, language)
    except OSError as error:
        raise _unwritable(name, str(error.strerror)) from None


def _writable(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        raise _unwritable(name, Message("it is a directory"))
    if not path.absolute().parent.is_dir():
        raise _unwritable(name, Message("its directory does not exist"))
    return path


def _unwritable(name: str, reason: str) -> QuestionError:
    message = Message("{file} cannot be written: {reason}", file=name, reason=reason)
    return QuestionError([Problem("unwritable", message, Location(name), name)])


def _start_clock(seconds: float) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLargeError(
            Message("the time allowed ({seconds:g} s) is over", seconds=seconds),
            Message("allow more with --time, or settle options that cannot change"),
        )

    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
