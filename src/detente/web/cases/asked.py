"""What somebody asked last: of which case and version, and where the answer is."""

from collections.abc import Iterable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from detente.casefile import bundled_cases
from detente.report.words import Words
from detente.web.accounts.models import User
from detente.web.cases.access import bundled
from detente.web.cases.models import Version
from detente.web.jobs.models import UNDER_WAY, Job
from detente.web.pages.language import words
from detente.web.work.json_questions import PREFIX, QUESTIONS
from detente.web.work.question import mark_of

_LOOKED_AT, _SHOWN = 200, 50
_PAGES = {
    "first": "cases:case",
    "report": "answers:report",
    "graph": "answers:states",
    "explain": "answers:states",
    "road_maps": "answers:road_maps",
    "road_map": "answers:road_maps",
    "follow": "following:following",
    "assessment": "assessments:assess",
    "answers": "answers:what_if",
    "deals": "answers:what_if",
    "outlives": "answers:what_if",
    "moves": "answers:road_maps",
}
"""The page on which each is answered; of other questions people know nothing."""
_ALONE = frozenset(("first", "report", "explain", "road_maps", "road_map", "follow"))
"""What can be read without the page around it."""


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """List the questions that somebody asked last."""
    spoken = words(request)
    jobs = Job.objects.filter(owner=request.user).defer("answer", "question")
    shown = jobs.filter(kind__in=_PAGES) | jobs.filter(state__in=UNDER_WAY)
    shown |= jobs.filter(kind__startswith=PREFIX)
    listed = list(shown.order_by("-asked")[:_LOOKED_AT])
    known = _known(request.user, {job.about for job in listed}, spoken.language)
    back = request.GET.get("back", "")
    # What stands in no version was asked while somebody typed, and is of no use done.
    listed = [each for each in listed if each.about in known or each.state != "done"]
    # In two languages, or of several situations, it is one row.
    rows = {(each.kind, each.about, each.state): each for each in reversed(listed)}
    listed = sorted(rows.values(), key=lambda each: each.asked, reverse=True)
    names, states = _named(spoken), _states(spoken)
    page = {
        "jobs": [
            {
                "id": job.pk,
                "name": names.get(job.kind, job.kind),
                "state": job.state,
                "said": states[job.state],
                "asked": job.asked,
                "under_way": job.under_way,
                **(about := known.get(job.about, {})),
                "answer": _where(job, about),
            }
            for job in listed[:_SHOWN]
        ],
        "given_up": "back" in request.GET,
        "back": back if _is_ours(back) else "",
    }
    return render(request, "cases/asked.html", page)


def _known(
    user: User, marks: Iterable[str], language: str
) -> dict[str, dict[str, object]]:
    """Say which case and version each text is of, those of one's own before others."""
    known: dict[str, dict[str, object]] = {}
    for mark, name in _marks_of_bundled().items():
        case = bundled(name)
        page = reverse("cases:case", args=[name])
        known[mark] = {"title": case.named(language), "key": name, "page": page}
    found = Version.objects.filter(mark__in=set(marks) - {""}, case__shares__user=user)
    for each in found.select_related("case").defer("text").order_by("case", "number"):
        case = each.case
        title = (case.title_ru if language == "ru" else "") or case.title
        page = reverse("cases:version", args=[case.key, each.number])
        told = {"title": title, "number": each.number, "page": page}
        newest = {"key": case.key} if each.number == case.number else {}
        known[each.mark] = {**told, **newest, "case": True}
    return known


@cache
def _marks_of_bundled() -> dict[str, str]:
    return {mark_of(bundled(name).text): name for name in bundled_cases()}


def _where(job: Job, about: dict[str, object]) -> str:
    """Give where an answer stands: on its page, or alone where the case went on."""
    if job.state != "done":
        return ""
    if job.kind in _PAGES and "key" in about:
        return reverse(_PAGES[job.kind], args=[about["key"]])
    return reverse("jobs:answer", args=[job.pk]) if job.kind in _ALONE else ""


def _is_ours(address: str) -> bool:
    """Whether an address leads nowhere but to this server."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, None)


def _named(spoken: Words) -> dict[str, str]:
    say = spoken.say
    names = {
        "read": say("Reading a case"),
        "first": say("Answer"),
        "report": say("Report"),
        "graph": say("Situations"),
        "explain": say("Why"),
        "road_maps": say("Road maps"),
        "road_map": say("A road map"),
        "difference": say("What changed"),
        "assessment": say("Assessment"),
        "follow": say("Following"),
        "asked": say("A case by questions"),
        "events": say("Reading events"),
        "imported": say("Reading a file of another program"),
        "choices": say("What can be tried"),
        "answers": say("What if"),
        "deals": say("What if"),
        "outlives": say("Whether it outlives those who sign"),
        "kept": say("Keeping what was tried"),
        "moves": say("What would move it"),
        "stages": say("Stages of a road map"),
    }
    by_programs = dict.fromkeys(QUESTIONS, say("Asked by a program"))
    return names | {f"{PREFIX}{name}": told for name, told in by_programs.items()}


def _states(spoken: Words) -> dict[str, str]:
    say = spoken.say
    return {
        "waiting": say("waiting"),
        "running": say("under way"),
        "done": say("answered"),
        "failed": say("not answered"),
        "cancelled": say("given up"),
    }
