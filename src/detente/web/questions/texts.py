"""The text that is being worked on: of the draft, else of the newest version."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from detente.records import dataclass
from detente.web.audit.models import Entry
from detente.web.cases.access import Opened, open_case
from detente.web.cases.models import Draft, Role
from detente.web.cases.saving import Page, keep_draft, save, tell
from detente.web.jobs.asking import ask
from detente.web.jobs.models import Job
from detente.web.pages.language import words
from detente.web.work.question import Question

_PATIENCE = 30.0
"""Seconds for writing an answer: it waits for a free process, and takes a moment."""

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class AtHand:
    """A case and its text as somebody works on it.

    Attributes
    ----------
    opened : Opened
    text : str
    base : int
        The version that the text was begun from.
    """

    opened: Opened
    text: str
    base: int


def at_hand(request: HttpRequest, key: str) -> AtHand:
    """Give the text that somebody works on; raises as `open_case`."""
    opened = open_case(request.user, key, Role.EDITOR)
    draft = Draft.objects.filter(case=opened.case, user=request.user).first()
    if draft is None:
        return AtHand(opened, opened.text, opened.number)
    return AtHand(opened, draft.text, draft.base)


def questioned(
    request: HttpRequest, text: str, name: str, fields: Fields, *, write: bool
) -> dict[str, Any]:
    """Ask what a text says to a question, once an answer is written into it."""
    given = {
        "question": name,
        "fields": json.dumps(fields, ensure_ascii=False),
        "write": "yes" if write else "",
    }
    question = Question("asked", text, words(request).language, given)
    return ask(question, request.user, _PATIENCE).answer or {}


def keep(request: HttpRequest, hand: AtHand, text: str) -> AtHand:
    """Keep a text that an answer changed as a draft."""
    if text != hand.text and hand.opened.case is not None:
        keep_draft(hand.opened.case, request.user, text, hand.base)
    return AtHand(hand.opened, text, hand.base)


def save_at_hand(request: HttpRequest, hand: AtHand, note: str) -> None:
    """Save what was worked on as a version, where it says anything new.

    Raises
    ------
    ConflictError
        Where somebody else saved since it was begun.
    """
    case = hand.opened.case
    if case is None or hand.text == hand.opened.text:
        return
    page = Page(hand.text, hand.base, note)
    told = tell(hand.text, request.user, words(request).language)
    version = save(case, request.user, page, told)
    Entry.write(request, "case saved", case.key, str(version.number))


def first_screen(request: HttpRequest, hand: AtHand) -> Job:
    """Ask for the first screen of the text that is worked on."""
    return ask(Question("first", hand.text, words(request).language), request.user)
