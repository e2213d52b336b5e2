"""Writing a version: nothing is lost, whoever else writes at the same time."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from detente.casefile import written_title
from detente.records import dataclass
from detente.web.accounts.models import User
from detente.web.cases.models import Case, Draft, Role, Share, Version
from detente.web.jobs.asking import ask
from detente.web.jobs.models import Job
from detente.web.work.question import Question, mark_of

_BEGUN = frozenset(("no-parties", "no-options", "empty"))
"""Faults of a case that was begun and has nothing wrong in it."""
_READING = 30.0
"""Seconds that saving waits for a text to be read; the text itself is saved anyway."""


@dataclass(frozen=True, slots=True)
class Told:
    """What reading a text said of it.

    Attributes
    ----------
    sound : bool
        Whether it is a case.
    title, title_ru : str
        Of what is none, as the line of its title says; empty where there is no such.
    line : int or None
        Where the first thing to mend stands; None for a case, and for what was begun
        and has nothing wrong in it.
    """

    sound: bool
    title: str = ""
    title_ru: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What somebody wants to save.

    Attributes
    ----------
    text : str
    base : int
        The version that the text was begun from.
    note : str
        What they say of it.
    restored : int or None
        The version that is brought back.
    """

    text: str
    base: int
    note: str = ""
    restored: int | None = None


class ConflictError(Exception):
    """Somebody else saved since a text was begun.

    Attributes
    ----------
    theirs : Version
        The newest version.
    """

    def __init__(self, theirs: Version) -> None:
        super().__init__()
        self.theirs = theirs


def tell(text: str, user: User, language: str) -> Told:
    """Read a text for what a library says of it; wrong ones may be saved too."""
    return reading_of(text, user, language)[0]


def reading_of(text: str, user: User, language: str) -> tuple[Told, Job]:
    """Read a text as `tell` does; gives the answer too, with all that is wrong."""
    # What is kept for good is not to hang on how busy the machine is just now.
    job = ask(Question("read", text, language), user, _READING)
    answer = job.answer if job.state == "done" else None
    sound = bool(answer) and "title" in (answer or {})
    titles = answer["title"] if answer and sound else _titles(text)
    title = (titles.get("en") or titles.get("ru") or "")[:300]
    line = None if sound or only_begun(answer or {}) else _first_line(answer or {})
    return Told(sound, title, (titles.get("ru") or "")[:300], line), job


def _titles(text: str) -> dict[str, str]:
    found = written_title(text)
    return {} if found is None else {code: found.get(code) for code in ("en", "ru")}


def _first_line(answer: Mapping[str, Any]) -> int | None:
    return next((each["line"] for each in answer.get("problems", ())), 0)


def only_begun(answer: Mapping[str, Any]) -> bool:
    """Tell of an answer whether a case was begun and has nothing wrong in it."""
    codes = {each["code"] for each in answer.get("problems", ())}
    return bool(codes) and codes <= _BEGUN


@transaction.atomic
def new_case(
    user: User, text: str, told: Told, copied_from: str = "", note: str = ""
) -> Case:
    """Put a text into somebody's library, as the first version of a case."""
    case = Case.objects.create(copied_from=copied_from, title=told.title or "")
    Share.objects.create(case=case, user=user, role=Role.OWNER)
    _write(case, user, Page(text, 0, note), told)
    return case


@transaction.atomic
def save(case: Case, user: User, page: Page, told: Told) -> Version:
    """Save a text as the next version.

    Parameters
    ----------
    case : Case
    user : User
    page : Page
        What is to be saved.
    told : Told
        What reading its text said.

    Returns
    -------
    Version
        The newest, where the text is the same as its.

    Raises
    ------
    ConflictError
        Where somebody else saved another text since; nothing is written.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    newest = locked.newest
    if newest.text == page.text:
        _saved(locked, user, page.text)
        return newest
    if newest.number != page.base:
        raise ConflictError(newest)
    return _write(locked, user, page, told)


def _write(case: Case, user: User, page: Page, told: Told) -> Version:
    version = Version.objects.create(
        case=case,
        number=case.number + 1,
        author=user,
        text=page.text,
        sound=told.sound,
        note=page.note[:200],
        restored=page.restored,
        line=told.line,
        mark=mark_of(page.text),
    )
    case.number, case.changed = version.number, timezone.now()
    if told.sound or told.title:
        case.title, case.title_ru = told.title, told.title_ru
    case.save()
    _saved(case, user, page.text)
    return version


def _saved(case: Case, user: User, text: str) -> None:
    """Let go of the draft that was saved; one with other words in it stays."""
    Draft.objects.filter(case=case, user=user, text=text).delete()


def keep_draft(case: Case, user: User, text: str, base: int) -> None:
    """Keep what somebody is writing, so that no closed window takes it away."""
    Draft.objects.update_or_create(
        case=case, user=user, defaults={"text": text, "base": base}
    )
