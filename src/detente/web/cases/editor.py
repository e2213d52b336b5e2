"""The text of a case as a page: what is wrong with it, what it answers beside it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from detente.web.audit.models import Entry
from detente.web.cases.access import Opened, open_case, own_case
from detente.web.cases.forms import TextForm
from detente.web.cases.models import Draft, Role
from detente.web.cases.saving import ConflictError, Page, keep_draft, save, tell
from detente.web.jobs.asking import ask
from detente.web.pages.language import words
from detente.web.work.question import Question

_CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, key: str) -> HttpResponse:
    """Show the text of a case to be read or written; save it."""
    if request.method == "POST":
        return _save(request, key)
    opened = open_case(request.user, key)
    draft = draft_of(request, opened)
    continued = draft is not None and "draft" in request.GET
    page = {
        "case": opened,
        "text": draft.text if draft and continued else opened.text,
        "base": draft.base if draft and continued else opened.number,
        "draft": None if continued else draft,
        "tab": "text",
    }
    return render(request, "cases/text.html", page)


def draft_of(request: HttpRequest, opened: Opened) -> Draft | None:
    """Give what the reader wrote in a case and has not saved."""
    if not opened.may_edit:
        return None
    found = Draft.objects.filter(case=opened.case, user=request.user).first()
    return found if found and found.text != opened.text else None


def _save(request: HttpRequest, key: str) -> HttpResponse:
    found, _ = own_case(request.user, key, Role.EDITOR)
    form = TextForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    page = _page(form.cleaned_data)
    spoken = words(request)
    # Kept first: whatever happens while it is read, the text is there.
    keep_draft(found, request.user, page.text, page.base)
    told = tell(page.text, request.user, spoken.language)
    try:
        version = save(found, request.user, page, told)
    except ConflictError as conflict:
        return conflict_page(request, key, page, conflict)
    Entry.write(request, "case saved", key, str(version.number))
    messages.success(
        request, spoken.say("Saved as version {number}.", number=version.number)
    )
    return redirect("cases:text", key=key)


def _page(data: dict[str, Any]) -> Page:
    text = str(data["text"]).replace("\r\n", "\n").replace("\r", "\n")
    return Page(text, data["base"], data.get("note") or "")


def conflict_page(
    request: HttpRequest, key: str, page: Page, conflict: ConflictError
) -> HttpResponse:
    """Show both texts and what is different; nothing is lost, nothing overwritten."""
    theirs = conflict.theirs
    compared = Question("difference", page.text, given={"before": theirs.text})
    answer = ask(compared, request.user).answer or {}
    told = {
        "case": open_case(request.user, key),
        "mine": page,
        "theirs": theirs,
        "lines": answer.get("lines"),
        "tab": "text",
    }
    return render(request, "cases/conflict.html", told, status=_CONFLICT)


@require_POST
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what is being written, and say what is wrong with it or what it answers."""
    form = TextForm(request.POST)
    opened = open_case(request.user, key)
    if not form.is_valid():
        return HttpResponseBadRequest()
    page = _page(form.cleaned_data)
    if opened.may_edit and opened.case is not None and page.text != opened.text:
        keep_draft(opened.case, request.user, page.text, page.base)
    job = ask(Question("first", page.text, words(request).language), request.user)
    told = {"case": opened, "job": job, "beside": True}
    return render(request, "cases/preview.html", told)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Throw the draft away."""
    found, _ = own_case(request.user, key, Role.EDITOR)
    Draft.objects.filter(case=found, user=request.user).delete()
    return redirect("cases:text", key=key)
