"""The report: one self-contained HTML file, two languages, three readings."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from detente.errors import Message
from detente.model.case import Case
from detente.records import dataclass
from detente.report.document import Document, anchors_of, tables_of
from detente.report.figure.style import with_one_style
from detente.report.naming import Names
from detente.report.render.fragment import Around, render_html, render_template
from detente.report.render.packed import packed
from detente.report.render.sheet import render_csv
from detente.report.words import LANGUAGES, SENT, SPOKEN, Words, words_of

READINGS = ("business", "researchers", "students")
EVERYBODY = READINGS
_NAMED = 3
_NAMES = {"en": "English", "ru": "Русский"}


@dataclass(frozen=True)
class Section:
    """A part of the report.

    Attributes
    ----------
    id : str
        Its anchor.
    title : Message
        Its heading.
    readings : tuple of str
        For whom: business, researchers, students.
    document : callable
        From names, which carry the language, to blocks; no blocks, no section.
    opens : str
        The reading that begins with it; empty for none.
    """

    id: str
    title: Message
    readings: tuple[str, ...]
    document: Callable[[Names], Document]
    opens: str = ""


@dataclass(frozen=True)
class FirstPage:
    """What a reader sees first, and what is printed on the first sheet.

    Attributes
    ----------
    answers : callable
        From names to the answers.
    pictures : callable
        From names to what stands beside or below them.
    """

    answers: Callable[[Names], Document]
    pictures: Callable[[Names], Document]


def render_report(
    case: Case,
    first: FirstPage,
    sections: tuple[Section, ...],
    files: Mapping[str, str],
    language: str,
) -> str:
    """Set the report as one HTML file that needs no network.

    Parameters
    ----------
    case : Case
        Gives title, date and author.
    first : FirstPage
        Stands before all sections.
    sections : tuple of Section
        In reading order; those without content are left out.
    files : mapping of str to str
        What can be saved from it: names and texts.
    language : str
        The language shown first; the reader can switch.

    Returns
    -------
    str
        HTML.
    """
    pages = [_page(case, first, sections, code) for code in LANGUAGES]
    title = words_of(language).text(case.title)
    html = render_template(
        "report.html",
        pages=pages,
        first=language,
        title=title,
        readings=READINGS,
        files=[(name, packed(text)) for name, text in files.items()],
    )
    return with_one_style(html)


def _page(
    case: Case, first: FirstPage, sections: tuple[Section, ...], language: str
) -> dict[str, object]:
    words = words_of(language)
    names, exact = Names(case, words, SPOKEN), Names(case, words, SENT)
    # In tables of situations ids tell them apart where names would fill the page.
    written = [
        (section, section.document(names if "business" in section.readings else exact))
        for section in sections
    ]
    held = [(section, document) for section, document in written if document]
    # A report in which nothing is explained leads to no explanation.
    anchors = frozenset(("files", *(section.id for section, _ in held))).union(
        *(anchors_of(document) for _, document in held)
    )
    around = Around(f"-{language}", anchors, {})
    sheets = Sheets(case, language)
    pictures = first.pictures(names)
    return {
        "language": language,
        "name": _NAMES[language],
        "title": names.title(),
        "byline": byline(names),
        "contents": words.say("Contents"),
        "skip": words.say("To the text"),
        "short": words.say("In short"),
        "answers": render_html(first.answers(names), around),
        "pictures": render_html(
            pictures, sheets.with_those_of(pictures, first.pictures, around)
        ),
        "sections": [
            {
                "id": f"{section.id}-{language}",
                "title": words.message(section.title),
                "readings": " ".join(section.readings),
                "opens": section.opens,
                "html": render_html(
                    document, sheets.with_those_of(document, section.document, around)
                ),
            }
            for section, document in held
        ],
        "sheets": packed(json.dumps(sheets.texts, ensure_ascii=False)),
        "readings": [
            ("everybody", words.say("Everything")),
            ("business", words.say("For business")),
            ("researchers", words.say("For researchers")),
            ("students", words.say("For students")),
        ],
        "saving": words.say("To go on computing, save"),
        "reading": words.say("Reading"),
        "tongue": words.say("Language"),
    }


class Sheets:
    """What the tables of a page are saved as: CSV with numbers that machines read."""

    def __init__(self, case: Case, language: str) -> None:
        self._plain = Names(case, words_of(language, plain=True))
        self.texts: list[str] = []

    def with_those_of(
        self, document: Document, written: Callable[[Names], Document], around: Around
    ) -> Around:
        """Take in the tables of a document, and say beside which they stand."""
        tables = tables_of(document)
        if not tables:
            # What is pictures alone is not drawn once more.
            return around
        places = {}
        plain = tables_of(written(self._plain))
        for shown, table in zip(tables, plain, strict=True):
            places[id(shown)] = len(self.texts)
            self.texts.append(render_csv((table,)))
        return replace(around, sheets=places)


def byline(names: Names) -> str:
    """Give the date of the case, its author, its sources, and how it was edited."""
    case = names.case
    authors = _authors(case, names)
    sources = [names.say("after {author}", author=names.listed(authors))]
    parts = [
        names.say("As of {date}", date=names.date(case.as_of)) if case.as_of else "",
        names.text(case.author),
        *(sources if authors else ()),
        names.edited(),
    ]
    return " · ".join(part for part in parts if part)


def _authors(case: Case, words: Words) -> list[str]:
    """Give whose claims are judged, so that no side stands for both.

    Without claims it is the author of the first source; of more than three
    nobody is named.
    """
    quoted = {claim.source for claim in case.claims}
    sources = [each for each in case.sources if each.id in quoted] or case.sources[:1]
    named = (words.text(each.author) for each in sources if each.author is not None)
    authors = list(dict.fromkeys(named))
    return authors if len(authors) <= _NAMED else []
