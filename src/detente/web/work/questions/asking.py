"""The one way in: a text and an answer, out comes the text and what it says."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from detente.report.words import Words
from detente.web.work.questions import (
    deal,
    events,
    guarantee,
    never,
    steps,
    successor,
    table,
    wants,
)
from detente.web.work.questions.given import Given
from detente.web.work.questions.sheet import ForeignError, Sheet

Told: TypeAlias = Callable[[Sheet, Given], dict[str, Any]]
Answered: TypeAlias = Callable[[Sheet, Given], None]
QUESTIONS: Mapping[str, tuple[Told, Answered]] = {
    "table": (table.told, table.answer),
    "steps": (steps.told, steps.answer),
    "never": (never.told, never.answer),
    "wants": (wants.told, wants.answer),
    "events": (events.told, events.answer),
    "deal": (deal.told, deal.answer),
    "guarantee": (guarantee.told, guarantee.answer),
    "successor": (successor.told, successor.answer),
}
"""In the order in which a mediator thinks."""
_PARTS: Mapping[str, tuple[str, ...]] = {
    "table": ("parties",),
    "never": ("constraints",),
    "wants": ("preferences",),
    "events": ("events",),
    "deal": ("roadmaps",),
    "guarantee": ("guarantees",),
    "successor": ("types", "turnover"),
}


def asked(text: str, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Write an answer into the text of a case, and say what the text answers now.

    Parameters
    ----------
    text : str
        A case, or the draft of one.
    words : Words
        In the reader's language.
    given : mapping of str to str
        `question`; `fields`, what a form sent, as JSON: lists of texts by name;
        `write`, empty to look only.

    Returns
    -------
    dict
        `text`; `told`, what the question shows, null where it is written in a way that
        the questions do not know; `answered`, questions of which something is there.

    Raises
    ------
    CaseError
        Where the text is no YAML.
    """
    sheet = Sheet(text, words)
    say, write = QUESTIONS[given["question"]]
    fields = Given(json.loads(given.get("fields") or "{}"))
    after = text
    told: dict[str, Any] | None
    try:
        if given.get("write"):
            write(sheet, fields)
            after = sheet.open.text()
        told = say(sheet, fields)
    except ForeignError:
        return {"text": text, "told": None, "answered": _answered(sheet)}
    return {"text": after, "told": told, "answered": _answered(sheet)}


def _answered(sheet: Sheet) -> list[str]:
    found = [
        question
        for question, keys in _PARTS.items()
        if any(sheet.data.get(key) for key in keys)
    ]
    try:
        return [*found, "steps"] if sheet.steps() else found
    except ForeignError:
        return found
