"""Results to standard output or a file, warnings to standard error."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.analysis.result import Result, partly
from detente.analysis.setting import Setting
from detente.cli.answering import Answered
from detente.cli.options import Drawn, Form, Moment, Shared, Static, StaticDrawn
from detente.cli.streams import put_data, put_text, tell, write_data
from detente.engine.budget import current
from detente.errors import (
    CaseError,
    Location,
    Message,
    Problem,
    QuestionError,
)
from detente.model.case import Case
from detente.report.problems import problem_data, refusal_text, warning_text
from detente.report.render.json_text import json_text
from detente.report.saving import inputs_of, refuse_target, save, save_all
from detente.report.words import words_of
from detente.study.check.warning import Remark

if TYPE_CHECKING:
    from detente.analysis.answer import Answer
    from detente.analysis.overview import Analysis

_NO_PAGES = frozenset(
    (".pdf", ".docx", ".odt", ".md", ".tex", ".txt", ".json", ".csv", ".xlsx", ".svg")
)
"""Endings that no HTML page has."""


def setting_of(shared: Shared) -> Setting:
    """Give the setting that the options ask for."""
    setting = Setting(
        engine=shared.engine, memory=shared.memory_bytes(), wants=shared.wants.value
    )
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
        number = shared.workers or os.cpu_count() or 1
        return replace(setting, workers=number, cluster=shared.cluster)
    return setting


def show(result: Result, shared: Shared) -> None:
    """Write a result as the options ask, and what it takes no account of."""
    warn(result.aside(), shared)
    stop = current().stopped
    with current().finishing():
        _show(replace(result, stopped=stop.message) if stop else result, shared)
    _tell_stopped(shared)


def show_answer(
    ask: "Callable[[], Answer]", asked: Answered, inputs: Iterable[Path]
) -> None:
    """Ask a question that is about no case, and write the answer.

    Raises
    ------
    QuestionError
        Where it could not be written, or would replace one of the inputs, before
        anything is asked.
    """
    if asked.output is not None:
        refuse_target(asked.output, inputs)
    answer = ask()
    with current().finishing():
        text = answer.render(asked.form.value, asked.lang.value)
        if asked.output is None and asked.form is Form.text:
            put_text(text)
        else:
            write_data(text, asked.output)
    _tell_stopped(asked.limits())


def write_case(
    ask: Callable[[], str], output: str | None, inputs: Iterable[Path]
) -> None:
    """Write the text of a case where it is asked for; raises as `show_answer`."""
    if output is not None:
        refuse_target(output, inputs)
    write_data(ask(), output)


def _tell_stopped(shared: Shared) -> None:
    """Say where an answer is a part only, and what took the time."""
    stop = current().stopped
    if stop is not None:
        words = words_of(shared.lang.value)
        tell(refusal_text(partly(stop.message), stop.hint, words))


def _show(result: Result, shared: Shared) -> None:
    ending = Path(shared.output or "").suffix.lower()
    if shared.output is not None and ending == ".npz":
        result.save_arrays(Path(shared.output))
        return
    if shared.output is not None and ending == ".xlsx":
        result.save_workbook(Path(shared.output), shared.lang.value)
        return
    colour = (
        shared.output is None
        and shared.form is Form.text
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
    )
    text = result.render(
        shared.form.value,
        shared.lang.value,
        colour=colour,
        wording=shared.wording(),
    )
    if shared.form is Form.latex:
        from detente.report.render.latex import without_type_warning

        warn_of(without_type_warning(text), shared)
    if shared.output is not None:
        save(shared.output, text.encode(), inputs_of(result.case))
    elif shared.form is Form.text:
        put_text(text)
    else:
        put_data(text)


def warn_of(message: Message | None, shared: Shared) -> None:
    """Write one warning to standard error, unless asked to be quiet."""
    if message is not None and not shared.quiet:
        tell(warning_text(message, words_of(shared.lang.value)))


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
            put_data(json_text(data))
        raise


def warn(remarks: tuple[Remark, ...], shared: Shared) -> None:
    """Write warnings to standard error, unless asked to be quiet."""
    if not shared.quiet:
        words = words_of(shared.lang.value)
        for remark in remarks:
            tell(warning_text(remark.message, words))


def lists_warnings(shared: Shared) -> bool:
    """Tell whether what `check` writes to standard output lists the warnings itself."""
    return shared.output is None and shared.form not in (Form.csv, Form.latex)


def refuse_report(name: str, case: Case) -> None:
    """Refuse a report that cannot be written, before it is made.

    Raises
    ------
    QuestionError
        Where the file's ending promises something else than HTML, where no
        place of its own is named, or a file of the case would be lost.
    """
    _refuse_other_pages(name)
    if not _is_folder(name):
        refuse_target(name, inputs_of(case))
        return
    if Path(name).resolve() == Path.cwd():
        message = Message("the report is not written among other files of yours")
        hint = Message("name an HTML file, or a directory of its own, such as report/")
        location = Location("--report")
        raise QuestionError([Problem("no-place", message, location, name, hint)])


def _is_folder(name: str) -> bool:
    return Path(name).is_dir() or name.endswith(("/", os.sep))


def _refuse_other_pages(name: str) -> None:
    ending = Path(name).suffix.lower()
    if ending not in _NO_PAGES or Path(name).is_dir():
        return
    message = Message("the report is an HTML page, not a {ending} file", ending=ending)
    hint = Message("write {file}; a browser prints it to PDF", file=_page(name))
    location = Location("--report")
    raise QuestionError([Problem("no-page", message, location, name, hint)])


def _page(name: str) -> str:
    return str(Path(name).with_suffix(".html"))


def write_report(
    result: "Analysis", name: str, shared: Shared, *, full: bool = False
) -> None:
    """Write the report to an HTML file, or with its data to a directory."""
    from detente.analysis.overview import report

    before = current().stopped
    html = report(result, shared.lang.value, setting_of(shared), full=full)
    if current().stopped is not before:
        _tell_stopped(shared)
    inputs = inputs_of(result.case)
    if not _is_folder(name):
        save(name, html.encode(), inputs)
        return
    files = {
        "index.html": html,
        "analysis.json": result.render("json"),
        "stability.csv": result.render("csv"),
    }
    save_all(name, {each: text.encode() for each, text in files.items()}, inputs)
