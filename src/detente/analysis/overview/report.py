"""The report of a case: found once, written in two languages."""

import json
from typing import Unpack

from detente.analysis.overview.analyze import Analysis, analyze
from detente.analysis.overview.findings import Findings, find_all
from detente.analysis.overview.report_parts import in_full, in_short, left_out
from detente.analysis.reading import Readable, ReadAs, as_in_file, load
from detente.analysis.setting import DEFAULT, Setting
from detente.casefile import dump_case
from detente.model.case import Case
from detente.records import dataclass
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.page import FirstPage, Section, render_report
from detente.report.pages.overview.first_page import answers_page, pictures_page
from detente.report.words import Words


def report(
    case: Readable | Analysis,
    language: str = "en",
    setting: Setting = DEFAULT,
    *,
    full: bool = False,
    **read_as: Unpack[ReadAs],
) -> str:
    """Write the report of a case: one HTML file that needs no network.

    Parameters
    ----------
    case : Case, anything that `load` reads, or Analysis
        The case; what `analyze` found of it is not found again.
    language : str
        en or ru, shown first; the reader can switch.
    setting : Setting
        Engine, memory, deadline.
    full : bool
        Whether it holds everything that researchers may want, each in a part of its
        own; else what few read is folded, and the largest pictures are left out.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    str
        HTML.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    if isinstance(case, Analysis):
        analysis = case
    else:
        analysis = analyze(load(case, **read_as), setting=setting)
    read = analysis.case
    found = find_all(analysis, setting, full=full)
    sections = in_full(found) if full else in_short(found)
    files = {
        "case.yaml": dump_case(as_in_file(read)),
        "analysis.json": json.dumps(found.analysis.to_dict(), ensure_ascii=False),
    }
    return render_report(read, _first(found), sections, files, language)


@dataclass(frozen=True)
class FoundReport:
    """What the report of a case tells, found once, for any language.

    Attributes
    ----------
    case : Case
    first : FirstPage
    sections : tuple of Section
        In reading order; those without content are left out by whoever sets them.
    analysis : dict
        The main answer, as `--format json` gives it.
    """

    case: Case
    first: FirstPage
    sections: tuple[Section, ...]
    analysis: dict[str, object]


def find_report(case: Case, setting: Setting = DEFAULT) -> FoundReport:
    """Find what the report tells, for pages that set it themselves.

    Parameters
    ----------
    case : Case
    setting : Setting
        Engine, memory, deadline.

    Returns
    -------
    FoundReport

    Raises
    ------
    QuestionError, TooLargeError, UnsupportedError
    """
    found = find_all(analyze(case, setting=setting), setting)
    return FoundReport(case, _first(found), in_short(found), found.analysis.to_dict())


def report_parts(
    case: Case, words: Words, setting: Setting = DEFAULT
) -> tuple[tuple[str, str, Document], ...]:
    """Give the parts of the report as documents, for pages that set them themselves.

    Parameters
    ----------
    case : Case
    words : Words
        The language.
    setting : Setting

    Returns
    -------
    tuple of (str, str, Document)
        Id, title and content of each part that has any, in reading order; first the
        answers and the pictures of page one, as `answers` and `pictures`.
    """
    found = find_report(case, setting)
    names = Names(case, words)
    told = (
        ("answers", words.say("In short"), found.first.answers(names)),
        ("pictures", words.say("In pictures"), found.first.pictures(names)),
        *(
            (each.id, words.message(each.title), each.document(names))
            for each in found.sections
        ),
    )
    return tuple(part for part in told if part[2])


def _first(found: Findings) -> FirstPage:
    """Answer as the first screen of `analyze` does."""
    answers = found.answers
    return FirstPage(
        lambda names: (*left_out(found, names), *answers_page(answers, names)),
        lambda names: pictures_page(answers, names),
    )
