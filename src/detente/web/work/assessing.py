"""A case analysed to be kept: the report in both languages, and what it rests on."""

import json
import re
from collections.abc import Mapping

from detente import __version__
from detente.analysis.overview.report import FoundReport, find_report
from detente.model.case import Case
from detente.model.event import Source
from detente.report.document import Document, Picture, anchors_of
from detente.report.naming import Names
from detente.report.page import byline
from detente.report.words import LANGUAGES, SPOKEN, Words, words_of
from detente.web.work.setting_html import html_of

SEED = 0
"""What the draws of a report begin with."""
_CARD = 388.0, 320.0
"""Pixels that a card has for its picture."""
_LEGIBLE = 0.75
"""Letters of twelve pixels are nine then."""
_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


def assess(case: Case, _words: Words, _given: Mapping[str, str]) -> dict[str, object]:
    """Find what the report tells and set it in every language.

    Parameters
    ----------
    case : Case

    Returns
    -------
    dict
        `version` of Detente and `seed`, `as_of`, `analysis` as JSON, and by
        `languages` what `_told` gives.
    """
    found = find_report(case)
    return {
        "version": __version__,
        "seed": SEED,
        "as_of": "" if case.as_of is None else case.as_of.isoformat(),
        "analysis": json.dumps(found.analysis, ensure_ascii=False),
        "languages": {code: _told(found, words_of(code)) for code in LANGUAGES},
    }


def _told(found: FoundReport, words: Words) -> dict[str, object]:
    """Set the report in one language.

    Returns
    -------
    dict
        `title`, `byline`, `sources` (each `text` and `url`), `picture` (SVG) with its
        `alt`, `answers` and `pictures` of page one as HTML, and `sections`, each with
        id, title, readings, the reading that it `opens`, and HTML.
    """
    case = found.case
    names = Names(case, words, SPOKEN)
    written = [(each, each.document(names)) for each in found.sections]
    held = [(section, document) for section, document in written if document]
    answers, pictures = found.first.answers(names), found.first.pictures(names)
    documents = (answers, pictures, *(document for _, document in held))
    anchors = frozenset(section.id for section, _ in held).union(
        *map(anchors_of, documents)
    )
    drawn = _of_card(pictures)
    return {
        "title": names.title(),
        "byline": byline(names),
        "sources": [_source(each, words) for each in case.sources],
        "picture": "" if drawn is None else _narrow(drawn),
        "alt": "" if drawn is None else f"{drawn.caption}. {drawn.alt}",
        "answers": html_of(answers, anchors),
        "pictures": html_of(pictures, anchors),
        "sections": [
            {
                "id": section.id,
                "title": words.message(section.title),
                "readings": section.readings,
                "opens": section.opens,
                "html": html_of(document, anchors),
            }
            for section, document in held
        ],
    }


def _of_card(document: Document) -> Picture | None:
    """Choose the first picture that can be read on a card, or the most legible one."""
    drawn = [each for each in document if isinstance(each, Picture)]
    legible = (each for each in drawn if _on_card(each) >= _LEGIBLE)
    return next(legible, max(drawn, key=_on_card, default=None))


def _on_card(picture: Picture) -> float:
    """Give how large a picture stands on a card, as a share of its size."""
    found = _BOX.search(_narrow(picture))
    if found is None:
        return 0.0
    return min(_CARD[0] / float(found[1]), _CARD[1] / float(found[2]), 1.0)


def _narrow(picture: Picture) -> str:
    return str(picture.narrow or picture.svg)


def _source(source: Source, words: Words) -> dict[str, str]:
    """Cite a source; an address that is none of the web is left out."""
    day = source.date
    dated = "" if day is None else day if isinstance(day, str) else words.date(day)
    title = words.text(source.title, source.id)
    told = (words.text(source.author), title, words.text(source.publisher), dated)
    address = source.url or ""
    known = address.startswith(("https://", "http://"))
    return {
        "text": ". ".join(each.rstrip(".") for each in told if each) + ".",
        "url": address if known else "",
    }
