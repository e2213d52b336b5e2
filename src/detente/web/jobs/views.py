"""A job as a page: how far it is, what it costs, and giving it up."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from detente.report.words import Words
from detente.web.jobs.asking import cancel
from detente.web.jobs.models import Job
from detente.web.pages.language import words
from detente.web.work.json_questions import PREFIX, QUESTIONS


def _own(request: HttpRequest, job: UUID) -> Job:
    found = get_object_or_404(Job, pk=job)
    if found.owner_id != request.user.pk:
        raise Http404
    return found


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the questions that somebody asked last."""
    jobs = Job.objects.filter(owner=request.user).defer("answer", "question")
    back = request.GET.get("back", "")
    page = {
        "jobs": jobs.order_by("-asked")[:50],
        "given_up": "back" in request.GET,
        "back": back if _is_ours(back) else "",
        **_named(words(request)),
    }
    return render(request, "jobs/mine.html", page)


def _is_ours(address: str) -> bool:
    """Whether an address leads nowhere but to this server."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, None)


def _named(spoken: Words) -> dict[str, dict[str, str]]:
    say = spoken.say
    names = {
        "read": say("Reading a case"),
        "first": say("In short"),
        "report": say("Report"),
        "graph": say("Situations"),
        "explain": say("Why"),
        "road_maps": say("Road maps"),
        "road_map": say("Road map"),
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
    asked = dict.fromkeys(QUESTIONS, say("Asked by a program"))
    names |= {f"{PREFIX}{name}": told for name, told in asked.items()}
    states = {
        "waiting": say("waiting"),
        "running": say("under way"),
        "done": say("answered"),
        "failed": say("not answered"),
        "cancelled": say("given up"),
    }
    return {"names": names, "states": states}


@require_GET
def answer(request: HttpRequest, job: UUID) -> HttpResponse:
    """Show how far a job is, or its answer."""
    return render(request, "jobs/answer.html", {"job": _own(request, job)})


@require_POST
def give_up(request: HttpRequest, job: UUID) -> HttpResponse:
    """Give a job up."""
    cancel(_own(request, job))
    back = request.POST.get("back", "")
    return redirect(f"{reverse('jobs:mine')}?{urlencode({'back': back})}")
