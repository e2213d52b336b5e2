"""A road map against what happened, as a page; events by form and by table."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from detente.report.words import Words
from detente.web.audit.models import Entry
from detente.web.cases.access import Opened, open_case, own_case
from detente.web.cases.models import Role
from detente.web.cases.saving import ConflictError, Page, save, tell
from detente.web.following.forms import EventForm, TableForm
from detente.web.jobs.asking import ask
from detente.web.pages.language import words
from detente.web.work.question import Question

_LONGEST = 200
"""Letters of the name of a road map."""
_TRIES = 5
"""How often events are put behind what others saved meanwhile."""
_WRONG, _BUSY = 400, 409


@require_GET
def following(request: HttpRequest, key: str) -> HttpResponse:
    """Show what became of a road map, what is owed, and the events."""
    opened = open_case(request.user, key)
    return _shown(request, opened, {})


def _shown(
    request: HttpRequest, opened: Opened, more: Mapping[str, object], status: int = 200
) -> HttpResponse:
    told = request.GET if request.method == "GET" else request.POST
    road_map = str(told.get("roadmap", ""))[:_LONGEST]
    language = words(request).language
    given = {"road_map": road_map}
    job = ask(Question("follow", opened.text, language, given), request.user)
    page = {
        "case": opened,
        "job": job,
        "road_map": road_map,
        "event": EventForm(),
        "tab": "following",
        **more,
    }
    if request.htmx and not job.under_way:
        # The forms for events stand beside the answer, and need it too.
        return HttpResponseClientRefresh()
    part = "following/part.html" if request.htmx else "following/page.html"
    return render(request, part, page, status=status)


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Take one event in."""
    form = EventForm(request.POST)
    own_case(request.user, key, Role.EDITOR)
    given = _event(form)
    return _added(request, key, given, {"event": form})


def _event(form: EventForm) -> dict[str, str]:
    form.is_valid()
    said = form.cleaned_data
    told = {name: str(said.get(name, "")) for name in form.fields if name != "parties"}
    return told | {"parties": " ".join(said.get("parties", []))}


@require_POST
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Take a table of events in."""
    own_case(request.user, key, Role.EDITOR)
    form = TableForm(request.POST, request.FILES)
    if not form.is_valid():
        opened = open_case(request.user, key)
        return _shown(request, opened, {"table": form}, _WRONG)
    file = form.cleaned_data["file"]
    raw = b64encode(file.read()).decode()
    return _added(request, key, {"name": file.name, "raw": raw}, {"table": form})


def _added(
    request: HttpRequest, key: str, given: dict[str, str], back: Mapping[str, object]
) -> HttpResponse:
    """Put events behind those of the newest version, whoever saves meanwhile."""
    spoken = words(request)
    for _ in range(_TRIES):
        opened = open_case(request.user, key, Role.EDITOR)
        job = ask(Question("events", opened.text, spoken.language, given), request.user)
        answer = job.answer or {}
        if "text" not in answer:
            return _shown(request, opened, {**back, "wrong": job}, _WRONG)
        try:
            return _saved(request, opened, answer)
        except ConflictError:
            continue
    messages.error(request, spoken.say("Somebody saved meanwhile. Look again."))
    return _shown(request, open_case(request.user, key), back, _BUSY)


def _saved(
    request: HttpRequest, opened: Opened, answer: Mapping[str, Any]
) -> HttpResponse:
    """Save the text with the new events.

    Raises
    ------
    ConflictError
        Where somebody else saved since it was read.
    """
    spoken = words(request)
    text, new, known = str(answer["text"]), int(answer["new"]), int(answer["known"])
    said = _said(new, known, spoken)
    if new and opened.case is not None:
        told = tell(text, request.user, spoken.language)
        page = Page(text, opened.number, note=said)
        version = save(opened.case, request.user, page, told)
        Entry.write(request, "events added", opened.key, str(version.number))
    messages.success(request, said)
    road_map = str(request.POST.get("roadmap", ""))[:_LONGEST]
    address = reverse("following:following", args=[opened.key])
    return redirect(
        f"{address}?roadmap={road_map}" if road_map.isidentifier() else address
    )


def _said(new: int, known: int, spoken: Words) -> str:
    parts = []
    if new or not known:
        parts.append(spoken.count("{n} event added", "{n} events added", new))
    if known:
        parts.append(
            spoken.count("{n} was there already", "{n} were there already", known)
        )
    return "; ".join(parts)
