"""Addresses of cases: those that one may see; reading, adding, saving, deleting one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status

from detente.casefile import bundled_titles
from detente.errors import Message
from detente.web.api.body import case_of
from detente.web.api.door import may_write
from detente.web.api.forms import (
    CasesForm,
    ConflictForm,
    SavedForm,
    WholeCaseForm,
)
from detente.web.api.parts import (
    CASE_BODY,
    TEXT,
    YAML_ANSWER,
    answers,
    page_of,
    refuse_unknown,
)
from detente.web.api.problems import CONFLICT, RefusedError, problem, spoken
from detente.web.audit.models import Entry
from detente.web.cases.access import Opened, open_case, own_case
from detente.web.cases.library import found_in
from detente.web.cases.models import Case, Draft, Role, Share
from detente.web.cases.saving import ConflictError, Page, new_case, reading_of, save
from detente.web.jobs.models import Job

router = Router(tags=["cases"])
_MADE, _GONE = 201, 204
MOST_PAGES = 10_000


class Sought(Schema):
    """Which cases."""

    q: str = Field(
        "", max_length=100, pattern=TEXT, description=Message("In the title.")
    )
    page: int = Field(1, ge=1, le=MOST_PAGES)


class Saved(Schema):
    """How a text is saved."""

    base: int = Field(
        ge=0,
        le=2_000_000_000,
        description=Message("The number of the version that the text was begun from."),
    )
    note: str = Field(
        "", max_length=200, pattern=TEXT, description=Message("What you say of it.")
    )


def case_data(case: Case, role: str) -> dict[str, object]:
    """Give what a list says of a case."""
    return {
        "key": case.key,
        "title": case.title,
        "title_ru": case.title_ru,
        "role": role,
        "number": case.number,
        "changed": case.changed,
    }


def _bundled(sought: str) -> list[dict[str, object]]:
    told = (
        (name, title.get("en"), title.get("ru")) for name, title in bundled_titles()
    )
    return [
        {
            "key": name,
            "title": title or "",
            "title_ru": title_ru or "",
            "role": Role.READER,
            "number": 0,
            "changed": None,
        }
        for name, title, title_ru in told
        if sought.casefold() in f"{name} {title} {title_ru}".casefold()
    ]


@router.get(
    "",
    response=answers({200: CasesForm}),
    summary=Message("Cases that you may see"),
    operation_id="cases",
    url_name="cases",
)
def cases(request: HttpRequest, given: Query[Sought]) -> dict[str, object]:
    """List cases."""
    refuse_unknown(request, Sought)
    sought = given.q.strip()
    shares = found_in(Share.objects.filter(user=request.user), sought)
    found, pages = page_of(shares.order_by("-case__changed", "pk"), given.page)
    return {
        "cases": [case_data(each.case, each.role) for each in found],
        "bundled": _bundled(sought) if given.page == 1 else [],
        "pages": pages,
    }


@router.post(
    "",
    response=answers({_MADE: SavedForm}, sends=True),
    summary=Message("Add a case"),
    description=Message("A text in which something is wrong is kept too, and told."),
    operation_id="add_case",
    url_name="add_case",
    openapi_extra=CASE_BODY,
)
def add_case(request: HttpRequest, response: HttpResponse) -> Status[Any]:
    """Add a case."""
    refuse_unknown(request, ())
    may_write(request)
    text = case_of(request)
    told, job = reading_of(text, request.user, spoken(request).language)
    case = new_case(request.user, text, told)
    Entry.write(request, "case added", case.key, f"by token: {request.auth}")
    response.headers["Location"] = f"{request.path}/{case.key}"
    return Status(_MADE, _saved(case, Role.OWNER, job))


def _saved(case: Case, role: str, job: Job) -> dict[str, object]:
    found = (job.answer or {}).get("problems", ())
    return {
        **case_data(case, role),
        "sound": not found and job.state == "done",
        "problems": [{"path": "", **each} for each in found],
    }


@router.get(
    "/{key}",
    response=answers({200: WholeCaseForm}),
    summary=Message("A case with its text"),
    operation_id="case",
    url_name="case",
)
def case(request: HttpRequest, key: str) -> dict[str, object]:
    """Give a case."""
    refuse_unknown(request, ())
    opened = open_case(request.user, key)
    return {**_opened(opened), "sound": opened.sound, "text": opened.text}


def _opened(opened: Opened) -> dict[str, object]:
    if opened.case is not None:
        return case_data(opened.case, opened.role)
    return {
        "key": opened.key,
        "title": opened.title or "",
        "title_ru": opened.title_ru or "",
        "role": opened.role,
        "number": 0,
        "changed": None,
    }


@router.get(
    "/{key}/text",
    response=answers({200: None}),
    summary=Message("The text of a case"),
    description=Message("As it stands in the library, and not within JSON."),
    operation_id="case_text",
    url_name="case_text",
    openapi_extra={"responses": {200: {"content": YAML_ANSWER}}},
)
def case_text(request: HttpRequest, key: str) -> HttpResponse:
    """Give the text of a case."""
    refuse_unknown(request, ())
    return yaml(open_case(request.user, key).text)


def yaml(text: str) -> HttpResponse:
    """Give the text of a case by itself."""
    return HttpResponse(text, content_type="application/yaml; charset=utf-8")


@router.put(
    "/{key}",
    response=answers({200: SavedForm, CONFLICT: ConflictForm}, sends=True),
    summary=Message("Save a new version of a case"),
    description=Message(
        "If somebody saved since `base`, nothing is written over: the answer is a "
        "conflict (409) with their text, and yours is kept as your draft."
    ),
    operation_id="save_case",
    url_name="save_case",
    openapi_extra=CASE_BODY,
)
def save_case(request: HttpRequest, key: str, given: Query[Saved]) -> dict[str, object]:
    """Save a version."""
    refuse_unknown(request, Saved)
    may_write(request)
    found, role = own_case(request.user, key, Role.EDITOR)
    page = Page(case_of(request), given.base, given.note)
    told, job = reading_of(page.text, request.user, spoken(request).language)
    try:
        version = save(found, request.user, page, told)
    except ConflictError as conflict:
        raise _conflict(request, found, page, conflict) from None
    Entry.write(
        request, "case saved", key, f"{version.number}, by token: {request.auth}"
    )
    found.refresh_from_db()
    return _saved(found, role, job)


def _conflict(
    request: HttpRequest, case: Case, page: Page, conflict: ConflictError
) -> RefusedError:
    """Keep the text, unless the person is writing another one, and show both."""
    kept, _ = Draft.objects.get_or_create(
        case=case, user=request.user, defaults={"text": page.text, "base": page.base}
    )
    message = Message(
        "version {number} was saved since your text was begun from version {base}",
        number=conflict.theirs.number,
        base=page.base,
    )
    hint = Message(
        "bring both together, and send it with base={n}", n=conflict.theirs.number
    )
    theirs = conflict.theirs
    told = {
        "number": theirs.number,
        "author": str(theirs.author or ""),
        "at": theirs.at.isoformat(),
        "note": theirs.note,
        "text": theirs.text,
    }
    return RefusedError(
        CONFLICT,
        [problem(request, "conflict", message, hint)],
        {"theirs": told, "draft": kept.text == page.text},
    )


@router.delete(
    "/{key}",
    response=answers({_GONE: None}),
    summary=Message("Delete a case with all its versions"),
    description=Message("Only its owners may."),
    operation_id="delete_case",
    url_name="delete_case",
)
def delete_case(request: HttpRequest, key: str) -> Status[Any]:
    """Delete a case."""
    refuse_unknown(request, ())
    may_write(request)
    found, _ = own_case(request.user, key, Role.OWNER)
    Entry.write(
        request, "case deleted", key, f"{found.title}, by token: {request.auth}"
    )
    found.delete()
    return Status(_GONE, None)
