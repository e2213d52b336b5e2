"""The versions of a case: who saved what when, what changed, bringing one back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from detente.web.audit.models import Entry
from detente.web.cases.access import open_case, open_version, own_case
from detente.web.cases.models import Role
from detente.web.cases.saving import ConflictError, Page, Told, save
from detente.web.jobs.asking import ask
from detente.web.jobs.models import Job
from detente.web.pages.language import words
from detente.web.work.question import Question


@require_GET
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """List the versions, the newest first."""
    opened = open_case(request.user, key)
    if opened.case is None:
        raise Http404
    listed = opened.case.versions.select_related("author").defer("text")
    page = {"case": opened, "versions": listed, "tab": "versions"}
    return render(request, "cases/versions.html", page)


@require_GET
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show a version and what it changed."""
    shown = open_version(request.user, key, number)
    if shown.case is None:
        raise Http404
    record = shown.case.versions.select_related("author").get(number=number)
    before = shown.case.versions.filter(number=number - 1).first()
    given = {"before": before.text if before else ""}
    job = ask(Question("difference", shown.text, given=given), request.user)
    page = {
        "case": shown,
        "version": record,
        "job": job,
        "first": before is None,
        "newest": shown.case.number,
        "tab": "versions",
    }
    return _shown(request, "cases/version.html", page, job)


@require_GET
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is different between any two versions, the older one first."""
    opened = open_case(request.user, key)
    if opened.case is None:
        raise Http404
    numbers = sorted(_number(request, name, opened.number) for name in ("one", "two"))
    kept = opened.case.versions.select_related("author")
    known = {each.number: each for each in kept.filter(number__in=numbers)}
    if not all(each in known for each in numbers):
        raise Http404
    old, new = (known[each] for each in numbers)
    asked = Question("difference", new.text, given={"before": old.text})
    job = ask(asked, request.user)
    page = {"case": opened, "old": old, "new": new, "job": job, "tab": "versions"}
    return _shown(request, "cases/compared.html", page, job)


def _shown(
    request: HttpRequest, template: str, page: dict[str, object], job: Job
) -> HttpResponse:
    """Show a page with what is different, or to htmx how far that is."""
    if not request.htmx:
        return render(request, template, page)
    if job.under_way:
        return render(request, "answers/part.html", page)
    # What is different is told by the page, in places of its own.
    return HttpResponseClientRefresh()


def _number(request: HttpRequest, name: str, newest: int) -> int:
    """Give the number of a version that is asked for, the newest without one."""
    try:
        number = int(request.GET.get(name, newest))
    except ValueError:
        raise Http404 from None
    # No database takes every number that can be typed.
    if not 0 < number <= newest:
        raise Http404
    return number


@require_POST
def restore(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Make the text of an old version the newest one."""
    found, _ = own_case(request.user, key, Role.EDITOR)
    old = found.versions.filter(number=number).first()
    if old is None:
        raise Http404
    spoken = words(request)
    told = Told(old.sound, found.title, found.title_ru, old.line)
    page = Page(old.text, found.number, restored=number)
    try:
        saved = save(found, request.user, page, told)
    except ConflictError:
        messages.error(request, spoken.say("Somebody saved meanwhile. Look again."))
        return redirect("cases:versions", key=key)
    Entry.write(request, "version brought back", key, str(number))
    said = spoken.say(
        "Version {old} is back, as version {number}.", old=number, number=saved.number
    )
    messages.success(request, said)
    return redirect("cases:case", key=key)
