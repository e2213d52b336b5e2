"""The report: one self-contained HTML file, two languages, three readings."""

from collections.abc import Callable
from dataclasses import dataclass

from detente.model.case import Case
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.render.fragment import render_html, render_template
from detente.report.words import LANGUAGES, words_of

__all__ = ["READINGS", "Section", "render_report"]

READINGS = ("business", "researchers", "students")


@dataclass(frozen=True)
class Section:
    """A part of the report.

    Attributes
    ----------
    id : str
        Its anchor.
    title : str
        An English template of the catalogue.
    readings : tuple of str
        For whom: business, researchers, students.
    document : callable
        From names, which carry the language, to blocks.
    """

    id: str
    title: Callable[[Names], str]
    readings: tuple[str, ...]
    document: Callable[[Names], Document]


def render_report(case: Case, sections: tuple[Section, ...], language: str) -> str:
    """Set the report as one HTML file that needs no network.

    Parameters
    ----------
    case : Case
        Gives title, date and author.
    sections : tuple of Section
        In reading order; those without content are left out.
    language : str
        The language shown first; the reader can switch.

    Returns
    -------
    str
        HTML.
    """
    pages = [_page(case, sections, code) for code in LANGUAGES]
    return render_template("report.html", pages=pages, first=language)


def _page(
    case: Case, sections: tuple[Section, ...], language: str
) -> dict[str, object]:
    words = words_of(language)
    names = Names(case, words)
    filled = []
    for section in sections:
        document = section.document(names)
        if document:
            filled.append(
                {
                    "id": f"{section.id}-{language}",
                    "title": section.title(names),
                    "readings": " ".join(section.readings),
                    "html": render_html(document),
                }
            )
    return {
        "language": language,
        "title": names.title(),
        "as_of": case.as_of.isoformat() if case.as_of else "",
        "author": words.text(case.author),
        "contents": words.say("Contents"),
        "sections": filled,
        "readings": [
            ("everybody", words.say("Everything")),
            ("business", words.say("For business")),
            ("researchers", words.say("For researchers")),
            ("students", words.say("For students")),
        ],
        "reading": words.say("Reading"),
        "as_of_word": words.say("As of {date}", date=case.as_of) if case.as_of else "",
    }
