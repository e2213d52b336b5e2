"""What was tried, kept: as the next version, or as a case of one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from detente.web.answers.trying import sent
from detente.web.answers.views import asked
from detente.web.audit.models import Entry
from detente.web.cases.access import Opened, open_case
from detente.web.cases.editor import conflict_page
from detente.web.cases.saving import ConflictError, Page, new_case, save, tell
from detente.web.pages.language import words

_WRONG = 400


@require_POST
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Write what was tried into the case; where one may not, into a copy."""
    opened = open_case(request.user, key)
    trial = sent(request).trial
    if trial.is_empty:
        return redirect("cases:case", key=key)
    given = trial.whole | {"note": request.POST.get("note", "")[:200]}
    job = asked(request, opened, "kept", **given)
    answer = job.answer or {}
    if "text" not in answer:
        page = {"case": opened, "job": job, "tab": "what_if"}
        return render(request, "answers/not_kept.html", page, status=_WRONG)
    return _kept(request, opened, str(answer["text"]), str(answer["said"])[:200])


def _kept(request: HttpRequest, opened: Opened, text: str, said: str) -> HttpResponse:
    spoken = words(request)
    told = tell(text, request.user, spoken.language)
    if opened.case is None or not opened.may_edit:
        case = new_case(request.user, text, told, opened.title[:120], said)
        Entry.write(request, "case copied", case.key, opened.key)
        messages.success(request, spoken.say("Kept as a case of your own."))
        return _to(request, case.key)
    base = request.POST.get("base", "")
    number = int(base) if base.isdecimal() and len(base) < 9 else opened.number  # noqa: PLR2004
    page = Page(text, number, said)
    try:
        version = save(opened.case, request.user, page, told)
    except ConflictError as conflict:
        return conflict_page(request, opened.key, page, conflict)
    Entry.write(request, "case saved", opened.key, str(version.number))
    kept = spoken.say("Kept as version {number}.", number=version.number)
    messages.success(request, kept)
    return _to(request, opened.key)


def _to(request: HttpRequest, key: str) -> HttpResponse:
    """Go to the answers of a case."""
    address = reverse("cases:case", args=[key])
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
