"""A job as a page: how far it is, what it costs, and giving it up."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from detente.web.jobs.asking import ask, cancel
from detente.web.jobs.models import Job, State
from detente.web.pages.language import words
from detente.web.work.question import Question


def _own(request: HttpRequest, job: UUID) -> Job:
    found = get_object_or_404(Job, pk=job)
    if found.owner_id != request.user.pk:
        raise Http404
    return found


@require_GET
def answer(request: HttpRequest, job: UUID) -> HttpResponse:
    """Show how far a job is, or its answer: alone to htmx, which has the page."""
    part = "jobs/answer.html" if request.htmx else "jobs/page.html"
    found = _own(request, job)
    return render(request, part, {"job": _spoken(request, found), "asked": found.pk})


def _spoken(request: HttpRequest, job: Job) -> Job:
    """Give the answer in the language of who reads, which may not be that it was in."""
    if job.state != State.DONE:
        return job
    question = Question.from_json(job.question)
    language = words(request).language
    if question.language == language:
        return job
    return ask(replace(question, language=language), request.user)


@require_POST
def give_up(request: HttpRequest, job: UUID) -> HttpResponse:
    """Give a job up."""
    cancel(_own(request, job))
    back = request.POST.get("back", "")
    return redirect(f"{reverse('cases:asked')}?{urlencode({'back': back})}")
